/* URIs of files (RFC 8089, RFC 3986). */
#ifndef PAYLINT_BASE_URI_H
#define PAYLINT_BASE_URI_H

#include "base/arena.h"

/* The URI of the file at `path`, which is absolute. What isn't unreserved is encoded. */
slice uri_of_path(struct arena *arena, slice path);

/* The path that a URI names, decoded, NUL-terminated in `arena`; false where it is no URI of a file
 * of this machine (another scheme or host), isn't absolute, or holds a NUL. */
bool uri_to_path(struct arena *arena, slice uri, slice *path);

#endif
