/* Commands that pass on what they are given, changed or not: cat, tee, tr, head, awk, base64.
 * In: files and standard input. Out: what is printed. */
#include "base/buffer.h"
#include "shell/models/model.h"
#include "shell/written.h"

/* ---- cat, tee ---- */

struct text model_cat(const struct model_call *call)
{
    struct text_builder builder = {.arena = call->evaluator->arena};
    bool any = false;
    for (size_t i = 1; i < call->argc; i++) {
        slice bytes;
        bool option = model_literal(call, i, &bytes) && bytes.length > 1 && bytes.data[0] == '-';
        if (option && !slice_is(bytes, "-u") && !slice_is(bytes, "--")) {
            return model_hole(call, SHAPE_TEXT); /* numbered, or its blanks made visible */
        }
        if (!option) {
            any = true;
            text_append(&builder, model_file(call, call->argv[i].text));
        }
    }
    return any ? text_finish(&builder) : model_stdin(call);
}

struct text model_tee(const struct model_call *call)
{
    struct text input = model_stdin(call);
    bool appends = model_has_argument(call, "-a");
    for (size_t i = 1; i < call->argc; i++) {
        slice bytes;
        if (!model_literal(call, i, &bytes)) {
            written_forget_unnamed(call->evaluator, call->argv[i].text, SLICE("tee"), call->span);
            continue;
        }
        if (bytes.length == 0 || bytes.data[0] == '-') {
            continue;
        }
        slice key = state_file_key(call->evaluator->arena, bytes);
        state_set_text(
            call->evaluator->state, key,
            appends ? evaluator_derived(call->evaluator, input, SHAPE_TEXT, "tee -a", call->span)
                    : input);
    }
    return input;
}

/* ---- Filters of which only the shape is known ---- */

/* What comes in: files named as arguments aren't told from other operands. */
static struct text input_of(const struct model_call *call)
{
    return call->has_stdin ? call->stdin_text : model_hole(call, SHAPE_TEXT);
}

static bool is_one_line(struct text text)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        bool last = i + 1 == text.count;
        if (piece->kind == PIECE_CHOICE ||
            (piece->kind == PIECE_HOLE && !shape_is_one_word(piece->hole->shape))) {
            return false;
        }
        if (piece->kind == PIECE_LITERAL) {
            size_t newline = slice_find_byte(piece_bytes(piece), '\n');
            if (newline < piece->length && !(last && newline + 1 == piece->length)) {
                return false;
            }
        }
    }
    return text.count > 0;
}

/* awk '{print tolower($0)}' */
struct text model_awk(const struct model_call *call)
{
    struct text picked;
    if (model_awk_field(call, &picked)) {
        return picked;
    }
    struct text input = input_of(call);
    slice program;
    if (call->argc == 2 && model_literal(call, 1, &program)) {
        struct buffer squeezed = {.arena = call->evaluator->arena};
        for (size_t i = 0; i < program.length; i++) {
            if (program.data[i] != ' ' && program.data[i] != ';') {
                buffer_append_byte(&squeezed, program.data[i]);
            }
        }
        slice bare = buffer_slice(&squeezed);
        bool lower = slice_is(bare, "{printtolower($0)}") || slice_is(bare, "{printtolower($1)}");
        bool upper = slice_is(bare, "{printtoupper($0)}") || slice_is(bare, "{printtoupper($1)}");
        if ((lower || upper) && is_one_line(input)) {
            return text_change_case(call->evaluator, input, lower, "awk", call->span);
        }
    }
    return model_derived(call, input, SHAPE_TEXT);
}

/* ---- tr ---- */

static bool is_lower_set(slice set)
{
    return slice_is(set, "[:lower:]") || slice_is(set, "a-z") || slice_is(set, "[a-z]");
}

static bool is_upper_set(slice set)
{
    return slice_is(set, "[:upper:]") || slice_is(set, "A-Z") || slice_is(set, "[A-Z]");
}

/* Whether a text has no letters but those of hexadecimal digits: a UUID, say. */
static bool is_hexadecimal(struct text text)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        const struct hole *hole = piece_hole(piece);
        if (piece->kind == PIECE_LITERAL && slice_is(piece_bytes(piece), "\n")) {
            continue;
        }
        bool digits = piece->kind == PIECE_HOLE &&
                      (hole->shape == SHAPE_UUID || hole->shape == SHAPE_UUID_LOWER ||
                       hole->shape == SHAPE_UUID_UPPER || hole->shape == SHAPE_HEX);
        if (!digits) {
            return false;
        }
    }
    return text.count > 0;
}

/* A set of plain bytes and escapes: no ranges, no classes. */
static bool plain_set(struct arena *arena, slice set, slice *bytes)
{
    struct buffer buffer = {.arena = arena};
    for (size_t at = 0; at < set.length;) {
        slice rest = slice_sub(set, at, set.length);
        bool range = rest.length > 2 && rest.data[1] == '-' && rest.data[0] != '\\';
        if (range || rest.data[0] == '[') {
            return false;
        }
        if (rest.data[0] != '\\' || rest.length == 1) {
            buffer_append_byte(&buffer, rest.data[0]);
            at++;
            continue;
        }
        slice decoded;
        at += decode_backslash(arena, rest, false, &decoded);
        buffer_append(&buffer, decoded);
    }
    *bytes = buffer_slice(&buffer);
    return true;
}

struct deleting {
    const struct model_call *call;
    slice set;
};

static bool deletes(const struct deleting *deleting, char c)
{
    return slice_find_byte(deleting->set, c) < deleting->set.length;
}

static void append_kept(struct text_builder *builder, const struct deleting *deleting,
                        const struct text_piece *piece)
{
    size_t from = 0;
    for (size_t i = 0; i <= piece->length; i++) {
        if (i < piece->length && !deletes(deleting, piece->data[i])) {
            continue;
        }
        if (i > from) {
            text_append_piece(builder, text_piece_cut(*piece, from, i));
        }
        from = i + 1;
    }
}

static bool is_blank_set(slice set)
{
    for (size_t i = 0; i < set.length; i++) {
        if (!strchr("\n\r \t", set.data[i])) {
            return false;
        }
    }
    return true;
}

/* What is left of a hole: the shapes of one word hold no blanks, and a UUID has four dashes. */
static enum shape shape_left(const struct deleting *deleting, enum shape shape)
{
    bool blanks_only = true;
    bool dash_only = deleting->set.length > 0;
    for (size_t i = 0; i < deleting->set.length; i++) {
        char c = deleting->set.data[i];
        blanks_only = blanks_only && (c == '\n' || c == '\r' || c == ' ' || c == '\t');
        dash_only = dash_only && (c == '-' || c == '\n');
    }
    if (blanks_only && shape_is_one_word(shape)) {
        return shape;
    }
    if (dash_only && shape >= SHAPE_UUID_LOWER && shape <= SHAPE_UUID) {
        return SHAPE_HEX;
    }
    return shape_is_one_word(shape) ? SHAPE_WORD : SHAPE_TEXT;
}

static struct text delete_bytes(struct shell_evaluator *evaluator, void *data, struct text text)
{
    const struct deleting *deleting = data;
    struct text_builder builder = {.arena = evaluator->arena};
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (piece->kind == PIECE_LITERAL) {
            append_kept(&builder, deleting, piece);
            continue;
        }
        enum shape left = shape_left(deleting, piece->hole->shape);
        struct text one = {piece, 1};
        if (piece->hole->encoding == ENCODING_BASE64 && deletes(deleting, '\n') &&
            is_blank_set(deleting->set)) {
            text_append(&builder, base64_on_one_line(evaluator, piece->hole, deleting->call->span));
            continue;
        }
        text_append(&builder,
                    left == piece->hole->shape ? one : model_derived(deleting->call, one, left));
    }
    return text_finish(&builder);
}

struct text model_tr(const struct model_call *call)
{
    struct text input = model_stdin(call);
    slice first;
    slice second;
    if (!model_literal(call, 1, &first) || !model_literal(call, 2, &second) || call->argc != 3) {
        return model_derived(call, input, SHAPE_TEXT);
    }
    if ((is_upper_set(first) && is_lower_set(second)) ||
        (is_lower_set(first) && is_upper_set(second))) {
        return text_change_case(call->evaluator, input, is_upper_set(first), "tr", call->span);
    }
    bool lowers = slice_is(first, "A-F") && slice_is(second, "a-f");
    bool raises = slice_is(first, "a-f") && slice_is(second, "A-F");
    if ((lowers || raises) && is_hexadecimal(input)) {
        return text_change_case(call->evaluator, input, lowers, "tr", call->span);
    }
    struct deleting deleting = {.call = call};
    if (slice_is(first, "-d") && plain_set(call->evaluator->arena, second, &deleting.set)) {
        return text_map_choices(call->evaluator, delete_bytes, &deleting, input);
    }
    return model_derived(call, input, SHAPE_TEXT);
}
