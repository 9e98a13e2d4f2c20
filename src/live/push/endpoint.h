/* The endpoint that Pub/Sub pushes messages to (https://cloud.google.com/pubsub/docs/push).
 *
 * A request is answered once its message is settled: 204 where it is done, 503 where it is to be
 * delivered again. Pub/Sub delivers again whatever isn't answered with 102, 200, 201, 202 or 204.
 */
#ifndef PAYLINT_LIVE_PUSH_ENDPOINT_H
#define PAYLINT_LIVE_PUSH_ENDPOINT_H

#include "live/http/server.h"
#include "live/message.h"
#include "live/metrics.h"
#include "live/push/key_store.h"
#include "live/push/token.h"

/* Pub/Sub's own limit for a message (https://cloud.google.com/pubsub/quotas). */
enum { PUSH_MESSAGE_MAX = 10 * 1000 * 1000 };

struct push_options {
    const char *path;   /* where it is: "/" */
    bool checks_tokens; /* false: anybody may push */
    struct token_policy policy;
    bool is_unwrapped;        /* each body is a message's data. Else only those of requests with the
                               * header x-goog-pubsub-message-id are */
    const char *subscription; /* what messages that don't say it are of */
    size_t outstanding_max;   /* messages that aren't settled; more are answered with 503 */
    size_t bytes_max;         /* of their data; a single message may be larger */
    unsigned patience;        /* seconds; what isn't settled by then is answered with 503 */
    /* Gives a message on (intake.h). */
    void (*give)(void *context, struct live_message *message);
    void *context;
};

struct push_endpoint;

/* `keys` is NULL where tokens aren't checked. All that is handed in must live as long. NULL where
 * no thread can be started. */
struct push_endpoint *push_endpoint_new(const struct push_options *options, struct key_store *keys,
                                        struct live_log *log, struct metrics *metrics);
/* The room that it is, for a server. */
struct http_room push_endpoint_room(struct push_endpoint *endpoint);
/* Why no messages can be taken just now, as in pages.h; NULL: they can. */
const char *push_endpoint_unready(struct push_endpoint *endpoint);

/* Takes no more messages: requests are answered with 503. */
void push_endpoint_close(struct push_endpoint *endpoint);
/* Waits until all that was taken is settled, or for that many seconds; then answers what waits with
 * 503. Returns whether all was settled. */
bool push_endpoint_drain(struct push_endpoint *endpoint, unsigned seconds);
/* How many messages aren't settled. */
size_t push_endpoint_outstanding(struct push_endpoint *endpoint);
/* Once it is drained, all is settled, and the server is freed. */
void push_endpoint_free(struct push_endpoint *endpoint);

#endif
