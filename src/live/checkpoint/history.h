/* What was looked up of a job in the course of a run: its executions, and entries of its log. What
 * is told several times counts once; what was told before stays, even if it is no longer told. */
#ifndef PAYLINT_LIVE_CHECKPOINT_HISTORY_H
#define PAYLINT_LIVE_CHECKPOINT_HISTORY_H

#include "live/checkpoint/figures.h"
#include "rule/watch_settings.h"

enum history_entries { ENTRIES_TIMEOUT, ENTRIES_REJECTION, ENTRIES_KINDS };

struct history;

/* Of what began at `since` or later, microseconds since 1970. */
struct history *history_new(int64_t since);
void history_free(struct history *history);

/* Takes executions, the JSON of `gcloud run jobs executions list --format=json`: a list of objects
 * with `metadata.name`, `status.startTime`, `status.completionTime`, and a condition "Completed".
 * `now` is the end of those that go on. NULL, or why it is no such list. */
const char *history_take_executions(struct history *history, slice json,
                                    const struct watch_settings *settings, int64_t now);
/* Takes log entries, the JSON of `gcloud logging read --format=json`: a list of objects with an
 * `insertId` and a `timestamp`. */
const char *history_take_entries(struct history *history, enum history_entries kind, slice json,
                                 const struct watch_settings *settings);

/* Fills in the figures that it knows. */
void history_figures(const struct history *history, struct figures *figures);

#endif
