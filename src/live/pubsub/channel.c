/* Connections. In: an endpoint. Out: a channel with credentials. */
#include "live/pubsub/channel.h"

#include "version.h"

#include <grpc/grpc_security.h>

enum {
    KEEPALIVE_MS = 60 * 1000,         /* a connection that nothing is heard of for so long … */
    KEEPALIVE_TIMEOUT_MS = 20 * 1000, /* … is asked, and given up after this */
    RECONNECT_MIN_MS = 200,
    RECONNECT_MAX_MS = 10 * 1000,
    CONNECT_TIMEOUT_MS = 10 * 1000,
    /* What exactly-once subscriptions say of each acknowledgement stands in trailers. */
    METADATA_MAX = 4 * 1024 * 1024,
};

static grpc_arg number(const char *key, int value)
{
    return (grpc_arg){.type = GRPC_ARG_INTEGER, .key = (char *)key, .value.integer = value};
}

static grpc_channel_credentials *credentials_of(const struct rpc_options *options,
                                                struct error_sink *errors)
{
    grpc_channel_credentials *credentials = options->is_plain
                                                ? grpc_insecure_credentials_create()
                                                : grpc_google_default_credentials_create(NULL);
    if (!credentials) {
        error_report(errors, NULL, 0, 0,
                     "there are no application default credentials here that can be used (above, "
                     "gRPC says why). Run paylint-watch where a service account is attached, or "
                     "name its key in GOOGLE_APPLICATION_CREDENTIALS, or run: gcloud auth "
                     "application-default login. For the emulator set PUBSUB_EMULATOR_HOST");
    }
    return credentials;
}

grpc_channel *channel_open(const struct rpc_options *options, struct error_sink *errors)
{
    grpc_arg arguments[] = {
        number(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1),
        number(GRPC_ARG_MAX_RECEIVE_MESSAGE_LENGTH, -1), /* Pub/Sub has limits of its own */
        number(GRPC_ARG_MAX_SEND_MESSAGE_LENGTH, -1),
        number(GRPC_ARG_MAX_METADATA_SIZE, METADATA_MAX),
        number(GRPC_ARG_KEEPALIVE_TIME_MS, KEEPALIVE_MS),
        number(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, KEEPALIVE_TIMEOUT_MS),
        number(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, RECONNECT_MIN_MS),
        number(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, CONNECT_TIMEOUT_MS),
        number(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, RECONNECT_MAX_MS),
        {.type = GRPC_ARG_STRING,
         .key = (char *)GRPC_ARG_PRIMARY_USER_AGENT_STRING,
         .value.string = (char *)"paylint-watch/" PAYLINT_VERSION},
    };
    grpc_channel_args all = {sizeof arguments / sizeof *arguments, arguments};
    grpc_channel_credentials *credentials = credentials_of(options, errors);
    if (!credentials) {
        return NULL;
    }
    grpc_channel *channel = grpc_channel_create(options->endpoint, credentials, &all);
    grpc_channel_credentials_release(credentials);
    return channel;
}
