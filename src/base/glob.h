/* Glob patterns of paths, in the manner of gitignore(5). */
#ifndef PAYLINT_BASE_GLOB_H
#define PAYLINT_BASE_GLOB_H

#include "base/slice.h"

/* Whether `path`, with slashes, matches the glob pattern: * and ? stop at slashes, ** doesn't. */
bool glob_matches(slice pattern, slice path);

/* Whether the pattern takes the file at `path`, relative to the folder that patterns count from:
 * the path or a folder above it matches. A pattern without a slash (but at its end) matches a name
 * at any depth. */
bool glob_takes(slice pattern, slice path);

#endif
