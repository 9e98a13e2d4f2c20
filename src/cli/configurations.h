/* Which configuration each file is checked by. */
#ifndef PAYLINT_CLI_CONFIGURATIONS_H
#define PAYLINT_CLI_CONFIGURATIONS_H

#include "rule/configuration.h"

struct configurations;

/* `named`: the file that --config names, or NULL for the nearest paylint.json upwards from each
 * file; `none`: no file at all. Free with `configurations_free`. */
struct configurations *configurations_new(const char *named, bool none, struct error_sink *errors);
void configurations_free(struct configurations *configurations);

/* The configuration of the file at `path`, and, in `*relative`, its path as globs see it; both live
 * as long as `configurations`. A path that doesn't exist counts from the working folder.
 * Threads may ask at once. */
const struct configuration *configurations_of(struct configurations *configurations,
                                              const char *path, slice *relative);

/* Whether another one would be read now: a file that one was read from, or a paylint.json that was
 * looked for, is not as it was. */
bool configurations_are_stale(const struct configurations *configurations);

/* The built-in rules, and, of all configurations read so far, those that have been added. */
struct rule_set configurations_rules(const struct configurations *configurations,
                                     struct arena *arena);

#endif
