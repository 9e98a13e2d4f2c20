/* What paylint-watch counts. Threads may count and take snapshots at once. */
#ifndef PAYLINT_LIVE_METRICS_H
#define PAYLINT_LIVE_METRICS_H

#include "base/arena.h"

#include <stdint.h>

/* Counters only grow; the last two are levels, which fall again. A row in metrics.c each. */
enum metric {
    METRIC_VALID,             /* messages that nothing is wrong with, or not enough */
    METRIC_REJECTED,          /* messages that a rule rejects */
    METRIC_UNJUDGED,          /* messages that couldn't be judged to the end: rejected as well */
    METRIC_BYTES,             /* of the data of the messages judged */
    METRIC_REDELIVERIES,      /* messages that the server says it had delivered before */
    METRIC_DONE,              /* messages whose source was told that they are done */
    METRIC_AGAIN,             /* messages whose source was told to deliver them again */
    METRIC_FORWARDED,         /* confirmed by the topic of --forward */
    METRIC_DEAD_LETTERED,     /* confirmed by the topic of --dead-letter */
    METRIC_PUBLISH_ERRORS,    /* publish requests that failed; they are tried again */
    METRIC_ACK_ERRORS,        /* acknowledge requests that failed; they are tried again */
    METRIC_LEASES_LOST,       /* messages whose acknowledgement the server no longer takes */
    METRIC_RECONNECTS,        /* streams opened again */
    METRIC_LOG_ERRORS,        /* log lines that couldn't be written */
    METRIC_RELOADS,           /* configurations read again */
    METRIC_RELOAD_ERRORS,     /* configurations that were refused */
    METRIC_PUSH_DONE,         /* push requests by their answers: 204 */
    METRIC_PUSH_AGAIN,        /* 503: the message is to be delivered again */
    METRIC_PUSH_OVERLOADED,   /* 503: it couldn't be taken */
    METRIC_PUSH_UNAUTHORIZED, /* 401, 403 */
    METRIC_PUSH_MALFORMED,    /* 400 */
    METRIC_OUTSTANDING,       /* messages received and not settled yet */
    METRIC_OUTSTANDING_BYTES,
    METRIC_COUNT
};

/* Of times in seconds. */
enum histogram {
    HISTOGRAM_LATENCY, /* from a message's arrival until it is settled */
    HISTOGRAM_JUDGING, /* what judging it took */
    HISTOGRAM_AGE,     /* from its publication until its arrival, by the clocks of both sides */
    HISTOGRAM_COUNT
};

enum { HISTOGRAM_BUCKETS = 16 };

struct metrics;

struct metrics *metrics_new(void);
void metrics_free(struct metrics *metrics);

void metrics_add(struct metrics *metrics, enum metric metric, int64_t amount);
/* A message was rejected by that rule; a message counts once for each of its rules. */
void metrics_count_rule(struct metrics *metrics, slice rule);
void metrics_observe(struct metrics *metrics, enum histogram histogram, int64_t microseconds);

/* ---- Taking what was counted ---- */

/* How Prometheus calls a metric, "paylint_messages_done_total", its labels, `verdict="valid"` or
 * empty, and what it says for people. Metrics of one name stand one behind the other. */
struct metric_row {
    const char *name;
    const char *labels;
    const char *help;
    bool is_level;
};
const struct metric_row *metric_row(enum metric metric);
const struct metric_row *histogram_row(enum histogram histogram);

/* The upper limit of a bucket in seconds; the last one has none (infinity). */
double histogram_limit(size_t bucket);

struct histogram_snapshot {
    uint64_t buckets[HISTOGRAM_BUCKETS]; /* each for itself, not added up */
    uint64_t count;
    double sum;
    double most; /* the longest one */
};

struct rule_count {
    slice rule;
    uint64_t count;
};

struct metrics_snapshot {
    int64_t values[METRIC_COUNT];
    struct histogram_snapshot histograms[HISTOGRAM_COUNT];
    const struct rule_count *rules; /* by name; RULE_COUNTS_MAX at most, the rest is "other" */
    size_t rule_count;
    int64_t started_at; /* clock_wall when the metrics were made */
    int64_t taken_at;   /* clock_wall of the snapshot */
};

/* All that was counted so far, in `arena`. */
const struct metrics_snapshot *metrics_snapshot(struct metrics *metrics, struct arena *arena);

#endif
