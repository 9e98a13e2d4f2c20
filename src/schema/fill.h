/* Fillings: the value as it would be if its holes held this or that. What can't be proved is tried:
 * each of the literals that a hole may be, and samples of its shape. */
#ifndef PAYLINT_SCHEMA_FILL_H
#define PAYLINT_SCHEMA_FILL_H

#include "schema/judge.h"

enum { FILLED_HOLES_MAX = 64 };

/* What some holes hold. */
struct filling {
    struct {
        const struct hole *hole;
        size_t count; /* how many samples there are */
        size_t index; /* which of them it holds */
    } holes[FILLED_HOLES_MAX];
    size_t count;
};

/* Which holes are filled. */
enum filling_kind {
    FILLING_LISTED,  /* those that are one of some literals: each filling that there is, is tried */
    FILLING_SAMPLED, /* those that the script itself fills */
};

/* The holes of `value` that can be filled so. */
struct filling filling_of(const struct value *value, enum filling_kind kind);
/* The `number`th combination; false where there are no more. */
bool filling_set(struct filling *filling, size_t number);
/* How many there are; SIZE_MAX for very many. */
size_t filling_count(const struct filling *filling);

enum fill_status {
    FILL_DONE,
    FILL_NONE,    /* a key would occur twice: there is no such filling */
    FILL_UNKNOWN, /* it isn't a value of the same structure any more */
};

/* The value so filled; what isn't touched is shared. Each value keeps its place. */
enum fill_status value_fill(struct arena *arena, const struct value *value,
                            const struct filling *filling, struct value *filled);

/* The hole's `index`th sample, as what it says in a string. */
bool hole_sample(const struct hole *hole, size_t index, slice *sample);

/* The value with, of members of the same key, only the last; itself where there are none. */
const struct value *value_without_duplicates(struct arena *arena, const struct value *value);

#endif
