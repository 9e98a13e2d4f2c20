/* Functions (bash(1) "FUNCTIONS"). In: definitions and calls. Out: the body, run with its arguments
 * in place of the positional parameters. */
#include "shell/expand.h"

static struct shell_function *function_of(struct shell_evaluator *evaluator,
                                          const struct shell_node *body)
{
    slice key = evaluator_pointer_key(evaluator, body);
    struct shell_function *function = map_get(evaluator->functions, key);
    if (!function) {
        function = ARENA_NEW(evaluator->arena, struct shell_function);
        *function = (struct shell_function){.body = body, .script = evaluator->script};
        map_put(evaluator->functions, key, function);
        VECTOR_PUSH(evaluator->arena, &evaluator->all_functions, function);
    }
    return function;
}

void evaluate_definition(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    if (!node->children) {
        return;
    }
    slice name = token_bytes(evaluator->script, &evaluator->script->tokens[node->head.first]);
    slice key = state_function_key(evaluator->arena, name);
    struct shell_function *function = function_of(evaluator, node->children);
    const struct variable *known = state_get(evaluator->state, key);
    if (known && known->count == 1 && !known->may_be_missing && known->functions[0] == function) {
        return; /* the same definition, met again in a loop */
    }
    struct shell_function **functions = ARENA_NEW(evaluator->arena, struct shell_function *);
    *functions = function;
    struct variable *variable = ARENA_NEW(evaluator->arena, struct variable);
    *variable = (struct variable){.kind = VARIABLE_FUNCTION, .functions = functions, .count = 1};
    state_set(evaluator->state, key, variable);
}

/* f "$@": which argument is which isn't known. */
static const struct variable *unknown_arguments(struct shell_evaluator *evaluator, struct text list)
{
    struct variable *variable = ARENA_NEW(evaluator->arena, struct variable);
    variable->kind = VARIABLE_OPAQUE;
    const struct hole *hole = text_first_hole(list);
    variable->value = evaluator_unknown(evaluator, hole->from, hole->span);
    return variable;
}

static const struct variable *passed_arguments(struct shell_evaluator *evaluator,
                                               const struct shell_argument *argv, size_t argc)
{
    struct text *items = ARENA_ARRAY(evaluator->arena, struct text, argc);
    for (size_t i = 1; i < argc; i++) {
        if (text_is_list(argv[i].text)) {
            return unknown_arguments(evaluator, argv[i].text);
        }
    }
    slice name;
    text_is_literal(evaluator->arena, argv[0].text, &name);
    for (size_t i = 1; i < argc; i++) {
        const char digit[] = {(char)('0' + i % 10)};
        slice number = i < 10 ? (slice){digit, 1} : arena_printf(evaluator->arena, "%zu", i);
        slice step = ARENA_CONCAT(evaluator->arena, SLICE("$"), number, SLICE(" of "), name);
        items[i - 1] =
            text_with_step(evaluator->arena, argv[i].text, TRAIL_PASSED, step, argv[i].span);
    }
    struct variable *variable = ARENA_NEW(evaluator->arena, struct variable);
    variable->kind = VARIABLE_ARRAY;
    variable->items = items;
    variable->count = (uint32_t)argc - 1;
    return variable;
}

static void show_hidden(struct shell_evaluator *evaluator, const struct function_call *call)
{
    for (size_t i = call->hidden.count; i-- > 0;) {
        state_set(evaluator->state, call->hidden.items[i].name, call->hidden.items[i].variable);
    }
}

/* A body at work, and what is put back when it has been left. */
struct body {
    struct function_call call;
    const struct variable *positional_before;
    const struct shell_script *script_before;
    struct exit_target *breaks;
    struct exit_target *continues;
};

static void body_enter(struct shell_evaluator *evaluator, struct body *body,
                       const struct shell_script *script, const struct variable *positional)
{
    *body = (struct body){
        .call = {.outer = evaluator->call},
        .positional_before = state_get(evaluator->state, STATE_POSITIONAL),
        .script_before = evaluator->script,
        .breaks = evaluator->breaks,
        .continues = evaluator->continues,
    };
    body->call.returns.mark = state_mark(evaluator->state);
    evaluator->call = &body->call;
    evaluator->breaks = NULL;
    evaluator->continues = NULL;
    evaluator->script = script;
    state_set(evaluator->state, STATE_POSITIONAL, positional);
}

static void body_leave(struct shell_evaluator *evaluator, struct body *body)
{
    state_set(evaluator->state, STATE_POSITIONAL, body->positional_before);
    evaluator->script = body->script_before;
    evaluator->call = body->call.outer;
    evaluator->breaks = body->breaks;
    evaluator->continues = body->continues;
}

void evaluate_function_body(struct shell_evaluator *evaluator, struct shell_function *function,
                            const struct variable *positional)
{
    struct body body;
    function->called = true;
    body_enter(evaluator, &body, function->script, positional);
    evaluate_node(evaluator, function->body);
    evaluate_arrive(evaluator, &body.call.returns);
    show_hidden(evaluator, &body.call);
    body_leave(evaluator, &body);
}

void evaluate_sourced_script(struct shell_evaluator *evaluator, const struct shell_script *script,
                             const struct variable *positional)
{
    struct body body;
    body_enter(evaluator, &body, script, positional);
    if (positional == body.positional_before) { /* `break` leaves the file and the loop round it */
        evaluator->breaks = body.breaks;
        evaluator->continues = body.continues;
    }
    evaluate_script(evaluator, script);
    evaluate_arrive(evaluator, &body.call.returns);
    if (body.call.outer) { /* its `local` is the function's that sources it */
        for (size_t i = 0; i < body.call.hidden.count; i++) {
            VECTOR_PUSH(evaluator->arena, &body.call.outer->hidden, body.call.hidden.items[i]);
        }
    }
    body_leave(evaluator, &body);
}

/* A call deep in a recursion stands for all that may come below it: whatever it is given, in
 * whatever state. It shows what happens there; the state stays as it is. */
static void call_in_general(struct shell_evaluator *evaluator, struct shell_function *function,
                            slice from, struct span span)
{
    struct variable *any = ARENA_NEW(evaluator->arena, struct variable);
    any->kind = VARIABLE_OPAQUE;
    any->value = evaluator_unknown(evaluator, from, span);
    struct branch branch = branch_begin(evaluator);
    state_forget(evaluator->state, from, span);
    function->active++;
    evaluate_function_body(evaluator, function, any);
    function->active--;
    branch_end(evaluator, branch);
}

/* How many calls of one function inside itself are followed: in loops that are run until they are
 * stable each of them takes several passes, which multiply. */
static uint32_t recursion_max(const struct shell_evaluator *evaluator)
{
    return evaluator->repeating > 0 ? EVALUATE_LOOP_RECURSION_MAX : EVALUATE_RECURSION_MAX;
}

/* What a call that isn't followed does is not known. */
static void refuse_call(struct shell_evaluator *evaluator, struct shell_function *function,
                        slice name, struct span span)
{
    slice from = arena_printf(evaluator->arena, "a call of %.*s that paylint does not follow",
                              SLICE_ARGS(name));
    function->called = true;
    if (function->active == recursion_max(evaluator) && !evaluator->muted) {
        call_in_general(evaluator, function, from, span);
    }
    state_forget(evaluator->state, from, span);
    evaluator_print(evaluator, evaluator_unknown(evaluator, from, span), span);
    evaluator->condition = (struct condition){0};
}

static void call_function(struct shell_evaluator *evaluator, struct shell_function *function,
                          const struct shell_argument *argv, size_t argc, struct span span)
{
    slice name;
    text_is_literal(evaluator->arena, argv[0].text, &name);
    if (evaluator->call_depth >= EVALUATE_CALLS_MAX ||
        function->active >= recursion_max(evaluator)) {
        refuse_call(evaluator, function, name, span);
        return;
    }
    evaluator->call_depth++;
    function->active++;
    uint64_t path = evaluator_enter_path(evaluator, span.start);
    evaluate_function_body(evaluator, function, passed_arguments(evaluator, argv, argc));
    evaluator->path = path;
    function->active--;
    evaluator->call_depth--;
}

bool evaluate_call(struct shell_evaluator *evaluator, slice key, const struct shell_argument *argv,
                   size_t argc, struct span span)
{
    const struct variable *named = state_get(evaluator->state, key);
    if (!named || named->kind != VARIABLE_FUNCTION || named->count == 0) {
        return false;
    }
    if (named->count == 1) {
        call_function(evaluator, named->functions[0], argv, argc, span);
        return true;
    }
    struct changes *ways = ARENA_ARRAY(evaluator->arena, struct changes, named->count);
    for (uint32_t i = 0; i < named->count; i++) {
        struct branch branch = branch_begin(evaluator);
        call_function(evaluator, named->functions[i], argv, argc, span);
        ways[i] = branch_end(evaluator, branch);
    }
    evaluate_join(evaluator, ways, named->count);
    evaluator->condition = (struct condition){0};
    return true;
}
