/* Regular expressions of ECMA-262, with the flag u: `pattern`, `patternProperties` and format
 * "regex".
 *
 * They are read here, so that what ECMA-262 doesn't know is an error, and written anew for PCRE2;
 * what is a row of character classes needs no PCRE2 (linear.h). docs/schema.md says what differs.
 */
#ifndef PAYLINT_SCHEMA_PATTERN_H
#define PAYLINT_SCHEMA_PATTERN_H

#include "schema/linear.h"

/* What an expression was read as. */
struct regex {
    slice pcre2;           /* the same for PCRE2 */
    struct linear *linear; /* or NULL */
    bool is_anchored;      /* it can match at the start alone */
};

/* False, and `*error` set, where it is no regular expression. */
bool regex_read(struct arena *arena, slice source, struct regex *regex, slice *error);
/* The same without anything made: for format "regex". */
bool regex_is_valid(struct arena *arena, slice source);

/* Whether \p{NAME} is something to PCRE2; the name is one of letters, digits and _. */
bool pattern_knows_property(slice name);

struct matcher;

struct pattern {
    slice source;
    const struct linear *linear; /* or NULL, and then there is a matcher */
    bool is_anchored;
    const struct byte_set *refused; /* of ^(?!X) alone: the bytes that X can begin with; or NULL */
    struct matcher *matcher;
};

/* NULL, and `*error` set, where it is no regular expression, or one that PCRE2 can't do (the error
 * then begins with PATTERN_TOO_HARD): a look-behind of any length, a script that it doesn't know.
 */
struct pattern *pattern_compile(struct arena *arena, slice source, slice *error);
#define PATTERN_TOO_HARD "PCRE2 can't match it: "
void pattern_free(struct pattern *pattern);
/* CERTAINTY_VALID, CERTAINTY_VIOLATES, or CERTAINTY_UNKNOWN: it depends on holes, or the matcher
 * gave up. Threads may ask at once. */
enum certainty pattern_judge(const struct pattern *pattern, const struct string_value *string);

#endif
