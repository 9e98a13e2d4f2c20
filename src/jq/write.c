/* Values as jq prints them (jq(1)). In: a value. Out: JSON, every byte where it stands. */
#include "base/buffer.h"
#include "jq/value.h"

#include <stdlib.h>

/* ---- Values ---- */

struct writer {
    struct text_builder *builder;
    const struct jq_form *form;
    uint32_t depth;
};

static void write_bytes(struct writer *writer, slice bytes, struct span span,
                        const struct trail *trail)
{
    struct text_piece piece = piece_literal(bytes, span);
    piece.trail = trail;
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
