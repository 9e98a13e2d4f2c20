/* Reading whole files. */
#ifndef PAYLINT_BASE_FILE_H
#define PAYLINT_BASE_FILE_H

#include "base/arena.h"

#include <stdint.h>

/* Reads the regular file at `path`, of at most `most` bytes, into `arena`. NULL where that was
 * done, else why it wasn't, for people: "No such file or directory". */
const char *file_read(struct arena *arena, const char *path, size_t most, slice *bytes);

/* What a file is like on disk: where any of it differs, the content may. */
struct file_stamp {
    bool is_there;
    uint64_t device;
    uint64_t inode;
    uint64_t size;
    int64_t seconds; /* when it was changed last */
    int64_t nanoseconds;
};

/* Files that something was made of, as they were then. */
struct stamped_file {
    const char *path;
    struct file_stamp stamp;
};

struct stamped_files {
    struct stamped_file *items;
    size_t count;
    size_t capacity;
};

/* Notes the file at `path` (not copied), there or not; to be done before it is read. */
void file_note(struct arena *arena, struct stamped_files *files, const char *path);
/* Whether each of them is still as it was, by one stat(2) for each. */
bool files_are_unchanged(const struct stamped_files *files);

/* The absolute path without symbolic links and dots (realpath(3)), NUL-terminated; false, and errno
 * set, where there is no such file. */
bool file_real_path(struct arena *arena, const char *path, slice *real);

/* Writes all of it to a file that is open, in as many writes as that takes; false, and errno set,
 * where that can't be done. */
bool file_write_all(int file, slice bytes);

/* Closes a file that has been written, all of it or not. Returns whether it was and is closed well;
 * else errno is that of writing it, or of closing it (close(2)). */
bool file_close(int file, bool is_written);

/* Why the regular file at `path` (no symbolic link) can't be replaced by another of its name: it
 * has several names, say, or may not be written; NULL where it can. */
const char *file_why_kept(struct arena *arena, const char *path);

/* Replaces what stands in the regular file at `path` (no symbolic link): `before`, as it was read,
 * by `after`. It is done at once (rename(2)) or not at all; mode and owner stay. NULL where that
 * was done, else why it wasn't, and the file is as it was: it has changed meanwhile, or its owner
 * can't be kept, say. Signals that end the program wait until it is done. */
const char *file_replace(struct arena *arena, const char *path, slice before, slice after);

#endif
