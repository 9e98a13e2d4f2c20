/* UUIDs by libuuid, which stands behind this file alone. In: nothing, or a name. Out: a UUID. */
#include "base/uuid.h"

#include <uuid/uuid.h>

static slice unparsed(struct arena *arena, const uuid_t uuid)
{
    char text[UUID_STR_LEN];
    uuid_unparse_lower(uuid, text);
    return arena_copy(arena, slice_from(text));
}

slice uuid_make(struct arena *arena)
{
    uuid_t uuid;
    uuid_generate_random(uuid);
    return unparsed(arena, uuid);
}

slice uuid_of_name(struct arena *arena, slice name)
{
    /* Was drawn once; another one would change every fingerprint. */
    static const uuid_t names = {0x79, 0x87, 0xf7, 0x62, 0x99, 0xc3, 0x4a, 0x91,
                                 0xa5, 0x21, 0x8e, 0x08, 0x08, 0x01, 0x42, 0x9e};
    uuid_t uuid;
    uuid_generate_sha1(uuid, names, name.data, name.length);
    return unparsed(arena, uuid);
}
