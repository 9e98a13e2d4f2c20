/* Payloads inside payloads: strings that hold JSON, as they are or in base64 (Pub/Sub's REST data,
 * SQS batches, EventBridge's Detail). In: a payload. Out: the payloads in its strings.
 *
 * What a string in base64 is made of is known from the script (a hole that is the base64 of another
 * text) or, of literal bytes, by decoding them; the places are then those of the text that was
 * encoded, or that of the whole literal. */
#include "base/base64.h"
#include "base/buffer.h"
#include "payload/extract.h"
#include "rule/place.h"
#include "json/contents.h"

enum { NESTED_DEPTH_MAX = 3, NESTED_MAX = 200 };

/* ---- Base64 ---- */

static bool decode_bytes(struct arena *arena, slice bytes, slice *decoded)
{
    bytes = slice_trim(bytes); /* a newline at the end */
    return bytes.length > 0 && base64_decode(arena, bytes, BASE64_STANDARD, decoded);
}

static const struct hole *only_hole(struct text text)
{
    bool one = text.count == 1 || (text.count == 2 && text.pieces[1].kind == PIECE_LITERAL &&
                                   slice_is(piece_bytes(&text.pieces[1]), "\n"));
    return one && text.pieces[0].kind == PIECE_HOLE ? text.pieces[0].hole : NULL;
}

bool base64_decoded(struct arena *arena, struct text text, struct text *decoded)
{
    slice bytes;
    const struct hole *hole = only_hole(text);
    if (hole && hole->encoding == ENCODING_BASE64) {
        *decoded = *hole->encoded;
        return true;
    }
    if (!text_is_literal(arena, text, &bytes) || !decode_bytes(arena, bytes, &bytes)) {
        return false;
    }
    *decoded = text_literal(arena, bytes, text.pieces[0].span);
    return payload_looks_like_json(*decoded);
}

/* ---- The text of a string ---- */

/* Where its escapes are decoded it is the text that was escaped, or other bytes than before. */
static void append_hole(struct text_builder *builder, const struct text_piece *piece)
{
    const struct hole *hole = piece->hole;
    struct text_piece inner = *piece;
    if (hole->form == HOLE_ESCAPED && hole->encoding == ENCODING_NONE && hole->derived_from) {
        inner.hole = hole->derived_from;
    } else if (!shape_is_json_string_safe(hole->shape) && hole->encoding == ENCODING_NONE) {
        struct hole *decoded = ARENA_NEW(builder->arena, struct hole);
        *decoded = *hole;
        decoded->form = HOLE_FREE;
        decoded->derived_from = hole;
        inner.hole = decoded;
    }
    text_append_piece(builder, inner);
}

/* What the string says, each byte where it stands. */
static struct text string_text(struct arena *arena, const struct flat_text *flat,
                               const struct value *value)
{
    struct text_builder builder = {.arena = arena};
    struct text text = json_unescaped(arena, flat, value->start + 1, value->end - 1);
    for (size_t i = 0; i < text.count; i++) {
        if (text.pieces[i].kind == PIECE_HOLE) {
            append_hole(&builder, &text.pieces[i]);
        } else {
            text_append_piece(&builder, text.pieces[i]);
        }
    }
    return text_finish(&builder);
}

/* ---- Finding them ---- */

struct found {
    slice pointer;
    const char *encoding;
    VECTOR(struct text) alternatives;
};

struct nesting {
    struct arena *arena;
    const struct payload *outer;
    slice destination;
    bool any_base64; /* some hole is the base64 of a known text */
    const struct flat_text *flat;
    VECTOR(struct found) found;
};

static void add(struct nesting *nesting, slice pointer, const char *encoding, struct text text)
{
    struct found *found = NULL;
    for (size_t i = 0; i < nesting->found.count && !found; i++) {
        bool same = slice_equal(nesting->found.items[i].pointer, pointer);
        found = same ? &nesting->found.items[i] : NULL;
    }
    if (!found && nesting->found.count < NESTED_MAX) {
        struct found new = {.pointer = pointer, .encoding = encoding};
        VECTOR_PUSH(nesting->arena, &nesting->found, new);
        found = &nesting->found.items[nesting->found.count - 1];
    }
    for (size_t i = 0; found && i < found->alternatives.count; i++) {
        if (text_equal(found->alternatives.items[i], text)) {
            return;
        }
    }
    if (found && found->alternatives.count < PAYLOAD_ALTERNATIVES_MAX) {
        VECTOR_PUSH(nesting->arena, &found->alternatives, text);
    }
}

static const struct nested_row *row_at(const struct nesting *nesting, slice pointer)
{
    const struct sink *sink = nesting->outer->sink;
    for (size_t i = 0; i < sink->nested_count; i++) {
        const struct nested_row *row = &sink->nested[i];
        bool goes_there = !row->destination.data ||
                          (nesting->destination.data &&
                           sink_pattern_matches(row->destination, nesting->destination));
        size_t token = 0;
        bool matches = goes_there;
        for (size_t at = 0; at < pointer.length && matches; token++) {
            slice rest = slice_sub(pointer, at + 1, pointer.length);
            slice key = slice_sub(rest, 0, slice_find_byte(rest, '/'));
            matches = token < row->path.count && (slice_is(row->path.items[token], "*") ||
                                                  slice_equal(row->path.items[token], key));
            at += 1 + key.length;
        }
        if (matches && token == row->path.count) {
            return row;
        }
    }
    return NULL;
}

static void look_at_string(struct nesting *nesting, const struct value *value, slice pointer)
{
    struct text text;
    const struct nested_row *row = row_at(nesting, pointer);
    const struct string_value *string = &value->string;
    const struct hole *hole =
        string->hole_count == 1 && string->bytes.length == 1 ? string->holes[0].piece->hole : NULL;
    if (hole && hole->encoding == ENCODING_BASE64) {
        if (payload_looks_like_json(*hole->encoded)) {
            add(nesting, pointer, "base64", *hole->encoded);
        }
        return;
    }
    if (!row || value->end - value->start < 2 || nesting->flat->bytes.data[value->start] != '"' ||
        nesting->flat->bytes.data[value->end - 1] != '"') {
        return;
    }
    text = string_text(nesting->arena, nesting->flat, value);
    if (!row->is_base64) {
        if (payload_looks_like_json(text)) {
            add(nesting, pointer, "json-string", text);
        }
        return;
    }
    struct text decoded;
    if (base64_decoded(nesting->arena, text, &decoded)) {
        struct place place = place_of(nesting->flat, value->start, value->end);
        struct text_piece piece = decoded.pieces[0];
        piece.span = place.span;
        piece.trail = place.trail;
        struct text_builder builder = {.arena = nesting->arena};
        text_append_piece(&builder, piece);
        add(nesting, pointer, "base64", text_finish(&builder));
    }
}

/* JSON_DEPTH_MAX bounds the recursion. */
static void look(struct nesting *nesting, const struct value *value, slice pointer)
{
    struct arena *arena = nesting->arena;
    if (value->kind == VALUE_STRING) {
        look_at_string(nesting, value, pointer);
    }
    for (uint32_t i = 0; i < value->count && nesting->found.count < NESTED_MAX; i++) {
        bool object = value->kind == VALUE_OBJECT;
        look(nesting, object ? &value->members[i].value : &value->items[i],
             object ? json_pointer_append_key(arena, pointer, value->members[i].key.string.bytes)
                    : json_pointer_append_index(arena, pointer, i));
    }
}

static bool has_base64(struct text text)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        bool here = piece->kind == PIECE_HOLE && piece->hole->encoding == ENCODING_BASE64;
        for (uint32_t k = 0; !here && piece->kind == PIECE_CHOICE && k < piece->choice->count;
             k++) {
            here = has_base64(piece->choice->alternatives[k]);
        }
        if (here) {
            return true;
        }
    }
    return false;
}

static void append_at(struct arena *arena, const struct payload *outer,
                      struct payload_list *payloads, unsigned depth)
{
    struct nesting nesting = {.arena = arena, .outer = outer};
    if (!outer->sink || depth == 0 || !payload_is_judged(outer) ||
        (outer->sink->nested_count == 0 && !has_base64(outer->text))) {
        return;
    }
    nesting.destination = payload_destination(arena, outer);
    struct text_list texts = text_resolve(arena, outer->text, PAYLOAD_ALTERNATIVES_MAX);
    for (size_t i = 0; i < texts.count; i++) {
        struct flat_text flat = text_flatten(arena, texts.items[i]);
        struct json_document document = json_read(arena, &flat);
        nesting.flat = &flat;
        look(&nesting, &document.root, SLICE(""));
    }
    for (size_t i = 0; i < nesting.found.count; i++) {
        const struct found *found = &nesting.found.items[i];
        struct payload inner = *outer;
        inner.is_json = false;
        inner.encoding = found->encoding;
        inner.inside = outer->inside.data
                           ? arena_printf(arena, "%.*s#%.*s", SLICE_ARGS(outer->inside),
                                          SLICE_ARGS(found->pointer))
                           : found->pointer;
        inner.text = found->alternatives.count == 1
                         ? found->alternatives.items[0]
                         : text_choice(arena, UINT32_MAX, found->alternatives.items,
                                       (uint32_t)found->alternatives.count);
        VECTOR_PUSH(arena, payloads, inner);
        append_at(arena, &inner, payloads, depth - 1);
    }
}

void nested_append(struct arena *arena, const struct payload *outer, struct payload_list *payloads)
{
    append_at(arena, outer, payloads, NESTED_DEPTH_MAX);
}
