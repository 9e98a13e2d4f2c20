/* The operators of parameter expansion (bash(1) "Parameter Expansion"). In: a value and what stands
 * behind the name. Out: what comes of it, as far as it is known. */
#include "shell/parameter.h"

#include "base/utf8.h"
#include "shell/pattern.h"

#include <stdlib.h>

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
    if (parameter_is_positional(parameter->name)) {
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
    enum emptiness emptiness = text_emptiness(value);
    bool may_lack = parameter->has_subscript && emptiness == ALWAYS_EMPTY; /* the item */
    return parameter->colon ? emptiness : may_lack ? MAYBE_EMPTY : NEVER_EMPTY;
}

static struct text either(const struct expansion *expansion, struct text first, struct text second)
{
    struct text *alternatives = ARENA_ARRAY(expansion->evaluator->arena, struct text, 2);
    alternatives[0] = first;
    alternatives[1] = second;
    return text_choice(expansion->evaluator->arena, expansion->evaluator->state->next_choice++,
                       alternatives, 2);
}

/* An operand that may not be expanded at all, for there may be a value; false where the shell ends
 * if it is. */
static bool operand_if_needed(const struct expansion *expansion, bool is_needed, struct text *other)
{
    struct shell_evaluator *evaluator = expansion->evaluator;
    if (is_needed) {
        *other = operand_text(expansion, expansion->parameter->operand);
        return true;
    }
    struct branch branch = branch_begin(evaluator);
    *other = operand_text(expansion, expansion->parameter->operand);
    struct changes ways[] = {branch_end(evaluator, branch), {.live = true}};
    evaluate_join(evaluator, ways, 2);
    return ways[0].live;
}

static struct text use_default(struct shell_evaluator *evaluator, void *data, struct text value)
{
    const struct expansion *expansion = data;
    enum emptiness emptiness = presence(expansion, value);
    if (emptiness == NEVER_EMPTY) {
        return value;
    }
    struct text other;
    bool is_needed = emptiness == ALWAYS_EMPTY && !expansion->is_alternative;
    bool goes_on = operand_if_needed(expansion, is_needed, &other);
    if (emptiness == ALWAYS_EMPTY) {
        return other;
    }
    if (!goes_on) {
        return value;
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
    struct text other;
    bool is_needed = emptiness == NEVER_EMPTY && !expansion->is_alternative;
    bool goes_on = operand_if_needed(expansion, is_needed, &other);
    if (!goes_on) {
        return (struct text){0};
    }
    return emptiness == NEVER_EMPTY ? other : either(expansion, other, (struct text){0});
}

static struct text assign_default(struct expansion *expansion, struct text value)
{
    value = text_map_choices(expansion->evaluator, use_default, expansion, value);
    state_set_text(expansion->evaluator->state, expansion->parameter->name, value);
    return value;
}

/* ${x?…}: without a value the shell ends. */
static struct text demand(const struct expansion *expansion, struct text value)
{
    if (!expansion->parameter->prefix && presence(expansion, value) == ALWAYS_EMPTY) {
        evaluate_exit(expansion->evaluator, STATUS_FAILURE);
    }
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

bool parameter_number(const struct expansion *expansion, const struct word_part *parts,
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
    if (!parameter_number(expansion, parameter->operand, &offset) ||
        (parameter->has_second && !parameter_number(expansion, parameter->second, &length))) {
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

struct text parameter_operate(struct expansion *expansion, struct text value)
{
    struct shell_evaluator *evaluator = expansion->evaluator;
    bool pattern_given = expansion->parameter->operand != NULL;
    expansion->is_alternative = text_first_choice(value) != NULL;
    switch (expansion->parameter->operation) {
    case PARAMETER_PLAIN:
        return value;
    case PARAMETER_ERROR:
        return demand(expansion, value);
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

/* ---- What stands before the name ---- */

static struct text length_of(struct shell_evaluator *evaluator, void *data, struct text value)
{
    const struct expansion *expansion = data;
    slice bytes;
    if (!text_is_literal(evaluator->arena, value, &bytes)) {
        return parameter_hole(expansion, SHAPE_INTEGER);
    }
    return parameter_literal(expansion, arena_printf(evaluator->arena, "%zu", utf8_count(bytes)));
}

static struct text indirect(struct shell_evaluator *evaluator, void *data, struct text name)
{
    const struct expansion *expansion = data;
    slice bytes;
    if (!text_is_literal(evaluator->arena, name, &bytes) || bytes.length == 0) {
        return evaluator_derived(evaluator, name, SHAPE_UNKNOWN, "${!…}", expansion->span);
    }
    return parameter_named(expansion, bytes);
}

struct text parameter_length(struct expansion *expansion, struct text value)
{
    return text_map_choices(expansion->evaluator, length_of, expansion, value);
}

struct text parameter_indirect(struct expansion *expansion, struct text name)
{
    return text_map_choices(expansion->evaluator, indirect, expansion, name);
}
