/* Acknowledgements. In: messages that are settled, by any thread. Out: requests of many ids each,
 * several in flight; a message is released once the server has confirmed it, or won't. */
#include "live/pubsub/pulled.h"

#include "base/arena.h"
#include "base/vector.h"

#include <stdlib.h>

enum {
    LINGER_MS = 10, /* how long ids are gathered */
    IN_FLIGHT_MAX = 8,
    CALL_TIMEOUT_MS = 20 * 1000,
    TRIES_MAX = 30, /* some minutes; later the message is delivered again */
};

struct batch {
    struct ack_queue *queue;
    struct pulled *items[ACK_IDS_MAX];
    size_t count;
    struct backoff backoff;
};

/* ---- What the server says of single ids ---- */

static slice slice_of(const ProtobufCBinaryData *bytes)
{
    return (slice){(const char *)bytes->data, bytes->len};
}

static void add_errors(struct arena *arena, const Paylint__Any *any, struct ack_errors *errors)
{
    if (!slice_ends_with(slice_from(any->type_url), SLICE("google.rpc.ErrorInfo"))) {
        return;
    }
    Paylint__ErrorInfo *info = paylint__error_info__unpack(NULL, any->value.len, any->value.data);
    for (size_t i = 0; info && i < info->n_metadata; i++) {
        slice value = slice_of(&info->metadata[i]->value);
        struct ack_error error = {
            .ack_id = arena_copy(arena, slice_of(&info->metadata[i]->key)),
            .answer =
                slice_starts_with(value, SLICE("TRANSIENT_FAILURE_")) ? ACK_TRY_AGAIN : ACK_LOST,
        };
        if (slice_starts_with(value, SLICE("PERMANENT_FAILURE_")) ||
            error.answer == ACK_TRY_AGAIN) {
            VECTOR_PUSH(arena, errors, error);
        }
    }
    if (info) {
        paylint__error_info__free_unpacked(info, NULL);
    }
}

struct ack_errors ack_errors_of(struct arena *arena, const struct rpc_status *status)
{
    struct ack_errors errors = {0};
    Paylint__Status *details = paylint__status__unpack(NULL, status->details.length,
                                                       (const uint8_t *)status->details.data);
    for (size_t i = 0; details && i < details->n_details; i++) {
        add_errors(arena, details->details[i], &errors);
    }
    if (details) {
        paylint__status__free_unpacked(details, NULL);
    }
    return errors;
}

enum ack_answer ack_answer_of(const struct ack_errors *errors, const struct rpc_status *status,
                              const char *ack_id)
{
    slice id = slice_from(ack_id);
    for (size_t i = 0; i < errors->count; i++) {
        if (slice_equal(errors->items[i].ack_id, id)) {
            return errors->items[i].answer;
        }
    }
    /* A request that is refused for some of its ids has done its work for the others. */
    if (status->code == GRPC_STATUS_OK || errors->count > 0) {
        return ACK_TAKEN;
    }
    bool wrong = status->code == GRPC_STATUS_INVALID_ARGUMENT ||
                 status->code == GRPC_STATUS_NOT_FOUND ||
                 status->code == GRPC_STATUS_FAILED_PRECONDITION;
    return wrong ? ACK_LOST : ACK_TRY_AGAIN;
}

/* ---- Requests ---- */

static void send(struct batch *batch);

static void free_batch(struct batch *batch)
{
    batch->queue->in_flight--;
    free(batch);
}

/* Keeps those that are to be tried again. */
static void take_answers(struct batch *batch, const struct rpc_status *status)
{
    struct arena *arena = arena_new();
    struct subscription *subscription = batch->queue->subscription;
    struct ack_errors errors = ack_errors_of(arena, status);
    bool last = batch->backoff.tries >= TRIES_MAX || rpc_client_is_over(subscription->client);
    size_t kept = 0;
    for (size_t i = 0; i < batch->count; i++) {
        struct pulled *pulled = batch->items[i];
        enum ack_answer answer = ack_answer_of(&errors, status, pulled->ack_id);
        if (answer == ACK_TRY_AGAIN && !last) {
            batch->items[kept++] = pulled;
            continue;
        }
        bool lost = answer != ACK_TAKEN && !batch->queue->is_nack;
        metrics_add(subscription->metrics, METRIC_LEASES_LOST, lost);
        subscription_release(pulled);
    }
    batch->count = kept;
    arena_free(arena);
}

static void send_again(void *context)
{
    struct batch *batch = context;
    if (rpc_client_is_over(batch->queue->subscription->client)) {
        const struct rpc_status over = {.code = GRPC_STATUS_CANCELLED};
        take_answers(batch, &over);
        free_batch(batch);
        return;
    }
    send(batch);
}

static void answered(void *context, const struct rpc_status *status, slice reply)
{
    struct batch *batch = context;
    struct subscription *subscription = batch->queue->subscription;
    take_answers(batch, status);
    if (batch->count == 0) {
        free_batch(batch);
        if (!rpc_client_is_over(subscription->client)) {
            ack_flush(subscription);
        }
        return;
    }
    unsigned milliseconds = backoff_next(&batch->backoff, status->code);
    metrics_add(subscription->metrics, METRIC_ACK_ERRORS, 1);
    log_line(subscription->log, LOG_INFO,
             "%zu acknowledgements are tried again in %u milliseconds: %s: %.*s", batch->count,
             milliseconds, status_name(status->code), SLICE_ARGS(status->message));
    rpc_after(subscription->client, milliseconds, send_again, batch);
}

static void send(struct batch *batch)
{
    struct subscription *subscription = batch->queue->subscription;
    char *ids[ACK_IDS_MAX];
    for (size_t i = 0; i < batch->count; i++) {
        ids[i] = (char *)batch->items[i]->ack_id;
    }
    if (batch->queue->is_nack) {
        Paylint__ModifyAckDeadlineRequest message = PAYLINT__MODIFY_ACK_DEADLINE_REQUEST__INIT;
        message.subscription = (char *)subscription->options.name;
        message.ack_ids = ids;
        message.n_ack_ids = batch->count;
        const struct rpc_request request = {"/google.pubsub.v1.Subscriber/ModifyAckDeadline",
                                            subscription->routing, &message.base};
        rpc_call(subscription->client, &request, CALL_TIMEOUT_MS, answered, batch);
    } else {
        Paylint__AcknowledgeRequest message = PAYLINT__ACKNOWLEDGE_REQUEST__INIT;
        message.subscription = (char *)subscription->options.name;
        message.ack_ids = ids;
        message.n_ack_ids = batch->count;
        const struct rpc_request request = {"/google.pubsub.v1.Subscriber/Acknowledge",
                                            subscription->routing, &message.base};
        rpc_call(subscription->client, &request, CALL_TIMEOUT_MS, answered, batch);
    }
}

/* ---- The queues ---- */

static void flush_due(void *context)
{
    ack_flush(context);
}

void ack_settled(struct live_message *message, enum settlement settlement)
{
    struct pulled *pulled = (struct pulled *)message;
    struct subscription *subscription = pulled->delivery->subscription;
    pthread_mutex_lock(&subscription->mutex);
    struct live_message **list =
        settlement == SETTLED_DONE ? &subscription->settled_done : &subscription->settled_again;
    message->next = *list;
    *list = message;
    bool begin = !subscription->is_flush_due;
    subscription->is_flush_due = true;
    pthread_mutex_unlock(&subscription->mutex);
    if (begin && rpc_client_is_over(subscription->client)) {
        ack_flush(subscription);
    } else if (begin) {
        rpc_after(subscription->client, LINGER_MS, flush_due, subscription);
    }
}

static void take_settled(struct ack_queue *queue, struct live_message *list)
{
    while (list) {
        struct live_message *next = list->next;
        list->next = queue->first;
        queue->first = list;
        queue->count++;
        list = next;
    }
}

static void flush_queue(struct ack_queue *queue)
{
    bool over = rpc_client_is_over(queue->subscription->client);
    while (queue->first && (over || queue->in_flight < IN_FLIGHT_MAX)) {
        struct batch *batch = memory_alloc(sizeof *batch);
        *batch = (struct batch){.queue = queue};
        for (; queue->first && batch->count < ACK_IDS_MAX; queue->count--) {
            batch->items[batch->count++] = (struct pulled *)queue->first;
            queue->first = queue->first->next;
        }
        queue->in_flight++;
        if (over) {
            send_again(batch);
        } else {
            send(batch);
        }
    }
}

void ack_flush(struct subscription *subscription)
{
    pthread_mutex_lock(&subscription->mutex);
    struct live_message *done = subscription->settled_done;
    struct live_message *again = subscription->settled_again;
    subscription->settled_done = NULL;
    subscription->settled_again = NULL;
    subscription->is_flush_due = false;
    pthread_mutex_unlock(&subscription->mutex);
    take_settled(&subscription->acks, done);
    take_settled(&subscription->nacks, again);
    flush_queue(&subscription->acks);
    flush_queue(&subscription->nacks);
}
