/* What rpc.c, rpc_stream.c and rpc_timer.c share. */
#ifndef PAYLINT_LIVE_PUBSUB_RPC_CLIENT_H
#define PAYLINT_LIVE_PUBSUB_RPC_CLIENT_H

#include "live/pubsub/channel.h"

#include <pthread.h>

/* The head of what waits on the completion queue. */
struct event {
    void (*happened)(struct event *event, bool ok);
};

/* A call that has begun and not ended: all are cancelled when the client is freed. */
struct active {
    grpc_call *call;
    struct active *before;
    struct active *next;
};

struct timer;

struct rpc_client {
    grpc_completion_queue *queue;
    grpc_channel **channels;
    unsigned channel_count;
    pthread_t events_thread;
    pthread_t timers_thread;
    pthread_mutex_t turn;   /* held while anything is called back */
    pthread_mutex_t mutex;  /* of all below */
    pthread_cond_t changed; /* the first timer, or that all is over */
    struct active *active;
    struct timer *timers; /* the next one first */
    bool is_over;
};

/* A thread that calls back when timers are due; ends when all is over and each has been. */
void *run_timers(void *client);

void active_add(struct rpc_client *client, struct active *active);
void active_remove(struct rpc_client *client, struct active *active);

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
