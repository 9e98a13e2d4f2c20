/* Checkpoints: at each, what was counted is reported, with what is looked up of the job that
 * handles the messages, and held against the criteria of the configuration. */
#ifndef PAYLINT_LIVE_CHECKPOINT_CHECKPOINTS_H
#define PAYLINT_LIVE_CHECKPOINT_CHECKPOINTS_H

#include "live/rulebook.h"

struct checkpoint_options {
    int64_t every;        /* seconds; 0: only at the end */
    int64_t duration;     /* seconds that the run takes; 0: until it is ended */
    const char *folder;   /* where reports go; made where it isn't there */
    const char *baseline; /* a report to compare with; NULL: none */
    const char *judged;   /* what messages come from, for people */
};

struct checkpoints;

/* Starts a thread that reports. All that is handed in must live as long. NULL, and told to the
 * errors, where the folder can't be written to, or the baseline not read. */
struct checkpoints *checkpoints_new(const struct checkpoint_options *options,
                                    struct rulebook *rulebook, struct metrics *metrics,
                                    struct live_log *log, struct error_sink *errors);
/* Whether the run's duration is over. */
bool checkpoints_are_over(struct checkpoints *checkpoints);
/* Makes the last report, and frees. False where it can't be written, or not all criteria are met.
 */
bool checkpoints_finish(struct checkpoints *checkpoints);
/* Frees without a report: the run hasn't begun. */
void checkpoints_abandon(struct checkpoints *checkpoints);

#endif
