/* Values as jq prints them (jq(1)). In: a value. Out: JSON, every byte where it stands. */
#include "base/buffer.h"
#include "base/utf8.h"
#include "jq/value.h"

#include <stdlib.h>

/* ---- Strings ---- */

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
    bool valid = utf8_first_invalid(piece->bytes) == piece->bytes.length;
    for (size_t i = 0; i <= piece->bytes.length;) {
        bool plain = i < piece->bytes.length && is_plain(piece->bytes.data[i], ascii || !valid);
        if (plain) {
            i++;
            continue;
        }
        if (i > from) {
            text_append_piece(builder, text_piece_cut(*piece, from, i));
        }
        if (i == piece->bytes.length) {
            return;
        }
        size_t length;
        slice rest = slice_sub(piece->bytes, i, piece->bytes.length);
        slice escape = escape_of(builder->arena, rest, &length, ascii);
        struct text_piece escaped = text_piece_cut(*piece, i, i + length);
        escaped.bytes = escape;
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
            struct choice *escaped = ARENA_NEW(arena, struct choice);
            *escaped = (struct choice){choice->id, choice->count, alternatives};
            piece.choice = escaped;
            text_append_piece(&builder, piece);
        }
    }
    return text_finish(&builder);
}

/* ---- Values ---- */

struct writer {
    struct text_builder *builder;
    const struct jq_form *form;
    uint32_t depth;
};

static void write_bytes(struct writer *writer, slice bytes, struct span span,
                        const struct trail *trail)
{
    struct text_piece piece = {.kind = PIECE_LITERAL, .bytes = bytes, .span = span, .trail = trail};
    if (bytes.length > 0) {
        text_append_piece(writer->builder, piece);
    }
}

static void write_open(struct writer *writer, slice bytes, struct jq_origin origin)
{
    if (origin.is_delimited) {
        origin.span.end = origin.span.start + 1;
    }
    write_bytes(writer, bytes, origin.span, origin.trail);
}

static void write_close(struct writer *writer, slice bytes, struct jq_origin origin)
{
    if (origin.is_delimited) {
        origin.span.start = origin.span.end - 1;
    }
    write_bytes(writer, bytes, origin.span, origin.trail);
}

static void write_string(struct writer *writer, struct text text, struct jq_origin origin)
{
    write_open(writer, SLICE("\""), origin);
    text_append(writer->builder, json_escaped(writer->builder->arena, text, writer->form->ascii));
    write_close(writer, SLICE("\""), origin);
}

static void write_break(struct writer *writer, struct jq_origin origin)
{
    const struct jq_form *form = writer->form;
    struct buffer blanks = {.arena = writer->builder->arena};
    if (form->indent == 0) {
        return;
    }
    buffer_append_byte(&blanks, '\n');
    for (uint32_t i = 0; i < writer->depth * (form->tabs ? 1 : form->indent); i++) {
        buffer_append_byte(&blanks, form->tabs ? '\t' : ' ');
    }
    write_bytes(writer, buffer_slice(&blanks), origin.span, origin.trail);
}

static void write_value(struct writer *writer, const struct jq_value *value);

static void write_array(struct writer *writer, const struct jq_value *array)
{
    write_open(writer, SLICE("["), array->origin);
    writer->depth++;
    for (uint32_t i = 0; i < array->count; i++) {
        write_bytes(writer, i ? SLICE(",") : SLICE(""), array->origin.span, array->origin.trail);
        write_break(writer, array->origin);
        write_value(writer, array->items[i]);
    }
    writer->depth--;
    if (array->count > 0) {
        write_break(writer, array->origin);
    }
    write_close(writer, SLICE("]"), array->origin);
}

static int compare_keys(const void *a, const void *b)
{
    slice first = text_prefix(((const struct jq_member *)a)->key);
    slice second = text_prefix(((const struct jq_member *)b)->key);
    size_t shorter = first.length < second.length ? first.length : second.length;
    int order = shorter ? memcmp(first.data, second.data, shorter) : 0;
    return order ? order : (first.length > second.length) - (first.length < second.length);
}

static const struct jq_member *sorted_members(struct arena *arena, const struct jq_value *object)
{
    struct jq_member *sorted = ARENA_ARRAY(arena, struct jq_member, object->count);
    if (object->count > 0) {
        memcpy(sorted, object->members, object->count * sizeof *sorted);
        qsort(sorted, object->count, sizeof *sorted, compare_keys);
    }
    return sorted;
}

static void write_object(struct writer *writer, const struct jq_value *object)
{
    const struct jq_member *members =
        writer->form->sort_keys ? sorted_members(writer->builder->arena, object) : object->members;
    write_open(writer, SLICE("{"), object->origin);
    writer->depth++;
    for (uint32_t i = 0; i < object->count; i++) {
        const struct jq_member *member = &members[i];
        write_bytes(writer, i ? SLICE(",") : SLICE(""), object->origin.span, object->origin.trail);
        write_break(writer, object->origin);
        write_string(writer, member->key, member->key_origin);
        write_bytes(writer, writer->form->indent ? SLICE(": ") : SLICE(":"),
                    member->key_origin.span, member->key_origin.trail);
        write_value(writer, member->value);
    }
    writer->depth--;
    if (object->count > 0) {
        write_break(writer, object->origin);
    }
    write_close(writer, SLICE("}"), object->origin);
}

static void write_choice(struct writer *writer, const struct jq_value *value)
{
    struct arena *arena = writer->builder->arena;
    struct text *alternatives = ARENA_ARRAY(arena, struct text, value->count);
    for (uint32_t i = 0; i < value->count; i++) {
        struct text_builder builder = {.arena = arena};
        struct writer inner = {&builder, writer->form, writer->depth};
        write_value(&inner, value->items[i]);
        alternatives[i] = text_finish(&builder);
    }
    text_append(writer->builder, text_choice(arena, value->choice, alternatives, value->count));
}

static void write_value(struct writer *writer, const struct jq_value *value)
{
    switch (value->kind) {
    case JQ_NULL:
        write_bytes(writer, SLICE("null"), value->origin.span, value->origin.trail);
        return;
    case JQ_BOOLEAN:
        write_bytes(writer, value->boolean ? SLICE("true") : SLICE("false"), value->origin.span,
                    value->origin.trail);
        return;
    case JQ_NUMBER:
    case JQ_UNKNOWN:
        text_append(writer->builder, value->text);
        return;
    case JQ_STRING:
        write_string(writer, value->text, value->origin);
        return;
    case JQ_ARRAY:
        write_array(writer, value);
        return;
    case JQ_OBJECT:
        write_object(writer, value);
        return;
    case JQ_CHOICE:
        write_choice(writer, value);
        return;
    }
}

void jq_write(struct text_builder *builder, const struct jq_value *value,
              const struct jq_form *form)
{
    struct writer writer = {builder, form, 0};
    write_value(&writer, value);
}
