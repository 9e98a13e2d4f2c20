/* A topic that messages are published to (struct live_topic of action.h). */
#ifndef PAYLINT_LIVE_PUBSUB_TOPIC_H
#define PAYLINT_LIVE_PUBSUB_TOPIC_H

#include "live/action.h"
#include "live/pubsub/rpc.h"

struct topic;

/* `name`: "projects/P/topics/T". What is handed in must live as long. */
struct topic *topic_new(struct rpc_client *client, const char *name, struct live_log *log,
                        struct metrics *metrics);
/* Only after the client is freed. */
void topic_free(struct topic *topic);

/* What is published to it. A request that fails is sent again, with the same messages, until it
 * succeeds; messages of one ordering key stay in their order. Not confirmed is only what the server
 * says it can never take, what has waited for ten minutes, and what waits when `topic_give_up` is
 * called. */
struct live_topic *topic_of(struct topic *topic);

/* Waits no longer for what couldn't be published so far. */
void topic_give_up(struct topic *topic);

#endif
