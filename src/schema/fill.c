/* Filling holes. In: a value and what its holes hold. Out: the value that it would be. */
#include "schema/fill.h"

#include "base/buffer.h"
#include "base/utf8.h"

/* ---- What a hole can hold ---- */

/* A literal that means the same in a JSON string as by itself. */
static bool is_plain(slice literal)
{
    for (size_t i = 0; i < literal.length; i++) {
        char c = literal.data[i];
        if (c == '"' || c == '\\' || (unsigned char)c < 0x20) {
            return false;
        }
    }
    return utf8_first_invalid(literal) == literal.length;
}

bool hole_sample(const struct hole *hole, size_t index, slice *sample)
{
    if (hole->shape == SHAPE_ONE_OF) {
        *sample = hole->one_of_count > 0 ? hole->one_of[index % hole->one_of_count] : SLICE("");
        return hole->one_of_count > 0;
    }
    *sample = shape_sample(hole->shape, index);
    if (!sample->data) {
        *sample = shape_sample(hole->shape, 0);
    }
    return sample->data != NULL;
}

static size_t sample_count(const struct hole *hole)
{
    size_t count = hole->shape == SHAPE_ONE_OF ? hole->one_of_count : 0;
    while (hole->shape != SHAPE_ONE_OF && shape_sample(hole->shape, count).data) {
        count++;
    }
    for (size_t i = 0; i < count; i++) {
        slice sample;
        if (hole->form != HOLE_ESCAPED && hole_sample(hole, i, &sample) && !is_plain(sample)) {
            return 0;
        }
    }
    return count;
}

static bool is_wanted(const struct hole *hole, enum filling_kind kind)
{
    return kind == FILLING_LISTED ? hole->shape == SHAPE_ONE_OF : !hole->from_outside;
}

static void add_hole(struct filling *filling, const struct hole *hole, enum filling_kind kind)
{
    for (size_t i = 0; i < filling->count; i++) {
        if (filling->holes[i].hole == hole) {
            return;
        }
    }
    size_t count = is_wanted(hole, kind) ? sample_count(hole) : 0;
    if (count > 0 && filling->count < FILLED_HOLES_MAX) {
        filling->holes[filling->count].hole = hole;
        filling->holes[filling->count].count = count;
        filling->holes[filling->count++].index = 0;
    }
}

static void add_holes(struct filling *filling, const struct value *value, enum filling_kind kind)
{
    for (size_t i = 0; i < value->string.hole_count; i++) {
        const struct hole *hole = value->string.holes[i].piece->hole;
        /* As a whole value an escaped string lacks its quotes. */
        if (value->kind != VALUE_HOLE || hole->form != HOLE_ESCAPED) {
            add_hole(filling, hole, kind);
        }
    }
    for (uint32_t i = 0; i < value->count && filling->count < FILLED_HOLES_MAX; i++) {
        if (value->kind == VALUE_OBJECT) {
            add_holes(filling, &value->members[i].key, kind);
            add_holes(filling, &value->members[i].value, kind);
        } else {
            add_holes(filling, &value->items[i], kind);
        }
    }
}

struct filling filling_of(const struct value *value, enum filling_kind kind)
{
    struct filling filling = {.count = 0};
    add_holes(&filling, value, kind);
    return filling;
}

size_t filling_count(const struct filling *filling)
{
    size_t count = 1;
    for (size_t i = 0; i < filling->count; i++) {
        if (count > SIZE_MAX / filling->holes[i].count) {
            return SIZE_MAX;
        }
        count *= filling->holes[i].count;
    }
    return count;
}

bool filling_set(struct filling *filling, size_t number)
{
    size_t count = filling_count(filling);
    for (size_t i = 0; i < filling->count; i++) {
        size_t samples = filling->holes[i].count;
        filling->holes[i].index = number % samples;
        /* Where there are too many combinations all holes go on together. */
        number = count <= FILLED_HOLES_MAX ? number / samples : number;
    }
    return number == 0 || count > FILLED_HOLES_MAX;
}

static const slice *filled_with(const struct filling *filling, const struct hole *hole, slice *room)
{
    for (size_t i = 0; i < filling->count; i++) {
        if (filling->holes[i].hole == hole && hole_sample(hole, filling->holes[i].index, room)) {
            return room;
        }
    }
    return NULL;
}

/* ---- Filling ---- */

/* A whole value may be a hole of which nothing but the escaped form is known: left alone. */
static struct string_value fill_string(struct arena *arena, const struct string_value *string,
                                       const struct filling *filling, bool whole)
{
    struct buffer buffer = {.arena = arena};
    struct string_hole *holes = ARENA_ARRAY(arena, struct string_hole, string->hole_count);
    size_t count = 0;
    size_t at = 0;
    for (size_t i = 0; i < string->hole_count; i++) {
        slice room;
        const struct hole *hole = string->holes[i].piece->hole;
        const slice *bytes =
            whole && hole->form == HOLE_ESCAPED ? NULL : filled_with(filling, hole, &room);
        buffer_append(&buffer, slice_sub(string->bytes, at, string->holes[i].offset));
        if (bytes) {
            buffer_append(&buffer, *bytes);
        } else {
            holes[count++] = (struct string_hole){(uint32_t)buffer.length, string->holes[i].piece};
            buffer_append_byte(&buffer, TEXT_HOLE_BYTE);
        }
        at = string->holes[i].offset + 1;
    }
    buffer_append(&buffer, slice_sub(string->bytes, at, string->bytes.length));
    slice bytes = buffer.length > 0 ? buffer_slice(&buffer) : SLICE("");
    return (struct string_value){bytes, holes, count};
}

static void keep_place(struct value *value, uint32_t start, uint32_t end)
{
    value->start = start;
    value->end = end;
    for (uint32_t i = 0; i < value->count; i++) {
        /* They were read just now, for this value alone. */
        if (value->kind == VALUE_OBJECT) {
            struct member *member = (struct member *)(uintptr_t)&value->members[i];
            keep_place(&member->key, start, end);
            keep_place(&member->value, start, end);
        } else {
            keep_place((struct value *)(uintptr_t)&value->items[i], start, end);
        }
    }
}

static enum fill_status fill_whole(struct arena *arena, const struct value *value,
                                   const struct filling *filling, struct value *filled)
{
    *filled = *value;
    filled->string = fill_string(arena, &value->string, filling, true);
    if (filled->string.hole_count > 0 || value->string.hole_count == 0) {
        return FILL_DONE;
    }
    struct flat_text flat = flat_of_bytes(filled->string.bytes);
    struct json_document document = json_read(arena, &flat);
    if (document.validity != JSON_VALID) {
        return FILL_UNKNOWN;
    }
    *filled = document.root;
    keep_place(filled, value->start, value->end);
    return FILL_DONE;
}

static enum fill_status fill_key(struct arena *arena, const struct value *object, uint32_t index,
                                 const struct filling *filling, struct value *filled)
{
    const struct value *key = &object->members[index].key;
    enum fill_status status = value_fill(arena, key, filling, filled);
    if (status == FILL_DONE && filled->kind != VALUE_STRING && filled->kind != VALUE_HOLE) {
        return FILL_UNKNOWN;
    }
    return status;
}

/* Whether a key that a hole has made is there a second time. */
static bool repeats_key(const struct member *members, uint32_t count, uint32_t index)
{
    const struct string_value *key = &members[index].key.string;
    for (uint32_t i = 0; i < count && key->hole_count == 0; i++) {
        const struct string_value *other = &members[i].key.string;
        if (i != index && other->hole_count == 0 && slice_equal(key->bytes, other->bytes)) {
            return true;
        }
    }
    return false;
}

static enum fill_status fill_members(struct arena *arena, const struct value *value,
                                     const struct filling *filling, struct value *filled)
{
    struct member *members = ARENA_ARRAY(arena, struct member, value->count);
    enum fill_status status = FILL_DONE;
    for (uint32_t i = 0; i < value->count && status == FILL_DONE; i++) {
        status = fill_key(arena, value, i, filling, &members[i].key);
        if (status == FILL_DONE) {
            status = value_fill(arena, &value->members[i].value, filling, &members[i].value);
        }
    }
    for (uint32_t i = 0; i < value->count && status == FILL_DONE; i++) {
        bool made = value->members[i].key.string.hole_count > 0;
        status = made && repeats_key(members, value->count, i) ? FILL_NONE : FILL_DONE;
    }
    filled->members = members;
    return status;
}

static enum fill_status fill_items(struct arena *arena, const struct value *value,
                                   const struct filling *filling, struct value *filled)
{
    struct value *items = ARENA_ARRAY(arena, struct value, value->count);
    for (uint32_t i = 0; i < value->count; i++) {
        enum fill_status status = value_fill(arena, &value->items[i], filling, &items[i]);
        if (status != FILL_DONE) {
            return status;
        }
    }
    filled->items = items;
    return FILL_DONE;
}

enum fill_status value_fill(struct arena *arena, const struct value *value,
                            const struct filling *filling, struct value *filled)
{
    *filled = *value;
    switch (value->kind) {
    case VALUE_HOLE:
        return fill_whole(arena, value, filling, filled);
    case VALUE_STRING:
        if (value->string.hole_count > 0) {
            filled->string = fill_string(arena, &value->string, filling, false);
        }
        return FILL_DONE;
    case VALUE_OBJECT:
        return fill_members(arena, value, filling, filled);
    case VALUE_ARRAY:
        return fill_items(arena, value, filling, filled);
    default:
        return FILL_DONE;
    }
}

/* ---- Duplicate keys ---- */

static bool any_duplicates(struct arena *arena, const struct value *value)
{
    bool any = value->kind == VALUE_OBJECT && !value_keys_differ(arena, value);
    for (uint32_t i = 0; i < value->count && !any; i++) {
        any = any_duplicates(arena, value->kind == VALUE_OBJECT ? &value->members[i].value
                                                                : &value->items[i]);
    }
    return any;
}

static struct value drop_duplicates(struct arena *arena, const struct value *value);

static const struct value *drop_in_items(struct arena *arena, const struct value *array)
{
    struct value *items = ARENA_ARRAY(arena, struct value, array->count);
    for (uint32_t i = 0; i < array->count; i++) {
        items[i] = drop_duplicates(arena, &array->items[i]);
    }
    return items;
}

/* From the last to the first, so that of one key the last is kept. */
static const struct member *drop_in_members(struct arena *arena, const struct value *object,
                                            uint32_t *count)
{
    struct member *members = ARENA_ARRAY(arena, struct member, object->count);
    struct map *keys = map_new(arena);
    uint32_t first = object->count;
    for (uint32_t i = object->count; i-- > 0;) {
        const struct value *key = &object->members[i].key;
        bool known = key->kind == VALUE_STRING && key->string.hole_count == 0;
        if (known && map_get(keys, key->string.bytes)) {
            continue;
        }
        if (known) {
            map_put(keys, key->string.bytes, keys);
        }
        members[--first].key = *key;
        members[first].value = drop_duplicates(arena, &object->members[i].value);
    }
    *count = object->count - first;
    return members + first;
}

static struct value drop_duplicates(struct arena *arena, const struct value *value)
{
    struct value copy = *value;
    if (value->kind == VALUE_ARRAY) {
        copy.items = drop_in_items(arena, value);
    } else if (value->kind == VALUE_OBJECT) {
        copy.members = drop_in_members(arena, value, &copy.count);
    }
    return copy;
}

const struct value *value_without_duplicates(struct arena *arena, const struct value *value)
{
    if (!any_duplicates(arena, value)) {
        return value;
    }
    struct value *copy = ARENA_NEW(arena, struct value);
    *copy = drop_duplicates(arena, value);
    return copy;
}
