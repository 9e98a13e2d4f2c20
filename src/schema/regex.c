/* Reading regular expressions of ECMA-262 (section 22.2.1) with the flag u. In: one. Out: the same
 * for PCRE2 and, where it is a row of character classes, for linear.h. */
#include "schema/regex_room.h"

#include "base/ascii.h"
#include "base/utf8.h"

/* The most of a quantifier that has none; and a number that is as good as one of more digits. */
enum { UNLIMITED = UINT32_MAX / 2, REPEAT_MAX = UNLIMITED / 10 - 10 };

bool regex_fail(struct regex_reader *reader, const char *fault)
{
    reader->fault = reader->fault ? reader->fault : fault;
    return false;
}

/* ---- The row of classes ---- */

struct row {
    struct linear *linear; /* NULL: it isn't a row, or isn't wanted */
    bool starts;           /* ^ stands in front */
    bool ends;             /* $ stands behind */
    bool begun;
};

static const struct byte_set every_byte = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};
static const struct byte_set continuation_bytes = {{0, 0, UINT64_MAX, 0}};

/* A row that is searched for anywhere begins with anything. */
static void row_begin(struct row *row)
{
    if (row->linear && !row->begun && !row->starts &&
        !linear_add(row->linear, &every_byte, true, true)) {
        row->linear = NULL;
    }
    row->begun = true;
}

static bool add_literal(struct row *row, slice literal)
{
    for (size_t i = 0; i < literal.length; i++) {
        unsigned byte = (unsigned char)literal.data[i];
        struct byte_set set = {0};
        set.bits[byte / 64] = (uint64_t)1 << byte % 64;
        if (!linear_add(row->linear, &set, false, false)) {
            return false;
        }
    }
    return true;
}

/* One character of the class, `skips`: or none. A character beyond ASCII takes several bytes. */
static bool add_once(struct row *row, const struct regex_atom *atom, bool skips)
{
    struct byte_set set = atom->set;
    if (!atom->others) {
        return linear_add(row->linear, &set, false, skips);
    }
    set.bits[3] = UINT64_MAX;
    return linear_add(row->linear, &set, false, skips) &&
           linear_add(row->linear, &continuation_bytes, true, true);
}

static bool add_any_number(struct row *row, const struct regex_atom *atom)
{
    struct byte_set set = atom->set;
    set.bits[2] = atom->others ? UINT64_MAX : 0;
    set.bits[3] = set.bits[2];
    return linear_add(row->linear, &set, true, true);
}

/* An atom from `least` to `most` times. */
static bool add_repeated(struct row *row, const struct regex_atom *atom, unsigned least,
                         unsigned most)
{
    if (!atom->is_simple || least > LINEAR_PLACES || (most != UNLIMITED && most > LINEAR_PLACES)) {
        return false;
    }
    if (atom->literal.length > 0) {
        return least == 1 && most == 1 && add_literal(row, atom->literal);
    }
    /* An optional character beyond ASCII would leave its continuation bytes without a lead. */
    if (atom->others && most != UNLIMITED && most != least) {
        return false;
    }
    for (unsigned i = 0; i < least; i++) {
        if (!add_once(row, atom, false)) {
            return false;
        }
    }
    if (most == UNLIMITED) {
        return add_any_number(row, atom);
    }
    for (unsigned i = least; i < most; i++) {
        if (!add_once(row, atom, true)) {
            return false;
        }
    }
    return true;
}

static void row_add(struct row *row, const struct regex_atom *atom, unsigned least, unsigned most)
{
    row_begin(row);
    if (row->linear && (row->ends || !add_repeated(row, atom, least, most))) {
        row->linear = NULL;
    }
}

static void row_finish(struct row *row)
{
    row_begin(row);
    if (row->linear && !row->ends && !linear_add(row->linear, &every_byte, true, true)) {
        row->linear = NULL;
    }
    if (row->linear) {
        linear_finish(row->linear);
    }
}

/* ---- Quantifiers ---- */

/* {n}, {n,} and {n,m}; false where the brace is none of these. */
static bool read_braces(const struct regex_reader *reader, size_t *length, unsigned *least,
                        unsigned *most)
{
    size_t at = 1;
    unsigned numbers[2] = {0, 0};
    size_t digits[2] = {0, 0};
    bool comma = false;
    for (char c = regex_peek(reader, at); c != '}'; c = regex_peek(reader, ++at)) {
        if (c == ',' && !comma && digits[0] > 0) {
            comma = true;
        } else if (ascii_is_digit(c)) {
            numbers[comma] = numbers[comma] > REPEAT_MAX
                                 ? numbers[comma]
                                 : numbers[comma] * 10 + (unsigned)(c - '0');
            digits[comma]++;
        } else {
            return false;
        }
    }
    *length = at + 1;
    *least = numbers[0];
    *most = !comma ? numbers[0] : digits[1] ? numbers[1] : UNLIMITED;
    return digits[0] > 0;
}

static bool read_quantifier(struct regex_reader *reader, unsigned *least, unsigned *most)
{
    size_t length = 1;
    char c = regex_peek(reader, 0);
    *least = *most = 1;
    if (c == '*' || c == '+' || c == '?') {
        *least = c == '+';
        *most = c == '?' ? 1 : UNLIMITED;
    } else if (c != '{' || !read_braces(reader, &length, least, most)) {
        *least = *most = 1;
        return true;
    }
    if (*least > *most) {
        return regex_fail(reader, "the numbers of a quantifier are out of order");
    }
    buffer_append(&reader->out, slice_sub(reader->source, reader->at, reader->at + length));
    reader->at += length;
    if (regex_peek(reader, 0) == '?') {
        buffer_append_byte(&reader->out, '?');
        reader->at++;
    }
    return true;
}

/* ---- Terms ---- */

/* Groups that don't capture. */
static const char *const openings[] = {"(?:", "(?=", "(?!", "(?<=", "(?<!"};

static bool read_group_opening(struct regex_reader *reader)
{
    slice rest = slice_sub(reader->source, reader->at, reader->source.length);
    size_t length = 0;
    for (size_t i = 0; i < sizeof openings / sizeof *openings && length == 0; i++) {
        slice opening = slice_from(openings[i]);
        length = slice_starts_with(rest, opening) ? opening.length : 0;
    }
    bool captures = length == 0 && regex_peek(reader, 1) != '?';
    bool is_named = length == 0 && slice_starts_with(rest, SLICE("(?<"));
    if (length == 0 && !captures && !is_named) {
        return regex_fail(reader, "ECMA-262 has no such group");
    }
    reader->groups += captures || is_named;
    length = captures ? 1 : is_named ? 3 : length;
    reader->at += length;
    if (is_named) {
        return regex_read_named_group(reader);
    }
    buffer_append(&reader->out, slice_sub(rest, 0, length));
    return true;
}

static bool read_escaped_term(struct regex_reader *reader, struct regex_atom *atom)
{
    struct regex_escape escape;
    if (!regex_read_escape(reader, false, &escape)) {
        return false;
    }
    if (escape.kind != ESCAPE_CHARACTER) {
        buffer_append(&reader->out, escape.pcre2);
        *atom = escape.atom;
        return true;
    }
    *atom = (struct regex_atom){.is_simple = true};
    atom_add(atom, escape.character, escape.character);
    regex_write_character(reader, escape.character);
    return true;
}

static bool read_plain_term(struct regex_reader *reader, struct regex_atom *atom)
{
    size_t length;
    slice rest = slice_sub(reader->source, reader->at, reader->source.length);
    uint32_t character = utf8_decode(rest, &length);
    *atom = (struct regex_atom){.is_simple = true};
    if (character == UTF8_INVALID) {
        return regex_fail(reader, "it isn't UTF-8");
    }
    if (character < 0x80) {
        atom_add(atom, character, character);
    } else {
        atom->literal = slice_sub(rest, 0, length);
    }
    regex_write_character(reader, character);
    reader->at += length;
    return true;
}

/* One term that a quantifier may follow. */
static bool read_atom(struct regex_reader *reader, struct regex_atom *atom)
{
    switch (regex_peek(reader, 0)) {
    case '[':
        return regex_read_class(reader, atom);
    case '\\':
        return read_escaped_term(reader, atom);
    case '.':
        reader->at++;
        *atom = (struct regex_atom){0};
        buffer_append(&reader->out, SLICE("[^\\n\\r\\x{2028}\\x{2029}]"));
        return true;
    case '*':
    case '+':
    case '?':
        return regex_fail(reader, "there is nothing to repeat");
    default:
        return read_plain_term(reader, atom);
    }
}

/* What is neither an atom nor a quantifier; true where it was one and has been read. */
static bool read_structure(struct regex_reader *reader, struct row *row, size_t *depth)
{
    char c = regex_peek(reader, 0);
    unsigned least;
    unsigned most;
    if (c == '^' || c == '$') {
        bool front = c == '^' && reader->at == 0;
        row->starts |= front;
        row->ends |= c == '$';
        row->linear = c == '^' && !front ? NULL : row->linear;
    } else {
        row->linear = NULL;
    }
    if (c == '(') {
        ++*depth;
        return read_group_opening(reader);
    }
    if (c == ')' && (*depth)-- == 0) {
        return regex_fail(reader, "a group is closed that isn't open");
    }
    buffer_append_byte(&reader->out, c);
    reader->at++;
    return c != ')' || read_quantifier(reader, &least, &most);
}

static bool read_all(struct regex_reader *reader, struct row *row)
{
    size_t depth = 0;
    while (!regex_is_at_end(reader)) {
        struct regex_atom atom;
        unsigned least;
        unsigned most;
        char c = regex_peek(reader, 0);
        if (c == '^' || c == '$' || c == '(' || c == ')' || c == '|') {
            if (!read_structure(reader, row, &depth)) {
                return false;
            }
            continue;
        }
        if (!read_atom(reader, &atom)) {
            return false;
        }
        size_t end = reader->at;
        if (!read_quantifier(reader, &least, &most)) {
            return false;
        }
        if (atom.is_assertion && reader->at > end) {
            return regex_fail(reader, "there is nothing to repeat");
        }
        row_add(row, &atom, least, most);
    }
    row_finish(row);
    if (reader->backreference > reader->groups || reader->missing_groups > 0) {
        return regex_fail(reader, "it refers back to a group that isn't there");
    }
    return depth == 0 || regex_fail(reader, "a group isn't closed");
}

/* Whether it has ^ in front and no alternative at the outermost level, which might lack it. */
static bool is_anchored(slice source)
{
    bool class = false;
    size_t depth = 0;
    for (size_t i = 0; i < source.length; i++) {
        char c = source.data[i];
        i += c == '\\';
        class = class ? c != ']' : c == '[';
        depth += !class && c == '(';
        depth -= !class && c == ')' && depth > 0;
        if (c == '|' && !class && depth == 0) {
            return false;
        }
    }
    return source.length > 0 && source.data[0] == '^';
}

bool regex_read(struct arena *arena, slice source, struct regex *regex, slice *error)
{
    struct regex_reader reader = {.arena = arena, .source = source, .out = {.arena = arena}};
    struct row row = {.linear = ARENA_NEW(arena, struct linear)};
    if (!read_all(&reader, &row)) {
        *error = arena_printf(arena, "%s (at character %zu of the pattern)", reader.fault,
                              utf8_count(slice_sub(source, 0, reader.at)) + 1);
        return false;
    }
    regex->pcre2 = reader.out.length > 0 ? buffer_slice(&reader.out) : SLICE("");
    regex->linear = row.linear;
    regex->is_anchored = is_anchored(source);
    return true;
}

bool regex_is_valid(struct arena *arena, slice source)
{
    struct regex regex;
    slice error;
    return regex_read(arena, source, &regex, &error);
}
