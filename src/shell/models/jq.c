/* jq (jq(1)). In: its options, program and input. Out: what it prints. */
#include "jq/jq.h"
#include "shell/models/model.h"

#include <stdlib.h>

struct jq_command {
    const struct model_call *call;
    bool null_input;
    bool raw_input;
    bool slurp;
    bool raw_output;
    bool no_newlines; /* -j */
    bool other;       /* an option that isn't modelled */
    struct jq_form form;
    struct jq_variable *variables;
    struct jq_values positional; /* of --args */
    bool rest_is_arguments;
    bool rest_is_json;
    struct text program;
    bool has_program;
    struct arguments files;
};

static struct arena *arena_of(const struct jq_command *command)
{
    return command->call->evaluator->arena;
}

static struct jq_origin origin_of_argument(const struct shell_argument *argument)
{
    return (struct jq_origin){.span = argument->span};
}

/* ---- Options ---- */

/* One document, or NULL. */
static const struct jq_value *json_value(const struct jq_command *command, struct text text)
{
    if (text_first_choice(text)) {
        return NULL;
    }
    struct flat_text flat = text_flatten(arena_of(command), text);
    return jq_value_of_json(arena_of(command), &flat);
}

static void add_variable(struct jq_command *command, slice name, const struct jq_value *value)
{
    struct jq_variable *variable = ARENA_NEW(arena_of(command), struct jq_variable);
    *variable = (struct jq_variable){name, value, command->variables};
    command->variables = variable;
}

static const struct jq_value *value_of_argument(const struct jq_command *command, slice option,
                                                slice name, const struct shell_argument *argument)
{
    struct arena *arena = arena_of(command);
    struct jq_origin origin = origin_of_argument(argument);
    slice passed = arena_printf(arena, "$%.*s of jq", SLICE_ARGS(name));
    struct text text = text_with_step(arena, argument->text, TRAIL_PASSED, passed, argument->span);
    if (slice_is(option, "--arg")) {
        return jq_string(arena, text, origin);
    }
    if (slice_is(option, "--rawfile")) {
        return jq_string(arena, model_file(command->call, argument->text), origin);
    }
    const struct jq_value *value = slice_is(option, "--argjson") ? json_value(command, text) : NULL;
    return value ? value : jq_unknown(arena, passed, text_first_hole(text), origin);
}

/* --arg NAME VALUE and its like; false where the option is another. */
static bool take_variable(struct jq_command *command, slice option, size_t *at)
{
    slice name;
    if (!slice_is(option, "--arg") && !slice_is(option, "--argjson") &&
        !slice_is(option, "--rawfile") && !slice_is(option, "--slurpfile")) {
        return false;
    }
    if (*at + 2 >= command->call->argc || !model_literal(command->call, *at + 1, &name)) {
        command->other = true;
        return true;
    }
    add_variable(command, name,
                 value_of_argument(command, option, name, &command->call->argv[*at + 2]));
    *at += 2;
    return true;
}

static void take_letter(struct jq_command *command, char letter)
{
    switch (letter) {
    case 'n':
        command->null_input = true;
        return;
    case 'r':
        command->raw_output = true;
        return;
    case 'j':
        command->raw_output = true;
        command->no_newlines = true;
        return;
    case 'c':
        command->form.indent = 0;
        return;
    case 'S':
        command->form.sort_keys = true;
        return;
    case 'a':
        command->form.ascii = true;
        return;
    case 's':
        command->slurp = true;
        return;
    case 'R':
        command->raw_input = true;
        return;
    case 'e':
    case 'M':
        return;
    default:
        command->other = true;
    }
}

struct long_option {
    const char *name;
    char letter; /* that says the same; 0: none is needed */
};

static const struct long_option long_options[] = {
    {"--null-input", 'n'},  {"--raw-output", 'r'},
    {"--join-output", 'j'}, {"--compact-output", 'c'},
    {"--sort-keys", 'S'},   {"--ascii-output", 'a'},
    {"--slurp", 's'},       {"--raw-input", 'R'},
    {"--exit-status", 'e'}, {"--monochrome-output", 'M'},
    {"--unbuffered", 'M'},
};

static void take_indent(struct jq_command *command, size_t *at)
{
    slice digits;
    if (!model_literal(command->call, ++*at, &digits) || digits.length != 1 ||
        digits.data[0] < '0' || digits.data[0] > '7') {
        command->other = true;
        return;
    }
    command->form.indent = (uint32_t)(digits.data[0] - '0');
}

static void take_long_option(struct jq_command *command, slice option, size_t *at)
{
    for (size_t i = 0; i < sizeof long_options / sizeof *long_options; i++) {
        if (slice_is(option, long_options[i].name)) {
            take_letter(command, long_options[i].letter);
            return;
        }
    }
    if (slice_is(option, "--tab")) {
        command->form.tabs = true;
        command->form.indent = 1;
    } else if (slice_is(option, "--indent")) {
        take_indent(command, at);
    } else if (slice_is(option, "--args") || slice_is(option, "--jsonargs")) {
        command->rest_is_arguments = true;
        command->rest_is_json = slice_is(option, "--jsonargs");
    } else if (slice_is(option, "--from-file") && *at + 1 < command->call->argc) {
        command->program = model_file(command->call, command->call->argv[++*at].text);
        command->has_program = true;
    } else {
        command->other = true;
    }
}

static void take_operand(struct jq_command *command, const struct shell_argument *argument)
{
    if (!command->has_program) {
        command->program = argument->text;
        command->has_program = true;
    } else if (!command->rest_is_arguments) {
        VECTOR_PUSH(arena_of(command), &command->files, *argument);
    } else {
        const struct jq_value *value =
            command->rest_is_json
                ? json_value(command, argument->text)
                : jq_string(arena_of(command), argument->text, origin_of_argument(argument));
        command->other = command->other || !value;
        VECTOR_PUSH(arena_of(command), &command->positional, value);
    }
}

static void take_options(struct jq_command *command)
{
    bool only_operands = false;
    for (size_t at = 1; at < command->call->argc; at++) {
        slice option;
        bool literal = model_literal(command->call, at, &option);
        if (only_operands || !literal || option.length < 2 || option.data[0] != '-') {
            take_operand(command, &command->call->argv[at]);
        } else if (slice_is(option, "--")) {
            only_operands = true;
        } else if (take_variable(command, option, &at)) {
            /* done */
        } else if (option.data[1] == '-') {
            take_long_option(command, option, &at);
        } else if (slice_is(option, "-f")) {
            take_long_option(command, SLICE("--from-file"), &at);
        } else {
            for (size_t i = 1; i < option.length; i++) {
                take_letter(command, option.data[i]);
            }
        }
    }
}

/* ---- Input ---- */

static bool take_documents(const struct jq_command *command, struct text text,
                           struct jq_values *inputs)
{
    struct arena *arena = arena_of(command);
    struct flat_text flat = text_flatten(arena, text);
    const struct jq_value *one = jq_value_of_json(arena, &flat);
    if (one) {
        VECTOR_PUSH(arena, inputs, one);
        return true;
    }
    for (uint32_t at = 0; at < flat.bytes.length;) { /* a document a line */
        slice rest = slice_sub(flat.bytes, at, flat.bytes.length);
        uint32_t end = at + (uint32_t)slice_find_byte(rest, '\n');
        if (slice_trim(slice_sub(flat.bytes, at, end)).length > 0) {
            struct flat_text line = text_flatten(arena, flat_cut(arena, &flat, at, end));
            const struct jq_value *value = jq_value_of_json(arena, &line);
            if (!value) {
                return false;
            }
            VECTOR_PUSH(arena, inputs, value);
        }
        at = end + 1;
    }
    return true;
}

/* -R: a string a line; false where a hole may hold a newline. */
static bool take_lines(const struct jq_command *command, struct text text, struct jq_values *inputs)
{
    struct arena *arena = arena_of(command);
    struct flat_text flat = text_flatten(arena, text);
    for (size_t i = 0; i < text.count; i++) {
        if (text.pieces[i].kind == PIECE_HOLE && !shape_is_one_word(text.pieces[i].hole->shape)) {
            return false;
        }
    }
    for (uint32_t at = 0; at < flat.bytes.length;) {
        slice rest = slice_sub(flat.bytes, at, flat.bytes.length);
        uint32_t end = at + (uint32_t)slice_find_byte(rest, '\n');
        struct jq_origin origin = {.span = flat_byte_span(&flat, at)};
        VECTOR_PUSH(arena, inputs, jq_string(arena, flat_cut(arena, &flat, at, end), origin));
        at = end + 1;
    }
    return true;
}

/* The text that the program reads, of files or standard input. */
static struct text input_text(const struct jq_command *command)
{
    struct text_builder builder = {.arena = arena_of(command)};
    if (command->files.count == 0) {
        return model_stdin(command->call);
    }
    for (size_t i = 0; i < command->files.count; i++) {
        text_append(&builder, model_file(command->call, command->files.items[i].text));
    }
    return text_finish(&builder);
}

static void take_inputs(const struct jq_command *command, struct text text,
                        struct jq_values *inputs)
{
    struct arena *arena = arena_of(command);
    struct jq_origin origin = {.span = command->call->span};
    const struct hole *hole = text_first_hole(text);
    if (command->null_input) {
        VECTOR_PUSH(arena, inputs, jq_null(arena, origin));
    } else if (command->raw_input && command->slurp) {
        VECTOR_PUSH(arena, inputs, jq_string(arena, text, origin));
    } else if (command->raw_input && take_lines(command, text, inputs)) {
        /* done */
    } else if (command->raw_input || !take_documents(command, text, inputs)) {
        inputs->count = 0;
        slice from = hole ? hole->from : SLICE("input of jq");
        VECTOR_PUSH(arena, inputs, jq_unknown(arena, from, hole, origin));
    }
    if (command->slurp && !command->null_input && !command->raw_input) {
        const struct jq_value *all = jq_array(arena, inputs, origin);
        *inputs = (struct jq_values){0};
        VECTOR_PUSH(arena, inputs, all);
    }
}

/* ---- Output ---- */

static struct text print(const struct jq_command *command, const struct jq_values *outputs)
{
    struct text_builder builder = {.arena = arena_of(command)};
    for (size_t i = 0; i < outputs->count; i++) {
        const struct jq_value *value = outputs->items[i];
        if (command->raw_output && value->kind == JQ_STRING) {
            text_append(&builder, value->text);
        } else if (command->raw_output && value->kind >= JQ_UNKNOWN) {
            const struct hole *base = jq_first_hole(value);
            struct hole *hole =
                hole_unknown(builder.arena, base ? base->from : SLICE("jq"), command->call->span);
            hole->from_outside = !base || base->from_outside;
            hole->derived_from = base;
            text_append_hole(&builder, hole, command->call->span);
        } else {
            jq_write(&builder, value, &command->form);
        }
        text_append_literal(&builder, command->no_newlines ? SLICE("") : SLICE("\n"),
                            command->call->span, TEXT_PLAIN);
    }
    return text_finish(&builder);
}

/* Of which nothing is known but what it is made of. */
static struct text unknown_output(const struct jq_command *command, struct text input)
{
    const struct hole *hole = text_first_hole(input);
    slice from = hole ? arena_printf(arena_of(command), "%.*s | jq", SLICE_ARGS(hole->from))
                      : SLICE("output of jq");
    return evaluator_unknown(command->call->evaluator, from, command->call->span);
}

struct running {
    struct jq_command *command;
    struct text input; /* without choices */
};

static struct text run_program(struct shell_evaluator *evaluator, void *data, struct text program)
{
    const struct running *running = data;
    struct jq_command *command = running->command;
    struct jq_values inputs = {0};
    struct jq_values outputs = {0};
    take_inputs(command, running->input, &inputs);
    struct jq_call call = {.arena = evaluator->arena,
                           .program = program,
                           .variables = command->variables,
                           .inputs = &inputs,
                           .next_choice = &evaluator->state->next_choice};
    return jq_run(&call, &outputs) ? print(command, &outputs)
                                   : unknown_output(command, running->input);
}

static struct text run_on_input(struct shell_evaluator *evaluator, void *data, struct text input)
{
    struct running running = {data, input};
    return text_map_choices(evaluator, run_program, &running, running.command->program);
}

/* $ARGS: {"positional": […], "named": {…}} */
static void add_arguments(struct jq_command *command)
{
    struct arena *arena = arena_of(command);
    struct jq_origin origin = {.span = command->call->span};
    struct jq_value *empty = ARENA_NEW(arena, struct jq_value);
    *empty = (struct jq_value){.kind = JQ_OBJECT, .origin = origin};
    const struct jq_value *named = empty;
    for (const struct jq_variable *variable = command->variables; variable;
         variable = variable->next) {
        struct jq_member member = {text_literal(arena, variable->name, origin.span), origin,
                                   variable->value};
        named = jq_object_with(arena, named, member);
    }
    struct jq_member members[] = {
        {text_literal(arena, SLICE("positional"), origin.span), origin,
         jq_array(arena, &command->positional, origin)},
        {text_literal(arena, SLICE("named"), origin.span), origin, named},
    };
    add_variable(command, SLICE("ARGS"),
                 jq_object_with(arena, jq_object_with(arena, empty, members[0]), members[1]));
}

struct text model_jq(const struct model_call *call)
{
    struct jq_command command = {.call = call, .form = {.indent = 2}};
    take_options(&command);
    struct text input = {0};
    if (!command.null_input) {
        input = input_text(&command);
    }
    if (command.other || !command.has_program) {
        return unknown_output(&command, input);
    }
    add_arguments(&command);
    return text_map_choices(call->evaluator, run_on_input, &command, input);
}
