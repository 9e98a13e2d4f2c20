/* The HTTP side of a run. In: options. Out: servers, and messages for the intake. */
#include "watch/serving.h"

#include "live/http/pages.h"
#include "live/push/endpoint.h"

#include <sys/resource.h>

enum {
    CONNECTIONS_MAX = 500,
    PAGE_CONNECTIONS_MAX = 50,
    DESCRIPTORS_ELSEWHERE = 200, /* streams, files, and what libraries open */
    PUSH_THREADS = 2,
    LEEWAY_SECONDS = 60,
    PATIENCE_SECONDS = 60,
    BODIES_MIN = 16 * 1024 * 1024, /* so that the largest message always fits */
};

struct serving {
    struct arena *arena;
    struct live_log *log;
    struct key_store *keys;
    struct push_endpoint *endpoint;
    struct pages pages;
    const char *(*unready_elsewhere)(void *context);
    void *context;
    struct http_room rooms[PAGE_COUNT + 1];
    struct http_server *push_server;
    struct http_server *page_server; /* NULL where the other one has the pages, too */
};

/* ---- The push endpoint ---- */

static void give(void *context, struct live_message *message)
{
    intake_give(context, message);
}

static bool open_endpoint(struct serving *serving, const struct watch_options *options,
                          struct intake *intake, struct metrics *metrics, const char **why)
{
    const struct push_options push = {
        .path = options->push_path,
        .checks_tokens = !options->no_auth,
        .policy = {.issuers = token_google_issuers,
                   .issuer_count = 2,
                   .audience = slice_from(options->push_audience ? options->push_audience : ""),
                   .email =
                       options->push_email ? slice_from(options->push_email) : (slice){NULL, 0},
                   .leeway = LEEWAY_SECONDS},
        .is_unwrapped = options->push_unwrapped,
        .subscription = "push",
        .outstanding_max = options->messages_max,
        .bytes_max = options->bytes_max,
        .patience = PATIENCE_SECONDS,
        .give = give,
        .context = intake,
    };
    if (push.checks_tokens) {
        serving->keys =
            key_store_new(options->jwks ? options->jwks : KEY_STORE_GOOGLE, serving->log, why);
    }
    if (serving->keys || !push.checks_tokens) {
        *why = "can't start a thread";
        serving->endpoint = push_endpoint_new(&push, serving->keys, serving->log, metrics);
    }
    return serving->endpoint != NULL;
}

/* ---- Servers ---- */

/* Room for as many descriptors as there may be connections, as far as the system lets. */
static void raise_descriptor_limit(void)
{
    struct rlimit limit;
    rlim_t wanted = CONNECTIONS_MAX + PAGE_CONNECTIONS_MAX + DESCRIPTORS_ELSEWHERE;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < wanted) {
        limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static struct http_server *open_server(struct serving *serving, struct http_options http,
                                       struct error_sink *errors)
{
    const char *why;
    struct http_server *server = http_server_new(serving->arena, &http, serving->log, &why);
    if (!server) {
        error_report(errors, NULL, 0, 0, "can't listen at %s: %s", http.address, why);
        return NULL;
    }
    log_line(serving->log, LOG_NOTICE, "Listening at %s, port %u", http.address,
             (unsigned)http_server_port(server));
    return server;
}

static bool open_servers(struct serving *serving, const struct watch_options *options,
                         struct error_sink *errors)
{
    bool together = options->push && options->listen && strcmp(options->push, options->listen) == 0;
    raise_descriptor_limit();
    if (options->push) {
        serving->rooms[PAGE_COUNT] = push_endpoint_room(serving->endpoint);
        const struct http_options http = {
            .address = options->push,
            .rooms = together ? serving->rooms : &serving->rooms[PAGE_COUNT],
            .room_count = together ? PAGE_COUNT + 1 : 1,
            .connection_max = CONNECTIONS_MAX,
            .bodies_max = options->bytes_max > BODIES_MIN ? options->bytes_max : BODIES_MIN,
            .threads = PUSH_THREADS,
        };
        serving->push_server = open_server(serving, http, errors);
    }
    if (options->listen && !together && (serving->push_server || !options->push)) {
        const struct http_options http = {.address = options->listen,
                                          .rooms = serving->rooms,
                                          .room_count = PAGE_COUNT,
                                          .connection_max = PAGE_CONNECTIONS_MAX,
                                          .threads = 1};
        serving->page_server = open_server(serving, http, errors);
    }
    return (serving->push_server || !options->push) &&
           (serving->page_server || together || !options->listen);
}

/* ---- The whole of it ---- */

/* Why no messages can come just now. */
static const char *unready(void *context)
{
    const struct serving *serving = context;
    const char *why = serving->unready_elsewhere(serving->context);
    return why || !serving->endpoint ? why : push_endpoint_unready(serving->endpoint);
}

struct serving *serving_new(const struct watch_options *options, struct intake *intake,
                            struct live_log *log, struct metrics *metrics,
                            const char *(*unready_elsewhere)(void *context), void *context,
                            struct error_sink *errors)
{
    struct arena *arena = arena_new();
    struct serving *serving = ARENA_NEW(arena, struct serving);
    const char *why = NULL;
    *serving = (struct serving){.arena = arena,
                                .log = log,
                                .pages = {metrics, unready, serving},
                                .unready_elsewhere = unready_elsewhere,
                                .context = context};
    pages_rooms(&serving->pages, serving->rooms);
    if (options->push && !open_endpoint(serving, options, intake, metrics, &why)) {
        error_report(errors, NULL, 0, 0, "can't serve %s: %s", options->push, why);
    } else if (open_servers(serving, options, errors)) {
        return serving;
    }
    serving_end(serving);
    serving_free(serving);
    return NULL;
}

int64_t serving_outstanding(struct serving *serving)
{
    return serving->endpoint ? (int64_t)push_endpoint_outstanding(serving->endpoint) : 0;
}

void serving_stop(struct serving *serving)
{
    if (serving->endpoint) {
        push_endpoint_close(serving->endpoint);
    }
}

void serving_end(struct serving *serving)
{
    if (serving->push_server) {
        serving_stop(serving);
        http_server_close(serving->push_server);
        push_endpoint_drain(serving->endpoint, 0);
    }
    http_server_free(serving->push_server);
    http_server_free(serving->page_server);
    serving->push_server = NULL;
    serving->page_server = NULL;
}

void serving_free(struct serving *serving)
{
    if (serving) {
        push_endpoint_free(serving->endpoint);
        key_store_free(serving->keys);
        arena_free(serving->arena);
    }
}
