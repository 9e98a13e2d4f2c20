/* Whole files. In: a path. Out: bytes, or why there are none. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *read_open(struct arena *arena, int file, size_t most, slice *bytes)
{
    struct stat status;
    if (fstat(file, &status) != 0) {
        return strerror(errno);
    }
    if (!S_ISREG(status.st_mode)) {
        return "not a regular file";
    }
    if ((size_t)status.st_size > most) {
        return "it is too large";
    }
    char *data = arena_alloc(arena, (size_t)status.st_size + 1);
    size_t length = 0;
    ssize_t got = 1;
    while (got > 0 && length < (size_t)status.st_size) {
        got = read(file, data + length, (size_t)status.st_size - length);
        length += got > 0 ? (size_t)got : 0;
    }
    *bytes = (slice){data, length};
    return got < 0 ? strerror(errno) : NULL;
}

const char *file_read(struct arena *arena, const char *path, size_t most, slice *bytes)
{
    /* Without O_NONBLOCK, opening a FIFO waits for a writer. */
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) {
        return strerror(errno);
    }
    const char *why = read_open(arena, file, most, bytes);
    close(file);
    return why;
}
