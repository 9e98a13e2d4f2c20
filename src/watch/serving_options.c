/* Options of the HTTP side and of checkpoints. In: what was asked for. Out: whether that goes. */
#include "base/instant.h"
#include "live/http/address.h"
#include "watch/options.h"

static bool refuse(int *status, const char *option, const char *value, const char *why)
{
    *status = usage_error(&watch_command, "%s %s: %s", option, value, why);
    return false;
}

static bool check_addresses(struct arena *arena, const struct watch_options *options, int *status)
{
    const char *why;
    bool loopback = true;
    if (options->push && !address_is_loopback(arena, options->push, &loopback, &why)) {
        return refuse(status, "--push", options->push, why);
    }
    if (options->no_auth && !loopback) {
        return refuse(status, "--push", options->push,
                      "with --no-auth anybody may push: that goes on a loopback address only, such "
                      "as 127.0.0.1:8080");
    }
    if (options->listen && !address_is_loopback(arena, options->listen, &loopback, &why)) {
        return refuse(status, "--listen", options->listen, why);
    }
    return true;
}

/* What is asked of an endpoint that isn't there, or not said of one that is. */
static const char *disagreement(const struct watch_options *options)
{
    bool of_push = options->push_audience || options->push_email || options->jwks ||
                   options->no_auth || options->push_unwrapped || options->push_path;
    bool of_tokens = options->push_audience || options->push_email || options->jwks;
    bool of_reports = options->baseline || options->checkpoint_every || options->duration;
    if (of_push && !options->push) {
        return "--push-path, --push-audience, --push-email, --push-unwrapped, --jwks and --no-auth "
               "need --push";
    }
    if (options->no_auth && of_tokens) {
        return "--no-auth checks no tokens: --push-audience, --push-email and --jwks don't go with "
               "it";
    }
    if (options->push && !options->no_auth && !options->push_audience) {
        return "--push needs --push-audience, which tokens must be for: what the subscription's "
               "--push-auth-token-audience says, or else the URL of its endpoint";
    }
    if (options->push_path && options->push_path[0] != '/') {
        return "--push-path begins with a slash";
    }
    if (of_reports && !options->report) {
        return "--checkpoint-every, --duration and --baseline need --report";
    }
    return NULL;
}

static bool take_duration(const char *option, const char *text, int64_t *seconds, int *status)
{
    if (text && (!duration_read(slice_from(text), seconds) || *seconds == 0)) {
        return refuse(status, option, text, "a length of time is written like 90s, 15m, 4h or 1d");
    }
    return true;
}

bool serving_options_check(struct arena *arena, struct watch_options *options, int *status)
{
    const char *wrong = disagreement(options);
    if (wrong) {
        *status = usage_error(&watch_command, "%s", wrong);
        return false;
    }
    if (options->push && !options->push_path) {
        options->push_path = "/";
    }
    return check_addresses(arena, options, status) &&
           take_duration("--checkpoint-every", options->checkpoint_every, &options->every_seconds,
                         status) &&
           take_duration("--duration", options->duration, &options->duration_seconds, status);
}
