/* A subscription as a source of live messages: streams that pull them, leases that are extended
 * until they are settled, acknowledgements whose confirmation is waited for. */
#ifndef PAYLINT_LIVE_PUBSUB_SUBSCRIPTION_H
#define PAYLINT_LIVE_PUBSUB_SUBSCRIPTION_H

#include "live/intake.h"
#include "live/pubsub/rpc.h"

struct subscription;

struct subscription_options {
    const char *name; /* "projects/P/subscriptions/S" */
    unsigned stream_count;
    int64_t messages_max;   /* outstanding at a time, in all streams */
    int64_t bytes_max;      /* of their data; a single message may be larger */
    unsigned lease_seconds; /* 10 to 600: how long the server waits, unless it is extended */
};

/* What is handed in must live as long. */
struct subscription *subscription_new(struct rpc_client *client,
                                      const struct subscription_options *options,
                                      struct intake *intake, struct live_log *log,
                                      struct metrics *metrics);
/* Opens the streams. */
void subscription_start(struct subscription *subscription);
/* Closes the streams: no more messages are given once they are closed. */
void subscription_stop(struct subscription *subscription);
/* Only after the client is freed. */
void subscription_free(struct subscription *subscription);

/* For any thread: */
/* Messages that the server doesn't know to be settled yet, and streams that are still there. */
int64_t subscription_outstanding(struct subscription *subscription);
/* Whether messages can come. */
bool subscription_is_ready(struct subscription *subscription);
/* Why the server refuses this subscription, where it never was otherwise: for people; else NULL. */
const char *subscription_refusal(struct subscription *subscription);

#endif
