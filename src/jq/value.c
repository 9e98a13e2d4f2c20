/* Values of jq. In: JSON that has been read, or parts. Out: values. */
#include "jq/value.h"

#include "base/ascii.h"

static struct jq_value *value_new(struct arena *arena, enum jq_kind kind, struct jq_origin origin)
{
    struct jq_value *value = ARENA_NEW(arena, struct jq_value);
    value->kind = kind;
    value->origin = origin;
    return value;
}

const struct jq_value *jq_null(struct arena *arena, struct jq_origin origin)
{
    return value_new(arena, JQ_NULL, origin);
}

const struct jq_value *jq_boolean(struct arena *arena, bool boolean, struct jq_origin origin)
{
    struct jq_value *value = value_new(arena, JQ_BOOLEAN, origin);
    value->boolean = boolean;
    return value;
}

const struct jq_value *jq_string(struct arena *arena, struct text text, struct jq_origin origin)
{
    struct jq_value *value = value_new(arena, JQ_STRING, origin);
    value->text = text;
    return value;
}

static struct text hole_text(struct arena *arena, enum shape shape, slice from,
                             const struct hole *base, struct jq_origin origin)
{
    struct hole *hole = ARENA_NEW(arena, struct hole);
    hole->shape = shape;
    hole->form = HOLE_VALUE;
    hole->from = from;
    hole->from_outside = base && base->from_outside;
    hole->derived_from = base;
    hole->not_empty = true;
    hole->span = origin.span;
    struct text_builder builder = {.arena = arena};
    struct text_piece piece = {
        .kind = PIECE_HOLE, .hole = hole, .span = origin.span, .trail = origin.trail};
    text_append_piece(&builder, piece);
    return text_finish(&builder);
}

/* Whether every jq prints the number as it is written: an integer or a short decimal fraction. */
static bool is_printed_as_written(slice digits)
{
    enum { DIGITS_MAX = 15 }; /* that a double holds */
    size_t at = digits.length > 0 && digits.data[0] == '-';
    size_t point = slice_find_byte(digits, '.');
    for (size_t i = at; i < digits.length; i++) {
        if (i != point && (!ascii_is_digit(digits.data[i]))) {
            return false;
        }
    }
    bool leading_zero = digits.length > at + 1 && digits.data[at] == '0' && point != at + 1;
    bool final_zero = point < digits.length && digits.data[digits.length - 1] == '0';
    bool zero = at == 1 && digits.length == 2 && digits.data[1] == '0';
    return digits.length > at && digits.length - at <= DIGITS_MAX && !leading_zero && !final_zero &&
           !zero && point != at && point + 1 != digits.length;
}

const struct jq_value *jq_number(struct arena *arena, struct text text, struct jq_origin origin)
{
    struct jq_value *value = value_new(arena, JQ_NUMBER, origin);
    slice digits;
    const struct hole *hole = text_first_hole(text);
    bool integer = text.count == 1 && hole && hole->shape == SHAPE_INTEGER;
    if (integer || (text_is_literal(arena, text, &digits) && is_printed_as_written(digits))) {
        value->text = text;
        return value;
    }
    value->text =
        hole_text(arena, SHAPE_UNKNOWN, hole ? hole->from : SLICE("a number of jq"), hole, origin);
    return value;
}

const struct jq_value *jq_integer(struct arena *arena, long number, struct jq_origin origin)
{
    slice digits = arena_printf(arena, "%ld", number);
    return jq_number(arena, text_literal(arena, digits, origin.span), origin);
}

const struct jq_value *jq_unknown(struct arena *arena, slice from, const struct hole *base,
                                  struct jq_origin origin)
{
    struct jq_value *value = value_new(arena, JQ_UNKNOWN, origin);
    value->text = hole_text(arena, SHAPE_UNKNOWN, from, base, origin);
    return value;
}

const struct jq_value *jq_array(struct arena *arena, const struct jq_values *items,
                                struct jq_origin origin)
{
    struct jq_value *value = value_new(arena, JQ_ARRAY, origin);
    value->items = items->items;
    value->count = (uint32_t)items->count;
    return value;
}

const struct jq_value *jq_object_with(struct arena *arena, const struct jq_value *object,
                                      struct jq_member member)
{
    struct jq_value *value = ARENA_NEW(arena, struct jq_value);
    struct jq_member *members = ARENA_ARRAY(arena, struct jq_member, object->count + 1);
    bool replaced = false;
    *value = *object;
    value->members = members;
    for (uint32_t i = 0; i < object->count; i++) {
        members[i] = object->members[i];
        if (!replaced && text_equal(members[i].key, member.key)) {
            members[i].value = member.value;
            replaced = true;
        }
    }
    if (!replaced) {
        members[value->count++] = member;
    }
    return value;
}

const struct jq_value *jq_member_value(struct arena *arena, const struct jq_value *object,
                                       slice key, bool *known)
{
    *known = true;
    for (uint32_t i = object->count; i-- > 0;) {
        slice bytes;
        if (!text_is_literal(arena, object->members[i].key, &bytes)) {
            *known = false;
        } else if (slice_equal(bytes, key)) {
            return object->members[i].value;
        }
    }
    return NULL;
}

const struct hole *jq_first_hole(const struct jq_value *value)
{
    const struct hole *found = text_first_hole(value->text);
    for (uint32_t i = 0; i < value->count && !(found && found->from_outside); i++) {
        const struct jq_value *part =
            value->kind == JQ_OBJECT ? value->members[i].value : value->items[i];
        const struct hole *hole = jq_first_hole(part);
        found = hole ? hole : found;
    }
    return found;
}

/* ---- From JSON ---- */

static struct jq_origin origin_of(const struct flat_text *flat, const struct value *value)
{
    struct span first = flat_byte_span(flat, value->start);
    struct span last = flat_byte_span(flat, value->end - 1);
    bool whole = first.source && first.source == last.source && first.start < last.end;
    const struct flat_piece *piece = flat_piece_at(flat, value->start);
    return (struct jq_origin){whole ? (struct span){first.source, first.start, last.end} : first,
                              piece ? piece->piece->trail : NULL, whole};
}

static struct text string_text(struct arena *arena, const struct flat_text *flat,
                               const struct value *value)
{
    return json_unescaped(arena, flat, value->start + 1, value->end - 1);
}

static const struct jq_value *convert(struct arena *arena, const struct flat_text *flat,
                                      const struct value *value);

static const struct jq_value *convert_object(struct arena *arena, const struct flat_text *flat,
                                             const struct value *value)
{
    struct jq_origin origin = origin_of(flat, value);
    const struct jq_value *object = value_new(arena, JQ_OBJECT, origin);
    for (uint32_t i = 0; i < value->count; i++) {
        const struct member *member = &value->members[i];
        if (member->key.kind != VALUE_STRING) {
            return jq_unknown(arena, SLICE("an object"), NULL, origin);
        }
        struct jq_member converted = {.key = string_text(arena, flat, &member->key),
                                      .key_origin = origin_of(flat, &member->key),
                                      .value = convert(arena, flat, &member->value)};
        object = jq_object_with(arena, object, converted);
    }
    return object;
}

static const struct jq_value *convert(struct arena *arena, const struct flat_text *flat,
                                      const struct value *value)
{
    struct jq_origin origin = origin_of(flat, value);
    struct text text = flat_cut(arena, flat, value->start, value->end);
    struct jq_values items = {0};
    slice bytes;
    const struct hole *hole = text_first_hole(text);
    if (value->may_grow) {
        return jq_unknown(arena, hole ? hole->from : SLICE("JSON"), hole, origin);
    }
    switch (value->kind) {
    case VALUE_NULL:
        return jq_null(arena, origin);
    case VALUE_BOOLEAN:
        return jq_boolean(arena, value->boolean, origin);
    case VALUE_NUMBER:
        return jq_number(arena, text, origin);
    case VALUE_STRING:
        return jq_string(arena, string_text(arena, flat, value), origin);
    case VALUE_ARRAY:
        for (uint32_t i = 0; i < value->count; i++) {
            VECTOR_PUSH(arena, &items, convert(arena, flat, &value->items[i]));
        }
        return jq_array(arena, &items, origin);
    case VALUE_OBJECT:
        return convert_object(arena, flat, value);
    case VALUE_HOLE:
        break;
    }
    if (hole && text.count == 1 && hole->shape == SHAPE_INTEGER) {
        return jq_number(arena, text, origin);
    }
    bytes = hole ? hole->from : SLICE("JSON");
    return jq_unknown(arena, bytes, hole, origin);
}

/* Deeper documents and larger ones aren't gone into. */
enum { JSON_BYTES_MAX = 256 * 1024, MEMBERS_MAX = 2000 };

static bool is_small(const struct value *value, uint32_t depth, uint32_t *left)
{
    bool object = value->kind == VALUE_OBJECT;
    uint32_t count = object || value->kind == VALUE_ARRAY ? value->count : 0;
    if (depth > 100 || count >= *left) {
        return false;
    }
    *left -= count;
    for (uint32_t i = 0; i < count; i++) {
        const struct value *part = object ? &value->members[i].value : &value->items[i];
        if (!is_small(part, depth + 1, left)) {
            return false;
        }
    }
    return true;
}

const struct jq_value *jq_value_of_json(struct arena *arena, const struct flat_text *flat)
{
    uint32_t left = MEMBERS_MAX;
    if (flat->bytes.length > JSON_BYTES_MAX) {
        return NULL;
    }
    struct json_document document = json_read(arena, flat);
    if (document.validity == JSON_INVALID || document.error_count > 0 ||
        !is_small(&document.root, 0, &left)) {
        return NULL;
    }
    return convert(arena, flat, &document.root);
}
