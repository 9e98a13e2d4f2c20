/* Where in the file a stretch of a payload is best pointed at. */
#ifndef PAYLINT_RULE_PLACE_H
#define PAYLINT_RULE_PLACE_H

#include "rule/finding.h"

struct place {
    struct span span;
    uint32_t start; /* of the bytes in the payload; none: it isn't about any */
    uint32_t end;
    const struct trail *trail; /* of what stands there, newest step first; NULL: used in place */
};

/* The place of the bytes of `flat` from `start` up to `end` that are one JSON value or part of one.
 * A string that stands in the payload is pointed at with its quotes; one whose contents come from
 * elsewhere (a variable, an argument) where it comes from, as long as that is one place. */
struct place place_of(const struct flat_text *flat, uint32_t start, uint32_t end);

/* What is left of `trail` when its newest steps are those of `base`, in `*rest`; false where they
 * aren't. */
bool trail_beyond(const struct trail *trail, const struct trail *base, const struct trail **rest);

/* The steps of a trail, the oldest first, and a last one at the command. */
void place_trail(struct arena *arena, struct finding *finding, const struct place *place,
                 const struct payload *payload);

#endif
