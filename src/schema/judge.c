/* Judging one value by one schema. In: a node and a value. Out: whether all, none or some fillings
 * of the value are valid, and what is wrong. */
#include "schema/judge.h"

/* A schema that refers to itself without end is given up. */
enum { DEPTH_MAX = 3000 };

const char *certainty_name(enum certainty certainty)
{
    static const char *const names[] = {"valid", "violates", "may-violate", "unknown"};
    return names[certainty];
}

/* ---- Telling ---- */

enum certainty judge_tell(struct judging *judging, enum certainty certainty,
                          const struct value *value, const char *keyword, const char *format, ...)
{
    struct schema_problems *problems = judging->problems;
    if (!problems || problems->count >= SCHEMA_PROBLEMS_MAX || certainty == CERTAINTY_VALID) {
        return certainty;
    }
    struct arena *arena = judging->arena;
    struct schema_problem problem = {
        .certainty = certainty,
        .pointer = json_path_pointer(arena, judging->path),
        .start = value->start,
        .end = value->end,
        .keyword = slice_from(keyword),
    };
    if (certainty == CERTAINTY_UNKNOWN) {
        problem.hole = value_hole(value, judging->flat);
        problem.reason = problem.hole ? problem.hole->from : SLICE("something not known");
    } else {
        va_list arguments;
        va_start(arguments, format);
        problem.reason = arena_vprintf(arena, format, arguments);
        va_end(arguments);
        problem.witness = value_witness(arena, value, judging->flat);
        problem.hole = value->string.hole_count > 0 ? value_hole(value, judging->flat) : NULL;
    }
    VECTOR_PUSH(arena, problems, problem);
    return certainty;
}

/* ---- Types ---- */

static const char *kind_phrase(enum value_kind kind)
{
    static const char *const phrases[] = {
        [VALUE_NULL] = "is null",       [VALUE_BOOLEAN] = "is a boolean",
        [VALUE_NUMBER] = "is a number", [VALUE_STRING] = "is a string",
        [VALUE_ARRAY] = "is an array",  [VALUE_OBJECT] = "is an object",
        [VALUE_HOLE] = "is a number",
    };
    return phrases[kind];
}

unsigned kind_types(enum value_kind kind)
{
    static const unsigned types[] = {
        [VALUE_NULL] = TYPE_NULL,
        [VALUE_BOOLEAN] = TYPE_BOOLEAN,
        [VALUE_NUMBER] = TYPE_NUMBER,
        [VALUE_STRING] = TYPE_STRING,
        [VALUE_ARRAY] = TYPE_ARRAY,
        [VALUE_OBJECT] = TYPE_OBJECT,
        [VALUE_HOLE] = 0,
    };
    return types[kind];
}

static enum certainty judge_types(struct judging *judging, const struct node *node,
                                  const struct value *value)
{
    unsigned types = kind_types(value->kind);
    unsigned met = node->types & types;
    if (met == types) {
        return CERTAINTY_VALID;
    }
    if (met != 0) {
        struct decimal number = decimal_read(value->string.bytes);
        if (met == (decimal_is_integer(&number) ? TYPE_INTEGER : TYPE_FRACTION)) {
            return CERTAINTY_VALID;
        }
        return judge_tell(judging, CERTAINTY_VIOLATES, value, "type", "is not an integer");
    }
    return judge_tell(judging, CERTAINTY_VIOLATES, value, "type", "%s", kind_phrase(value->kind));
}

/* ---- Nodes ---- */

static enum certainty judge_groups(struct judging *judging, const struct node *node,
                                   const struct value *value, struct evaluated *evaluated)
{
    switch (value->kind) {
    case VALUE_NUMBER:
        return node->number ? judge_number(judging, node->number, value) : CERTAINTY_VALID;
    case VALUE_STRING:
        return node->string ? judge_string(judging, node->string, value) : CERTAINTY_VALID;
    case VALUE_ARRAY:
        return node->array ? judge_array(judging, node->array, value, evaluated) : CERTAINTY_VALID;
    case VALUE_OBJECT:
        return node->object ? judge_object(judging, node->object, value, evaluated)
                            : CERTAINTY_VALID;
    default:
        return CERTAINTY_VALID;
    }
}

static enum certainty judge_rules(struct judging *judging, const struct node *node,
                                  const struct value *value, struct evaluated *evaluated)
{
    enum certainty all = CERTAINTY_VALID;
    if (value->kind == VALUE_HOLE) {
        if (judge_add(judging, &all, judge_hole(judging, node, value))) {
            return all;
        }
    } else if (node->types != TYPE_ANY &&
               judge_add(judging, &all, judge_types(judging, node, value))) {
        return all;
    } else if (judge_add(judging, &all, judge_groups(judging, node, value, evaluated))) {
        return all;
    }
    if (node->values && judge_add(judging, &all, judge_values(judging, node->values, value))) {
        return all;
    }
    if (node->logic) {
        judge_add(judging, &all, judge_logic(judging, node, value, evaluated));
    }
    return all;
}

/* The keywords that look at what the others haven't. */
static enum certainty judge_tracking(struct judging *judging, const struct node *node,
                                     const struct value *value, struct evaluated *evaluated)
{
    struct evaluated own;
    evaluated_start(&own, judging->arena, value->count);
    enum certainty all = judge_rules(judging, node, value, &own);
    if (all == CERTAINTY_VIOLATES && !judging->problems) {
        return all;
    }
    if (value->kind == VALUE_ARRAY && node->array) {
        judge_add(judging, &all, judge_unevaluated_items(judging, node->array, value, &own));
    }
    if (value->kind == VALUE_OBJECT && node->object) {
        judge_add(judging, &all, judge_unevaluated_members(judging, node->object, value, &own));
    }
    if (evaluated) {
        /* What of it isn't certain is so for the whole of `node`, whose verdict says so. */
        evaluated_add(evaluated, &own, CERTAINTY_VALID);
    }
    return all;
}

static enum certainty judge_in_scope(struct judging *judging, const struct node *node,
                                     const struct value *value, struct evaluated *evaluated)
{
    bool container = value->kind == VALUE_ARRAY || value->kind == VALUE_OBJECT;
    return node->tracks && container ? judge_tracking(judging, node, value, evaluated)
                                     : judge_rules(judging, node, value, evaluated);
}

enum certainty judge_node(struct judging *judging, const struct node *node,
                          const struct value *value, struct evaluated *evaluated)
{
    if (node->kind == NODE_TRUE) {
        return CERTAINTY_VALID;
    }
    if (node->kind == NODE_FALSE) {
        return judge_tell(judging, CERTAINTY_VIOLATES, value, "false", "may not be there");
    }
    judging->given_up |= judging->depth >= DEPTH_MAX;
    if (!judge_step(judging)) {
        return CERTAINTY_UNKNOWN;
    }
    judging->depth++;
    enum certainty certainty;
    const struct scope *outer = judging->scope;
    if (judging->schema->is_dynamic && (!outer || outer->resource != node->resource)) {
        struct scope scope = {outer, node->resource};
        judging->scope = &scope;
        certainty = judge_in_scope(judging, node, value, evaluated);
        judging->scope = outer;
    } else {
        certainty = judge_in_scope(judging, node, value, evaluated);
    }
    judging->depth--;
    return certainty;
}

enum certainty judge_quietly(struct judging *judging, const struct node *node,
                             const struct value *value, struct evaluated *evaluated)
{
    struct schema_problems *problems = judging->problems;
    judging->problems = NULL;
    enum certainty certainty = judge_node(judging, node, value, evaluated);
    judging->problems = problems;
    return certainty;
}
