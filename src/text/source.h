/* Source files: their bytes, where lines begin, and places in them. */
#ifndef PAYLINT_TEXT_SOURCE_H
#define PAYLINT_TEXT_SOURCE_H

#include "base/arena.h"
#include "base/slice.h"

#include <stdint.h>

/* A larger file is not read: offsets are 32 bits wide, and no script is that long. */
#define SOURCE_SIZE_MAX ((size_t)256 * 1024 * 1024)

/* How many code points of its line stand before a byte: so that a position in a long line is found
 * without counting all of it. */
struct column_mark {
    uint32_t offset;
    uint32_t column; /* from 0 */
};

struct source {
    const char *path; /* as the user named it; NUL-terminated */
    slice bytes;
    const uint32_t *line_starts; /* offset of each line's first byte */
    size_t line_count;
    const struct column_mark *marks; /* by ascending offset; in long lines only */
    size_t mark_count;
    uint32_t lines_before; /* lines of the file before the bytes: a source may be a part of one */
};

/* A place in a source: the bytes from `start` up to `end`. */
struct span {
    const struct source *source;
    uint32_t start;
    uint32_t end;
};

/* A position as people count: both from 1, columns in Unicode code points. */
struct position {
    uint32_t line;
    uint32_t column;
};

/* A source over `bytes` (at most SOURCE_SIZE_MAX of them). `path` and `bytes` are not copied and
 * must live as long as the arena. */
struct source *source_new(struct arena *arena, const char *path, slice bytes);

/* The position of the byte at `offset`; past the end, that of the end. */
struct position source_position(const struct source *source, uint32_t offset);

/* The offset of the first byte of the line that the byte at `offset` stands in. */
uint32_t source_line_start(const struct source *source, uint32_t offset);

/* The line that the byte at `offset` stands in, without its newline. */
slice source_line(const struct source *source, uint32_t offset);

static inline slice span_bytes(struct span span)
{
    return slice_sub(span.source->bytes, span.start, span.end);
}

static inline bool span_equal(struct span a, struct span b)
{
    return a.source == b.source && a.start == b.start && a.end == b.end;
}

#endif
