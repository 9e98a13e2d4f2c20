/* Arrays, indexed and associative (bash(1) "Arrays"). In: an assignment. Out: the array in the
 * state. */
#include "shell/assign.h"
#include "shell/split.h"

#include <stdlib.h>

void assign_opaque(struct shell_evaluator *evaluator, slice name, struct span span)
{
    const struct variable *before = state_get(evaluator->state, name);
    struct variable *variable = variable_like(evaluator, before, VARIABLE_OPAQUE);
    slice from = arena_printf(evaluator->arena, "array %.*s", SLICE_ARGS(name));
    variable->value = evaluator_hole(evaluator, SHAPE_TEXT, from, span);
    state_set(evaluator->state, name, variable);
}

/* An array under construction. */
struct array {
    struct shell_evaluator *evaluator;
    slice name;
    bool is_map;
    bool known;
    struct span span;
    VECTOR(struct text) items;
    VECTOR(slice) keys; /* of a map */
};

static struct array array_begin(struct shell_evaluator *evaluator, slice name, bool keep,
                                struct span span)
{
    const struct variable *before = state_get(evaluator->state, name);
    struct array array = {.evaluator = evaluator,
                          .name = name,
                          .is_map = before && before->is_map,
                          .known = !keep || !before || before->kind != VARIABLE_OPAQUE,
                          .span = span};
    bool has_items = before && (before->kind == VARIABLE_ARRAY || before->kind == VARIABLE_MAP);
    for (uint32_t i = 0; keep && has_items && i < before->count; i++) {
        VECTOR_PUSH(evaluator->arena, &array.items, before->items[i]);
        if (array.is_map) {
            VECTOR_PUSH(evaluator->arena, &array.keys, before->keys[i]);
        }
    }
    if (keep && before && before->kind == VARIABLE_SCALAR) {
        VECTOR_PUSH(evaluator->arena, &array.items, before->value);
        array.known = !array.is_map;
    }
    return array;
}

static void array_finish(struct array *array)
{
    struct shell_evaluator *evaluator = array->evaluator;
    const struct variable *before = state_get(evaluator->state, array->name);
    if (!array->known || array->items.count > STATE_WEIGHT_MAX) {
        assign_opaque(evaluator, array->name, array->span);
        return;
    }
    struct variable *variable =
        variable_like(evaluator, before, array->is_map ? VARIABLE_MAP : VARIABLE_ARRAY);
    variable->items = array->items.items;
    variable->keys = array->is_map ? array->keys.items : NULL;
    variable->count = (uint32_t)array->items.count;
    state_set(evaluator->state, array->name, variable);
}

static struct text item_value(struct array *array, struct text value, struct span span)
{
    return text_with_step(array->evaluator->arena, value, TRAIL_SET, array->name, span);
}

/* ---- Items with subscripts ---- */

/* What stands in […]; the bytes from `start` up to `end` of the script. */
static struct text subscript_text(struct shell_evaluator *evaluator, const struct word_part *parts,
                                  uint32_t start, uint32_t end)
{
    const struct view *view = evaluator->script->view;
    const struct word_part whole = {.kind = PART_LITERAL, .start = start, .end = end};
    return expand_parts(evaluator, view,
                        parts ? parts_between(evaluator->arena, parts, start, end) : &whole, 0,
                        TEXT_DOUBLE_QUOTED);
}

/* Where the subscript leads in an indexed array; false where that isn't known. */
static bool index_of(const struct array *array, slice key, size_t *index)
{
    char *digits = arena_cstring(array->evaluator->arena, key);
    bool plain = *digits && strspn(digits, "0123456789") == key.length && key.length < 6;
    *index = plain ? strtoul(digits, NULL, 10) : 0;
    return plain && *index <= array->items.count;
}

static bool place_of_key(const struct array *array, slice key, size_t *place)
{
    if (!array->is_map) {
        return index_of(array, key, place);
    }
    for (*place = 0; *place < array->keys.count; ++*place) {
        if (slice_equal(array->keys.items[*place], key)) {
            break;
        }
    }
    return true;
}

static void set_item(struct array *array, struct text subscript, struct text value, bool appends)
{
    struct arena *arena = array->evaluator->arena;
    slice key;
    size_t place;
    if (!text_is_literal(arena, subscript, &key) || !place_of_key(array, key, &place)) {
        array->known = false;
        return;
    }
    if (place < array->items.count) {
        struct text_builder builder = {.arena = arena};
        text_append(&builder, appends ? array->items.items[place] : (struct text){0});
        text_append(&builder, value);
        array->items.items[place] = text_finish(&builder);
        return;
    }
    VECTOR_PUSH(arena, &array->items, value);
    if (array->is_map) {
        key = arena_copy(arena, key);
        VECTOR_PUSH(arena, &array->keys, key);
    }
}

/* list[i++]=… changes i. */
static struct text counted_subscript(struct shell_evaluator *evaluator, struct text subscript,
                                     slice written, struct span span)
{
    int64_t index;
    bool counts = slice_find(written, SLICE("++")) < written.length ||
                  slice_find(written, SLICE("--")) < written.length ||
                  slice_find_byte(written, '=') < written.length;
    if (!counts || !evaluate_arithmetic(evaluator, subscript, written, span, &index)) {
        return subscript;
    }
    return text_literal(evaluator->arena, arena_printf(evaluator->arena, "%lld", (long long)index),
                        span);
}

void assign_item(struct shell_evaluator *evaluator, const struct assignment *assignment,
                 const struct word_part *parts, struct text value, struct span span)
{
    struct array array = array_begin(evaluator, assignment->name, true, span);
    uint32_t start = assignment->start + (uint32_t)assignment->name.length + 1;
    uint32_t end = start + (uint32_t)assignment->subscript.length;
    struct text subscript = subscript_text(evaluator, parts, start, end);
    evaluator_emit_named(evaluator, SHELL_ASSIGNMENT, assignment->name, value, span);
    if (!array.is_map) {
        subscript = counted_subscript(evaluator, subscript, assignment->subscript, span);
    }
    set_item(&array, subscript, item_value(&array, value, span), assignment->appends);
    array_finish(&array);
}

/* ---- Lists ---- */

/* `[subscript]=value` as an item of a list. */
static void add_subscripted(struct array *array, const struct word_part *word)
{
    struct shell_evaluator *evaluator = array->evaluator;
    const struct view *view = evaluator->script->view;
    slice bytes = slice_sub(view->bytes, word->start, word->end);
    uint32_t end = (uint32_t)subscript_end(bytes, 0);
    if (end >= bytes.length || bytes.data[end] != '=') {
        array->known = false; /* [k]+=v, or a pattern */
        return;
    }
    struct text subscript =
        subscript_text(evaluator, word->children, word->start + 1, word->start + end - 1);
    struct shell_word value = {word->start + end + 1, word->end, word->children};
    set_item(array, subscript,
             item_value(array, expand_unsplit(evaluator, view, value),
                        view_span(view, word->start, word->end)),
             false);
}

void assign_array(struct shell_evaluator *evaluator, const struct assignment *assignment,
                  const struct word_part *list, struct span span)
{
    const struct view *view = evaluator->script->view;
    struct array array = array_begin(evaluator, assignment->name, assignment->appends, span);
    bool goes_back = false;
    for (const struct word_part *word = list->children; word; word = word->next) {
        if (view->bytes.data[word->start] == '[') {
            size_t before = array.items.count;
            add_subscripted(&array, word);
            goes_back = array.items.count == before;
            continue;
        }
        struct arguments words = {0};
        expand_word(evaluator, view, (struct shell_word){word->start, word->end, word->children},
                    &words);
        /* (key value …) since bash 5.1; behind [i]=… goes on from there. */
        array.known = array.known && !array.is_map && !goes_back;
        for (size_t i = 0; i < words.count; i++) {
            VECTOR_PUSH(evaluator->arena, &array.items,
                        item_value(&array, words.items[i].text, words.items[i].span));
        }
    }
    array_finish(&array);
}
