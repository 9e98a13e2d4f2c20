/* Values of jq: JSON whose strings and numbers are texts, partly known, and of which every byte
 * knows where it stands. Immutable; they live in the arena of the run that makes them. */
#ifndef PAYLINT_JQ_VALUE_H
#define PAYLINT_JQ_VALUE_H

#include "json/contents.h"
#include "json/json.h"

enum jq_kind {
    JQ_NULL,
    JQ_BOOLEAN,
    JQ_NUMBER,
    JQ_STRING,
    JQ_ARRAY,
    JQ_OBJECT,
    JQ_UNKNOWN, /* one value of which nothing is known */
    JQ_CHOICE,  /* one of several, as a choice of a text */
};

/* Where a value is written, or the expression that makes it. */
struct jq_origin {
    struct span span;
    const struct trail *trail;
    bool is_delimited; /* the span begins and ends with the value's own quotes or brackets */
};

struct jq_member {
    struct text key; /* decoded */
    struct jq_origin key_origin;
    const struct jq_value *value;
};

struct jq_value {
    enum jq_kind kind;
    bool boolean;
    struct text text; /* JQ_NUMBER: as it is printed; JQ_STRING: decoded; JQ_UNKNOWN: one hole */
    const struct jq_value *const *items; /* of JQ_ARRAY and JQ_CHOICE */
    const struct jq_member *members;     /* of JQ_OBJECT, each key once */
    uint32_t count;
    uint32_t choice; /* its id */
    struct jq_origin origin;
};

struct jq_values {
    const struct jq_value **items;
    size_t count;
    size_t capacity;
};

/* ---- value.c ---- */

const struct jq_value *jq_null(struct arena *arena, struct jq_origin origin);
const struct jq_value *jq_boolean(struct arena *arena, bool boolean, struct jq_origin origin);
const struct jq_value *jq_string(struct arena *arena, struct text text, struct jq_origin origin);
/* A number that jq may print in another way, or a hole, becomes a hole that is a number. */
const struct jq_value *jq_number(struct arena *arena, struct text text, struct jq_origin origin);
const struct jq_value *jq_integer(struct arena *arena, long number, struct jq_origin origin);
/* `base`: a hole that it is made of, or NULL. */
const struct jq_value *jq_unknown(struct arena *arena, slice from, const struct hole *base,
                                  struct jq_origin origin);
const struct jq_value *jq_array(struct arena *arena, const struct jq_values *items,
                                struct jq_origin origin);
/* The object with one more member, or another value for a key that it has. */
const struct jq_value *jq_object_with(struct arena *arena, const struct jq_value *object,
                                      struct jq_member member);
/* The value of a key known byte for byte: NULL where there is none; `*known` is false where it
 * depends on keys or values that aren't known. */
const struct jq_value *jq_member_value(struct arena *arena, const struct jq_value *object,
                                       slice key, bool *known);
/* A hole in it that comes from outside the script, or any hole, or NULL. */
const struct hole *jq_first_hole(const struct jq_value *value);

/* The value that has been read; NULL where the text isn't one JSON document. */
const struct jq_value *jq_value_of_json(struct arena *arena, const struct flat_text *flat);

/* ---- write.c ---- */

struct jq_form {
    uint32_t indent; /* 0: all in one line */
    bool tabs;
    bool sort_keys;
    bool ascii; /* characters past ASCII are escaped */
};

/* Appends the value as jq prints it. */
void jq_write(struct text_builder *builder, const struct jq_value *value,
              const struct jq_form *form);

#endif
