/* Counts what was judged and prints it. */
#ifndef PAYLINT_DIFFERENTIAL_REPORT_H
#define PAYLINT_DIFFERENTIAL_REPORT_H

#include "base/buffer.h"
#include "judge.h"

#include <stdint.h>

struct reason {
    slice text;
    size_t ids, syntax, missed;
};

struct report {
    struct arena *arena;
    uint64_t seed;
    size_t scripts, messages, outside;
    size_t bad_ids, bad_ids_found, malformed, malformed_found;
    size_t faults[FAULT_COUNT];
    size_t kept[FAULT_COUNT]; /* scripts saved */
    VECTOR(struct reason) reasons;
};

struct report *report_new(struct arena *arena, uint64_t seed);

/* Adds one script's judgement and prints its faults. */
void report_add(struct report *report, uint64_t index, const struct judgement *judgement);

/* Prints the table of what is unknown and the figures, and a line `ok` or `not ok` for each thing
 * that must hold. Returns whether all do. */
bool report_print(struct report *report);

#endif
