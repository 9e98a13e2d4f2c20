/* Source files and their line index. In: a path and bytes. Out: positions and lines. */
#include "text/source.h"

#include "base/utf8.h"
#include "base/vector.h"

/* A mark stands about this many bytes after the one before. */
enum { MARK_DISTANCE = 4096 };

struct marks {
    struct column_mark *items;
    size_t count;
    size_t capacity;
};

static void mark_line(struct arena *arena, slice bytes, uint32_t start, uint32_t end,
                      struct marks *marks)
{
    uint32_t column = 0;
    for (uint32_t at = start; end - at > MARK_DISTANCE;) {
        uint32_t stop = at + MARK_DISTANCE;
        while (at < stop) {
            size_t length;
            utf8_decode(slice_sub(bytes, at, end), &length);
            at += (uint32_t)length;
            column++;
        }
        struct column_mark mark = {at, column};
        VECTOR_PUSH(arena, marks, mark);
    }
}

struct source *source_new(struct arena *arena, const char *path, slice bytes)
{
    struct source *source = ARENA_NEW(arena, struct source);
    VECTOR(uint32_t) starts = {0};
    struct marks marks = {0};
    VECTOR_PUSH(arena, &starts, 0);
    for (size_t at = 0; at < bytes.length;) {
        size_t end = at + slice_find_byte(slice_sub(bytes, at, bytes.length), '\n');
        mark_line(arena, bytes, (uint32_t)at, (uint32_t)end, &marks);
        at = end + 1;
        if (end < bytes.length) {
            VECTOR_PUSH(arena, &starts, (uint32_t)at);
        }
    }
    *source = (struct source){path, bytes, starts.items, starts.count, marks.items, marks.count, 0};
    return source;
}

/* The last mark that stands at or before `offset` and not before `start`; the start itself where
 * there is none. */
static struct column_mark mark_before(const struct source *source, uint32_t start, uint32_t offset)
{
    size_t low = 0;
    size_t high = source->mark_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (source->marks[middle].offset <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low > 0 && source->marks[low - 1].offset >= start;
    return found ? source->marks[low - 1] : (struct column_mark){start, 0};
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
    struct column_mark mark = mark_before(source, source->line_starts[line], offset);
    slice before = slice_sub(source->bytes, mark.offset, offset);
    uint32_t column = mark.column + (uint32_t)utf8_count(before) + 1;
    return (struct position){source->lines_before + (uint32_t)line + 1, column};
}

uint32_t source_line_start(const struct source *source, uint32_t offset)
{
    return source->line_starts[line_index(source, offset)];
}

slice source_line(const struct source *source, uint32_t offset)
{
    size_t start = source_line_start(source, offset);
    slice rest = slice_sub(source->bytes, start, source->bytes.length);
    slice line = slice_sub(rest, 0, slice_find_byte(rest, '\n'));
    return slice_ends_with(line, SLICE("\r")) ? slice_sub(line, 0, line.length - 1) : line;
}
