/* Character classes of ECMA-262. In: […]. Out: the same for PCRE2, and its bytes. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "schema/regex_room.h"

void atom_add(struct regex_atom *atom, uint32_t first, uint32_t last)
{
    for (uint32_t c = first; c <= last && c < 0x80; c++) {
        atom->set.bits[c / 64] |= (uint64_t)1 << c % 64;
    }
    if (last >= 0x80) {
        bool all = first <= 0x80 && last >= 0x10FFFF;
        atom->others |= all;
        atom->is_simple &= all;
    }
}

void regex_write_character(struct regex_reader *reader, uint32_t character)
{
    if (character < 0x80 && ascii_is_alphanumeric((char)character)) {
        buffer_append_byte(&reader->out, (char)character);
    } else if (character >= 0xD800 && character < 0xE000) {
        /* A lone surrogate is in no UTF-8 text; the reader of JSON makes U+FFFD of it. */
        buffer_append(&reader->out, SLICE("\\x{fffd}"));
    } else {
        buffer_printf(&reader->out, "\\x{%x}", (unsigned)character);
    }
}

/* One end of a range: a character, or a set, which is written at once. */
struct class_atom {
    bool is_set;
    uint32_t character;
};

static bool read_class_atom(struct regex_reader *reader, struct regex_atom *class,
                            struct class_atom *atom)
{
    struct regex_escape escape;
    *atom = (struct class_atom){0};
    if (regex_peek(reader, 0) != '\\') {
        size_t length;
        atom->character =
            utf8_decode(slice_sub(reader->source, reader->at, reader->source.length), &length);
        reader->at += length;
        return atom->character != UTF8_INVALID || regex_fail(reader, "it isn't UTF-8");
    }
    if (!regex_read_escape(reader, true, &escape)) {
        return false;
    }
    atom->character = escape.character;
    atom->is_set = escape.kind == ESCAPE_SET;
    if (atom->is_set) {
        buffer_append(&reader->out, escape.pcre2_inside);
        class->is_simple &= escape.atom.is_simple;
        class->others |= escape.atom.others;
        for (size_t i = 0; i < 4; i++) {
            class->set.bits[i] |= escape.atom.set.bits[i];
        }
    }
    return true;
}

static bool read_range(struct regex_reader *reader, struct regex_atom *class)
{
    struct class_atom first;
    struct class_atom last;
    if (!read_class_atom(reader, class, &first)) {
        return false;
    }
    if (!first.is_set) {
        regex_write_character(reader, first.character);
    }
    /* With the flag u [\\w-.] is an error, but it is common, and what it means is plain. */
    bool range = !first.is_set && regex_peek(reader, 0) == '-' && regex_peek(reader, 1) != ']' &&
                 reader->at + 1 < reader->source.length;
    if (!range) {
        if (!first.is_set) {
            atom_add(class, first.character, first.character);
        }
        return true;
    }
    reader->at++;
    buffer_append_byte(&reader->out, '-');
    if (!read_class_atom(reader, class, &last)) {
        return false;
    }
    if (last.is_set) {
        return regex_fail(reader, "a range goes from one character to another");
    }
    regex_write_character(reader, last.character);
    atom_add(class, first.character, last.character);
    return first.character <= last.character || regex_fail(reader, "the range goes backwards");
}

static void negate(struct regex_atom *atom)
{
    for (size_t i = 0; i < 2; i++) {
        atom->set.bits[i] = ~atom->set.bits[i];
    }
    atom->others = !atom->others;
}

bool regex_read_class(struct regex_reader *reader, struct regex_atom *atom)
{
    bool negated = regex_peek(reader, 1) == '^';
    *atom = (struct regex_atom){.is_simple = true};
    reader->at += negated ? 2 : 1;
    buffer_append(&reader->out, negated ? SLICE("[^") : SLICE("["));
    while (!regex_is_at_end(reader) && regex_peek(reader, 0) != ']') {
        if (!read_range(reader, atom)) {
            return false;
        }
    }
    if (regex_is_at_end(reader)) {
        return regex_fail(reader, "a character class isn't closed");
    }
    reader->at++;
    buffer_append_byte(&reader->out, ']');
    if (negated) {
        negate(atom);
    }
    return true;
}
