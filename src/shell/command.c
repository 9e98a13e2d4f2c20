/* Simple commands (POSIX.1-2017 XCU 2.9.1). In: the tokens of one. Out: an event, what it prints,
 * what it changes. */
#include "shell/assignment.h"
#include "shell/command_name.h"
#include "shell/condition.h"
#include "shell/setting.h"
#include "shell/written.h"

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

/* -v, --verbose, --help, --version; of `test` the arguments are no options. */
static bool is_made_to_tell(const struct command_name *name, const struct shell_event *event)
{
    for (size_t i = 1; i < event->argc && name->status == STATUS_RULE_NONE; i++) {
        slice prefix = text_prefix(event->argv[i].text);
        bool option = slice_starts_with(prefix, SLICE("-"));
        if (option && (slice_find_byte(prefix, 'v') < prefix.length ||
                       slice_starts_with(prefix, SLICE("--h")))) {
            return true;
        }
    }
    return false;
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
    case STATUS_RULE_CALL:
        return evaluator->condition;
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
    } else if (name->is_silent && !is_made_to_tell(name, event)) {
        emit_command(evaluator, *event);
        edits = edits || !name->only_reads;
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
        return STATUS_RULE_CALL;
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
    static const char *const plain_wrappers[] = {"builtin", "command", "env",     "exec",
                                                 "nice",    "nohup",   "timeout", "stdbuf"};
    bool functions = true;
    bool replaces = false;
    bool may_be_refused = false; /* by sudo, say */
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
            evaluator->condition = (struct condition){0};
            return;
        }
        name = command_name_of(evaluator, bytes);
        if (!name->wrapper || event.argc == 1) {
            break;
        }
        replaces = replaces || slice_is(bytes, "exec");
        may_be_refused = may_be_refused || !SLICE_IS_ONE_OF(bytes, plain_wrappers);
        functions = functions && name->wrapper->functions;
        size_t length = wrapper_length(evaluator, name->wrapper, event.argv, event.argc);
        event.argv += length;
        event.argc -= length;
    }
    enum status_rule rule = run_named(evaluator, name, &event, functions);
    rule = may_be_refused ? STATUS_RULE_NONE : rule;
    files_note_command(evaluator, name, event.argv, event.argc);
    evaluator->condition = status_after(evaluator, rule, &event);
    if (replaces) {
        evaluate_exit(evaluator, STATUS_UNKNOWN);
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
        evaluator->condition = (struct condition){0}; /* not that of $(…) in it */
        return;
    }
    if (evaluator->aliases && map_get(evaluator->aliases, name) &&
        setting_may_be_on(evaluator, SETTING_EXPAND_ALIASES)) {
        struct span span = view_span(script->view, first->start, first->end);
        slice from = arena_printf(evaluator->arena, "alias %.*s", SLICE_ARGS(name));
        state_forget(evaluator->state, from, span);
        evaluator_print(evaluator, evaluator_unknown(evaluator, from, span), span);
        evaluator->condition = (struct condition){0};
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
