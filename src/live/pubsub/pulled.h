/* What the files of a subscription share: a message that was pulled, and the subscription's state.
 * All of it belongs to what the client calls back, which is one at a time; only the queue of
 * settled messages has a mutex. */
#ifndef PAYLINT_LIVE_PUBSUB_PULLED_H
#define PAYLINT_LIVE_PUBSUB_PULLED_H

#include "live/pubsub/backoff.h"
#include "live/pubsub/subscription.h"
#include "pubsub.pb-c.h"

#include <pthread.h>
#include <stdatomic.h>

/* Messages that came together, and the memory that they live in. */
struct delivery {
    struct subscription *subscription;
    struct arena *arena;
    struct pulled *items;
    size_t count;
    size_t left; /* not released yet */
};

struct pulled {
    struct live_message message; /* first: a settled message is one of these */
    const char *ack_id;
    struct delivery *delivery;
    int64_t extend_at;     /* clock_now */
    struct pulled *before; /* of the leases */
    struct pulled *after;
};

/* ---- Streams: stream.c ---- */

struct stream {
    struct subscription *subscription;
    unsigned number;
    struct rpc_stream *rpc; /* NULL: closed */
    struct backoff backoff;
    int64_t opened_at;   /* of the try under way */
    bool is_open;        /* the server has taken it, or sent a message */
    bool is_parked;      /* not read from, as enough is outstanding */
    bool is_waiting;     /* to be opened again */
    unsigned long tries; /* how often it was opened */
};

void stream_open(struct stream *stream);
/* Reads on where it was parked and there is room again. */
void stream_unpark(struct stream *stream);
/* Asks the server to end the stream, and opens it no more; what still comes is taken. */
void stream_close(struct stream *stream);
/* Doesn't wait for that any longer. */
void stream_cancel(struct stream *stream);
/* Tells the server that somebody is there; connections that nothing is sent on are dropped by
 * middle boxes. */
void stream_beat(struct stream *stream);

/* ---- Leases: lease.c ---- */

struct leases {
    struct pulled *first; /* the next one to be extended */
    struct pulled *last;
};

/* From now on the message's lease is extended until it is let go. */
void lease_hold(struct subscription *subscription, struct pulled *pulled);
void lease_let_go(struct subscription *subscription, struct pulled *pulled);
/* Extends those that are due. */
void lease_extend(struct subscription *subscription);
/* Exactly-once delivery: a message is this client's only once that is confirmed. Extends the leases
 * of the delivery, and gives its messages that are. */
void lease_confirm(struct delivery *delivery);

/* ---- Acknowledgements: ack.c ---- */

enum { ACK_IDS_MAX = 1000 };

/* Messages to be told of by one kind of request. */
struct ack_queue {
    struct subscription *subscription;
    bool is_nack;
    unsigned in_flight;
    struct live_message *first;
    struct live_message *last;
    size_t count;
};

/* How the server says that it doesn't take an acknowledge id. */
enum ack_answer { ACK_TAKEN, ACK_TRY_AGAIN, ACK_LOST };

struct ack_error {
    slice ack_id;
    enum ack_answer answer;
};
struct ack_errors {
    struct ack_error *items;
    size_t count;
    size_t capacity;
};
/* What the status says of single ids. */
struct ack_errors ack_errors_of(struct arena *arena, const struct rpc_status *status);
/* What it says of that one. */
enum ack_answer ack_answer_of(const struct ack_errors *errors, const struct rpc_status *status,
                              const char *ack_id);

/* settled of struct live_source. */
void ack_settled(struct live_message *message, enum settlement settlement);
/* Sends what is queued. */
void ack_flush(struct subscription *subscription);

/* ---- subscription.c ---- */

struct subscription {
    struct live_source source;
    struct subscription_options options;
    struct rpc_client *client;
    struct intake *intake;
    struct live_log *log;
    struct metrics *metrics;
    char *routing;
    char client_id[40];
    struct stream *streams;
    struct leases leases;
    bool is_stopping;
    bool is_exactly_once;
    struct ack_queue acks;
    struct ack_queue nacks;
    pthread_mutex_t mutex; /* of the three below */
    struct live_message *settled_done;
    struct live_message *settled_again;
    bool is_flush_due;
    _Atomic int64_t messages; /* outstanding */
    _Atomic int64_t bytes;
    _Atomic int64_t streams_left; /* not closed for good */
    _Atomic int64_t streams_open;
    _Atomic(const char *) refusal;
};

/* Counts a delivery's messages as outstanding. */
void subscription_count(struct subscription *subscription, const struct delivery *delivery);
bool subscription_has_room(const struct subscription *subscription);
/* Gives the message to the intake. */
void subscription_give(struct pulled *pulled);
/* The server knows what became of the message, or will deliver it again: frees it. */
void subscription_release(struct pulled *pulled);

#endif
