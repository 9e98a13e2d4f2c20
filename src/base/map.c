/* Hash map: open addressing, linear probing; eight bytes at a time are mixed as FNV-1a mixes one.
 * In: keys. Out: the pointers put there. */
#include "base/map.h"

struct entry {
    slice key;
    void *value; /* NULL: the slot is free */
};

struct map {
    struct arena *arena;
    struct entry *entries;
    size_t count;
    size_t capacity; /* a power of two */
};

struct map *map_new(struct arena *arena)
{
    struct map *map = ARENA_NEW(arena, struct map);
    map->arena = arena;
    map->capacity = 16;
    map->entries = ARENA_ARRAY(arena, struct entry, map->capacity);
    return map;
}

uint64_t map_hash(slice key)
{
    uint64_t hash = 0xcbf29ce484222325u;
    size_t at = 0;
    for (; at + sizeof(uint64_t) <= key.length; at += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, key.data + at, sizeof word);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 32;
    }
    for (; at < key.length; at++) {
        hash = (hash ^ (unsigned char)key.data[at]) * 0x100000001b3u;
    }
    /* The high half of a product depends on all bytes. */
    return hash * 0x9e3779b97f4a7c15u >> 32;
}

static struct entry *slot_of(const struct map *map, slice key)
{
    size_t at = map_hash(key) & (map->capacity - 1);
    while (map->entries[at].value && !slice_equal(map->entries[at].key, key)) {
        at = (at + 1) & (map->capacity - 1);
    }
    return &map->entries[at];
}

void *map_get(const struct map *map, slice key)
{
    return slot_of(map, key)->value;
}

static void map_grow(struct map *map)
{
    struct map larger = {map->arena, NULL, map->count, map->capacity * 2};
    larger.entries = ARENA_ARRAY(map->arena, struct entry, larger.capacity);
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->entries[i].value) {
            *slot_of(&larger, map->entries[i].key) = map->entries[i];
        }
    }
    *map = larger;
}

void map_put(struct map *map, slice key, void *value)
{
    if (map->count * 4 >= map->capacity * 3) {
        map_grow(map);
    }
    struct entry *entry = slot_of(map, key);
    if (!entry->value) {
        map->count++;
    }
    *entry = (struct entry){key, value};
}
