/* What is shown of a value: its bytes, and the hole that it depends on. In: a value. Out: bytes for
 * people. */
#include "base/buffer.h"
#include "schema/fill.h"
#include "schema/judge.h"

bool string_fill(struct arena *arena, const struct string_value *string, size_t index,
                 slice *filled, const struct hole **depends)
{
    struct buffer buffer = {.arena = arena};
    size_t at = 0;
    bool known = true;
    for (size_t i = 0; i < string->hole_count; i++) {
        const struct hole *hole = string->holes[i].piece->hole;
        slice sample;
        if (!hole_sample(hole, index, &sample)) {
            *depends = hole;
            sample = SLICE("…");
            known = false;
        }
        buffer_append(&buffer, slice_sub(string->bytes, at, string->holes[i].offset));
        buffer_append(&buffer, sample);
        at = string->holes[i].offset + 1;
    }
    buffer_append(&buffer, slice_sub(string->bytes, at, string->bytes.length));
    *filled = buffer.length > 0 ? buffer_slice(&buffer) : SLICE("");
    return known;
}

/* ---- Witnesses ---- */

enum { WRITTEN_MAX = 300 };

static void write_string(struct buffer *out, slice bytes)
{
    buffer_append_byte(out, '"');
    for (size_t i = 0; i < bytes.length && out->length < WRITTEN_MAX; i++) {
        char c = bytes.data[i];
        if (c == '"' || c == '\\') {
            buffer_append_byte(out, '\\');
            buffer_append_byte(out, c);
        } else if ((unsigned char)c < 0x20) {
            buffer_printf(out, "\\u%04x", (unsigned)(unsigned char)c);
        } else {
            buffer_append_byte(out, c);
        }
    }
    buffer_append_byte(out, '"');
}

static void write_value(struct buffer *out, const struct value *value)
{
    bool object = value->kind == VALUE_OBJECT;
    if (value->kind == VALUE_STRING) {
        write_string(out, value_witness(out->arena, value, NULL));
        return;
    }
    if (!object && value->kind != VALUE_ARRAY) {
        buffer_append(out, value_witness(out->arena, value, NULL));
        return;
    }
    buffer_append_byte(out, object ? '{' : '[');
    for (uint32_t i = 0; i < value->count && out->length < WRITTEN_MAX; i++) {
        buffer_append(out, i > 0 ? SLICE(", ") : SLICE(""));
        if (object) {
            write_string(out, value_witness(out->arena, &value->members[i].key, NULL));
            buffer_append(out, SLICE(": "));
        }
        write_value(out, object ? &value->members[i].value : &value->items[i]);
    }
    buffer_append_byte(out, object ? '}' : ']');
}

/* As it is written, each hole as "…". */
static slice written_witness(struct arena *arena, const struct value *value,
                             const struct flat_text *flat)
{
    struct buffer out = {.arena = arena};
    uint32_t at = value->start;
    for (size_t i = flat_first_hole(flat, at); i < flat->hole_count && flat->holes[i] < value->end;
         i++) {
        buffer_append(&out, slice_sub(flat->bytes, at, flat->holes[i]));
        buffer_append(&out, SLICE("…"));
        at = flat->holes[i] + 1;
    }
    if (at == value->start) {
        return slice_sub(flat->bytes, value->start, value->end);
    }
    buffer_append(&out, slice_sub(flat->bytes, at, value->end));
    return buffer_slice(&out);
}

slice value_witness(struct arena *arena, const struct value *value, const struct flat_text *flat)
{
    const struct hole *depends;
    slice filled;
    switch (value->kind) {
    case VALUE_NULL:
        return SLICE("null");
    case VALUE_BOOLEAN:
        return value->boolean ? SLICE("true") : SLICE("false");
    case VALUE_NUMBER:
    case VALUE_STRING:
    case VALUE_HOLE:
        if (value->string.hole_count == 0) {
            return value->string.bytes;
        }
        string_fill(arena, &value->string, 0, &filled, &depends);
        return filled;
    default:
        break;
    }
    if (flat) {
        return written_witness(arena, value, flat);
    }
    struct buffer out = {.arena = arena};
    write_value(&out, value);
    return buffer_slice(&out);
}

/* ---- What it depends on ---- */

static const struct hole *worse_hole(const struct hole *a, const struct hole *b)
{
    return !a || (b && b->from_outside && !a->from_outside) ? b : a;
}

static const struct hole *hole_inside(const struct value *value)
{
    const struct hole *hole = NULL;
    for (size_t i = 0; i < value->string.hole_count; i++) {
        hole = worse_hole(hole, value->string.holes[i].piece->hole);
    }
    for (uint32_t i = 0; i < value->count && !(hole && hole->from_outside); i++) {
        if (value->kind == VALUE_OBJECT) {
            hole = worse_hole(hole, hole_inside(&value->members[i].key));
            hole = worse_hole(hole, hole_inside(&value->members[i].value));
        } else {
            hole = worse_hole(hole, hole_inside(&value->items[i]));
        }
    }
    return hole;
}

const struct hole *value_hole(const struct value *value, const struct flat_text *flat)
{
    const struct hole *hole = hole_inside(value);
    if (hole || !flat) {
        return hole;
    }
    size_t first = flat_first_hole(flat, value->start);
    if (first >= flat->hole_count || flat->holes[first] >= value->end) {
        return NULL;
    }
    const struct flat_piece *piece = flat_piece_at(flat, flat->holes[first]);
    return piece ? piece->piece->hole : NULL;
}
