/* A strict reader of JSON (RFC 8259) over a text that may have holes.
 *
 * It reads finished messages and a script's payloads alike: a live message is a payload with no
 * holes. It accepts exactly the grammar of RFC 8259 in UTF-8; what isn't JSON is told with its
 * place and kind, and reading goes on, so that a payload with a trailing comma still shows its
 * fields. Nothing is recursive: nesting is limited by JSON_DEPTH_MAX alone. */
#ifndef PAYLINT_JSON_JSON_H
#define PAYLINT_JSON_JSON_H

#include "base/arena.h"
#include "text/text.h"

/* Deeper nesting is an error (JSON_TOO_DEEP), as RFC 8259 section 9 allows: those who judge values
 * may then walk them by recursion. */
enum { JSON_DEPTH_MAX = 1000 };

enum value_kind {
    VALUE_NULL,
    VALUE_BOOLEAN,
    VALUE_NUMBER,
    VALUE_STRING,
    VALUE_ARRAY,
    VALUE_OBJECT,
    VALUE_HOLE, /* any value: a hole alone or glued to other bytes (12$X), or what can't be told
                 * because the text is wrong there (no bytes where a value is missing) */
};

/* A hole inside a string's decoded bytes. */
struct string_hole {
    uint32_t offset; /* of its TEXT_HOLE_BYTE in the decoded bytes */
    const struct text_piece *piece;
};

/* What a string says: escapes decoded (a lone surrogate becomes U+FFFD), holes in place. */
struct string_value {
    slice bytes;
    const struct string_hole *holes; /* by ascending offset */
    size_t hole_count;
};

struct value {
    enum value_kind kind;
    bool boolean; /* of VALUE_BOOLEAN */
    /* Of arrays and objects: a hole between the items may hold more of them. A hole that is an item
     * of an array may stand for several, or none; one that is a member's value stands for that. */
    bool may_grow;
    uint32_t start; /* in the laid-out text, quotes and brackets included */
    uint32_t end;
    /* VALUE_STRING: decoded; of a bare word, a bare key and a single-quoted string (errors all),
     * what was meant. Bytes at fault (bad escapes, bytes that aren't UTF-8) stay as they are.
     * VALUE_NUMBER and VALUE_HOLE: the raw bytes as written, with their holes. */
    struct string_value string;
    const struct member *members; /* of VALUE_OBJECT, in order, duplicates and all */
    const struct value *items;    /* of VALUE_ARRAY */
    uint32_t count;               /* of members or items */
};

struct member {
    struct value key; /* VALUE_STRING, or VALUE_HOLE where a hole stands for the key */
    struct value value;
};

enum json_error_kind {
    JSON_EMPTY,             /* nothing but white space */
    JSON_NO_VALUE,          /* a value was due here */
    JSON_TRAILING_COMMA,    /* , before } or ] */
    JSON_MISSING_COMMA,     /* two members or items with nothing between: where the second starts */
    JSON_EXTRA_COMMA,       /* two commas in a row, or one before the first item */
    JSON_MISSING_COLON,     /* no : after a key */
    JSON_KEY_NOT_STRING,    /* {key: 1}: the key has no quotes */
    JSON_SINGLE_QUOTES,     /* 'text' where a string was due */
    JSON_UNESCAPED_QUOTE,   /* "say "hi" now": from the first quote inside to the last */
    JSON_BARE_WORD,         /* a word that is no value: text, True, NaN, undefined */
    JSON_BAD_NUMBER,        /* 01, +1, .5, 1., 0x10 */
    JSON_BAD_ESCAPE,        /* \x or a \u without four hex digits */
    JSON_CONTROL_CHARACTER, /* a raw newline, tab or the like inside a string: its first run of them
                             */
    JSON_BAD_UTF8,          /* bytes that aren't UTF-8, outside and inside strings */
    JSON_BYTE_ORDER_MARK,   /* U+FEFF before the value (RFC 8259 section 8.1) */
    JSON_UNTERMINATED, /* the text (or the line) ends inside a string: all of the string; or the
                        * text ends inside an array or object: the end of the text */
    JSON_MISMATCHED_BRACKET, /* ] for }, or the other way round, or one too many */
    JSON_EXTRA_TEXT,         /* something after the value */
    JSON_COMMENT,            /* // or slash-star */
    JSON_TOO_DEEP,           /* nested deeper than JSON_DEPTH_MAX: reading stops */
};

struct json_error {
    enum json_error_kind kind;
    /* Whether it is wrong whatever the holes hold. A hole is taken to stay within the string,
     * number or word that it stands in. One between members or items, or one that is a whole value,
     * may hold structure unless its shape says otherwise: an error in the token after it isn't
     * certain (but a comma between it and a closing bracket is), nor is where the containers around
     * it end. */
    bool certain;
    uint32_t start; /* in the laid-out text: the bytes at fault; at least one unless at the end */
    uint32_t end;
};

/* Errors after the first JSON_ERRORS_MAX are not kept. */
enum { JSON_ERRORS_MAX = 32 };

enum json_validity { JSON_VALID, JSON_INVALID, JSON_UNKNOWN };

struct json_document {
    struct value root;               /* VALUE_HOLE where there is nothing to read */
    const struct json_error *errors; /* by ascending start */
    size_t error_count;
    /* JSON_INVALID: some error is certain. JSON_UNKNOWN: none is, but some error stands there, or
     * a hole may hold what would break the text. JSON_VALID: JSON in every run. */
    enum json_validity validity;
};

/* Reads one JSON text, in time linear in its length. Everything in the document lives in `arena` or
 * is shared with `flat`, which must be shorter than 4 GiB. Two mistakes are two errors, but what
 * follows from one isn't told again. */
struct json_document json_read(struct arena *arena, const struct flat_text *flat);

/* What is wrong, for people: "a comma before the closing bracket". */
const char *json_error_message(enum json_error_kind kind);

/* The last member of `object` whose key is `key`, or NULL: JSON readers let the last one win.
 * NULL for values of other kinds. */
const struct member *value_member(const struct value *object, slice key);

/* Whether no two members of `object` have the same key; a hole in a key counts as its one byte. */
bool value_keys_differ(struct arena *arena, const struct value *object);

/* One step of the way from a root to a value inside it; the steps before it are `outer`. Those who
 * walk values keep such a chain on their stack: a pointer is made only where it is told. */
struct json_path {
    const struct json_path *outer; /* NULL: the root's own child */
    bool is_key;
    slice key;
    size_t index; /* of an array's item */
};

/* The JSON Pointer (RFC 6901) of the value that `path` leads to; NULL leads to the root, "". */
slice json_path_pointer(struct arena *arena, const struct json_path *path);

/* JSON Pointer (RFC 6901): appends one reference token for a key, or for an index. */
slice json_pointer_append_key(struct arena *arena, slice pointer, slice key);
slice json_pointer_append_index(struct arena *arena, slice pointer, size_t index);

#endif
