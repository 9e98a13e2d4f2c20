/* Hash map: open addressing, linear probing; eight bytes at a time are mixed as FNV-1a mixes one.
 * In: keys. Out: the pointers put there. */
#include "base/map.h"

struct entry {
    slice key;
    void *value;
    uint64_t hash; /* plus 1; 0: the slot is free */
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

/* One to seven bytes as a number, another one for others of the same length. */
static uint64_t tail_of(slice bytes)
{
    if (bytes.length < sizeof(uint32_t)) {
        const unsigned char *data = (const unsigned char *)bytes.data;
        return data[0] | (uint64_t)data[bytes.length / 2] << 8 |
               (uint64_t)data[bytes.length - 1] << 16;
    }
    uint32_t first;
    uint32_t last;
    memcpy(&first, bytes.data, sizeof first);
    memcpy(&last, bytes.data + bytes.length - sizeof last, sizeof last);
    return first | (uint64_t)last << 32;
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
    if (at < key.length) {
        uint64_t word = tail_of(slice_sub(key, at, key.length));
        hash = (hash ^ word ^ (uint64_t)key.length << 56) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 32;
    }
    /* The high half of a product depends on all bytes. */
    return hash * 0x9e3779b97f4a7c15u >> 32;
}

static struct entry *slot_of(const struct map *map, slice key, uint64_t hash)
{
    size_t at = hash & (map->capacity - 1);
    while (map->entries[at].hash &&
           (map->entries[at].hash != hash || !slice_equal(map->entries[at].key, key))) {
        at = (at + 1) & (map->capacity - 1);
    }
    return &map->entries[at];
}

void *map_get(const struct map *map, slice key)
{
    return slot_of(map, key, map_hash(key) + 1)->value;
}

static void map_grow(struct map *map)
{
    struct map larger = {map->arena, NULL, 0, map->capacity * 2};
    larger.entries = ARENA_ARRAY(map->arena, struct entry, larger.capacity);
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->entries[i].value) {
            *slot_of(&larger, map->entries[i].key, map->entries[i].hash) = map->entries[i];
            larger.count++;
        }
    }
    arena_drop(map->arena, map->entries, map->capacity * sizeof *map->entries);
    *map = larger;
}

void map_put(struct map *map, slice key, void *value)
{
    if (map->count * 4 >= map->capacity * 3) {
        map_grow(map);
    }
    uint64_t hash = map_hash(key) + 1;
    struct entry *entry = slot_of(map, key, hash);
    map->count += entry->hash == 0;
    *entry = (struct entry){key, value, hash};
}
