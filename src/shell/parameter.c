/* Parameter expansion (bash(1) "Parameter Expansion"; POSIX.1-2017 XCU 2.6.2).
 * In: one ${…} and the state. Out: the text that it gives, as far as it is known. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "shell/expand.h"
#include "shell/pattern.h"

#include <stdlib.h>

/* One expansion at work. */
struct expansion {
    struct shell_evaluator *evaluator;
    const struct view *view;
    const struct parameter *parameter;
    struct span span;
    bool quoted;
    const char *by; /* the operator as written, for the names of holes */
};

static struct text literal_here(const struct expansion *expansion, slice bytes)
{
    return text_literal(expansion->evaluator->arena, bytes, expansion->span);
}

static struct text hole_here(const struct expansion *expansion, enum shape shape)
{
    slice from =
        arena_printf(expansion->evaluator->arena, "$%.*s", SLICE_ARGS(expansion->parameter->name));
    return evaluator_hole(expansion->evaluator, shape, from, expansion->span);
}

/* ---- What the name stands for ---- */

static bool is_number(slice name)
{
    return name.length > 0 && ascii_is_digit(name.data[0]);
}

/* $1 and so on outside functions come with the call of the script. */
static struct text unknown_argument(const struct expansion *expansion, slice name)
{
    struct state *state = expansion->evaluator->state;
    slice key = arena_printf(expansion->evaluator->arena, "$%.*s", SLICE_ARGS(name));
    const struct variable *known = state_get(state, key);
    if (known) {
        return known->value;
    }
    struct text unknown = slice_is(name, "0")
                              ? files_path(expansion->evaluator, PATH_SCRIPT, key, expansion->span)
                              : evaluator_unknown(expansion->evaluator, key, expansion->span);
    state_set_text(state, key, unknown);
    return unknown;
}

static struct text positional(const struct expansion *expansion, slice name)
{
    const struct variable *all = state_get(expansion->evaluator->state, STATE_POSITIONAL);
    unsigned long number = strtoul(arena_cstring(expansion->evaluator->arena, name), NULL, 10);
    if (number == 0 || !all) {
        return unknown_argument(expansion, name);
    }
    if (all->kind != VARIABLE_ARRAY) {
        return all->value;
    }
    if (number <= all->count) {
        return all->items[number - 1];
    }
    const struct parameter *parameter = expansion->parameter;
    if (expansion->evaluator->nounset && parameter->operation == PARAMETER_PLAIN) {
        evaluate_leave(expansion->evaluator, NULL); /* set -u: the shell ends with an error */
    }
    return (struct text){0};
}

static struct text number_of_arguments(const struct expansion *expansion)
{
    const struct variable *all = state_get(expansion->evaluator->state, STATE_POSITIONAL);
    if (!all || all->kind != VARIABLE_ARRAY) {
        return hole_here(expansion, SHAPE_INTEGER);
    }
    return literal_here(expansion, arena_printf(expansion->evaluator->arena, "%u", all->count));
}

/* Variables that bash itself gives a number to each time (bash(1) "Shell Variables"). */
static bool is_number_variable(slice name)
{
    static const char *const names[] = {"RANDOM",  "SRANDOM", "SECONDS", "LINENO", "EPOCHSECONDS",
                                        "BASHPID", "PPID",    "UID",     "EUID"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

static struct text special_or_variable(const struct expansion *expansion, slice name)
{
    struct state *state = expansion->evaluator->state;
    if (is_number(name)) {
        return positional(expansion, name);
    }
    if (slice_is(name, "#")) {
        return number_of_arguments(expansion);
    }
    if (slice_is(name, "?") || slice_is(name, "$") || slice_is(name, "!")) {
        return hole_here(expansion, SHAPE_INTEGER);
    }
    if (slice_is(name, "-")) {
        return hole_here(expansion, SHAPE_WORD);
    }
    if (is_number_variable(name) && !state_get(state, name)) {
        return hole_here(expansion, SHAPE_INTEGER);
    }
    if (slice_is(name, "BASH_SOURCE") && !state_get(state, name)) {
        return files_path(expansion->evaluator, PATH_SCRIPT, name, expansion->span);
    }
    if (slice_is(name, "PWD") && !state_get(state, name)) {
        return files_folder(expansion->evaluator);
    }
    const struct variable *variable = state_get(state, name);
    return state_value(state, variable && variable->is_reference && variable->refers_to.length > 0
                                  ? variable->refers_to
                                  : name);
}

static bool is_whole_array(const struct expansion *expansion)
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

static bool is_star(const struct expansion *expansion)
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
        return hole_here(expansion, SHAPE_TEXT);
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
        return special_or_variable(expansion, expansion->parameter->name);
    }
    if (variable->kind == VARIABLE_MAP) {
        return map_item(expansion, variable, subscript);
    }
    bool known = text_is_literal(evaluator->arena, subscript, &bytes) && is_number(bytes) &&
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
    return hole_here(expansion, SHAPE_TEXT);
}

static struct text array_item(struct expansion *expansion)
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
static struct parameter_value keys_of(const struct expansion *expansion)
{
    struct shell_evaluator *evaluator = expansion->evaluator;
    const struct variable *variable = state_get(evaluator->state, expansion->parameter->name);
    struct parameter_value value = {.is_list = true, .is_joined = is_star(expansion)};
    bool map = variable && variable->kind == VARIABLE_MAP;
    if (!map && !(variable && variable->kind == VARIABLE_ARRAY)) {
        slice from =
            arena_printf(evaluator->arena, "$%.*s", SLICE_ARGS(expansion->parameter->name));
        return (struct parameter_value){
            .text = evaluator_unknown_list(evaluator, from, expansion->span)};
    }
    struct text *words = ARENA_ARRAY(evaluator->arena, struct text, variable->count + 1);
    for (uint32_t i = 0; i < variable->count; i++) {
        words[i] = literal_here(expansion,
                                map ? variable->keys[i] : arena_printf(evaluator->arena, "%u", i));
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

static struct parameter_value whole_array(const struct expansion *expansion)
{
    struct shell_evaluator *evaluator = expansion->evaluator;
    slice name =
        expansion->parameter->has_subscript ? expansion->parameter->name : STATE_POSITIONAL;
    const struct variable *variable = state_get(evaluator->state, name);
    struct parameter_value value = {.is_list = true, .is_joined = is_star(expansion)};
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

/* ---- Operators ---- */

static struct text operand_text(const struct expansion *expansion, const struct word_part *parts)
{
    return expand_parts(expansion->evaluator, expansion->view, parts, 0,
                        expansion->quoted ? TEXT_DOUBLE_QUOTED : TEXT_PLAIN);
}

/* Whether ${x-…} and its like find a value: set, or set and not empty. */
static enum emptiness presence(const struct expansion *expansion, struct text value)
{
    const struct parameter *parameter = expansion->parameter;
    struct state *state = expansion->evaluator->state;
    if (is_number(parameter->name)) {
        const struct variable *all = state_get(state, STATE_POSITIONAL);
        if (!all || all->kind != VARIABLE_ARRAY) {
            return MAYBE_EMPTY;
        }
        slice number = parameter->name;
        if (strtoul(arena_cstring(expansion->evaluator->arena, number), NULL, 10) > all->count) {
            return ALWAYS_EMPTY;
        }
    } else {
        const struct variable *variable = state_get(state, parameter->name);
        if (variable && variable->kind == VARIABLE_UNSET) {
            return ALWAYS_EMPTY;
        }
        if (!variable) {
            return MAYBE_EMPTY;
        }
    }
    return parameter->colon ? text_emptiness(value) : NEVER_EMPTY;
}

static struct text either(const struct expansion *expansion, struct text first, struct text second)
{
    struct text *alternatives = ARENA_ARRAY(expansion->evaluator->arena, struct text, 2);
    alternatives[0] = first;
    alternatives[1] = second;
    return text_choice(expansion->evaluator->arena, expansion->evaluator->state->next_choice++,
                       alternatives, 2);
}

static struct text use_default(struct shell_evaluator *evaluator, void *data, struct text value)
{
    const struct expansion *expansion = data;
    enum emptiness emptiness = presence(expansion, value);
    if (emptiness == NEVER_EMPTY) {
        return value;
    }
    struct text other = operand_text(expansion, expansion->parameter->operand);
    if (emptiness == ALWAYS_EMPTY) {
        return other;
    }
    return either(expansion, expansion->parameter->colon ? text_not_empty(evaluator, value) : value,
                  other);
}

static struct text use_alternative(struct shell_evaluator *evaluator, void *data, struct text value)
{
    const struct expansion *expansion = data;
    enum emptiness emptiness = presence(expansion, value);
    if (emptiness == ALWAYS_EMPTY) {
        return (struct text){0};
    }
    struct text other = operand_text(expansion, expansion->parameter->operand);
    return emptiness == NEVER_EMPTY ? other : either(expansion, other, (struct text){0});
}

static struct text assign_default(struct expansion *expansion, struct text value)
{
    value = text_map_choices(expansion->evaluator, use_default, expansion, value);
    state_set_text(expansion->evaluator->state, expansion->parameter->name, value);
    return value;
}

/* The text with part of it cut off or replaced, where what is left can't be told. */
static struct text cut_hole(const struct expansion *expansion, struct text value)
{
    bool word = true;
    for (size_t i = 0; i < value.count; i++) {
        word = word && value.pieces[i].kind == PIECE_HOLE &&
               shape_is_one_word(value.pieces[i].hole->shape);
    }
    return evaluator_derived(expansion->evaluator, value, word ? SHAPE_WORD : SHAPE_TEXT,
                             expansion->by, expansion->span);
}

/* ${ID%%-*} and ${ID##*-}: the first and the last group of a UUID. */
static bool is_dash_pattern(slice pattern, bool suffix)
{
    return slice_is(pattern, suffix ? "-*" : "*-");
}

static struct text cut_pattern(struct shell_evaluator *evaluator, void *data, struct text value)
{
    const struct expansion *expansion = data;
    enum parameter_operator operation = expansion->parameter->operation;
    bool suffix = operation == PARAMETER_CUT_SUFFIX || operation == PARAMETER_CUT_SUFFIXES;
    bool longest = operation == PARAMETER_CUT_PREFIXES || operation == PARAMETER_CUT_SUFFIXES;
    slice pattern;
    slice bytes;
    size_t length;
    bool known =
        expand_pattern(evaluator, expansion->view, expansion->parameter->operand, &pattern);
    struct text folder;
    if (known && slice_is(pattern, "/*") && suffix && !longest && value.count == 1 &&
        value.pieces[0].kind == PIECE_HOLE && files_folder_of(evaluator, value, &folder)) {
        return folder; /* as dirname "$0" */
    }
    if (known && text_is_uuid(value) && longest && is_dash_pattern(pattern, suffix)) {
        return evaluator_derived(evaluator, value, SHAPE_HEX, expansion->by, expansion->span);
    }
    if (!known || !text_is_literal(evaluator->arena, value, &bytes)) {
        return cut_hole(expansion, value);
    }
    bool found = suffix ? pattern_match_suffix(evaluator->arena, bytes, pattern, longest, &length)
                        : pattern_match_prefix(evaluator->arena, bytes, pattern, longest, &length);
    if (!found) {
        return value;
    }
    return suffix ? text_cut(evaluator->arena, value, 0, bytes.length - length)
                  : text_cut(evaluator->arena, value, length, bytes.length);
}

/* ${x/#/prefix} and ${x/%/suffix}; any other empty pattern matches nothing. */
static struct text replace_nothing(const struct expansion *expansion, struct text value,
                                   struct text replacement)
{
    enum parameter_operator operation = expansion->parameter->operation;
    struct text_builder builder = {.arena = expansion->evaluator->arena};
    if (operation == PARAMETER_REPLACE_START) {
        text_append(&builder, replacement);
    }
    text_append(&builder, value);
    if (operation == PARAMETER_REPLACE_END) {
        text_append(&builder, replacement);
    }
    return text_finish(&builder);
}

/* Whether the replacement may hold an & that stands for what was matched, as bash has it from 5.2
 * on (bash(1), patsub_replacement). */
static bool refers_to_match(struct text replacement)
{
    for (size_t i = 0; i < replacement.count; i++) {
        const struct text_piece *piece = &replacement.pieces[i];
        if (piece->kind == PIECE_LITERAL &&
            (slice_find_byte(piece_bytes(piece), '&') < piece->length ||
             slice_find_byte(piece_bytes(piece), '\\') < piece->length)) {
            return true;
        }
    }
    return false;
}

/* Whether it is a template, filled in part: more than a hole alone. */
static bool holds_literals(struct text value)
{
    for (size_t i = 0; i < value.count; i++) {
        if (value.pieces[i].kind == PIECE_LITERAL && value.pieces[i].length > 1) {
            return true;
        }
    }
    return false;
}

static struct text replace(struct shell_evaluator *evaluator, void *data, struct text value)
{
    const struct expansion *expansion = data;
    const struct parameter *parameter = expansion->parameter;
    slice pattern;
    slice bytes;
    bool known = expand_pattern(evaluator, expansion->view, parameter->operand, &pattern);
    if (text_is_uuid(value) && known && (slice_is(pattern, "-") || slice_is(pattern, "\\-")) &&
        parameter->operation == PARAMETER_REPLACE_ALL && !parameter->second) {
        return evaluator_derived(evaluator, value, SHAPE_HEX, expansion->by, expansion->span);
    }
    struct text replacement = operand_text(expansion, parameter->second);
    if (known && pattern.length == 0) {
        return replace_nothing(expansion, value, replacement);
    }
    bool any =
        parameter->operation == PARAMETER_REPLACE || parameter->operation == PARAMETER_REPLACE_ALL;
    struct substitution substitution = {.replacement = replacement,
                                        .all = parameter->operation == PARAMETER_REPLACE_ALL};
    struct text result;
    bool literal = text_is_literal(evaluator->arena, value, &bytes);
    if (known && any && !literal && !refers_to_match(replacement) && holds_literals(value) &&
        pattern_is_plain(evaluator->arena, pattern, &substitution.find) &&
        text_substitute(evaluator->arena, value, &substitution, &result)) {
        return result;
    }
    if (!known || !literal || refers_to_match(replacement)) {
        return cut_hole(expansion, value);
    }
    struct text_builder builder = {.arena = evaluator->arena};
    size_t kept = 0;
    size_t from = 0;
    size_t to;
    while (pattern_find(evaluator->arena, bytes, pattern, parameter->operation, &from, &to)) {
        text_append(&builder, text_cut(evaluator->arena, value, kept, from));
        text_append(&builder, replacement);
        kept = to;
        from = to;
        if (parameter->operation != PARAMETER_REPLACE_ALL || from >= bytes.length) {
            break;
        }
    }
    text_append(&builder, text_cut(evaluator->arena, value, kept, bytes.length));
    return text_finish(&builder);
}

/* Offset and length where they are plain numbers. */
static bool plain_number(const struct expansion *expansion, const struct word_part *parts,
                         long *number)
{
    slice bytes;
    struct text text = expand_parts(expansion->evaluator, expansion->view, parts, 0, TEXT_PLAIN);
    if (!text_is_literal(expansion->evaluator->arena, text, &bytes)) {
        return false;
    }
    char *string = arena_cstring(expansion->evaluator->arena, slice_trim(bytes));
    char *end;
    *number = strtol(string, &end, 10);
    return end != string && *end == '\0' && labs(*number) < 1000000000;
}

static struct text substring(struct shell_evaluator *evaluator, void *data, struct text value)
{
    const struct expansion *expansion = data;
    const struct parameter *parameter = expansion->parameter;
    long offset;
    long length = 0;
    slice bytes;
    if (!plain_number(expansion, parameter->operand, &offset) ||
        (parameter->has_second && !plain_number(expansion, parameter->second, &length))) {
        return cut_hole(expansion, value);
    }
    if (text_is_uuid(value) && parameter->has_second && offset == 0 && length > 0 && length <= 8) {
        return evaluator_derived(evaluator, value, SHAPE_HEX, expansion->by, expansion->span);
    }
    if (!text_is_literal(evaluator->arena, value, &bytes) || utf8_count(bytes) != bytes.length) {
        return cut_hole(expansion, value);
    }
    long size = (long)bytes.length;
    long from = offset < 0 ? size + offset : offset;
    long to = !parameter->has_second ? size : length < 0 ? size + length : from + length;
    to = to > size ? size : to;
    if (from < 0 || from >= to) {
        return (struct text){0};
    }
    return text_cut(evaluator->arena, value, (size_t)from, (size_t)to);
}

static struct text first_letter_case(const struct expansion *expansion, struct text value,
                                     bool lower)
{
    slice bytes;
    struct arena *arena = expansion->evaluator->arena;
    if (!text_is_literal(arena, value, &bytes)) {
        return cut_hole(expansion, value);
    }
    struct text_builder builder = {.arena = arena};
    text_append(&builder, text_change_case(expansion->evaluator, text_cut(arena, value, 0, 1),
                                           lower, expansion->by, expansion->span));
    text_append(&builder, text_cut(arena, value, 1, bytes.length));
    return text_finish(&builder);
}

static struct text transform(const struct expansion *expansion, struct text value)
{
    slice letter = {NULL, 0};
    const struct word_part *operand = expansion->parameter->operand;
    if (operand && operand->kind == PART_LITERAL) {
        letter = slice_sub(expansion->view->bytes, operand->start, operand->end);
    }
    if (slice_is(letter, "L") || slice_is(letter, "U")) {
        return text_change_case(expansion->evaluator, value, slice_is(letter, "L"), expansion->by,
                                expansion->span);
    }
    return evaluator_derived(expansion->evaluator, value, SHAPE_TEXT, expansion->by,
                             expansion->span);
}

static struct text length_of(struct shell_evaluator *evaluator, void *data, struct text value)
{
    const struct expansion *expansion = data;
    slice bytes;
    if (!text_is_literal(evaluator->arena, value, &bytes)) {
        return hole_here(expansion, SHAPE_INTEGER);
    }
    return literal_here(expansion, arena_printf(evaluator->arena, "%zu", utf8_count(bytes)));
}

static struct text indirect(struct shell_evaluator *evaluator, void *data, struct text name)
{
    const struct expansion *expansion = data;
    slice bytes;
    if (!text_is_literal(evaluator->arena, name, &bytes) || bytes.length == 0) {
        return evaluator_derived(evaluator, name, SHAPE_UNKNOWN, "${!…}", expansion->span);
    }
    return special_or_variable(expansion, bytes);
}

static struct text apply(struct expansion *expansion, struct text value)
{
    struct shell_evaluator *evaluator = expansion->evaluator;
    bool pattern_given = expansion->parameter->operand != NULL;
    switch (expansion->parameter->operation) {
    case PARAMETER_PLAIN:
    case PARAMETER_ERROR:
        return value;
    case PARAMETER_DEFAULT:
        return text_map_choices(evaluator, use_default, expansion, value);
    case PARAMETER_ASSIGN:
        return assign_default(expansion, value);
    case PARAMETER_ALTERNATIVE:
        return text_map_choices(evaluator, use_alternative, expansion, value);
    case PARAMETER_CUT_PREFIX:
    case PARAMETER_CUT_PREFIXES:
    case PARAMETER_CUT_SUFFIX:
    case PARAMETER_CUT_SUFFIXES:
        return text_map_choices(evaluator, cut_pattern, expansion, value);
    case PARAMETER_REPLACE:
    case PARAMETER_REPLACE_ALL:
    case PARAMETER_REPLACE_START:
    case PARAMETER_REPLACE_END:
        return text_map_choices(evaluator, replace, expansion, value);
    case PARAMETER_UPPER:
    case PARAMETER_LOWER:
        if (pattern_given) {
            return cut_hole(expansion, value);
        }
        return text_change_case(evaluator, value,
                                expansion->parameter->operation == PARAMETER_LOWER, expansion->by,
                                expansion->span);
    case PARAMETER_UPPER_FIRST:
    case PARAMETER_LOWER_FIRST:
        return first_letter_case(expansion, value,
                                 expansion->parameter->operation == PARAMETER_LOWER_FIRST);
    case PARAMETER_SUBSTRING:
        return text_map_choices(evaluator, substring, expansion, value);
    case PARAMETER_TRANSFORM:
        return transform(expansion, value);
    }
    return value;
}

/* ---- Lists ---- */

static bool is_known_list(const struct expansion *expansion)
{
    slice name =
        expansion->parameter->has_subscript ? expansion->parameter->name : STATE_POSITIONAL;
    const struct variable *all = state_get(expansion->evaluator->state, name);
    return all && all->kind == VARIABLE_ARRAY;
}

/* "${@:2}", "${a[@]:1:2}": of the positional parameters the first is number 1. */
static struct parameter_value slice_of_list(const struct expansion *expansion,
                                            struct parameter_value list)
{
    const struct parameter *parameter = expansion->parameter;
    long from;
    long length = (long)list.count;
    bool known = is_known_list(expansion) && plain_number(expansion, parameter->operand, &from) &&
                 (!parameter->has_second || plain_number(expansion, parameter->second, &length));
    long first = parameter->has_subscript ? 0 : 1;
    if (!known || from < first || length < 0) {
        return (struct parameter_value){.text = hole_here(expansion, SHAPE_TEXT)};
    }
    from -= first;
    long end = from + length < (long)list.count ? from + length : (long)list.count;
    list.items += from < end ? from : 0;
    list.count = from < end ? (uint32_t)(end - from) : 0;
    return list;
}

/* An operator is applied to each word. */
static struct parameter_value changed_list(struct expansion *expansion, struct parameter_value list)
{
    struct text *items = ARENA_ARRAY(expansion->evaluator->arena, struct text, list.count);
    for (uint32_t i = 0; i < list.count; i++) {
        items[i] = apply(expansion, list.items[i]);
    }
    list.items = items;
    return list;
}

/* ---- Entry ---- */

static struct parameter_value expand_whole(struct expansion *expansion)
{
    const struct parameter *parameter = expansion->parameter;
    struct parameter_value list = whole_array(expansion);
    if (parameter->prefix == '#') {
        slice name = parameter->has_subscript ? parameter->name : STATE_POSITIONAL;
        const struct variable *all = state_get(expansion->evaluator->state, name);
        bool known = all && (all->kind == VARIABLE_ARRAY || all->kind == VARIABLE_MAP);
        slice count =
            arena_printf(expansion->evaluator->arena, "%u", known ? all->count : list.count);
        return (struct parameter_value){.text = known ? literal_here(expansion, count)
                                                      : hole_here(expansion, SHAPE_INTEGER)};
    }
    if (parameter->prefix == '!' && parameter->has_subscript) {
        return keys_of(expansion);
    }
    if (parameter->prefix == '!') {
        return (struct parameter_value){.text = hole_here(expansion, SHAPE_TEXT)};
    }
    if (parameter->operation == PARAMETER_PLAIN || parameter->operation == PARAMETER_ERROR ||
        (list.count > 0 && parameter->operation == PARAMETER_ALTERNATIVE)) {
        /* "${a[@]+"${a[@]}"}" is how old shells are kept from calling an empty array unset. */
        return list;
    }
    if (parameter->operation == PARAMETER_SUBSTRING) {
        return slice_of_list(expansion, list);
    }
    if (parameter->operation >= PARAMETER_CUT_PREFIX && list.count > 0) {
        return changed_list(expansion, list);
    }
    return (struct parameter_value){.text = hole_here(expansion, SHAPE_TEXT)};
}

static const char *written_operator(const struct expansion *expansion, const struct word_part *part)
{
    slice written = slice_sub(expansion->view->bytes, part->start, part->end);
    written = slice_sub(written, 0, slice_find_byte(written, '\n'));
    return arena_cstring(expansion->evaluator->arena, written);
}

struct parameter_value expand_parameter(struct shell_evaluator *evaluator, const struct view *view,
                                        const struct word_part *part, bool quoted)
{
    const struct parameter *parameter = part->parameter;
    struct expansion expansion = {
        .evaluator = evaluator,
        .view = view,
        .parameter = parameter,
        .span = view_span(view, part->start, part->end),
        .quoted = quoted,
    };
    if (parameter->name.length == 0) {
        return (struct parameter_value){
            .text =
                evaluator_unknown(evaluator, SLICE("something not understood"), expansion.span)};
    }
    expansion.by = parameter->operation == PARAMETER_PLAIN && !parameter->prefix
                       ? ""
                       : written_operator(&expansion, part);
    if (is_whole_array(&expansion)) {
        struct parameter_value whole = expand_whole(&expansion);
        if (quoted && is_star(&expansion)) { /* "$*" is one word, however many there are */
            whole.text = text_as_one_word(evaluator->arena, whole.text);
            struct text *items = ARENA_ARRAY(evaluator->arena, struct text, whole.count + 1);
            for (uint32_t i = 0; i < whole.count; i++) {
                items[i] = text_as_one_word(evaluator->arena, whole.items[i]);
            }
            whole.items = items;
        }
        return whole;
    }
    struct text value = parameter->has_subscript ? array_item(&expansion)
                                                 : special_or_variable(&expansion, parameter->name);
    if (parameter->prefix == '#') {
        value = text_map_choices(evaluator, length_of, &expansion, value);
    } else if (parameter->prefix == '!') {
        value = text_map_choices(evaluator, indirect, &expansion, value);
    }
    return (struct parameter_value){.text = apply(&expansion, value)};
}
