/* A progress bar, for people who wait: on standard error, where that is a terminal that can, once a
 * run has taken half a second. */
#ifndef PAYLINT_CLI_PROGRESS_H
#define PAYLINT_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    size_t total; /* files */
    size_t done;
    bool is_wanted; /* it may be shown */
    bool is_shown;
    int64_t due; /* when it is to be drawn next, in milliseconds of the monotonic clock */
};

/* One whose `total` is still to be set. Nothing is ever shown of one file, in CI (CI is set), with
 * NO_COLOR, or on a terminal that is dumb or narrow. */
struct progress progress_new(void);
/* Of these two `progress` may be NULL. One more is done: */
void progress_step(struct progress *progress);
/* Takes it off the screen, before something else is written there, or for good. */
void progress_clear(struct progress *progress);

#endif
