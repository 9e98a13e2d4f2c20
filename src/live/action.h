/* What becomes of a message once it is judged, and when that is confirmed.
 *
 *   rejected   told to the log; then done, or republished to a dead-letter topic, or delivered
 * again valid      done, or republished to a topic
 *
 * The message is settled (message.h) as done only once its log line is written and the topic has
 * confirmed it; where that can't be had it is settled to be delivered again. */
#ifndef PAYLINT_LIVE_ACTION_H
#define PAYLINT_LIVE_ACTION_H

#include "live/log.h"
#include "live/message.h"
#include "live/metrics.h"
#include "rule/finding.h"

/* A topic that messages are published to. */
struct live_topic {
    /* Publishes the message's data, ordering key and attributes, and `more` attributes behind them,
     * which are copied. Then calls `confirm` exactly once, by any thread: whether the topic has it.
     */
    void (*publish)(struct live_topic *topic, struct live_message *message,
                    const struct live_attribute *more, size_t more_count,
                    void (*confirm)(void *context, struct live_message *message, bool confirmed),
                    void *context);
};

struct action_options {
    struct live_topic *forward;     /* for valid messages; NULL: they are done */
    struct live_topic *dead_letter; /* for rejected ones; NULL: they are done */
    bool nack;                      /* rejected ones are delivered again instead */
    bool dry_run;                   /* all are logged only, and delivered again */
};

struct actions;

/* All that is handed in must live as long. */
struct actions *actions_new(const struct action_options *options, struct live_log *log,
                            struct metrics *metrics);
void actions_free(struct actions *actions);

/* How a message is treated by what was found in it. */
struct judgement {
    const struct findings *findings; /* live until `action_take` returns */
    enum severity reject;            /* the least severity that rejects */
    bool is_rejected;
    bool is_unjudged;  /* judging was given up; it is rejected as well */
    bool hides_values; /* log lines don't quote the values that are wrong */
};

/* Acts on the message, which is settled once that is confirmed. */
void action_take(struct actions *actions, struct live_message *message,
                 const struct judgement *judgement);

#endif
