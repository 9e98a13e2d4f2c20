/* A stream of lines, read a block of whole lines at a time: memory doesn't grow with the stream. */
#ifndef PAYLINT_LIVE_LINES_H
#define PAYLINT_LIVE_LINES_H

#include "base/error_sink.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

/* A longer line is told to the errors and left out. Receivers take less: Pub/Sub 10 MB, Kafka 1 MB
 * by default. */
enum { LINE_LENGTH_MAX = 16 * 1024 * 1024 };

/* Whole lines; the last one of a stream may have no newline. All zero at first. */
struct line_block {
    char *bytes;
    size_t length;
    size_t capacity;
    uint32_t lines_before;
};

struct line_stream {
    int descriptor;
    const char *path; /* for errors */
    struct error_sink *errors;
    struct line_block rest; /* the line that had no end yet, and how many lines are before it */
    bool is_started;
    bool is_over;
};

/* Reads what is there, at least one line, into `block`; a byte order mark at the start is dropped.
 * False at the end, or where it can't be read on, which is told to the errors; what was read of a
 * line then is left out. */
bool lines_read(struct line_stream *stream, struct line_block *block);
/* Closes nothing. */
void lines_free(struct line_stream *stream);
void line_block_free(struct line_block *block);

/* The next line in `*rest`, without its newline, in `*line`; false where there is none. */
bool line_next(slice *rest, slice *line);

#endif
