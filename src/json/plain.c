/* The short way through a text that is finished and right, as nearly all messages are: no holes, no
 * mistakes. In: such a text. Out: the same values as the reader's loop makes; whatever isn't the
 * grammar of RFC 8259 to the letter ends it, and the loop then says what. */
#include "base/utf8.h"
#include "json/reader.h"

static inline void skip_blanks(struct reader *reader)
{
    if (reader->at < reader->length && reader_class(reader, reader->at) == BYTE_BLANK) {
        reader->at = reader_after_blanks(reader, reader->at);
    }
}

/* Steps over `byte`, the blanks before it and those behind it. */
static inline bool take_byte(struct reader *reader, char byte)
{
    skip_blanks(reader);
    if (reader->at == reader->length || reader->bytes[reader->at] != byte) {
        return false;
    }
    reader->at++;
    skip_blanks(reader);
    return true;
}

/* Steps over something in a string that isn't plain. */
static bool take_special(struct reader *reader, bool *has_escapes)
{
    slice rest = reader_slice(reader, reader->at, reader->length);
    size_t length;
    if (rest.data[0] == '\\') {
        bool valid;
        reader->at += escape_length(rest, &valid);
        *has_escapes = true;
        return valid;
    }
    if ((unsigned char)rest.data[0] < 0x80 || utf8_decode(rest, &length) == UTF8_INVALID) {
        return false;
    }
    reader->at += (uint32_t)length;
    return true;
}

/* The string whose quote stands at reader->at. */
static bool take_string(struct reader *reader, struct value *value)
{
    uint32_t start = reader->at++;
    bool has_escapes = false;
    for (;;) {
        reader->at += reader_count_plain(reader->bytes + reader->at, reader->length - reader->at);
        if (reader->at == reader->length) {
            return false;
        }
        if (reader->bytes[reader->at] == '"') {
            break;
        }
        if (!take_special(reader, &has_escapes)) {
            return false;
        }
    }
    uint32_t end = reader->at++;
    *value = (struct value){.kind = VALUE_STRING, .start = start, .end = reader->at};
    if (has_escapes) {
        value->string = string_decode(reader, start + 1, end, true, false);
    } else {
        value->string.bytes = reader_slice(reader, start + 1, end);
    }
    return true;
}

/* A number, true, false or null. */
static bool take_word(struct reader *reader, struct value *value)
{
    uint32_t start = reader->at;
    while (reader->at < reader->length && reader_class(reader, reader->at) == BYTE_OF_WORD) {
        reader->at++;
    }
    slice bytes = reader_slice(reader, start, reader->at);
    *value = (struct value){.start = start, .end = reader->at, .string.bytes = bytes};
    if (is_json_number(bytes)) {
        value->kind = VALUE_NUMBER;
    } else if (slice_is(bytes, "null")) {
        value->kind = VALUE_NULL;
    } else {
        value->kind = VALUE_BOOLEAN;
        value->boolean = slice_is(bytes, "true");
        return value->boolean || slice_is(bytes, "false");
    }
    return true;
}

static bool take_key(struct reader *reader)
{
    bool is_string = reader->at < reader->length && reader->bytes[reader->at] == '"';
    return is_string && take_string(reader, &reader_new_member(reader)->key) &&
           take_byte(reader, ':');
}

/* What follows a value: as many closing brackets as there are, and, where more is to come, a comma.
 */
static bool finish_value(struct reader *reader)
{
    for (;;) {
        skip_blanks(reader);
        if (reader->depth == 0) {
            return reader->at == reader->length;
        }
        bool is_object = reader_top(reader)->is_object;
        if (reader->at < reader->length && reader->bytes[reader->at] == (is_object ? '}' : ']')) {
            reader_close_frame(reader, ++reader->at);
            continue;
        }
        return take_byte(reader, ',') && (!is_object || take_key(reader));
    }
}

/* An opening bracket and what must stand behind it. */
static bool open(struct reader *reader)
{
    bool is_object = reader->bytes[reader->at] == '{';
    if (reader->depth == JSON_DEPTH_MAX) {
        return false;
    }
    reader_open_frame(reader, is_object);
    skip_blanks(reader);
    if (reader->at < reader->length && reader->bytes[reader->at] == (is_object ? '}' : ']')) {
        return finish_value(reader);
    }
    return !is_object || take_key(reader);
}

static bool take_value(struct reader *reader)
{
    switch (reader->at < reader->length ? reader_class(reader, reader->at) : BYTE_COMMA) {
    case BYTE_OPEN:
        return open(reader);
    case BYTE_QUOTE:
        return take_string(reader, reader_new_value(reader)) && finish_value(reader);
    case BYTE_OF_WORD:
        return take_word(reader, reader_new_value(reader)) && finish_value(reader);
    default:
        return false;
    }
}

bool reader_read_plain(struct reader *reader)
{
    skip_blanks(reader);
    do {
        if (!take_value(reader)) {
            return false;
        }
    } while (reader->depth > 0 || !reader->has_root);
    return true;
}
