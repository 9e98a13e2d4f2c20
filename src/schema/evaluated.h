/* Which members or items of one value some keyword has looked at, for unevaluatedProperties and
 * unevaluatedItems. Whether it has may not be known: each is surely, maybe or not evaluated. */
#ifndef PAYLINT_SCHEMA_EVALUATED_H
#define PAYLINT_SCHEMA_EVALUATED_H

#include "schema/schema.h"

enum { EVALUATED_INLINE = 4 };

struct evaluated {
    uint64_t *sure;
    uint64_t *maybe; /* all that `sure` has, and more */
    size_t words;
    uint64_t room[2 * EVALUATED_INLINE]; /* for values of usual size */
};

/* None of `count`. It must not be moved afterwards. */
void evaluated_start(struct evaluated *evaluated, struct arena *arena, uint32_t count);
/* Adds what a schema has looked at, which holds as that certainty says. */
void evaluated_add(struct evaluated *evaluated, const struct evaluated *inner,
                   enum certainty certainty);

/* NULL: nobody asks. */
static inline void evaluated_mark(struct evaluated *evaluated, uint32_t index, bool sure)
{
    if (evaluated) {
        uint64_t bit = (uint64_t)1 << index % 64;
        evaluated->maybe[index / 64] |= bit;
        evaluated->sure[index / 64] |= sure ? bit : 0;
    }
}

static inline bool evaluated_surely(const struct evaluated *evaluated, uint32_t index)
{
    return evaluated->sure[index / 64] >> index % 64 & 1;
}

static inline bool evaluated_maybe(const struct evaluated *evaluated, uint32_t index)
{
    return evaluated->maybe[index / 64] >> index % 64 & 1;
}

#endif
