/* A file that is written as a whole: it is there, and complete, or as it was before. */
#ifndef PAYLINT_BASE_NEW_FILE_H
#define PAYLINT_BASE_NEW_FILE_H

#include "base/arena.h"
#include "base/memory_stream.h"

#include <stdio.h>

struct new_file {
    FILE *out;            /* what is written goes here */
    const char *path;     /* of the file in the end */
    const char *own_path; /* of the one beside it that takes its place; NULL: `out` is the file */
    struct memory_stream written; /* what has been written, until it is finished */
};

/* Begins a file at `path`, or one that will take the place of what is there: of a link, what it
 * points to. What is no regular file (/dev/stdout, a FIFO) is written to as it is. NULL, and
 * `new_file_finish` is due, or why it can't be written, for people. `file` must stay where it is.
 * Nothing is on the disk before it is finished, so that nothing is left there if that never comes.
 */
const char *new_file_begin(struct new_file *file, struct arena *arena, const char *path);

/* Puts it on the disk (fsync(2)) and then into its place (rename(2)). NULL where all of it was
 * written; else why it wasn't, and what was there before still is. */
const char *new_file_finish(struct new_file *file);

#endif
