/* Declarations: local, export, declare, readonly, typeset (bash(1) "SHELL BUILTIN COMMANDS"). In:
 * the words of one. Out: variables with their attributes, and what `local` hides. */
#include "shell/assignment.h"
#include "shell/builtin.h"
#include "shell/expand.h"

struct declaration {
    bool hides;    /* local to the function */
    bool inherits; /* local -I: with the value it has outside */
    bool global;   /* declare -g */
    bool array;
    bool exports;
    bool shows;                 /* -p, -f: nothing is declared */
    struct variable attributes; /* is_map: declare -A */
};

bool is_declaration(slice command)
{
    static const char *const names[] = {"local", "export", "declare", "readonly", "typeset"};
    return SLICE_IS_ONE_OF(command, names);
}

static void take_attributes(slice option, struct declaration *declaration)
{
    for (size_t i = 1; i < option.length; i++) {
        char c = option.data[i];
        declaration->attributes.integer |= c == 'i';
        declaration->attributes.lower |= c == 'l';
        declaration->attributes.upper |= c == 'u';
        declaration->attributes.is_reference |= c == 'n';
        declaration->array |= c == 'a' || c == 'A';
        declaration->attributes.is_map |= c == 'A';
        declaration->exports |= c == 'x';
        declaration->shows |= c == 'p' || c == 'f' || c == 'F';
        declaration->hides &= c != 'g';
        declaration->global |= c == 'g';
        declaration->inherits |= c == 'I';
    }
}

/* Which of the calls at work the function's is. */
static uint16_t depth_here(const struct shell_evaluator *evaluator)
{
    return (uint16_t)(evaluator->call ? evaluator->call_depth + 1 : 0);
}

static bool is_local_here(const struct shell_evaluator *evaluator, const struct variable *variable)
{
    return evaluator->call && variable && variable->local_depth == depth_here(evaluator);
}

/* declare -g sets the variable that a local one hides, which stays as it is. */
static bool sets_hidden(struct shell_evaluator *evaluator, const struct declaration *declaration,
                        slice name, struct span span)
{
    const struct variable *local = state_get(evaluator->state, name);
    if (!declaration->global || !local || local->local_depth == 0) {
        return false;
    }
    for (struct function_call *call = evaluator->call; call; call = call->outer) {
        for (size_t i = 0; i < call->hidden.count; i++) {
            if (slice_equal(call->hidden.items[i].name, name)) {
                struct variable *unknown = ARENA_NEW(evaluator->arena, struct variable);
                unknown->kind = VARIABLE_OPAQUE;
                unknown->value = evaluator_unknown(evaluator, SLICE("declare -g"), span);
                call->hidden.items[i].variable = unknown;
            }
        }
    }
    return true;
}

static void hide(struct shell_evaluator *evaluator, slice name)
{
    struct function_call *call = evaluator->call;
    if (call) {
        struct hidden_variable hidden = {arena_copy(evaluator->arena, name),
                                         state_get(evaluator->state, name)};
        VECTOR_PUSH(evaluator->arena, &call->hidden, hidden);
    }
}

static void declare_name(struct shell_evaluator *evaluator, const struct declaration *declaration,
                         slice name, bool assigned)
{
    const struct variable *before = state_get(evaluator->state, name);
    const struct variable *wanted = &declaration->attributes;
    if (declaration->hides) {
        hide(evaluator, name);
    }
    bool attributes = wanted->integer || wanted->lower || wanted->upper;
    bool stays = !declaration->hides || declaration->inherits || is_local_here(evaluator, before);
    if (stays && !declaration->inherits && !attributes && !declaration->array) {
        return; /* export NAME, readonly NAME, NAME is local: the value stays */
    }
    struct variable *variable = ARENA_NEW(evaluator->arena, struct variable);
    *variable = declaration->attributes;
    variable->kind = VARIABLE_UNSET;
    variable->local_depth = before ? before->local_depth : 0;
    if (declaration->hides) {
        variable->local_depth = depth_here(evaluator);
    }
    if (stays && before) {
        variable->kind = before->kind;
        variable->value = before->value;
        variable->items = before->items;
        variable->keys = before->keys;
        variable->count = before->count;
        variable->is_map |= before->is_map;
    } else if (declaration->array) {
        variable->kind = variable->is_map ? VARIABLE_MAP : VARIABLE_ARRAY;
    } else if (stays && !assigned) {
        variable->kind = VARIABLE_SCALAR;
        variable->value = state_value(evaluator->state, name);
    }
    state_set(evaluator->state, name, variable);
}

/* The name that is put into a reference, if it is one and known; not that of the reference, which
 * would lead round in a circle. */
static slice referred_name(struct shell_evaluator *evaluator, const struct token *token, slice name)
{
    slice word = token_bytes(evaluator->script, token);
    size_t equals = slice_find_byte(word, '=');
    struct shell_word value = {token->start + (uint32_t)equals + 1, token->end, token->parts};
    slice target;
    if (equals != name.length ||
        !text_is_literal(evaluator->arena,
                         expand_unsplit(evaluator, evaluator->script->view, value), &target) ||
        assigned_name(target).length != target.length || slice_equal(target, name)) {
        return SLICE("");
    }
    const struct variable *other = state_get(evaluator->state, target);
    return other && (other->is_reference || other->kind >= VARIABLE_ARRAY) ? SLICE("") : target;
}

/* declare -n. Where it isn't known what it stands for, what changes with it is not followed. */
static void declare_reference(struct shell_evaluator *evaluator,
                              const struct declaration *declaration, slice name, slice target,
                              struct span span)
{
    if (declaration->hides) {
        hide(evaluator, name);
    }
    struct variable *variable = ARENA_NEW(evaluator->arena, struct variable);
    variable->kind = VARIABLE_SCALAR;
    variable->is_reference = true;
    variable->refers_to = target;
    variable->value = evaluator_unknown(
        evaluator, arena_printf(evaluator->arena, "reference %.*s", SLICE_ARGS(name)), span);
    state_set(evaluator->state, name, variable);
}

/* The value is expanded before the name is hidden: local X="$X". */
static void declare_assignment(struct shell_evaluator *evaluator,
                               const struct declaration *declaration, const struct token *token,
                               slice name, struct span span)
{
    const struct variable *before = state_get(evaluator->state, name);
    if (!declaration->hides || !evaluator->call) {
        declare_name(evaluator, declaration, name, true);
        evaluate_assignment(evaluator, token);
        return;
    }
    slice word = token_bytes(evaluator->script, token);
    bool appends = slice_starts_with(slice_sub(word, name.length, word.length), SLICE("+="));
    if (appends && !declaration->inherits && !is_local_here(evaluator, before)) {
        state_set(evaluator->state, name, ARENA_NEW(evaluator->arena, struct variable));
    }
    if (declaration->attributes.is_map) { /* as the items it is given are read */
        struct variable *map = ARENA_NEW(evaluator->arena, struct variable);
        *map = (struct variable){.kind = VARIABLE_MAP, .is_map = true};
        state_set(evaluator->state, name, map);
    }
    evaluate_assignment(evaluator, token);
    const struct variable *value = state_get(evaluator->state, name);
    state_set(evaluator->state, name, before);
    hide(evaluator, name);
    struct variable *attributed = ARENA_NEW(evaluator->arena, struct variable);
    *attributed = *value;
    attributed->local_depth = depth_here(evaluator);
    attributed->integer = declaration->attributes.integer;
    attributed->lower = declaration->attributes.lower;
    attributed->upper = declaration->attributes.upper;
    if (attributed->kind == VARIABLE_SCALAR && (attributed->lower || attributed->upper)) {
        attributed->value = text_change_case(evaluator, value->value, attributed->lower,
                                             attributed->lower ? "declare -l" : "declare -u", span);
    }
    if (attributed->kind == VARIABLE_SCALAR && attributed->integer) {
        attributed->value = assigned_integer(evaluator, value->value, span);
    }
    state_set(evaluator->state, name, attributed);
}

/* What a word says once it is expanded: declare "$NAME=$VALUE". */
static void declare_field(struct shell_evaluator *evaluator, const struct declaration *declaration,
                          struct text field, slice command, struct span span)
{
    slice bytes;
    slice prefix = text_whole_prefix(evaluator->arena, field);
    slice name = assigned_name(prefix);
    bool assigns = name.length > 0 && slice_find_byte(prefix, '=') == name.length &&
                   name.length < prefix.length;
    if (assigns && declaration->attributes.is_reference) {
        declare_reference(evaluator, declaration, name, SLICE(""), span);
    } else if (assigns) {
        declare_name(evaluator, declaration, name, true);
        assign_text(evaluator, name, text_drop_prefix(evaluator->arena, field, name.length + 1),
                    span);
    } else if (text_is_literal(evaluator->arena, field, &bytes) && builtin_is_name(bytes)) {
        declare_name(evaluator, declaration, bytes, false);
    } else {
        assign_unnamed(evaluator, field, command, span);
    }
    if (assigns && declaration->exports) {
        map_put(evaluator->exported, arena_copy(evaluator->arena, name), evaluator);
    }
}

static void declare_fields(struct shell_evaluator *evaluator, const struct declaration *declaration,
                           const struct token *token, slice command, struct span span)
{
    struct arguments fields = {0};
    expand_word(evaluator, evaluator->script->view, token_word(token), &fields);
    for (size_t i = 0; i < fields.count; i++) {
        declare_field(evaluator, declaration, fields.items[i].text, command, span);
    }
}

/* So many names of one declaration are kept apart. */
enum { DECLARED_MAX = 64 };

/* Names that the words before have declared, and what they were: all words are expanded before any
 * is declared. local A=1 B=$A */
struct declared {
    VECTOR(struct hidden_variable) before;
};

/* Makes the names, but for `name`, what they were; again: what they are. */
static void swap_declared(struct shell_evaluator *evaluator, struct declared *declared, slice name)
{
    for (size_t i = 0; i < declared->before.count; i++) {
        struct hidden_variable *other = &declared->before.items[i];
        if (!slice_equal(other->name, name)) {
            const struct variable *now = state_get(evaluator->state, other->name);
            state_set(evaluator->state, other->name, other->variable);
            other->variable = now;
        }
    }
}

static void declare_apart(struct shell_evaluator *evaluator, const struct declaration *declaration,
                          const struct token *token, slice name, struct declared *declared)
{
    struct span span = view_span(evaluator->script->view, token->start, token->end);
    struct hidden_variable before = {name, state_get(evaluator->state, name)};
    slice value = token_bytes(evaluator->script, token);
    value = slice_sub(value, slice_find_byte(value, '='), value.length);
    /* Lists are expanded one by one. */
    bool apart = token->parts && !slice_starts_with(value, SLICE("=("));
    bool again = false;
    for (size_t i = 0; i < declared->before.count; i++) {
        again = again || slice_equal(declared->before.items[i].name, name);
    }
    if (apart) {
        swap_declared(evaluator, declared, name);
    }
    declare_assignment(evaluator, declaration, token, name, span);
    if (apart) {
        swap_declared(evaluator, declared, name);
    }
    if (!again && declared->before.count < DECLARED_MAX) {
        VECTOR_PUSH(evaluator->arena, &declared->before, before);
    }
}

void evaluate_declaration(struct shell_evaluator *evaluator, slice command,
                          struct token_range range)
{
    const struct shell_script *script = evaluator->script;
    struct declaration declaration = {.hides = evaluator->call && !slice_is(command, "export") &&
                                               !slice_is(command, "readonly"),
                                      .exports = slice_is(command, "export")};
    struct declared declared = {0};
    for (uint32_t i = range.first + 1; i < range.end; i++) {
        const struct token *token = &script->tokens[i];
        slice word = token_bytes(script, token);
        struct span span = view_span(script->view, token->start, token->end);
        slice name = assigned_name(word);
        if (token->kind != TOKEN_WORD) {
            continue;
        }
        if (declaration.exports && name.length > 0) {
            map_put(evaluator->exported, arena_copy(evaluator->arena, name), evaluator);
        }
        if (word.length > 0 && word.data[0] == '-') {
            take_attributes(word, &declaration);
            declaration.attributes.is_reference &= !slice_is(command, "export"); /* -n */
        } else if (declaration.shows) {
            expand_unsplit(evaluator, script->view, token_word(token));
            slice from = arena_printf(evaluator->arena, "output of %.*s", SLICE_ARGS(command));
            evaluator_print(evaluator, evaluator_unknown(evaluator, from, span), span);
        } else if (name.length > 0 && sets_hidden(evaluator, &declaration, name, span)) {
            expand_unsplit(evaluator, script->view, token_word(token));
        } else if (declaration.attributes.is_reference && name.length > 0) {
            declare_reference(evaluator, &declaration, name, referred_name(evaluator, token, name),
                              span);
        } else if (token_is_assignment(script, token)) {
            declare_apart(evaluator, &declaration, token, name, &declared);
        } else if (name.length > 0 && name.length == word.length) {
            declare_name(evaluator, &declaration, name, false);
        } else {
            declare_fields(evaluator, &declaration, token, command, span);
        }
    }
}
