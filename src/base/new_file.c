/* Files written as a whole. In: a path. Out: a stream, whose bytes stand there in the end. */
#include "base/new_file.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fill(int descriptor, const struct new_file *file, const struct stat *before)
{
    slice bytes = {file->written.bytes, file->written.length};
    bool made = (!before || fchmod(descriptor, before->st_mode & 07777) == 0) &&
                file_write_all(descriptor, bytes) && fsync(descriptor) == 0;
    return file_close(descriptor, made);
}

/* What stands there already is of a run that was ended before its time: in a container each may
 * have the same number. */
static int open_own(const char *path)
{
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    int descriptor = open(path, flags, 0666);
    if (descriptor < 0 && errno == EEXIST && unlink(path) == 0) {
        descriptor = open(path, flags, 0666);
    }
    return descriptor;
}

/* Made with the mode that the user's umask gives a new file, or with that of the file that was
 * there. */
static bool put_in_place(const struct new_file *file)
{
    struct stat before;
    bool there = stat(file->path, &before) == 0;
    int descriptor = open_own(file->own_path);
    if (descriptor < 0) {
        return false;
    }
    if (fill(descriptor, file, there ? &before : NULL) && rename(file->own_path, file->path) == 0) {
        return true;
    }
    int error = errno;
    unlink(file->own_path);
    errno = error;
    return false;
}

const char *new_file_begin(struct new_file *file, struct arena *arena, const char *path)
{
    struct stat status;
    slice real = slice_from(path);
    bool there = stat(path, &status) == 0;
    *file = (struct new_file){.path = path};
    if (there && S_ISDIR(status.st_mode)) {
        return strerror(EISDIR);
    }
    if (there && !S_ISREG(status.st_mode)) {
        file->out = fopen(path, "w");
        return file->out ? NULL : strerror(errno);
    }
    if (there && file_real_path(arena, path, &real)) {
        file->path = real.data;
    }
    slice own = arena_printf(arena, "%s.paylint-%ld", file->path, (long)getpid());
    file->own_path = arena_cstring(arena, own);
    memory_stream_open(&file->written);
    file->out = file->written.out;
    return NULL;
}

static const char *finish_memory(struct new_file *file)
{
    memory_stream_close(&file->written);
    const char *why = put_in_place(file) ? NULL : strerror(errno);
    free(file->written.bytes);
    return why;
}

const char *new_file_finish(struct new_file *file)
{
    if (file->own_path) {
        return finish_memory(file);
    }
    bool written = !ferror(file->out);
    errno = EIO; /* where an earlier error is no longer known */
    written = fflush(file->out) == 0 && written;
    int error = errno;
    if (fclose(file->out) != 0 && written) {
        written = false;
        error = errno;
    }
    return written ? NULL : strerror(error);
}
