/* UUIDs. */
#ifndef PAYLINT_BASE_UUID_H
#define PAYLINT_BASE_UUID_H

#include "base/arena.h"

/* A new random UUID (version 4), in lower case. */
slice uuid_make(struct arena *arena);

/* The UUID of `name` (version 5, RFC 9562 section 5.5), in a space of names that is paylint's own:
 * the same for the same name. */
slice uuid_of_name(struct arena *arena, slice name);

#endif
