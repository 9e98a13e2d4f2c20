/* Paths. In: a path. Out: another. */
#include "base/path.h"

#include "base/vector.h"

#include <sys/stat.h>

slice path_parent(slice path)
{
    size_t length = path.length - slice_basename(path).length;
    return slice_sub(path, 0, length > 0 ? length - 1 : 0);
}

slice path_without_dots(struct arena *arena, slice path)
{
    VECTOR(slice) parts = {0};
    bool absolute = slice_starts_with(path, SLICE("/"));
    for (size_t at = 0; at < path.length;) {
        slice rest = slice_sub(path, at, path.length);
        slice part = slice_sub(rest, 0, slice_find_byte(rest, '/'));
        at += part.length + 1;
        bool up = slice_is(part, "..") && parts.count > 0 &&
                  !slice_is(parts.items[parts.count - 1], "..");
        if (up) {
            parts.count--;
        } else if (part.length > 0 && !slice_is(part, ".")) {
            VECTOR_PUSH(arena, &parts, part);
        }
    }
    slice clean = absolute ? SLICE("/") : SLICE("");
    for (size_t i = 0; i < parts.count; i++) {
        clean = arena_printf(arena, "%.*s%s%.*s", SLICE_ARGS(clean), i > 0 ? "/" : "",
                             SLICE_ARGS(parts.items[i]));
    }
    return clean;
}

slice path_repository(struct arena *arena, slice folder)
{
    struct stat status;
    slice at = folder;
    for (int i = 0; i < PATH_FOLDERS_MAX; i++, at = path_parent(at)) {
        slice marker = arena_printf(arena, "%.*s/.git", SLICE_ARGS(at));
        if (lstat(marker.data, &status) == 0) {
            return at;
        }
        if (at.length == 0) {
            break;
        }
    }
    return folder;
}
