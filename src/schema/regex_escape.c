/* The escapes of ECMA-262 (section 22.2.1) with the flag u. In: a backslash and what follows. Out:
 * what PCRE2 calls it. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "schema/regex_room.h"

/* White space and line ends (ECMA-262, sections 12.2 and 12.3); what is left of Unicode. */
#define SPACE_SET                                                      \
    "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}" \
    "\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
#define NO_SPACE_SET                                                                 \
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}" \
    "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"   \
    "\\x{3001}-\\x{d7ff}\\x{e000}-\\x{fefe}\\x{ff00}-\\x{10ffff}"
#define DIGIT_SET "0-9"
#define NO_DIGIT_SET "\\x{0}-\\x{2f}\\x{3a}-\\x{d7ff}\\x{e000}-\\x{10ffff}"
#define WORD_SET "0-9A-Z_a-z"
#define NO_WORD_SET \
    "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{d7ff}\\x{e000}-\\x{10ffff}"

struct set_row {
    char letter;
    bool is_simple;
    bool others;
    const char *inside;
    const char *outside;
    const char *ranges; /* pairs of first and last */
};

static const struct set_row set_rows[] = {
    {'d', true, false, DIGIT_SET, "[" DIGIT_SET "]", "09"},
    {'D', true, true, NO_DIGIT_SET, "[" NO_DIGIT_SET "]", "\1/:\x7F"},
    {'w', true, false, WORD_SET, "[" WORD_SET "]", "09AZ__az"},
    {'W', true, true, NO_WORD_SET, "[" NO_WORD_SET "]", "\1/:@[^``{\x7F"},
    {'s', false, false, SPACE_SET, "[" SPACE_SET "]", ""},
    {'S', false, false, NO_SPACE_SET, "[" NO_SPACE_SET "]", ""},
};

static bool read_set(struct regex_reader *reader, char letter, struct regex_escape *escape)
{
    for (size_t i = 0; i < sizeof set_rows / sizeof *set_rows; i++) {
        const struct set_row *row = &set_rows[i];
        if (row->letter != letter) {
            continue;
        }
        escape->kind = ESCAPE_SET;
        escape->pcre2 = slice_from(row->outside);
        escape->pcre2_inside = slice_from(row->inside);
        escape->atom.is_simple = row->is_simple;
        escape->atom.others = row->others;
        for (const char *range = row->ranges; *range; range += 2) {
            /* A range that begins at 0 can't be written in a string. */
            atom_add(&escape->atom, range[0] == 1 ? 0 : (unsigned char)range[0],
                     (unsigned char)range[1]);
        }
        return true;
    }
    return false;
}

static bool read_property(struct regex_reader *reader, char letter, struct regex_escape *escape)
{
    slice rest = slice_sub(reader->source, reader->at, reader->source.length);
    size_t close = slice_find_byte(rest, '}');
    if (rest.length == 0 || rest.data[0] != '{' || close == rest.length) {
        return regex_fail(reader, "\\p takes a property in braces");
    }
    slice name = regex_property(reader->arena, slice_sub(rest, 1, close));
    if (!name.data) {
        return regex_fail(reader, "there is no such Unicode property");
    }
    reader->at += close + 1;
    escape->kind = ESCAPE_SET;
    escape->pcre2 = arena_printf(reader->arena, "\\%c{%.*s}", letter, SLICE_ARGS(name));
    escape->pcre2_inside = escape->pcre2;
    return true;
}

static bool read_hex(struct regex_reader *reader, size_t digits, uint32_t *character)
{
    *character = 0;
    for (size_t i = 0; i < digits; i++) {
        int digit = ascii_hex_value(regex_peek(reader, i));
        if (digit < 0) {
            return false;
        }
        *character = *character << 4 | (uint32_t)digit;
    }
    reader->at += digits;
    return true;
}

bool regex_read_unicode(struct regex_reader *reader, uint32_t *character)
{
    uint32_t second;
    if (regex_peek(reader, 0) == '{') {
        size_t digits = 0;
        reader->at++;
        while (digits < 8 && regex_peek(reader, digits) != '}') {
            digits++;
        }
        bool read = digits > 0 && digits < 8 && read_hex(reader, digits, character) &&
                    *character <= 0x10FFFF;
        reader->at++;
        return read || regex_fail(reader, "\\u takes hexadecimal digits");
    }
    if (!read_hex(reader, 4, character)) {
        return regex_fail(reader, "\\u takes four hexadecimal digits");
    }
    bool high = *character >= 0xD800 && *character < 0xDC00;
    size_t before = reader->at;
    if (high && regex_peek(reader, 0) == '\\' && regex_peek(reader, 1) == 'u') {
        reader->at += 2;
        if (read_hex(reader, 4, &second) && second >= 0xDC00 && second < 0xE000) {
            *character = 0x10000 + ((*character - 0xD800) << 10) + (second - 0xDC00);
        } else {
            reader->at = before;
        }
    }
    return true;
}

static bool read_reference(struct regex_reader *reader, char first, struct regex_escape *escape)
{
    size_t number = (size_t)(first - '0');
    while (ascii_is_digit(regex_peek(reader, 0)) && number < 10000) {
        number = number * 10 + (size_t)(reader->source.data[reader->at++] - '0');
    }
    if (number > reader->backreference) {
        reader->backreference = number;
    }
    escape->kind = ESCAPE_REFERENCE;
    escape->pcre2 = arena_printf(reader->arena, "\\g{%zu}", number);
    return true;
}

struct control_row {
    char letter;
    unsigned char character;
};

static const struct control_row controls[] = {
    {'t', '\t'}, {'n', '\n'}, {'r', '\r'}, {'v', '\v'}, {'f', '\f'}};

static bool read_character(struct regex_reader *reader, char letter, struct regex_escape *escape)
{
    for (size_t i = 0; i < sizeof controls / sizeof *controls; i++) {
        if (controls[i].letter == letter) {
            escape->character = controls[i].character;
            return true;
        }
    }
    char next = regex_peek(reader, 0);
    if (letter == 'c' && ascii_is_letter(next)) {
        escape->character = (unsigned char)next & 0x1F;
        reader->at++;
        return true;
    }
    if (letter == '0' && !ascii_is_digit(next)) {
        escape->character = 0;
        return true;
    }
    if (letter == 'x') {
        return read_hex(reader, 2, &escape->character) ||
               regex_fail(reader, "\\x takes two hexadecimal digits");
    }
    if (letter == 'u') {
        return regex_read_unicode(reader, &escape->character);
    }
    /* With the flag u only ^$\.*+?()[]{}|/ may be escaped; other punctuation often is. */
    if (ascii_is_name(letter, false) || (unsigned char)letter >= 0x80 ||
        (unsigned char)letter < 0x20) {
        return regex_fail(reader, "ECMA-262 has no such escape");
    }
    escape->character = (unsigned char)letter;
    return true;
}

bool regex_read_escape(struct regex_reader *reader, bool inside_class, struct regex_escape *escape)
{
    *escape = (struct regex_escape){.kind = ESCAPE_CHARACTER};
    if (reader->at + 1 >= reader->source.length) {
        return regex_fail(reader, "nothing follows the last backslash");
    }
    char letter = reader->source.data[reader->at + 1];
    reader->at += 2;
    if (read_set(reader, letter, escape)) {
        return true;
    }
    if (letter == 'p' || letter == 'P') {
        return read_property(reader, letter, escape);
    }
    if (letter == 'b' && inside_class) {
        escape->character = '\b';
        return true;
    }
    if (!inside_class && (letter == 'b' || letter == 'B')) {
        escape->kind = ESCAPE_BOUNDARY;
        escape->pcre2 = letter == 'b' ? SLICE("\\b") : SLICE("\\B");
        escape->atom.is_assertion = true;
        return true;
    }
    if (!inside_class && letter == 'k') {
        escape->kind = ESCAPE_REFERENCE;
        return regex_read_named_reference(reader, &escape->pcre2);
    }
    if (!inside_class && letter >= '1' && letter <= '9') {
        return read_reference(reader, letter, escape);
    }
    return read_character(reader, letter, escape);
}
