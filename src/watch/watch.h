/* A run of paylint-watch: the parts put together, until a signal or the end of the input. */
#ifndef PAYLINT_WATCH_WATCH_H
#define PAYLINT_WATCH_WATCH_H

#include "watch/options.h"

/* Returns the exit status. */
int watch_run(const struct watch_options *options);

#endif
