/* A buffer: bytes that grow at the end, in an arena. Zero it to make it empty. */
#ifndef PAYLINT_BASE_BUFFER_H
#define PAYLINT_BASE_BUFFER_H

#include "base/arena.h"

#include <stdint.h>

struct buffer {
    struct arena *arena; /* where the bytes live; the buffer's maker sets it */
    char *data;
    size_t length;
    size_t capacity;
};

void buffer_append(struct buffer *buffer, slice bytes);
void buffer_append_byte(struct buffer *buffer, char byte);
/* Appends the UTF-8 form of `code_point` (RFC 3629); one past U+10FFFF or a surrogate becomes
 * U+FFFD. */
void buffer_append_utf8(struct buffer *buffer, uint32_t code_point);
void buffer_printf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static inline slice buffer_slice(const struct buffer *buffer)
{
    return (slice){buffer->data, buffer->length};
}

#endif
