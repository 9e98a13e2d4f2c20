/* A report of a run so far: as JSON, for the next one to be compared with and for machines, and as
 * Markdown, for people. */
#ifndef PAYLINT_LIVE_CHECKPOINT_REPORT_H
#define PAYLINT_LIVE_CHECKPOINT_REPORT_H

#include "live/checkpoint/figures.h"

#include "base/buffer.h"

/* What a report of before says. */
struct report_baseline {
    const char *path;
    slice taken; /* as it is written there */
    struct figures figures;
    const struct rule_count *rules;
    size_t rule_count;
};

/* Reads a report that was written as JSON. False where it is none, which is told to the errors. */
bool report_baseline_read(struct arena *arena, const char *path, struct report_baseline *baseline,
                          struct error_sink *errors);

enum outcome {
    OUTCOME_MET,
    OUTCOME_NOT_MET,
    OUTCOME_NOT_KNOWN, /* its figure isn't */
};

struct checkpoint_report {
    unsigned number; /* from 1 */
    bool is_last;
    const char *judged; /* what messages came from */
    int64_t started_at; /* microseconds since 1970 */
    int64_t taken_at;
    struct figures figures;
    const struct rule_count *rules;
    size_t rule_count;
    struct criterion_list criteria;
    const enum outcome *outcomes;           /* of the criteria */
    const struct report_baseline *baseline; /* or NULL */
    const slice *troubles;                  /* what couldn't be looked up, and why */
    size_t trouble_count;
};

/* Whether all criteria are met; one whose figure isn't known isn't. */
bool report_is_met(const struct checkpoint_report *report);

slice report_as_json(struct arena *arena, const struct checkpoint_report *report);
slice report_as_markdown(struct arena *arena, const struct checkpoint_report *report);

#endif
