/* A subscription. In: options. Out: messages for the intake, and what is known of them. */
#include "live/pubsub/pulled.h"

#include "base/arena.h"

#include <stdlib.h>
#include <unistd.h>

enum {
    TICK_MS = 1000,
    BEAT_TICKS = 30,
    CLOSE_MS = 1000, /* for the server to end the streams */
};

struct subscription *subscription_new(struct rpc_client *client,
                                      const struct subscription_options *options,
                                      struct intake *intake, struct live_log *log,
                                      struct metrics *metrics)
{
    struct subscription *subscription = memory_alloc(sizeof *subscription);
    *subscription = (struct subscription){
        .source = {slice_from(options->name), ack_settled},
        .options = *options,
        .client = client,
        .intake = intake,
        .log = log,
        .metrics = metrics,
        .routing = rpc_routing("subscription", options->name),
        .streams = memory_alloc(options->stream_count * sizeof(struct stream)),
        .acks = {.subscription = subscription},
        .nacks = {.subscription = subscription, .is_nack = true},
    };
    snprintf(subscription->client_id, sizeof subscription->client_id, "paylint-%lx-%llx",
             (unsigned long)getpid(), (unsigned long long)clock_wall());
    pthread_mutex_init(&subscription->mutex, NULL);
    for (unsigned i = 0; i < options->stream_count; i++) {
        subscription->streams[i] = (struct stream){.subscription = subscription, .number = i};
    }
    return subscription;
}

void subscription_free(struct subscription *subscription)
{
    pthread_mutex_destroy(&subscription->mutex);
    free((void *)subscription->refusal);
    free(subscription->streams);
    free(subscription->routing);
    free(subscription);
}

/* ---- Starting and stopping ---- */

struct ticking {
    struct subscription *subscription;
    unsigned count;
};

static void tick(void *context)
{
    struct ticking *ticking = context;
    struct subscription *subscription = ticking->subscription;
    if (rpc_client_is_over(subscription->client)) {
        free(ticking);
        return;
    }
    ticking->count++;
    lease_extend(subscription);
    for (unsigned i = 0; ticking->count % BEAT_TICKS == 0 && i < subscription->options.stream_count;
         i++) {
        stream_beat(&subscription->streams[i]);
    }
    rpc_after(subscription->client, TICK_MS, tick, ticking);
}

static void start_here(void *context)
{
    struct subscription *subscription = context;
    for (unsigned i = 0; i < subscription->options.stream_count; i++) {
        stream_open(&subscription->streams[i]);
    }
}

void subscription_start(struct subscription *subscription)
{
    struct ticking *ticking = memory_alloc(sizeof *ticking);
    *ticking = (struct ticking){subscription, 0};
    subscription->streams_left = subscription->options.stream_count;
    rpc_after(subscription->client, 0, start_here, subscription);
    rpc_after(subscription->client, TICK_MS, tick, ticking);
}

static void cancel_streams(void *context)
{
    struct subscription *subscription = context;
    for (unsigned i = 0; i < subscription->options.stream_count; i++) {
        stream_cancel(&subscription->streams[i]);
    }
}

static void stop_here(void *context)
{
    struct subscription *subscription = context;
    subscription->is_stopping = true;
    for (unsigned i = 0; i < subscription->options.stream_count; i++) {
        stream_close(&subscription->streams[i]);
    }
    rpc_after(subscription->client, CLOSE_MS, cancel_streams, subscription);
}

void subscription_stop(struct subscription *subscription)
{
    rpc_after(subscription->client, 0, stop_here, subscription);
}

/* ---- Outstanding messages ---- */

void subscription_count(struct subscription *subscription, const struct delivery *delivery)
{
    for (size_t i = 0; i < delivery->count; i++) {
        subscription->bytes += (int64_t)delivery->items[i].message.data.length;
    }
    subscription->messages += (int64_t)delivery->count;
}

bool subscription_has_room(const struct subscription *subscription)
{
    return subscription->messages < subscription->options.messages_max &&
           subscription->bytes < subscription->options.bytes_max;
}

void subscription_give(struct pulled *pulled)
{
    intake_give(pulled->delivery->subscription->intake, &pulled->message);
}

void subscription_release(struct pulled *pulled)
{
    struct delivery *delivery = pulled->delivery;
    struct subscription *subscription = delivery->subscription;
    lease_let_go(subscription, pulled);
    subscription->messages--;
    subscription->bytes -= (int64_t)pulled->message.data.length;
    if (--delivery->left == 0) {
        arena_free(delivery->arena);
    }
    if (subscription_has_room(subscription)) {
        for (unsigned i = 0; i < subscription->options.stream_count; i++) {
            stream_unpark(&subscription->streams[i]);
        }
    }
}

/* ---- Asking ---- */

int64_t subscription_outstanding(struct subscription *subscription)
{
    return subscription->messages + subscription->streams_left;
}

bool subscription_is_ready(struct subscription *subscription)
{
    return subscription->streams_open > 0;
}

const char *subscription_refusal(struct subscription *subscription)
{
    return subscription->refusal;
}
