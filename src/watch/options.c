/* Options of paylint-watch. In: arguments and environment. Out: what is to be done. */
#include "watch/options.h"

#include "base/ascii.h"
#include "base/pool.h"
#include "cli/configurations.h"
#include "version.h"

#include <errno.h>
#include <stdlib.h>

const struct subcommand watch_command = {
    .program = "paylint-watch",
    .help =
        "Usage: paylint-watch --subscription projects/P/subscriptions/S [OPTIONS]\n"
        "       paylint-watch --push HOST:PORT --push-audience AUDIENCE [OPTIONS]\n"
        "       paylint-watch --stdin [OPTIONS]\n"
        "\n"
        "Judges live Pub/Sub messages by the rules and contracts that scripts are checked by. A\n"
        "message is acknowledged only once what it became is confirmed.\n"
        "\n"
        "Where messages come from:\n"
        "  --subscription NAME   pull from this subscription; its id alone where the variable\n"
        "                        GOOGLE_CLOUD_PROJECT names the project\n"
        "  --push HOST:PORT      listen here for a push subscription's requests; :PORT is every\n"
        "                        address of this machine. TLS is for a proxy in front of it\n"
        "  --stdin               each line of standard input is a message\n"
        "\n"
        "What becomes of a rejected message, beside a line in the log (default: acknowledge it):\n"
        "  --dead-letter TOPIC   publish it there, with attributes that say why\n"
        "  --nack                let it be delivered again\n"
        "\n"
        "What becomes of a valid one (default: acknowledge it):\n"
        "  --forward TOPIC       publish it there as it is\n"
        "\n"
        "  --dry-run             log only, and let every message be delivered again\n"
        "\n"
        "Judging:\n"
        "  --config FILE         this configuration; else the nearest paylint.json upwards from\n"
        "                        the working folder. SIGHUP reads it again\n"
        "  --no-config           read no paylint.json\n"
        "  --destination NAME    where messages were sent to, for rules and contracts with\n"
        "                        destinations; else the subscription's name\n"
        "  --threads N           threads that judge (default: as many as there are cores)\n"
        "\n"
        "Pulling:\n"
        "  --streams N           streams, each a connection of its own (default: 2)\n"
        "  --max-messages N      messages outstanding at a time (default: 4000)\n"
        "  --max-bytes N         bytes of data outstanding at a time (default: 67108864)\n"
        "  --lease SECONDS       how long the server waits for a replica that is gone, 10 to 600\n"
        "                        (default: 60)\n"
        "  --endpoint HOST:PORT  another than pubsub.googleapis.com:443\n"
        "\n"
        "Being pushed to:\n"
        "  --push-audience AUD   the audience that tokens must be for\n"
        "  --push-email ADDRESS  the service account that they must be of\n"
        "  --jwks FILE|URL       the keys that they are signed with (default: Google's)\n"
        "  --push-path PATH      where on that server messages are pushed to (default: /)\n"
        "  --push-unwrapped      bodies are the messages themselves. Without it only those of\n"
        "                        requests with Pub/Sub's headers are\n"
        "  --no-auth             check no tokens; on a loopback address only\n"
        "\n"
        "For those who run it:\n"
        "  --listen HOST:PORT    serve /metrics, /healthz and /readyz here; may be that of --push\n"
        "  --report DIR          write reports there, the last one at the end\n"
        "  --checkpoint-every T  and one after each such time: 90s, 15m, 4h, 1d\n"
        "  --duration T          end after that time\n"
        "  --baseline FILE       a report, in JSON, to compare with\n"
        "\n"
        "  --drain SECONDS       how long SIGTERM and SIGINT wait for what is outstanding\n"
        "                        (default: 20)\n"
        "  --log-level LEVEL     debug, info (default), notice, warning or error\n"
        "  -h, --help            this text\n"
        "  -V, --version         the version\n"
        "\n"
        "Credentials are Google's application default ones. With PUBSUB_EMULATOR_HOST set, that\n"
        "emulator is used, without any. Log lines go to standard output, as Cloud Logging reads\n"
        "them.\n"
        "\n"
        "Exit status: 0 ended by a signal with everything settled, or by the end of --stdin with\n"
        "nothing rejected; 1 lines of --stdin were rejected, the last report has criteria that "
        "aren't\n"
        "met or can't be written, or messages were left unsettled, which Pub/Sub delivers again; 2 "
        "a usage, configuration or connection error.\n",
};

/* ---- Numbers and levels ---- */

struct number_row {
    const char *name;
    const char *text;
    unsigned least, most;
    unsigned *number;
};

static bool take_number(const struct number_row *row, int *status)
{
    if (!row->text) {
        return true;
    }
    char *end;
    errno = 0;
    unsigned long number = strtoul(row->text, &end, 10);
    if (!ascii_is_digit(row->text[0]) || *end || errno || number < row->least ||
        number > row->most) {
        *status = usage_error(&watch_command, "%s takes a number from %u to %u, not %s", row->name,
                              row->least, row->most, row->text);
        return false;
    }
    *row->number = (unsigned)number;
    return true;
}

static bool take_level(const char *text, enum log_severity *level, int *status)
{
    static const char *const names[] = {"debug", "info", "notice", "warning", "error"};
    for (size_t i = 0; text && i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], text) == 0) {
            *level = (enum log_severity)i;
            return true;
        }
    }
    if (text) {
        *status =
            usage_error(&watch_command,
                        "--log-level takes debug, info, notice, warning or error, not %s", text);
    }
    return !text;
}

/* ---- Names of Pub/Sub ---- */

/* https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names */
static bool is_id(slice id)
{
    bool right = id.length >= 3 && id.length <= 255;
    for (size_t i = 0; i < id.length && right; i++) {
        char c = id.data[i];
        bool other = ascii_is_digit(c) || memchr("-_.~+%", c, 6);
        right = ascii_is_letter(c) || (other && i > 0);
    }
    return right;
}

/* Of "projects/P/KIND/ID" the project's name; data NULL where it isn't of that form. */
static slice project_of(slice name, const char *kind)
{
    size_t prefix = strlen("projects/");
    slice rest = slice_sub(name, prefix, name.length);
    slice project = slice_sub(rest, 0, slice_find_byte(rest, '/'));
    rest = slice_sub(rest, project.length + 1, rest.length);
    slice id = slice_sub(rest, slice_find_byte(rest, '/') + 1, rest.length);
    rest = slice_sub(rest, 0, slice_find_byte(rest, '/'));
    bool right = slice_starts_with(name, SLICE("projects/")) && project.length > 0 &&
                 slice_is(rest, kind) && is_id(id);
    return right ? project : (slice){NULL, 0};
}

/* Completes `*name`, which may be an id alone. */
static bool take_name(struct arena *arena, const char *option, const char *kind, slice project,
                      const char **name, int *status)
{
    if (!*name) {
        return true;
    }
    slice given = slice_from(*name);
    if (project_of(given, kind).data) {
        return true;
    }
    if (is_id(given) && project.data) {
        *name = arena_printf(arena, "projects/%.*s/%s/%s", SLICE_ARGS(project), kind, *name).data;
        return true;
    }
    *status = is_id(given) ? usage_error(&watch_command,
                                         "%s takes projects/PROJECT/%s/%s; which project is it? "
                                         "GOOGLE_CLOUD_PROJECT can say it, too",
                                         option, kind, *name)
                           : usage_error(&watch_command, "%s takes projects/PROJECT/%s/ID, not %s",
                                         option, kind, *name);
    return false;
}

static bool take_names(struct arena *arena, struct watch_options *options, int *status)
{
    const char *variable = getenv("GOOGLE_CLOUD_PROJECT");
    slice project = variable && *variable ? slice_from(variable) : (slice){NULL, 0};
    if (!take_name(arena, "--subscription", "subscriptions", project, &options->subscription,
                   status)) {
        return false;
    }
    if (options->subscription) {
        project = project_of(slice_from(options->subscription), "subscriptions");
    }
    return take_name(arena, "--dead-letter", "topics", project, &options->dead_letter, status) &&
           take_name(arena, "--forward", "topics", project, &options->forward, status);
}

/* ---- What goes together ---- */

static const char *disagreement(const struct watch_options *options)
{
    int sources = !!options->subscription + !!options->push + options->from_stdin;
    if (sources == 0) {
        return "name a --subscription, or --stdin, or --push";
    }
    if (sources > 1) {
        return "--subscription, --push and --stdin don't go together";
    }
    if (options->nack && options->dead_letter) {
        return "--nack and --dead-letter don't go together";
    }
    if (options->nack && options->from_stdin) {
        return "--nack doesn't go with --stdin: nobody delivers lines of --stdin again";
    }
    return NULL;
}

/* The nearest paylint.json upwards from the working folder; what is wrong with it is told when it
 * is read. */
static const char *nearest_config(struct arena *arena)
{
    struct error_sink errors = {0};
    struct configurations *configurations = configurations_new(NULL, false, &errors);
    slice relative;
    const struct configuration *nearest = configurations_of(configurations, "-", &relative);
    const char *path = nearest->path ? arena_cstring(arena, slice_from(nearest->path)) : NULL;
    configurations_free(configurations);
    return path;
}

static void take_endpoint(struct watch_options *options)
{
    const char *emulator = getenv("PUBSUB_EMULATOR_HOST");
    if (!options->endpoint && emulator && *emulator) {
        options->endpoint = emulator;
        options->is_plain = true;
    } else if (!options->endpoint) {
        options->endpoint = "pubsub.googleapis.com:443";
    }
}

bool watch_options_read(struct arena *arena, char **arguments, struct watch_options *options,
                        int *status)
{
    *options = (struct watch_options){
        .threads = pool_cpus(),
        .streams = 2,
        .messages_max = 4000,
        .bytes_max = 64 * 1024 * 1024,
        .lease = 60,
        .drain = 20,
        .log_level = LOG_INFO,
    };
    const char *threads = NULL, *streams = NULL, *messages = NULL, *bytes = NULL, *lease = NULL,
               *drain = NULL, *level = NULL;
    bool no_config = false, version = false;
    struct name_list rest = {0};
    const struct option_row rows[] = {
        {"--subscription", &options->subscription, NULL, NULL},
        {"--stdin", NULL, &options->from_stdin, NULL},
        {"--dead-letter", &options->dead_letter, NULL, NULL},
        {"--forward", &options->forward, NULL, NULL},
        {"--nack", NULL, &options->nack, NULL},
        {"--dry-run", NULL, &options->dry_run, NULL},
        {"--config", &options->config, NULL, NULL},
        {"--no-config", NULL, &no_config, NULL},
        {"--destination", &options->destination, NULL, NULL},
        {"--push", &options->push, NULL, NULL},
        {"--push-path", &options->push_path, NULL, NULL},
        {"--push-audience", &options->push_audience, NULL, NULL},
        {"--push-email", &options->push_email, NULL, NULL},
        {"--push-unwrapped", NULL, &options->push_unwrapped, NULL},
        {"--jwks", &options->jwks, NULL, NULL},
        {"--no-auth", NULL, &options->no_auth, NULL},
        {"--listen", &options->listen, NULL, NULL},
        {"--report", &options->report, NULL, NULL},
        {"--checkpoint-every", &options->checkpoint_every, NULL, NULL},
        {"--duration", &options->duration, NULL, NULL},
        {"--baseline", &options->baseline, NULL, NULL},
        {"--threads", &threads, NULL, NULL},
        {"--streams", &streams, NULL, NULL},
        {"--max-messages", &messages, NULL, NULL},
        {"--max-bytes", &bytes, NULL, NULL},
        {"--lease", &lease, NULL, NULL},
        {"--endpoint", &options->endpoint, NULL, NULL},
        {"--drain", &drain, NULL, NULL},
        {"--log-level", &level, NULL, NULL},
        {"--version", NULL, &version, NULL},
        {"-V", NULL, &version, NULL},
        {NULL, NULL, NULL, NULL},
    };
    if (!options_parse(&watch_command, arena, arguments, rows, &rest, status)) {
        return false;
    }
    if (version) {
        puts("paylint-watch " PAYLINT_VERSION);
        *status = finish_output(EXIT_CLEAN);
        return false;
    }
    const struct number_row numbers[] = {
        {"--threads", threads, 1, 256, &options->threads},
        {"--streams", streams, 1, 64, &options->streams},
        {"--max-messages", messages, 1, 1000000, &options->messages_max},
        {"--max-bytes", bytes, 1, 2000000000, &options->bytes_max},
        {"--lease", lease, 10, 600, &options->lease},
        {"--drain", drain, 0, 3600, &options->drain},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (!take_number(&numbers[i], status)) {
            return false;
        }
    }
    const char *wrong = rest.count > 0 ? "it takes options only" : disagreement(options);
    if (wrong) {
        *status = usage_error(&watch_command, "%s", wrong);
        return false;
    }
    if (!take_level(level, &options->log_level, status) || !take_names(arena, options, status) ||
        !serving_options_check(arena, options, status)) {
        return false;
    }
    take_endpoint(options);
    options->config = no_config ? NULL : options->config ? options->config : nearest_config(arena);
    return true;
}
