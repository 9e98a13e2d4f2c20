/* The pages for those who run paylint-watch: /metrics, /healthz, /readyz. */
#ifndef PAYLINT_LIVE_HTTP_PAGES_H
#define PAYLINT_LIVE_HTTP_PAGES_H

#include "live/http/server.h"
#include "live/metrics.h"

struct pages {
    struct metrics *metrics;
    /* Why no messages can be taken just now, for people; NULL: they can. Called by any thread. */
    const char *(*unready)(void *context);
    void *context;
};

enum { PAGE_COUNT = 3 };

/* The rooms of the pages; `pages` must live as long as the server. */
void pages_rooms(const struct pages *pages, struct http_room rooms[PAGE_COUNT]);

#endif
