/* Keywords of numbers, strings, arrays, values and logic. In: their values, which are what they
 * take. Out: the groups of a node. */
#include "schema/compiler.h"
#include "schema/format.h"

/* ---- Any value ---- */

struct type_row {
    const char *name;
    unsigned types;
};

static const struct type_row type_rows[] = {
    {"null", TYPE_NULL},     {"boolean", TYPE_BOOLEAN}, {"integer", TYPE_INTEGER},
    {"number", TYPE_NUMBER}, {"string", TYPE_STRING},   {"array", TYPE_ARRAY},
    {"object", TYPE_OBJECT},
};

static bool add_type(struct compiling *compiling, struct node *node, const struct value *name)
{
    for (size_t i = 0; i < sizeof type_rows / sizeof *type_rows; i++) {
        if (slice_is(name->string.bytes, type_rows[i].name)) {
            node->types |= type_rows[i].types;
            return true;
        }
    }
    return compile_fail(compiling, name,
                        "\"type\" takes null, boolean, integer, number, string, array or object");
}

COMPILES(type)
{
    const struct value *value = &member->value;
    node->types = 0;
    if (value->kind == VALUE_STRING) {
        return add_type(compiling, node, value);
    }
    for (uint32_t i = 0; i < value->count; i++) {
        if (!add_type(compiling, node, &value->items[i])) {
            return false;
        }
    }
    return true;
}

COMPILES(enum)
{
    enum { FEW = 8 };
    struct value_rules *rules = node_values(compiling, node);
    const struct value *value = &member->value;
    rules->items = value->items;
    rules->count = value->count;
    rules->has_enum = true;
    if (value->count > FEW) {
        struct map *strings = map_new(compiling->arena);
        for (uint32_t i = 0; i < value->count; i++) {
            if (value->items[i].kind == VALUE_STRING) {
                map_put(strings, value->items[i].string.bytes, rules);
            }
        }
        rules->strings = strings;
    }
    return true;
}

COMPILES(const)
{
    node_values(compiling, node)->constant = &member->value;
    return true;
}

/* ---- Numbers ---- */

static void set_bound(struct bound *bound, const struct value *value, bool exclusive, bool upper)
{
    struct decimal number = decimal_read(value->string.bytes);
    /* `minimum` and `exclusiveMinimum` may both be there: the narrower one counts. */
    int order = bound->is_set ? decimal_compare(&number, &bound->number) : 0;
    bool narrower = !bound->is_set || (upper ? order < 0 : order > 0) || (order == 0 && exclusive);
    if (narrower) {
        *bound = (struct bound){true, exclusive, number, value->string.bytes};
    }
}

static bool is_draft_4_exclusive(const struct node *node, const char *keyword)
{
    const struct member *member = value_member(node->json, slice_from(keyword));
    return node->resource->draft == DRAFT_4 && member && member->value.kind == VALUE_BOOLEAN &&
           member->value.boolean;
}

COMPILES(minimum)
{
    set_bound(&node_number(compiling, node)->minimum, &member->value,
              is_draft_4_exclusive(node, "exclusiveMinimum"), false);
    return true;
}

COMPILES(maximum)
{
    set_bound(&node_number(compiling, node)->maximum, &member->value,
              is_draft_4_exclusive(node, "exclusiveMaximum"), true);
    return true;
}

COMPILES(exclusive_minimum)
{
    if (member->value.kind == VALUE_NUMBER) {
        set_bound(&node_number(compiling, node)->minimum, &member->value, true, false);
    }
    return true;
}

COMPILES(exclusive_maximum)
{
    if (member->value.kind == VALUE_NUMBER) {
        set_bound(&node_number(compiling, node)->maximum, &member->value, true, true);
    }
    return true;
}

COMPILES(multiple_of)
{
    struct number_rules *rules = node_number(compiling, node);
    rules->multiple = decimal_read(member->value.string.bytes);
    rules->multiple_written = member->value.string.bytes;
    return rules->multiple.count <= DECIMAL_DIVISOR_DIGITS ||
           compile_fail(compiling, &member->value, "\"multipleOf\" takes at most %d digits",
                        DECIMAL_DIVISOR_DIGITS);
}

/* ---- Strings ---- */

COMPILES(min_length)
{
    node_string(compiling, node)->least = compile_count(&member->value);
    return true;
}

COMPILES(max_length)
{
    node_string(compiling, node)->most = compile_count(&member->value);
    return true;
}

COMPILES(pattern_keyword)
{
    struct pattern *pattern =
        compile_pattern(compiling, &member->value, member->value.string.bytes);
    if (pattern) {
        node_string(compiling, node)->pattern = pattern;
    }
    return pattern != NULL;
}

COMPILES(format)
{
    slice name = member->value.string.bytes;
    const struct format *format = format_find(name);
    if (!format && !compiling->options->ignore_unknown) {
        slice meant = format_closest(name);
        return meant.data ? compile_fail(compiling, &member->value,
                                         "there is no format \"%.*s\"; did you mean \"%.*s\"?",
                                         SLICE_ARGS(name), SLICE_ARGS(meant))
                          : compile_fail(compiling, &member->value, "there is no format \"%.*s\"",
                                         SLICE_ARGS(name));
    }
    if (format && node->resource->asserts_format) {
        struct string_rules *rules = node_string(compiling, node);
        rules->format = format;
        if (format->outline) {
            rules->format_outline =
                compile_pattern(compiling, &member->value, slice_from(format->outline));
        }
    }
    return !compiling->failed;
}

/* ---- Arrays ---- */

COMPILES(prefix_items)
{
    node_array(compiling, node)->prefix = compile_list(compiling, node, &member->value);
    return true;
}

COMPILES(items)
{
    if (member->value.kind == VALUE_ARRAY) {
        return compile_prefix_items(compiling, node, member);
    }
    node_array(compiling, node)->rest = compile_inner(compiling, node, &member->value);
    return true;
}

/* It says something only beside `items` with an array. */
COMPILES(additional_items)
{
    const struct member *items = value_member(node->json, SLICE("items"));
    if (items && items->value.kind == VALUE_ARRAY) {
        node_array(compiling, node)->rest = compile_inner(compiling, node, &member->value);
    }
    return true;
}

COMPILES(contains)
{
    node_array(compiling, node)->contains = compile_inner(compiling, node, &member->value);
    return true;
}

COMPILES(min_contains)
{
    node_array(compiling, node)->contains_least = compile_count(&member->value);
    return true;
}

COMPILES(max_contains)
{
    node_array(compiling, node)->contains_most = compile_count(&member->value);
    return true;
}

COMPILES(min_items)
{
    node_array(compiling, node)->least = compile_count(&member->value);
    return true;
}

COMPILES(max_items)
{
    node_array(compiling, node)->most = compile_count(&member->value);
    return true;
}

COMPILES(unique_items)
{
    node_array(compiling, node)->unique = member->value.boolean;
    return true;
}

COMPILES(unevaluated_items)
{
    node_array(compiling, node)->unevaluated = compile_inner(compiling, node, &member->value);
    node->tracks = true;
    return true;
}

/* ---- Logic ---- */

COMPILES(all_of)
{
    node_logic(compiling, node)->all = compile_list(compiling, node, &member->value);
    return true;
}

COMPILES(any_of)
{
    node_logic(compiling, node)->any = compile_list(compiling, node, &member->value);
    return true;
}

COMPILES(one_of)
{
    node_logic(compiling, node)->one = compile_list(compiling, node, &member->value);
    return true;
}

COMPILES(not )
{
    node_logic(compiling, node)->negated = compile_inner(compiling, node, &member->value);
    return true;
}

COMPILES(if)
{
    node_logic(compiling, node)->condition = compile_inner(compiling, node, &member->value);
    return true;
}

COMPILES(then)
{
    node_logic(compiling, node)->then = compile_inner(compiling, node, &member->value);
    return true;
}

COMPILES(else)
{
    node_logic(compiling, node)->otherwise = compile_inner(compiling, node, &member->value);
    return true;
}
