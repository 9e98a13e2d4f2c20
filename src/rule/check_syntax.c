/* payload-must-be-JSON. In: what the reader found wrong. Out: hits at the bytes at fault. */
#include "rule/alternative.h"

/* Of a long list of errors only the first are told: the rest mostly follows from them. */
enum { ERRORS_TOLD_MAX = 5 };

/* The kinds of errors told, by whether they are certain: one that isn't adds nothing to one that
 * is. */
struct told {
    bool of[2][JSON_TOO_DEEP + 1];
    size_t count;
};

/* What is done all over a payload or not at all: saying it once is enough. */
static bool is_habit(enum json_error_kind kind)
{
    return kind == JSON_SINGLE_QUOTES || kind == JSON_KEY_NOT_STRING;
}

/* Another document on a line of its own: NDJSON, which bulk interfaces take whatever the header
 * says (one document in each line, as Elasticsearch's _bulk has it). */
static bool is_next_line(const struct flat_text *flat, const struct json_error *error)
{
    slice before = slice_sub(flat->bytes, 0, error->start);
    char c = error->start < flat->bytes.length ? flat->bytes.data[error->start] : '\0';
    return slice_ends_with(before, SLICE("\n")) && (c == '{' || c == '[');
}

/* Errors that are none: NDJSON; comments in files for editors and compilers; and, where it isn't
 * known who reads, several documents in a row. */
static bool is_tolerated(const struct alternative *alternative, const struct json_error *error)
{
    const struct payload *payload = alternative->payload;
    if (error->kind == JSON_EXTRA_TEXT) {
        return !payload->is_finished && (!payload->sink || is_next_line(&alternative->flat, error));
    }
    return payload->is_file && (error->kind == JSON_COMMENT || error->kind == JSON_TRAILING_COMMA);
}

static bool is_right(const struct alternative *alternative)
{
    const struct json_document *document = &alternative->document;
    for (size_t i = 0; i < document->error_count; i++) {
        if (!is_tolerated(alternative, &document->errors[i])) {
            return false;
        }
    }
    return true;
}

/* The first hole that may hold what would break the text. */
static const struct flat_piece *unsafe_hole(const struct flat_text *flat)
{
    for (size_t i = 0; i < flat->piece_count; i++) {
        const struct text_piece *piece = flat->pieces[i].piece;
        if (piece->kind == PIECE_HOLE && !hole_is_string_safe(piece->hole)) {
            return &flat->pieces[i];
        }
    }
    return NULL;
}

/* No error stands there, but a hole may make one. */
static void add_unknown(const struct checking *checking, const struct alternative *alternative,
                        struct hits *hits)
{
    struct arena *arena = checking->arena;
    const struct flat_piece *place = unsafe_hole(&alternative->flat);
    if (!place || !alternative->payload->sink) {
        return;
    }
    slice from = place->piece->hole->from;
    struct hit hit = {
        .verdict = {.certainty = CERTAINTY_UNKNOWN, .reason = from},
        .place = place_of(&alternative->flat, place->start, place->start + 1),
        .message =
            arena_printf(arena, "whether the payload is JSON depends on %.*s", SLICE_ARGS(from)),
        .label = arena_printf(arena, "depends on %.*s", SLICE_ARGS(from)),
    };
    VECTOR_PUSH(arena, hits, hit);
}

void check_syntax_rule(const struct checking *checking, const struct rule *rule,
                       const struct alternative *alternative, struct hits *hits)
{
    struct arena *arena = checking->arena;
    const struct flat_text *flat = &alternative->flat;
    const struct json_document *document = &alternative->document;
    bool right = is_right(alternative);
    struct told told = {0};
    for (size_t i = 0; !right && i < document->error_count && told.count < ERRORS_TOLD_MAX; i++) {
        const struct json_error *error = &document->errors[i];
        if (is_habit(error->kind) && told.of[error->certain][error->kind]) {
            continue;
        }
        told.of[true][error->kind] |= error->certain;
        told.of[false][error->kind] = true;
        told.count++;
        const char *what = json_error_message(error->kind);
        struct hit hit = {
            .verdict = {.certainty = error->certain ? CERTAINTY_VIOLATES : CERTAINTY_UNKNOWN,
                        .witness = slice_sub(flat->bytes, error->start, error->end),
                        .reason = slice_from(what)},
            .place = place_of(flat, error->start, error->end),
            .message = arena_printf(arena, "the payload is not JSON: %s", what),
            .maybe = arena_printf(arena, "the payload can be something that is not JSON: %s", what),
            .label = slice_from(what),
        };
        VECTOR_PUSH(arena, hits, hit);
    }
    if (right && document->validity == JSON_UNKNOWN) {
        add_unknown(checking, alternative, hits);
    } else if (right) {
        struct hit none = {0};
        VECTOR_PUSH(arena, hits, none);
    }
}
