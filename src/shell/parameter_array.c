/* Arrays in parameter expansion (bash(1) "Arrays"). In: ${a[…]}, $@ or ${!a[@]}. Out: an item, or a
 * list of words. */
#include "shell/parameter.h"

#include <stdlib.h>

bool parameter_is_whole_array(const struct expansion *expansion)
{
    const struct parameter *parameter = expansion->parameter;
    if (!parameter->has_subscript) {
        return slice_is(parameter->name, "@") || slice_is(parameter->name, "*");
    }
    const struct word_part *subscript = parameter->subscript;
    if (!subscript || subscript->kind != PART_LITERAL || subscript->next) {
        return false;
    }
    slice bytes = slice_sub(expansion->view->bytes, subscript->start, subscript->end);
    return slice_is(bytes, "@") || slice_is(bytes, "*");
}

bool parameter_is_star(const struct expansion *expansion)
{
    const struct parameter *parameter = expansion->parameter;
    if (!parameter->has_subscript) {
        return slice_is(parameter->name, "*");
    }
    return expansion->view->bytes.data[parameter->subscript->start] == '*';
}

static struct text map_item(const struct expansion *expansion, const struct variable *map,
                            struct text subscript)
{
    slice key;
    if (!text_is_literal(expansion->evaluator->arena, subscript, &key)) {
        return parameter_hole(expansion, SHAPE_TEXT);
    }
    for (uint32_t i = 0; i < map->count; i++) {
        if (slice_equal(map->keys[i], key)) {
            return map->items[i];
        }
    }
    return (struct text){0};
}

/* One item of an array: of the others nothing is known but the whole. */
static struct text item_at(struct shell_evaluator *evaluator, void *data, struct text subscript)
{
    const struct expansion *expansion = data;
    const struct variable *variable = state_get(evaluator->state, expansion->parameter->name);
    slice bytes = {"", 0};
    if (!variable) {
        return parameter_named(expansion, expansion->parameter->name);
    }
    if (variable->kind == VARIABLE_MAP) {
        return map_item(expansion, variable, subscript);
    }
    bool known = text_is_literal(evaluator->arena, subscript, &bytes) &&
                 parameter_is_positional(bytes) &&
                 strspn(arena_cstring(evaluator->arena, bytes), "0123456789") == bytes.length;
    if (variable->kind == VARIABLE_ARRAY && known) {
        unsigned long index = strtoul(arena_cstring(evaluator->arena, bytes), NULL, 10);
        return index < variable->count ? variable->items[index] : (struct text){0};
    }
    if (variable->kind == VARIABLE_ARRAY && slice_is(bytes, "-1") && variable->count > 0) {
        return variable->items[variable->count - 1];
    }
    if (variable->kind == VARIABLE_SCALAR && known && slice_is(bytes, "0")) {
        return variable->value;
    }
    return parameter_hole(expansion, SHAPE_TEXT);
}

struct text parameter_item(struct expansion *expansion)
{
    struct shell_evaluator *evaluator = expansion->evaluator;
    struct text subscript = expand_parts(evaluator, expansion->view,
                                         expansion->parameter->subscript, 0, TEXT_DOUBLE_QUOTED);
    return text_map_choices(evaluator, item_at, expansion, subscript);
}

/* Words whose order isn't known, as a list of which it is known what each is. */
static struct text unordered(const struct expansion *expansion, const struct text *words,
                             uint32_t count)
{
    struct shell_evaluator *evaluator = expansion->evaluator;
    slice from =
        arena_printf(evaluator->arena, "the items of %.*s", SLICE_ARGS(expansion->parameter->name));
    struct hole *hole = ARENA_NEW(evaluator->arena, struct hole);
    hole->shape = SHAPE_TEXT;
    hole->from = from;
    hole->is_list = true;
    hole->span = expansion->span;
    hole->each =
        text_choice(evaluator->arena, 0, words, count).pieces[0].choice; /* its user makes the id */
    return text_of_hole(evaluator->arena, hole);
}

/* "${!a[@]}": the keys. */
struct parameter_value parameter_keys(const struct expansion *expansion)
{
    struct shell_evaluator *evaluator = expansion->evaluator;
    const struct variable *variable = state_get(evaluator->state, expansion->parameter->name);
    struct parameter_value value = {.is_list = true, .is_joined = parameter_is_star(expansion)};
    bool map = variable && variable->kind == VARIABLE_MAP;
    if (!map && !(variable && variable->kind == VARIABLE_ARRAY)) {
        slice from =
            arena_printf(evaluator->arena, "$%.*s", SLICE_ARGS(expansion->parameter->name));
        return (struct parameter_value){
            .text = evaluator_unknown_list(evaluator, from, expansion->span)};
    }
    struct text *words = ARENA_ARRAY(evaluator->arena, struct text, variable->count + 1);
    for (uint32_t i = 0; i < variable->count; i++) {
        words[i] = parameter_literal(expansion, map ? variable->keys[i]
                                                    : arena_printf(evaluator->arena, "%u", i));
    }
    value.items = words;
    value.count = variable->count;
    if (map && variable->count > 1) {
        words[variable->count] = unordered(expansion, words, variable->count);
        value.items = &words[variable->count];
        value.count = 1;
    }
    return value;
}

struct parameter_value parameter_whole_array(const struct expansion *expansion)
{
    struct shell_evaluator *evaluator = expansion->evaluator;
    slice name =
        expansion->parameter->has_subscript ? expansion->parameter->name : STATE_POSITIONAL;
    const struct variable *variable = state_get(evaluator->state, name);
    struct parameter_value value = {.is_list = true, .is_joined = parameter_is_star(expansion)};
    if (variable && variable->kind == VARIABLE_ARRAY) {
        value.items = variable->items;
        value.count = variable->count;
        return value;
    }
    if (variable && variable->kind == VARIABLE_MAP) {
        struct text *all = ARENA_NEW(evaluator->arena, struct text);
        *all = unordered(expansion, variable->items, variable->count);
        value.items = variable->count > 1 ? all : variable->items;
        value.count = variable->count > 1 ? 1 : variable->count;
        return value;
    }
    /* Of an array that isn't known, or of the script's own arguments, there may be any number. A
     * variable that isn't known to be an array is one word. */
    struct text *one = ARENA_NEW(evaluator->arena, struct text);
    if (variable && variable->kind != VARIABLE_OPAQUE) {
        *one = variable->value;
    } else {
        slice from =
            variable && variable->value.count > 0
                ? variable->value.pieces[0].hole->from
                : arena_printf(evaluator->arena, "$%.*s", SLICE_ARGS(expansion->parameter->name));
        *one = evaluator_unknown_list(evaluator, from, expansion->span);
    }
    value.items = one;
    value.count = !variable || variable->kind != VARIABLE_UNSET;
    return value;
}
