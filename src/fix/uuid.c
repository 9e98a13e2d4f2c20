/* New UUIDs by libuuid, which stands behind this file alone. */
#include "fix/uuid.h"

#include <uuid/uuid.h>

slice uuid_make(struct arena *arena)
{
    char text[UUID_STR_LEN];
    uuid_t uuid;
    uuid_generate_random(uuid);
    uuid_unparse_lower(uuid, text);
    return arena_copy(arena, slice_from(text));
}
