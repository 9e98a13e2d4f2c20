/* A map from byte strings to pointers, in an arena. Keys are not copied: they must live as long
 * as the map. */
#ifndef PAYLINT_BASE_MAP_H
#define PAYLINT_BASE_MAP_H

#include "base/arena.h"

#include <stdint.h>

struct map;

struct map *map_new(struct arena *arena);
/* The value of `key`, or NULL. */
void *map_get(const struct map *map, slice key);
/* Sets the value of `key`, new or not; NULL takes it out. */
void map_put(struct map *map, slice key, void *value);

/* The hash that it keeps keys by: the same in each run, not for keeping anybody out. */
uint64_t map_hash(slice key);

#endif
