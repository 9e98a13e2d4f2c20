/* Finding things in values. In: objects and keys. Out: members and JSON Pointers (RFC 6901). */
#include "base/buffer.h"
#include "base/map.h"
#include "json/json.h"

const struct member *value_member(const struct value *object, slice key)
{
    if (object->kind != VALUE_OBJECT) {
        return NULL;
    }
    for (uint32_t i = object->count; i > 0; i--) {
        const struct member *member = &object->members[i - 1];
        const struct string_value *name = &member->key.string;
        if (member->key.kind == VALUE_STRING && name->hole_count == 0 &&
            slice_equal(name->bytes, key)) {
            return member;
        }
    }
    return NULL;
}

/* Compared one with the other where they are few. */
bool value_keys_differ(struct arena *arena, const struct value *object)
{
    enum { FEW = 16 };
    struct map *seen = object->count > FEW ? map_new(arena) : NULL;
    for (uint32_t i = 0; i < object->count; i++) {
        slice key = object->members[i].key.string.bytes;
        if (seen && map_get(seen, key)) {
            return false;
        }
        for (uint32_t k = 0; !seen && k < i; k++) {
            if (slice_equal(key, object->members[k].key.string.bytes)) {
                return false;
            }
        }
        if (seen) {
            map_put(seen, key, seen);
        }
    }
    return true;
}

static void append_key(struct buffer *buffer, slice key)
{
    buffer_append_byte(buffer, '/');
    /* RFC 6901, section 3: ~ and / are written ~0 and ~1. */
    size_t copied = 0;
    for (size_t i = 0; i < key.length; i++) {
        if (key.data[i] == '~' || key.data[i] == '/') {
            buffer_append(buffer, slice_sub(key, copied, i));
            buffer_append(buffer, key.data[i] == '~' ? SLICE("~0") : SLICE("~1"));
            copied = i + 1;
        }
    }
    buffer_append(buffer, slice_sub(key, copied, key.length));
}

/* JSON_DEPTH_MAX bounds the recursion. */
static void append_path(struct buffer *buffer, const struct json_path *path)
{
    if (path->outer) {
        append_path(buffer, path->outer);
    }
    if (path->is_key) {
        append_key(buffer, path->key);
    } else {
        buffer_printf(buffer, "/%zu", path->index);
    }
}

slice json_path_pointer(struct arena *arena, const struct json_path *path)
{
    struct buffer buffer = {.arena = arena};
    if (!path) {
        return SLICE("");
    }
    append_path(&buffer, path);
    return buffer_slice(&buffer);
}

slice json_pointer_append_key(struct arena *arena, slice pointer, slice key)
{
    struct buffer buffer = {.arena = arena};
    buffer_append(&buffer, pointer);
    append_key(&buffer, key);
    return buffer_slice(&buffer);
}

slice json_pointer_append_index(struct arena *arena, slice pointer, size_t index)
{
    struct buffer buffer = {.arena = arena};
    buffer_append(&buffer, pointer);
    buffer_printf(&buffer, "/%zu", index);
    return buffer_slice(&buffer);
}
