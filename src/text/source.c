/* Source files and their line index. In: a path and bytes. Out: positions and lines. */
#include "text/source.h"

#include "base/utf8.h"
#include "base/vector.h"

struct source *source_new(struct arena *arena, const char *path, slice bytes)
{
    struct source *source = ARENA_NEW(arena, struct source);
    VECTOR(uint32_t) starts = {0};
    VECTOR_PUSH(arena, &starts, 0);
    for (size_t at = slice_find_byte(bytes, '\n'); at < bytes.length;) {
        at++;
        VECTOR_PUSH(arena, &starts, (uint32_t)at);
        at += slice_find_byte(slice_sub(bytes, at, bytes.length), '\n');
    }
    *source = (struct source){path, bytes, starts.items, starts.count};
    return source;
}

/* Which line, from 0, the byte at `offset` stands in. */
static size_t line_index(const struct source *source, uint32_t offset)
{
    size_t low = 0;
    size_t high = source->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->line_starts[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

struct position source_position(const struct source *source, uint32_t offset)
{
    if (offset > source->bytes.length) {
        offset = (uint32_t)source->bytes.length;
    }
    size_t line = line_index(source, offset);
    slice before = slice_sub(source->bytes, source->line_starts[line], offset);
    return (struct position){(uint32_t)line + 1, (uint32_t)utf8_count(before) + 1};
}

slice source_line(const struct source *source, uint32_t offset)
{
    size_t start = source->line_starts[line_index(source, offset)];
    slice rest = slice_sub(source->bytes, start, source->bytes.length);
    slice line = slice_sub(rest, 0, slice_find_byte(rest, '\n'));
    return slice_ends_with(line, SLICE("\r")) ? slice_sub(line, 0, line.length - 1) : line;
}
