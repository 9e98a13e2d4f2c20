/* Reading whole files. */
#ifndef PAYLINT_BASE_FILE_H
#define PAYLINT_BASE_FILE_H

#include "base/arena.h"

/* Reads the regular file at `path`, of at most `most` bytes, into `arena`. NULL where that was
 * done, else why it wasn't, for people: "No such file or directory". */
const char *file_read(struct arena *arena, const char *path, size_t most, slice *bytes);

#endif
