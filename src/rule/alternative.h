/* One alternative of a payload at work; shared by the files that check it. */
#ifndef PAYLINT_RULE_ALTERNATIVE_H
#define PAYLINT_RULE_ALTERNATIVE_H

#include "rule/check.h"
#include "rule/place.h"

/* What one rule says of one alternative at one pointer. Verdicts of the alternatives are merged:
 * only what all of them send wrong is certain. */
struct hit {
    slice pointer;
    struct verdict verdict;
    struct place place;
    slice message; /* where it is certain */
    slice maybe;   /* where another alternative is right; data NULL: the same */
    slice label;
};

struct hits {
    struct hit *items;
    size_t count;
    size_t capacity;
};

struct alternative {
    const struct payload *payload;
    struct flat_text flat;
    struct json_document document;
};

/* Each adds what `rule` says of the alternative, CERTAINTY_VALID too. */
void check_schema_rule(const struct checking *checking, const struct rule *rule,
                       const struct alternative *alternative, struct hits *hits);
void check_syntax_rule(const struct checking *checking, const struct rule *rule,
                       const struct alternative *alternative, struct hits *hits);
void check_unexpanded_rule(const struct checking *checking, const struct rule *rule,
                           const struct alternative *alternative, struct hits *hits);

/* The bytes for people: control characters escaped, cut where they are long. */
slice bytes_shown(struct arena *arena, slice bytes);

#endif
