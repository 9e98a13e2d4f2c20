/* Baselines. In: a file, or findings. Out: which findings are known, or a file. */
#include "cli/baseline.h"

#include "base/file.h"
#include "base/new_file.h"
#include "report/json_output.h"

#include <stdlib.h>

enum { BASELINE_VERSION = 1, FILE_SIZE_MAX = 64 * 1024 * 1024 };

/* What a finding is known by. */
struct entry {
    slice path;
    slice rule;
    slice message;
    slice line;
    size_t count;
};

struct baseline {
    struct arena *arena;
    slice folder; /* absolute, ends with a slash */
    struct map *entries;
};

/* ---- Keys ---- */

static slice real_folder(struct arena *arena, slice path)
{
    const char *name = path.length > 0 ? arena_cstring(arena, path) : ".";
    slice real;
    if (!file_real_path(arena, name, &real)) {
        return path;
    }
    return arena_printf(arena, "%.*s%s", SLICE_ARGS(real), slice_is(real, "/") ? "" : "/");
}

static slice folder_of(struct arena *arena, const char *path)
{
    slice whole = slice_from(path);
    return real_folder(arena, slice_sub(whole, 0, whole.length - slice_basename(whole).length));
}

/* The path as seen from `folder`: "../lib/a.sh". */
static slice path_from(struct arena *arena, slice folder, const char *path)
{
    slice absolute = arena_printf(arena, "%.*s%.*s", SLICE_ARGS(folder_of(arena, path)),
                                  SLICE_ARGS(slice_basename(slice_from(path))));
    size_t common = 0;
    for (size_t i = 0; i < folder.length && i < absolute.length; i++) {
        if (folder.data[i] != absolute.data[i]) {
            break;
        }
        common = folder.data[i] == '/' ? i + 1 : common;
    }
    slice relative = slice_sub(absolute, common, absolute.length);
    for (size_t i = common; i < folder.length; i++) {
        if (folder.data[i] == '/') {
            relative = arena_printf(arena, "../%.*s", SLICE_ARGS(relative));
        }
    }
    return relative;
}

static struct entry entry_of(struct arena *arena, slice folder, const struct finding *finding)
{
    const struct source *source = finding->span.source;
    return (struct entry){
        .path = output_valid(arena, path_from(arena, folder, source->path)),
        .rule = finding->rule->id,
        .message = output_valid(arena, finding->message),
        .line = output_valid(arena, slice_trim(source_line(source, finding->span.start))),
        .count = 1,
    };
}

/* The parts hold no NUL but in a line of a binary file, where a clash does no harm. */
static slice key_of(struct arena *arena, const struct entry *entry)
{
    return arena_printf(arena, "%.*s%c%.*s%c%.*s%c%.*s", SLICE_ARGS(entry->path), 0,
                        SLICE_ARGS(entry->rule), 0, SLICE_ARGS(entry->message), 0,
                        SLICE_ARGS(entry->line));
}

static struct entry *entry_find(struct arena *arena, struct map *entries, const struct entry *entry)
{
    return map_get(entries, key_of(arena, entry));
}

/* ---- Reading ---- */

static void read_entry(struct baseline *baseline, const struct config_file *file,
                       const struct value *object)
{
    static const char *const keys[] = {"path", "rule", "message", "line", "count", NULL};
    uint64_t count = 1;
    struct entry *entry = ARENA_NEW(baseline->arena, struct entry);
    config_check_keys(file, object, keys);
    config_count(file, object, "count", UINT32_MAX, &count);
    *entry = (struct entry){
        .path = config_string(file, object, "path"),
        .rule = config_string(file, object, "rule"),
        .message = config_string(file, object, "message"),
        .line = config_string(file, object, "line"),
        .count = (size_t)count,
    };
    struct entry *known = entry_find(baseline->arena, baseline->entries, entry);
    if (known) {
        known->count += entry->count;
    } else {
        map_put(baseline->entries, key_of(baseline->arena, entry), entry);
    }
}

struct baseline *baseline_read(struct arena *arena, const char *path, struct error_sink *errors)
{
    static const char *const keys[] = {"version", "findings", NULL};
    struct config_file file;
    slice bytes;
    uint64_t version = 0;
    const char *why = file_read(arena, path, FILE_SIZE_MAX, &bytes);
    if (why) {
        error_report(errors, path, 0, 0, "can't read this baseline: %s", why);
        return NULL;
    }
    size_t before = errors->count;
    struct baseline *baseline = ARENA_NEW(arena, struct baseline);
    *baseline = (struct baseline){arena, folder_of(arena, path), map_new(arena)};
    if (!config_read(&file, arena, path, bytes, errors)) {
        return NULL;
    }
    config_check_keys(&file, &file.root, keys);
    if (!config_count(&file, &file.root, "version", BASELINE_VERSION, &version) || version == 0) {
        config_error(&file, 0, "this is no baseline that this version of paylint knows");
        return NULL;
    }
    const struct value *findings = config_member(&file, &file.root, "findings", VALUE_ARRAY);
    for (uint32_t i = 0; findings && i < findings->count; i++) {
        read_entry(baseline, &file, &findings->items[i]);
    }
    return errors->count == before ? baseline : NULL;
}

static struct entry *known_entry(struct baseline *baseline, const struct finding *finding)
{
    struct entry entry = entry_of(baseline->arena, baseline->folder, finding);
    struct entry *known = entry_find(baseline->arena, baseline->entries, &entry);
    return known && known->count > 0 ? known : NULL;
}

bool baseline_has(struct baseline *baseline, const struct finding *finding)
{
    return known_entry(baseline, finding) != NULL;
}

bool baseline_takes(struct baseline *baseline, const struct finding *finding)
{
    struct entry *known = known_entry(baseline, finding);
    if (!known) {
        return false;
    }
    known->count--;
    return true;
}

/* ---- Writing ---- */

static int compare_slices(slice a, slice b)
{
    size_t length = a.length < b.length ? a.length : b.length;
    int order = length > 0 ? memcmp(a.data, b.data, length) : 0;
    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *first = *(struct entry *const *)a;
    const struct entry *second = *(struct entry *const *)b;
    int order = compare_slices(first->path, second->path);
    order = order != 0 ? order : compare_slices(first->rule, second->rule);
    order = order != 0 ? order : compare_slices(first->message, second->message);
    return order != 0 ? order : compare_slices(first->line, second->line);
}

static void add_entry(struct arena *arena, cJSON *array, const struct entry *entry)
{
    cJSON *object = output_add_object(array, NULL);
    output_add_slice(arena, object, "path", entry->path);
    output_add_slice(arena, object, "rule", entry->rule);
    output_add_slice(arena, object, "message", entry->message);
    output_add_slice(arena, object, "line", entry->line);
    cJSON_AddNumberToObject(object, "count", (double)entry->count);
}

bool baseline_write(struct arena *arena, const char *path, const struct findings *findings,
                    struct error_sink *errors)
{
    slice folder = folder_of(arena, path);
    struct map *entries = map_new(arena);
    VECTOR(struct entry *) sorted = {0};
    for (size_t i = 0; i < findings->count; i++) {
        struct entry *entry = ARENA_NEW(arena, struct entry);
        *entry = entry_of(arena, folder, &findings->items[i]);
        struct entry *known = entry_find(arena, entries, entry);
        if (known) {
            known->count++;
            continue;
        }
        map_put(entries, key_of(arena, entry), entry);
        VECTOR_PUSH(arena, &sorted, entry);
    }
    if (sorted.count > 0) {
        qsort(sorted.items, sorted.count, sizeof *sorted.items, compare_entries);
    }
    cJSON *document = cJSON_CreateObject();
    cJSON_AddNumberToObject(document, "version", BASELINE_VERSION);
    cJSON *array = output_add_array(document, "findings");
    for (size_t i = 0; i < sorted.count; i++) {
        add_entry(arena, array, sorted.items[i]);
    }
    struct new_file file;
    const char *why = new_file_begin(&file, arena, path);
    if (!why) {
        output_print_lines(document, file.out);
        why = new_file_finish(&file);
    } else {
        cJSON_Delete(document);
    }
    if (why) {
        error_report(errors, path, 0, 0, "can't write this baseline: %s", why);
    }
    return !why;
}
