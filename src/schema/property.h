/* Looking up a member's name among those that a schema knows. */
#ifndef PAYLINT_SCHEMA_PROPERTY_H
#define PAYLINT_SCHEMA_PROPERTY_H

#include "schema/node.h"

/* Names differ in length, ends and middle; a full hash would cost more than comparing. */
static inline uint32_t property_hash(slice name)
{
    if (name.length == 0) {
        return 0;
    }
    const unsigned char *bytes = (const unsigned char *)name.data;
    uint32_t hash = (uint32_t)name.length;
    hash = hash * 31 + bytes[0];
    hash = hash * 31 + bytes[name.length - 1];
    hash = hash * 31 + bytes[name.length / 2];
    hash = hash * 31 + bytes[name.length * 3 / 4];
    return hash ^ hash >> 7;
}

#define PROPERTY_NONE UINT32_MAX

/* Its index among the properties, or PROPERTY_NONE. */
static inline uint32_t property_find(const struct object_rules *rules, slice name)
{
    uint32_t at = property_hash(name) & rules->table_mask;
    for (; rules->table[at]; at = (at + 1) & rules->table_mask) {
        uint32_t index = rules->table[at] - 1;
        if (slice_equal(rules->properties[index].name, name)) {
            return index;
        }
    }
    return PROPERTY_NONE;
}

#endif
