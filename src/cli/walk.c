/* Files of a run. In: paths. Out: the scripts among them, and their bytes. */
#define _DEFAULT_SOURCE /* d_type */
#include "cli/walk.h"

#include "base/file.h"
#include "cli/ignore.h"
#include "host/host.h"
#include "text/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Deeper folders are not entered: paths end at PATH_MAX anyway. */
enum { FOLDER_DEPTH_MAX = 256 };

struct walking {
    struct arena *arena;
    struct path_list *paths;
    struct error_sink *errors;
};

/* ---- Which files are scripts ---- */

static bool has_script_ending(const char *name)
{
    static const char *const endings[] = {".sh", ".bash", ".bats", ".dash", ".ash", ".ksh"};
    slice bytes = slice_from(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        slice ending = slice_from(endings[i]);
        if (slice_ends_with(bytes, ending) && bytes.length > ending.length) {
            return true;
        }
    }
    return false;
}

/* #!/bin/sh, #!/usr/bin/env bash, #! /bin/dash -e */
static bool is_shell_shebang(slice line)
{
    static const char *const shells[] = {"sh", "bash", "dash", "ash", "ksh"};
    if (!slice_starts_with(line, SLICE("#!"))) {
        return false;
    }
    for (size_t at = 2; at < line.length; at++) {
        size_t end = at;
        while (end < line.length && !strchr("/ \t\r\n", line.data[end])) {
            end++;
        }
        for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
            if (slice_is(slice_sub(line, at, end), shells[i]) &&
                (end >= line.length || line.data[end] != '/')) {
                return true;
            }
        }
        at = end;
    }
    return false;
}

/* Whether the system has trouble of its own: a file that isn't ours to read may be anything. */
static bool is_trouble(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOMEM || error == EIO;
}

static bool has_shell_shebang(const char *path, struct error_sink *errors)
{
    char bytes[128];
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, bytes, sizeof bytes);
    if (length < 0 && is_trouble(errno)) {
        error_report(errors, path, 0, 0, "can't read this file: %s", strerror(errno));
    }
    if (file >= 0) {
        close(file);
    }
    slice start = {bytes, length > 0 ? (size_t)length : 0};
    return is_shell_shebang(slice_sub(start, 0, slice_find_byte(start, '\n')));
}

bool walk_is_script(const char *path, slice bytes)
{
    slice name = slice_basename(slice_from(path));
    return has_script_ending(name.data) ||
           is_shell_shebang(slice_sub(bytes, 0, slice_find_byte(bytes, '\n')));
}

static bool is_script(const char *path, const char *name, struct error_sink *errors)
{
    return has_script_ending(name) || host_takes(slice_from(path)) ||
           (!strchr(name, '.') && has_shell_shebang(path, errors));
}

/* ---- Folders ---- */

/* What a folder holds under a name. */
struct folder_entry {
    const char *name;
    unsigned char type; /* as readdir has it, DT_UNKNOWN where it doesn't say */
};

struct folder_entries {
    struct folder_entry *items;
    size_t count;
    size_t capacity;
};

static int compare_names(const void *a, const void *b)
{
    const struct folder_entry *first = a;
    const struct folder_entry *second = b;
    return strcmp(first->name, second->name);
}

static bool list_folder(struct walking *walking, const char *path, struct folder_entries *entries)
{
    DIR *folder = opendir(path);
    if (!folder) {
        error_report(walking->errors, path, 0, 0, "can't open this folder: %s", strerror(errno));
        return false;
    }
    for (;;) {
        errno = 0;
        const struct dirent *found = readdir(folder);
        if (!found) {
            break;
        }
        if (found->d_name[0] != '.' || host_takes_hidden(found->d_name)) {
            struct folder_entry entry = {arena_cstring(walking->arena, slice_from(found->d_name)),
                                         found->d_type};
            VECTOR_PUSH(walking->arena, entries, entry);
        }
    }
    if (errno != 0) {
        error_report(walking->errors, path, 0, 0, "can't read all of this folder: %s",
                     strerror(errno));
    }
    closedir(folder);
    if (entries->count > 0) {
        qsort(entries->items, entries->count, sizeof *entries->items, compare_names);
    }
    return true;
}

static void walk_folder(struct walking *walking, const char *path, const char *absolute,
                        const struct ignore_rules *outer, unsigned depth);

/* Asking the system about each file would take longer than all else. */
static unsigned char type_of(const struct folder_entry *entry, const char *path)
{
    struct stat status;
    if (entry->type != DT_UNKNOWN) {
        return entry->type;
    }
    return lstat(path, &status) != 0 ? DT_UNKNOWN
           : S_ISDIR(status.st_mode) ? DT_DIR
           : S_ISREG(status.st_mode) ? DT_REG
                                     : DT_UNKNOWN;
}

static void walk_entry(struct walking *walking, const char *folder, const char *absolute_folder,
                       const struct folder_entry *entry, const struct ignore_rules *rules,
                       unsigned depth)
{
    struct arena *arena = walking->arena;
    const char *path = arena_printf(arena, "%s%s", folder, entry->name).data;
    unsigned char type = type_of(entry, path);
    bool wanted =
        type == DT_DIR || (type == DT_REG && is_script(path, entry->name, walking->errors));
    if (!wanted) {
        return;
    }
    const char *absolute = arena_printf(arena, "%s%s", absolute_folder, entry->name).data;
    if (ignore_matches(rules, absolute, type == DT_DIR)) {
        return;
    }
    if (type == DT_DIR) {
        walk_folder(walking, arena_printf(arena, "%s/", path).data,
                    arena_printf(arena, "%s/", absolute).data, rules, depth + 1);
    } else {
        VECTOR_PUSH(arena, walking->paths, path);
    }
}

/* `path` and `absolute` end with a slash; "" is the working folder. */
static void walk_folder(struct walking *walking, const char *path, const char *absolute,
                        const struct ignore_rules *outer, unsigned depth)
{
    struct folder_entries entries = {0};
    if (depth > FOLDER_DEPTH_MAX) {
        error_report(walking->errors, path, 0, 0, "folders are nested too deeply here");
        return;
    }
    if (!list_folder(walking, *path ? path : ".", &entries)) {
        return;
    }
    const struct ignore_rules *rules =
        ignore_read(walking->arena, absolute, outer, walking->errors);
    for (size_t i = 0; i < entries.count; i++) {
        walk_entry(walking, path, absolute, &entries.items[i], rules, depth);
    }
}

static const char *with_slash(struct arena *arena, const char *path)
{
    if (strcmp(path, ".") == 0 || strcmp(path, "./") == 0) {
        return "";
    }
    bool has = path[0] && path[strlen(path) - 1] == '/';
    return has ? path : arena_printf(arena, "%s/", path).data;
}

static void walk_root(struct walking *walking, const char *path)
{
    slice real;
    if (!file_real_path(walking->arena, path, &real)) {
        error_report(walking->errors, path, 0, 0, "can't open this folder: %s", strerror(errno));
        return;
    }
    const char *absolute = with_slash(walking->arena, real.data);
    walk_folder(walking, with_slash(walking->arena, path), absolute,
                ignore_read_above(walking->arena, absolute, walking->errors), 0);
}

void walk_path(struct arena *arena, const char *path, struct path_list *paths,
               struct error_sink *errors)
{
    struct walking walking = {arena, paths, errors};
    struct stat status;
    if (strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        walk_root(&walking, path);
    } else {
        VECTOR_PUSH(arena, paths, path);
    }
}

/* ---- Reading ---- */

/* Reads to the end, whatever size the file had when it was opened: it may be growing. */
static bool read_all(struct arena *arena, int file, size_t expected, size_t most, slice *bytes)
{
    size_t capacity = expected > 0 ? expected + 1 : 4096; /* of a pipe nothing is known */
    size_t length = 0;
    char *data = arena_alloc(arena, capacity);
    for (;;) {
        if (length == capacity) {
            data = arena_grow(arena, data, capacity, capacity * 2);
            capacity *= 2;
        }
        ssize_t got = read(file, data + length, capacity - length);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return false;
        }
        length += (size_t)got;
        if (got == 0 || length > most) {
            *bytes = (slice){data, length};
            return true;
        }
    }
}

static bool read_open(struct arena *arena, const char *path, int file, size_t expected,
                      const struct limits *limits, slice *bytes, struct error_sink *errors)
{
    size_t most = (size_t)limits_get(limits, LIMIT_SIZE, 0);
    if (expected <= most && !read_all(arena, file, expected, most, bytes)) {
        error_report(errors, path, 0, 0, "can't read this file: %s", strerror(errno));
        return false;
    }
    if (expected > most || bytes->length > most) {
        struct budget budget = {.limits = *limits, .spent = LIMIT_SIZE};
        error_report(errors, path, 0, 0, "can't read this file: %.*s",
                     SLICE_ARGS(budget_told(&budget, arena, 0)));
        return false;
    }
    return true;
}

bool read_script(struct arena *arena, const char *path, const struct limits *limits, slice *bytes,
                 struct error_sink *errors)
{
    struct stat status;
    if (strcmp(path, "-") == 0) {
        return read_open(arena, "standard input", STDIN_FILENO, 0, limits, bytes, errors);
    }
    /* Without O_NONBLOCK, opening a FIFO waits for a writer. */
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0) {
        error_report(errors, path, 0, 0, "can't open this file: %s", strerror(errno));
        if (file >= 0) {
            close(file);
        }
        return false;
    }
    bool done = false;
    if (S_ISREG(status.st_mode)) {
        done = read_open(arena, path, file, (size_t)status.st_size, limits, bytes, errors);
    } else {
        error_report(errors, path, 0, 0,
                     "this is not a regular file; give its contents on standard input: paylint "
                     "check - < %s",
                     path);
    }
    close(file);
    return done;
}
