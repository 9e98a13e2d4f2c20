/* Assignments (bash(1) "PARAMETERS", "Arrays"). In: a word that is one. Out: the variable in the
 * state. */
#include "shell/assign.h"

struct text assigned_integer(struct shell_evaluator *evaluator, struct text value, struct span span)
{
    int64_t number;
    if (!evaluate_arithmetic(evaluator, value, SLICE(""), span, &number)) {
        return evaluator_hole(evaluator, SHAPE_INTEGER, SLICE("declare -i"), span);
    }
    slice bytes;
    slice digits = arena_printf(evaluator->arena, "%lld", (long long)number);
    bool same = text_is_literal(evaluator->arena, value, &bytes) && slice_equal(bytes, digits);
    return same ? value : text_literal(evaluator->arena, digits, span);
}

static struct text by_attributes(struct shell_evaluator *evaluator, const struct variable *before,
                                 struct text value, struct span span)
{
    struct text changed = value;
    if (before && (before->lower || before->upper)) {
        changed = text_change_case(evaluator, value, before->lower,
                                   before->lower ? "declare -l" : "declare -u", span);
    } else if (before && before->integer) {
        changed = assigned_integer(evaluator, value, span);
    }
    if (!before || !before->attributes_vary || text_equal(changed, value)) {
        return changed;
    }
    struct text *either = ARENA_ARRAY(evaluator->arena, struct text, 2);
    either[0] = value;
    either[1] = changed;
    return text_choice(evaluator->arena, evaluator->state->next_choice++, either, 2);
}

struct variable *variable_like(struct shell_evaluator *evaluator, const struct variable *before,
                               enum variable_kind kind)
{
    struct variable *variable = ARENA_NEW(evaluator->arena, struct variable);
    if (before) {
        variable->integer = before->integer;
        variable->lower = before->lower;
        variable->upper = before->upper;
        variable->attributes_vary = before->attributes_vary;
        variable->is_map = before->is_map;
        variable->local_depth = before->local_depth;
    }
    variable->kind = kind;
    return variable;
}

static void set_scalar(struct shell_evaluator *evaluator, slice name, struct text value,
                       struct span span)
{
    const struct variable *before = state_get(evaluator->state, name);
    if (before && before->is_reference && before->refers_to.length > 0) {
        name = before->refers_to;
        before = state_get(evaluator->state, name);
    }
    if (evaluator->trapped && map_get(evaluator->trapped, name)) {
        value = evaluator_unknown(evaluator, SLICE("a trap that sets it at any time"), span);
    }
    evaluator_emit_named(evaluator, SHELL_ASSIGNMENT, name, value, span);
    if (before && before->is_reference) {
        /* declare -n: it is another variable that changes. */
        state_forget(evaluator->state, SLICE("an assignment through a reference"), span);
        return;
    }
    struct variable *variable = variable_like(evaluator, before, VARIABLE_SCALAR);
    variable->value = value;
    state_set(evaluator->state, name, variable);
}

/* The value as it is put into the variable: changed by its attributes, with a step on its trail. */
static struct text value_set(struct shell_evaluator *evaluator, slice name, struct text value,
                             struct span span)
{
    const struct variable *before = state_get(evaluator->state, name);
    value = by_attributes(evaluator, before, text_bounded(evaluator, value, span), span);
    return text_with_step(evaluator->arena, value, TRAIL_SET, name, span);
}

void assign_text(struct shell_evaluator *evaluator, slice name, struct text value, struct span span)
{
    set_scalar(evaluator, name, value_set(evaluator, name, value, span), span);
}

void assign_unnamed(struct shell_evaluator *evaluator, struct text name, slice from,
                    struct span span)
{
    slice bytes;
    slice prefix = text_whole_prefix(evaluator->arena, name);
    slice known = assigned_name(prefix);
    if (known.length == prefix.length && !text_is_literal(evaluator->arena, name, &bytes)) {
        state_forget_named(evaluator->state, prefix, from, span);
    } else if (known.length > 0) {
        assign_opaque(evaluator, known, span); /* name[$i] */
    }
}

/* What was there before keeps its trail as it is. */
static void append_text(struct shell_evaluator *evaluator, slice name, struct text value,
                        struct span span)
{
    struct text_builder builder = {.arena = evaluator->arena};
    const struct variable *before = state_get(evaluator->state, name);
    bool refers = before && before->is_reference && before->refers_to.length > 0;
    text_append(&builder, state_value(evaluator->state, refers ? before->refers_to : name));
    text_append(&builder, value_set(evaluator, name, value, span));
    set_scalar(evaluator, name, text_bounded(evaluator, text_finish(&builder), span), span);
}

static const struct word_part *array_of(const struct token *token, uint32_t start)
{
    for (const struct word_part *part = token->parts; part; part = part->next) {
        if (part->kind == PART_ARRAY && part->start >= start) {
            return part;
        }
    }
    return NULL;
}

bool evaluate_assignment(struct shell_evaluator *evaluator, const struct token *token)
{
    const struct shell_script *script = evaluator->script;
    struct assignment assignment;
    if (!assignment_read(script, token, &assignment)) {
        return false;
    }
    struct span span = view_span(script->view, token->start, token->end);
    const struct word_part *array = array_of(token, assignment.value);
    if (array) {
        assign_array(evaluator, &assignment, array, span);
        return true;
    }
    struct shell_word word = {assignment.value, token->end, token->parts};
    struct text value = expand_unsplit(evaluator, script->view, word);
    const struct variable *before = state_get(evaluator->state, assignment.name);
    if (assignment.has_subscript) {
        assign_item(evaluator, &assignment, token->parts, value, span);
    } else if (before && before->kind >= VARIABLE_ARRAY) {
        assign_opaque(evaluator, assignment.name, span);
    } else if (assignment.appends && before && before->integer) {
        assign_text(evaluator, assignment.name,
                    evaluator_hole(evaluator, SHAPE_INTEGER, SLICE("declare -i"), span), span);
    } else if (assignment.appends) {
        append_text(evaluator, assignment.name, value, span);
    } else {
        assign_text(evaluator, assignment.name, value, span);
    }
    return true;
}
