/* A push endpoint for tests, with a server round it and keys of its own, whose messages are settled
 * as their data says: "again…", "later…" (in 200 ms), "never…" (by `served_settle`), else done. */
#ifndef PAYLINT_TESTS_WATCH_SERVED_H
#define PAYLINT_TESTS_WATCH_SERVED_H

#include "live/push/endpoint.h"

#include <openssl/evp.h>
#include <stdatomic.h>

struct served {
    struct arena *arena;
    struct live_log *log;
    struct metrics *metrics;
    struct key_store *keys;
    struct push_endpoint *endpoint;
    struct http_server *server;
    uint16_t port;
    EVP_PKEY *key;                     /* of "key", in the file of keys */
    char *key_path;                    /* removed in the end */
    atomic_size_t given;               /* messages that got in */
    struct live_message *_Atomic kept; /* the last "never…" */
};

/* `second`: milliseconds that a second of patience with clients takes. */
struct served *served_new(unsigned second, const struct push_options *options);
void served_free(struct served *served);

/* "Authorization: Bearer …\r\n", good for an hour. */
const char *served_authorization(struct served *served);
int64_t served_count(struct served *served, enum metric metric);

#endif
