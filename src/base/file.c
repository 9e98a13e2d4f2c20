/* Whole files. In: a path. Out: bytes, or why there are none; or a file with other bytes. */
#define _XOPEN_SOURCE 700 /* mkstemp, fchown, realpath */
#include "base/file.h"

#include "base/vector.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
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

/* ---- Stamps ---- */

static struct file_stamp stamp_of(const char *path)
{
    struct stat status;
    struct file_stamp stamp = {.is_there = stat(path, &status) == 0};
    if (stamp.is_there) {
        stamp.device = (uint64_t)status.st_dev;
        stamp.inode = (uint64_t)status.st_ino;
        stamp.size = (uint64_t)status.st_size;
        stamp.seconds = (int64_t)status.st_mtim.tv_sec;
        stamp.nanoseconds = (int64_t)status.st_mtim.tv_nsec;
    }
    return stamp;
}

static bool stamp_equal(struct file_stamp a, struct file_stamp b)
{
    return a.is_there == b.is_there && a.device == b.device && a.inode == b.inode &&
           a.size == b.size && a.seconds == b.seconds && a.nanoseconds == b.nanoseconds;
}

void file_note(struct arena *arena, struct stamped_files *files, const char *path)
{
    struct stamped_file file = {path, stamp_of(path)};
    VECTOR_PUSH(arena, files, file);
}

bool files_are_unchanged(const struct stamped_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        if (!stamp_equal(files->items[i].stamp, stamp_of(files->items[i].path))) {
            return false;
        }
    }
    return true;
}

/* ---- Paths ---- */

bool file_real_path(struct arena *arena, const char *path, slice *real)
{
    char resolved[PATH_MAX]; /* realpath(3) would ask for memory of its own */
    if (!realpath(path, resolved)) {
        return false;
    }
    *real = slice_from(arena_cstring(arena, slice_from(resolved)));
    return true;
}

bool file_write_all(int file, slice bytes)
{
    for (size_t at = 0; at < bytes.length;) {
        ssize_t put = write(file, bytes.data + at, bytes.length - at);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        at += put > 0 ? (size_t)put : 0;
    }
    return true;
}

bool file_close(int file, bool is_written)
{
    int error = errno;
    bool is_closed = close(file) == 0;
    errno = is_written ? errno : error;
    return is_written && is_closed;
}

/* ---- Replacing ---- */

/* The new file is made as the old one is: what isn't the user's to keep isn't replaced. */
static bool make_alike(int file, const struct stat *status)
{
    struct stat own;
    if (fstat(file, &own) != 0) {
        return false;
    }
    bool same = own.st_uid == status->st_uid && own.st_gid == status->st_gid;
    return (same || fchown(file, status->st_uid, status->st_gid) == 0) &&
           fchmod(file, status->st_mode & 07777) == 0;
}

static bool holds(int file, slice bytes)
{
    char room[16 * 1024];
    size_t at = 0;
    ssize_t got;
    while ((got = read(file, room, sizeof room)) > 0) {
        if (!slice_equal((slice){room, (size_t)got}, slice_sub(bytes, at, at + (size_t)got))) {
            return false;
        }
        at += (size_t)got;
    }
    return got == 0 && at == bytes.length;
}

/* Whether the file is still what was read. No memory is asked for: the new file may be there by
 * then, and would stay. */
static const char *look_again(const char *path, slice before, struct stat *status)
{
    if (lstat(path, status) != 0) {
        return strerror(errno);
    }
    bool same = false;
    int file = S_ISREG(status->st_mode) ? open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) : -1;
    if (file >= 0) {
        same = holds(file, before);
        close(file);
    }
    return same ? NULL : "it has changed meanwhile; run paylint again";
}

static slice folder_of(const char *path)
{
    return (slice){path, strlen(path) - slice_basename(slice_from(path)).length};
}

const char *file_why_kept(struct arena *arena, const char *path)
{
    struct stat status;
    slice folder = folder_of(path);
    const char *parent = folder.length > 0 ? arena_cstring(arena, folder) : ".";
    if (lstat(path, &status) != 0) {
        return strerror(errno);
    }
    if (status.st_nlink > 1) {
        return "it has several names (hard links), which would be parted";
    }
    if (access(path, W_OK) != 0) {
        return errno == EACCES ? "it is read-only" : strerror(errno);
    }
    return access(parent, W_OK | X_OK) != 0 ? strerror(errno) : NULL;
}

static const char *replace(struct arena *arena, const char *path, slice before, slice after)
{
    struct stat status;
    const char *why = file_why_kept(arena, path);
    why = why ? why : look_again(path, before, &status);
    if (why) {
        return why;
    }
    slice name = arena_printf(arena, "%.*s.paylint-XXXXXX", SLICE_ARGS(folder_of(path)));
    char *new_path = arena_cstring(arena, name);
    int file = mkstemp(new_path);
    if (file < 0) {
        return strerror(errno);
    }
    bool made = file_write_all(file, after) && make_alike(file, &status) && fsync(file) == 0;
    made = file_close(file, made);
    why = made ? look_again(path, before, &status) : strerror(errno);
    if (!why && rename(new_path, path) != 0) {
        why = strerror(errno);
    }
    if (why) {
        unlink(new_path);
    }
    return why;
}

/* Takes a signal that is blocked and waits. */
static void discard(int signal)
{
    sigset_t one;
    const struct timespec at_once = {0, 0};
    sigemptyset(&one);
    sigaddset(&one, signal);
    sigtimedwait(&one, NULL, &at_once);
}

const char *file_replace(struct arena *arena, const char *path, slice before, slice after)
{
    sigset_t ending;
    sigset_t was;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    sigaddset(&ending, SIGXFSZ); /* what write says of such a file is enough */
    pthread_sigmask(SIG_BLOCK, &ending, &was);
    const char *why = replace(arena, path, before, after);
    discard(SIGXFSZ);
    pthread_sigmask(SIG_SETMASK, &was, NULL);
    return why;
}
