/* base64 and openssl base64. In: a text. Out: a hole that knows what it is the base64 of.
 *
 * GNU's base64 wraps after 76 characters (57 bytes of input) unless told otherwise, that of macOS
 * never; openssl after 64 (48 bytes) unless -A is given. So a long text may hold newlines. */
#include "shell/models/model.h"

enum { GNU_LINE_BYTES = 57, OPENSSL_LINE_BYTES = 48 };

struct encoding {
    bool decodes;
    bool wraps; /* after `line` bytes of input */
    size_t line;
    bool ends_line; /* a newline follows at the end */
};

/* The most bytes that the text can hold; SIZE_MAX where there is no limit. */
static size_t longest(struct text text)
{
    size_t length = 0;
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        size_t most = 0;
        if (piece->kind == PIECE_LITERAL) {
            most = piece->length;
        } else if (piece->kind == PIECE_HOLE) {
            enum shape shape = piece->hole->shape;
            bool uuid = shape >= SHAPE_UUID_LOWER && shape <= SHAPE_UUID;
            most = uuid ? 36 : SIZE_MAX;
        }
        for (uint32_t k = 0; piece->kind == PIECE_CHOICE && k < piece->choice->count; k++) {
            size_t one = longest(piece->choice->alternatives[k]);
            most = one > most ? one : most;
        }
        if (most == SIZE_MAX) {
            return SIZE_MAX;
        }
        length += most;
    }
    return length;
}

static struct hole *encoded_hole(struct shell_evaluator *evaluator, const struct hole *base,
                                 const struct text *encoded, slice from, struct span span)
{
    struct hole *hole = ARENA_NEW(evaluator->arena, struct hole);
    hole->shape = SHAPE_BASE64;
    hole->from = from;
    hole->span = span;
    hole->derived_from = base;
    hole->from_outside = base && base->from_outside;
    hole->encoding = ENCODING_BASE64;
    hole->encoded = encoded;
    return hole;
}

struct text base64_on_one_line(struct shell_evaluator *evaluator, const struct hole *hole,
                               struct span span)
{
    struct hole *line = encoded_hole(evaluator, hole, hole->encoded, hole->from, span);
    line->form = HOLE_ESCAPED;
    return text_of_hole(evaluator->arena, line);
}

static struct text encode(const struct model_call *call, struct text input,
                          const struct encoding *encoding)
{
    struct shell_evaluator *evaluator = call->evaluator;
    struct text *encoded = ARENA_NEW(evaluator->arena, struct text);
    struct text_builder builder = {.arena = evaluator->arena};
    const struct hole *base = text_first_hole(input);
    slice from = base ? arena_printf(evaluator->arena, "%.*s | base64", SLICE_ARGS(base->from))
                      : SLICE("base64");
    *encoded = input;
    struct hole *hole = encoded_hole(evaluator, base, encoded, from, call->span);
    bool one_line = !encoding->wraps || longest(input) <= encoding->line;
    hole->form = one_line ? HOLE_ESCAPED : HOLE_FREE;
    text_append(&builder, text_of_hole(evaluator->arena, hole));
    if (encoding->ends_line) {
        text_append_literal(&builder, SLICE("\n"), call->span, TEXT_PLAIN);
    }
    return text_finish(&builder);
}

static struct text decode(const struct model_call *call, struct text input)
{
    const struct hole *hole =
        input.count > 0 && input.pieces[0].kind == PIECE_HOLE ? input.pieces[0].hole : NULL;
    bool alone = input.count == 1 || (input.count == 2 && input.pieces[1].kind == PIECE_LITERAL &&
                                      slice_is(piece_bytes(&input.pieces[1]), "\n"));
    if (hole && alone && hole->encoding == ENCODING_BASE64) {
        return *hole->encoded;
    }
    return evaluator_derived(call->evaluator, input, SHAPE_TEXT, "base64 -d", call->span);
}

static struct text run(const struct model_call *call, struct text input,
                       const struct encoding *encoding)
{
    return encoding->decodes ? decode(call, input) : encode(call, input, encoding);
}

/* base64(1): -w0, -w 0, --wrap=0; macOS: -b 0, -i FILE, -D. */
struct text model_base64(const struct model_call *call)
{
    struct encoding encoding = {.wraps = true, .line = GNU_LINE_BYTES, .ends_line = true};
    struct text input = call->has_stdin ? call->stdin_text : model_hole(call, SHAPE_TEXT);
    for (size_t i = 1; i < call->argc; i++) {
        slice bytes;
        if (!model_literal(call, i, &bytes)) {
            input = model_file(call, call->argv[i].text);
            continue;
        }
        bool separate = slice_is(bytes, "-w") || slice_is(bytes, "-b");
        slice columns = separate ? SLICE("") : bytes;
        if (separate && model_literal(call, i + 1, &columns)) {
            i++;
        }
        bool zero = slice_is(columns, "0") || slice_is(bytes, "-w0") || slice_is(bytes, "-b0") ||
                    slice_is(bytes, "--wrap=0") || slice_is(bytes, "--break=0");
        if (zero) {
            encoding.wraps = false;
            encoding.ends_line = bytes.data[1] == 'b';
        } else if (slice_is(bytes, "-d") || slice_is(bytes, "-D") || slice_is(bytes, "--decode")) {
            encoding.decodes = true;
        } else if (slice_starts_with(bytes, SLICE("-w")) ||
                   slice_starts_with(bytes, SLICE("--wrap")) || separate) {
            encoding.line = 0;
        } else if (bytes.length > 0 && bytes.data[0] != '-') {
            input = model_file(call, call->argv[i].text);
        }
    }
    return run(call, input, &encoding);
}

/* openssl base64 [-A] [-d] and openssl enc -base64: only where nothing is encrypted too. */
struct text model_openssl_base64(const struct model_call *call)
{
    bool plain = true;
    bool base64 = false;
    struct encoding encoding = {.wraps = true, .line = OPENSSL_LINE_BYTES, .ends_line = true};
    for (size_t i = 1; i < call->argc; i++) {
        slice bytes = SLICE("");
        plain = plain && model_literal(call, i, &bytes);
        bool one_line = slice_is(bytes, "-A");
        encoding.wraps = encoding.wraps && !one_line;
        encoding.ends_line = encoding.ends_line && !one_line;
        encoding.decodes = encoding.decodes || slice_is(bytes, "-d");
        base64 = base64 || slice_is(bytes, "base64") || slice_is(bytes, "-base64") ||
                 slice_is(bytes, "-a");
        plain = plain && (one_line || slice_is(bytes, "base64") || slice_is(bytes, "enc") ||
                          slice_is(bytes, "-base64") || slice_is(bytes, "-a") ||
                          slice_is(bytes, "-d") || slice_is(bytes, "-e"));
    }
    if (!plain || !base64) {
        return evaluator_derived(call->evaluator, model_stdin(call), SHAPE_TEXT, "openssl",
                                 call->span);
    }
    return run(call, model_stdin(call), &encoding);
}
