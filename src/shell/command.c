/* Simple commands (POSIX.1-2017 XCU 2.9.1). In: the tokens of one. Out: an event, what it prints,
 * what it changes. */
#include "shell/assignment.h"
#include "shell/command_name.h"
#include "shell/condition.h"
#include "shell/written.h"

/* ---- Declarations: local, export, declare, readonly, typeset ---- */

struct declaration {
    bool hides;    /* local to the function */
    bool inherits; /* local -I: with the value it has outside */
    bool global;   /* declare -g */
    bool array;
    bool exports;
    bool shows;                 /* -p, -f: nothing is declared */
    struct variable attributes; /* is_map: declare -A */
};

static bool is_declaration(slice name)
{
    static const char *const names[] = {"local", "export", "declare", "readonly", "typeset"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_is(name, names[i])) {
            return true;
        }
    }
    return false;
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

static void evaluate_declaration(struct shell_evaluator *evaluator, slice command,
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

/* ---- Wrappers: commands that run the command behind them ---- */

static bool argument_literal(struct shell_evaluator *evaluator,
                             const struct shell_argument *argument, slice *bytes)
{
    return text_is_literal(evaluator->arena, argument->text, bytes);
}

/* How many arguments belong to the wrapper; all of them where it runs nothing. */
static size_t wrapper_length(struct shell_evaluator *evaluator, const struct wrapper *wrapper,
                             const struct shell_argument *argv, size_t argc)
{
    size_t at = 1;
    bool is_command = strcmp(wrapper->name, "command") == 0;
    slice bytes;
    while (at < argc && argument_literal(evaluator, &argv[at], &bytes) && bytes.length > 1 &&
           bytes.data[0] == '-') {
        at++;
        if (slice_is(bytes, "--")) {
            break;
        }
        if (slice_is(bytes, "-V") || (slice_is(bytes, "-v") && is_command)) {
            return argc; /* command -v: only asks */
        }
        at += bytes.length == 2 && strchr(wrapper->valued, bytes.data[1]) != NULL;
    }
    while (wrapper->assignments && at < argc) {
        bool assigns = argument_literal(evaluator, &argv[at], &bytes) &&
                       assigned_name(bytes).length > 0 &&
                       slice_find_byte(bytes, '=') < bytes.length;
        slice prefix = text_prefix(argv[at].text);
        assigns = assigns || (assigned_name(prefix).length > 0 &&
                              slice_find_byte(prefix, '=') == assigned_name(prefix).length &&
                              slice_find_byte(prefix, '=') < prefix.length);
        if (!assigns) {
            break;
        }
        at++;
    }
    at += wrapper->operands;
    return at < argc ? at : argc;
}

/* ---- Running ---- */

static void emit_command(struct shell_evaluator *evaluator, struct shell_event event)
{
    event.kind = SHELL_COMMAND;
    event.has_stdin = evaluator_stdin(evaluator, &event.stdin_text);
    evaluator_emit(evaluator, &event);
}

static void run_model(struct shell_evaluator *evaluator, const struct model *model,
                      struct shell_event event)
{
    struct model_call call = {
        .evaluator = evaluator, .argv = event.argv, .argc = event.argc, .span = event.span};
    call.has_stdin = evaluator_stdin(evaluator, &call.stdin_text);
    struct text output = model->function(&call);
    event.modelled = model->passes_on;
    for (size_t i = 0; i < output.count && !model->passes_on; i++) {
        event.made = output.pieces[i].kind == PIECE_HOLE ? output.pieces[i].hole : event.made;
    }
    emit_command(evaluator, event);
    evaluator_print(evaluator, output, event.span);
}

static void run_unknown(struct shell_evaluator *evaluator, struct shell_event event, slice from)
{
    emit_command(evaluator, event);
    if (evaluator_captures(evaluator)) {
        evaluator_print(evaluator, evaluator_unknown(evaluator, from, event.span), event.span);
    }
}

static bool run_shell(struct shell_evaluator *evaluator, const struct shell_event *event)
{
    struct subshell_run run = {evaluate_shell_command, event->argv, event->argc, event->span};
    return evaluate_in_subshell(evaluator, &run);
}

static struct condition status_after(struct shell_evaluator *evaluator, enum status_rule rule,
                                     const struct shell_event *event)
{
    switch (rule) {
    case STATUS_RULE_READ:
        evaluator->asked = true;
        return (struct condition){.status = evaluator->read_status};
    case STATUS_RULE_TEST:
        evaluator->asked = true;
        return condition_of_test(evaluator, event->argv, event->argc);
    case STATUS_RULE_SUCCESS:
        return (struct condition){.status = STATUS_SUCCESS};
    case STATUS_RULE_FAILURE:
        return (struct condition){.status = STATUS_FAILURE};
    case STATUS_RULE_NONE:
        break;
    }
    return (struct condition){.status = STATUS_UNKNOWN};
}

/* What a host pastes where a command begins may be any commands. */
static void forget_after_paste(struct shell_evaluator *evaluator, const struct shell_event *event)
{
    struct text name = event->argv[0].text;
    for (size_t i = 0; i < name.count; i++) {
        if (name.pieces[i].kind == PIECE_HOLE && name.pieces[i].hole->is_pasted) {
            state_forget(evaluator->state, name.pieces[i].hole->from, event->span);
            return;
        }
    }
}

/* An argument of the script may be the name of any of its functions: `"$@"`. */
static void forget_after_argument(struct shell_evaluator *evaluator,
                                  const struct shell_event *event)
{
    const struct hole *hole = text_first_hole(event->argv[0].text);
    if (hole_is_argument(hole) && evaluator->all_functions.count > 0) {
        state_forget(evaluator->state, hole->from, event->span);
    }
}

/* A command that is no function. */
static enum status_rule run_itself(struct shell_evaluator *evaluator,
                                   const struct command_name *name, const struct shell_event *event)
{
    bool edits = name->edits;
    if (name->is_shell && run_shell(evaluator, event)) {
        return name->status; /* what it did to files is known */
    }
    if (name->builtin) {
        const struct builtin_call call = {evaluator, event->argv, event->argc, event->span};
        name->builtin(&call);
    } else if (name->model) {
        run_model(evaluator, name->model, *event);
    } else {
        run_unknown(evaluator, *event, name->output);
        edits = edits || !name->only_reads;
    }
    if (edits) {
        written_forget_arguments(evaluator, name->base, event->argv, event->argc);
    }
    written_note_command(evaluator, name->base, event->argv, event->argc);
    return name->status;
}

/* Where not every branch has defined the function, it may be a command as well. */
static enum status_rule run_named(struct shell_evaluator *evaluator,
                                  const struct command_name *name, const struct shell_event *event,
                                  bool functions)
{
    const struct variable *function =
        functions ? state_get(evaluator->state, name->function) : NULL;
    if (!function || function->kind != VARIABLE_FUNCTION || function->count == 0) {
        return run_itself(evaluator, name, event);
    }
    if (!function->may_be_missing) {
        evaluate_call(evaluator, name->function, event->argv, event->argc, event->span);
        return STATUS_RULE_NONE;
    }
    struct changes ways[2];
    struct branch branch = branch_begin(evaluator);
    evaluate_call(evaluator, name->function, event->argv, event->argc, event->span);
    ways[0] = branch_end(evaluator, branch);
    branch = branch_begin(evaluator);
    run_itself(evaluator, name, event);
    ways[1] = branch_end(evaluator, branch);
    evaluate_join(evaluator, ways, 2);
    return STATUS_RULE_NONE;
}

static void run_command(struct shell_evaluator *evaluator, const struct shell_argument *argv,
                        size_t argc, struct span span)
{
    bool functions = true;
    bool replaces = false;
    const struct command_name *name;
    struct shell_event event = {.argv = argv, .argc = argc, .span = span};
    for (;;) {
        if (event.argc == 0) {
            return;
        }
        slice bytes;
        if (!argument_literal(evaluator, &event.argv[0], &bytes)) {
            forget_after_paste(evaluator, &event);
            forget_after_argument(evaluator, &event);
            run_unknown(evaluator, event, SLICE("output of a command"));
            written_forget_arguments(evaluator, SLICE("a command"), event.argv, event.argc);
            return;
        }
        name = command_name_of(evaluator, bytes);
        if (!name->wrapper || event.argc == 1) {
            break;
        }
        replaces = replaces || slice_is(bytes, "exec");
        functions = functions && name->wrapper->functions;
        size_t length = wrapper_length(evaluator, name->wrapper, event.argv, event.argc);
        event.argv += length;
        event.argc -= length;
    }
    enum status_rule rule = run_named(evaluator, name, &event, functions);
    files_note_command(evaluator, name, event.argv, event.argc);
    evaluator->condition = status_after(evaluator, rule, &event);
    if (replaces) {
        evaluate_leave(evaluator, NULL);
    }
}

/* ---- [[ ]] and (( )) ---- */

static void evaluate_test(struct shell_evaluator *evaluator, const struct token *token)
{
    const struct shell_script *script = evaluator->script;
    struct span span = view_span(script->view, token->start, token->end);
    if (token->kind == TOKEN_CONDITION) {
        evaluator->asked = true;
        evaluator->condition = condition_of_words(evaluator, token);
        return;
    }
    struct text expression =
        expand_parts(evaluator, script->view, token->parts, 0, TEXT_DOUBLE_QUOTED);
    int64_t value;
    evaluator->asked = true;
    evaluator->condition = (struct condition){0};
    if (evaluate_arithmetic(evaluator, expression, token_bytes(script, token), span, &value)) {
        evaluator->condition.status = value ? STATUS_SUCCESS : STATUS_FAILURE;
    }
}

/* ---- Entry ---- */

/* Prefix assignments last as long as the command. */
static void run_with_assignments(struct shell_evaluator *evaluator, struct token_range assignments,
                                 const struct arguments *arguments, struct span span)
{
    const struct shell_script *script = evaluator->script;
    VECTOR(struct hidden_variable) before = {0};
    VECTOR(void *) exported = {0};
    for (uint32_t i = assignments.first; i < assignments.end; i++) {
        const struct token *token = &script->tokens[i];
        if (!token_is_assignment(script, token)) {
            continue;
        }
        slice name = assigned_name(token_bytes(script, token));
        struct hidden_variable hidden = {name, state_get(evaluator->state, name)};
        VECTOR_PUSH(evaluator->arena, &before, hidden);
        evaluate_assignment(evaluator, token);
        VECTOR_PUSH(evaluator->arena, &exported, map_get(evaluator->exported, name));
        map_put(evaluator->exported, name, evaluator);
    }
    run_command(evaluator, arguments->items, arguments->count, span);
    for (size_t i = before.count; i-- > 0;) {
        state_set(evaluator->state, before.items[i].name, before.items[i].variable);
        map_put(evaluator->exported, before.items[i].name, exported.items[i]);
    }
}

static void evaluate_assignments(struct shell_evaluator *evaluator, struct token_range range)
{
    for (uint32_t i = range.first; i < range.end; i++) {
        evaluate_assignment(evaluator, &evaluator->script->tokens[i]);
    }
}

static bool is_redirect(const struct token *token)
{
    return token->kind == TOKEN_REDIRECT;
}

/* `$(< file)` prints the file (bash(1) "Command Substitution"). */
static bool is_read_alone(const struct shell_script *script, struct token_range range)
{
    return range.end - range.first == 1 && is_redirect(&script->tokens[range.first]) &&
           script->tokens[range.first].redirect->kind == REDIRECT_IN;
}

static struct span words_span(const struct shell_script *script, struct token_range range)
{
    uint32_t end = range.first;
    for (uint32_t i = range.first; i < range.end; i++) {
        end = is_redirect(&script->tokens[i]) ? end : i;
    }
    return view_span(script->view, script->tokens[range.first].start, script->tokens[end].end);
}

static void evaluate_words(struct shell_evaluator *evaluator, struct token_range assignments,
                           struct token_range words)
{
    const struct shell_script *script = evaluator->script;
    const struct token *first = &script->tokens[words.first];
    slice name = token_bytes(script, first);
    if (!first->parts && is_declaration(name)) {
        evaluate_declaration(evaluator, name, words);
        return;
    }
    if (evaluator->expands_aliases && evaluator->aliases && map_get(evaluator->aliases, name)) {
        struct span span = view_span(script->view, first->start, first->end);
        slice from = arena_printf(evaluator->arena, "alias %.*s", SLICE_ARGS(name));
        state_forget(evaluator->state, from, span);
        evaluator_print(evaluator, evaluator_unknown(evaluator, from, span), span);
        return;
    }
    struct shell_argument room[ARGUMENTS_ROOM];
    struct arguments arguments = {.items = room, .capacity = ARGUMENTS_ROOM};
    for (uint32_t i = words.first; i < words.end; i++) {
        const struct token *token = &script->tokens[i];
        if (!is_redirect(token)) {
            expand_word(evaluator, script->view, token_word(token), &arguments);
        }
    }
    if (evaluator->live) {
        run_with_assignments(evaluator, assignments, &arguments, words_span(script, words));
    }
}

void evaluate_command(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    if (evaluate_forked(evaluator, node)) {
        return;
    }
    const struct shell_script *script = evaluator->script;
    struct token_range range = node->tokens;
    struct token_range assignments = {range.first, range.first};
    while (assignments.end < range.end &&
           (is_redirect(&script->tokens[assignments.end]) ||
            token_is_assignment(script, &script->tokens[assignments.end]))) {
        assignments.end++;
    }
    evaluator->choice_mark = evaluator->state->next_choice;
    struct redirection redirection = evaluator_redirect(evaluator, range);
    evaluator->condition = (struct condition){0};
    const struct token *first = &script->tokens[assignments.end];
    if (assignments.end == range.end) {
        evaluate_assignments(evaluator, assignments);
        if (is_read_alone(script, range)) {
            struct text input = {0};
            evaluator_stdin(evaluator, &input);
            evaluator_print(evaluator, input, redirection.span);
        }
    } else if (first->kind != TOKEN_WORD) {
        evaluate_test(evaluator, first);
    } else {
        evaluate_words(evaluator, assignments, (struct token_range){assignments.end, range.end});
    }
    evaluator_restore(evaluator, &redirection);
}
