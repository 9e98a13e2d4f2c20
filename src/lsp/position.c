/* Positions. In: offsets, or lines and characters. Out: the other. */
#include "lsp/position.h"

#include "base/utf8.h"
#include "report/json_output.h"

static const char *const names[] = {
    [ENCODING_UTF8] = "utf-8", [ENCODING_UTF16] = "utf-16", [ENCODING_UTF32] = "utf-32"};
enum { NAME_COUNT = sizeof names / sizeof *names };

const char *position_encoding_name(enum position_encoding encoding)
{
    return names[encoding];
}

bool position_encoding_find(slice name, enum position_encoding *encoding)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        if (slice_is(name, names[i])) {
            *encoding = (enum position_encoding)i;
            return true;
        }
    }
    return false;
}

/* The units of the character at the beginning of `bytes`, which isn't empty. */
static uint32_t next_units(enum position_encoding encoding, slice bytes, size_t *length)
{
    uint32_t code_point = utf8_decode(bytes, length);
    if (encoding == ENCODING_UTF8) {
        return (uint32_t)*length;
    }
    bool is_pair = encoding == ENCODING_UTF16 && code_point != UTF8_INVALID && code_point > 0xFFFF;
    return is_pair ? 2 : 1;
}

uint32_t position_units(enum position_encoding encoding, slice bytes)
{
    uint32_t units = 0;
    if (encoding == ENCODING_UTF8) {
        return (uint32_t)bytes.length;
    }
    for (size_t at = 0; at < bytes.length;) {
        size_t length;
        units += next_units(encoding, slice_sub(bytes, at, bytes.length), &length);
        at += length;
    }
    return units;
}

size_t position_offset(enum position_encoding encoding, slice bytes, uint32_t line,
                       uint32_t character)
{
    size_t at = 0;
    for (; line > 0; line--) {
        slice rest = slice_sub(bytes, at, bytes.length);
        size_t end = slice_find_byte(rest, '\n');
        if (end == rest.length) {
            return bytes.length;
        }
        at += end + 1;
    }
    slice rest = slice_sub(bytes, at, bytes.length);
    size_t end = slice_find_byte(rest, '\n');
    end -= end < rest.length && end > 0 && rest.data[end - 1] == '\r';
    slice text = slice_sub(rest, 0, end);
    uint32_t units = 0;
    size_t length = 0;
    while (text.length > 0) {
        units += next_units(encoding, text, &length);
        if (units > character) {
            break;
        }
        at += length;
        text = slice_sub(text, length, text.length);
    }
    return at;
}

void position_add(cJSON *parent, const char *key, enum position_encoding encoding,
                  const struct source *source, uint32_t offset)
{
    offset = offset < source->bytes.length ? offset : (uint32_t)source->bytes.length;
    uint32_t start = source_line_start(source, offset);
    cJSON *position = output_add_object(parent, key);
    cJSON_AddNumberToObject(position, "line", source_position(source, start).line - 1);
    cJSON_AddNumberToObject(position, "character",
                            position_units(encoding, slice_sub(source->bytes, start, offset)));
}

void position_add_range(cJSON *parent, const char *key, enum position_encoding encoding,
                        const struct source *source, uint32_t start, uint32_t end)
{
    cJSON *range = output_add_object(parent, key);
    position_add(range, "start", encoding, source, start);
    position_add(range, "end", encoding, source, end);
}
