/* Paths of files, as text; and the folder that a repository begins at. */
#ifndef PAYLINT_BASE_PATH_H
#define PAYLINT_BASE_PATH_H

#include "base/arena.h"

enum { PATH_FOLDERS_MAX = 64 }; /* looked at between a file and its repository's root */

/* The folder that `path`, without a slash at its end, stands in: "" for "/a" and for "a". */
slice path_parent(slice path);

/* "a/b/../c" is "a/c": whatever links there may be. */
slice path_without_dots(struct arena *arena, slice path);

/* The nearest folder from `folder` (absolute, "" is the root of all) upwards that holds .git;
 * where none does, `folder`. */
slice path_repository(struct arena *arena, slice folder);

#endif
