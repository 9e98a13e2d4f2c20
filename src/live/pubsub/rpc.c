/* Calls of gRPC. In: requests. Out: what came of them, called back by one thread that takes events
 * off a completion queue. Every tag on the queue is a `struct event`, the head of what it is for.
 */
#include "live/pubsub/rpc_client.h"

#include "base/arena.h"

#include <grpc/byte_buffer.h>
#include <grpc/byte_buffer_reader.h>
#include <grpc/support/alloc.h>
#include <grpc/support/time.h>
#include <stdlib.h>

/* ---- The thread ---- */

static void *run_events(void *argument)
{
    struct rpc_client *client = argument;
    for (;;) {
        grpc_event got =
            grpc_completion_queue_next(client->queue, gpr_inf_future(GPR_CLOCK_MONOTONIC), NULL);
        if (got.type == GRPC_QUEUE_SHUTDOWN) {
            return NULL;
        }
        if (got.type == GRPC_OP_COMPLETE) {
            struct event *event = got.tag;
            event->happened(event, got.success != 0);
        }
    }
}

static bool open_channels(struct rpc_client *client, const struct rpc_options *options,
                          struct error_sink *errors)
{
    for (unsigned i = 0; i < options->connection_count; i++) {
        client->channels[i] = channel_open(options, errors);
        if (!client->channels[i]) {
            return false;
        }
        client->channel_count++;
    }
    return true;
}

static void close_channels(struct rpc_client *client)
{
    for (unsigned i = 0; i < client->channel_count; i++) {
        grpc_channel_destroy(client->channels[i]);
    }
    grpc_completion_queue_destroy(client->queue);
    pthread_mutex_destroy(&client->mutex);
    free(client->channels);
    free(client);
    grpc_shutdown();
}

struct rpc_client *rpc_client_new(const struct rpc_options *options, struct error_sink *errors)
{
    grpc_init();
    struct rpc_client *client = memory_alloc(sizeof *client);
    *client = (struct rpc_client){
        .queue = grpc_completion_queue_create_for_next(NULL),
        .channels = memory_alloc(options->connection_count * sizeof(grpc_channel *)),
    };
    pthread_mutex_init(&client->mutex, NULL);
    bool open = open_channels(client, options, errors);
    if (!open || pthread_create(&client->thread, NULL, run_events, client) != 0) {
        if (open) {
            error_report(errors, NULL, 0, 0, "can't start a thread");
        }
        grpc_completion_queue_shutdown(client->queue);
        close_channels(client);
        return NULL;
    }
    return client;
}

void rpc_client_free(struct rpc_client *client)
{
    pthread_mutex_lock(&client->mutex);
    client->is_over = true;
    for (struct timer *timer = client->timers; timer; timer = timer->next) {
        grpc_alarm_cancel(timer->alarm, NULL);
    }
    pthread_mutex_unlock(&client->mutex);
    grpc_completion_queue_shutdown(client->queue);
    pthread_join(client->thread, NULL);
    close_channels(client);
}

/* ---- Bytes ---- */

grpc_byte_buffer *message_pack(const ProtobufCMessage *message)
{
    size_t size = protobuf_c_message_get_packed_size(message);
    grpc_slice bytes = grpc_slice_malloc(size);
    protobuf_c_message_pack(message, GRPC_SLICE_START_PTR(bytes));
    grpc_byte_buffer *buffer = grpc_raw_byte_buffer_create(&bytes, 1);
    grpc_slice_unref(bytes);
    return buffer;
}

bool message_unwrap(grpc_byte_buffer *buffer, grpc_slice *bytes)
{
    grpc_byte_buffer_reader reader;
    if (!buffer || !grpc_byte_buffer_reader_init(&reader, buffer)) {
        return false;
    }
    *bytes = grpc_byte_buffer_reader_readall(&reader);
    grpc_byte_buffer_reader_destroy(&reader);
    return true;
}

slice slice_of_grpc(const grpc_slice *bytes)
{
    return (slice){(const char *)GRPC_SLICE_START_PTR(*bytes), GRPC_SLICE_LENGTH(*bytes)};
}

grpc_op routing_op(const char *routing, grpc_metadata *room)
{
    *room = (grpc_metadata){.key = grpc_slice_from_static_string("x-goog-request-params"),
                            .value = grpc_slice_from_copied_string(routing)};
    grpc_op op = {.op = GRPC_OP_SEND_INITIAL_METADATA};
    op.data.send_initial_metadata.count = 1;
    op.data.send_initial_metadata.metadata = room;
    return op;
}

struct rpc_status ended_status(const struct ended *ended)
{
    struct rpc_status status = {.code = ended->code, .message = slice_of_grpc(&ended->message)};
    for (size_t i = 0; i < ended->trailers.count; i++) {
        const grpc_metadata *trailer = &ended->trailers.metadata[i];
        if (slice_is(slice_of_grpc(&trailer->key), "grpc-status-details-bin")) {
            status.details = slice_of_grpc(&trailer->value);
        }
    }
    return status;
}

void ended_free(struct ended *ended)
{
    grpc_slice_unref(ended->message);
    grpc_metadata_array_destroy(&ended->trailers);
}

grpc_op ended_op(struct ended *ended)
{
    grpc_metadata_array_init(&ended->trailers);
    ended->message = grpc_empty_slice();
    grpc_op op = {.op = GRPC_OP_RECV_STATUS_ON_CLIENT};
    op.data.recv_status_on_client.trailing_metadata = &ended->trailers;
    op.data.recv_status_on_client.status = &ended->code;
    op.data.recv_status_on_client.status_details = &ended->message;
    return op;
}

static gpr_timespec deadline_in(unsigned milliseconds)
{
    return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                        gpr_time_from_millis(milliseconds, GPR_TIMESPAN));
}

grpc_call *call_new(struct rpc_client *client, unsigned connection, const char *method,
                    unsigned milliseconds)
{
    gpr_timespec deadline =
        milliseconds ? deadline_in(milliseconds) : gpr_inf_future(GPR_CLOCK_MONOTONIC);
    return grpc_channel_create_call(client->channels[connection % client->channel_count], NULL,
                                    GRPC_PROPAGATE_DEFAULTS, client->queue,
                                    grpc_slice_from_static_string(method), NULL, deadline, NULL);
}

/* ---- Unary calls ---- */

struct unary {
    struct event event;
    grpc_call *call;
    grpc_metadata routing;
    grpc_metadata_array headers;
    grpc_byte_buffer *request;
    grpc_byte_buffer *reply;
    struct ended ended;
    void (*done)(void *context, const struct rpc_status *status, slice reply);
    void *context;
};

static void unary_happened(struct event *event, bool ok)
{
    struct unary *unary = (struct unary *)event;
    grpc_slice bytes = grpc_empty_slice();
    message_unwrap(unary->reply, &bytes);
    struct rpc_status status = ended_status(&unary->ended);
    unary->done(unary->context, &status, slice_of_grpc(&bytes));
    grpc_slice_unref(bytes);
    grpc_byte_buffer_destroy(unary->request);
    grpc_byte_buffer_destroy(unary->reply);
    grpc_metadata_array_destroy(&unary->headers);
    grpc_slice_unref(unary->routing.value);
    ended_free(&unary->ended);
    grpc_call_unref(unary->call);
    free(unary);
}

void rpc_call(struct rpc_client *client, const struct rpc_request *request, unsigned milliseconds,
              void (*done)(void *context, const struct rpc_status *status, slice reply),
              void *context)
{
    struct unary *unary = memory_alloc(sizeof *unary);
    *unary = (struct unary){.event = {unary_happened}, .done = done, .context = context};
    unary->request = message_pack(request->message);
    unary->call = call_new(client, 0, request->method, milliseconds);
    grpc_metadata_array_init(&unary->headers);
    grpc_op ops[6] = {
        routing_op(request->routing, &unary->routing),
        {.op = GRPC_OP_SEND_MESSAGE},
        {.op = GRPC_OP_SEND_CLOSE_FROM_CLIENT},
        {.op = GRPC_OP_RECV_INITIAL_METADATA},
        {.op = GRPC_OP_RECV_MESSAGE},
        ended_op(&unary->ended),
    };
    ops[1].data.send_message.send_message = unary->request;
    ops[3].data.recv_initial_metadata.recv_initial_metadata = &unary->headers;
    ops[4].data.recv_message.recv_message = &unary->reply;
    grpc_call_start_batch(unary->call, ops, sizeof ops / sizeof *ops, unary, NULL);
}

/* ---- Timers ---- */

static void timer_happened(struct event *event, bool ok)
{
    struct timer *timer = (struct timer *)event;
    struct rpc_client *client = timer->client;
    pthread_mutex_lock(&client->mutex);
    *(timer->before ? &timer->before->next : &client->timers) = timer->next;
    if (timer->next) {
        timer->next->before = timer->before;
    }
    pthread_mutex_unlock(&client->mutex);
    timer->due(timer->context);
    grpc_alarm_destroy(timer->alarm);
    free(timer);
}

void rpc_after(struct rpc_client *client, unsigned milliseconds, void (*due)(void *context),
               void *context)
{
    struct timer *timer = memory_alloc(sizeof *timer);
    *timer = (struct timer){.event = {timer_happened}, .due = due, .context = context};
    timer->client = client;
    timer->alarm = grpc_alarm_create(NULL);
    pthread_mutex_lock(&client->mutex);
    timer->next = client->timers;
    if (timer->next) {
        timer->next->before = timer;
    }
    client->timers = timer;
    grpc_alarm_set(timer->alarm, client->queue, deadline_in(client->is_over ? 0 : milliseconds),
                   timer, NULL);
    pthread_mutex_unlock(&client->mutex);
}
