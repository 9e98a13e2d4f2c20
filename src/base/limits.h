/* What one file may take. Users set limits by --limit NAME=VALUE and by "limits" in paylint.json;
 * docs/limits.md says what each is for. A budget is what is left of them while a file is read. */
#ifndef PAYLINT_BASE_LIMITS_H
#define PAYLINT_BASE_LIMITS_H

#include "base/arena.h"

#include <stdint.h>

enum limit {
    LIMIT_SIZE,   /* bytes of the file: a larger one isn't read */
    LIMIT_STEPS,  /* commands of a script that are followed, loops and calls unrolled */
    LIMIT_MEMORY, /* bytes that following a script takes */
    LIMIT_TIME,   /* milliseconds that a file takes */
    LIMIT_DEPTH,  /* of commands inside commands; of no file but an odd one, so that none sets it */
};
enum { LIMIT_COUNT = LIMIT_TIME + 1 };

/* 0: not set. */
struct limits {
    uint64_t values[LIMIT_COUNT];
};

/* "size"; NULL behind the last. */
const char *limit_name(size_t index);
/* What values of it look like, for people. */
const char *limit_values(enum limit limit);
/* The limit of that name; false where there is none. */
bool limit_find(slice name, enum limit *limit);
/* Reads "200000", "16M" (K, M, G are powers of 1024) or, of time, "10", "2.5s" or "500ms". False
 * where that is no such value, 0, or more than the limit can be. */
bool limit_read(enum limit limit, slice value, uint64_t *number);

/* What is set in `over` counts, else what is set in `under`. */
struct limits limits_merge(const struct limits *over, const struct limits *under);
/* What is set, else what holds then. Of LIMIT_MEMORY that depends on the script's length. */
uint64_t limits_get(const struct limits *limits, enum limit limit, size_t length);

struct budget {
    struct limits limits;
    const struct arena *arena;
    uint64_t deadline; /* milliseconds of a clock that nobody sets */
    uint64_t steps_end;
    uint64_t steps;
    size_t memory_end; /* of the arena */
    bool is_late;
    enum limit spent; /* where the latest question was answered by true */
};

/* Time runs from here on. */
struct budget budget_new(const struct limits *limits, const struct arena *arena);
/* A script of `length` bytes comes next: steps and memory count from here on. */
void budget_begin_script(struct budget *budget, size_t length);
/* Whether one step more is too much. */
bool budget_step_is_too_much(struct budget *budget);
/* Whether memory is, by itself. */
bool budget_memory_is_spent(struct budget *budget);
bool budget_is_late(struct budget *budget);
/* Whether as much time again has gone by: what was found until then can be looked at in it. */
bool budget_is_twice_late(struct budget *budget);
/* "more than 200000 commands are run (--limit steps=N sets how many)" */
slice budget_told(const struct budget *budget, struct arena *arena, size_t length);

#endif
