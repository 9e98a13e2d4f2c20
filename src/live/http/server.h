/* An HTTP server, on libmicrohttpd, that doesn't trust its clients: heads, bodies, connections and
 * times are limited, and an answer can be given later, by any thread.
 *
 * What answers at a path is a room. Its functions are called by the server's threads, several at a
 * time, and must not wait. */
#ifndef PAYLINT_LIVE_HTTP_SERVER_H
#define PAYLINT_LIVE_HTTP_SERVER_H

#include "live/log.h"

#include <stdint.h>

struct http_request;

struct http_answer {
    unsigned status;  /* 0: there is no answer yet */
    const char *type; /* Content-Type; NULL: text/plain */
    slice body;       /* copied when the answer is given */
    const char *name; /* one more header: "Retry-After"; or NULL */
    const char *value;
};

struct http_room {
    const char *path;  /* "/metrics"; NULL: any that no room before it has */
    const char *allow; /* its methods, as the header Allow has them: "GET, HEAD" */
    size_t body_max;   /* 0: it takes none */
    /* The head of a request has arrived. An answer here is given before any of the body is read. */
    struct http_answer (*begin)(void *context, struct http_request *request);
    /* All of the request has arrived. It is the room's until `http_give_answer`, which may be
     * called from in here. NULL: `begin` answers all. */
    void (*take)(void *context, struct http_request *request);
    void *context;
};

struct http_options {
    const char *address; /* as in address.h */
    const struct http_room *rooms;
    size_t room_count;
    unsigned connection_max; /* more wait until one ends */
    size_t bodies_max; /* bytes of all bodies held at a time; what is more is answered with 503 */
    unsigned threads;
    unsigned second; /* milliseconds that a second of patience takes; 0: 1000. For tests */
};

struct http_server;

/* Starts a server. NULL, and `*why` set, where that can't be. All that is handed in must live as
 * long. */
struct http_server *http_server_new(struct arena *arena, const struct http_options *options,
                                    struct live_log *log, const char **why);
/* The port that it listens at. */
uint16_t http_server_port(const struct http_server *server);
/* Takes no more connections. */
void http_server_close(struct http_server *server);
/* Ends it. Every request that a room took must have been answered. */
void http_server_free(struct http_server *server);

/* ---- Of a request ---- */

/* Lives until the answer has been sent. */
struct arena *http_request_arena(struct http_request *request);
/* A header's value, its name in any case; NULL: there is none. Of several the first. */
const char *http_request_header(const struct http_request *request, const char *name);
/* How many headers of that name there are. */
unsigned http_request_header_count(const struct http_request *request, const char *name);
/* Calls `each` for every header. */
void http_request_headers(const struct http_request *request,
                          void (*each)(void *context, const char *name, const char *value),
                          void *context);
/* Valid in `take` and until the answer or `http_request_drop_body`. */
slice http_request_body(const struct http_request *request);
void http_request_drop_body(struct http_request *request);

/* Gives the answer, once, from any thread. The request may be gone afterwards. */
void http_give_answer(struct http_request *request, const struct http_answer *answer);

#endif
