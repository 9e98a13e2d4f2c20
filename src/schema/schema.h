/* JSON Schema over values that may have holes.
 *
 * A compiled schema judges finished messages and a script's payloads alike; the answer is one of
 * four. So far: `type`, `format` (asserted; "uuid") and `pattern`, with the annotations that judge
 * nothing. Any other keyword is an error, never ignored: a rule that checks less than it says would
 * be worse than none (JSON Schema 2020-12 Validation, sections 6.1.1, 6.3.3, 7). */
#ifndef PAYLINT_SCHEMA_SCHEMA_H
#define PAYLINT_SCHEMA_SCHEMA_H

#include "json/json.h"

enum certainty {
    CERTAINTY_VALID,       /* every value that can be sent satisfies the rule */
    CERTAINTY_VIOLATES,    /* none does */
    CERTAINTY_MAY_VIOLATE, /* a concrete one doesn't: the witness */
    CERTAINTY_UNKNOWN,     /* it depends on something outside */
};

/* "may-violate" */
const char *certainty_name(enum certainty certainty);

struct verdict {
    enum certainty certainty;
    slice witness; /* the bytes of a value that doesn't satisfy the rule, unless CERTAINTY_VALID */
    slice reason;  /* why it doesn't: "is not a UUID"; of CERTAINTY_UNKNOWN what it depends on */
};

struct schema;

/* Where and why a schema can't be compiled. */
struct schema_error {
    uint32_t offset; /* in the text that the schema was read from */
    slice message;
};

/* NULL, and `*error` set, where `json` is no schema. Regular expressions in it are freed with
 * `schema_free`; the rest lives in `arena`. */
struct schema *schema_compile(struct arena *arena, const struct value *json,
                              struct schema_error *error);
void schema_free(struct schema *schema);

/* Judges `value`, whose holes' pieces belong to the text that it was read from (none for a live
 * message). */
struct verdict schema_judge(struct arena *arena, const struct schema *schema,
                            const struct value *value, const struct flat_text *flat);

/* Judges the bytes of a string as such: what a command prints. */
struct verdict schema_judge_string(struct arena *arena, const struct schema *schema,
                                   const struct string_value *string);

#endif
