/* Counting. In: what happened, told by any thread. Out: snapshots. Counters are atomic; rules and
 * histograms are behind a mutex, which is held for some instructions. */
#include "live/metrics.h"

#include "base/map.h"
#include "base/vector.h"
#include "live/message.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Rules beyond are counted together: a configuration that is read anew can bring new ones. */
enum { RULE_COUNTS_MAX = 1000 };

static const struct metric_row rows[METRIC_COUNT] = {
    [METRIC_VALID] = {"paylint_messages_judged_total", "verdict=\"valid\"", "Messages by verdict",
                      false},
    [METRIC_REJECTED] = {"paylint_messages_judged_total", "verdict=\"rejected\"",
                         "Messages by verdict", false},
    [METRIC_UNJUDGED] = {"paylint_messages_judged_total", "verdict=\"unjudged\"",
                         "Messages by verdict", false},
    [METRIC_BYTES] = {"paylint_message_bytes_total", "", "Bytes of data judged", false},
    [METRIC_REDELIVERIES] = {"paylint_redeliveries_total", "",
                             "Messages that had been delivered before", false},
    [METRIC_DONE] = {"paylint_messages_settled_total", "as=\"done\"",
                     "Messages by what their source was told", false},
    [METRIC_AGAIN] = {"paylint_messages_settled_total", "as=\"again\"",
                      "Messages by what their source was told", false},
    [METRIC_FORWARDED] = {"paylint_messages_published_total", "to=\"forward\"",
                          "Messages that a topic has confirmed", false},
    [METRIC_DEAD_LETTERED] = {"paylint_messages_published_total", "to=\"dead-letter\"",
                              "Messages that a topic has confirmed", false},
    [METRIC_PUBLISH_ERRORS] = {"paylint_publish_errors_total", "",
                               "Publish requests that failed and are tried again", false},
    [METRIC_ACK_ERRORS] = {"paylint_acknowledge_errors_total", "",
                           "Acknowledge requests that failed and are tried again", false},
    [METRIC_LEASES_LOST] = {"paylint_leases_lost_total", "",
                            "Messages whose acknowledgement came too late", false},
    [METRIC_RECONNECTS] = {"paylint_reconnects_total", "", "Streams opened again", false},
    [METRIC_LOG_ERRORS] = {"paylint_log_errors_total", "", "Log lines that couldn't be written",
                           false},
    [METRIC_RELOADS] = {"paylint_configuration_reloads_total", "result=\"taken\"",
                        "Configurations read again", false},
    [METRIC_RELOAD_ERRORS] = {"paylint_configuration_reloads_total", "result=\"refused\"",
                              "Configurations read again", false},
    [METRIC_PUSH_DONE] = {"paylint_push_requests_total", "answer=\"done\"",
                          "Push requests by their answers", false},
    [METRIC_PUSH_AGAIN] = {"paylint_push_requests_total", "answer=\"again\"",
                           "Push requests by their answers", false},
    [METRIC_PUSH_OVERLOADED] = {"paylint_push_requests_total", "answer=\"overloaded\"",
                                "Push requests by their answers", false},
    [METRIC_PUSH_UNAUTHORIZED] = {"paylint_push_requests_total", "answer=\"unauthorized\"",
                                  "Push requests by their answers", false},
    [METRIC_PUSH_MALFORMED] = {"paylint_push_requests_total", "answer=\"malformed\"",
                               "Push requests by their answers", false},
    [METRIC_OUTSTANDING] = {"paylint_outstanding_messages", "",
                            "Messages received and not settled yet", true},
    [METRIC_OUTSTANDING_BYTES] = {"paylint_outstanding_bytes", "",
                                  "Bytes of data received and not settled yet", true},
};

static const struct metric_row histogram_rows[HISTOGRAM_COUNT] = {
    [HISTOGRAM_LATENCY] = {"paylint_message_latency_seconds", "",
                           "From a message's arrival until it is settled", false},
    [HISTOGRAM_JUDGING] = {"paylint_judging_seconds", "", "What judging a message took", false},
    [HISTOGRAM_AGE] = {"paylint_message_age_seconds", "",
                       "From a message's publication until its arrival", false},
};

/* Microseconds; the last bucket has no limit. */
static const int64_t limits[HISTOGRAM_BUCKETS - 1] = {
    10,     50,     100,     500,     1000,     5000,      10000,     50000,
    100000, 500000, 1000000, 5000000, 30000000, 120000000, 600000000,
};

struct histogram_counts {
    uint64_t buckets[HISTOGRAM_BUCKETS];
    int64_t sum;
    int64_t most;
};

struct metrics {
    _Atomic int64_t values[METRIC_COUNT];
    int64_t started_at;
    pthread_mutex_t mutex; /* of all below */
    struct histogram_counts histograms[HISTOGRAM_COUNT];
    struct arena *arena; /* of the rules */
    struct map *by_rule;
    VECTOR(struct rule_count *) rules;
};

struct metrics *metrics_new(void)
{
    struct metrics *metrics = memory_alloc(sizeof *metrics);
    memset(metrics, 0, sizeof *metrics);
    metrics->started_at = clock_wall();
    metrics->arena = arena_new();
    metrics->by_rule = map_new(metrics->arena);
    pthread_mutex_init(&metrics->mutex, NULL);
    return metrics;
}

void metrics_free(struct metrics *metrics)
{
    pthread_mutex_destroy(&metrics->mutex);
    arena_free(metrics->arena);
    free(metrics);
}

void metrics_add(struct metrics *metrics, enum metric metric, int64_t amount)
{
    atomic_fetch_add_explicit(&metrics->values[metric], amount, memory_order_relaxed);
}

void metrics_count_rule(struct metrics *metrics, slice rule)
{
    pthread_mutex_lock(&metrics->mutex);
    struct rule_count *count = map_get(metrics->by_rule, rule);
    if (!count && metrics->rules.count >= RULE_COUNTS_MAX) {
        rule = SLICE("other");
        count = map_get(metrics->by_rule, rule);
    }
    if (!count) {
        count = ARENA_NEW(metrics->arena, struct rule_count);
        count->rule = arena_copy(metrics->arena, rule);
        map_put(metrics->by_rule, count->rule, count);
        VECTOR_PUSH(metrics->arena, &metrics->rules, count);
    }
    count->count++;
    pthread_mutex_unlock(&metrics->mutex);
}

void metrics_observe(struct metrics *metrics, enum histogram histogram, int64_t microseconds)
{
    size_t bucket = 0;
    microseconds = microseconds > 0 ? microseconds : 0; /* the clocks of two machines can differ */
    while (bucket < HISTOGRAM_BUCKETS - 1 && microseconds > limits[bucket]) {
        bucket++;
    }
    pthread_mutex_lock(&metrics->mutex);
    struct histogram_counts *counts = &metrics->histograms[histogram];
    counts->buckets[bucket]++;
    counts->sum += microseconds;
    counts->most = microseconds > counts->most ? microseconds : counts->most;
    pthread_mutex_unlock(&metrics->mutex);
}

/* ---- Taking what was counted ---- */

const struct metric_row *metric_row(enum metric metric)
{
    return &rows[metric];
}

const struct metric_row *histogram_row(enum histogram histogram)
{
    return &histogram_rows[histogram];
}

double histogram_limit(size_t bucket)
{
    return bucket < HISTOGRAM_BUCKETS - 1 ? (double)limits[bucket] / 1e6 : (double)INFINITY;
}

static struct histogram_snapshot histogram_taken(const struct histogram_counts *counts)
{
    struct histogram_snapshot taken = {.sum = (double)counts->sum / 1e6,
                                       .most = (double)counts->most / 1e6};
    for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++) {
        taken.buckets[i] = counts->buckets[i];
        taken.count += counts->buckets[i];
    }
    return taken;
}

static int by_name(const void *a, const void *b)
{
    return slice_compare(((const struct rule_count *)a)->rule,
                         ((const struct rule_count *)b)->rule);
}

const struct metrics_snapshot *metrics_snapshot(struct metrics *metrics, struct arena *arena)
{
    struct metrics_snapshot *taken = ARENA_NEW(arena, struct metrics_snapshot);
    taken->started_at = metrics->started_at;
    taken->taken_at = clock_wall();
    for (size_t i = 0; i < METRIC_COUNT; i++) {
        taken->values[i] = atomic_load_explicit(&metrics->values[i], memory_order_relaxed);
    }
    pthread_mutex_lock(&metrics->mutex);
    for (size_t i = 0; i < HISTOGRAM_COUNT; i++) {
        taken->histograms[i] = histogram_taken(&metrics->histograms[i]);
    }
    struct rule_count *rules = ARENA_ARRAY(arena, struct rule_count, metrics->rules.count);
    for (size_t i = 0; i < metrics->rules.count; i++) {
        rules[i].rule = arena_copy(arena, metrics->rules.items[i]->rule);
        rules[i].count = metrics->rules.items[i]->count;
    }
    taken->rule_count = metrics->rules.count;
    pthread_mutex_unlock(&metrics->mutex);
    if (taken->rule_count > 0) {
        qsort(rules, taken->rule_count, sizeof *rules, by_name);
    }
    taken->rules = rules;
    return taken;
}
