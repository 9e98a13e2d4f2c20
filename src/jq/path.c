/* Paths of jq. In: values and keys. Out: what they lead to. */
#include "jq/run.h"

#include <stdlib.h>

static const struct jq_value *index_array(struct jq_run *run, const struct jq_value *array,
                                          const struct jq_value *key, struct jq_origin origin)
{
    slice digits;
    if (!text_is_literal(run->arena, key->text, &digits) || digits.length > 9) {
        return jq_made(run, array, "[…]", origin);
    }
    long index = strtol(arena_cstring(run->arena, digits), NULL, 10);
    index += index < 0 ? (long)array->count : 0;
    return index >= 0 && index < (long)array->count ? array->items[index]
                                                    : jq_null(run->arena, origin);
}

static const struct jq_value *index_value(struct jq_run *run, const struct jq_value *value,
                                          const struct jq_value *key, struct jq_origin origin)
{
    slice name;
    bool known = true;
    if (value->kind == JQ_CHOICE) {
        return jq_made(run, value, "path", origin);
    }
    if (value->kind == JQ_NULL) {
        return jq_null(run->arena, origin);
    }
    if (value->kind == JQ_UNKNOWN || key->kind == JQ_UNKNOWN || key->kind == JQ_CHOICE) {
        bool named = key->kind == JQ_STRING && text_is_literal(run->arena, key->text, &name);
        slice by = named ? arena_printf(run->arena, ".%.*s", SLICE_ARGS(name)) : SLICE(".[…]");
        return jq_made(run, value, by.data, origin);
    }
    if (value->kind == JQ_ARRAY && key->kind == JQ_NUMBER) {
        return index_array(run, value, key, origin);
    }
    if (value->kind != JQ_OBJECT || key->kind != JQ_STRING) {
        jq_fail(run);
        return NULL;
    }
    if (!text_is_literal(run->arena, key->text, &name)) {
        return jq_made(run, value, ".[…]", origin);
    }
    const struct jq_value *found = jq_member_value(run->arena, value, name, &known);
    if (found && known) {
        return found;
    }
    return known ? jq_null(run->arena, origin) : jq_made(run, value, ".[…]", origin);
}

bool jq_iterate(struct jq_run *run, const struct jq_value *value, struct jq_values *outputs)
{
    if (value->kind == JQ_UNKNOWN || value->kind == JQ_CHOICE) {
        run->lost = true;
        return false;
    }
    if (value->kind != JQ_ARRAY && value->kind != JQ_OBJECT) {
        jq_fail(run);
        return false;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        jq_output(run, outputs,
                  value->kind == JQ_OBJECT ? value->members[i].value : value->items[i]);
    }
    return true;
}

void jq_recurse(struct jq_run *run, const struct jq_value *value, struct jq_values *outputs)
{
    jq_output(run, outputs, value);
    if (value->kind == JQ_UNKNOWN || value->kind == JQ_CHOICE) {
        run->lost = true;
        return;
    }
    bool object = value->kind == JQ_OBJECT;
    for (uint32_t i = 0; (object || value->kind == JQ_ARRAY) && i < value->count; i++) {
        jq_recurse(run, object ? value->members[i].value : value->items[i], outputs);
    }
}

void jq_evaluate_index(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_run *run = filter->run;
    struct jq_values bases = {0};
    struct jq_values keys = {0};
    jq_evaluate(run, node->first, filter->scope, filter->input, &bases);
    jq_evaluate(run, node->second, filter->scope, filter->input, &keys);
    for (size_t i = 0; i < bases.count; i++) {
        for (size_t k = 0; k < keys.count && !run->failed; k++) {
            jq_output(run, filter->outputs,
                      index_value(run, bases.items[i], keys.items[k], jq_node_origin(run, node)));
        }
    }
}

/* .[a:b] of a string or an array: that it is one, and no more. */
void jq_evaluate_slice(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_run *run = filter->run;
    struct jq_values bases = {0};
    jq_evaluate(run, node->first, filter->scope, filter->input, &bases);
    for (size_t i = 0; i < bases.count; i++) {
        const struct jq_value *base = bases.items[i];
        jq_output(run, filter->outputs,
                  base->kind == JQ_STRING
                      ? jq_made_string(run, base, SHAPE_TEXT, "slice", jq_node_origin(run, node))
                      : jq_made(run, base, "slice", jq_node_origin(run, node)));
    }
}

void jq_evaluate_iteration(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_values bases = {0};
    jq_evaluate(filter->run, node->first, filter->scope, filter->input, &bases);
    for (size_t i = 0; i < bases.count; i++) {
        jq_iterate(filter->run, bases.items[i], filter->outputs);
    }
}
