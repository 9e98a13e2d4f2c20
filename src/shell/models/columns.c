/* Commands that pick parts of lines: cut, awk '{print $N}', head, tail, wc, rev, uniq, tac. In:
 * what they read. Out: the parts, where it is known where they begin and end. */
#include "base/ascii.h"
#include "base/buffer.h"
#include "shell/models/model.h"
#include "shell/split.h"

#include <limits.h>
#include <stdlib.h>

/* What comes in: of one file, where the last argument names one, else of standard input. */
static struct text input_of(const struct model_call *call, size_t operands_from)
{
    if (operands_from + 1 == call->argc) {
        return model_file(call, call->argv[operands_from].text);
    }
    return model_stdin(call);
}

static bool is_word(struct text text)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (piece->kind != PIECE_LITERAL &&
            (piece->kind == PIECE_CHOICE || !shape_is_one_word(piece->hole->shape))) {
            return false;
        }
    }
    return true;
}

/* ---- cut ---- */

struct cutting {
    const struct model_call *call;
    char delimiter;
    bool by_bytes; /* -c, -b */
    bool only_delimited;
    slice list; /* 1,3-5,7- */
};

/* Whether the list names the `number`th field, from 1. */
static bool is_listed(const char *list, unsigned long number)
{
    while (*list) {
        char *end;
        unsigned long from = *list == '-' ? 1 : strtoul(list, &end, 10);
        end = *list == '-' ? (char *)list : end;
        unsigned long to = from;
        if (*end == '-') {
            const char *last = end + 1;
            to = strtoul(last, &end, 10);
            to = end == last ? ULONG_MAX : to;
        }
        if (number >= from && number <= to) {
            return true;
        }
        list = *end == ',' ? end + 1 : end + strlen(end);
    }
    return false;
}

static bool is_list(slice list)
{
    for (size_t i = 0; i < list.length; i++) {
        if (!strchr("0123456789,-", list.data[i])) {
            return false;
        }
    }
    return list.length > 0;
}

static struct text cut_bytes(const struct cutting *cutting, struct text line)
{
    struct arena *arena = cutting->call->evaluator->arena;
    const char *list = arena_cstring(arena, cutting->list);
    slice bytes;
    if (text_is_uuid(line)) {
        bool dashes = false;
        for (unsigned long i = 1; i <= 36; i++) {
            dashes = dashes || (is_listed(list, i) && (i == 9 || i == 14 || i == 19 || i == 24));
        }
        return model_derived(cutting->call, line, dashes ? SHAPE_WORD : SHAPE_HEX);
    }
    if (!text_is_literal(arena, line, &bytes)) {
        return model_derived(cutting->call, line, is_word(line) ? SHAPE_WORD : SHAPE_TEXT);
    }
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < bytes.length; i++) {
        if ((unsigned char)bytes.data[i] >= 0x80) {
            return model_derived(cutting->call, line, SHAPE_TEXT);
        }
        if (is_listed(list, i + 1)) {
            text_append(&builder, text_cut(arena, line, i, i + 1));
        }
    }
    return text_finish(&builder);
}

static struct text cut_fields(const struct cutting *cutting, struct text line)
{
    struct arena *arena = cutting->call->evaluator->arena;
    const char *list = arena_cstring(arena, cutting->list);
    struct texts fields = {0};
    if (text_is_uuid(line) && cutting->delimiter == '-') {
        bool one = !strpbrk(list, ",-");
        return model_derived(cutting->call, line, one ? SHAPE_HEX : SHAPE_WORD);
    }
    if (!text_fields(arena, line, cutting->delimiter, &fields)) {
        return model_derived(cutting->call, line, is_word(line) ? SHAPE_WORD : SHAPE_TEXT);
    }
    if (fields.count == 1) { /* no delimiter: -s leaves the line out */
        line.count = cutting->only_delimited ? 0 : line.count;
        return line;
    }
    struct text_builder builder = {.arena = arena};
    bool any = false;
    for (size_t i = 0; i < fields.count; i++) {
        if (is_listed(list, i + 1)) {
            if (any) {
                text_append_literal(&builder, (slice){&cutting->delimiter, 1}, cutting->call->span,
                                    TEXT_PLAIN);
            }
            text_append(&builder, fields.items[i]);
            any = true;
        }
    }
    return text_finish(&builder);
}

/* `each` of every line. */
typedef struct text line_function(const void *data, struct text line);

struct by_line {
    const struct model_call *call;
    line_function *each;
    const void *data;
};

static struct text map_lines(struct shell_evaluator *evaluator, void *data, struct text text)
{
    const struct by_line *by_line = data;
    struct texts lines = {0};
    struct text_builder builder = {.arena = evaluator->arena};
    if (!text_lines(evaluator->arena, text, MODEL_LINES_MAX, &lines)) {
        return model_derived(by_line->call, text, SHAPE_TEXT);
    }
    for (size_t i = 0; i < lines.count; i++) {
        model_append_line(&builder, by_line->each(by_line->data, lines.items[i]),
                          by_line->call->span);
    }
    return text_finish(&builder);
}

static struct text each_line(const struct model_call *call, struct text input, line_function *each,
                             const void *data)
{
    struct by_line by_line = {call, each, data};
    return text_map_choices(call->evaluator, map_lines, &by_line, input);
}

static struct text cut_line(const void *data, struct text line)
{
    const struct cutting *cutting = data;
    return cutting->by_bytes ? cut_bytes(cutting, line) : cut_fields(cutting, line);
}

struct text model_cut(const struct model_call *call)
{
    struct cutting *cutting = ARENA_NEW(call->evaluator->arena, struct cutting);
    *cutting = (struct cutting){.call = call, .delimiter = '\t'};
    size_t at = 1;
    bool known = true;
    slice option;
    for (; at < call->argc && model_literal(call, at, &option) && option.length > 1 &&
           option.data[0] == '-';
         at++) {
        char letter = option.data[1];
        slice value = slice_sub(option, 2, option.length);
        if (letter == 's' && value.length == 0) {
            cutting->only_delimited = true;
            continue;
        }
        if (value.length == 0 && !model_literal(call, ++at, &value)) {
            known = false;
        }
        if (letter == 'd' && value.length == 1) {
            cutting->delimiter = value.data[0];
        } else if (letter == 'f' || letter == 'c' || letter == 'b') {
            cutting->list = value;
            cutting->by_bytes = letter != 'f';
        } else {
            known = false;
        }
    }
    struct text input = input_of(call, at);
    return known && is_list(cutting->list) ? each_line(call, input, cut_line, cutting)
                                           : model_derived(call, input, SHAPE_TEXT);
}

/* ---- awk '{print $N}' ---- */

struct picking {
    const struct model_call *call;
    char separator; /* NUL: blanks */
    unsigned long field;
    bool last; /* $NF */
};

static struct text pick_field(const void *data, struct text line)
{
    const struct picking *picking = data;
    struct texts fields = {0};
    bool known = picking->separator ? text_fields(picking->call->evaluator->arena, line,
                                                  picking->separator, &fields)
                                    : text_words(picking->call->evaluator->arena, line, &fields);
    if (!known) {
        return model_derived(picking->call, line, is_word(line) ? SHAPE_WORD : SHAPE_TEXT);
    }
    size_t field = picking->last ? fields.count : picking->field;
    return field >= 1 && field <= fields.count ? fields.items[field - 1] : (struct text){0};
}

/* {print $2}, { print $NF; } */
static bool parse_program(struct arena *arena, slice program, struct picking *picking)
{
    struct buffer squeezed = {.arena = arena};
    for (size_t i = 0; i < program.length; i++) {
        if (!strchr(" ;\t\n", program.data[i])) {
            buffer_append_byte(&squeezed, program.data[i]);
        }
    }
    slice bare = buffer_slice(&squeezed);
    if (!slice_starts_with(bare, SLICE("{print$")) || !slice_ends_with(bare, SLICE("}"))) {
        return false;
    }
    slice field = slice_sub(bare, strlen("{print$"), bare.length - 1);
    picking->last = slice_is(field, "NF");
    char *digits = arena_cstring(arena, field);
    char *end;
    picking->field = strtoul(digits, &end, 10);
    return picking->last || (*digits >= '1' && *digits <= '9' && *end == '\0');
}

bool model_awk_field(const struct model_call *call, struct text *output)
{
    struct picking *picking = ARENA_NEW(call->evaluator->arena, struct picking);
    *picking = (struct picking){.call = call};
    size_t at = 1;
    slice option;
    if (model_literal(call, at, &option) && slice_starts_with(option, SLICE("-F"))) {
        slice value = slice_sub(option, 2, option.length);
        if (value.length == 0 && !model_literal(call, ++at, &value)) {
            return false;
        }
        picking->separator = slice_is(value, "\\t") ? '\t' : value.length == 1 ? value.data[0] : 0;
        if (!picking->separator || picking->separator == '\\') {
            return false;
        }
        picking->separator = picking->separator == ' ' ? 0 : picking->separator;
        at++;
    }
    slice program;
    if (!model_literal(call, at, &program) ||
        !parse_program(call->evaluator->arena, program, picking)) {
        return false;
    }
    *output = each_line(call, input_of(call, at + 1), pick_field, picking);
    return true;
}

/* ---- head, tail ---- */

struct ends {
    const struct model_call *call;
    bool tail;
    bool from_start; /* tail -n +2 */
    bool by_bytes;
    unsigned long count;
};

static struct text take_bytes(const struct ends *ends, struct text text)
{
    struct arena *arena = ends->call->evaluator->arena;
    slice bytes;
    struct text first = {text.pieces, text.count > 0};
    if (text_is_uuid(first) && ends->count <= 8 && !ends->tail) {
        return model_derived(ends->call, text, SHAPE_HEX);
    }
    if (!text_is_literal(arena, text, &bytes)) {
        slice prefix = text_prefix(text);
        if (!ends->tail && prefix.length >= ends->count) {
            return text_literal(arena, slice_sub(prefix, 0, ends->count), ends->call->span);
        }
        return model_derived(ends->call, text, is_word(text) ? SHAPE_WORD : SHAPE_TEXT);
    }
    size_t count = ends->count < bytes.length ? ends->count : bytes.length;
    return ends->tail ? text_cut(arena, text, bytes.length - count, bytes.length)
                      : text_cut(arena, text, 0, count);
}

static struct text take_end(struct shell_evaluator *evaluator, void *data, struct text text)
{
    const struct ends *ends = data;
    struct texts lines = {0};
    struct text_builder builder = {.arena = evaluator->arena};
    if (ends->by_bytes) {
        return take_bytes(ends, text);
    }
    /* The first lines are known even where those behind them aren't. */
    while (text.count > 0 && (ends->tail || lines.count < ends->count)) {
        struct text_line line;
        if (lines.count >= MODEL_LINES_MAX ||
            !text_take_line(evaluator->arena, text, '\n', &line)) {
            return model_derived(ends->call, text, SHAPE_TEXT);
        }
        VECTOR_PUSH(evaluator->arena, &lines, line.text);
        text = line.rest;
    }
    size_t first = !ends->tail                 ? 0
                   : ends->from_start          ? ends->count - (ends->count > 0)
                   : lines.count > ends->count ? lines.count - ends->count
                                               : 0;
    for (size_t i = first; i < lines.count; i++) {
        model_append_line(&builder, lines.items[i], ends->call->span);
    }
    return text_finish(&builder);
}

struct text model_first_lines(const struct model_call *call)
{
    struct ends *ends = ARENA_NEW(call->evaluator->arena, struct ends);
    slice option;
    size_t at = 1;
    bool known = true;
    model_literal(call, 0, &option);
    *ends = (struct ends){.call = call, .tail = slice_is(option, "tail"), .count = 10};
    for (; known && at < call->argc && model_literal(call, at, &option) && option.length > 1 &&
           option.data[0] == '-';
         at++) {
        bool named = option.data[1] == 'n' || option.data[1] == 'c';
        slice value = slice_sub(option, named ? 2 : 1, option.length);
        if (named && value.length == 0) {
            known = model_literal(call, ++at, &value);
        }
        ends->by_bytes = option.data[1] == 'c';
        ends->from_start = known && slice_starts_with(value, SLICE("+"));
        value = ends->from_start ? slice_sub(value, 1, value.length) : value;
        char *digits = arena_cstring(call->evaluator->arena, value);
        char *end = digits;
        ends->count = known ? strtoul(digits, &end, 10) : 0;
        known = known && ascii_is_digit(*digits) && *end == '\0';
    }
    struct text input = input_of(call, at);
    known = known && !(ends->from_start && (!ends->tail || ends->by_bytes));
    return known ? text_map_choices(call->evaluator, take_end, ends, input)
                 : model_derived(call, input, SHAPE_TEXT);
}

/* ---- wc, rev, tac, uniq, sort ---- */

static struct text count_text(struct shell_evaluator *evaluator, void *data, struct text text)
{
    const struct model_call *call = data;
    slice option;
    slice bytes;
    bool known = text_is_literal(evaluator->arena, text, &bytes);
    model_literal(call, 1, &option);
    bool lines = slice_is(option, "-l");
    if (!known || (!lines && !slice_is(option, "-c"))) {
        return model_line(call, SHAPE_INTEGER);
    }
    size_t count = lines ? 0 : bytes.length;
    for (size_t i = 0; lines && i < bytes.length; i++) {
        count += bytes.data[i] == '\n';
    }
    return model_bytes_line(call, arena_printf(evaluator->arena, "%zu", count));
}

/* One number of standard input; anything else is laid out in columns. */
struct text model_wc(const struct model_call *call)
{
    slice option;
    bool one = call->argc == 2 && model_literal(call, 1, &option) && option.length == 2 &&
               option.data[0] == '-';
    return one ? text_map_choices(call->evaluator, count_text, (void *)call, model_stdin(call))
               : model_derived(call, model_stdin(call), SHAPE_TEXT);
}

static struct text reverse_line(const void *data, struct text line)
{
    const struct model_call *call = data;
    struct arena *arena = call->evaluator->arena;
    slice bytes;
    if (!text_is_literal(arena, line, &bytes)) {
        return model_derived(call, line, is_word(line) ? SHAPE_WORD : SHAPE_TEXT);
    }
    char *reversed = arena_alloc(arena, bytes.length + 1);
    for (size_t i = 0; i < bytes.length; i++) {
        if ((unsigned char)bytes.data[i] >= 0x80) {
            return model_derived(call, line, SHAPE_TEXT);
        }
        reversed[i] = bytes.data[bytes.length - 1 - i];
    }
    return text_literal(arena, (slice){reversed, bytes.length}, call->span);
}

struct text model_rev(const struct model_call *call)
{
    return each_line(call, input_of(call, 1), reverse_line, call);
}

/* sort, uniq and tac leave a line alone as it is. */
static struct text keep_line(struct shell_evaluator *evaluator, void *data, struct text text)
{
    const struct model_call *call = data;
    struct texts lines = {0};
    bool one = text_lines(evaluator->arena, text, 2, &lines) && lines.count <= 1;
    if (!one) {
        return model_derived(call, text, SHAPE_TEXT);
    }
    struct text_builder builder = {.arena = evaluator->arena};
    if (lines.count == 1) {
        model_append_line(&builder, lines.items[0], call->span);
    }
    return text_finish(&builder);
}

struct text model_order(const struct model_call *call)
{
    slice option;
    bool plain = call->argc == 1 ||
                 (call->argc == 2 && model_literal(call, 1, &option) &&
                  (slice_is(option, "-u") || slice_is(option, "-r") || slice_is(option, "-n")));
    return plain ? text_map_choices(call->evaluator, keep_line, (void *)call, model_stdin(call))
                 : model_derived(call, model_stdin(call), SHAPE_TEXT);
}
