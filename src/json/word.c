/* Words: runs of bytes without structure. In: where one starts. Out: its end, whether it is a JSON
 * value always, never or sometimes, and the value. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "json/reader.h"

/* Of what a hole alone may hold where a value or a key is due. */
struct hole_verdict {
    enum word_verdict as_value;
    enum word_verdict as_key;
    bool loose;
    bool grows;
};

/* `verdict` joined with what holds for one more literal, the `index`th. */
static enum word_verdict also(enum word_verdict verdict, size_t index, enum word_verdict other)
{
    return index == 0 || verdict == other ? other : WORD_MAYBE;
}

static struct hole_verdict judge_one_of(struct arena *arena, const struct hole *hole)
{
    struct hole_verdict verdict = {0};
    for (size_t i = 0; i < hole->one_of_count; i++) {
        slice literal = hole->one_of[i];
        enum word_verdict as_value = WORD_NEVER;
        enum word_verdict as_key = WORD_NEVER;
        if (bare_is_word(literal)) {
            as_value = bare_verdict(bare_step(bare_start(), literal));
        } else {
            struct flat_text flat = flat_of_bytes(literal);
            struct json_document document = json_read(arena, &flat);
            bool valid = document.validity == JSON_VALID;
            bool is_string = valid && document.root.kind == VALUE_STRING;
            as_value = valid ? WORD_VALUE : WORD_MAYBE;
            as_key = is_string ? WORD_VALUE : valid ? WORD_NEVER : WORD_MAYBE;
            verdict.loose |= !valid;
            verdict.grows |= !valid;
        }
        verdict.as_value = also(verdict.as_value, i, as_value);
        verdict.as_key = also(verdict.as_key, i, as_key);
    }
    return verdict;
}

/* The longest that is read of the literals of one hole, all together: texts with many such holes
 * must not cost more than their length. */
enum { ONE_OF_BYTES_MAX = 64 * 1024 };

static bool is_small(const struct hole *hole)
{
    size_t bytes = hole->one_of_count;
    for (size_t i = 0; i < hole->one_of_count && bytes <= ONE_OF_BYTES_MAX; i++) {
        bytes += hole->one_of[i].length;
    }
    return hole->one_of_count > 0 && bytes <= ONE_OF_BYTES_MAX;
}

static struct hole_verdict judge_hole(struct arena *arena, const struct hole *hole)
{
    struct hole_verdict anything = {WORD_MAYBE, WORD_MAYBE, true, true};
    if (hole && hole->form == HOLE_VALUE) {
        return (struct hole_verdict){.as_value = WORD_VALUE, .as_key = WORD_MAYBE};
    }
    switch (hole ? hole->shape : SHAPE_UNKNOWN) {
    case SHAPE_ONE_OF:
        return is_small(hole) ? judge_one_of(arena, hole) : anything;
    case SHAPE_BASE64: /* no commas, but maybe empty */
        return (struct hole_verdict){WORD_MAYBE, WORD_NEVER, true, false};
    case SHAPE_UUID_LOWER:
    case SHAPE_UUID_UPPER:
    case SHAPE_UUID:
    case SHAPE_INTEGER:
    case SHAPE_HEX:
        return (struct hole_verdict){.as_value = bare_verdict(bare_step_hole(bare_start(), hole)),
                                     .as_key = WORD_NEVER};
    default:
        return anything;
    }
}

static enum word_verdict literal_verdict(slice bytes)
{
    char first = bytes.data[0];
    bool is_value = first == 't'   ? slice_equal(bytes, SLICE("true"))
                    : first == 'f' ? slice_equal(bytes, SLICE("false"))
                    : first == 'n' ? slice_equal(bytes, SLICE("null"))
                                   : is_json_number(bytes);
    return is_value ? WORD_VALUE : WORD_NEVER;
}

/* A comment may be glued to a value: 1//one. */
static void cut_comment(const struct reader *reader, struct word *word)
{
    for (uint32_t i = word->start + 1; i + 1 < word->end; i++) {
        char next = reader->bytes[i + 1];
        if (reader->bytes[i] == '/' && (next == '/' || next == '*')) {
            if (literal_verdict(reader_slice(reader, word->start, i)) == WORD_VALUE) {
                word->end = i;
                word->verdict = WORD_VALUE;
            }
            return;
        }
    }
}

/* Whether `hole` is known to hold blanks, commas or other structure in some run. */
static bool hole_splits(const struct hole *hole)
{
    for (size_t i = 0; hole && hole->shape == SHAPE_ONE_OF && i < hole->one_of_count; i++) {
        if (hole->one_of[i].length > 0 && !bare_is_word(hole->one_of[i])) {
            return true;
        }
    }
    return false;
}

static void judge_holes_only(const struct reader *reader, struct word *word)
{
    word->as_key = WORD_NEVER;
    word->verdict = WORD_NEVER;
    for (uint32_t i = word->start; i < word->end; i++) {
        struct hole_verdict verdict = judge_hole(reader->arena, reader_hole(reader, i));
        word->loose |= verdict.loose;
        word->grows |= verdict.grows;
        word->splits |= verdict.grows && hole_splits(reader_hole(reader, i));
        word->verdict = verdict.as_value;
        word->as_key = verdict.as_key;
    }
    if (word->end - word->start > 1 && word->loose) {
        word->verdict = WORD_MAYBE;
        word->as_key = WORD_MAYBE;
    }
}

static void judge_glued(const struct reader *reader, struct word *word)
{
    bare_states states = bare_start();
    for (uint32_t i = word->start; i < word->end; i++) {
        if (reader_is_hole(reader, i)) {
            states = bare_step_hole(states, reader_hole(reader, i));
            word->splits |= hole_splits(reader_hole(reader, i));
        } else {
            states = bare_step(states, reader_slice(reader, i, i + 1));
        }
    }
    word->verdict = bare_verdict(states);
    word->loose = word->splits && word->verdict != WORD_NEVER;
    word->grows = word->loose;
    word->as_key = word->loose ? WORD_MAYBE : WORD_NEVER;
}

/* {"a": true$REST}: what follows a whole value can only be structure, unless digits follow digits.
 */
static bool cut_before_hole(const struct reader *reader, struct word *word)
{
    uint32_t end = word->start;
    while (!reader_is_hole(reader, end)) {
        end++;
    }
    slice prefix = reader_slice(reader, word->start, end);
    if (prefix.length == 0 || literal_verdict(prefix) != WORD_VALUE) {
        return false;
    }
    const struct hole *hole = reader_hole(reader, end);
    bool is_name = prefix.data[0] > '9';
    if (!hole_splits(hole) && !(is_name && judge_hole(reader->arena, hole).loose)) {
        return false;
    }
    *word = (struct word){
        .start = word->start, .end = end, .verdict = WORD_VALUE, .as_key = WORD_NEVER};
    return true;
}

static uint32_t end_of_word(const struct reader *reader, uint32_t at)
{
    while (at < reader->length && reader_class(reader, at) == BYTE_OF_WORD) {
        at++;
    }
    return at;
}

struct word word_at(const struct reader *reader, uint32_t start)
{
    struct word word = {.start = start, .end = end_of_word(reader, start), .as_key = WORD_NEVER};
    bool only_holes = true;
    for (uint32_t i = start; i < word.end; i++) {
        bool is_hole = reader_is_hole(reader, i);
        word.has_hole |= is_hole;
        only_holes &= is_hole;
    }
    if (word.has_hole && only_holes) {
        judge_holes_only(reader, &word);
        if (word.end - start > 1 && !word.loose) {
            judge_glued(reader, &word);
        }
    } else if (word.has_hole) {
        if (!cut_before_hole(reader, &word)) {
            judge_glued(reader, &word);
        }
    } else {
        word.verdict = literal_verdict(reader_slice(reader, start, word.end));
        if (word.verdict == WORD_NEVER) {
            cut_comment(reader, &word);
        }
    }
    return word;
}

bool word_has_colon(const struct reader *reader, const struct word *word)
{
    uint32_t at = word->end;
    return at + 1 < reader->length && reader->bytes[at] == ':' &&
           reader_class(reader, at + 1) == BYTE_OF_WORD && !reader_is_hole(reader, at + 1);
}

static bool is_comment(const struct reader *reader, uint32_t at)
{
    return at + 1 < reader->length && reader->bytes[at] == '/' &&
           (reader->bytes[at + 1] == '/' || reader->bytes[at + 1] == '*');
}

static bool is_blank(const struct reader *reader, uint32_t at)
{
    return at < reader->length && ascii_is_blank(reader->bytes[at]);
}

/* The end of the next word on the line, or where `word` ends. */
static uint32_t end_of_next_word(const struct reader *reader, const struct word *word)
{
    uint32_t next = word->end;
    while (is_blank(reader, next)) {
        next++;
    }
    if (next == reader->length || reader_class(reader, next) != BYTE_OF_WORD ||
        is_comment(reader, next)) {
        return word->end;
    }
    uint32_t end = end_of_word(reader, next);
    bool is_key = reader->depth > 0 && end < reader->length && reader->bytes[end] == ':';
    return is_key ? word->end : end;
}

static void extend_to(const struct reader *reader, struct word *word, uint32_t end)
{
    for (uint32_t i = word->end; i < end; i++) {
        word->has_hole |= reader_is_hole(reader, i);
    }
    word->end = end;
}

/* {"a": b", "c": 1}: the opening quote is missing, the closing one is there. */
static bool is_closing_quote(const struct reader *reader, uint32_t at)
{
    if (at == reader->length || reader->bytes[at] != '"') {
        return false;
    }
    at = reader_after_blanks(reader, at + 1);
    return at < reader->length && memchr(",]}", reader->bytes[at], 3);
}

void word_extend(const struct reader *reader, struct word *word)
{
    for (;;) {
        uint32_t end = word_has_colon(reader, word) ? end_of_word(reader, word->end + 1)
                                                    : end_of_next_word(reader, word);
        if (end == word->end) {
            break;
        }
        extend_to(reader, word, end);
    }
    if (is_closing_quote(reader, word->end)) {
        word->end++;
    }
}

bool word_extend_key(const struct reader *reader, struct word *word)
{
    uint32_t end = word->end;
    uint32_t at = end;
    while (at < reader->length &&
           (reader_class(reader, at) == BYTE_OF_WORD || is_blank(reader, at))) {
        at++;
        end = is_blank(reader, at - 1) ? end : at;
    }
    at = reader_after_blanks(reader, at);
    if (at == reader->length || reader->bytes[at] != ':') {
        return false;
    }
    extend_to(reader, word, end);
    return true;
}

/* Whether it was meant as a number: it starts like one, holds nothing but what numbers of other
 * languages hold (0x1F, 1_000), and is no date or UUID. */
static bool looks_like_number(slice bytes)
{
    size_t at = 0;
    while (at < bytes.length && memchr("+-.", bytes.data[at], 3)) {
        at++;
    }
    bool is_hex = slice_starts_with(slice_sub(bytes, at, bytes.length), SLICE("0x")) ||
                  slice_starts_with(slice_sub(bytes, at, bytes.length), SLICE("0X"));
    if (at < bytes.length && !ascii_is_digit(bytes.data[at])) {
        return false;
    }
    at += is_hex ? 2 : 0;
    for (; at < bytes.length; at++) {
        char byte = bytes.data[at];
        bool of_number =
            byte && strchr(is_hex ? "0123456789abcdefABCDEF_" : "0123456789.eE_", byte);
        bool of_exponent =
            (byte == '+' || byte == '-') && at > 0 && (bytes.data[at - 1] | 0x20) == 'e';
        if (!of_number && !of_exponent) {
            return false;
        }
    }
    return true;
}

/* Where bytes that aren't UTF-8 first stand, or the word's end. */
static uint32_t first_invalid(const struct reader *reader, uint32_t at, uint32_t end)
{
    while (at < end) {
        at += (uint32_t)utf8_first_invalid(reader_slice(reader, at, end));
        if (at < end && !reader_is_hole(reader, at)) {
            return at;
        }
        at += at < end;
    }
    return end;
}

static uint32_t after_invalid(const struct reader *reader, uint32_t at, uint32_t end)
{
    size_t length = 1;
    while (at < end && !reader_is_hole(reader, at) &&
           utf8_decode(reader_slice(reader, at, end), &length) == UTF8_INVALID) {
        at++;
    }
    return at;
}

void word_tell(struct reader *reader, const struct word *word)
{
    uint32_t invalid = first_invalid(reader, word->start, word->end);
    if (invalid < word->end) {
        uint32_t end = after_invalid(reader, invalid, word->end);
        reader_tell(reader, JSON_BAD_UTF8, invalid, end);
        return;
    }
    bool number = looks_like_number(reader_slice(reader, word->start, word->end));
    reader_tell(reader, number ? JSON_BAD_NUMBER : JSON_BARE_WORD, word->start, word->end);
}

/* What JavaScript, Python and people write for the literal names; NULL where they have none. */
static const struct {
    const char *word;
    enum value_kind kind;
    bool boolean;
} known_words[] = {
    {"true", VALUE_BOOLEAN, true},    {"false", VALUE_BOOLEAN, false},
    {"null", VALUE_NULL, false},      {"True", VALUE_BOOLEAN, true},
    {"False", VALUE_BOOLEAN, false},  {"None", VALUE_NULL, false},
    {"TRUE", VALUE_BOOLEAN, true},    {"FALSE", VALUE_BOOLEAN, false},
    {"NULL", VALUE_NULL, false},      {"Null", VALUE_NULL, false},
    {"nil", VALUE_NULL, false},       {"NaN", VALUE_HOLE, false},
    {"Infinity", VALUE_HOLE, false},  {"-Infinity", VALUE_HOLE, false},
    {"undefined", VALUE_HOLE, false},
};

static void set_meant_value(struct value *value)
{
    slice *bytes = &value->string.bytes;
    for (size_t i = 0; i < sizeof known_words / sizeof *known_words; i++) {
        if (slice_is(*bytes, known_words[i].word)) {
            value->kind = known_words[i].kind;
            value->boolean = known_words[i].boolean;
            return;
        }
    }
    if (!looks_like_number(*bytes)) {
        value->kind = VALUE_STRING;
        bytes->length -= bytes->data[bytes->length - 1] == '"';
    }
}

void word_value(const struct reader *reader, const struct word *word, struct value *value)
{
    *value = value_unknown(reader, word->start, word->end);
    if (word->has_hole) {
        return;
    }
    if (word->verdict == WORD_VALUE && reader->bytes[word->start] <= '9') {
        value->kind = VALUE_NUMBER;
    } else {
        set_meant_value(value);
    }
}
