/* Streams into memory. In: what is written. Out: the same bytes. Without memory the program ends,
 * as it does for arenas. */
#define _GNU_SOURCE /* fopencookie */
#include "base/memory_stream.h"

#include "base/arena.h"

static ssize_t keep(void *context, const char *bytes, size_t length)
{
    struct memory_stream *stream = context;
    if (length > stream->capacity - stream->length) {
        stream->capacity = 2 * stream->capacity + length;
        stream->bytes = memory_resize(stream->bytes, stream->capacity);
    }
    memcpy(stream->bytes + stream->length, bytes, length);
    stream->length += length;
    return (ssize_t)length;
}

void memory_stream_open(struct memory_stream *stream)
{
    *stream = (struct memory_stream){0};
    stream->out = fopencookie(stream, "w", (cookie_io_functions_t){.write = keep});
    if (!stream->out) {
        memory_is_out();
    }
}

void memory_stream_close(struct memory_stream *stream)
{
    fclose(stream->out);
    stream->out = NULL;
}
