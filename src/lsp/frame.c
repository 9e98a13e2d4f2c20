/* Framing. In: bytes as they come. Out: contents of messages, and what is no message. */
#include "lsp/frame.h"

#include "base/arena.h"
#include "base/ascii.h"

#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

/* A buffer that was made for a larger content is given back once it is empty. */
enum { CAPACITY_KEPT = 1024 * 1024 };

struct frame_reader {
    char *bytes;
    size_t start; /* of what has not been taken */
    size_t end;
    size_t capacity;
    bool has_length; /* a header has been taken, and announces `length` bytes */
    size_t length;
    bool is_lost; /* the next header is looked for */
};

static const slice length_name = {"Content-Length:", 15};
static const slice type_name = {"Content-Type:", 13};

struct frame_reader *frame_reader_new(void)
{
    struct frame_reader *reader = memory_alloc(sizeof *reader);
    *reader = (struct frame_reader){0};
    return reader;
}

void frame_reader_free(struct frame_reader *reader)
{
    free(reader->bytes);
    free(reader);
}

static slice rest_of(const struct frame_reader *reader)
{
    slice all = {reader->bytes, reader->end};
    return slice_sub(all, reader->start, reader->end);
}

/* Moves what is left to the beginning, into a smaller buffer where that is enough. */
static void make_room(struct frame_reader *reader, size_t length)
{
    slice rest = rest_of(reader);
    size_t wanted = rest.length + length;
    bool shrinks = reader->capacity > CAPACITY_KEPT && wanted <= CAPACITY_KEPT / 2;
    if (wanted > reader->capacity / 2 || shrinks) {
        size_t capacity = wanted * 2;
        char *bytes = memory_alloc(capacity);
        if (rest.length > 0) {
            memcpy(bytes, rest.data, rest.length);
        }
        free(reader->bytes);
        reader->bytes = bytes;
        reader->capacity = capacity;
    } else if (rest.length > 0) {
        memmove(reader->bytes, rest.data, rest.length);
    }
    reader->start = 0;
    reader->end = rest.length;
}

void frame_put(struct frame_reader *reader, slice bytes)
{
    bool is_empty = reader->start == reader->end;
    if (reader->end + bytes.length > reader->capacity ||
        (is_empty && reader->capacity > CAPACITY_KEPT)) {
        make_room(reader, bytes.length);
    }
    if (bytes.length > 0) {
        memcpy(reader->bytes + reader->end, bytes.data, bytes.length);
        reader->end += bytes.length;
    }
}

/* ---- Headers ---- */

static bool has_name(slice line, slice name)
{
    return slice_equal_in_any_case(slice_sub(line, 0, name.length), name);
}

/* A line up to its end, which is left out; false where it doesn't end yet. */
static bool take_line(slice *rest, slice *line)
{
    size_t end = slice_find_byte(*rest, '\n');
    if (end == rest->length) {
        return false;
    }
    *line = slice_sub(*rest, 0, end);
    if (slice_ends_with(*line, SLICE("\r"))) {
        *line = slice_sub(*line, 0, line->length - 1);
    }
    *rest = slice_sub(*rest, end + 1, rest->length);
    return true;
}

/* False where it is no number. One that is too large becomes one that is larger than any content.
 */
static bool read_length(slice digits, size_t *length)
{
    digits = slice_trim(digits);
    *length = 0;
    for (size_t i = 0; i < digits.length; i++) {
        if (!ascii_is_digit(digits.data[i])) {
            return false;
        }
        *length = *length * 10 + (size_t)(digits.data[i] - '0');
        *length = *length > FRAME_CONTENT_MAX ? (size_t)FRAME_CONTENT_MAX + 1 : *length;
    }
    return digits.length > 0;
}

/* "application/vscode-jsonrpc; charset=utf-8", or utf8 for older clients. */
static bool is_utf8(slice type)
{
    for (size_t at = 0; at < type.length; at++) {
        slice name = SLICE("charset=");
        if (has_name(slice_sub(type, at, type.length), name)) {
            slice charset = slice_trim(slice_sub(type, at + name.length, type.length));
            return has_name(charset, SLICE("utf-8")) || has_name(charset, SLICE("utf8")) ||
                   has_name(charset, SLICE("\"utf-8\""));
        }
    }
    return true;
}

static void lose(struct frame_reader *reader, size_t thrown)
{
    reader->start += thrown;
    reader->is_lost = true;
}

/* Takes the header at the beginning. FRAME_CONTENT: it has been taken. */
static enum frame_kind take_header(struct frame_reader *reader)
{
    slice rest = rest_of(reader);
    slice line;
    bool right = true;
    bool has_length = false;
    while (take_line(&rest, &line)) {
        size_t taken = (size_t)(rest.data - (reader->bytes + reader->start));
        if (taken > FRAME_HEADER_MAX) {
            break;
        }
        if (line.length == 0 && taken <= 2) {
            reader->start += taken; /* an empty line before the header: none of a client's */
            continue;
        }
        if (line.length == 0) {
            if (!right || !has_length || reader->length > FRAME_CONTENT_MAX) {
                lose(reader, taken);
                return right && has_length ? FRAME_TOO_LARGE : FRAME_NO_HEADER;
            }
            reader->start += taken;
            reader->has_length = true;
            return FRAME_CONTENT;
        }
        if (has_name(line, length_name)) {
            right = right && !has_length &&
                    read_length(slice_sub(line, length_name.length, line.length), &reader->length);
            has_length = true;
        } else if (has_name(line, type_name)) {
            right = right && is_utf8(line);
        } else {
            right = right && slice_find_byte(line, ':') < line.length;
        }
    }
    rest = rest_of(reader);
    if (rest.length > FRAME_HEADER_MAX) {
        lose(reader, FRAME_HEADER_MAX);
        return FRAME_NO_HEADER;
    }
    return FRAME_NONE;
}

/* Throws away what stands before the next `Content-Length: N` and a line's end: inside JSON that
 * can't stand. False where there is none yet. */
static bool find_header(struct frame_reader *reader)
{
    enum { DIGITS_MAX = 32 }; /* with the blanks round them */
    slice rest = rest_of(reader);
    for (size_t at = 0; at + length_name.length <= rest.length; at++) {
        slice here = slice_sub(rest, at, rest.length);
        if ((here.data[0] | 0x20) != 'c' || !has_name(here, length_name)) {
            continue;
        }
        slice number = slice_sub(here, length_name.length, length_name.length + DIGITS_MAX);
        size_t end = slice_find_byte(number, '\n');
        size_t length;
        if (end == number.length && number.length < DIGITS_MAX) {
            reader->start += at; /* the rest of the line is yet to come */
            return false;
        }
        if (read_length(slice_sub(number, 0, end), &length) && end < number.length) {
            reader->start += at;
            reader->is_lost = false;
            return true;
        }
    }
    if (rest.length >= length_name.length) {
        reader->start = reader->end - (length_name.length - 1);
    }
    return false;
}

enum frame_kind frame_take(struct frame_reader *reader, slice *content)
{
    if (reader->is_lost && !find_header(reader)) {
        return FRAME_NONE;
    }
    if (!reader->has_length) {
        enum frame_kind kind = take_header(reader);
        if (kind != FRAME_CONTENT) {
            return kind;
        }
    }
    slice rest = rest_of(reader);
    if (rest.length < reader->length) {
        return FRAME_NONE;
    }
    *content = slice_sub(rest, 0, reader->length);
    reader->start += reader->length;
    reader->has_length = false;
    return FRAME_CONTENT;
}

size_t frame_capacity(const struct frame_reader *reader)
{
    return reader->capacity;
}
