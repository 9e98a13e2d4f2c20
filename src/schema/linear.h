/* Regular expressions that are a row of character classes, each maybe repeated: `^[a-z]+-\d{4}$`.
 *
 * Most patterns of real schemas are of this kind. They are matched without backtracking, a set of
 * reachable places in one word, and, what no other matcher does, over strings with holes: whether
 * all fillings match, or none. */
#ifndef PAYLINT_SCHEMA_LINEAR_H
#define PAYLINT_SCHEMA_LINEAR_H

#include "schema/schema.h"

enum { LINEAR_PLACES = 63 };

struct linear {
    uint64_t fits[256];       /* of each byte: the places that take it */
    uint64_t loops;           /* places that take any number of bytes */
    uint64_t skips;           /* places that may take none */
    unsigned length;          /* how many places there are; bit `length` means matched */
    unsigned char kinds[256]; /* one byte for each way to fit, for holes that are any bytes */
    unsigned kind_count;
};

/* What one place takes. */
struct byte_set {
    uint64_t bits[4];
};

/* Appends one place; false where there is no more room. */
bool linear_add(struct linear *linear, const struct byte_set *bytes, bool loops, bool skips);
/* To be called when all places are there. */
void linear_finish(struct linear *linear);
bool linear_matches(const struct linear *linear, slice bytes);
/* CERTAINTY_VALID, CERTAINTY_VIOLATES or CERTAINTY_UNKNOWN. */
enum certainty linear_judge(const struct linear *linear, const struct string_value *string);
/* The expression that matches `bytes` alone; false where they are too many. */
bool linear_of_literal(struct linear *linear, slice bytes);

#endif
