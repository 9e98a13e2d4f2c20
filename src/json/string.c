/* Strings (RFC 8259, section 7). In: where one starts. Out: its value, decoded, with its holes;
 * what is wrong inside it; and where it was meant to end when a quote is missing or not escaped. */
#include "base/utf8.h"
#include "json/reader.h"

/* A scan over the contents of a string. */
struct scan {
    uint32_t start;
    uint32_t at;
    uint32_t limit; /* the scan ends here at the latest */
    bool has_escapes;
    bool has_holes;
    bool control_told;
    bool is_closed;
};

/* ---- Where a string was meant to end ---- */

static bool is_followed_by_structure(const struct reader *reader, uint32_t at)
{
    at = reader_after_blanks(reader, at);
    return at == reader->length || memchr(",:]}", reader->bytes[at], 4);
}

static bool is_closer(const struct reader *reader, uint32_t at, enum closer_kind kind)
{
    const char *bytes = reader->bytes;
    return bytes[at] == (kind == CLOSER_SINGLE ? '\'' : '"') &&
           (kind != CLOSER_NESTED || bytes[at - 1] == '}' || bytes[at - 1] == ']') &&
           is_followed_by_structure(reader, at + 1);
}

/* Where, from `from` (not 0) on this line, the first quote stands that is a closer. */
static bool find_closer(struct reader *reader, uint32_t from, enum closer_kind kind,
                        uint32_t *found)
{
    struct closer *closer = &reader->closers[kind];
    if (from < closer->from || from > closer->to) {
        uint32_t at = from;
        closer->from = from;
        closer->found = false;
        while (at < reader->length && reader->bytes[at] != '\n') {
            closer->found = is_closer(reader, at, kind);
            if (closer->found) {
                break;
            }
            at += reader->bytes[at] == '\\' ? 2 : 1;
        }
        closer->to = at < reader->length ? at : reader->length;
    }
    *found = closer->to;
    return closer->found;
}

/* Where the string was meant to end whose scan has come to a quote that a word is glued to. */
static bool find_better_quote(struct reader *reader, const struct scan *scan, uint32_t *found)
{
    uint32_t next = scan->at + 1;
    bool is_glued = next < reader->length && reader_class(reader, next) == BYTE_OF_WORD &&
                    reader->bytes[next] != '/' && !reader_is_hole(reader, next);
    if (!is_glued) {
        return false;
    }
    char first = reader->bytes[reader_after_blanks(reader, scan->start)];
    bool is_nested = first == '{' || first == '[';
    return (is_nested && find_closer(reader, next, CLOSER_NESTED, found)) ||
           find_closer(reader, next, CLOSER_DOUBLE, found);
}

/* Whether the quote at scan->at was meant to be part of the string. If so tells it and steps to the
 * quote that ends it. */
static bool step_over_inner_quotes(struct reader *reader, struct scan *scan)
{
    uint32_t end;
    if (!find_better_quote(reader, scan, &end)) {
        return false;
    }
    uint32_t last = end;
    while (reader->bytes[last - 1] != '"') {
        last--;
    }
    reader_tell(reader, JSON_UNESCAPED_QUOTE, scan->at, last);
    scan->has_escapes |= memchr(reader->bytes + scan->at, '\\', end - scan->at) != NULL;
    scan->at = end;
    return true;
}

/* Whether the line that begins at `at` begins with a key and its colon. */
static bool is_member_line(const struct reader *reader, uint32_t at)
{
    while (at < reader->length && (reader->bytes[at] == ' ' || reader->bytes[at] == '\t')) {
        at++;
    }
    if (at == reader->length || reader->bytes[at] != '"') {
        return false;
    }
    do {
        at++;
    } while (at < reader->length && reader->bytes[at] != '"' && reader->bytes[at] != '\n');
    if (at == reader->length || reader->bytes[at] != '"') {
        return false;
    }
    do {
        at++;
    } while (at < reader->length && reader->bytes[at] == ' ');
    return at < reader->length && reader->bytes[at] == ':';
}

/* Where the contents end that were meant before the newline at `newline`: before the comma. */
static uint32_t end_of_line_contents(const struct reader *reader, uint32_t start, uint32_t newline)
{
    uint32_t end = newline;
    while (end > start && reader_class(reader, end - 1) == BYTE_BLANK) {
        end--;
    }
    return end > start && reader->bytes[end - 1] == ',' ? end - 1 : end;
}

/* ---- What may stand in a string ---- */

static void scan_escape(struct reader *reader, struct scan *scan)
{
    bool valid;
    uint32_t start = scan->at;
    scan->at += escape_length(reader_slice(reader, start, scan->limit), &valid);
    scan->has_escapes = true;
    if (!valid && scan->at < scan->limit) {
        bool depends = reader_is_hole(reader, scan->at) && scan->at - start != 2;
        depends |= reader_is_hole(reader, scan->at) && reader->bytes[start + 1] == 'u';
        reader_tell_as(reader, JSON_BAD_ESCAPE, start, scan->at, !depends && !reader->touches_hole);
    }
}

/* A run of control characters; false where it shows that the closing quote is missing. */
static bool scan_control(struct reader *reader, struct scan *scan)
{
    uint32_t start = scan->at;
    uint32_t line = 0;
    while (scan->at < scan->limit && (unsigned char)reader->bytes[scan->at] < 0x20) {
        line = reader->bytes[scan->at] == '\n' ? scan->at + 1 : line;
        scan->at++;
    }
    struct frame *top = reader_top(reader);
    if (line && top && top->is_object && scan->limit == reader->length &&
        is_member_line(reader, line)) {
        scan->at = end_of_line_contents(reader, scan->start, start);
        reader_tell(reader, JSON_UNTERMINATED, scan->start - 1, scan->at);
        return false;
    }
    if (!scan->control_told) {
        reader_tell(reader, JSON_CONTROL_CHARACTER, start, scan->at);
        scan->control_told = true;
    }
    return true;
}

static void scan_one_of(struct reader *reader, const struct hole *hole, uint32_t at)
{
    static const enum json_error_kind kinds[] = {
        [LITERAL_CONTROL] = JSON_CONTROL_CHARACTER,
        [LITERAL_ESCAPE] = JSON_BAD_ESCAPE,
        [LITERAL_UTF8] = JSON_BAD_UTF8,
    };
    enum literal_fault fault = LITERAL_QUOTE;
    for (size_t i = 0; i < hole->one_of_count; i++) {
        enum literal_fault found = string_literal_fault(hole->one_of[i]);
        fault = i == 0 || found == fault ? found : LITERAL_QUOTE;
    }
    if (fault == LITERAL_QUOTE) {
        reader->may_break = true;
    } else if (fault != LITERAL_FITS) {
        reader_tell(reader, kinds[fault], at, at + 1);
    }
}

static void scan_hole(struct reader *reader, struct scan *scan)
{
    const struct hole *hole = reader_hole(reader, scan->at);
    scan->has_holes = true;
    if (hole && hole->form == HOLE_ESCAPED) {
        /* it fits */
    } else if (hole && hole->shape == SHAPE_ONE_OF) {
        scan_one_of(reader, hole, scan->at);
    } else if (!hole || !shape_is_json_string_safe(hole->shape)) {
        reader->may_break = true;
    }
    scan->at++;
}

/* Bytes past ASCII: well-formed, or told. */
static void scan_non_ascii(struct reader *reader, struct scan *scan)
{
    uint32_t start = scan->at;
    size_t length;
    slice rest = reader_slice(reader, start, scan->limit);
    if (utf8_decode(rest, &length) != UTF8_INVALID) {
        scan->at += (uint32_t)length;
        return;
    }
    do {
        scan->at++;
        rest = reader_slice(reader, scan->at, scan->limit);
    } while (rest.length > 0 && !reader_is_hole(reader, scan->at) &&
             utf8_decode(rest, &length) == UTF8_INVALID);
    bool may_go_on = rest.length > 0 && reader_is_hole(reader, scan->at);
    reader_tell_as(reader, JSON_BAD_UTF8, start, scan->at, !may_go_on && !reader->touches_hole);
}

/* One byte that isn't plain; false at the end of the string. */
static bool scan_special(struct reader *reader, struct scan *scan, bool in_double_quotes)
{
    char byte = reader->bytes[scan->at];
    if (byte == '"') {
        if (in_double_quotes && !step_over_inner_quotes(reader, scan)) {
            scan->is_closed = true;
            return false;
        }
        scan->at += !in_double_quotes;
    } else if (byte == '\\') {
        scan_escape(reader, scan);
    } else if ((unsigned char)byte < 0x20) {
        return scan_control(reader, scan);
    } else if (reader_is_hole(reader, scan->at)) {
        scan_hole(reader, scan);
    } else {
        scan_non_ascii(reader, scan);
    }
    return true;
}

static void scan_contents(struct reader *reader, struct scan *scan, bool in_double_quotes)
{
    do {
        scan->at += reader_count_plain(reader->bytes + scan->at, scan->limit - scan->at);
    } while (scan->at < scan->limit && scan_special(reader, scan, in_double_quotes));
}

static void finish(struct reader *reader, const struct scan *scan, uint32_t end,
                   struct value *value)
{
    *value = (struct value){.kind = VALUE_STRING, .start = scan->start - 1, .end = end};
    if (scan->has_escapes || scan->has_holes) {
        value->string =
            string_decode(reader, scan->start, scan->at, scan->has_escapes, scan->has_holes);
    } else {
        value->string.bytes = reader_slice(reader, scan->start, scan->at);
    }
    reader->at = end;
}

void reader_read_string(struct reader *reader, struct value *value)
{
    struct scan scan = {.start = reader->at + 1, .at = reader->at + 1, .limit = reader->length};
    uint32_t errors_before = reader->error_count;
    scan_contents(reader, &scan, true);
    if (scan.at == scan.limit && !scan.is_closed) {
        /* What else is wrong inside comes from the missing quote, most likely. */
        reader->error_count = errors_before;
        reader_tell(reader, JSON_UNTERMINATED, scan.start - 1, scan.limit);
        reader->string_is_open = true;
    }
    finish(reader, &scan, scan.is_closed ? scan.at + 1 : scan.at, value);
}

bool reader_read_single_quoted(struct reader *reader, struct value *value)
{
    struct scan scan = {.start = reader->at + 1, .at = reader->at + 1};
    if (!find_closer(reader, scan.start, CLOSER_SINGLE, &scan.limit)) {
        return false;
    }
    uint32_t errors_before = reader->error_count;
    scan_contents(reader, &scan, false);
    reader->error_count = errors_before;
    reader_tell(reader, JSON_SINGLE_QUOTES, scan.start - 1, scan.limit + 1);
    scan.at = scan.limit;
    finish(reader, &scan, scan.limit + 1, value);
    return true;
}
