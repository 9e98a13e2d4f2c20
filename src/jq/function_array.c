/* Arrays and objects in jq (jq(1) "Builtin operators and functions"). In: a call. Out: values; of
 * an array that isn't known, that they are made of it. */
#include "jq/function.h"

#include "base/utf8.h"

#include <stdlib.h>

void builtin_length(const struct builtin_call *call)
{
    slice bytes;
    bool composed = call->input->kind == JQ_ARRAY || call->input->kind == JQ_OBJECT;
    if (composed || call->input->kind == JQ_NULL) {
        give(call, jq_integer(call->run->arena, (long)call->input->count, call->origin));
    } else if (literal_string(call, call->input, &bytes)) {
        give(call, jq_integer(call->run->arena, (long)utf8_count(bytes), call->origin));
    } else {
        builtin_integer(call);
    }
}

void builtin_map(const struct builtin_call *call)
{
    struct jq_values items = {0};
    struct jq_values mapped = {0};
    if (!jq_iterate(call->run, call->input, &items)) {
        return;
    }
    for (size_t i = 0; i < items.count; i++) {
        jq_evaluate(call->run, call->first, call->scope, items.items[i], &mapped);
    }
    give(call, jq_array(call->run->arena, &mapped, call->input->origin));
}

void builtin_select(const struct builtin_call *call)
{
    const struct jq_value *condition = argument(call);
    enum jq_truth truth = condition ? jq_truth_of(condition) : JQ_FALSE;
    call->run->lost = call->run->lost || truth == JQ_EITHER;
    if (truth == JQ_TRUE) {
        give(call, call->input);
    }
}

void builtin_add(const struct builtin_call *call)
{
    struct jq_values items = {0};
    if (!jq_iterate(call->run, call->input, &items)) {
        return;
    }
    const struct jq_value *sum = jq_null(call->run->arena, call->origin);
    for (size_t i = 0; i < items.count && sum; i++) {
        sum = jq_operate(call->run, SLICE("+"), sum, items.items[i], call->origin);
    }
    give(call, sum);
}

static const struct jq_value *entry_of(const struct builtin_call *call,
                                       const struct jq_member *member)
{
    struct arena *arena = call->run->arena;
    struct jq_value *empty = ARENA_NEW(arena, struct jq_value);
    *empty = (struct jq_value){.kind = JQ_OBJECT, .origin = call->origin};
    struct jq_member key = {text_literal(arena, SLICE("key"), call->origin.span), call->origin,
                            jq_string(arena, member->key, member->key_origin)};
    struct jq_member value = {text_literal(arena, SLICE("value"), call->origin.span), call->origin,
                              member->value};
    return jq_object_with(arena, jq_object_with(arena, empty, key), value);
}

void builtin_to_entries(const struct builtin_call *call)
{
    struct jq_values entries = {0};
    if (call->input->kind != JQ_OBJECT) {
        give_made(call);
        return;
    }
    for (uint32_t i = 0; i < call->input->count; i++) {
        jq_output(call->run, &entries, entry_of(call, &call->input->members[i]));
    }
    give(call, jq_array(call->run->arena, &entries, call->origin));
}

static const struct jq_value *entry_part(const struct builtin_call *call,
                                         const struct jq_value *entry, bool key)
{
    static const char *const names[2][4] = {{"value", "Value", "v", NULL},
                                            {"key", "k", "name", "Name"}};
    bool known = true;
    for (size_t i = 0; i < 4 && names[key][i] && known && entry->kind == JQ_OBJECT; i++) {
        const struct jq_value *found =
            jq_member_value(call->run->arena, entry, slice_from(names[key][i]), &known);
        if (found && known) {
            return found;
        }
    }
    return NULL;
}

void builtin_from_entries(const struct builtin_call *call)
{
    struct jq_value *empty = ARENA_NEW(call->run->arena, struct jq_value);
    *empty = (struct jq_value){.kind = JQ_OBJECT, .origin = call->origin};
    const struct jq_value *object = empty;
    bool known = call->input->kind == JQ_ARRAY;
    for (uint32_t i = 0; known && i < call->input->count; i++) {
        const struct jq_value *key = entry_part(call, call->input->items[i], true);
        const struct jq_value *value = entry_part(call, call->input->items[i], false);
        known = key && value && key->kind == JQ_STRING;
        if (known) {
            struct jq_member member = {key->text, key->origin, value};
            object = jq_object_with(call->run->arena, object, member);
        }
    }
    if (known) {
        give(call, object);
    } else {
        give_made(call);
    }
}

void builtin_has(const struct builtin_call *call)
{
    slice key;
    bool known = true;
    const struct jq_value *by = argument(call);
    if (!by) {
        return;
    }
    if (call->input->kind == JQ_OBJECT && literal_string(call, by, &key)) {
        const struct jq_value *found = jq_member_value(call->run->arena, call->input, key, &known);
        if (known) {
            give(call, jq_boolean(call->run->arena, found != NULL, call->origin));
            return;
        }
    }
    give_made(call);
}

void builtin_del(const struct builtin_call *call)
{
    give(call, jq_delete(call->run, call->first, call->scope, call->input));
}

/* first, last: of an array. */
void builtin_end(const struct builtin_call *call)
{
    struct jq_values values = {0};
    bool last = slice_is(call->node->name, "last");
    if (call->first) {
        jq_evaluate(call->run, call->first, call->scope, call->input, &values);
    } else if (is_vague(call->input)) {
        give_made(call);
        return;
    } else if (!jq_iterate(call->run, call->input, &values)) {
        return;
    }
    if (values.count > 0) {
        give(call, values.items[last ? values.count - 1 : 0]);
    } else if (!call->first) {
        builtin_null(call);
    }
}

void builtin_type(const struct builtin_call *call)
{
    static const char *const names[] = {"null", "boolean", "number", "string", "array", "object"};
    if (is_vague(call->input)) {
        give_string(call, SHAPE_WORD);
    } else {
        give(call, jq_string(call->run->arena,
                             text_literal(call->run->arena, slice_from(names[call->input->kind]),
                                          call->origin.span),
                             call->origin));
    }
}

/* range(n), range(from; to) */
void builtin_range(const struct builtin_call *call)
{
    long bounds[2] = {0, 0};
    const struct jq_node *nodes[2] = {call->first, call->second};
    for (size_t i = 0; i < 2 && nodes[i]; i++) {
        struct builtin_call of = *call;
        of.first = nodes[i];
        const struct jq_value *value = argument(&of);
        slice digits;
        if (!value || value->kind != JQ_NUMBER ||
            !text_is_literal(call->run->arena, value->text, &digits) || digits.length > 6) {
            call->run->lost = true;
            return;
        }
        bounds[i] = strtol(arena_cstring(call->run->arena, digits), NULL, 10);
    }
    long from = call->second ? bounds[0] : 0;
    long to = call->second ? bounds[1] : bounds[0];
    for (long i = from; i < to && !call->run->lost; i++) {
        give(call, jq_integer(call->run->arena, i, call->origin));
    }
}

/* with_entries(f) is to_entries | map(f) | from_entries. */
void builtin_with_entries(const struct builtin_call *call)
{
    struct jq_values between = {0};
    struct builtin_call of = *call;
    of.outputs = &between;
    builtin_to_entries(&of);
    for (size_t i = 0; i < between.count && i < 1; i++) {
        struct jq_values mapped = {0};
        of.input = between.items[0];
        of.outputs = &mapped;
        builtin_map(&of);
        of.input = mapped.count == 1 ? mapped.items[0] : jq_null(call->run->arena, call->origin);
        of.outputs = call->outputs;
        if (mapped.count == 1) {
            builtin_from_entries(&of);
        }
    }
}
