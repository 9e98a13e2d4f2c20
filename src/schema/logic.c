/* Judging by several schemas at once. In: a value. Out: a verdict, by Kleene's logic. */
#include "schema/judge.h"

/* A set of its own for a schema that may fail without the value failing; NULL where nobody asks. */
static struct evaluated *evaluated_aside(struct judging *judging, const struct value *value,
                                         const struct evaluated *evaluated, struct evaluated *room)
{
    if (!evaluated) {
        return NULL;
    }
    evaluated_start(room, judging->arena, value->count);
    return room;
}

static enum certainty judge_aside(struct judging *judging, const struct node *node,
                                  const struct value *value, struct evaluated *evaluated)
{
    struct evaluated room;
    struct evaluated *inner = evaluated_aside(judging, value, evaluated, &room);
    enum certainty certainty = judge_quietly(judging, node, value, inner);
    if (inner) {
        evaluated_add(evaluated, inner, certainty);
    }
    return certainty;
}

static enum certainty judge_all_of(struct judging *judging, const struct node_list *list,
                                   const struct value *value, struct evaluated *evaluated)
{
    enum certainty all = CERTAINTY_VALID;
    for (size_t i = 0; i < list->count; i++) {
        if (judge_add(judging, &all, judge_node(judging, list->items[i], value, evaluated))) {
            return all;
        }
    }
    return all;
}

/* ---- anyOf, oneOf ---- */

/* Where a single alternative goes wrong inside the value, and the others with the value as such, it
 * is the one that was meant: its problems say more than that none fits. */
static bool tell_meant(struct judging *judging, const struct node_list *list,
                       const struct value *value)
{
    struct schema_problems *problems = judging->problems;
    const struct node *meant = NULL;
    size_t before = problems->count;
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        bool inside = true;
        judge_node(judging, list->items[i], value, NULL);
        for (size_t k = before; k < problems->count; k++) {
            inside = inside && problems->items[k].start > value->start;
        }
        problems->count = before;
        count += inside;
        meant = inside ? list->items[i] : meant;
    }
    if (count != 1) {
        return false;
    }
    judge_node(judging, meant, value, NULL);
    return problems->count > before;
}

static enum certainty tell_alternatives(struct judging *judging, enum certainty certainty,
                                        const struct node_list *list, const struct value *value,
                                        const char *keyword)
{
    enum { TRIED_MAX = 32, STEPS_MAX = 10000 };
    if (!judging->problems || certainty == CERTAINTY_VALID) {
        return certainty;
    }
    if (certainty == CERTAINTY_VIOLATES && list->count <= TRIED_MAX && judging->steps < STEPS_MAX &&
        judging->problems->count < SCHEMA_PROBLEMS_MAX / 2 && tell_meant(judging, list, value)) {
        return certainty;
    }
    return judge_tell(judging, certainty, value, keyword, "fits none of the %zu alternatives",
                      list->count);
}

static enum certainty judge_any_of(struct judging *judging, const struct node_list *list,
                                   const struct value *value, struct evaluated *evaluated)
{
    enum certainty any = CERTAINTY_VIOLATES;
    for (size_t i = 0; i < list->count; i++) {
        enum certainty one = judge_aside(judging, list->items[i], value, evaluated);
        if (one == CERTAINTY_VALID && !evaluated) {
            return one;
        }
        any = any == CERTAINTY_VALID || one == CERTAINTY_VIOLATES ? any : one;
    }
    return tell_alternatives(judging, any, list, value, "anyOf");
}

static enum certainty judge_one_of(struct judging *judging, const struct node_list *list,
                                   const struct value *value, struct evaluated *evaluated)
{
    size_t sure = 0;
    size_t maybe = 0;
    for (size_t i = 0; i < list->count; i++) {
        enum certainty one = judge_aside(judging, list->items[i], value, evaluated);
        sure += one == CERTAINTY_VALID;
        maybe += one == CERTAINTY_UNKNOWN;
        if (sure > 1) {
            return judge_tell(judging, CERTAINTY_VIOLATES, value, "oneOf",
                              "fits more than one of the %zu alternatives", list->count);
        }
    }
    enum certainty certainty = maybe > 0   ? CERTAINTY_UNKNOWN
                               : sure == 1 ? CERTAINTY_VALID
                                           : CERTAINTY_VIOLATES;
    return tell_alternatives(judging, certainty, list, value, "oneOf");
}

/* ---- not, if ---- */

static enum certainty judge_not(struct judging *judging, const struct node *negated,
                                const struct value *value)
{
    enum certainty certainty = certainty_not(judge_quietly(judging, negated, value, NULL));
    return judge_tell(judging, certainty, value, "not", "is what it must not be");
}

static enum certainty judge_either(struct judging *judging, const struct logic_rules *logic,
                                   const struct value *value, struct evaluated *evaluated)
{
    const struct node *ways[] = {logic->then, logic->otherwise};
    enum certainty all = CERTAINTY_VALID;
    for (size_t i = 0; i < 2; i++) {
        struct evaluated room;
        struct evaluated *inner = evaluated_aside(judging, value, evaluated, &room);
        enum certainty one =
            ways[i] ? judge_quietly(judging, ways[i], value, inner) : CERTAINTY_VALID;
        all = certainty_either(all, i, one);
        if (inner) {
            /* Whether it is this way isn't known. */
            evaluated_add(evaluated, inner, one == CERTAINTY_VIOLATES ? one : CERTAINTY_UNKNOWN);
        }
    }
    return judge_tell(judging, all, value, "if", "is wrong whether or not the condition holds");
}

static enum certainty judge_if(struct judging *judging, const struct logic_rules *logic,
                               const struct value *value, struct evaluated *evaluated)
{
    enum certainty condition = judge_aside(judging, logic->condition, value, evaluated);
    if (condition == CERTAINTY_UNKNOWN) {
        return judge_either(judging, logic, value, evaluated);
    }
    const struct node *due = condition == CERTAINTY_VALID ? logic->then : logic->otherwise;
    return due ? judge_node(judging, due, value, evaluated) : CERTAINTY_VALID;
}

/* ---- References ---- */

/* The outermost resource that has the anchor decides (Core, section 8.2.3.2). */
static const struct node *dynamic_target(const struct judging *judging,
                                         const struct logic_rules *logic)
{
    const struct node *target = logic->dynamic;
    if (!logic->dynamic_name.data) {
        return target;
    }
    for (const struct scope *scope = judging->scope; scope; scope = scope->outer) {
        const struct node *node = map_get(scope->resource->dynamic_nodes, logic->dynamic_name);
        target = node ? node : target;
    }
    return target;
}

enum certainty judge_logic(struct judging *judging, const struct node *node,
                           const struct value *value, struct evaluated *evaluated)
{
    const struct logic_rules *logic = node->logic;
    enum certainty all = CERTAINTY_VALID;
    if ((logic->reference &&
         judge_add(judging, &all, judge_node(judging, logic->reference, value, evaluated))) ||
        (logic->dynamic &&
         judge_add(judging, &all,
                   judge_node(judging, dynamic_target(judging, logic), value, evaluated))) ||
        judge_add(judging, &all, judge_all_of(judging, &logic->all, value, evaluated)) ||
        (logic->any.count > 0 &&
         judge_add(judging, &all, judge_any_of(judging, &logic->any, value, evaluated))) ||
        (logic->one.count > 0 &&
         judge_add(judging, &all, judge_one_of(judging, &logic->one, value, evaluated))) ||
        (logic->negated && judge_add(judging, &all, judge_not(judging, logic->negated, value)))) {
        return all;
    }
    if (logic->condition) {
        judge_add(judging, &all, judge_if(judging, logic, value, evaluated));
    }
    return all;
}
