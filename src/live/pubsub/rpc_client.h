/* What rpc.c and rpc_stream.c share. */
#ifndef PAYLINT_LIVE_PUBSUB_RPC_CLIENT_H
#define PAYLINT_LIVE_PUBSUB_RPC_CLIENT_H

#include "live/pubsub/channel.h"

#include <pthread.h>

/* The head of what waits on the completion queue. */
struct event {
    void (*happened)(struct event *event, bool ok);
};

struct timer {
    struct event event;
    struct rpc_client *client;
    grpc_alarm *alarm;
    void (*due)(void *context);
    void *context;
    struct timer *before;
    struct timer *next;
};

struct rpc_client {
    grpc_completion_queue *queue;
    pthread_t thread;
    grpc_channel **channels;
    unsigned channel_count;
    pthread_mutex_t mutex; /* of the timers */
    struct timer *timers;
    bool is_over;
};

/* How a call ended. */
struct ended {
    grpc_status_code code;
    grpc_slice message;
    grpc_metadata_array trailers;
};
/* The operation that waits for it. */
grpc_op ended_op(struct ended *ended);
struct rpc_status ended_status(const struct ended *ended);
void ended_free(struct ended *ended);

grpc_byte_buffer *message_pack(const ProtobufCMessage *message);
/* The bytes of a buffer in `*bytes`, which the caller gives back; false where there are none. */
bool message_unwrap(grpc_byte_buffer *buffer, grpc_slice *bytes);
slice slice_of_grpc(const grpc_slice *bytes);

/* The operation that sends headers; `room` must live until it is done, its value is given back. */
grpc_op routing_op(const char *routing, grpc_metadata *room);

/* `milliseconds` 0: without an end. */
grpc_call *call_new(struct rpc_client *client, unsigned connection, const char *method,
                    unsigned milliseconds);

#endif
