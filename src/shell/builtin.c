/* Builtins that change the state (bash(1) "SHELL BUILTIN COMMANDS"; POSIX.1-2017 XCU 2.14).
 * In: a command's arguments. Out: the state, the ways out. */
#include "shell/builtin.h"
#include "base/ascii.h"
#include "shell/assignment.h"
#include "shell/setting.h"
#include "shell/written.h"

#include <stdlib.h>

bool builtin_literal(const struct builtin_call *call, size_t index, slice *bytes)
{
    return index < call->argc &&
           text_is_literal(call->evaluator->arena, call->argv[index].text, bytes);
}

bool builtin_is_option(slice bytes)
{
    return bytes.length > 1 && bytes.data[0] == '-';
}

bool builtin_is_name(slice bytes)
{
    return bytes.length > 0 && assigned_name(bytes).length == bytes.length;
}

/* The count that break, continue and shift take. */
static unsigned long count_argument(const struct builtin_call *call, bool *known)
{
    slice bytes;
    *known = true;
    if (call->argc < 2) {
        return 1;
    }
    *known = builtin_literal(call, 1, &bytes) && bytes.length > 0 && bytes.length < 5;
    for (size_t i = 0; *known && i < bytes.length; i++) {
        *known = ascii_is_digit(bytes.data[i]);
    }
    return *known ? strtoul(arena_cstring(call->evaluator->arena, bytes), NULL, 10) : 1;
}

/* ---- Ways out ---- */

/* That of the command before, where none is given. */
static enum status given_status(const struct builtin_call *call)
{
    bool known;
    unsigned long number = count_argument(call, &known);
    if (call->argc < 2 || !known) {
        return STATUS_UNKNOWN;
    }
    return number % 256 == 0 ? STATUS_SUCCESS : STATUS_FAILURE;
}

static void builtin_exit(const struct builtin_call *call)
{
    evaluate_exit(call->evaluator, given_status(call));
}

static void builtin_return(const struct builtin_call *call)
{
    struct function_call *function = call->evaluator->call;
    if (function) {
        evaluate_leave(call->evaluator, &function->returns, given_status(call));
    } else {
        evaluate_exit(call->evaluator, given_status(call));
    }
}

static void leave_loop(const struct builtin_call *call, struct exit_target *target)
{
    bool known;
    unsigned long count = count_argument(call, &known);
    if (!target) {
        return; /* outside a loop it does nothing, in a subshell of one it ends that */
    }
    for (; count > 1 && target->outer; count--) {
        target = target->outer;
    }
    evaluate_leave(call->evaluator, target, STATUS_UNKNOWN);
}

static void builtin_break(const struct builtin_call *call)
{
    leave_loop(call, call->evaluator->breaks);
}

static void builtin_continue(const struct builtin_call *call)
{
    leave_loop(call, call->evaluator->continues);
}

/* ---- Positional parameters ---- */

static void set_positional(const struct builtin_call *call, const struct text *items, size_t count)
{
    struct variable *variable = ARENA_NEW(call->evaluator->arena, struct variable);
    variable->kind = VARIABLE_ARRAY;
    variable->items = items;
    variable->count = (uint32_t)count;
    state_set(call->evaluator->state, STATE_POSITIONAL, variable);
}

static void set_positional_unknown(const struct builtin_call *call)
{
    struct variable *variable = ARENA_NEW(call->evaluator->arena, struct variable);
    variable->kind = VARIABLE_OPAQUE;
    variable->value = evaluator_unknown(call->evaluator, SOME_ARGUMENT, call->span);
    state_set(call->evaluator->state, STATE_POSITIONAL, variable);
}

static void builtin_shift(const struct builtin_call *call)
{
    bool known;
    unsigned long count = count_argument(call, &known);
    const struct variable *all = state_get(call->evaluator->state, STATE_POSITIONAL);
    if (!known || !all || all->kind != VARIABLE_ARRAY) {
        set_positional_unknown(call);
    } else if (count <= all->count) {
        set_positional(call, all->items + count, all->count - count);
    }
}

/* set -- a b c; options alone change nothing that matters here. */
static void builtin_set(const struct builtin_call *call)
{
    size_t first = 1;
    slice bytes;
    bool dashes = false;
    while (!dashes && builtin_literal(call, first, &bytes) && bytes.length > 0 &&
           (bytes.data[0] == '-' || bytes.data[0] == '+')) {
        dashes = slice_is(bytes, "--") || slice_is(bytes, "-");
        bool is_named = !dashes && slice_ends_with(bytes, SLICE("o")); /* -euo pipefail */
        slice named = {"", 0};
        if (is_named) {
            builtin_literal(call, first + 1, &named);
        }
        setting_set(call->evaluator, bytes, named);
        first += 1 + is_named;
    }
    if (first >= call->argc && !dashes) {
        return;
    }
    struct text *items = ARENA_ARRAY(call->evaluator->arena, struct text, call->argc);
    size_t count = 0;
    for (size_t i = first; i < call->argc; i++) {
        if (text_is_list(call->argv[i].text)) {
            set_positional_unknown(call); /* set -- *.json */
            return;
        }
        items[count++] = call->argv[i].text;
    }
    set_positional(call, items, count);
}

/* shopt -s, or -u; with an o, of what `set -o` knows */
static void builtin_shopt(const struct builtin_call *call)
{
    slice option;
    slice name;
    bool known = builtin_literal(call, 1, &option) && slice_starts_with(option, SLICE("-"));
    bool sets = known && slice_find_byte(option, 's') < option.length;
    bool unsets = known && slice_find_byte(option, 'u') < option.length;
    bool of_set = known && slice_find_byte(option, 'o') < option.length;
    for (size_t i = 2; (sets || unsets) && i < call->argc; i++) {
        if (builtin_literal(call, i, &name) && of_set) {
            setting_set(call->evaluator, sets ? SLICE("-") : SLICE("+"), name);
        } else if (builtin_literal(call, i, &name)) {
            setting_shopt(call->evaluator, name, sets);
        }
    }
}

/* ---- Variables ---- */

static void unset_function(const struct builtin_call *call, slice name)
{
    struct variable *none = ARENA_NEW(call->evaluator->arena, struct variable);
    none->kind = VARIABLE_FUNCTION;
    state_set(call->evaluator->state, state_function_key(call->evaluator->arena, name), none);
}

/* unset -f "$1" */
static void unset_some_function(const struct builtin_call *call)
{
    struct state *state = call->evaluator->state;
    for (size_t i = 0; i < state->all.count; i++) {
        const struct binding *binding = state->all.items[i];
        if (binding->variable && binding->variable->kind == VARIABLE_FUNCTION) {
            struct variable *maybe = ARENA_NEW(call->evaluator->arena, struct variable);
            *maybe = *binding->variable;
            maybe->may_be_missing = true;
            state_set(state, binding->name, maybe);
        }
    }
}

/* The value outside of the functions that hide it is seen again where one of those that they call
 * unsets it; NULL: it was never set. */
static const struct variable *variable_behind(const struct shell_evaluator *evaluator, slice name)
{
    for (const struct function_call *call = evaluator->call->outer; call; call = call->outer) {
        for (size_t i = call->hidden.count; i-- > 0;) {
            if (slice_equal(call->hidden.items[i].name, name)) {
                return call->hidden.items[i].variable;
            }
        }
    }
    return NULL;
}

static void unset_variable(const struct builtin_call *call, slice name, bool reference)
{
    struct shell_evaluator *evaluator = call->evaluator;
    const struct variable *before = state_get(evaluator->state, name);
    bool follows = before && before->is_reference && !reference;
    if (follows && before->refers_to.length == 0) {
        state_forget(evaluator->state, SLICE("unset of a reference"), call->span);
        return;
    }
    name = follows ? before->refers_to : name;
    before = state_get(evaluator->state, name);
    bool shows = evaluator->call && before && before->local_depth > 0 &&
                 before->local_depth <= evaluator->call_depth;
    state_set(evaluator->state, name,
              shows ? variable_behind(evaluator, name)
                    : ARENA_NEW(evaluator->arena, struct variable));
}

static void builtin_unset(const struct builtin_call *call)
{
    slice option;
    bool functions = builtin_literal(call, 1, &option) && slice_is(option, "-f");
    bool reference = builtin_literal(call, 1, &option) && slice_is(option, "-n");
    for (size_t i = 1; i < call->argc; i++) {
        slice name;
        bool known = builtin_literal(call, i, &name);
        if (functions && known) {
            unset_function(call, name);
        } else if (functions) {
            unset_some_function(call);
        } else if (!known) {
            assign_unnamed(call->evaluator, call->argv[i].text, SLICE("unset"), call->span);
        } else if (builtin_is_name(name)) {
            unset_variable(call, name, reference);
        } else if (assigned_name(name).length > 0) {
            assign_opaque(call->evaluator, assigned_name(name), call->span); /* unset 'a[1]' */
        }
    }
}

/* Commands that aren't known may set and print anything. */
static void forget_all(const struct builtin_call *call)
{
    struct shell_evaluator *evaluator = call->evaluator;
    slice name;
    builtin_literal(call, 0, &name);
    state_forget(evaluator->state, arena_printf(evaluator->arena, "%.*s", SLICE_ARGS(name)),
                 call->span);
    slice from = arena_printf(evaluator->arena, "output of %.*s", SLICE_ARGS(name));
    evaluator_print(evaluator, evaluator_unknown(evaluator, from, call->span), call->span);
}

/* The blank before an argument, where one is written there. */
static struct span blank_before(struct span argument)
{
    uint32_t start = argument.start;
    return (struct span){argument.source, start > 0 ? start - 1 : 0, start};
}

/* All arguments together are commands. */
static void builtin_eval(const struct builtin_call *call)
{
    struct text_builder commands = {.arena = call->evaluator->arena};
    for (size_t i = 1; i < call->argc; i++) {
        if (i > 1) {
            text_append_literal(&commands, SLICE(" "), blank_before(call->argv[i].span),
                                TEXT_PLAIN);
        }
        text_append(&commands, call->argv[i].text);
    }
    if (call->argc > 1 && !evaluate_text(call->evaluator, text_finish(&commands))) {
        forget_all(call);
    }
}

static void builtin_source(const struct builtin_call *call)
{
    if (call->argc < 2 || !evaluate_sourced(call->evaluator, call->argv, call->argc)) {
        forget_all(call);
    }
}

static void builtin_let(const struct builtin_call *call)
{
    for (size_t i = 1; i < call->argc; i++) {
        slice bytes;
        int64_t value;
        if (builtin_literal(call, i, &bytes)) {
            evaluate_arithmetic(call->evaluator, call->argv[i].text, bytes, call->span, &value);
        }
    }
}

/* Whether the commands may run between any two others, and these go on after that. */
static bool is_trap_between(const struct builtin_call *call)
{
    static const char *const between[] = {"DEBUG", "ERR",  "RETURN", "USR1",
                                          "USR2",  "ALRM", "CHLD",   "CONT"};
    for (size_t i = 2; i < call->argc; i++) {
        slice signal;
        if (builtin_literal(call, i, &signal)) {
            bool prefixed = slice_starts_with(signal, SLICE("SIG"));
            signal = slice_sub(signal, prefixed ? 3 : 0, signal.length);
            if (SLICE_IS_ONE_OF(signal, between)) {
                return true;
            }
        }
    }
    return false;
}

/* What such commands set is from then on unknown. */
static void note_trapped(const struct builtin_call *call)
{
    struct shell_evaluator *evaluator = call->evaluator;
    bool muted = evaluator->muted;
    struct branch branch = branch_begin(evaluator);
    evaluator->muted = true;
    evaluate_text(evaluator, call->argv[1].text);
    evaluator->muted = muted;
    struct changes changes = branch_end(evaluator, branch);
    for (size_t i = 0; changes.live && i < changes.count; i++) {
        slice name = changes.items[i].binding->name;
        if (builtin_is_name(name)) {
            evaluator->trapped =
                evaluator->trapped ? evaluator->trapped : map_new(evaluator->arena);
            map_put(evaluator->trapped, name, evaluator);
            assign_text(evaluator, name, (struct text){0}, call->span);
        }
    }
}

/* trap COMMANDS SIGNAL…; one argument alone, `-` and "" only undo a trap. */
static void builtin_trap(const struct builtin_call *call)
{
    slice commands;
    if (call->argc >= 3 && is_trap_between(call)) {
        note_trapped(call);
    }
    if (call->argc >= 3 && !call->evaluator->muted && builtin_literal(call, 1, &commands) &&
        commands.length > 0 && commands.data[0] != '-') {
        VECTOR_PUSH(call->evaluator->arena, &call->evaluator->traps, call->argv[1]);
    }
}

/* In another folder a relative name is another file. */
static void builtin_cd(const struct builtin_call *call)
{
    struct text folder = {0};
    size_t operands = 0;
    for (size_t i = 1; i < call->argc; i++) {
        slice prefix = text_prefix(call->argv[i].text);
        if (prefix.length == 0 || prefix.data[0] != '-') {
            folder = call->argv[i].text;
            operands++;
        }
    }
    files_enter(call->evaluator,
                operands == 1 ? folder
                              : evaluator_unknown(call->evaluator, SLICE("a folder"), call->span));
    written_forget_relative(call->evaluator, SLICE("a file, after a change of folder"), call->span);
}

static void builtin_alias(const struct builtin_call *call)
{
    struct shell_evaluator *evaluator = call->evaluator;
    for (size_t i = 1; i < call->argc; i++) {
        slice prefix = text_prefix(call->argv[i].text);
        slice name =
            arena_copy(evaluator->arena, slice_sub(prefix, 0, slice_find_byte(prefix, '=')));
        evaluator->aliases = evaluator->aliases ? evaluator->aliases : map_new(evaluator->arena);
        map_put(evaluator->aliases, name, evaluator);
    }
}

static void builtin_nothing(const struct builtin_call *call)
{
}

/* ---- The table ---- */

struct builtin_row {
    const char *name;
    builtin_function *run;
};

static const struct builtin_row builtins[] = {
    {".", builtin_source},          {"alias", builtin_alias},     {"bg", builtin_nothing},
    {"break", builtin_break},       {"cd", builtin_cd},           {"continue", builtin_continue},
    {"cp", builtin_copy},           {"eval", builtin_eval},       {"exit", builtin_exit},
    {"fg", builtin_nothing},        {"getopts", builtin_getopts}, {"hash", builtin_nothing},
    {"let", builtin_let},           {"mapfile", builtin_mapfile}, {"mv", builtin_copy},
    {"popd", builtin_cd},           {"pushd", builtin_cd},        {"read", builtin_read},
    {"readarray", builtin_mapfile}, {"return", builtin_return},   {"set", builtin_set},
    {"shift", builtin_shift},       {"shopt", builtin_shopt},     {"source", builtin_source},
    {"trap", builtin_trap},         {"umask", builtin_nothing},   {"unset", builtin_unset},
    {"wait", builtin_nothing},
};

builtin_function *builtin_find(slice name)
{
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++) {
        if (slice_is(name, builtins[i].name)) {
            return builtins[i].run;
        }
    }
    return NULL;
}
