/* getopts (POSIX.1-2017 XCU getopts; bash(1)). In: option letters and arguments. Out: the next
 * option and its value. */
#include "shell/builtin.h"

#include "base/ascii.h"

#include <stdlib.h>

/* How many letters of the argument at hand have been taken: -abc. */
#define STATE_LETTERS SLICE("-")

struct options_at_work {
    const struct builtin_call *call;
    slice letters;
    slice name;
    const struct text *items;
    size_t count;
    size_t index; /* OPTIND, from 0 */
    size_t taken; /* letters of the argument */
};

static bool small_number(struct shell_evaluator *evaluator, slice name, size_t *number)
{
    const struct variable *variable = state_get(evaluator->state, name);
    slice digits;
    if (!variable || variable->kind == VARIABLE_UNSET) {
        return true;
    }
    if (variable->kind != VARIABLE_SCALAR ||
        !text_is_literal(evaluator->arena, variable->value, &digits) || digits.length == 0 ||
        digits.length > 4 || !ascii_is_digit(digits.data[0])) {
        return false;
    }
    *number = strtoul(arena_cstring(evaluator->arena, digits), NULL, 10);
    return true;
}

static void set_number(struct shell_evaluator *evaluator, slice name, size_t number,
                       struct span span)
{
    slice digits = arena_printf(evaluator->arena, "%zu", number);
    state_set_text(evaluator->state, name, text_literal(evaluator->arena, digits, span));
}

/* The arguments and how far they have been taken; false where that isn't known. */
static bool begin(const struct builtin_call *call, struct options_at_work *options)
{
    struct shell_evaluator *evaluator = call->evaluator;
    const struct variable *all = state_get(evaluator->state, STATE_POSITIONAL);
    size_t next = 1;
    *options = (struct options_at_work){.call = call};
    if (call->argc < 3 || !builtin_literal(call, 1, &options->letters) ||
        !builtin_literal(call, 2, &options->name) ||
        !small_number(evaluator, SLICE("OPTIND"), &next) || next == 0 ||
        !small_number(evaluator, STATE_LETTERS, &options->taken)) {
        return false;
    }
    options->index = next - 1;
    if (call->argc > 3) {
        struct text *items = ARENA_ARRAY(evaluator->arena, struct text, call->argc);
        for (size_t i = 3; i < call->argc; i++) {
            items[options->count++] = call->argv[i].text;
        }
        options->items = items;
        return true;
    }
    if (!all || all->kind != VARIABLE_ARRAY) {
        return false;
    }
    options->items = all->items;
    options->count = all->count;
    return true;
}

static void finish(const struct options_at_work *options, size_t index, size_t taken,
                   enum status status)
{
    struct shell_evaluator *evaluator = options->call->evaluator;
    set_number(evaluator, SLICE("OPTIND"), index + 1, options->call->span);
    set_number(evaluator, STATE_LETTERS, taken, options->call->span);
    evaluator->read_status = status;
}

static void set_name(const struct options_at_work *options, slice bytes)
{
    struct shell_evaluator *evaluator = options->call->evaluator;
    assign_text(evaluator, options->name,
                text_literal(evaluator->arena, bytes, options->call->span), options->call->span);
}

static void unset_value(const struct options_at_work *options)
{
    struct shell_evaluator *evaluator = options->call->evaluator;
    state_set(evaluator->state, SLICE("OPTARG"), ARENA_NEW(evaluator->arena, struct variable));
}

/* An option that takes a value: what is glued to it, or the next argument. */
static void take_value(const struct options_at_work *options, struct text rest)
{
    struct shell_evaluator *evaluator = options->call->evaluator;
    bool glued = text_emptiness(rest) != ALWAYS_EMPTY;
    size_t next = options->index + (glued ? 1 : 2);
    if (!glued && options->index + 1 >= options->count) {
        bool silent = slice_starts_with(options->letters, SLICE(":"));
        set_name(options, silent ? SLICE(":") : SLICE("?"));
        unset_value(options);
        finish(options, options->count, 0, STATUS_SUCCESS);
        return;
    }
    assign_text(evaluator, SLICE("OPTARG"), glued ? rest : options->items[options->index + 1],
                options->call->span);
    finish(options, next, 0, STATUS_SUCCESS);
}

/* False where the next argument isn't known well enough. */
static bool take_option(const struct options_at_work *options)
{
    struct arena *arena = options->call->evaluator->arena;
    if (options->index >= options->count) {
        set_name(options, SLICE("?"));
        finish(options, options->index, 0, STATUS_FAILURE);
        return true;
    }
    struct text item = options->items[options->index];
    slice prefix = text_prefix(item);
    bool whole = item.count <= 1 && prefix.length > 0;
    if (prefix.length == 0 || text_is_list(item) || (prefix.length == 1 && !whole)) {
        return false;
    }
    bool ends = slice_is(prefix, "--") && whole;
    if (prefix.data[0] != '-' || prefix.length == 1 || ends) {
        set_name(options, SLICE("?"));
        finish(options, options->index + ends, 0, STATUS_FAILURE);
        return true;
    }
    size_t at = 1 + options->taken;
    if (at >= prefix.length) {
        return false;
    }
    slice letter = slice_sub(prefix, at, at + 1);
    size_t found = letter.data[0] == ':' ? options->letters.length
                                         : slice_find_byte(options->letters, letter.data[0]);
    set_name(options, found < options->letters.length ? letter : SLICE("?"));
    if (found + 1 < options->letters.length && options->letters.data[found + 1] == ':') {
        take_value(options, text_drop_prefix(arena, item, at + 1));
        return true;
    }
    bool last = at + 1 == prefix.length;
    if (last && !whole) {
        return false;
    }
    unset_value(options);
    finish(options, options->index + last, last ? 0 : options->taken + 1, STATUS_SUCCESS);
    return true;
}

void builtin_getopts(const struct builtin_call *call)
{
    struct shell_evaluator *evaluator = call->evaluator;
    struct options_at_work options;
    slice name;
    evaluator->read_status = STATUS_UNKNOWN;
    if (begin(call, &options) && take_option(&options)) {
        return;
    }
    if (builtin_literal(call, 2, &name) && builtin_is_name(name)) {
        assign_text(evaluator, name, evaluator_unknown(evaluator, SLICE("an option"), call->span),
                    call->span);
    } else if (call->argc > 2 && !builtin_literal(call, 2, &name)) {
        assign_unnamed(evaluator, call->argv[2].text, SLICE("getopts"), call->span);
    }
    assign_text(evaluator, SLICE("OPTARG"),
                evaluator_unknown(evaluator, SLICE("the value of an option"), call->span),
                call->span);
    assign_text(evaluator, SLICE("OPTIND"),
                evaluator_hole(evaluator, SHAPE_INTEGER, SLICE("OPTIND"), call->span), call->span);
}
