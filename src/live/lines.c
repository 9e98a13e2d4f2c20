/* Blocks of lines. In: a descriptor, which may be a pipe or a terminal. Out: whole lines. */
#include "live/lines.h"

#include "base/arena.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Small enough to be judged while it is in a core's own cache. */
enum { BLOCK_SIZE = 128 * 1024 };

/* Room for the longest line and its newline. */
enum { LINE_ROOM = LINE_LENGTH_MAX + 1 };

void line_block_free(struct line_block *block)
{
    free(block->bytes);
    *block = (struct line_block){0};
}

void lines_free(struct line_stream *stream)
{
    line_block_free(&stream->rest);
}

static void block_reserve(struct line_block *block, size_t capacity)
{
    if (capacity > block->capacity) {
        char *bytes = memory_alloc(capacity);
        if (block->length > 0) {
            memcpy(bytes, block->bytes, block->length);
        }
        free(block->bytes);
        block->bytes = bytes;
        block->capacity = capacity;
    }
}

/* Room for more; false where the line in it is too long already. */
static bool block_grow(struct line_block *block)
{
    if (block->length == block->capacity) {
        block_reserve(block, block->capacity * 2 < LINE_ROOM ? block->capacity * 2 : LINE_ROOM);
    }
    return block->length < block->capacity;
}

static uint32_t count_newlines(const char *bytes, size_t length)
{
    uint32_t count = 0;
    const char *end = bytes + length;
    while (bytes < end && (bytes = memchr(bytes, '\n', (size_t)(end - bytes)))) {
        bytes++;
        count++;
    }
    return count;
}

/* The length of the whole lines in `bytes`. */
static size_t whole_length(const char *bytes, size_t length)
{
    while (length > 0 && bytes[length - 1] != '\n') {
        length--;
    }
    return length;
}

/* Reads once behind what is in the block. False: there is no more. */
static bool read_once(struct line_stream *stream, struct line_block *block)
{
    ssize_t count;
    do {
        count =
            read(stream->descriptor, block->bytes + block->length, block->capacity - block->length);
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        error_report(stream->errors, stream->path, 0, 0, "can't read this: %s", strerror(errno));
        block->length = whole_length(block->bytes, block->length);
    }
    stream->is_over = count <= 0;
    block->length += count > 0 ? (size_t)count : 0;
    return count > 0;
}

/* Drops the line that fills the block, and what follows of it. */
static void skip_line(struct line_stream *stream, struct line_block *block)
{
    const char *newline = NULL;
    error_report(stream->errors, stream->path, (size_t)block->lines_before + 1, 0,
                 "this line is longer than %d MiB and isn't judged",
                 LINE_LENGTH_MAX / (1024 * 1024));
    do {
        block->length = 0;
        if (!read_once(stream, block)) {
            return;
        }
        newline = memchr(block->bytes, '\n', block->length);
    } while (!newline);
    size_t dropped = (size_t)(newline - block->bytes) + 1;
    block->length -= dropped;
    block->lines_before++;
    memmove(block->bytes, newline + 1, block->length);
}

static void drop_byte_order_mark(struct line_stream *stream, struct line_block *block)
{
    slice mark = SLICE("\xEF\xBB\xBF");
    slice bytes = {block->bytes, block->length};
    if (!stream->is_started && slice_starts_with(bytes, mark)) {
        block->length -= mark.length;
        memmove(block->bytes, block->bytes + mark.length, block->length);
    }
    stream->is_started = true;
}

/* What has no end yet is for the next block. */
static void keep_rest(struct line_stream *stream, struct line_block *block, size_t whole)
{
    struct line_block *rest = &stream->rest;
    rest->length = 0;
    block_reserve(rest, block->length - whole);
    rest->length = block->length - whole;
    if (rest->length > 0) {
        memcpy(rest->bytes, block->bytes + whole, rest->length);
    }
    rest->lines_before = block->lines_before + count_newlines(block->bytes, whole);
    block->length = whole;
}

static void take_rest(struct line_stream *stream, struct line_block *block)
{
    struct line_block *rest = &stream->rest;
    if (block->capacity > (size_t)2 * BLOCK_SIZE) {
        line_block_free(block);
    }
    block->length = 0;
    block_reserve(block,
                  rest->length + BLOCK_SIZE < LINE_ROOM ? rest->length + BLOCK_SIZE : LINE_ROOM);
    if (rest->length > 0) {
        memcpy(block->bytes, rest->bytes, rest->length);
    }
    block->length = rest->length;
    block->lines_before = rest->lines_before;
    rest->length = 0;
}

bool lines_read(struct line_stream *stream, struct line_block *block)
{
    take_rest(stream, block);
    while (!stream->is_over) {
        size_t before = block->length;
        if (!block_grow(block)) {
            skip_line(stream, block);
            before = 0;
        } else if (!read_once(stream, block)) {
            break;
        }
        size_t fresh = whole_length(block->bytes + before, block->length - before);
        if (fresh > 0) {
            drop_byte_order_mark(stream, block);
            keep_rest(stream, block, whole_length(block->bytes, block->length));
            return true;
        }
    }
    drop_byte_order_mark(stream, block);
    return block->length > 0;
}

bool line_next(slice *rest, slice *line)
{
    if (rest->length == 0) {
        return false;
    }
    const char *newline = memchr(rest->data, '\n', rest->length);
    size_t length = newline ? (size_t)(newline - rest->data) : rest->length;
    *line = slice_sub(*rest, 0, length);
    *rest = slice_sub(*rest, newline ? length + 1 : length, rest->length);
    return true;
}
