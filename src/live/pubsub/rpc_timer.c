/* Timers. In: times. Out: calls back, by a thread of their own that takes turns with the one of the
 * calls: gRPC's C core has no alarms in its headers. */
#include "live/pubsub/rpc_client.h"

#include "base/arena.h"
#include "live/message.h"

#include <stdlib.h>
#include <time.h>

struct timer {
    int64_t at; /* clock_now */
    void (*due)(void *context);
    void *context;
    struct timer *next;
};

void rpc_after(struct rpc_client *client, unsigned milliseconds, void (*due)(void *context),
               void *context)
{
    struct timer *timer = memory_alloc(sizeof *timer);
    *timer = (struct timer){clock_now() + (int64_t)milliseconds * 1000, due, context, NULL};
    pthread_mutex_lock(&client->mutex);
    struct timer **place = &client->timers;
    while (*place && (*place)->at <= timer->at) {
        place = &(*place)->next;
    }
    timer->next = *place;
    *place = timer;
    if (client->timers == timer) {
        pthread_cond_signal(&client->changed);
    }
    pthread_mutex_unlock(&client->mutex);
}

/* With the mutex held; the condition's clock is CLOCK_MONOTONIC. */
static void wait_for_timer(struct rpc_client *client)
{
    if (client->timers) {
        int64_t at = client->timers->at;
        const struct timespec until = {at / 1000000, at % 1000000 * 1000};
        pthread_cond_timedwait(&client->changed, &client->mutex, &until);
    } else {
        pthread_cond_wait(&client->changed, &client->mutex);
    }
}

void *run_timers(void *argument)
{
    struct rpc_client *client = argument;
    pthread_mutex_lock(&client->mutex);
    while (client->timers || !client->is_over) {
        struct timer *timer = client->timers;
        if (!timer || (timer->at > clock_now() && !client->is_over)) {
            wait_for_timer(client);
            continue;
        }
        client->timers = timer->next;
        pthread_mutex_unlock(&client->mutex);
        pthread_mutex_lock(&client->turn);
        timer->due(timer->context);
        pthread_mutex_unlock(&client->turn);
        free(timer);
        pthread_mutex_lock(&client->mutex);
    }
    pthread_mutex_unlock(&client->mutex);
    return NULL;
}
