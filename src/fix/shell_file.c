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

static void read_regions(struct fixer *fixer, struct shell_file *file)
{
    struct regions regions = {0};
    struct shell_problems problems = {0};
    host_find_regions(fixer->arena, file->source, &regions);
    struct shell_region *read = ARENA_ARRAY(fixer->arena, struct shell_region, regions.count);
    for (size_t i = 0; i < regions.count; i++) {
        read[i].view = regions.items[i].view;
        read[i].script = shell_lex(fixer->arena, read[i].view, &problems);
        read[i].tree = shell_parse(fixer->parser, fixer->arena, read[i].script, &problems);
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
    if (!is_data(fixer->arena, source)) {
        read_regions(fixer, file);
    }
    VECTOR_PUSH(fixer->arena, &fixer->files, file);
    return file;
}
