/* The reader's loop. In: a laid-out text. Out: the document: values, errors, validity. */
#include "json/reader.h"

#include <stdint.h>

const unsigned char reader_classes[256] = {
    [' '] = BYTE_BLANK, ['\t'] = BYTE_BLANK, ['\n'] = BYTE_BLANK, ['\r'] = BYTE_BLANK,
    ['{'] = BYTE_OPEN,  ['['] = BYTE_OPEN,   ['}'] = BYTE_CLOSE,  [']'] = BYTE_CLOSE,
    [','] = BYTE_COMMA, [':'] = BYTE_COLON,  ['"'] = BYTE_QUOTE,
};

const struct hole *reader_hole(const struct reader *reader, uint32_t offset)
{
    const struct flat_piece *place = flat_piece_at(reader->flat, offset);
    return place ? piece_hole(place->piece) : NULL;
}

static uint32_t end_of_comment(const struct reader *reader)
{
    slice rest = reader_slice(reader, reader->at, reader->length);
    if (rest.data[1] == '/') {
        return reader->at + (uint32_t)slice_find_byte(rest, '\n');
    }
    uint32_t at = reader->at + 2;
    for (;;) {
        const char *from = reader->bytes + at;
        const char *star = memchr(from, '*', reader->length - at);
        if (!star || star + 1 == reader->bytes + reader->length) {
            return reader->length;
        }
        at += (uint32_t)(star - from) + 1;
        if (reader->bytes[at] == '/') {
            return at + 1;
        }
    }
}

static bool is_comment(const struct reader *reader)
{
    uint32_t at = reader->at;
    return at + 1 < reader->length && reader->bytes[at] == '/' &&
           (reader->bytes[at + 1] == '/' || reader->bytes[at + 1] == '*');
}

void reader_skip_blanks(struct reader *reader)
{
    reader->at = reader_after_blanks(reader, reader->at);
    while (is_comment(reader)) {
        uint32_t end = end_of_comment(reader);
        reader_tell(reader, JSON_COMMENT, reader->at, end);
        reader->at = reader_after_blanks(reader, end);
    }
}

/* RFC 8259, section 8.1: a text must not begin with U+FEFF. */
static void skip_byte_order_mark(struct reader *reader)
{
    static const char mark[] = "\xEF\xBB\xBF";
    slice text = reader_slice(reader, 0, reader->length);
    if (slice_starts_with(text, slice_from(mark))) {
        reader_tell(reader, JSON_BYTE_ORDER_MARK, 0, 3);
        reader->at = 3;
    }
}

static void read_token(struct reader *reader)
{
    switch (reader_class(reader, reader->at)) {
    case BYTE_OPEN:
        reader_open(reader);
        break;
    case BYTE_CLOSE:
        reader_close(reader);
        break;
    case BYTE_COMMA:
        reader_comma(reader);
        break;
    case BYTE_COLON:
        reader_colon(reader);
        break;
    case BYTE_QUOTE:
        reader_string(reader);
        break;
    default:
        reader_word(reader);
    }
}

static void read_text(struct reader *reader)
{
    skip_byte_order_mark(reader);
    for (;;) {
        reader->touches_hole = reader->after_hole;
        reader_skip_blanks(reader);
        if (reader->at == reader->length || reader->stopped) {
            break;
        }
        reader->after_hole = false;
        read_token(reader);
    }
    reader_close_all(reader);
    if (!reader->has_root) {
        reader->root = value_unknown(reader, reader->length, reader->length);
        if (!reader->absence_told) {
            reader_tell(reader, JSON_EMPTY, reader->length, reader->length);
        }
    }
}

static enum json_validity validity(const struct reader *reader)
{
    bool broken = reader->broken || reader->error_count > 0;
    bool certainly = reader->certainly_broken;
    for (uint32_t i = 0; i < reader->error_count; i++) {
        certainly |= reader->errors[i].certain;
    }
    if (certainly) {
        return JSON_INVALID;
    }
    return broken || reader->may_break ? JSON_UNKNOWN : JSON_VALID;
}

static const struct json_error *copy_errors(const struct reader *reader)
{
    size_t size = reader->error_count * sizeof *reader->errors;
    return size ? memcpy(arena_alloc(reader->arena, size), reader->errors, size) : NULL;
}

/* As a rule no more members, or items, wait at a time. */
enum { WAITING_MAX = 32 };

struct room {
    struct member members[WAITING_MAX];
    struct value items[WAITING_MAX];
};

static void start(struct reader *reader, struct arena *arena, const struct flat_text *flat,
                  struct room *room)
{
    memset(reader, 0, offsetof(struct reader, errors)); /* large: up to its arrays only */
    reader->arena = arena;
    reader->flat = flat;
    reader->bytes = flat->bytes.length > 0 ? flat->bytes.data : "";
    reader->length =
        flat->bytes.length < UINT32_MAX ? (uint32_t)flat->bytes.length : UINT32_MAX - 1;
    reader->due = DUE_VALUE;
    for (size_t i = 0; i < CLOSER_COUNT; i++) {
        reader->closers[i].from = UINT32_MAX;
    }
    reader->members = (struct waiting){.first = room->members, .capacity = WAITING_MAX};
    reader->items = (struct waiting){.first = room->items, .capacity = WAITING_MAX};
}

static void finish(struct reader *reader)
{
    waiting_free(&reader->members);
    waiting_free(&reader->items);
}

struct json_document json_read(struct arena *arena, const struct flat_text *flat)
{
    struct room room;
    struct reader reader;
    start(&reader, arena, flat, &room);
    if (flat->hole_count > 0 || !reader_read_plain(&reader)) {
        finish(&reader);
        start(&reader, arena, flat, &room);
        read_text(&reader);
    }
    finish(&reader);
    return (struct json_document){
        .root = reader.root,
        .errors = copy_errors(&reader),
        .error_count = reader.error_count,
        .validity = validity(&reader),
    };
}
