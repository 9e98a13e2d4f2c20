/* "Did you mean …?": the known name that a misspelt one is most like. */
#ifndef PAYLINT_BASE_SUGGEST_H
#define PAYLINT_BASE_SUGGEST_H

#include "base/slice.h"

/* How many letters must be changed, added or left out to make `a` of `b`, whatever their case;
 * names longer than 64 bytes count as wholly different. */
size_t suggest_distance(slice a, slice b);

/* Whether a distance is small enough for `name` to be meant. */
bool suggest_is_close(size_t distance, slice name);

#endif
