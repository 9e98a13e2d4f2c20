/* Shapes: what is known of bytes that are not known yet.
 * The shapes form a small lattice: `shape_join` gives the narrowest shape that holds both. */
#ifndef PAYLINT_TEXT_SHAPE_H
#define PAYLINT_TEXT_SHAPE_H

#include "base/slice.h"

enum shape {
    SHAPE_LITERAL,    /* exactly the bytes given; no hole has this shape */
    SHAPE_ONE_OF,     /* one of the literals listed */
    SHAPE_UUID_LOWER, /* a UUID (RFC 9562, section 4) with lower-case digits */
    SHAPE_UUID_UPPER, /* the same with upper-case digits */
    SHAPE_UUID,       /* a UUID; which case depends on the machine */
    SHAPE_INTEGER,    /* a decimal integer as JSON writes it, maybe with a minus sign */
    SHAPE_HEX,        /* one or more hexadecimal digits */
    SHAPE_BASE64,     /* base64 (RFC 4648, section 4), maybe empty or wrapped into lines */
    SHAPE_WORD,       /* bytes that need no quoting in JSON and hold no blanks; maybe none */
    SHAPE_TEXT,       /* any bytes, made in the script from something unknown */
    SHAPE_UNKNOWN,    /* any bytes, from outside the script */
    SHAPE_COUNT,
};

/* The name that output uses: "uuid-lower". */
const char *shape_name(enum shape shape);

/* The narrowest shape that holds what `a` holds and what `b` holds. SHAPE_LITERAL and SHAPE_ONE_OF
 * join with another shape to SHAPE_TEXT: the caller who knows the literals can do better. */
enum shape shape_join(enum shape a, enum shape b);

/* The shape after tr '[:upper:]' '[:lower:]' or its opposite. */
enum shape shape_lower(enum shape shape);
enum shape shape_upper(enum shape shape);

/* Whether a value of this shape, put inside a JSON string, leaves the string well-formed. */
bool shape_is_json_string_safe(enum shape shape);

/* Every byte that a value of this shape can hold; NULL where that is any byte. */
const char *shape_alphabet(enum shape shape);

/* Concrete values of this shape, to try a rule on: the `index`th, from 0, or an empty slice with
 * data NULL where there are no more. None for shapes that could be anything. */
slice shape_sample(enum shape shape, size_t index);

#endif
