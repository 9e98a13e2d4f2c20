/* What `paylint check --fix` makes of scripts, held against what bash makes of them. */
#ifndef PAYLINT_DIFFERENTIAL_FIXES_H
#define PAYLINT_DIFFERENTIAL_FIXES_H

#include "judge.h"

struct fix_mode {
    bool takes_unsafe;        /* also fixes that aren't safe */
    bool shares_destinations; /* several commands of a script may send to the same one */
};

/* What was tried on one script. */
struct fix_trial {
    slice before;  /* the script */
    slice after;   /* as --fix leaves it */
    slice again;   /* as a second --fix leaves that */
    slice patched; /* as `git apply` makes it of what --diff prints; as `after` without git */
    struct prediction told;     /* findings before, */
    struct prediction left;     /* and after, also those that are unknown */
    size_t withdrawn;           /* fixes */
    size_t compared;            /* messages that were right and are held byte for byte */
    size_t unsteady;            /* those that differ from run to run by themselves */
    struct judgement judgement; /* only its faults */
};

/* Tries scripts 0 … count - 1. */
void fixes_try(struct arena *arena, const struct world *world, struct fix_mode mode,
               const slice *texts, size_t count, struct fix_trial *trials);

/* Judges one script whose fixed form sent `after` where the script sent `before`; NULL: whatever
 * else has changed was to. False where something else has, unless it does so by itself. */
bool fixes_judge(struct arena *arena, struct fix_trial *trial, struct fix_mode mode,
                 const struct messages before[RUNS], const struct messages after[RUNS]);
/* Judges that, as the script sent `once_more` when it was run again. */
void fixes_judge_again(struct arena *arena, struct fix_trial *trial,
                       const struct messages before[RUNS], const struct messages once_more[RUNS],
                       const struct messages after[RUNS]);

/* Takes note of a fault. */
void fixes_blame(struct arena *arena, struct fix_trial *trial, enum fault_kind kind, slice text);

/* A finding that --fix has put right: it was told before and isn't any more. */
bool fixes_mended(const struct fix_trial *trial, const struct predicted_finding *finding);

/* ---- Figures ---- */

struct fix_report {
    uint64_t seed;
    bool takes_unsafe;
    size_t scripts, changed, findings, mended, safe_left, unsafe, withdrawn, none;
    size_t compared, unsteady;
    size_t faults[FAULT_COUNT];
};

/* Counts a script, called `name`, and prints its faults. */
void fix_report_add(struct fix_report *report, const char *name, const struct fix_trial *trial);
/* Prints figures and a line `ok` or `not ok` for each thing that must hold; whether all do. */
bool fix_report_print(const struct fix_report *report);

#endif
