/* Looking something up: what a command prints, or what a file holds. */
#ifndef PAYLINT_LIVE_CHECKPOINT_LOOKUP_H
#define PAYLINT_LIVE_CHECKPOINT_LOOKUP_H

#include "rule/watch_settings.h"

/* Runs the command without a shell, in this process's environment, with nothing on its standard
 * input, or reads the file. NULL where `*output` is what it printed and it ended with 0; else why
 * not, with the first line of what it said on standard error. After `seconds` it is killed, with
 * all that it started. */
const char *lookup_take(struct arena *arena, const struct watch_lookup *lookup, uint64_t seconds,
                        slice *output);

#endif
