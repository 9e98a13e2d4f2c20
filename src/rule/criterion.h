/* Criteria of success for a run of paylint-watch: "rejected_rate <= 0.01", "timeouts == 0". */
#ifndef PAYLINT_RULE_CRITERION_H
#define PAYLINT_RULE_CRITERION_H

#include "rule/config.h"

/* What can be compared. A row in criterion.c each. */
enum figure {
    FIGURE_MESSAGES,
    FIGURE_VALID,
    FIGURE_REJECTED,
    FIGURE_UNJUDGED,
    FIGURE_REJECTED_RATE,
    FIGURE_REDELIVERIES,
    FIGURE_REDELIVERY_RATE,
    FIGURE_DELIVERED_AGAIN,
    FIGURE_FORWARDED,
    FIGURE_DEAD_LETTERED,
    FIGURE_PUBLISH_ERRORS,
    FIGURE_RECONNECTS,
    FIGURE_PUSH_REFUSED,
    FIGURE_LATENCY_MEAN,
    FIGURE_LATENCY_P99,
    FIGURE_LATENCY_MAX,
    FIGURE_EXECUTIONS,
    FIGURE_EXECUTIONS_RUNNING,
    FIGURE_TIMEOUTS,
    FIGURE_TIMEOUT_RATE,
    FIGURE_FAILURES,
    FIGURE_FAILURE_RATE,
    FIGURE_EXECUTION_MEAN,
    FIGURE_EXECUTION_MAX,
    FIGURE_TIMEOUT_ENTRIES,
    FIGURE_REJECTION_ENTRIES,
    FIGURE_COUNT
};

enum figure_kind {
    FIGURE_IS_COUNT,
    FIGURE_IS_SHARE, /* from 0 to 1 */
    FIGURE_IS_SECONDS,
};

struct figure_row {
    const char *name;  /* in criteria and reports: "rejected_rate" */
    const char *label; /* for people: "messages rejected" */
    enum figure_kind kind;
    enum figure whole; /* of a share: what it is a share of … */
    enum figure part;  /* … and what part */
};

const struct figure_row *figure_row(enum figure figure);
/* False where there is no such name. */
bool figure_find(slice name, enum figure *figure);

enum criterion_sign {
    SIGN_LESS,
    SIGN_LESS_OR_EQUAL,
    SIGN_EQUAL,
    SIGN_NOT_EQUAL,
    SIGN_GREATER_OR_EQUAL,
    SIGN_GREATER
};

struct criterion {
    slice written;
    enum figure figure;
    enum criterion_sign sign;
    double number;
};

bool criterion_holds(const struct criterion *criterion, double value);

/* Reads the member "criteria" of `object`, a list of them. What is wrong is told to the file's
 * errors, with its place and what may have been meant, and left out. */
struct criterion_list {
    const struct criterion *items;
    size_t count;
};
struct criterion_list criteria_read(const struct config_file *file, const struct value *object);

#endif
