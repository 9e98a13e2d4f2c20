/* New UUIDs. */
#ifndef PAYLINT_FIX_UUID_H
#define PAYLINT_FIX_UUID_H

#include "base/arena.h"

/* A random UUID (RFC 9562 section 5.4) in lower case, as section 4 asks for. */
slice uuid_make(struct arena *arena);

#endif
