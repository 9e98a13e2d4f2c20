/* A run. In: options. Out: what the parts do, until a signal says to stop; then what is outstanding
 * is waited for, and the parts are taken down in the order that loses nothing: streams, what waits
 * for topics, acknowledgements, connections. */
#include "watch/watch.h"

#include "live/checkpoint/checkpoints.h"
#include "live/ndjson.h"
#include "live/pubsub/subscription.h"
#include "live/pubsub/topic.h"
#include "watch/serving.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

enum {
    TICK_MS = 50,
    LAST_FLUSH_SECONDS = 5, /* for acknowledgements after the time to drain is over */
};

struct watch {
    const struct watch_options *options;
    struct error_sink errors;
    struct live_log *log;
    struct metrics *metrics;
    struct rulebook *rulebook;
    struct rpc_client *client; /* NULL: nothing is pulled or published */
    struct topic *forward;
    struct topic *dead_letter;
    struct actions *actions;
    struct intake *intake;
    struct subscription *subscription;
    struct ndjson *ndjson;
    struct serving *serving;
    struct checkpoints *checkpoints;
};

/* ---- Building up ---- */

static bool open_client(struct watch *watch)
{
    const struct watch_options *options = watch->options;
    const struct rpc_options rpc = {options->endpoint, options->is_plain, options->streams};
    if (!options->subscription && !options->forward && !options->dead_letter) {
        return true;
    }
    watch->client = rpc_client_new(&rpc, &watch->errors);
    if (watch->client && options->forward) {
        watch->forward = topic_new(watch->client, options->forward, watch->log, watch->metrics);
    }
    if (watch->client && options->dead_letter) {
        watch->dead_letter =
            topic_new(watch->client, options->dead_letter, watch->log, watch->metrics);
    }
    return watch->client != NULL;
}

static void open_intake(struct watch *watch)
{
    const struct watch_options *options = watch->options;
    const struct action_options actions = {
        .forward = watch->forward ? topic_of(watch->forward) : NULL,
        .dead_letter = watch->dead_letter ? topic_of(watch->dead_letter) : NULL,
        .nack = options->nack,
        .dry_run = options->dry_run,
    };
    watch->actions = actions_new(&actions, watch->log, watch->metrics);
    const struct intake_options intake = {
        .rulebook = watch->rulebook,
        .actions = watch->actions,
        .metrics = watch->metrics,
        .thread_count = options->threads,
        .destination = options->destination ? slice_from(options->destination) : (slice){NULL, 0},
    };
    watch->intake = intake_new(&intake);
}

static const char *unready(void *context)
{
    const struct watch *watch = context;
    return watch->subscription && !subscription_is_ready(watch->subscription)
               ? "the subscription's streams aren't open"
               : NULL;
}

static void open_subscription(struct watch *watch)
{
    const struct watch_options *options = watch->options;
    const struct subscription_options subscription = {
        .name = options->subscription,
        .stream_count = options->streams,
        .messages_max = options->messages_max,
        .bytes_max = options->bytes_max,
        .lease_seconds = options->lease,
    };
    watch->subscription =
        subscription_new(watch->client, &subscription, watch->intake, watch->log, watch->metrics);
}

/* The sources, and what tells of them; nothing is taken before all of it is there. */
static bool open_sources(struct watch *watch)
{
    const struct watch_options *options = watch->options;
    if (options->subscription) {
        open_subscription(watch);
    }
    if (options->from_stdin) {
        watch->ndjson = ndjson_start(STDIN_FILENO, watch->intake, &watch->errors);
    }
    if (options->push || options->listen) {
        watch->serving = serving_new(options, watch->intake, watch->log, watch->metrics, unready,
                                     watch, &watch->errors);
    }
    bool opened = (watch->ndjson || !options->from_stdin) &&
                  (watch->serving || !(options->push || options->listen));
    if (opened && watch->subscription) {
        subscription_start(watch->subscription);
    }
    return opened;
}

static const char *judged(const struct watch_options *options)
{
    return options->subscription ? options->subscription
           : options->push       ? "the push endpoint"
                                 : "standard input";
}

static bool open_checkpoints(struct watch *watch)
{
    const struct watch_options *options = watch->options;
    const struct checkpoint_options checkpoints = {
        .every = options->every_seconds,
        .duration = options->duration_seconds,
        .folder = options->report,
        .baseline = options->baseline,
        .judged = judged(options),
    };
    if (options->report) {
        watch->checkpoints = checkpoints_new(&checkpoints, watch->rulebook, watch->metrics,
                                             watch->log, &watch->errors);
    }
    return watch->checkpoints || !options->report;
}

/* ---- Running ---- */

/* The signal that came within that time, or 0. */
static int next_signal(const sigset_t *signals, unsigned milliseconds)
{
    const struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    int signal = sigtimedwait(signals, NULL, &time);
    return signal > 0 ? signal : 0;
}

static bool has_ended(const struct watch *watch)
{
    return (watch->ndjson && ndjson_is_over(watch->ndjson)) ||
           (watch->checkpoints && checkpoints_are_over(watch->checkpoints)) ||
           (watch->subscription && subscription_refusal(watch->subscription));
}

/* Until a signal says to stop, or the sources have ended. */
static void run(struct watch *watch, const sigset_t *signals)
{
    while (!has_ended(watch)) {
        int signal = next_signal(signals, TICK_MS);
        if (signal == SIGHUP) {
            rulebook_reload(watch->rulebook, watch->log, watch->metrics);
        } else if (signal) {
            log_line(watch->log, LOG_NOTICE, "Stopping at SIG%s: what is outstanding is waited for",
                     signal == SIGTERM ? "TERM" : "INT");
            return;
        }
    }
}

static int64_t outstanding(const struct watch *watch)
{
    return (watch->subscription ? subscription_outstanding(watch->subscription) : 0) +
           (watch->serving ? serving_outstanding(watch->serving) : 0) +
           (watch->ndjson ? ndjson_outstanding(watch->ndjson) : 0);
}

/* Waits until nothing is outstanding; a second signal ends that. */
static void wait_until_settled(const struct watch *watch, const sigset_t *signals, unsigned seconds)
{
    int64_t until = clock_now() + (int64_t)seconds * 1000000;
    while (outstanding(watch) > 0 && clock_now() < until) {
        int signal = next_signal(signals, 10);
        if (signal == SIGTERM || signal == SIGINT) {
            return;
        }
    }
}

static void drain(struct watch *watch, const sigset_t *signals)
{
    if (watch->subscription) {
        subscription_stop(watch->subscription);
    }
    if (watch->serving) {
        serving_stop(watch->serving);
    }
    if (watch->ndjson) {
        ndjson_stop(watch->ndjson);
    }
    wait_until_settled(watch, signals, watch->options->drain);
    if (watch->forward) {
        topic_give_up(watch->forward);
    }
    if (watch->dead_letter) {
        topic_give_up(watch->dead_letter);
    }
    wait_until_settled(watch, signals, LAST_FLUSH_SECONDS);
}

/* ---- Taking down ---- */

static void take_down(struct watch *watch)
{
    if (watch->checkpoints) {
        checkpoints_abandon(watch->checkpoints);
    }
    if (watch->serving) {
        serving_end(watch->serving);
    }
    if (watch->intake) {
        intake_free(watch->intake);
    }
    if (watch->client) {
        rpc_client_free(watch->client);
    }
    if (watch->subscription) {
        subscription_free(watch->subscription);
    }
    serving_free(watch->serving);
    if (watch->ndjson) {
        ndjson_free(watch->ndjson);
    }
    if (watch->forward) {
        topic_free(watch->forward);
    }
    if (watch->dead_letter) {
        topic_free(watch->dead_letter);
    }
    if (watch->actions) {
        actions_free(watch->actions);
    }
    if (watch->rulebook) {
        rulebook_free(watch->rulebook);
    }
    metrics_free(watch->metrics);
    log_free(watch->log);
}

static void log_end(struct watch *watch, int64_t left)
{
    struct arena *arena = arena_new();
    const struct metrics_snapshot *counted = metrics_snapshot(watch->metrics, arena);
    const struct log_field fields[] = {
        LOG_COUNT("valid", counted->values[METRIC_VALID]),
        LOG_COUNT("rejected", counted->values[METRIC_REJECTED]),
        LOG_COUNT("unjudged", counted->values[METRIC_UNJUDGED]),
        LOG_COUNT("forwarded", counted->values[METRIC_FORWARDED]),
        LOG_COUNT("deadLettered", counted->values[METRIC_DEAD_LETTERED]),
        LOG_COUNT("redeliveries", counted->values[METRIC_REDELIVERIES]),
        LOG_COUNT("unsettled", left),
    };
    log_event(watch->log, left > 0 ? LOG_WARNING : LOG_NOTICE, SLICE("Stopped"), fields,
              sizeof fields / sizeof *fields);
    arena_free(arena);
}

/* The exit status of a run that has drained. */
static int finish(struct watch *watch)
{
    const char *refusal = watch->subscription ? subscription_refusal(watch->subscription) : NULL;
    int64_t left = outstanding(watch);
    struct arena *arena = arena_new();
    const struct metrics_snapshot *counted = metrics_snapshot(watch->metrics, arena);
    int64_t rejected = counted->values[METRIC_REJECTED] + counted->values[METRIC_UNJUDGED];
    arena_free(arena);
    log_end(watch, left);
    if (refusal) {
        fprintf(stderr, "paylint-watch: can't pull from %s: %s\n", watch->options->subscription,
                refusal);
        return EXIT_TROUBLE;
    }
    if (watch->ndjson && (watch->errors.count > 0 ||
                          (ndjson_failures(watch->ndjson) > 0 && !watch->options->dry_run))) {
        return EXIT_TROUBLE;
    }
    return left > 0 || (watch->ndjson && rejected > 0) ? EXIT_FINDINGS : EXIT_CLEAN;
}

int watch_run(const struct watch_options *options)
{
    struct watch watch = {.options = options,
                          .errors = {.out = stderr, .program = "paylint-watch"}};
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    /* Before any thread is started: all inherit it. */
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    watch.log = log_new(STDOUT_FILENO, options->log_level);
    watch.metrics = metrics_new();
    watch.rulebook = rulebook_new(options->config, &watch.errors);
    int status = EXIT_TROUBLE;
    if (watch.rulebook && open_client(&watch)) {
        open_intake(&watch);
        if (open_checkpoints(&watch) && open_sources(&watch)) {
            log_line(watch.log, LOG_NOTICE, "Judging %s by %s", judged(options),
                     options->config ? options->config : "the built-in rules");
            run(&watch, &signals);
            drain(&watch, &signals);
            bool well = !watch.checkpoints || checkpoints_finish(watch.checkpoints);
            watch.checkpoints = NULL;
            status = finish(&watch);
            status = status == EXIT_CLEAN && !well ? EXIT_FINDINGS : status;
        }
    }
    take_down(&watch);
    return status;
}
