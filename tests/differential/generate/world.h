/* The throw-away folder that scripts run in: stubs, a few real programs, and nothing else. */
#ifndef PAYLINT_DIFFERENTIAL_WORLD_H
#define PAYLINT_DIFFERENTIAL_WORLD_H

#include "message.h"

enum { RUNS = 2, LANES = 2 };

struct world {
    const char *folder;
    const char *scripts; /* where in it scripts stand */
    const char *bash;
    const char *paylint;
    const char *git; /* NULL where there is none */
    bool is_steady;  /* what is made at random is always the same, so that runs can be compared */
};

/* Makes the folder; `stub` is the program of stub.c. Ends the program where it can't. */
void world_make(struct arena *arena, struct world *world, const char *stub, const char *paylint);
void world_remove(const struct world *world);

/* Where the script `index` of a batch stands. */
slice world_script_path(struct arena *arena, const struct world *world, size_t index);
void world_write_script(struct arena *arena, const struct world *world, size_t index, slice text);
slice world_read_script(struct arena *arena, const struct world *world, size_t index);

/* Runs scripts 0 … count - 1 under bash, each RUNS times in different environments, two at a time;
 * each has a few seconds. `sent[index * RUNS + run]` is what it sent. */
void world_run(struct arena *arena, const struct world *world, size_t count, struct messages *sent);

/* What `WORDS… SCRIPT…` prints about scripts `first` … `first + count - 1`, and what it complains
 * of; its exit status, or -1 where it was killed. The first of the words is the program's path. */
int world_ask(struct arena *arena, const struct world *world, const char *const *words,
              size_t first, size_t count, slice *output, slice *errors);

void world_write_file(const char *path, slice text);
/* A whole file, or nothing where there is none. */
slice world_read_file(struct arena *arena, const char *path);

#endif
