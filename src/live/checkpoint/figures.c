/* Figures. In: what was counted. Out: numbers with names. */
#include "live/checkpoint/figures.h"

#include "base/instant.h"

void figures_set(struct figures *figures, enum figure figure, double value)
{
    figures->is_known[figure] = true;
    figures->values[figure] = value;
}

/* The time that 99 of 100 messages took at most: a limit of the histogram's, or the longest. */
static double percentile_99(const struct histogram_snapshot *taken)
{
    uint64_t below = 0;
    for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++) {
        below += taken->buckets[i];
        if (below * 100 >= taken->count * 99) {
            double limit = histogram_limit(i);
            return limit < taken->most ? limit : taken->most;
        }
    }
    return taken->most;
}

void figures_count(struct figures *figures, const struct metrics_snapshot *counted)
{
    static const struct row {
        enum figure figure;
        enum metric metric;
    } rows[] = {
        {FIGURE_VALID, METRIC_VALID},
        {FIGURE_REJECTED, METRIC_REJECTED},
        {FIGURE_UNJUDGED, METRIC_UNJUDGED},
        {FIGURE_REDELIVERIES, METRIC_REDELIVERIES},
        {FIGURE_DELIVERED_AGAIN, METRIC_AGAIN},
        {FIGURE_FORWARDED, METRIC_FORWARDED},
        {FIGURE_DEAD_LETTERED, METRIC_DEAD_LETTERED},
        {FIGURE_PUBLISH_ERRORS, METRIC_PUBLISH_ERRORS},
        {FIGURE_RECONNECTS, METRIC_RECONNECTS},
    };
    const int64_t *values = counted->values;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        figures_set(figures, rows[i].figure, (double)values[rows[i].metric]);
    }
    /* One that couldn't be judged is rejected as well. */
    figures_set(figures, FIGURE_REJECTED,
                (double)(values[METRIC_REJECTED] + values[METRIC_UNJUDGED]));
    figures_set(figures, FIGURE_MESSAGES,
                (double)(values[METRIC_VALID] + values[METRIC_REJECTED] + values[METRIC_UNJUDGED]));
    figures_set(figures, FIGURE_PUSH_REFUSED,
                (double)(values[METRIC_PUSH_UNAUTHORIZED] + values[METRIC_PUSH_MALFORMED]));
    const struct histogram_snapshot *latency = &counted->histograms[HISTOGRAM_LATENCY];
    if (latency->count > 0) {
        figures_set(figures, FIGURE_LATENCY_MEAN, latency->sum / (double)latency->count);
        figures_set(figures, FIGURE_LATENCY_P99, percentile_99(latency));
        figures_set(figures, FIGURE_LATENCY_MAX, latency->most);
    }
}

void figures_share(struct figures *figures)
{
    for (unsigned i = 0; i < FIGURE_COUNT; i++) {
        const struct figure_row *row = figure_row((enum figure)i);
        if (row->kind == FIGURE_IS_SHARE && figures->is_known[row->whole] &&
            figures->is_known[row->part] && figures->values[row->whole] > 0) {
            figures_set(figures, (enum figure)i,
                        figures->values[row->part] / figures->values[row->whole]);
        }
    }
}

slice figures_told(struct arena *arena, const struct figures *figures, enum figure figure)
{
    const struct figure_row *row = figure_row(figure);
    double value = figures->values[figure];
    if (row->kind == FIGURE_IS_SHARE && figures->is_known[row->whole] &&
        figures->is_known[row->part]) {
        double whole = figures->values[row->whole];
        double part = figures->values[row->part];
        return whole > 0
                   ? arena_printf(arena, "%.0f of %.0f (%.1f %%)", part, whole, part / whole * 100)
                   : arena_printf(arena, "%.0f of %.0f", part, whole);
    }
    if (!figures->is_known[figure]) {
        return SLICE("–");
    }
    return row->kind == FIGURE_IS_SECONDS ? duration_written(arena, value)
           : row->kind == FIGURE_IS_SHARE ? arena_printf(arena, "%.1f %%", value * 100)
                                          : arena_printf(arena, "%.0f", value);
}
