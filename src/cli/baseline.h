/* Baselines: findings that were there before, and are not told again.
 *
 * A finding is known again by its path (relative to the baseline's folder), rule, message and the
 * text of its line, so that it may move; of equal ones as many are left out as there were. */
#ifndef PAYLINT_CLI_BASELINE_H
#define PAYLINT_CLI_BASELINE_H

#include "base/error_sink.h"
#include "rule/finding.h"

struct baseline;

/* NULL, and told to the errors, where the file can't be read or is no baseline. Everything lives in
 * `arena`. */
struct baseline *baseline_read(struct arena *arena, const char *path, struct error_sink *errors);

/* Whether the finding is one of the baseline's that haven't been taken. */
bool baseline_has(struct baseline *baseline, const struct finding *finding);
/* The same, and takes it: each is counted once. */
bool baseline_takes(struct baseline *baseline, const struct finding *finding);

/* Writes a baseline of the findings. False, and told to the errors, where it can't be written. */
bool baseline_write(struct arena *arena, const char *path, const struct findings *findings,
                    struct error_sink *errors);

#endif
