/* The contents of JSON strings (RFC 8259 section 7) as texts. In: what stands between the quotes,
 * or what is to. Out: the other, every byte where it stands. */
#include "json/contents.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <stdio.h>

/* ---- Decoding ---- */

/* The escape that `bytes` begin with, decoded; its length. A pair of surrogates is one character
 * (RFC 8259 section 7). */
static size_t decode_escape(struct buffer *decoded, slice bytes)
{
    if (bytes.length < 2) {
        return bytes.length;
    }
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    const char *letter = memchr(letters, bytes.data[1], sizeof letters - 1);
    if (letter) {
        buffer_append_byte(decoded, meanings[letter - letters]);
        return 2;
    }
    unsigned first = 0;
    unsigned second = 0;
    char digits[13] = {0};
    memcpy(digits, bytes.data, bytes.length < 12 ? bytes.length : 12);
    bool pair = sscanf(digits, "\\u%4x\\u%4x", &first, &second) == 2 && first >= 0xD800 &&
                first < 0xDC00 && second >= 0xDC00 && second < 0xE000;
    if (pair) {
        buffer_append_utf8(decoded, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
        return 12;
    }
    buffer_append_utf8(decoded, first);
    return bytes.length < 6 ? bytes.length : 6;
}

struct text json_unescaped(struct arena *arena, const struct flat_text *flat, uint32_t start,
                           uint32_t end)
{
    struct text_builder builder = {.arena = arena};
    for (uint32_t at = start; at < end;) {
        slice rest = slice_sub(flat->bytes, at, end);
        size_t plain = slice_find_byte(rest, '\\');
        if (plain > 0) {
            text_append(&builder, flat_cut(arena, flat, at, at + (uint32_t)plain));
            at += (uint32_t)plain;
            continue;
        }
        struct buffer decoded = {.arena = arena};
        size_t length = decode_escape(&decoded, rest);
        struct text_piece piece = *flat_piece_at(flat, at)->piece;
        struct span last = flat_byte_span(flat, at + (uint32_t)length - 1);
        piece.span = flat_byte_span(flat, at);
        piece.span.end = last.source == piece.span.source && last.end > piece.span.end
                             ? last.end
                             : piece.span.end;
        piece_set_bytes(&piece, buffer_slice(&decoded));
        text_append_piece(&builder, piece);
        at += (uint32_t)length;
    }
    return text_finish(&builder);
}

/* ---- Escaping ---- */

static slice escape_of(struct arena *arena, slice bytes, size_t *length, bool ascii)
{
    static const char special[] = "\"\\\n\t\r\b\f";
    static const char letters[] = "\"\\ntrbf";
    unsigned char byte = (unsigned char)bytes.data[0];
    const char *found = byte ? strchr(special, byte) : NULL;
    *length = 1;
    if (found) {
        return arena_printf(arena, "\\%c", letters[found - special]);
    }
    if (byte < 0x20 || byte == 0x7F) {
        return arena_printf(arena, "\\u%04x", byte);
    }
    if (byte < 0x80) {
        return slice_sub(bytes, 0, 1);
    }
    uint32_t code_point = utf8_decode(bytes, length);
    if (code_point == UTF8_INVALID) {
        *length = 1;
        return SLICE("\xEF\xBF\xBD"); /* U+FFFD */
    }
    if (!ascii) {
        return slice_sub(bytes, 0, *length);
    }
    if (code_point < 0x10000) {
        return arena_printf(arena, "\\u%04x", code_point);
    }
    return arena_printf(arena, "\\u%04x\\u%04x", 0xD800 + ((code_point - 0x10000) >> 10),
                        0xDC00 + ((code_point - 0x10000) & 0x3FF));
}

static bool is_plain(char c, bool ascii)
{
    unsigned char byte = (unsigned char)c;
    return byte >= 0x20 && byte != 0x7F && byte != '"' && byte != '\\' && (byte < 0x80 || !ascii);
}

static void append_escaped(struct text_builder *builder, const struct text_piece *piece, bool ascii)
{
    size_t from = 0;
    bool valid = utf8_first_invalid(piece_bytes(piece)) == piece->length;
    for (size_t i = 0; i <= piece->length;) {
        bool plain = i < piece->length && is_plain(piece->data[i], ascii || !valid);
        if (plain) {
            i++;
            continue;
        }
        if (i > from) {
            text_append_piece(builder, text_piece_cut(*piece, from, i));
        }
        if (i == piece->length) {
            return;
        }
        size_t length;
        slice rest = slice_sub(piece_bytes(piece), i, piece->length);
        slice escape = escape_of(builder->arena, rest, &length, ascii);
        struct text_piece escaped = text_piece_cut(*piece, i, i + length);
        piece_set_bytes(&escaped, escape);
        escaped.quoting = TEXT_PLAIN;
        text_append_piece(builder, escaped);
        i += length;
        from = i;
    }
}

static slice escaped_bytes(struct arena *arena, slice bytes, bool ascii)
{
    struct buffer buffer = {.arena = arena};
    for (size_t at = 0; at < bytes.length;) {
        size_t length;
        buffer_append(&buffer,
                      escape_of(arena, slice_sub(bytes, at, bytes.length), &length, ascii));
        at += length;
    }
    return buffer_slice(&buffer);
}

static const struct hole *escaped_hole(struct arena *arena, const struct hole *hole, bool ascii)
{
    if (shape_is_json_string_safe(hole->shape)) {
        return hole;
    }
    struct hole *escaped = ARENA_NEW(arena, struct hole);
    *escaped = *hole;
    escaped->form = HOLE_ESCAPED;
    escaped->is_list = false;
    escaped->derived_from = hole;
    slice *literals = ARENA_ARRAY(arena, slice, hole->one_of_count);
    for (size_t i = 0; i < hole->one_of_count; i++) {
        literals[i] = escaped_bytes(arena, hole->one_of[i], ascii);
    }
    escaped->one_of = literals;
    return escaped;
}

struct text json_escaped(struct arena *arena, struct text text, bool ascii)
{
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        struct text_piece piece = text.pieces[i];
        if (piece.kind == PIECE_LITERAL) {
            append_escaped(&builder, &piece, ascii);
        } else if (piece.kind == PIECE_HOLE) {
            piece.hole = escaped_hole(arena, piece.hole, ascii);
            text_append_piece(&builder, piece);
        } else {
            const struct choice *choice = piece.choice;
            struct text *alternatives = ARENA_ARRAY(arena, struct text, choice->count);
            for (uint32_t k = 0; k < choice->count; k++) {
                alternatives[k] = json_escaped(arena, choice->alternatives[k], ascii);
            }
            piece.choice = choice_new(arena, choice->id, alternatives, choice->count);
            text_append_piece(&builder, piece);
        }
    }
    return text_finish(&builder);
}
