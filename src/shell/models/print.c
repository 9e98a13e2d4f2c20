/* echo and printf (bash(1) "SHELL BUILTIN COMMANDS"; POSIX.1-2017 XCU printf).
 * In: arguments. Out: what is printed, every byte where it stood. */
#include "shell/assignment.h"
#include "shell/models/model.h"

#include <stdlib.h>

/* ---- Escapes ---- */

/* The literal pieces that `text` has from piece `first` on, in a row: an escape may begin in one
 * and end in the next. */
static struct text literal_run(struct text text, size_t first)
{
    size_t end = first;
    while (end < text.count && text.pieces[end].kind == PIECE_LITERAL) {
        end++;
    }
    return (struct text){text.pieces + first, end - first};
}

static struct span span_of(struct text text)
{
    struct span first = text.pieces[0].span;
    struct span last = text.pieces[text.count - 1].span;
    return first.source == last.source && first.start <= last.end
               ? (struct span){first.source, first.start, last.end}
               : first;
}

/* Appends a literal text with the escapes in it decoded. False after \c: nothing more is printed.
 */
static bool append_decoded(struct text_builder *builder, struct text run, bool leading_zero)
{
    slice bytes;
    text_is_literal(builder->arena, run, &bytes);
    for (size_t at = 0; at < bytes.length;) {
        slice rest = slice_sub(bytes, at, bytes.length);
        size_t plain = slice_find_byte(rest, '\\');
        if (plain > 0) {
            text_append(builder, text_cut(builder->arena, run, at, at + plain));
            at += plain;
            continue;
        }
        slice decoded;
        if (rest.length > 1 && rest.data[1] == 'c') {
            return false;
        }
        size_t length = decode_backslash(builder->arena, rest, leading_zero, &decoded);
        struct text escape = text_cut(builder->arena, run, at, at + length);
        text_append_literal(builder, decoded, span_of(escape), escape.pieces[0].quoting);
        at += length;
    }
    return true;
}

static bool append_interpreted(struct text_builder *builder, struct text text)
{
    for (size_t i = 0; i < text.count;) {
        struct text run = literal_run(text, i);
        if (run.count == 0) {
            text_append_piece(builder, text.pieces[i++]);
            continue;
        }
        if (!append_decoded(builder, run, true)) {
            return false;
        }
        i += run.count;
    }
    return true;
}

/* ---- echo ---- */

struct echo_options {
    bool newline;
    bool escapes;
};

static bool take_echo_option(slice bytes, struct echo_options *options)
{
    if (bytes.length < 2 || bytes.data[0] != '-') {
        return false;
    }
    struct echo_options taken = *options;
    for (size_t i = 1; i < bytes.length; i++) {
        switch (bytes.data[i]) {
        case 'n':
            taken.newline = false;
            break;
        case 'e':
            taken.escapes = true;
            break;
        case 'E':
            taken.escapes = false;
            break;
        default:
            return false;
        }
    }
    *options = taken;
    return true;
}

struct text model_echo(const struct model_call *call)
{
    struct text_builder builder = {.arena = call->evaluator->arena};
    struct echo_options options = {.newline = true};
    slice bytes;
    size_t first = 1;
    while (model_literal(call, first, &bytes) && take_echo_option(bytes, &options)) {
        first++;
    }
    size_t count = 0;
    for (size_t i = first; i < call->argc; i++) {
        count += call->argv[i].text.count + 1; /* a blank or the newline behind it */
    }
    text_reserve(&builder, count);
    for (size_t i = first; i < call->argc; i++) {
        if (i > first) {
            text_append_literal(&builder, SLICE(" "), call->span, TEXT_PLAIN);
        }
        if (!options.escapes) {
            text_append(&builder, call->argv[i].text);
        } else if (!append_interpreted(&builder, call->argv[i].text)) {
            return text_finish(&builder);
        }
    }
    if (options.newline) {
        text_append_literal(&builder, SLICE("\n"), call->span, TEXT_PLAIN);
    }
    return text_finish(&builder);
}

/* ---- printf ---- */

struct formatting {
    const struct model_call *call;
    struct text_builder builder;
    size_t next; /* the next argument */
    bool stopped;
    bool took; /* some directive took an argument */
};

/* The length of the directive that `bytes` begin with, its `%` included. */
static size_t directive_length(slice bytes)
{
    size_t at = 1;
    while (at < bytes.length && strchr("#0- +'123456789.*hlLjztq", bytes.data[at]) &&
           bytes.data[at] != 'q') {
        at++;
    }
    if (at < bytes.length && bytes.data[at] == '(') {
        at += slice_find_byte(slice_sub(bytes, at, bytes.length), ')') + 1;
    }
    return at < bytes.length ? at + 1 : bytes.length;
}

static struct text next_argument(struct formatting *formatting)
{
    const struct model_call *call = formatting->call;
    formatting->took = true;
    if (formatting->next >= call->argc) {
        return (struct text){0};
    }
    return call->argv[formatting->next++].text;
}

static void append_formatted(struct formatting *formatting, slice directive)
{
    struct shell_evaluator *evaluator = formatting->call->evaluator;
    struct text argument = next_argument(formatting);
    bool plain = directive.length == 2;
    bool number = strchr("diouxX", directive.data[directive.length - 1]) != NULL;
    slice bytes;
    if (text_is_literal(evaluator->arena, argument, &bytes)) {
        char *format = arena_cstring(evaluator->arena, directive);
        char *value = arena_cstring(evaluator->arena, bytes);
        char *end = value;
        long parsed = number ? strtol(value, &end, 0) : 0;
        slice printed;
        bool wide = directive.length > 6; /* %999999999s would fill the memory */
        if (wide || strchr(format, '*') || strchr(format, '(') || strpbrk(format, "hlLjzt")) {
            text_append(&formatting->builder, evaluator_derived(evaluator, argument, SHAPE_TEXT,
                                                                "printf", formatting->call->span));
            return;
        }
        if (number && *end == '\0') {
            /* The directive with an `l` before its letter, as `long` needs. */
            slice with_long = arena_printf(evaluator->arena, "%.*sl%c", (int)directive.length - 1,
                                           format, format[directive.length - 1]);
            printed = arena_printf(evaluator->arena, with_long.data, parsed);
        } else if (format[directive.length - 1] == 's') {
            printed = arena_printf(evaluator->arena, format, value);
        } else {
            text_append(&formatting->builder, evaluator_hole(evaluator, SHAPE_TEXT, SLICE("printf"),
                                                             formatting->call->span));
            return;
        }
        text_append(&formatting->builder,
                    text_literal(evaluator->arena, printed, formatting->call->span));
        return;
    }
    bool integer = number && plain && strchr("di", directive.data[1]);
    text_append(&formatting->builder,
                evaluator_derived(evaluator, argument, integer ? SHAPE_INTEGER : SHAPE_TEXT,
                                  "printf", formatting->call->span));
}

static void append_directive(struct formatting *formatting, struct text run, slice bytes, size_t at,
                             size_t length)
{
    struct arena *arena = formatting->builder.arena;
    slice directive = slice_sub(bytes, at, at + length);
    for (size_t i = 0; i < directive.length; i++) {
        if (directive.data[i] == '*') {
            next_argument(formatting); /* the width */
        }
    }
    if (slice_is(directive, "%%")) {
        text_append(&formatting->builder, text_cut(arena, run, at, at + 1));
    } else if (slice_is(directive, "%s")) {
        text_append(&formatting->builder, next_argument(formatting));
    } else if (slice_is(directive, "%b")) {
        formatting->stopped = !append_interpreted(&formatting->builder, next_argument(formatting));
    } else {
        append_formatted(formatting, directive);
    }
}

static void append_format_run(struct formatting *formatting, struct text run)
{
    slice bytes;
    text_is_literal(formatting->builder.arena, run, &bytes);
    for (size_t at = 0; at < bytes.length && !formatting->stopped;) {
        slice rest = slice_sub(bytes, at, bytes.length);
        size_t plain = slice_find_byte(rest, '%');
        if (plain > 0) {
            struct text literal = text_cut(formatting->builder.arena, run, at, at + plain);
            formatting->stopped = !append_decoded(&formatting->builder, literal, false);
            at += plain;
            continue;
        }
        size_t length = directive_length(rest);
        append_directive(formatting, run, bytes, at, length);
        at += length;
    }
}

/* The format once. What isn't known of it is printed as it is. */
static void append_format(struct formatting *formatting, struct text format)
{
    formatting->took = false;
    for (size_t i = 0; i < format.count && !formatting->stopped;) {
        struct text run = literal_run(format, i);
        if (run.count > 0) {
            append_format_run(formatting, run);
            i += run.count;
        } else {
            text_append_piece(&formatting->builder, format.pieces[i++]);
        }
    }
}

struct text model_printf(const struct model_call *call)
{
    slice bytes;
    const struct shell_argument *variable = NULL;
    size_t format = 1;
    if (call->argc > 2 && model_literal(call, 1, &bytes) && slice_is(bytes, "-v")) {
        variable = &call->argv[2];
        format = 3;
    }
    if (model_literal(call, format, &bytes) && slice_is(bytes, "--")) {
        format++;
    }
    struct formatting formatting = {
        .call = call, .builder = {.arena = call->evaluator->arena}, .next = format + 1};
    if (format >= call->argc) {
        return (struct text){0};
    }
    do {
        append_format(&formatting, call->argv[format].text);
    } while (formatting.took && formatting.next < call->argc && !formatting.stopped);
    struct text printed = text_finish(&formatting.builder);
    if (!variable) {
        return printed;
    }
    if (text_is_literal(call->evaluator->arena, variable->text, &bytes) &&
        assigned_name(bytes).length == bytes.length) {
        assign_text(call->evaluator, bytes, printed, call->span);
    } else {
        assign_unnamed(call->evaluator, variable->text, SLICE("printf"), call->span);
    }
    return (struct text){0};
}
