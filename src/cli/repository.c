/* The evaluator's reader of files. In: names in scripts. Out: sources. */
#include "cli/repository.h"

#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "base/vector.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FILE_SIZE_MAX = 1024 * 1024,
    FILES_SIZE_MAX = 16 * 1024 * 1024, /* of all files that one script reads */
    FILES_MAX = 200,
};

struct repository {
    struct arena *arena;
    const struct overlay *overlay;
    slice folder;      /* of the script as the user named it; "" or with a slash at its end */
    slice real_folder; /* absolute, without a slash at its end */
    slice root;        /* the same */
    bool is_found;     /* whether the two are known */
    bool is_searched;  /* whether they have been looked for */
    struct map *names; /* by what was asked for: struct answer */
    struct map *files; /* by real path: the source */
    size_t file_count;
    size_t size;
};

struct answer {
    const struct source *source;
};

static bool is_below(slice path, slice folder)
{
    return slice_starts_with(path, folder) && path.length > folder.length &&
           path.data[folder.length] == '/';
}

/* ---- One file ---- */

/* What the user would call the file. */
static const char *shown_path(struct arena *arena, slice path, slice real)
{
    slice clean = path_without_dots(arena, path);
    slice same;
    bool kept =
        file_real_path(arena, arena_cstring(arena, clean), &same) && slice_equal(same, real);
    return arena_cstring(arena, kept ? clean : path);
}

static bool read_bytes(struct repository *repository, slice real, slice *bytes)
{
    if (overlay_get(repository->overlay, real, bytes)) {
        return true;
    }
    struct stat status;
    int file = open(real.data, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) {
        return false;
    }
    bool fits = fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
                status.st_size <= FILE_SIZE_MAX &&
                repository->size + (size_t)status.st_size <= FILES_SIZE_MAX;
    size_t length = 0;
    ssize_t got = 1;
    char *data = fits ? arena_alloc(repository->arena, (size_t)status.st_size + 1) : NULL;
    while (fits && got > 0 && length < (size_t)status.st_size) {
        got = read(file, data + length, (size_t)status.st_size - length);
        length += got > 0 ? (size_t)got : 0;
    }
    close(file);
    *bytes = (slice){data, length};
    return fits && length == (size_t)status.st_size;
}

static bool is_file(slice path)
{
    struct stat status;
    return stat(path.data, &status) == 0 && S_ISREG(status.st_mode);
}

/* The file at `path`, read once. */
static const struct source *file_at(struct repository *repository, slice path)
{
    slice real;
    slice bytes;
    if (!file_real_path(repository->arena, arena_cstring(repository->arena, path), &real) ||
        !is_below(real, repository->root)) {
        return NULL;
    }
    struct source *source = map_get(repository->files, real);
    if (source || repository->file_count >= FILES_MAX || !read_bytes(repository, real, &bytes)) {
        return source;
    }
    repository->file_count++;
    repository->size += bytes.length;
    source = source_new(repository->arena, shown_path(repository->arena, path, real), bytes);
    map_put(repository->files, real, source);
    return source;
}

/* ---- Names ---- */

/* In the script's folder and those above it. */
static const struct source *find_above(struct repository *repository, slice name)
{
    const struct source *found = NULL;
    slice prefix = repository->folder;
    slice folder = repository->real_folder;
    for (int i = 0; i < PATH_FOLDERS_MAX; i++) {
        slice path =
            arena_printf(repository->arena, "%.*s%.*s", SLICE_ARGS(prefix), SLICE_ARGS(name));
        if (is_file(path)) {
            const struct source *source = file_at(repository, path);
            if (!source || (found && found != source)) {
                return NULL;
            }
            found = source;
        }
        if (slice_equal(folder, repository->root) || folder.length == 0) {
            break;
        }
        prefix = arena_printf(repository->arena, "%.*s../", SLICE_ARGS(prefix));
        folder = path_parent(folder);
    }
    return found;
}

/* Where the script stands; most read no other file, and then it isn't asked for. */
static bool find_folders(struct repository *repository)
{
    struct arena *arena = repository->arena;
    slice folder = repository->folder.length > 0 ? repository->folder : SLICE(".");
    if (!repository->is_searched) {
        repository->is_searched = true;
        repository->is_found =
            file_real_path(arena, arena_cstring(arena, folder), &repository->real_folder);
    } else {
        return repository->is_found;
    }
    if (repository->is_found) {
        repository->real_folder =
            slice_is(repository->real_folder, "/") ? SLICE("") : repository->real_folder;
        repository->root = path_repository(arena, repository->real_folder);
    }
    return repository->is_found;
}

static const struct source *read_repository(void *context, enum shell_folder folder, slice name)
{
    struct repository *repository = context;
    if (memchr(name.data, '\0', name.length) || name.length > 1024 || !find_folders(repository)) {
        return NULL;
    }
    slice key = arena_printf(repository->arena, "%d%.*s", (int)folder, SLICE_ARGS(name));
    struct answer *answer = map_get(repository->names, key);
    if (!answer) {
        slice path = arena_printf(repository->arena, "%.*s%.*s", SLICE_ARGS(repository->folder),
                                  SLICE_ARGS(name));
        answer = ARENA_NEW(repository->arena, struct answer);
        answer->source = folder == SHELL_RUN_FOLDER ? find_above(repository, name)
                         : is_file(path)            ? file_at(repository, path)
                                                    : NULL;
        map_put(repository->names, key, answer);
    }
    return answer->source;
}

bool repository_was_asked(const struct shell_files *files)
{
    const struct repository *repository = files->context;
    return repository && repository->is_searched;
}

struct shell_files repository_files(struct arena *arena, const char *script,
                                    const struct overlay *overlay)
{
    struct repository *repository = ARENA_NEW(arena, struct repository);
    slice path = slice_from(script);
    slice folder = slice_sub(path, 0, path.length - slice_basename(path).length);
    *repository = (struct repository){.arena = arena,
                                      .overlay = overlay,
                                      .folder = folder,
                                      .names = map_new(arena),
                                      .files = map_new(arena)};
    return (struct shell_files){repository, read_repository};
}
