/* Buffer: append-only bytes. In: bytes or formats. Out: one contiguous slice. */
#include "base/buffer.h"

#include "base/utf8.h"

void buffer_append(struct buffer *buffer, slice bytes)
{
    if (bytes.length == 0) {
        return;
    }
    size_t wanted = buffer->length + bytes.length;
    if (wanted > buffer->capacity) {
        size_t capacity = buffer->capacity ? buffer->capacity * 2 : 64;
        if (capacity < wanted) {
            capacity = wanted;
        }
        buffer->data = arena_grow(buffer->arena, buffer->data, buffer->length, capacity);
        buffer->capacity = capacity;
    }
    memcpy(buffer->data + buffer->length, bytes.data, bytes.length);
    buffer->length = wanted;
}

void buffer_append_byte(struct buffer *buffer, char byte)
{
    buffer_append(buffer, (slice){&byte, 1});
}

void buffer_append_utf8(struct buffer *buffer, uint32_t code_point)
{
    char bytes[UTF8_MAX];
    size_t length = utf8_encode(code_point, bytes);
    buffer_append(buffer, (slice){bytes, length});
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    slice printed = arena_vprintf(buffer->arena, format, arguments);
    va_end(arguments);
    buffer_append(buffer, printed);
}
