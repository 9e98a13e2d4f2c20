/* Files as shell, for fixing. In: a source. Out: its regions with tokens and trees. */
#include "fix/fixer.h"

/* A file that isn't shell: the repository's own JSON, or a template of it. */
static bool is_data(struct arena *arena, const struct source *source)
{
    static const char *const endings[] = {".json", ".jsonl", ".ndjson"};
    slice path = slice_from(source->path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (slice_ends_with(path, slice_from(endings[i]))) {
            return true;
        }
    }
    slice start = slice_trim(source->bytes);
    if (start.length == 0 || !strchr("{[\"", start.data[0])) {
        return false;
    }
    struct flat_text flat = flat_of_bytes(source->bytes);
    return json_read(arena, &flat).validity == JSON_VALID;
}

/* `#!/bin/sh`, and not the line of a shell that knows more. */
static bool is_posix(const struct source *source)
{
    slice line = slice_sub(source->bytes, 0, slice_find_byte(source->bytes, '\n'));
    slice words = slice_trim(line);
    return slice_starts_with(line, SLICE("#!")) &&
           (slice_ends_with(words, SLICE("/sh")) || slice_ends_with(words, SLICE(" sh")) ||
            slice_find(words, SLICE("/sh ")) < words.length ||
            slice_find(words, SLICE("dash")) < words.length);
}

static bool has(const struct source *source, slice bytes)
{
    return slice_find(source->bytes, bytes) < source->bytes.length;
}

/* The bytes of the file from the first that the view stands for up to the last. */
static void find_extent(struct shell_region *region)
{
    const struct view *view = region->view;
    struct span all = view_place(view, 0);
    for (size_t i = 1; i < view->segment_count; i++) {
        struct span place = view_place(view, i);
        all.start = place.start < all.start ? place.start : all.start;
        all.end = place.end > all.end ? place.end : all.end;
    }
    region->start = all.start;
    region->end = all.end;
}

static void read_region(struct fixer *fixer, const struct view *view, struct shell_region *region)
{
    struct shell_problems problems = {0};
    region->view = view;
    find_extent(region);
    region->script = shell_lex(fixer->arena, view, &problems);
    const struct shell_tree *tree =
        shell_parse(fixer->parser, fixer->arena, region->script, &problems);
    region->outline = outline_new(fixer->arena, tree);
    for (size_t i = 0; i < region->script->token_count; i++) {
        const struct token *token = &region->script->tokens[i];
        const struct redirect *redirect = token_redirect(token);
        if (redirect && redirect->heredoc) {
            VECTOR_PUSH(fixer->arena, &region->openers, token);
        }
    }
}

static void read_regions(struct fixer *fixer, struct shell_file *file)
{
    struct regions regions = {0};
    file->is_in_order = true;
    host_find_regions(fixer->arena, file->source, &regions);
    struct shell_region *read = ARENA_ARRAY(fixer->arena, struct shell_region, regions.count);
    for (size_t i = 0; i < regions.count; i++) {
        read_region(fixer, regions.items[i].view, &read[i]);
        file->is_in_order &=
            i == 0 || (read[i].start >= read[i - 1].start && read[i].end >= read[i - 1].end);
    }
    file->regions = read;
    file->region_count = regions.count;
}

const struct shell_file *fixer_file(struct fixer *fixer, const struct source *source)
{
    for (size_t i = 0; i < fixer->files.count; i++) {
        if (fixer->files.items[i]->source == source) {
            return fixer->files.items[i];
        }
    }
    struct shell_file *file = ARENA_NEW(fixer->arena, struct shell_file);
    file->source = source;
    file->is_posix = is_posix(source);
    file->sets_pipefail = has(source, SLICE("pipefail"));
    file->lowers_by_expansion = has(source, SLICE(",,}"));
    file->names = names_read(fixer->arena, source->bytes);
    if (!is_data(fixer->arena, source)) {
        read_regions(fixer, file);
    }
    VECTOR_PUSH(fixer->arena, &fixer->files, file);
    return file;
}

struct view_range regions_touching(const struct shell_file *file, uint32_t start, uint32_t end)
{
    struct view_range range = {0, file->region_count};
    if (!file->is_in_order) {
        return range;
    }
    for (size_t high = range.end; range.first < high;) {
        size_t middle = range.first + (high - range.first) / 2;
        if (file->regions[middle].end < start) {
            range.first = middle + 1;
        } else {
            high = middle;
        }
    }
    for (size_t low = range.first; low < range.end;) {
        size_t middle = low + (range.end - low) / 2;
        if (file->regions[middle].start > end) {
            range.end = middle;
        } else {
            low = middle + 1;
        }
    }
    return range;
}
