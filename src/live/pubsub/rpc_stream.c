/* Streams of gRPC. In: a first message. Out: what the server sends, one message at each asking, and
 * how it ended. A stream has up to five operations on the completion queue, an event each; it is
 * freed when the last one has happened. */
#include "live/pubsub/rpc_client.h"

#include "base/arena.h"
#include "live/pubsub/handover.h"

#include <grpc/byte_buffer.h>
#include <stdlib.h>

struct rpc_stream {
    struct event headed, sent, finished, read, ended;
    struct active active;
    struct rpc_client *client;
    grpc_metadata routing;
    grpc_metadata_array headers;
    grpc_byte_buffer *outgoing;
    grpc_byte_buffer *incoming;
    struct ended end;
    const struct rpc_stream_duties *duties;
    void *context;
    pthread_mutex_t mutex; /* of all below */
    unsigned waiting;      /* events that are still to happen */
    bool is_sending;
    bool is_finished; /* nothing more is sent */
    bool is_over;     /* nothing more is begun */
};

#define STREAM_OF(event, member) \
    ((struct rpc_stream *)((char *)(event)-offsetof(struct rpc_stream, member)))

static void stream_free(struct rpc_stream *stream)
{
    struct rpc_status status = ended_status(&stream->end);
    active_remove(stream->client, &stream->active);
    stream->duties->closed(stream->context, &status);
    grpc_slice_unref(stream->routing.value);
    grpc_metadata_array_destroy(&stream->headers);
    ended_free(&stream->end);
    grpc_call_unref(stream->active.call);
    pthread_mutex_destroy(&stream->mutex);
    free(stream);
}

/* One event less to wait for. */
static void let_go(struct rpc_stream *stream)
{
    pthread_mutex_lock(&stream->mutex);
    bool last = --stream->waiting == 0;
    pthread_mutex_unlock(&stream->mutex);
    if (last) {
        stream_free(stream);
    }
}

/* With the mutex held. */
static void start(struct rpc_stream *stream, const grpc_op *ops, size_t count, struct event *event)
{
    stream->waiting++;
    HANDOVER_GIVE(event);
    grpc_call_start_batch(stream->active.call, ops, count, event, NULL);
}

static void ended_happened(struct event *event, bool ok)
{
    struct rpc_stream *stream = STREAM_OF(event, ended);
    pthread_mutex_lock(&stream->mutex);
    stream->is_over = true;
    pthread_mutex_unlock(&stream->mutex);
    let_go(stream);
}

static void finished_happened(struct event *event, bool ok)
{
    let_go(STREAM_OF(event, finished));
}

static void headed_happened(struct event *event, bool ok)
{
    struct rpc_stream *stream = STREAM_OF(event, headed);
    if (ok && stream->headers.count > 0) {
        stream->duties->opened(stream->context);
    }
    let_go(stream);
}

static void sent_happened(struct event *event, bool ok)
{
    struct rpc_stream *stream = STREAM_OF(event, sent);
    pthread_mutex_lock(&stream->mutex);
    grpc_byte_buffer_destroy(stream->outgoing);
    stream->outgoing = NULL;
    stream->is_sending = false;
    pthread_mutex_unlock(&stream->mutex);
    let_go(stream);
}

static void read_happened(struct event *event, bool ok)
{
    struct rpc_stream *stream = STREAM_OF(event, read);
    grpc_slice bytes;
    grpc_byte_buffer *incoming = stream->incoming;
    stream->incoming = NULL;
    if (message_unwrap(incoming, &bytes)) {
        grpc_byte_buffer_destroy(incoming);
        stream->duties->received(stream->context, slice_of_grpc(&bytes));
        grpc_slice_unref(bytes);
    }
    let_go(stream);
}

void rpc_stream_read(struct rpc_stream *stream)
{
    grpc_op op = {0};
    op.op = GRPC_OP_RECV_MESSAGE;
    op.data.recv_message.recv_message = &stream->incoming;
    pthread_mutex_lock(&stream->mutex);
    if (!stream->is_over) {
        start(stream, &op, 1, &stream->read);
    }
    pthread_mutex_unlock(&stream->mutex);
}

void rpc_stream_send(struct rpc_stream *stream, const ProtobufCMessage *message)
{
    pthread_mutex_lock(&stream->mutex);
    if (!stream->is_over && !stream->is_sending && !stream->is_finished) {
        grpc_op op = {0};
        op.op = GRPC_OP_SEND_MESSAGE;
        stream->outgoing = message_pack(message);
        stream->is_sending = true;
        op.data.send_message.send_message = stream->outgoing;
        start(stream, &op, 1, &stream->sent);
    }
    pthread_mutex_unlock(&stream->mutex);
}

void rpc_stream_finish(struct rpc_stream *stream)
{
    grpc_op op = {0};
    op.op = GRPC_OP_SEND_CLOSE_FROM_CLIENT;
    pthread_mutex_lock(&stream->mutex);
    if (!stream->is_over && !stream->is_finished) {
        stream->is_finished = true;
        start(stream, &op, 1, &stream->finished);
    }
    pthread_mutex_unlock(&stream->mutex);
}

void rpc_stream_cancel(struct rpc_stream *stream)
{
    grpc_call_cancel(stream->active.call, NULL);
}

struct rpc_stream *rpc_stream_open(struct rpc_client *client, unsigned connection,
                                   const struct rpc_request *request,
                                   const struct rpc_stream_duties *duties, void *context)
{
    struct rpc_stream *stream = memory_alloc(sizeof *stream);
    *stream = (struct rpc_stream){
        .headed = {headed_happened},
        .sent = {sent_happened},
        .finished = {finished_happened},
        .read = {read_happened},
        .ended = {ended_happened},
        .client = client,
        .active.call = call_new(client, connection, request->method, 0),
        .outgoing = message_pack(request->message),
        .duties = duties,
        .context = context,
        .is_sending = true,
    };
    grpc_metadata_array_init(&stream->headers);
    pthread_mutex_init(&stream->mutex, NULL);
    grpc_op sent[2] = {routing_op(request->routing, &stream->routing),
                       {.op = GRPC_OP_SEND_MESSAGE}};
    sent[1].data.send_message.send_message = stream->outgoing;
    grpc_op headed = {.op = GRPC_OP_RECV_INITIAL_METADATA};
    headed.data.recv_initial_metadata.recv_initial_metadata = &stream->headers;
    grpc_op ended = ended_op(&stream->end);
    active_add(client, &stream->active);
    pthread_mutex_lock(&stream->mutex);
    start(stream, sent, 2, &stream->sent);
    start(stream, &headed, 1, &stream->headed);
    start(stream, &ended, 1, &stream->ended);
    pthread_mutex_unlock(&stream->mutex);
    return stream;
}
