/* Parameter expansion (bash(1) "Parameter Expansion"; POSIX.1-2017 XCU 2.6.2).
 * In: one ${…} and the state. Out: the text that it gives, as far as it is known. */
#include "shell/parameter.h"

#include "base/ascii.h"
#include "shell/setting.h"

#include <stdlib.h>

struct text parameter_literal(const struct expansion *expansion, slice bytes)
{
    return text_literal(expansion->evaluator->arena, bytes, expansion->span);
}

struct text parameter_hole(const struct expansion *expansion, enum shape shape)
{
    slice from =
        arena_printf(expansion->evaluator->arena, "$%.*s", SLICE_ARGS(expansion->parameter->name));
    return evaluator_hole(expansion->evaluator, shape, from, expansion->span);
}

/* ---- What the name stands for ---- */

bool parameter_is_positional(slice name)
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
    if (setting_is_on(expansion->evaluator, SETTING_NOUNSET) &&
        parameter->operation == PARAMETER_PLAIN) {
        evaluate_exit(expansion->evaluator, STATUS_FAILURE); /* set -u */
    }
    return (struct text){0};
}

static struct text number_of_arguments(const struct expansion *expansion)
{
    const struct variable *all = state_get(expansion->evaluator->state, STATE_POSITIONAL);
    if (!all || all->kind != VARIABLE_ARRAY) {
        return parameter_hole(expansion, SHAPE_INTEGER);
    }
    return parameter_literal(expansion,
                             arena_printf(expansion->evaluator->arena, "%u", all->count));
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

struct text parameter_named(const struct expansion *expansion, slice name)
{
    struct state *state = expansion->evaluator->state;
    if (parameter_is_positional(name)) {
        return positional(expansion, name);
    }
    if (slice_is(name, "#")) {
        return number_of_arguments(expansion);
    }
    if (slice_is(name, "?") || slice_is(name, "$") || slice_is(name, "!")) {
        return parameter_hole(expansion, SHAPE_INTEGER);
    }
    if (slice_is(name, "-")) {
        return parameter_hole(expansion, SHAPE_WORD);
    }
    if (is_number_variable(name) && !state_get(state, name)) {
        return parameter_hole(expansion, SHAPE_INTEGER);
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
    bool known =
        is_known_list(expansion) && parameter_number(expansion, parameter->operand, &from) &&
        (!parameter->has_second || parameter_number(expansion, parameter->second, &length));
    long first = parameter->has_subscript ? 0 : 1;
    if (!known || from < first || length < 0) {
        return (struct parameter_value){.text = parameter_hole(expansion, SHAPE_TEXT)};
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
        items[i] = parameter_operate(expansion, list.items[i]);
    }
    list.items = items;
    return list;
}

/* ---- Entry ---- */

static struct parameter_value expand_whole(struct expansion *expansion)
{
    const struct parameter *parameter = expansion->parameter;
    struct parameter_value list = parameter_whole_array(expansion);
    if (parameter->prefix == '#') {
        slice name = parameter->has_subscript ? parameter->name : STATE_POSITIONAL;
        const struct variable *all = state_get(expansion->evaluator->state, name);
        bool known = all && (all->kind == VARIABLE_ARRAY || all->kind == VARIABLE_MAP);
        slice count =
            arena_printf(expansion->evaluator->arena, "%u", known ? all->count : list.count);
        return (struct parameter_value){.text = known ? parameter_literal(expansion, count)
                                                      : parameter_hole(expansion, SHAPE_INTEGER)};
    }
    if (parameter->prefix == '!' && parameter->has_subscript) {
        return parameter_keys(expansion);
    }
    if (parameter->prefix == '!') {
        return (struct parameter_value){.text = parameter_hole(expansion, SHAPE_TEXT)};
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
    return (struct parameter_value){.text = parameter_hole(expansion, SHAPE_TEXT)};
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
    if (parameter_is_whole_array(&expansion)) {
        struct parameter_value whole = expand_whole(&expansion);
        if (quoted &&
            parameter_is_star(&expansion)) { /* "$*" is one word, however many there are */
            whole.text = text_as_one_word(evaluator->arena, whole.text);
            struct text *items = ARENA_ARRAY(evaluator->arena, struct text, whole.count + 1);
            for (uint32_t i = 0; i < whole.count; i++) {
                items[i] = text_as_one_word(evaluator->arena, whole.items[i]);
            }
            whole.items = items;
        }
        return whole;
    }
    struct text value = parameter->has_subscript ? parameter_item(&expansion)
                                                 : parameter_named(&expansion, parameter->name);
    if (parameter->prefix == '#') {
        value = parameter_length(&expansion, value);
    } else if (parameter->prefix == '!') {
        value = parameter_indirect(&expansion, value);
    }
    return (struct parameter_value){.text = parameter_operate(&expansion, value)};
}
