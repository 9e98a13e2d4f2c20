/* "Did you mean …?": the known name that a misspelt one is most like. */
#ifndef PAYLINT_BASE_SUGGEST_H
#define PAYLINT_BASE_SUGGEST_H

#include "base/slice.h"

/* How many letters must be changed, added or left out to make `a` of `b`, whatever their case;
 * names longer than 64 bytes count as wholly different. */
size_t suggest_distance(slice a, slice b);

/* Whether a distance is small enough for `name` to be meant. */
bool suggest_is_close(size_t distance, slice name);

/* The names that were looked at for a misspelt one, and which of them is most like it. */
struct suggestion {
    slice wanted; /* the maker sets it */
    size_t distance;
    const void *closest; /* what has that name; NULL: none is close enough to be meant */
};

/* Looks at one more name, and what has it: it may be meant where it is close, or begins with what
 * was asked for. Of several that are as close the first is kept. */
void suggest_consider(struct suggestion *suggestion, slice name, const void *thing);

#endif
