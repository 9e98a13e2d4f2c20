/* Sets of members or items. */
#include "schema/evaluated.h"

void evaluated_start(struct evaluated *evaluated, struct arena *arena, uint32_t count)
{
    size_t words = ((size_t)count + 63) / 64;
    evaluated->words = words;
    if (words <= EVALUATED_INLINE) {
        memset(evaluated->room, 0, sizeof evaluated->room);
        evaluated->sure = evaluated->room;
    } else {
        evaluated->sure = ARENA_ARRAY(arena, uint64_t, 2 * words);
    }
    evaluated->maybe = evaluated->sure + words;
}

void evaluated_add(struct evaluated *evaluated, const struct evaluated *inner,
                   enum certainty certainty)
{
    for (size_t i = 0; i < inner->words && certainty != CERTAINTY_VIOLATES; i++) {
        evaluated->maybe[i] |= inner->maybe[i];
        evaluated->sure[i] |= certainty == CERTAINTY_VALID ? inner->sure[i] : 0;
    }
}
