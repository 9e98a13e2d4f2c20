/* Writing what has been fixed. In: files as they are to be. Out: files, or a patch. */
#include "cli/fixing_write.h"

#include "base/file.h"
#include "report/patch.h"

static void tell_refused(struct fixing *fixing, const char *path, const char *why)
{
    error_report(fixing->errors, path, 0, 0, "the fixes are not written: %s", why);
}

bool fixing_leaves(struct fixing *fixing, const char *path)
{
    struct arena *arena = fixing->overlay.arena;
    slice real;
    if (!fixing->writes || !file_real_path(arena, path, &real)) {
        return false;
    }
    if (map_get(fixing->refused, real)) {
        return true;
    }
    const char *why = file_why_kept(arena, real.data);
    if (why) {
        map_put(fixing->refused, real, fixing);
        tell_refused(fixing, path, why);
    }
    return why != NULL;
}

void fixing_write(struct fixing *fixing)
{
    for (size_t i = 0; i < fixing->overlay.files.count; i++) {
        const struct overlay_file *file = &fixing->overlay.files.items[i];
        if (slice_equal(file->before, file->bytes) || slice_is(file->real, OVERLAY_STDIN)) {
            continue;
        }
        const char *why =
            file_replace(fixing->overlay.arena, file->real.data, file->before, file->bytes);
        if (why) {
            tell_refused(fixing, file->path, why);
        }
    }
}

/* As git names it, which knows neither absolute paths nor `..`, and nothing behind a symbolic link:
 * from the working folder, where it is below that. */
static const char *patch_path(const struct overlay_file *file, slice folder)
{
    bool below = folder.length > 1 && slice_starts_with(file->real, folder) &&
                 file->real.length > folder.length && file->real.data[folder.length] == '/';
    return below ? file->real.data + folder.length + 1 : file->path;
}

bool fixing_print_patch(const struct fixing *fixing, FILE *out)
{
    bool any = false;
    slice folder = SLICE("");
    file_real_path(fixing->overlay.arena, ".", &folder);
    for (size_t i = 0; i < fixing->overlay.files.count; i++) {
        const struct overlay_file *file = &fixing->overlay.files.items[i];
        any |= patch_print(fixing->overlay.arena, patch_path(file, folder), file->before,
                           file->bytes, out);
    }
    return any;
}
