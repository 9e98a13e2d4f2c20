/* A stream into memory that is all there in the end: what open_memstream(3) has no memory for it
 * leaves out, and says nothing. */
#ifndef PAYLINT_BASE_MEMORY_STREAM_H
#define PAYLINT_BASE_MEMORY_STREAM_H

#include <stdio.h>

struct memory_stream {
    FILE *out;
    char *bytes; /* the caller's to free; whole once it is closed */
    size_t length;
    size_t capacity;
};

/* `stream` must stay where it is until it is closed. */
void memory_stream_open(struct memory_stream *stream);
void memory_stream_close(struct memory_stream *stream);

#endif
