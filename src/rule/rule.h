/* Rules and rule sets. A rule is one entry of rules/builtin.json, where the form is described. */
#ifndef PAYLINT_RULE_RULE_H
#define PAYLINT_RULE_RULE_H

#include "rule/config.h"
#include "schema/schema.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO };

/* "error" */
const char *severity_name(enum severity severity);

enum rule_kind {
    RULE_SCHEMA,     /* a schema for the values at some pointer of a payload */
    RULE_SYNTAX,     /* the payload is JSON */
    RULE_UNEXPANDED, /* no $NAME is sent where a value was meant */
    RULE_COMMAND,    /* a schema for what a command prints */
};

struct rule {
    slice id;
    enum severity severity;
    slice summary;
    slice why;
    slice help;
    enum rule_kind kind;
    const slice *at; /* of RULE_SCHEMA: reference tokens; "**" any number of them, "*" any one */
    size_t at_count;
    struct schema *schema;
    slice command; /* of RULE_COMMAND */
};

struct rule_set {
    struct rule *items;
    size_t count;
};

/* Reads the built-in rules; all but the regular expressions lives in `arena`. */
struct rule_set rules_load(struct arena *arena, struct error_sink *errors);
void rules_free(struct rule_set *rules);

/* The rule of that id, or NULL. */
const struct rule *rules_find(const struct rule_set *rules, slice id);
/* The id that is most like `id`, for "did you mean"; NULL where none is. */
const struct rule *rules_closest(const struct rule_set *rules, slice id);

#endif
