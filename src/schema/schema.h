/* JSON Schema over values that may have holes.
 *
 * A compiled schema judges finished messages and a script's payloads alike; the answer is one of
 * four. All of draft 2020-12 is understood, and 2019-09, 7, 6 and 4 where `$schema` names them;
 * docs/schema.md says what differs. No document is ever fetched: what a schema refers to has been
 * put into a registry, or it is an error. */
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

/* ---- Compiling ---- */

struct schema;

enum schema_draft { DRAFT_4, DRAFT_6, DRAFT_7, DRAFT_2019, DRAFT_2020 };

/* Documents that schemas refer to, by URI. */
struct schema_registry;
struct schema_registry *schema_registry_new(struct arena *arena);
/* `json` must live as long as the registry. A second document of the same URI replaces the first.
 */
void schema_registry_add(struct schema_registry *registry, slice uri, const struct value *json);

/* All zero: draft 2020-12, format asserted, no registry, strict. */
struct schema_options {
    const struct schema_registry *registry;
    slice base_uri; /* of the schema, for references that are relative */
    bool has_draft; /* `draft` is that of schemas without $schema */
    enum schema_draft draft;
    bool format_is_annotation; /* unless the vocabulary says otherwise */
    bool ignore_unknown; /* keywords and formats; else they are errors: a rule that checks less than
                          * it says would be worse than none */
};

/* Where and why a schema can't be compiled. */
struct schema_error {
    uint32_t offset; /* in the text that the document was read from */
    slice message;
    slice document; /* the URI of the document at fault; data NULL: the schema itself */
};

/* NULL, and `*error` set, where `json` is no schema. Regular expressions in it are freed with
 * `schema_free`; the rest lives in `arena`, and `json` must live as long. Threads may
 * judge by a compiled schema at once. */
struct schema *schema_compile(struct arena *arena, const struct value *json,
                              struct schema_error *error);
struct schema *schema_compile_with(struct arena *arena, const struct value *json,
                                   const struct schema_options *options,
                                   struct schema_error *error);
void schema_free(struct schema *schema);

/* ---- Judging ---- */

/* What is wrong, or not known, at one place of a value. */
struct schema_problem {
    enum certainty certainty; /* never CERTAINTY_VALID */
    slice pointer;            /* into the value; of a missing member that of its object */
    uint32_t start;           /* where the value there stands in the laid-out text */
    uint32_t end;
    slice keyword; /* "required" */
    slice reason;  /* "has no member \"id\"", with the value as its subject */
    slice witness; /* as in a verdict */
    const struct hole
        *hole; /* in the value, or, where it is unknown, what it depends on; or NULL */
};

struct schema_problems {
    struct schema_problem *items;
    size_t count;
    size_t capacity;
};

/* Problems after the first SCHEMA_PROBLEMS_MAX aren't told. */
enum { SCHEMA_PROBLEMS_MAX = 100 };

/* Judges `value` and appends what is wrong or unknown in it to `problems`, by ascending start.
 * `flat` is what the value was read from. */
enum certainty schema_judge_all(struct arena *arena, const struct schema *schema,
                                const struct value *value, const struct flat_text *flat,
                                struct schema_problems *problems);

/* The same, told of the worst problem alone. */
struct verdict schema_judge(struct arena *arena, const struct schema *schema,
                            const struct value *value, const struct flat_text *flat);

/* Judges the bytes of a string as such: what a command prints. */
struct verdict schema_judge_string(struct arena *arena, const struct schema *schema,
                                   const struct string_value *string);

/* Whether a value without holes is valid: the same as schema_judge, but nothing is explained, and
 * nothing allocated for what is valid and of usual size. `scratch` may be reset afterwards. A value
 * that is too deep or costs too much to judge isn't valid. */
bool schema_is_valid(struct arena *scratch, const struct schema *schema, const struct value *value);

#endif
