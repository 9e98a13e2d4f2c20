/* The pages for those who run paylint-watch. In: what was counted. Out: answers. */
#include "live/http/pages.h"

#include "live/http/exposition.h"

static struct http_answer show_metrics(void *context, struct http_request *request)
{
    const struct pages *pages = context;
    struct arena *arena = http_request_arena(request);
    struct buffer out = {.arena = arena};
    exposition_write(&out, metrics_snapshot(pages->metrics, arena));
    return (struct http_answer){.status = 200, .type = EXPOSITION_TYPE, .body = buffer_slice(&out)};
}

/* That it answers is what is asked. */
static struct http_answer show_health(void *context, struct http_request *request)
{
    return (struct http_answer){.status = 200, .body = SLICE("ok\n")};
}

static struct http_answer show_readiness(void *context, struct http_request *request)
{
    const struct pages *pages = context;
    const char *why = pages->unready(pages->context);
    if (!why) {
        return (struct http_answer){.status = 200, .body = SLICE("ready\n")};
    }
    slice told = arena_printf(http_request_arena(request), "not ready: %s\n", why);
    return (struct http_answer){.status = 503, .body = told};
}

void pages_rooms(const struct pages *pages, struct http_room rooms[PAGE_COUNT])
{
    static const struct http_room table[PAGE_COUNT] = {
        {.path = "/metrics", .allow = "GET, HEAD", .begin = show_metrics},
        {.path = "/healthz", .allow = "GET, HEAD", .begin = show_health},
        {.path = "/readyz", .allow = "GET, HEAD", .begin = show_readiness},
    };
    for (unsigned i = 0; i < PAGE_COUNT; i++) {
        rooms[i] = table[i];
        rooms[i].context = (void *)pages;
    }
}
