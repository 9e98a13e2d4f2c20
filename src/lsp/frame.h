/* The framing of messages (LSP 3.17, "Base Protocol"): a header that says how long the content is,
 * an empty line, the content.
 *
 * A client may send anything. What is no header, or announces more than FRAME_CONTENT_MAX, is told
 * once, and what follows is thrown away up to the next header, so that no more is ever held than
 * one content. */
#ifndef PAYLINT_LSP_FRAME_H
#define PAYLINT_LSP_FRAME_H

#include "base/slice.h"

enum {
    FRAME_HEADER_MAX = 8 * 1024,
    FRAME_CONTENT_MAX = 64 * 1024 * 1024,
};

struct frame_reader;

struct frame_reader *frame_reader_new(void);
void frame_reader_free(struct frame_reader *reader);

/* Appends what has been read. All frames that are whole should be taken before the next call. */
void frame_put(struct frame_reader *reader, slice bytes);

enum frame_kind {
    FRAME_NONE,      /* none is whole yet */
    FRAME_CONTENT,   /* `*content`, which lives until the next call of any function here */
    FRAME_NO_HEADER, /* no header with a Content-Length, or one of another charset than UTF-8 */
    FRAME_TOO_LARGE,
};

enum frame_kind frame_take(struct frame_reader *reader, slice *content);

/* How many bytes of memory the reader holds. */
size_t frame_capacity(const struct frame_reader *reader);

#endif
