/* Assignments of jq: = |= += and their like, and del. In: a path and a value. Out: the value with
 * what the path leads to changed. */
#include "jq/run.h"

#include <stdlib.h>

/* What becomes of the value that a path leads to. */
struct change {
    struct jq_run *run;
    const struct jq_scope *scope;
    const struct jq_node *filter; /* |= and its like: the new value comes of the old one */
    const struct jq_value *value; /* =: the new value */
    slice operator;               /* of += and its like, else empty */
    bool deletes;
    const struct jq_value *input; /* where paths' own keys are worked out */
};

typedef const struct jq_value *change_function(void *context, const struct jq_value *old);

struct step {
    const struct change *change;
    change_function *function;
    void *context;
};

static const struct jq_value *apply(const struct step *step, const struct jq_value *old)
{
    return step->function ? step->function(step->context, old) : NULL;
}

static const struct jq_value *change_value(void *context, const struct jq_value *old)
{
    const struct change *change = context;
    struct jq_run *run = change->run;
    struct jq_values values = {0};
    if (change->value && change->operator.length == 0) {
        return change->value;
    }
    if (change->value) {
        return jq_operate(run, change->operator, old, change->value, old->origin);
    }
    jq_evaluate(run, change->filter, change->scope, old, &values);
    if (values.count != 1) {
        run->lost = run->lost || !run->failed;
        return NULL;
    }
    return values.items[0];
}

static const struct jq_value *without_member(struct jq_run *run, const struct jq_value *object,
                                             slice key)
{
    struct jq_value *value = ARENA_NEW(run->arena, struct jq_value);
    struct jq_member *members = ARENA_ARRAY(run->arena, struct jq_member, object->count);
    *value = *object;
    value->members = members;
    value->count = 0;
    for (uint32_t i = 0; i < object->count; i++) {
        slice bytes;
        bool is_it =
            text_is_literal(run->arena, object->members[i].key, &bytes) && slice_equal(bytes, key);
        if (!is_it) {
            members[value->count++] = object->members[i];
        }
    }
    return value;
}

/* Changes the member of `object` that `key` names. */
static const struct jq_value *change_member(const struct step *step, const struct jq_value *object,
                                            const struct jq_value *key)
{
    struct jq_run *run = step->change->run;
    slice name;
    bool known = true;
    struct jq_value *empty = ARENA_NEW(run->arena, struct jq_value);
    *empty = (struct jq_value){.kind = JQ_OBJECT, .origin = object->origin};
    object = object->kind == JQ_NULL ? empty : object;
    if (object->kind != JQ_OBJECT || key->kind != JQ_STRING ||
        !text_is_literal(run->arena, key->text, &name)) {
        run->lost = true;
        return NULL;
    }
    const struct jq_value *old = jq_member_value(run->arena, object, name, &known);
    if (!known) {
        run->lost = true;
        return NULL;
    }
    if (step->change->deletes && !step->function) {
        return without_member(run, object, name);
    }
    const struct jq_value *changed = apply(step, old ? old : jq_null(run->arena, key->origin));
    struct jq_member member = {key->text, key->origin, changed};
    return changed ? jq_object_with(run->arena, object, member) : NULL;
}

static const struct jq_value *change_item(const struct step *step, const struct jq_value *array,
                                          const struct jq_value *key)
{
    struct jq_run *run = step->change->run;
    slice digits;
    struct jq_values items = {0};
    bool known = text_is_literal(run->arena, key->text, &digits) && digits.length < 9;
    long index = known ? strtol(arena_cstring(run->arena, digits), NULL, 10) : 0;
    index += index < 0 ? (long)array->count : 0;
    if (!known || index < 0 || index >= (long)array->count || step->change->deletes) {
        run->lost = true;
        return NULL;
    }
    for (uint32_t i = 0; i < array->count; i++) {
        const struct jq_value *item =
            (long)i == index ? apply(step, array->items[i]) : array->items[i];
        jq_output(run, &items, item);
    }
    return jq_array(run->arena, &items, array->origin);
}

static const struct jq_value *change_all(const struct step *step, const struct jq_value *value)
{
    struct jq_run *run = step->change->run;
    if ((value->kind != JQ_ARRAY && value->kind != JQ_OBJECT) || step->change->deletes) {
        run->lost = true;
        return NULL;
    }
    struct jq_values items = {0};
    const struct jq_value *object = value;
    for (uint32_t i = 0; i < value->count && !run->lost; i++) {
        bool is_object = value->kind == JQ_OBJECT;
        const struct jq_value *changed =
            apply(step, is_object ? value->members[i].value : value->items[i]);
        if (changed && is_object) {
            struct jq_member member = value->members[i];
            member.value = changed;
            object = jq_object_with(run->arena, object, member);
        }
        jq_output(run, &items, changed);
    }
    return value->kind == JQ_OBJECT ? object : jq_array(run->arena, &items, value->origin);
}

static const struct jq_value *change_path(const struct change *change, const struct jq_node *path,
                                          const struct jq_value *input, change_function *function,
                                          void *context);

/* The rest of a path that ends in `path`: what is done to the value in front of it. */
struct deeper {
    const struct change *change;
    const struct jq_node *path;
    change_function *function;
    void *context;
};

static const struct jq_value *change_deeper(void *context, const struct jq_value *old)
{
    const struct deeper *deeper = context;
    return change_path(deeper->change, deeper->path, old, deeper->function, deeper->context);
}

static const struct jq_value *change_indexed(void *context, const struct jq_value *old)
{
    const struct deeper *deeper = context;
    struct jq_run *run = deeper->change->run;
    struct step step = {deeper->change, deeper->function, deeper->context};
    if (deeper->path->kind == JQ_ITERATE) {
        return change_all(&step, old);
    }
    struct jq_values keys = {0};
    jq_evaluate(run, deeper->path->second, deeper->change->scope, deeper->change->input, &keys);
    if (keys.count != 1) {
        run->lost = true;
        return NULL;
    }
    return keys.items[0]->kind == JQ_NUMBER && old->kind == JQ_ARRAY
               ? change_item(&step, old, keys.items[0])
               : change_member(&step, old, keys.items[0]);
}

static const struct jq_value *change_path(const struct change *change, const struct jq_node *path,
                                          const struct jq_value *input, change_function *function,
                                          void *context)
{
    struct deeper deeper = {change, path, function, context};
    switch (path->kind) {
    case JQ_IDENTITY:
        if (function) {
            return function(context, input);
        }
        break;
    case JQ_INDEX:
    case JQ_ITERATE:
        return change_path(change, path->first, input, change_indexed, &deeper);
    case JQ_PIPE:
        deeper.path = path->second;
        return change_path(change, path->first, input, change_deeper, &deeper);
    case JQ_TRY:
        return change_path(change, path->first, input, function, context);
    case JQ_COMMA: {
        const struct jq_value *first = change_path(change, path->first, input, function, context);
        return first ? change_path(change, path->second, first, function, context) : NULL;
    }
    default:
        break;
    }
    change->run->lost = true;
    return NULL;
}

void jq_update(struct jq_run *run, const struct jq_node *node, const struct jq_scope *scope,
               const struct jq_value *input, struct jq_values *outputs)
{
    struct change change = {.run = run, .scope = scope, .input = input};
    if (slice_is(node->name, "|=")) {
        change.filter = node->second;
        jq_output(run, outputs, change_path(&change, node->first, input, change_value, &change));
        return;
    }
    if (slice_is(node->name, "//=")) {
        run->lost = true;
        return;
    }
    struct jq_values values = {0};
    change.operator= slice_sub(node->name, 0, node->name.length - 1);
    jq_evaluate(run, node->second, scope, input, &values);
    for (size_t i = 0; i < values.count; i++) {
        change.value = values.items[i];
        jq_output(run, outputs, change_path(&change, node->first, input, change_value, &change));
    }
}

const struct jq_value *jq_delete(struct jq_run *run, const struct jq_node *path,
                                 const struct jq_scope *scope, const struct jq_value *input)
{
    struct change change = {.run = run, .scope = scope, .input = input, .deletes = true};
    return change_path(&change, path, input, NULL, NULL);
}
