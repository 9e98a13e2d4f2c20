/* Actions. In: judged messages. Out: log lines, publications, and settled messages. */
#include "live/action.h"

#include "live/telling.h"

#include <stdlib.h>
#include <time.h>

/* Where the log takes nothing, messages are delivered again; not as fast as that goes. */
enum { LOG_ERROR_PAUSE_MS = 1000 };

struct actions {
    struct action_options options;
    struct live_log *log;
    struct metrics *metrics;
};

struct actions *actions_new(const struct action_options *options, struct live_log *log,
                            struct metrics *metrics)
{
    struct actions *actions = memory_alloc(sizeof *actions);
    *actions = (struct actions){*options, log, metrics};
    return actions;
}

void actions_free(struct actions *actions)
{
    free(actions);
}

/* ---- The end of a message ---- */

static void settle(struct actions *actions, struct live_message *message,
                   enum settlement settlement)
{
    struct metrics *metrics = actions->metrics;
    metrics_add(metrics, settlement == SETTLED_DONE ? METRIC_DONE : METRIC_AGAIN, 1);
    metrics_add(metrics, METRIC_OUTSTANDING, -1);
    metrics_add(metrics, METRIC_OUTSTANDING_BYTES, -(int64_t)message->data.length);
    metrics_observe(metrics, HISTOGRAM_LATENCY, clock_now() - message->received_at);
    message->source->settled(message, settlement);
}

static void forward_confirmed(void *context, struct live_message *message, bool confirmed)
{
    struct actions *actions = context;
    metrics_add(actions->metrics, METRIC_FORWARDED, confirmed);
    settle(actions, message, confirmed ? SETTLED_DONE : SETTLED_AGAIN);
}

static void dead_letter_confirmed(void *context, struct live_message *message, bool confirmed)
{
    struct actions *actions = context;
    metrics_add(actions->metrics, METRIC_DEAD_LETTERED, confirmed);
    settle(actions, message, confirmed ? SETTLED_DONE : SETTLED_AGAIN);
}

/* ---- What becomes of it ---- */

static void pause_after_log_error(void)
{
    const struct timespec pause = {LOG_ERROR_PAUSE_MS / 1000, LOG_ERROR_PAUSE_MS % 1000 * 1000000L};
    nanosleep(&pause, NULL);
}

static const char *rejected_action(const struct action_options *options)
{
    return options->dry_run       ? "none (dry run)"
           : options->nack        ? "nack"
           : options->dead_letter ? "dead-letter"
                                  : "ack";
}

static void count(struct actions *actions, const struct live_message *message,
                  const struct judgement *judgement)
{
    metrics_add(actions->metrics,
                judgement->is_unjudged   ? METRIC_UNJUDGED
                : judgement->is_rejected ? METRIC_REJECTED
                                         : METRIC_VALID,
                1);
    metrics_add(actions->metrics, METRIC_BYTES, (int64_t)message->data.length);
    const struct findings *findings = judgement->findings;
    for (size_t i = 0; judgement->is_rejected && i < findings->count; i++) {
        bool first = true;
        for (size_t k = 0; k < i && first; k++) {
            first = findings->items[k].rule != findings->items[i].rule;
        }
        if (first && judgement_rejects(judgement, &findings->items[i])) {
            metrics_count_rule(actions->metrics, findings->items[i].rule->id);
        }
    }
}

static void publish_rejected(struct actions *actions, struct live_message *message,
                             const struct judgement *judgement)
{
    struct live_topic *topic = actions->options.dead_letter;
    struct arena *arena = arena_new();
    struct live_attribute more[TELLING_ATTRIBUTES];
    size_t count = telling_attributes(arena, message, judgement, more);
    topic->publish(topic, message, more, count, dead_letter_confirmed, actions);
    arena_free(arena);
}

static void take_rejected(struct actions *actions, struct live_message *message,
                          const struct judgement *judgement)
{
    const struct action_options *options = &actions->options;
    if (!telling_log(actions->log, message, judgement, rejected_action(options))) {
        metrics_add(actions->metrics, METRIC_LOG_ERRORS, 1);
        pause_after_log_error();
        settle(actions, message, SETTLED_AGAIN);
    } else if (options->dry_run || options->nack) {
        settle(actions, message, SETTLED_AGAIN);
    } else if (options->dead_letter) {
        publish_rejected(actions, message, judgement);
    } else {
        settle(actions, message, SETTLED_DONE);
    }
}

void action_take(struct actions *actions, struct live_message *message,
                 const struct judgement *judgement)
{
    const struct action_options *options = &actions->options;
    count(actions, message, judgement);
    if (judgement->is_rejected) {
        take_rejected(actions, message, judgement);
        return;
    }
    if (judgement->findings->count > 0 &&
        !telling_log(actions->log, message, judgement, options->forward ? "forward" : "ack")) {
        metrics_add(actions->metrics, METRIC_LOG_ERRORS, 1);
    }
    if (options->dry_run) {
        settle(actions, message, SETTLED_AGAIN);
    } else if (options->forward) {
        options->forward->publish(options->forward, message, NULL, 0, forward_confirmed, actions);
    } else {
        settle(actions, message, SETTLED_DONE);
    }
}
