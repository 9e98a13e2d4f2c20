/* duplicate-key. In: objects. Out: a hit at each key that stands in its object a second time.
 *
 * RFC 8259 section 4: what receivers make of it is unpredictable; most let the last one win. */
#include "rule/alternative.h"

/* Up to so many members are compared with each other, which takes no memory. */
enum { MEMBERS_FEW = 16 };

static bool is_known(const struct value *key)
{
    return key->kind == VALUE_STRING && key->string.hole_count == 0;
}

static void add_hit(const struct looking *looking, const struct value *key,
                    const struct json_path *path)
{
    struct arena *arena = looking->checking->arena;
    slice shown = bytes_shown(arena, key->string.bytes);
    struct hit hit = {
        .pointer =
            json_pointer_append_key(arena, looking_pointer(looking, path), key->string.bytes),
        .verdict = {.certainty = CERTAINTY_VIOLATES, .witness = key->string.bytes},
        .place = place_of(&looking->alternative->flat, key->start, key->end),
        .message =
            arena_printf(arena, "the key \"%.*s\" stands in this object twice", SLICE_ARGS(shown)),
        .maybe = arena_printf(arena, "the key \"%.*s\" can stand in this object twice",
                              SLICE_ARGS(shown)),
        .label = SLICE("is there already: most receivers keep only this one"),
    };
    VECTOR_PUSH(arena, looking->hits, hit);
}

/* Whether one of the members before has the same key. */
static bool stands_before(const struct value *object, uint32_t index)
{
    const struct value *key = &object->members[index].key;
    for (uint32_t i = 0; i < index; i++) {
        const struct value *other = &object->members[i].key;
        if (is_known(other) && slice_equal(other->string.bytes, key->string.bytes)) {
            return true;
        }
    }
    return false;
}

static void look(const struct looking *looking, const struct value *value,
                 const struct json_path *path, slice name)
{
    if (value->kind != VALUE_OBJECT || value->count < 2) {
        return;
    }
    bool few = value->count <= MEMBERS_FEW;
    struct map *seen = few ? NULL : map_new(looking->checking->arena);
    for (uint32_t i = 0; i < value->count && !looking_is_over(looking); i++) {
        const struct value *key = &value->members[i].key;
        if (!is_known(key)) {
            continue;
        }
        if (few ? stands_before(value, i) : map_get(seen, key->string.bytes) != NULL) {
            add_hit(looking, key, path);
        }
        if (seen) {
            map_put(seen, key->string.bytes, seen);
        }
    }
}

void check_duplicate_rule(const struct checking *checking, const struct rule *rule,
                          const struct alternative *alternative, struct hits *hits)
{
    struct looking looking = {checking, rule, alternative, hits, NULL};
    alternative_walk(&looking, look);
}
