/* The reader's own room: what the files of this folder share and nobody else includes.
 *
 * Reading is a loop over tokens. What the grammar lets come next is one of a few states (`enum
 * due`); what is open is a stack of frames; the members and items of all open containers wait on
 * one stack each and are copied once, when their container closes. */
#ifndef PAYLINT_JSON_READER_H
#define PAYLINT_JSON_READER_H

#include "json/json.h"

/* What is to come next. */
enum due {
    DUE_VALUE,      /* the root, or what follows a colon */
    DUE_FIRST_ITEM, /* after [ */
    DUE_ITEM,       /* after a comma in an array */
    DUE_FIRST_KEY,  /* after { */
    DUE_KEY,        /* after a comma in an object */
    DUE_COLON,      /* after a key */
    DUE_COMMA,      /* after an item or member */
    DUE_END,        /* after the root */
};

enum byte_class {
    BYTE_OF_WORD, /* whatever isn't one of the rest */
    BYTE_BLANK,
    BYTE_OPEN,
    BYTE_CLOSE,
    BYTE_COMMA,
    BYTE_COLON,
    BYTE_QUOTE,
};

/* What waits for its container to close. In the room that json_read brings along, or, where that is
 * too small, in memory of its own: the arena would keep each size that it had. */
struct waiting {
    void *first;
    size_t count;
    size_t capacity;
    void *owned; /* the memory to free, or NULL */
};

/* An open array or object. */
struct frame {
    uint32_t start;
    uint32_t base; /* how many members (or items) waited when it was opened */
    bool is_object;
    bool may_grow;
    bool loose;    /* holds a hole that may hold brackets: where it closes isn't certain */
    bool dropping; /* the next value has no key and is dropped */
};

/* Quotes that look like the end of a string. */
enum closer_kind {
    CLOSER_DOUBLE,
    CLOSER_SINGLE,
    CLOSER_NESTED, /* a double quote after a closing bracket: "{"a": 1}" */
    CLOSER_COUNT,
};

/* Where the next one stands, for reading on after an unescaped quote. Kept so that each line is
 * searched once. */
struct closer {
    uint32_t from;
    uint32_t to;
    bool found; /* at `to` */
};

struct reader {
    struct arena *arena;
    const struct flat_text *flat;
    const char *bytes;
    uint32_t length;
    uint32_t at;
    enum due due;
    bool stopped;
    bool has_root;
    bool root_is_loose;    /* nothing after the root is certain */
    bool absence_told;     /* an error says already that there is no root */
    bool string_is_open;   /* the text ended inside a string, which has been told */
    bool after_hole;       /* the last token was a loose hole */
    bool touches_hole;     /* the token before the present one was */
    bool excused;          /* a comma or colon missing here is part of a mistake told before */
    bool may_break;        /* a hole may hold what isn't JSON */
    bool certainly_broken; /* an error that wasn't kept was certain */
    bool broken;           /* some error wasn't kept */
    struct value root;
    struct value dropped;   /* takes the values that have no place */
    struct waiting members; /* of struct member */
    struct waiting items;   /* of struct value */
    struct closer closers[CLOSER_COUNT];
    uint32_t object_count; /* among the frames */
    uint32_t depth;
    uint32_t error_count;
    struct json_error errors[JSON_ERRORS_MAX];
    struct frame frames[JSON_DEPTH_MAX];
};

/* ---- reader.c ---- */

extern const unsigned char reader_classes[256];
static inline enum byte_class reader_class(const struct reader *reader, uint32_t offset)
{
    return (enum byte_class)reader_classes[(unsigned char)reader->bytes[offset]];
}
/* Steps over blanks, and over comments, which it tells. */
void reader_skip_blanks(struct reader *reader);
/* The first byte at or after `offset` that isn't a blank of JSON. */
static inline uint32_t reader_after_blanks(const struct reader *reader, uint32_t offset)
{
    while (offset < reader->length && reader_class(reader, offset) == BYTE_BLANK) {
        offset++;
    }
    return offset;
}
static inline bool reader_is_hole(const struct reader *reader, uint32_t offset)
{
    return reader->bytes[offset] == TEXT_HOLE_BYTE && flat_is_hole(reader->flat, offset);
}
/* What is known of the hole at `offset`; NULL for one that could be anything. */
const struct hole *reader_hole(const struct reader *reader, uint32_t offset);
static inline slice reader_slice(const struct reader *reader, uint32_t start, uint32_t end)
{
    return (slice){reader->bytes + start, end - start};
}
static inline struct frame *reader_top(struct reader *reader)
{
    return reader->depth ? &reader->frames[reader->depth - 1] : NULL;
}

/* How many of `count` bytes, from the first, are plain: ASCII, and no quote, backslash or control
 * character. Eight at a time: a byte's high bit ends up set where it is none of these, and so may
 * be those of bytes behind it. */
static inline uint32_t reader_count_plain(const char *bytes, uint32_t count)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint32_t at = 0;
    for (; count - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, bytes + at, sizeof word);
        uint64_t quote = (word ^ ones * '"') - ones;
        uint64_t backslash = (word ^ ones * '\\') - ones;
        uint64_t control = word - ones * 0x20;
        uint64_t special = (word | quote | backslash | control) & ones * 0x80;
        if (special) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
            return at + (uint32_t)__builtin_ctzll(special) / 8;
#else
            break;
#endif
        }
    }
    while (at < count) {
        unsigned char byte = (unsigned char)bytes[at];
        if (byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\') {
            break;
        }
        at++;
    }
    return at;
}

/* ---- plain.c ---- */

/* Reads a text without holes that has nothing wrong; false where it isn't such a text, and then the
 * reader is to be set up anew. */
bool reader_read_plain(struct reader *reader);

/* ---- error.c ---- */

/* Adds an error, certain unless the token before was a loose hole. */
void reader_tell(struct reader *reader, enum json_error_kind kind, uint32_t start, uint32_t end);
void reader_tell_as(struct reader *reader, enum json_error_kind kind, uint32_t start, uint32_t end,
                    bool certain);

/* ---- structure.c ---- */

void reader_open(struct reader *reader);
/* Opens a frame at the bracket at reader->at, and steps over it; JSON_DEPTH_MAX is the caller's. */
void reader_open_frame(struct reader *reader, bool is_object);
/* Closes the innermost frame at `end`: what waited for it becomes its members or items. */
void reader_close_frame(struct reader *reader, uint32_t end);
void reader_close(struct reader *reader);
void reader_comma(struct reader *reader);
void reader_colon(struct reader *reader);
/* Everything from here on is too much: tells it and stops. */
void reader_extra_text(struct reader *reader);
/* Closes what is open at the end of the text. */
void reader_close_all(struct reader *reader);

/* ---- place.c ---- */

void reader_string(struct reader *reader);
void reader_word(struct reader *reader);
/* One more at the end of those that wait, each of `size` bytes. */
void *waiting_push(struct waiting *waiting, size_t size);
void waiting_free(struct waiting *waiting);
static inline struct member *reader_last_member(struct reader *reader)
{
    return (struct member *)reader->members.first + reader->members.count - 1;
}
/* The place of the next value, for the caller to fill before anything else is read; what is due
 * next is set. */
struct value *reader_new_value(struct reader *reader);
/* The same for a member: the caller fills its key, and its value by member_set_no_value. */
struct member *reader_new_member(struct reader *reader);
/* Gives it the value of a member that has none, or none yet: it could be anything. */
void member_set_no_value(const struct reader *reader, struct member *member);
/* A value that could be anything, of the given bytes. */
struct value value_unknown(const struct reader *reader, uint32_t start, uint32_t end);
/* A value without a comma before it: tells so unless that is excused or a hole may hold it. */
void reader_miss_comma(struct reader *reader, uint32_t end);

/* ---- string.c ---- */

/* Reads the string that starts at reader->at and steps behind it. */
void reader_read_string(struct reader *reader, struct value *value);
/* The same for one in single quotes, which it tells. False where no such string starts here. */
bool reader_read_single_quoted(struct reader *reader, struct value *value);

/* ---- escape.c ---- */

/* How many bytes the escape at `bytes` (a backslash) takes; `*valid` says whether it is one of RFC
 * 8259, section 7. What isn't ends before the byte that is wrong, but takes a wrong letter with
 * it. */
uint32_t escape_length(slice bytes, bool *valid);
/* Decodes the string contents from `start` up to `end`. */
struct string_value string_decode(const struct reader *reader, uint32_t start, uint32_t end,
                                  bool has_escapes, bool has_holes);
/* The fault of `literal` as part of a string's contents. */
enum literal_fault {
    LITERAL_FITS,
    LITERAL_CONTROL,
    LITERAL_ESCAPE,
    LITERAL_UTF8,
    LITERAL_QUOTE, /* it may end the string, or depend on what follows */
};
enum literal_fault string_literal_fault(slice literal);

/* ---- word.c ---- */

enum word_verdict { WORD_VALUE, WORD_MAYBE, WORD_NEVER };

/* A run of bytes without structure: a number, true, false, null, holes, or something wrong. */
struct word {
    uint32_t start;
    uint32_t end;
    bool has_hole;
    bool loose;  /* its holes may hold structure, or (where it is holes only) nothing at all */
    bool grows;  /* they may hold more than one value */
    bool splits; /* one of them is known to hold structure in some run */
    enum word_verdict verdict; /* whether it is a JSON value */
    enum word_verdict as_key;  /* whether it is a JSON string */
};

struct word word_at(const struct reader *reader, uint32_t start);
/* Takes in the words that follow on the same line: "hello big world" is one mistake. */
void word_extend(const struct reader *reader, struct word *word);
/* The same for a bare key, up to its colon; false, and nothing done, where none follows. */
bool word_extend_key(const struct reader *reader, struct word *word);
/* Whether a colon is glued to its end and something to the colon: 12:30, http://… */
bool word_has_colon(const struct reader *reader, const struct word *word);
void word_tell(struct reader *reader, const struct word *word);
/* Sets `value` to what it is, or what was meant by it. */
void word_value(const struct reader *reader, const struct word *word, struct value *value);

/* ---- grammar.c ---- */

/* Automaton over bare values: a set of states is a bit mask; bit 0 is the dead state. */
typedef uint32_t bare_states;
/* Whether `bytes` is one word: not empty, no blanks, quotes or structure. */
bool bare_is_word(slice bytes);
bare_states bare_start(void);
bare_states bare_any(void);
bare_states bare_step(bare_states states, slice bytes);
/* After any one value of `hole`, which may be NULL: it could be anything. */
bare_states bare_step_hole(bare_states states, const struct hole *hole);
enum word_verdict bare_verdict(bare_states states);
/* RFC 8259, section 6. */
bool is_json_number(slice bytes);

#endif
