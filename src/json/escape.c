/* Escapes of JSON strings (RFC 8259, section 7). In: a string's raw contents. Out: how far an
 * escape reaches, whether a literal fits into a string, and the contents decoded. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "json/reader.h"

uint32_t escape_length(slice bytes, bool *valid)
{
    *valid = false;
    if (bytes.length < 2) {
        return 1;
    }
    char letter = bytes.data[1];
    if (letter != 'u') {
        *valid = letter && strchr("\"\\/bfnrt", letter);
        bool is_ascii = (unsigned char)letter < 0x80;
        return is_ascii ? 2 : 1;
    }
    uint32_t length = 2;
    while (length < 6 && length < bytes.length && ascii_hex_value(bytes.data[length]) >= 0) {
        length++;
    }
    *valid = length == 6;
    return length;
}

enum literal_fault string_literal_fault(slice literal)
{
    enum literal_fault fault = LITERAL_FITS;
    for (size_t at = 0; at < literal.length;) {
        slice rest = slice_sub(literal, at, literal.length);
        enum literal_fault found = LITERAL_FITS;
        size_t length = 1;
        if (rest.data[0] == '"') {
            return LITERAL_QUOTE;
        }
        if (rest.data[0] == '\\') {
            bool valid;
            length = escape_length(rest, &valid);
            if (!valid && length == rest.length) {
                return LITERAL_QUOTE; /* what follows the hole may complete it */
            }
            found = valid ? LITERAL_FITS : LITERAL_ESCAPE;
        } else if ((unsigned char)rest.data[0] < 0x20) {
            found = LITERAL_CONTROL;
        } else if (utf8_decode(rest, &length) == UTF8_INVALID) {
            found = LITERAL_UTF8;
        }
        fault = fault == LITERAL_FITS ? found : fault;
        at += length;
    }
    return fault;
}

/* Decoding, once a string's end is known. The output is never longer than the input. */
struct decoder {
    const struct reader *reader;
    uint32_t at;
    uint32_t end;
    char *out;
    uint32_t written;
    struct string_hole *holes;
    size_t hole_count;
};

static uint32_t code_unit(const char *digits)
{
    uint32_t unit = 0;
    for (int i = 0; i < 4; i++) {
        unit = unit << 4 | (uint32_t)ascii_hex_value(digits[i]);
    }
    return unit;
}

/* The code point of the valid \u escape at decoder->at, and of the second half of a surrogate pair
 * after it (RFC 8259, section 7); steps behind. A lone surrogate is written as U+FFFD. */
static uint32_t decode_unicode(struct decoder *decoder)
{
    const char *bytes = decoder->reader->bytes;
    uint32_t unit = code_unit(bytes + decoder->at + 2);
    decoder->at += 6;
    if (unit < 0xD800 || unit > 0xDBFF || decoder->end - decoder->at < 6) {
        return unit;
    }
    bool valid;
    slice rest = {bytes + decoder->at, decoder->end - decoder->at};
    if (rest.data[0] != '\\' || escape_length(rest, &valid) != 6 || !valid) {
        return unit;
    }
    uint32_t low = code_unit(rest.data + 2);
    if (low < 0xDC00 || low > 0xDFFF) {
        return unit;
    }
    decoder->at += 6;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

static void decode_escape(struct decoder *decoder)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    const char *bytes = decoder->reader->bytes;
    bool valid;
    uint32_t length =
        escape_length((slice){bytes + decoder->at, decoder->end - decoder->at}, &valid);
    if (!valid) {
        memcpy(decoder->out + decoder->written, bytes + decoder->at, length);
        decoder->written += length;
        decoder->at += length;
    } else if (length == 6) {
        uint32_t code_point = decode_unicode(decoder);
        decoder->written += (uint32_t)utf8_encode(code_point, decoder->out + decoder->written);
    } else {
        const char *letter = strchr(letters, bytes[decoder->at + 1]);
        decoder->out[decoder->written++] = meanings[letter - letters];
        decoder->at += length;
    }
}

static void copy_plain(struct decoder *decoder, uint32_t to)
{
    uint32_t length = to - decoder->at;
    memcpy(decoder->out + decoder->written, decoder->reader->bytes + decoder->at, length);
    decoder->written += length;
    decoder->at = to;
}

static void note_hole(struct decoder *decoder, uint32_t offset, uint32_t decoded_offset)
{
    const struct flat_piece *place = flat_piece_at(decoder->reader->flat, offset);
    decoder->holes[decoder->hole_count++] = (struct string_hole){decoded_offset, place->piece};
}

/* Decodes up to `to`, where a hole stands or the string ends. */
static void decode_until(struct decoder *decoder, uint32_t to)
{
    while (decoder->at < to) {
        const char *from = decoder->reader->bytes + decoder->at;
        const char *escape = memchr(from, '\\', to - decoder->at);
        if (!escape) {
            copy_plain(decoder, to);
            return;
        }
        copy_plain(decoder, decoder->at + (uint32_t)(escape - from));
        decode_escape(decoder);
    }
}

struct string_value string_decode(const struct reader *reader, uint32_t start, uint32_t end,
                                  bool has_escapes, bool has_holes)
{
    slice raw = reader_slice(reader, start, end);
    has_holes = has_holes && reader->flat->hole_count > 0;
    if (!has_escapes && !has_holes) {
        return (struct string_value){.bytes = raw};
    }
    const struct flat_text *flat = reader->flat;
    size_t first = has_holes ? flat_first_hole(flat, start) : 0;
    size_t last = has_holes ? flat_first_hole(flat, end) : 0;
    struct decoder decoder = {.reader = reader, .at = start, .end = end};
    decoder.holes = ARENA_ARRAY(reader->arena, struct string_hole, last - first);
    decoder.out = has_escapes ? arena_alloc(reader->arena, raw.length) : NULL;
    for (size_t i = first; i < last; i++) {
        uint32_t offset = flat->holes[i];
        if (has_escapes) {
            decode_until(&decoder, offset);
            copy_plain(&decoder, offset + 1);
        }
        note_hole(&decoder, offset, has_escapes ? decoder.written - 1 : offset - start);
    }
    if (has_escapes) {
        decode_until(&decoder, end);
        raw = (slice){decoder.out, decoder.written};
    }
    return (struct string_value){raw, decoder.holes, decoder.hole_count};
}
