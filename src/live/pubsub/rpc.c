/* Calls of gRPC. In: requests. Out: what came of them, called back by the thread that takes events
 * off a completion queue. Every tag on the queue is a `struct event`, the head of what it is for.
 */
#include "live/pubsub/rpc_client.h"

#include "base/arena.h"
#include "live/pubsub/handover.h"

#include <grpc/byte_buffer.h>
#include <grpc/byte_buffer_reader.h>
#include <grpc/support/alloc.h>
#include <grpc/support/time.h>
#include <stdlib.h>
#include <time.h>

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
            HANDOVER_TAKE(event);
            pthread_mutex_lock(&client->turn);
            event->happened(event, got.success != 0);
            pthread_mutex_unlock(&client->turn);
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
    pthread_cond_destroy(&client->changed);
    pthread_mutex_destroy(&client->mutex);
    pthread_mutex_destroy(&client->turn);
    free(client->channels);
    free(client);
    grpc_shutdown();
}

static bool start_threads(struct rpc_client *client, struct error_sink *errors)
{
    if (pthread_create(&client->events_thread, NULL, run_events, client) != 0) {
        error_report(errors, NULL, 0, 0, "can't start a thread");
        return false;
    }
    if (pthread_create(&client->timers_thread, NULL, run_timers, client) != 0) {
        error_report(errors, NULL, 0, 0, "can't start a thread");
        grpc_completion_queue_shutdown(client->queue);
        pthread_join(client->events_thread, NULL);
        return false;
    }
    return true;
}

struct rpc_client *rpc_client_new(const struct rpc_options *options, struct error_sink *errors)
{
    grpc_init();
    struct rpc_client *client = memory_alloc(sizeof *client);
    *client = (struct rpc_client){
        .queue = grpc_completion_queue_create_for_next(NULL),
        .channels = memory_alloc(options->connection_count * sizeof(grpc_channel *)),
    };
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&client->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_init(&client->mutex, NULL);
    pthread_mutex_init(&client->turn, NULL);
    if (!open_channels(client, options, errors) || !start_threads(client, errors)) {
        grpc_completion_queue_shutdown(client->queue);
        close_channels(client);
        return NULL;
    }
    return client;
}

bool rpc_client_is_over(struct rpc_client *client)
{
    pthread_mutex_lock(&client->mutex);
    bool over = client->is_over;
    pthread_mutex_unlock(&client->mutex);
    return over;
}

void rpc_client_free(struct rpc_client *client)
{
    pthread_mutex_lock(&client->turn);
    pthread_mutex_lock(&client->mutex);
    client->is_over = true;
    for (struct active *active = client->active; active; active = active->next) {
        grpc_call_cancel(active->call, NULL);
    }
    pthread_cond_signal(&client->changed);
    pthread_mutex_unlock(&client->mutex);
    pthread_mutex_unlock(&client->turn);
    pthread_join(client->timers_thread, NULL);
    grpc_completion_queue_shutdown(client->queue);
    pthread_join(client->events_thread, NULL);
    close_channels(client);
}

void active_add(struct rpc_client *client, struct active *active)
{
    pthread_mutex_lock(&client->mutex);
    active->before = NULL;
    active->next = client->active;
    if (active->next) {
        active->next->before = active;
    }
    client->active = active;
    pthread_mutex_unlock(&client->mutex);
}

void active_remove(struct rpc_client *client, struct active *active)
{
    pthread_mutex_lock(&client->mutex);
    *(active->before ? &active->before->next : &client->active) = active->next;
    if (active->next) {
        active->next->before = active->before;
    }
    pthread_mutex_unlock(&client->mutex);
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

char *rpc_routing(const char *key, const char *name)
{
    char *routing = memory_alloc(strlen(key) + 2 + strlen(name) * 3);
    char *at = stpcpy(stpcpy(routing, key), "=");
    for (; *name; name++) {
        /* Nothing else needs it in a name that is valid. */
        if (*name == '/') {
            at = stpcpy(at, "%2F");
        } else {
            *at++ = *name;
        }
    }
    *at = '\0';
    return routing;
}

grpc_op routing_op(const char *routing, grpc_metadata *room)
{
    *room = (grpc_metadata){.key = grpc_slice_from_static_string("x-goog-request-params"),
                            .value = grpc_slice_from_copied_string(routing)};
    grpc_op op = {0};
    op.op = GRPC_OP_SEND_INITIAL_METADATA;
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
    grpc_op op = {0};
    op.op = GRPC_OP_RECV_STATUS_ON_CLIENT;
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
    struct active active;
    struct rpc_client *client;
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
    active_remove(unary->client, &unary->active);
    message_unwrap(unary->reply, &bytes);
    struct rpc_status status = ended_status(&unary->ended);
    unary->done(unary->context, &status, slice_of_grpc(&bytes));
    grpc_slice_unref(bytes);
    grpc_byte_buffer_destroy(unary->request);
    grpc_byte_buffer_destroy(unary->reply);
    grpc_metadata_array_destroy(&unary->headers);
    grpc_slice_unref(unary->routing.value);
    ended_free(&unary->ended);
    grpc_call_unref(unary->active.call);
    free(unary);
}

void rpc_call(struct rpc_client *client, const struct rpc_request *request, unsigned milliseconds,
              void (*done)(void *context, const struct rpc_status *status, slice reply),
              void *context)
{
    struct unary *unary = memory_alloc(sizeof *unary);
    *unary = (struct unary){.event = {unary_happened}, .done = done, .context = context};
    unary->request = message_pack(request->message);
    unary->client = client;
    unary->active.call = call_new(client, 0, request->method, milliseconds);
    active_add(client, &unary->active);
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
    grpc_call *call_itself = unary->active.call;
    HANDOVER_GIVE(unary); /* which can be gone before the next line returns */
    grpc_call_start_batch(call_itself, ops, sizeof ops / sizeof *ops, unary, NULL);
}
