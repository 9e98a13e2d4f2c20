/* Names that stay. In: paths and findings. Out: paths from the root of the repository, and
 * fingerprints. */
#include "report/forge.h"

#include "base/file.h"
#include "base/path.h"
#include "base/uuid.h"

void forge_find_root(struct report *report)
{
    slice folder;
    if (file_real_path(report->arena, ".", &folder)) {
        report->folder = slice_is(folder, "/") ? SLICE("") : folder;
        report->root = path_repository(report->arena, report->folder);
    }
}

slice forge_path(const struct report *report, const char *path)
{
    slice root = report->root;
    if (strcmp(path, "-") == 0) {
        return SLICE("-");
    }
    slice whole = path[0] == '/'
                      ? slice_from(path)
                      : arena_printf(report->arena, "%.*s/%s", SLICE_ARGS(report->folder), path);
    whole = path_without_dots(report->arena, whole);
    bool inside = slice_starts_with(whole, root) && whole.length > root.length + 1 &&
                  whole.data[root.length] == '/';
    return inside ? slice_sub(whole, root.length + 1, whole.length) : whole;
}

enum { LINE_KEPT = 500 }; /* of a long line, before and behind where the finding begins */

static slice line_round(struct span span)
{
    slice line = source_line(span.source, span.start);
    size_t at = span.start - source_line_start(span.source, span.start);
    return slice_trim(slice_sub(line, at > LINE_KEPT ? at - LINE_KEPT : 0, at + LINE_KEPT));
}

/* No part but the line can hold a NUL, and that is the last one. */
static slice key_of(const struct report *report, const struct finding *finding, uint32_t ordinal)
{
    const struct source *source = finding->span.source;
    slice line = line_round(finding->span);
    return arena_printf(report->arena, "%u%c%.*s%c%.*s%c%.*s%c%.*s", ordinal, 0,
                        SLICE_ARGS(finding->rule->id), 0,
                        SLICE_ARGS(forge_path(report, source->path)), 0,
                        SLICE_ARGS(finding->pointer), 0, SLICE_ARGS(line));
}

static void number(const struct report *report, struct map *counts, struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        slice key = key_of(report, &findings->items[i], 0);
        size_t *count = map_get(counts, key);
        if (!count) {
            count = ARENA_NEW(report->arena, size_t);
            map_put(counts, key, count);
        }
        findings->items[i].ordinal = (uint32_t)++ * count;
    }
}

void forge_number(struct report *report)
{
    struct map *counts = map_new(report->arena);
    number(report, counts, &report->findings);
    number(report, counts, &report->suppressed);
}

slice forge_fingerprint(const struct report *report, const struct finding *finding)
{
    uint32_t ordinal = finding->ordinal > 1 ? finding->ordinal : 0;
    return uuid_of_name(report->arena, key_of(report, finding, ordinal));
}
