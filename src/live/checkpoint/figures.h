/* The figures of a report: what a run has come to, by the names that criteria have for it. */
#ifndef PAYLINT_LIVE_CHECKPOINT_FIGURES_H
#define PAYLINT_LIVE_CHECKPOINT_FIGURES_H

#include "live/metrics.h"
#include "rule/criterion.h"

struct figures {
    bool is_known[FIGURE_COUNT];
    double values[FIGURE_COUNT];
};

void figures_set(struct figures *figures, enum figure figure, double value);

/* Fills in what was counted, from the start of the run on. */
void figures_count(struct figures *figures, const struct metrics_snapshot *counted);
/* Fills in the shares whose parts are known; a share of nothing isn't. */
void figures_share(struct figures *figures);

/* For people: "12", "10 of 18 (55.6 %)", "1 h 32 min"; "–" where it isn't known. */
slice figures_told(struct arena *arena, const struct figures *figures, enum figure figure);

#endif
