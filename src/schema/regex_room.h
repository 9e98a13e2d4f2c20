/* Reading regular expressions: what regex.c, regex_class.c, regex_escape.c and regex_name.c
 * share. */
#ifndef PAYLINT_SCHEMA_REGEX_ROOM_H
#define PAYLINT_SCHEMA_REGEX_ROOM_H

#include "base/buffer.h"
#include "base/map.h"
#include "schema/pattern.h"

/* One atom: what it is for PCRE2, and as bytes where it is as simple as that. */
struct regex_atom {
    bool is_simple;      /* `ascii` and `others` say all of it */
    struct byte_set set; /* of ASCII */
    bool others;         /* every character beyond ASCII, too */
    slice literal;       /* of one character beyond ASCII: its bytes */
    bool is_assertion;   /* \b or \B: nothing that could be repeated */
};

struct regex_reader {
    struct arena *arena;
    slice source;
    size_t at;
    struct buffer out;    /* for PCRE2 */
    const char *fault;    /* NULL: none so far */
    size_t groups;        /* how many capture */
    size_t backreference; /* the highest */
    struct map *names;    /* of groups; NULL: none so far */
    size_t name_count;
    size_t missing_groups; /* names that are referred to before there is a group of them */
};

bool regex_fail(struct regex_reader *reader, const char *fault);

static inline char regex_peek(const struct regex_reader *reader, size_t ahead)
{
    size_t at = reader->at + ahead;
    return at < reader->source.length ? reader->source.data[at] : '\0';
}

static inline bool regex_is_at_end(const struct regex_reader *reader)
{
    return reader->at >= reader->source.length;
}

/* What an escape, from its backslash on, stands for. */
enum escape_kind { ESCAPE_CHARACTER, ESCAPE_SET, ESCAPE_BOUNDARY, ESCAPE_REFERENCE };

struct regex_escape {
    enum escape_kind kind;
    uint32_t character;     /* of ESCAPE_CHARACTER */
    slice pcre2;            /* of the others: for use outside a class */
    slice pcre2_inside;     /* of ESCAPE_SET */
    struct regex_atom atom; /* of ESCAPE_SET */
};

/* Reads it and steps behind it. */
bool regex_read_escape(struct regex_reader *reader, bool inside_class, struct regex_escape *escape);
/* What stands behind \u, from there on: {…}, XXXX, or two of these that are a surrogate pair. */
bool regex_read_unicode(struct regex_reader *reader, uint32_t *character);
/* Reads the opening of a group from behind its (?< on, and writes it. */
bool regex_read_named_group(struct regex_reader *reader);
/* Reads what stands behind \k. */
bool regex_read_named_reference(struct regex_reader *reader, slice *pcre2);
/* Reads a class, from its [ on, and writes it. */
bool regex_read_class(struct regex_reader *reader, struct regex_atom *atom);
/* Writes one character so that PCRE2 takes it for itself, in a class and outside. */
void regex_write_character(struct regex_reader *reader, uint32_t character);
/* The name of a property, between the braces of \p{…}, as PCRE2 calls it; data NULL: there is none.
 */
slice regex_property(struct arena *arena, slice name);

void atom_add(struct regex_atom *atom, uint32_t first, uint32_t last);

#endif
