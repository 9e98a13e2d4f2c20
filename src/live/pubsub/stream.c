/* Streams. In: what the server sends on StreamingPull. Out: messages, given to the intake, as long
 * as not too many are outstanding. A stream that ends is opened again. */
#include "live/pubsub/pulled.h"

#include "base/arena.h"

#include <stdlib.h>

/* A stream that lived so long was a good one: what ends it is no reason to wait. */
enum { GOOD_SECONDS = 10 };

/* ---- Memory of what is received ---- */

static void *arena_alloc_for(void *arena, size_t size)
{
    return arena_alloc(arena, size);
}

static void arena_free_nothing(void *arena, void *memory)
{
    (void)arena;
    (void)memory;
}

static slice slice_of(const ProtobufCBinaryData *bytes)
{
    return (slice){(const char *)bytes->data, bytes->len};
}

static void fill(struct delivery *delivery, struct pulled *pulled,
                 const Paylint__ReceivedMessage *received)
{
    const Paylint__PubsubMessage *message = received->message;
    size_t count = message->n_attributes;
    struct live_attribute *attributes = ARENA_ARRAY(delivery->arena, struct live_attribute, count);
    for (size_t i = 0; i < count; i++) {
        attributes[i].key = slice_of(&message->attributes[i]->key);
        attributes[i].value = slice_of(&message->attributes[i]->value);
    }
    slice key = slice_of(&message->ordering_key);
    const Paylint__Timestamp *time = message->publish_time;
    pulled->delivery = delivery;
    pulled->ack_id = received->ack_id;
    pulled->message = (struct live_message){
        .id = slice_from(message->message_id),
        .data = message->data.len > 0 ? slice_of(&message->data) : SLICE(""),
        .attributes = attributes,
        .attribute_count = count,
        .ordering_key = key.length > 0 ? key : (slice){NULL, 0},
        .published_at = time ? time->seconds * 1000000 + time->nanos / 1000 : 0,
        .received_at = clock_now(),
        .delivery_attempt =
            received->delivery_attempt > 0 ? (uint32_t)received->delivery_attempt : 0,
        .source = &delivery->subscription->source,
    };
}

/* NULL where the bytes are no response. */
static struct delivery *delivery_read(struct subscription *subscription, slice bytes)
{
    struct arena *arena = arena_new();
    ProtobufCAllocator allocator = {arena_alloc_for, arena_free_nothing, arena};
    Paylint__StreamingPullResponse *response = paylint__streaming_pull_response__unpack(
        &allocator, bytes.length, (const uint8_t *)bytes.data);
    if (!response) {
        arena_free(arena);
        return NULL;
    }
    if (response->subscription_properties) {
        subscription->is_exactly_once =
            response->subscription_properties->exactly_once_delivery_enabled;
    }
    struct delivery *delivery = ARENA_NEW(arena, struct delivery);
    delivery->subscription = subscription;
    delivery->arena = arena;
    delivery->items = ARENA_ARRAY(arena, struct pulled, response->n_received_messages);
    for (size_t i = 0; i < response->n_received_messages; i++) {
        if (response->received_messages[i]->message) {
            fill(delivery, &delivery->items[delivery->count++], response->received_messages[i]);
        }
    }
    delivery->left = delivery->count;
    return delivery;
}

/* ---- The stream ---- */

static void set_open(struct stream *stream, bool open)
{
    stream->subscription->streams_open += (int64_t)open - (int64_t)stream->is_open;
    stream->is_open = open;
}

static void opened(void *context)
{
    set_open(context, true);
}

static void read_on(struct stream *stream)
{
    const struct subscription *subscription = stream->subscription;
    stream->is_parked = !subscription->is_stopping && !subscription_has_room(subscription);
    if (!stream->is_parked && !rpc_client_is_over(stream->subscription->client)) {
        rpc_stream_read(stream->rpc);
    }
}

static void received(void *context, slice bytes)
{
    struct stream *stream = context;
    struct subscription *subscription = stream->subscription;
    struct delivery *delivery = delivery_read(subscription, bytes);
    set_open(stream, true);
    if (!delivery || delivery->count == 0) {
        if (delivery) {
            arena_free(delivery->arena);
        }
        read_on(stream);
        return;
    }
    subscription_count(subscription, delivery);
    if (subscription->is_exactly_once && !rpc_client_is_over(subscription->client)) {
        lease_confirm(delivery);
    } else {
        /* The last one to be released frees the delivery, which can be at once. */
        size_t count = delivery->count;
        struct pulled *items = delivery->items;
        for (size_t i = 0; i < count; i++) {
            lease_hold(subscription, &items[i]);
        }
        for (size_t i = 0; i < count; i++) {
            subscription_give(&items[i]);
        }
    }
    read_on(stream);
}

static void open_again(void *context)
{
    struct stream *stream = context;
    if (stream->is_waiting) {
        stream->is_waiting = false;
        stream_open(stream);
    }
}

static void log_closed(const struct stream *stream, const struct rpc_status *status,
                       unsigned milliseconds)
{
    const struct log_field fields[] = {
        LOG_FIELD("subscription", stream->subscription->source.name),
        LOG_COUNT("stream", stream->number),
        LOG_FIELD("status", slice_from(status_name(status->code))),
        LOG_FIELD("reason", status->message),
        LOG_COUNT("retryMilliseconds", milliseconds),
    };
    enum log_severity severity = status_is_refusal(status->code)  ? LOG_ERROR
                                 : status->code == GRPC_STATUS_OK ? LOG_DEBUG
                                 : stream->backoff.tries > 3      ? LOG_WARNING
                                                                  : LOG_INFO;
    log_event(stream->subscription->log, severity, SLICE("A stream ended and is opened again"),
              fields, sizeof fields / sizeof *fields);
}

/* A subscription that was never open is a mistake of who started this. */
static bool take_refusal(struct stream *stream, const struct rpc_status *status, bool was_open)
{
    struct subscription *subscription = stream->subscription;
    if (was_open || stream->tries > 1 || !status_is_refusal(status->code)) {
        return false;
    }
    char *why = NULL;
    size_t length;
    FILE *out = open_memstream(&why, &length);
    fprintf(out, "%s: %.*s", status_name(status->code), SLICE_ARGS(status->message));
    fclose(out);
    const char *none = NULL;
    if (!atomic_compare_exchange_strong(&subscription->refusal, &none, why)) {
        free(why);
    }
    return true;
}

static void closed(void *context, const struct rpc_status *status)
{
    struct stream *stream = context;
    struct subscription *subscription = stream->subscription;
    bool was_open = stream->is_open;
    stream->rpc = NULL;
    stream->is_parked = false;
    set_open(stream, false);
    if (subscription->is_stopping || rpc_client_is_over(subscription->client) ||
        take_refusal(stream, status, was_open)) {
        subscription->streams_left--;
        return;
    }
    if (was_open && clock_now() - stream->opened_at > GOOD_SECONDS * 1000000LL) {
        backoff_reset(&stream->backoff);
    }
    unsigned milliseconds = backoff_next(&stream->backoff, status->code);
    log_closed(stream, status, milliseconds);
    metrics_add(subscription->metrics, METRIC_RECONNECTS, 1);
    stream->is_waiting = true;
    rpc_after(subscription->client, milliseconds, open_again, stream);
}

static const struct rpc_stream_duties duties = {opened, received, closed};

void stream_open(struct stream *stream)
{
    struct subscription *subscription = stream->subscription;
    const struct subscription_options *options = &subscription->options;
    if (subscription->is_stopping || rpc_client_is_over(subscription->client)) {
        subscription->streams_left--;
        return;
    }
    Paylint__StreamingPullRequest first = PAYLINT__STREAMING_PULL_REQUEST__INIT;
    first.subscription = (char *)options->name;
    first.client_id = subscription->client_id;
    first.stream_ack_deadline_seconds = (int32_t)options->lease_seconds;
    first.max_outstanding_messages = options->messages_max / options->stream_count;
    first.max_outstanding_bytes = options->bytes_max / options->stream_count;
    const struct rpc_request request = {"/google.pubsub.v1.Subscriber/StreamingPull",
                                        subscription->routing, &first.base};
    stream->tries++;
    stream->opened_at = clock_now();
    stream->rpc = rpc_stream_open(subscription->client, stream->number, &request, &duties, stream);
    read_on(stream);
}

void stream_unpark(struct stream *stream)
{
    if (stream->rpc && stream->is_parked) {
        read_on(stream);
    }
}

void stream_cancel(struct stream *stream)
{
    if (stream->rpc) {
        rpc_stream_cancel(stream->rpc);
    }
}

void stream_close(struct stream *stream)
{
    if (stream->rpc) {
        rpc_stream_finish(stream->rpc);
        stream_unpark(stream); /* its end is read like a message */
    }
    stream->subscription->streams_left -= stream->is_waiting;
    stream->is_waiting = false;
}

void stream_beat(struct stream *stream)
{
    Paylint__StreamingPullRequest nothing = PAYLINT__STREAMING_PULL_REQUEST__INIT;
    if (stream->rpc) {
        rpc_stream_send(stream->rpc, &nothing.base);
    }
}
