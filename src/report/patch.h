/* Patches in the unified format (diff(1), POSIX.1-2017 diff -u), as git apply takes them. */
#ifndef PAYLINT_REPORT_PATCH_H
#define PAYLINT_REPORT_PATCH_H

#include "base/arena.h"

#include <stdio.h>

/* Prints what makes `after` of `before`, the contents of the file at `path`; false (nothing
 * printed) where they are the same. */
bool patch_print(struct arena *arena, const char *path, slice before, slice after, FILE *out);

#endif
