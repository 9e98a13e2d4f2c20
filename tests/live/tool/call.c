/* Calls that are waited for. In: requests. Out: replies. */
#include "tool.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct rpc_client *tool_connect(void)
{
    const char *host = getenv("PUBSUB_EMULATOR_HOST");
    struct error_sink errors = {.out = stderr};
    struct rpc_options options = {host, true, 1};
    if (!host) {
        fputs("set PUBSUB_EMULATOR_HOST\n", stderr);
        exit(2);
    }
    return rpc_client_new(&options, &errors);
}

struct waiting {
    pthread_mutex_t mutex;
    pthread_cond_t done;
    bool is_done;
    struct tool_reply reply;
};

static void answered(void *context, const struct rpc_status *status, slice reply)
{
    struct waiting *waiting = context;
    pthread_mutex_lock(&waiting->mutex);
    waiting->reply.code = status->code;
    snprintf(waiting->reply.message, sizeof waiting->reply.message, "%.*s",
             SLICE_ARGS(status->message));
    waiting->reply.bytes = memory_alloc(reply.length + 1);
    if (reply.length > 0) {
        memcpy(waiting->reply.bytes, reply.data, reply.length);
    }
    waiting->reply.length = reply.length;
    waiting->is_done = true;
    pthread_cond_signal(&waiting->done);
    pthread_mutex_unlock(&waiting->mutex);
}

struct tool_reply tool_call(struct rpc_client *client, const char *method, const char *key,
                            const char *name, const ProtobufCMessage *message)
{
    struct waiting waiting = {.mutex = PTHREAD_MUTEX_INITIALIZER, .done = PTHREAD_COND_INITIALIZER};
    char *routing = rpc_routing(key, name);
    const struct rpc_request request = {method, routing, message};
    rpc_call(client, &request, 20000, answered, &waiting);
    pthread_mutex_lock(&waiting.mutex);
    while (!waiting.is_done) {
        pthread_cond_wait(&waiting.done, &waiting.mutex);
    }
    pthread_mutex_unlock(&waiting.mutex);
    free(routing);
    return waiting.reply;
}

struct tool_reply tool_must_call(struct rpc_client *client, const char *method, const char *key,
                                 const char *name, const ProtobufCMessage *message)
{
    struct backoff backoff = {0};
    for (;;) {
        struct tool_reply reply = tool_call(client, method, key, name, message);
        if (reply.code == GRPC_STATUS_OK) {
            return reply;
        }
        if (status_is_refusal(reply.code) || backoff.tries > 30) {
            fprintf(stderr, "%s %s: %s: %s\n", method, name, status_name(reply.code),
                    reply.message);
            exit(1);
        }
        free(reply.bytes);
        usleep(backoff_next(&backoff, reply.code) * 1000 % 2000000);
    }
}
