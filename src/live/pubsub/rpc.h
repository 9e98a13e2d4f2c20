/* Calls of gRPC, by its C core: unary ones, streams that the server sends on, and timers. All that
 * is called back is called back one at a time, and must not wait. Any thread may call. */
#ifndef PAYLINT_LIVE_PUBSUB_RPC_H
#define PAYLINT_LIVE_PUBSUB_RPC_H

#include "base/error_sink.h"

#include <grpc/status.h>
#include <protobuf-c/protobuf-c.h>

struct rpc_client;

struct rpc_options {
    const char *endpoint;      /* "pubsub.googleapis.com:443" */
    bool is_plain;             /* no TLS and no credentials: the emulator */
    unsigned connection_count; /* each a connection of its own, for streams */
};

/* Without `is_plain` the connection is by TLS, and calls carry Google's application default
 * credentials; NULL, and told to the errors, where this machine has none. Connects when called. */
struct rpc_client *rpc_client_new(const struct rpc_options *options, struct error_sink *errors);
/* Cancels all calls, and waits until everything has been called back; timers are at once. */
void rpc_client_free(struct rpc_client *client);
/* Whether that has begun: what is called back must begin nothing new then, no call and no timer. */
bool rpc_client_is_over(struct rpc_client *client);

struct rpc_status {
    grpc_status_code code;
    slice message;
    slice details; /* grpc-status-details-bin: a google.rpc.Status; empty where there is none */
};

struct rpc_request {
    const char *method;  /* "/google.pubsub.v1.Publisher/Publish" */
    const char *routing; /* "topic=projects%2Fp%2Ftopics%2Ft" (x-goog-request-params) */
    const ProtobufCMessage *message;
};

/* "subscription=projects%2FP%2Fsubscriptions%2FS"; the caller frees it. */
char *rpc_routing(const char *key, const char *name);

/* Sends the request, and calls back with what came of it; `reply` lives until that returns. */
void rpc_call(struct rpc_client *client, const struct rpc_request *request, unsigned milliseconds,
              void (*done)(void *context, const struct rpc_status *status, slice reply),
              void *context);

/* ---- Streams ---- */

struct rpc_stream;

struct rpc_stream_duties {
    /* The server has taken the call. */
    void (*opened)(void *context);
    void (*received)(void *context, slice message);
    /* The last that is called: the stream is freed then. */
    void (*closed)(void *context, const struct rpc_status *status);
};

/* Opens a stream with that first message, on one of the connections. */
struct rpc_stream *rpc_stream_open(struct rpc_client *client, unsigned connection,
                                   const struct rpc_request *request,
                                   const struct rpc_stream_duties *duties, void *context);
/* Asks for the next message: `received` is called once. Not before the last one was received. */
void rpc_stream_read(struct rpc_stream *stream);
/* Sends a message, unless the one before is still on its way. */
void rpc_stream_send(struct rpc_stream *stream, const ProtobufCMessage *message);
/* Tells the server that nothing more is sent, which makes it end the stream. */
void rpc_stream_finish(struct rpc_stream *stream);
/* Closes it soon. */
void rpc_stream_cancel(struct rpc_stream *stream);

/* ---- Timers ---- */

/* Calls `due` once after that time, or when the client is freed. */
void rpc_after(struct rpc_client *client, unsigned milliseconds, void (*due)(void *context),
               void *context);

#endif
