/* Running another program. */
#ifndef PAYLINT_BASE_PROCESS_H
#define PAYLINT_BASE_PROCESS_H

#include "base/arena.h"

struct process_result {
    const char *why; /* it can't be run; NULL where it ran */
    int status;      /* what it exited with; 128 and the signal's number where a signal ended it */
    slice out;       /* what it wrote to standard output */
    slice err;       /* and to standard error, which ends with a NUL behind the slice */
};

/* Runs argv[0], looked for in PATH, without a shell, and waits for it. Standard input is empty;
 * `environment` as environ(7). What it writes lives in `arena`, all of it. */
struct process_result process_run(struct arena *arena, const char *const *argv,
                                  char *const *environment);

#endif
