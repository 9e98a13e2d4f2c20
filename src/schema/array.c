/* Judging arrays. In: an array that may grow. Out: a verdict.
 *
 * In an array that may grow, an item that is a hole may stand for several or none, and holes
 * between the items for more: then an item's index is only known to be at least the number of items
 * before it that are certain. */
#include "schema/judge.h"

/* Whether the item may stand for any number of them. */
static bool is_loose(const struct value *array, const struct value *item)
{
    return array->may_grow && item->kind == VALUE_HOLE;
}

static struct json_path item_path(uint32_t index)
{
    return (struct json_path){.index = index};
}

/* What isn't certain of a loose item: that it is there. */
static enum certainty loosen(enum certainty certainty)
{
    return certainty == CERTAINTY_VIOLATES ? CERTAINTY_UNKNOWN : certainty;
}

/* ---- prefixItems, items ---- */

/* An item that may stand at any index from `index` on. */
static enum certainty judge_movable(struct judging *judging, const struct array_rules *rules,
                                    const struct value *item, size_t index)
{
    enum certainty all = CERTAINTY_VALID;
    size_t count = 0;
    for (size_t i = index; i < rules->prefix.count; i++) {
        enum certainty one = judge_quietly(judging, rules->prefix.items[i], item, NULL);
        all = certainty_either(all, count++, one);
    }
    enum certainty rest =
        rules->rest ? judge_quietly(judging, rules->rest, item, NULL) : CERTAINTY_VALID;
    return certainty_either(all, count, rest);
}

static enum certainty judge_items_of_growing(struct judging *judging,
                                             const struct array_rules *rules,
                                             const struct value *value, struct evaluated *evaluated)
{
    enum certainty all = CERTAINTY_VALID;
    size_t index = 0;
    for (uint32_t i = 0; i < value->count; i++) {
        const struct value *item = &value->items[i];
        bool loose = is_loose(value, item);
        enum certainty one = judge_movable(judging, rules, item, index);
        one = loose ? loosen(one) : one;
        judge_tell(judging, one, item, "items", "is no such item as is due here");
        if (judge_add(judging, &all, one)) {
            return all;
        }
        evaluated_mark(evaluated, i, rules->rest && index >= rules->prefix.count);
        index += !loose;
    }
    bool any = !rules->rest || rules->rest->kind == NODE_TRUE;
    for (size_t i = 0; i < rules->prefix.count; i++) {
        any = any && rules->prefix.items[i]->kind == NODE_TRUE;
    }
    return any ? all : certainty_and(all, JUDGE_UNKNOWN(judging, value, "items"));
}

static enum certainty judge_items(struct judging *judging, const struct array_rules *rules,
                                  const struct value *value, struct evaluated *evaluated)
{
    enum certainty all = CERTAINTY_VALID;
    if (value->may_grow) {
        return judge_items_of_growing(judging, rules, value, evaluated);
    }
    for (uint32_t i = 0; i < value->count; i++) {
        const struct node *node = i < rules->prefix.count ? rules->prefix.items[i] : rules->rest;
        if (!node) {
            return all;
        }
        evaluated_mark(evaluated, i, true);
        if (judge_add(judging, &all, judge_child(judging, node, &value->items[i], item_path(i)))) {
            return all;
        }
    }
    return all;
}

/* ---- contains ---- */

static enum certainty judge_contains(struct judging *judging, const struct array_rules *rules,
                                     const struct value *value, struct evaluated *evaluated)
{
    uint64_t sure = 0;
    uint64_t maybe = 0;
    for (uint32_t i = 0; i < value->count; i++) {
        const struct value *item = &value->items[i];
        enum certainty one = judge_quietly(judging, rules->contains, item, NULL);
        one = is_loose(value, item) ? CERTAINTY_UNKNOWN : one;
        if (one != CERTAINTY_VIOLATES) {
            maybe++;
            sure += one == CERTAINTY_VALID;
            if (rules->contains_evaluates) {
                evaluated_mark(evaluated, i, one == CERTAINTY_VALID);
            }
        }
    }
    maybe = value->may_grow ? UINT64_MAX : maybe;
    if (maybe < rules->contains_least) {
        return rules->contains_least == 1
                   ? judge_tell(judging, CERTAINTY_VIOLATES, value, "contains",
                                "has no item of the kind that it must contain")
                   : judge_tell(judging, CERTAINTY_VIOLATES, value, "minContains",
                                "has fewer than %llu items of the kind that it must contain",
                                (unsigned long long)rules->contains_least);
    }
    if (sure > rules->contains_most) {
        return judge_tell(judging, CERTAINTY_VIOLATES, value, "maxContains",
                          "has more than %llu items of the kind that it must contain",
                          (unsigned long long)rules->contains_most);
    }
    bool all = sure >= rules->contains_least && maybe <= rules->contains_most;
    all = all || (sure >= rules->contains_least && rules->contains_most == UINT64_MAX);
    return all ? CERTAINTY_VALID : JUDGE_UNKNOWN(judging, value, "contains");
}

/* ---- uniqueItems ---- */

static enum certainty judge_pairs(struct judging *judging, const struct value *value)
{
    enum certainty all = CERTAINTY_VALID;
    for (uint32_t i = 0; i < value->count; i++) {
        for (uint32_t k = 0; k < i; k++) {
            const struct value *a = &value->items[i];
            const struct value *b = &value->items[k];
            enum certainty unique = certainty_not(value_equal(judging, a, b));
            if (!judge_step(judging)) {
                return CERTAINTY_UNKNOWN;
            }
            bool loose = is_loose(value, a) || is_loose(value, b);
            all = certainty_and(all, loose ? CERTAINTY_UNKNOWN : unique);
            if (all == CERTAINTY_VIOLATES) {
                return judge_tell(judging, all, value, "uniqueItems",
                                  "has the same item at %u and %u", (unsigned)k, (unsigned)i);
            }
        }
    }
    all = value->may_grow ? certainty_and(all, CERTAINTY_UNKNOWN) : all;
    return all == CERTAINTY_VALID ? all : JUDGE_UNKNOWN(judging, value, "uniqueItems");
}

/* Many items without holes: those of the same hash are compared. */
static enum certainty judge_hashed(struct judging *judging, const struct value *value)
{
    uint32_t size = 64;
    while (size / 2 < value->count && size < UINT32_C(1) << 31) {
        size *= 2;
    }
    uint32_t *table = ARENA_ARRAY(judging->arena, uint32_t, size);
    for (uint32_t i = 0; i < value->count; i++) {
        uint64_t hash = value_hash(&value->items[i]);
        uint32_t at = (uint32_t)(hash ^ hash >> 32) & (size - 1);
        for (; table[at]; at = (at + 1) & (size - 1)) {
            const struct value *other = &value->items[table[at] - 1];
            if (value_equal(judging, &value->items[i], other) == CERTAINTY_VALID) {
                return judge_tell(judging, CERTAINTY_VIOLATES, value, "uniqueItems",
                                  "has the same item at %u and %u", (unsigned)table[at] - 1,
                                  (unsigned)i);
            }
            if (!judge_step(judging)) {
                return CERTAINTY_UNKNOWN;
            }
        }
        table[at] = i + 1;
    }
    return CERTAINTY_VALID;
}

static enum certainty judge_unique(struct judging *judging, const struct value *value)
{
    enum { FEW = 12, COMPARED_MAX = 200 };
    if (value->count > COMPARED_MAX && value_has_holes(value)) {
        return JUDGE_UNKNOWN(judging, value, "uniqueItems");
    }
    return value->count <= FEW || value_has_holes(value) ? judge_pairs(judging, value)
                                                         : judge_hashed(judging, value);
}

/* ---- All of it ---- */

static enum certainty judge_count(struct judging *judging, const struct array_rules *rules,
                                  const struct value *value)
{
    uint64_t least = value->count;
    uint64_t most = value->may_grow ? UINT64_MAX : value->count;
    for (uint32_t i = 0; i < value->count; i++) {
        least -= value->may_grow && is_loose(value, &value->items[i]);
    }
    if (most < rules->least) {
        return judge_tell(judging, CERTAINTY_VIOLATES, value, "minItems",
                          "has fewer than %llu items", (unsigned long long)rules->least);
    }
    if (least > rules->most) {
        return judge_tell(judging, CERTAINTY_VIOLATES, value, "maxItems",
                          "has more than %llu items", (unsigned long long)rules->most);
    }
    return least >= rules->least && most <= rules->most ? CERTAINTY_VALID
                                                        : JUDGE_UNKNOWN(judging, value, "items");
}

enum certainty judge_array(struct judging *judging, const struct array_rules *rules,
                           const struct value *value, struct evaluated *evaluated)
{
    enum certainty all = CERTAINTY_VALID;
    if ((rules->least > 0 || rules->most < UINT64_MAX) &&
        judge_add(judging, &all, judge_count(judging, rules, value))) {
        return all;
    }
    if ((rules->rest || rules->prefix.count > 0) &&
        judge_add(judging, &all, judge_items(judging, rules, value, evaluated))) {
        return all;
    }
    if (rules->contains &&
        judge_add(judging, &all, judge_contains(judging, rules, value, evaluated))) {
        return all;
    }
    if (rules->unique) {
        judge_add(judging, &all, judge_unique(judging, value));
    }
    return all;
}

enum certainty judge_unevaluated_items(struct judging *judging, const struct array_rules *rules,
                                       const struct value *value, struct evaluated *evaluated)
{
    enum certainty all = CERTAINTY_VALID;
    const struct node *node = rules->unevaluated;
    for (uint32_t i = 0; node && i < value->count; i++) {
        const struct value *item = &value->items[i];
        if (evaluated_surely(evaluated, i)) {
            continue;
        }
        bool maybe = evaluated_maybe(evaluated, i) || is_loose(value, item);
        enum certainty one = maybe ? loosen(judge_quietly(judging, node, item, NULL))
                                   : judge_child(judging, node, item, item_path(i));
        if (maybe) {
            judge_tell(judging, one, item, "unevaluatedItems", "%s", "");
        }
        judge_add(judging, &all, one);
        evaluated_mark(evaluated, i, true);
    }
    bool grows = node && node->kind != NODE_TRUE && value->may_grow;
    return grows ? certainty_and(all, JUDGE_UNKNOWN(judging, value, "unevaluatedItems")) : all;
}
