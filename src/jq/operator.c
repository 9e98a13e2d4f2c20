/* Operators of jq over two values. In: values. Out: a value. */
#include "jq/run.h"

#include <stdlib.h>

static bool is_vague(const struct jq_value *value)
{
    return value->kind == JQ_UNKNOWN || value->kind == JQ_CHOICE;
}

/* ---- Numbers ---- */

static bool small_integer(struct jq_run *run, const struct jq_value *value, long *number)
{
    slice digits;
    if (value->kind != JQ_NUMBER || !text_is_literal(run->arena, value->text, &digits) ||
        digits.length > 9 || slice_find_byte(digits, '.') < digits.length) {
        return false;
    }
    *number = strtol(arena_cstring(run->arena, digits), NULL, 10);
    return true;
}

static const struct jq_value *calculate(struct jq_run *run, char operator,
                                        const struct jq_value * left, const struct jq_value *right,
                                        struct jq_origin origin)
{
    long a;
    long b;
    bool known = small_integer(run, left, &a) && small_integer(run, right, &b);
    if (known && operator== '+') {
        return jq_integer(run->arena, a + b, origin);
    }
    if (known && operator== '-') {
        return jq_integer(run->arena, a - b, origin);
    }
    if (known && operator== '*' && labs(a) < 30000 && labs(b) < 30000) {
        return jq_integer(run->arena, a * b, origin);
    }
    if (known && operator== '%' && b != 0) {
        return jq_integer(run->arena, a % labs(b), origin);
    }
    if (known && operator== '/' && b != 0 && a % b == 0) {
        return jq_integer(run->arena, a / b, origin);
    }
    return jq_made(run, jq_first_hole(left) ? left : right, "arithmetic", origin);
}

/* ---- Addition ---- */

static const struct jq_value *merge(struct jq_run *run, const struct jq_value *left,
                                    const struct jq_value *right)
{
    for (uint32_t i = 0; i < right->count; i++) {
        left = jq_object_with(run->arena, left, right->members[i]);
    }
    return left;
}

static const struct jq_value *concatenate(struct jq_run *run, const struct jq_value *left,
                                          const struct jq_value *right, struct jq_origin origin)
{
    struct jq_values items = {0};
    for (uint32_t i = 0; i < left->count; i++) {
        jq_output(run, &items, left->items[i]);
    }
    for (uint32_t i = 0; i < right->count; i++) {
        jq_output(run, &items, right->items[i]);
    }
    return jq_array(run->arena, &items, origin);
}

static const struct jq_value *add(struct jq_run *run, const struct jq_value *left,
                                  const struct jq_value *right, struct jq_origin origin)
{
    if (left->kind == JQ_NULL) {
        return right;
    }
    if (right->kind == JQ_NULL) {
        return left;
    }
    if (is_vague(left) || is_vague(right)) {
        return jq_made(run, is_vague(left) ? left : right, "+", origin);
    }
    if (left->kind != right->kind) {
        jq_fail(run);
        return NULL;
    }
    struct text_builder builder = {.arena = run->arena};
    switch (left->kind) {
    case JQ_STRING:
        text_append(&builder, left->text);
        text_append(&builder, right->text);
        return jq_string(run->arena, text_finish(&builder), origin);
    case JQ_ARRAY:
        return concatenate(run, left, right, origin);
    case JQ_OBJECT:
        return merge(run, left, right);
    case JQ_NUMBER:
        return calculate(run, '+', left, right, origin);
    default:
        jq_fail(run);
        return NULL;
    }
}

/* ---- Comparison ---- */

/* Whether two values are equal in every run, in none, or it depends. */
static enum jq_truth equal(struct jq_run *run, const struct jq_value *a, const struct jq_value *b)
{
    slice first;
    slice second;
    if (is_vague(a) || is_vague(b)) {
        return JQ_EITHER;
    }
    if (a->kind != b->kind) {
        return JQ_FALSE;
    }
    switch (a->kind) {
    case JQ_NULL:
        return JQ_TRUE;
    case JQ_BOOLEAN:
        return a->boolean == b->boolean ? JQ_TRUE : JQ_FALSE;
    case JQ_NUMBER:
    case JQ_STRING:
        if (!text_is_literal(run->arena, a->text, &first) ||
            !text_is_literal(run->arena, b->text, &second)) {
            return JQ_EITHER;
        }
        if (slice_equal(first, second)) {
            return JQ_TRUE;
        }
        return a->kind == JQ_STRING ? JQ_FALSE : JQ_EITHER; /* 1 and 1.0 are equal */
    default:
        return a == b ? JQ_TRUE : JQ_EITHER;
    }
}

static const struct jq_value *truth_value(struct jq_run *run, enum jq_truth truth,
                                          const struct jq_value *of, struct jq_origin origin)
{
    return truth == JQ_EITHER ? jq_made(run, of, "comparison", origin)
                              : jq_boolean(run->arena, truth == JQ_TRUE, origin);
}

static const struct jq_value *compare(struct jq_run *run, slice operator,
                                      const struct jq_value * left, const struct jq_value *right,
                                      struct jq_origin origin)
{
    long a;
    long b;
    if (!small_integer(run, left, &a) || !small_integer(run, right, &b)) {
        return jq_made(run, left, "comparison", origin);
    }
    bool or_equal = operator.length == 2;
    bool holds = operator.data[0] == '<' ? a < b || (or_equal && a == b)
                                         : a> b ||(or_equal &&a == b);
    return jq_boolean(run->arena, holds, origin);
}

static const struct jq_value *combine(struct jq_run *run, bool both, const struct jq_value *left,
                                      const struct jq_value *right, struct jq_origin origin)
{
    enum jq_truth decides = both ? JQ_FALSE : JQ_TRUE;
    enum jq_truth first = jq_truth_of(left);
    enum jq_truth second = jq_truth_of(right);
    if (first == decides || second == decides) {
        return jq_boolean(run->arena, !both, origin);
    }
    bool known = first != JQ_EITHER && second != JQ_EITHER;
    return known ? jq_boolean(run->arena, both, origin) : jq_made(run, left, "and", origin);
}

const struct jq_value *jq_operate(struct jq_run *run, slice operator, const struct jq_value * left,
                                  const struct jq_value *right, struct jq_origin origin)
{
    if (slice_is(operator, "+")) {
        return add(run, left, right, origin);
    }
    if (slice_is(operator, "and") || slice_is(operator, "or")) {
        return combine(run, slice_is(operator, "and"), left, right, origin);
    }
    if (slice_is(operator, "==") || slice_is(operator, "!=")) {
        enum jq_truth truth = equal(run, left, right);
        bool negated = operator.data[0] == '!' && truth != JQ_EITHER;
        return truth_value(run, negated ? (truth == JQ_TRUE ? JQ_FALSE : JQ_TRUE) : truth, left,
                           origin);
    }
    if (operator.data[0] == '<' || operator.data[0] == '>') {
        return compare(run, operator, left, right, origin);
    }
    if (left->kind == JQ_NUMBER && right->kind == JQ_NUMBER) {
        return calculate(run, operator.data[0], left, right, origin);
    }
    if (slice_is(operator, "*") && left->kind == JQ_OBJECT && right->kind == JQ_OBJECT) {
        for (uint32_t i = 0; i < right->count; i++) {
            if (right->members[i].value->kind >= JQ_OBJECT) {
                return jq_made(run, left, "*", origin); /* merged in depth */
            }
        }
        return merge(run, left, right);
    }
    return jq_made(run, jq_first_hole(left) ? left : right, "arithmetic", origin);
}
