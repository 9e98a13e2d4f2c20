/* read and mapfile (bash(1) "SHELL BUILTIN COMMANDS"; POSIX.1-2017 XCU read). In: their options,
 * and what is left on standard input. Out: variables, and less of it. */
#include "shell/builtin.h"
#include "shell/split.h"

/* ---- Fields ---- */

struct splitting {
    struct arena *arena;
    slice separators; /* $IFS */
};

static bool is_blank_separator(const struct splitting *splitting, char c)
{
    return (c == ' ' || c == '\t' || c == '\n') &&
           slice_find_byte(splitting->separators, c) < splitting->separators.length;
}

static bool is_separator(const struct splitting *splitting, char c)
{
    return slice_find_byte(splitting->separators, c) < splitting->separators.length;
}

/* The line laid out; false where a hole may hold a separator. */
static bool lay_out(const struct splitting *splitting, struct text line, struct flat_text *flat)
{
    *flat = text_flatten(splitting->arena, line);
    for (size_t i = 0; i < line.count; i++) {
        const struct text_piece *piece = &line.pieces[i];
        for (size_t k = 0; piece->kind == PIECE_HOLE && k < splitting->separators.length; k++) {
            char c = splitting->separators.data[k];
            bool blank = c == ' ' || c == '\t' || c == '\n';
            if (blank ? !shape_is_one_word(piece->hole->shape) : hole_may_hold(piece->hole, c)) {
                return false;
            }
        }
    }
    return true;
}

static uint32_t skip_blanks(const struct splitting *splitting, slice bytes, uint32_t at)
{
    while (at < bytes.length && is_blank_separator(splitting, bytes.data[at])) {
        at++;
    }
    return at;
}

/* Where the field that begins at `at` ends, and where the next begins. */
static uint32_t field_end(const struct splitting *splitting, slice bytes, uint32_t at,
                          uint32_t *next)
{
    while (at < bytes.length && !is_separator(splitting, bytes.data[at])) {
        at++;
    }
    *next = skip_blanks(splitting, bytes, at);
    if (*next < bytes.length && is_separator(splitting, bytes.data[*next])) {
        *next = skip_blanks(splitting, bytes, *next + 1);
    }
    return at;
}

/* What the last name gets: the rest, without blanks at its end, and without a separator that ends
 * its only field. */
static uint32_t rest_end(const struct splitting *splitting, slice bytes, uint32_t at)
{
    uint32_t end = (uint32_t)bytes.length;
    uint32_t next;
    uint32_t field = field_end(splitting, bytes, at, &next);
    if (next == bytes.length) {
        return field;
    }
    while (end > at && is_blank_separator(splitting, bytes.data[end - 1])) {
        end--;
    }
    return end;
}

/* ---- read ---- */

struct read_options {
    size_t first;   /* the first name */
    char delimiter; /* -d; a NUL: all of the input */
    bool raw;       /* -r */
    bool array;     /* -a */
    bool other;
};

static struct read_options read_options(const struct builtin_call *call)
{
    struct read_options options = {.first = 1, .delimiter = '\n'};
    slice bytes;
    slice value;
    while (builtin_literal(call, options.first, &bytes) && builtin_is_option(bytes)) {
        char last = bytes.data[bytes.length - 1];
        size_t letter = strcspn(arena_cstring(call->evaluator->arena, bytes), "adinNptu");
        bool glued = letter + 1 < bytes.length; /* -d, */
        bool takes_value = letter < bytes.length && !glued;
        char kind = letter < bytes.length ? bytes.data[letter] : last;
        value = glued ? slice_sub(bytes, letter + 1, bytes.length) : (slice){"", 0};
        bool known = glued || builtin_literal(call, options.first + 1, &value);
        if (kind == 'd' && known && value.length <= 1) {
            options.delimiter = value.length ? value.data[0] : '\0';
        } else if (kind == 'a' && takes_value) {
            options.array = true;
            takes_value = false;
        } else {
            options.other = options.other || (letter < bytes.length && kind != 'p' && kind != 'i');
        }
        options.raw = options.raw || slice_find_byte(bytes, 'r') < letter;
        options.first += takes_value ? 2 : 1;
    }
    return options;
}

static bool has_backslash(struct text text)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (piece->kind != PIECE_LITERAL ||
            slice_find_byte(piece_bytes(piece), '\\') < piece->length) {
            /* of a hole that is one word it isn't known either, but such are ids and numbers */
            if (piece->kind == PIECE_LITERAL || !shape_alphabet(piece->hole->shape)) {
                return true;
            }
        }
    }
    return false;
}

static bool separators_of(struct shell_evaluator *evaluator, slice *separators)
{
    const struct variable *ifs = state_get(evaluator->state, SLICE("IFS"));
    *separators = SLICE(" \t\n");
    return !ifs || ifs->kind == VARIABLE_UNSET ||
           (ifs->kind == VARIABLE_SCALAR &&
            text_is_literal(evaluator->arena, ifs->value, separators));
}

static void assign_unknown(const struct builtin_call *call, slice name)
{
    slice from = ARENA_CONCAT(call->evaluator->arena, SLICE("input read into "), name);
    assign_text(call->evaluator, name, evaluator_unknown(call->evaluator, from, call->span),
                call->span);
}

static void set_array(const struct builtin_call *call, slice name, const struct text *items,
                      size_t count)
{
    struct variable *variable = ARENA_NEW(call->evaluator->arena, struct variable);
    variable->kind = VARIABLE_ARRAY;
    variable->items = items;
    variable->count = (uint32_t)count;
    state_set(call->evaluator->state, name, variable);
}

/* read -a NAME */
static bool assign_fields(const struct builtin_call *call, const struct splitting *splitting,
                          slice name, struct text line)
{
    struct flat_text flat;
    VECTOR(struct text) items = {0};
    if (!lay_out(splitting, line, &flat)) {
        return false;
    }
    uint32_t at = skip_blanks(splitting, flat.bytes, 0);
    while (at < flat.bytes.length) {
        uint32_t next;
        uint32_t end = field_end(splitting, flat.bytes, at, &next);
        struct text item =
            text_with_step(splitting->arena, flat_cut(splitting->arena, &flat, at, end), TRAIL_SET,
                           name, call->span);
        VECTOR_PUSH(splitting->arena, &items, item);
        at = next;
    }
    set_array(call, name, items.items, items.count);
    return true;
}

/* One name takes the whole line without the blanks at its ends: what stands between may hold any.
 */
static bool assign_trimmed(const struct builtin_call *call, const struct splitting *splitting,
                           slice name, struct text line)
{
    struct flat_text flat = text_flatten(splitting->arena, line);
    for (size_t i = 0; i < splitting->separators.length; i++) {
        if (!is_blank_separator(splitting, splitting->separators.data[i])) {
            return false;
        }
    }
    uint32_t from = skip_blanks(splitting, flat.bytes, 0);
    uint32_t to = (uint32_t)flat.bytes.length;
    while (to > from && is_blank_separator(splitting, flat.bytes.data[to - 1])) {
        to--;
    }
    for (size_t i = 0; i < 2 && to > from; i++) {
        const struct text_piece *end = flat_piece_at(&flat, i == 0 ? from : to - 1)->piece;
        if (end->kind != PIECE_LITERAL &&
            (end->kind == PIECE_CHOICE || !shape_is_one_word(end->hole->shape))) {
            return false;
        }
    }
    assign_text(call->evaluator, name, flat_cut(splitting->arena, &flat, from, to), call->span);
    return true;
}

static bool assign_names(const struct builtin_call *call, const struct splitting *splitting,
                         size_t first, struct text line)
{
    struct flat_text flat;
    if (!lay_out(splitting, line, &flat)) {
        return false;
    }
    uint32_t at = skip_blanks(splitting, flat.bytes, 0);
    for (size_t i = first; i < call->argc; i++) {
        slice name;
        uint32_t next = (uint32_t)flat.bytes.length;
        uint32_t end = i + 1 < call->argc ? field_end(splitting, flat.bytes, at, &next)
                                          : rest_end(splitting, flat.bytes, at);
        if (builtin_literal(call, i, &name) && builtin_is_name(name)) {
            assign_text(call->evaluator, name, flat_cut(splitting->arena, &flat, at, end),
                        call->span);
        }
        at = next;
    }
    return true;
}

static bool assign_line(const struct builtin_call *call, const struct read_options *options,
                        struct text line)
{
    struct splitting splitting = {.arena = call->evaluator->arena};
    slice name;
    if (options->other || (!options->raw && has_backslash(line)) ||
        !separators_of(call->evaluator, &splitting.separators)) {
        return false;
    }
    if (options->first >= call->argc) {
        assign_text(call->evaluator, SLICE("REPLY"), line, call->span);
        return true;
    }
    if (options->array) {
        return builtin_literal(call, options->first, &name) && builtin_is_name(name) &&
               assign_fields(call, &splitting, name, line);
    }
    if (call->argc == options->first + 1 && splitting.separators.length == 0 &&
        builtin_literal(call, options->first, &name) && builtin_is_name(name)) {
        assign_text(call->evaluator, name, line, call->span);
        return true;
    }
    if (call->argc == options->first + 1 && builtin_literal(call, options->first, &name) &&
        builtin_is_name(name) && assign_trimmed(call, &splitting, name, line)) {
        return true;
    }
    return assign_names(call, &splitting, options->first, line);
}

static void assign_all_unknown(const struct builtin_call *call, const struct read_options *options)
{
    for (size_t i = options->first; i < call->argc; i++) {
        slice name;
        if (!builtin_literal(call, i, &name) || !builtin_is_name(name)) {
            assign_unnamed(call->evaluator, call->argv[i].text, SLICE("read"), call->span);
        } else if (options->array) {
            assign_opaque(call->evaluator, name, call->span);
        } else {
            assign_unknown(call, name);
        }
    }
    if (options->first >= call->argc) {
        assign_unknown(call, SLICE("REPLY"));
    }
}

/* In a loop that isn't unrolled the input has become a hole: each round reads another line. */
void builtin_read(const struct builtin_call *call)
{
    struct shell_evaluator *evaluator = call->evaluator;
    struct read_options options = read_options(call);
    struct text input;
    struct text_line line;
    evaluator->read_status = STATUS_UNKNOWN;
    bool known = evaluator_stdin(evaluator, &input);
    if (known && options.delimiter == '\0') {
        line = (struct text_line){.text = input};
    } else {
        known = known && !options.other &&
                text_take_line(evaluator->arena, input, options.delimiter, &line);
    }
    if (known && assign_line(call, &options, line.text)) {
        evaluator->read_status = line.ended ? STATUS_SUCCESS : STATUS_FAILURE;
        evaluator_set_stdin(evaluator, line.rest);
        return;
    }
    assign_all_unknown(call, &options);
    evaluator_set_stdin(evaluator,
                        evaluator_unknown(evaluator, SLICE("standard input"), call->span));
}

/* ---- mapfile ---- */

static bool map_lines(const struct builtin_call *call, slice name, bool keeps_newlines)
{
    struct shell_evaluator *evaluator = call->evaluator;
    VECTOR(struct text) items = {0};
    struct text input;
    if (!evaluator_stdin(evaluator, &input)) {
        return false;
    }
    while (input.count > 0 && items.count < STATE_WEIGHT_MAX) {
        struct text_line line;
        if (!text_take_line(evaluator->arena, input, '\n', &line)) {
            return false;
        }
        struct text_builder builder = {.arena = evaluator->arena};
        text_append(&builder, line.text);
        if (keeps_newlines && line.ended) {
            text_append_literal(&builder, SLICE("\n"), call->span, TEXT_PLAIN);
        }
        VECTOR_PUSH(
            evaluator->arena, &items,
            text_with_step(evaluator->arena, text_finish(&builder), TRAIL_SET, name, call->span));
        input = line.rest;
    }
    set_array(call, name, items.items, items.count);
    return input.count == 0;
}

void builtin_mapfile(const struct builtin_call *call)
{
    slice name = SLICE("MAPFILE");
    slice bytes;
    bool keeps_newlines = true;
    bool other = false;
    for (size_t i = 1; i < call->argc; i++) {
        bool literal = builtin_literal(call, i, &bytes);
        if (literal && builtin_is_name(bytes) && i + 1 == call->argc) {
            name = bytes;
        } else if (literal && slice_is(bytes, "-t")) {
            keeps_newlines = false;
        } else {
            other = true;
        }
    }
    if (!other && map_lines(call, name, keeps_newlines)) {
        return;
    }
    if (call->argc > 1 && !builtin_literal(call, call->argc - 1, &bytes)) {
        assign_unnamed(call->evaluator, call->argv[call->argc - 1].text, SLICE("mapfile"),
                       call->span);
        return;
    }
    struct variable *variable = ARENA_NEW(call->evaluator->arena, struct variable);
    variable->kind = VARIABLE_OPAQUE;
    variable->value = evaluator_unknown(
        call->evaluator, ARENA_CONCAT(call->evaluator->arena, SLICE("input read into "), name),
        call->span);
    state_set(call->evaluator->state, name, variable);
}
