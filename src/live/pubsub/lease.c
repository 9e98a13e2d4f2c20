/* Leases. In: messages that are held. Out: requests that the server waits longer for them. All are
 * extended by the same time, so that a list stays in the order in which they are due. */
#include "live/pubsub/pulled.h"

#include "base/arena.h"

#include <stdlib.h>

enum { CALL_TIMEOUT_MS = 20 * 1000 };

/* A lease is extended three times before it could run out: a request that fails is made up for by
 * the next one. */
static int64_t extension_time(const struct subscription *subscription)
{
    return (int64_t)subscription->options.lease_seconds * 1000000 / 3;
}

static void append(struct leases *leases, struct pulled *pulled)
{
    pulled->before = leases->last;
    pulled->after = NULL;
    *(leases->last ? &leases->last->after : &leases->first) = pulled;
    leases->last = pulled;
}

static void take_out(struct leases *leases, struct pulled *pulled)
{
    *(pulled->before ? &pulled->before->after : &leases->first) = pulled->after;
    *(pulled->after ? &pulled->after->before : &leases->last) = pulled->before;
}

void lease_hold(struct subscription *subscription, struct pulled *pulled)
{
    pulled->extend_at = clock_now() + extension_time(subscription);
    append(&subscription->leases, pulled);
}

void lease_let_go(struct subscription *subscription, struct pulled *pulled)
{
    if (pulled->extend_at) {
        take_out(&subscription->leases, pulled);
        pulled->extend_at = 0;
    }
}

static void call(struct subscription *subscription, char **ids, size_t count,
                 void (*done)(void *context, const struct rpc_status *status, slice reply),
                 void *context)
{
    Paylint__ModifyAckDeadlineRequest message = PAYLINT__MODIFY_ACK_DEADLINE_REQUEST__INIT;
    message.subscription = (char *)subscription->options.name;
    message.ack_deadline_seconds = (int32_t)subscription->options.lease_seconds;
    message.ack_ids = ids;
    message.n_ack_ids = count;
    const struct rpc_request request = {"/google.pubsub.v1.Subscriber/ModifyAckDeadline",
                                        subscription->routing, &message.base};
    rpc_call(subscription->client, &request, CALL_TIMEOUT_MS, done, context);
}

static void extended(void *context, const struct rpc_status *status, slice reply)
{
    struct subscription *subscription = context;
    if (status->code != GRPC_STATUS_OK && !rpc_client_is_over(subscription->client)) {
        log_line(subscription->log, LOG_INFO, "Leases couldn't be extended: %s: %.*s",
                 status_name(status->code), SLICE_ARGS(status->message));
    }
}

void lease_extend(struct subscription *subscription)
{
    struct leases *leases = &subscription->leases;
    char *ids[ACK_IDS_MAX];
    int64_t now = clock_now();
    size_t count;
    do {
        count = 0;
        while (count < ACK_IDS_MAX && leases->first && leases->first->extend_at <= now) {
            struct pulled *pulled = leases->first;
            ids[count++] = (char *)pulled->ack_id;
            take_out(leases, pulled);
            lease_hold(subscription, pulled);
        }
        if (count > 0) {
            call(subscription, ids, count, extended, subscription);
        }
    } while (count == ACK_IDS_MAX);
}

/* ---- Exactly-once delivery ---- */

static void confirmed(void *context, const struct rpc_status *status, slice reply)
{
    struct delivery *delivery = context;
    struct subscription *subscription = delivery->subscription;
    struct arena *arena = arena_new();
    struct ack_errors errors = ack_errors_of(arena, status);
    size_t count = delivery->count;
    struct pulled *items = delivery->items;
    bool over = rpc_client_is_over(subscription->client);
    for (size_t i = 0; i < count; i++) {
        if (!over && ack_answer_of(&errors, status, items[i].ack_id) == ACK_TAKEN) {
            lease_hold(subscription, &items[i]);
            subscription_give(&items[i]);
        } else {
            /* The server delivers it again. */
            metrics_add(subscription->metrics, METRIC_LEASES_LOST, 1);
            subscription_release(&items[i]);
        }
    }
    arena_free(arena);
}

void lease_confirm(struct delivery *delivery)
{
    char **ids = memory_alloc(delivery->count * sizeof *ids);
    for (size_t i = 0; i < delivery->count; i++) {
        ids[i] = (char *)delivery->items[i].ack_id;
    }
    call(delivery->subscription, ids, delivery->count, confirmed, delivery);
    free(ids);
}
