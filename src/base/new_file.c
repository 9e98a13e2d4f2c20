/* Files written as a whole. In: a path. Out: a stream, whose bytes stand there in the end. */
#include "base/new_file.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Made with the mode that the user's umask gives a new file, or with that of the file that was
 * there. */
static int create(const char *path, const struct stat *before)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file >= 0 && before && fchmod(file, before->st_mode & 07777) != 0) {
        int error = errno;
        close(file);
        unlink(path);
        errno = error;
        return -1;
    }
    return file;
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
    int descriptor = create(file->own_path, there ? &status : NULL);
    file->out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    return file->out ? NULL : strerror(errno);
}

const char *new_file_finish(struct new_file *file)
{
    bool written = !ferror(file->out);
    errno = written ? 0 : EIO;
    if (fflush(file->out) != 0) {
        written = false;
    }
    int error = errno;
    if (fclose(file->out) != 0 && written) {
        written = false;
        error = errno;
    }
    if (written && (!file->own_path || rename(file->own_path, file->path) == 0)) {
        return NULL;
    }
    error = written ? errno : error;
    if (file->own_path) {
        unlink(file->own_path);
    }
    return strerror(error);
}
