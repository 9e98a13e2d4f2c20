/* Judging by compiled schemas: what the files of this folder share while they do so.
 *
 * Inside, a judgement is CERTAINTY_VALID (so is every filling of the value's holes),
 * CERTAINTY_VIOLATES (so is none) or CERTAINTY_UNKNOWN: the three values of Kleene's logic. That
 * some filling is wrong is found afterwards, by judging fillings (fill.h).
 *
 * A filling of an object's holes repeats no key: what duplicate keys mean is no schema's business.
 */
#ifndef PAYLINT_SCHEMA_JUDGE_H
#define PAYLINT_SCHEMA_JUDGE_H

#include "schema/evaluated.h"
#include "schema/node.h"

/* The resources that were entered on the way to the present schema. */
struct scope {
    const struct scope *outer;
    const struct resource *resource;
};

struct judging {
    struct arena *arena;
    const struct schema *schema;
    const struct flat_text *flat;     /* that the value was read from; or NULL */
    struct schema_problems *problems; /* NULL: nothing is told, and the first violation ends it */
    const struct json_path *path;     /* from the root to the value at hand */
    const struct scope *scope;
    uint32_t depth;
    uint32_t steps;
    bool given_up; /* it is too deep or costs too much: all is unknown */
};

/* Judges by a schema. `evaluated`, which may be NULL, gathers the members or items of `value` that
 * some keyword has looked at. */
enum certainty judge_node(struct judging *judging, const struct node *node,
                          const struct value *value, struct evaluated *evaluated);
/* The same, but nothing is told of it: whether it matters isn't known yet. */
enum certainty judge_quietly(struct judging *judging, const struct node *node,
                             const struct value *value, struct evaluated *evaluated);
/* Judges a member's or an item's value, one step further along the path. */
static inline enum certainty judge_child(struct judging *judging, const struct node *node,
                                         const struct value *value, struct json_path path)
{
    if (node->kind == NODE_TRUE) {
        return CERTAINTY_VALID;
    }
    const struct json_path *outer = judging->path;
    path.outer = outer;
    judging->path = &path;
    enum certainty certainty = judge_node(judging, node, value, NULL);
    judging->path = outer;
    return certainty;
}

/* Schemas that try everything twice at each level, and the like, are given up after this many
 * steps. */
enum { JUDGE_STEPS_MAX = 20000000 };

/* Counts one; false: it is given up. */
static inline bool judge_step(struct judging *judging)
{
    judging->given_up |= ++judging->steps > JUDGE_STEPS_MAX;
    return !judging->given_up;
}

/* The groups. */
enum certainty judge_number(struct judging *judging, const struct number_rules *rules,
                            const struct value *value);
enum certainty judge_string(struct judging *judging, const struct string_rules *rules,
                            const struct value *value);
enum certainty judge_array(struct judging *judging, const struct array_rules *rules,
                           const struct value *value, struct evaluated *evaluated);
enum certainty judge_object(struct judging *judging, const struct object_rules *rules,
                            const struct value *value, struct evaluated *evaluated);
enum certainty judge_values(struct judging *judging, const struct value_rules *rules,
                            const struct value *value);
enum certainty judge_logic(struct judging *judging, const struct node *node,
                           const struct value *value, struct evaluated *evaluated);
enum certainty judge_unevaluated_items(struct judging *judging, const struct array_rules *rules,
                                       const struct value *value, struct evaluated *evaluated);
enum certainty judge_unevaluated_members(struct judging *judging, const struct object_rules *rules,
                                         const struct value *value, struct evaluated *evaluated);
/* A value that is a hole: by what is known of it. */
enum certainty judge_hole(struct judging *judging, const struct node *node,
                          const struct value *value);
/* The types of a value of this kind: of a number both; of a hole none. */
unsigned kind_types(enum value_kind kind);
/* The types that such a value may have; TYPE_ANY where nothing is known. */
unsigned hole_types(const struct value *value);

/* Tells what is wrong or unknown with `value` by that keyword, and returns `certainty`. The reason
 * has the value as its subject; of what is unknown there is none. */
enum certainty judge_tell(struct judging *judging, enum certainty certainty,
                          const struct value *value, const char *keyword, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
#define JUDGE_UNKNOWN(judging, value, keyword) \
    judge_tell((judging), CERTAINTY_UNKNOWN, (value), (keyword), "%s", "")

/* ---- Kleene's logic ---- */

static inline enum certainty certainty_and(enum certainty a, enum certainty b)
{
    return a == CERTAINTY_VIOLATES || b == CERTAINTY_VIOLATES ? CERTAINTY_VIOLATES
           : a == CERTAINTY_UNKNOWN || b == CERTAINTY_UNKNOWN ? CERTAINTY_UNKNOWN
                                                              : CERTAINTY_VALID;
}

static inline enum certainty certainty_not(enum certainty a)
{
    return a == CERTAINTY_VALID      ? CERTAINTY_VIOLATES
           : a == CERTAINTY_VIOLATES ? CERTAINTY_VALID
                                     : CERTAINTY_UNKNOWN;
}

static inline enum certainty certainty_of(bool valid)
{
    return valid ? CERTAINTY_VALID : CERTAINTY_VIOLATES;
}

/* Joins what is known of one of several ways that it may go, `*all` being what is known of those
 * before (`count` of them). */
static inline enum certainty certainty_either(enum certainty all, size_t count, enum certainty one)
{
    return count == 0 || all == one ? one : CERTAINTY_UNKNOWN;
}

/* Adds one more judgement that must hold; true: the rest needn't be looked at. */
static inline bool judge_add(const struct judging *judging, enum certainty *all, enum certainty one)
{
    *all = certainty_and(*all, one);
    return *all == CERTAINTY_VIOLATES && !judging->problems;
}

/* ---- equal.c ---- */

/* Whether two values are the same JSON (Core, section 4.2.2): CERTAINTY_VALID, CERTAINTY_VIOLATES:
 * never, or CERTAINTY_UNKNOWN. */
enum certainty value_equal(struct judging *judging, const struct value *a, const struct value *b);
enum certainty string_equal(struct judging *judging, const struct string_value *a,
                            const struct string_value *b);
/* The same for equal values without holes. */
uint64_t value_hash(const struct value *value);
bool value_has_holes(const struct value *value);

/* ---- witness.c ---- */

/* The bytes of a value for people; of a string, what it says. Holes are filled by samples, or shown
 * as "…". */
slice value_witness(struct arena *arena, const struct value *value, const struct flat_text *flat);
/* A hole in it that is from outside, or any hole, or NULL. */
const struct hole *value_hole(const struct value *value, const struct flat_text *flat);
/* The bytes with each hole filled by its `index`th sample. Where a hole has none it is shown as
 * "…", `*depends` is set to it, and false returned. */
bool string_fill(struct arena *arena, const struct string_value *string, size_t index,
                 slice *filled, const struct hole **depends);

#endif
