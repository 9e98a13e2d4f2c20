/* Files before they are written. In: paths and bytes. Out: the bytes. */
#include "cli/overlay.h"

#include "base/vector.h"

static struct overlay_file *find(const struct overlay *overlay, slice real)
{
    for (size_t i = 0; i < overlay->files.count; i++) {
        if (slice_equal(overlay->files.items[i].real, real)) {
            return &overlay->files.items[i];
        }
    }
    return NULL;
}

bool overlay_get(const struct overlay *overlay, slice real, slice *bytes)
{
    for (; overlay; overlay = overlay->below) {
        struct overlay_file *file = find(overlay, real);
        if (file) {
            file->is_read = true;
            *bytes = file->bytes;
            return true;
        }
    }
    return false;
}

void overlay_put(struct overlay *overlay, const char *path, slice real, slice before, slice bytes)
{
    struct arena *arena = overlay->arena;
    struct overlay_file *file = find(overlay, real);
    if (file) {
        file->bytes = arena_copy(arena, bytes);
        return;
    }
    struct overlay_file added = {
        .path = arena_cstring(arena, slice_from(path)),
        .real = arena_copy(arena, real),
        .before = arena_copy(arena, before),
        .bytes = arena_copy(arena, bytes),
    };
    VECTOR_PUSH(arena, &overlay->files, added);
}
