/* Connections to Pub/Sub: where, and by which credentials. */
#ifndef PAYLINT_LIVE_PUBSUB_CHANNEL_H
#define PAYLINT_LIVE_PUBSUB_CHANNEL_H

#include "live/pubsub/rpc.h"

#include <grpc/grpc.h>

/* A channel that shares its connection with no other; NULL, and told to the errors, where there are
 * no credentials. The caller destroys it. */
grpc_channel *channel_open(const struct rpc_options *options, struct error_sink *errors);

#endif
