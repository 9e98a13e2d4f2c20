/* Rules and rule sets. A rule is one entry of rules/builtin.json, where the form is described, or
 * of "rules" in a paylint.json. */
#ifndef PAYLINT_RULE_RULE_H
#define PAYLINT_RULE_RULE_H

#include "base/file.h"
#include "rule/config.h"
#include "schema/schema.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO };

/* "error" */
const char *severity_name(enum severity severity);
/* The severity of that name; false where there is none. */
bool severity_find(slice name, enum severity *severity);

enum rule_kind {
    RULE_SCHEMA,  /* a schema for the values at some pointers of a payload */
    RULE_CHECK,   /* a check in C, of a row in check.c */
    RULE_COMMAND, /* a schema for what a command prints */
    RULE_PROGRAM, /* found by the program itself: comments that suppress nothing */
};

/* A row of check.c. */
struct check_row;

/* What --fix does about a rule's findings. */
enum rule_fix_kind {
    RULE_FIX_NONE,
    RULE_FIX_GENERATE,  /* "generate": "uuid": a fresh value takes the place of the wrong one */
    RULE_FIX_PIPE,      /* "pipe": a command that the output is piped through */
    RULE_FIX_LOWERCASE, /* "case": "lower": the value's letters become lower case */
    RULE_FIX_CHECK,     /* "check": true: what the check in C has for it */
};

/* Whether what a fix does to a script can be other than what its author wants. */
enum fix_safety {
    FIX_SAFE,   /* done by --fix */
    FIX_UNSAFE, /* done by --unsafe-fixes only */
};

/* "safe" */
const char *fix_safety_name(enum fix_safety safety);

struct rule_fix {
    enum rule_fix_kind kind;
    enum fix_safety safety; /* at best: a single fix may be less safe */
    slice argument;         /* of RULE_FIX_PIPE: the command */
    slice text;             /* what it does and why that is safe, for the rule's page */
};

/* Where something holds: everywhere where a list is empty. */
struct scope {
    struct slice_list paths; /* globs, as glob_takes has them */
    struct slice_list sinks;
    struct slice_list destinations; /* * is any text */
};

struct rule {
    slice id;
    enum severity severity;
    bool is_off;       /* opt-in, or turned off */
    bool is_opt_in;    /* by itself it is off */
    bool only_certain; /* "report": "violates" */
    slice summary;
    slice why;
    slice help;
    slice label; /* what is said of a wrong value: "is a placeholder"; data NULL: what its schema
                    says */
    slice good;  /* examples: lines of shell */
    slice bad;
    struct rule_fix fix;
    enum rule_kind kind;
    const struct check_row *check;
    const struct slice_list *at; /* of RULE_SCHEMA, each a pointer's reference tokens; "**" any
                                  * number of them; in others, * is any text */
    size_t at_count;
    struct schema *schema;
    slice command;            /* of RULE_COMMAND */
    struct slice_list fields; /* names of members that the check is for; * is any text */
    struct slice_list allow;  /* values that are right whatever the check says; * is any text */
    struct scope scope;
};

struct rule_set {
    struct rule *items;
    size_t count;
    size_t capacity;
};

/* What a rule's "schema" may refer to, and where what is compiled is kept to be freed. */
struct rule_schemas {
    struct arena *arena;
    struct schema_registry *registry; /* schemas in files, by URI; NULL while there are none */
    struct stamped_files *files;      /* where files that are read are noted */
    struct {
        struct schema **items;
        size_t count;
        size_t capacity;
    } compiled;
};

/* Compiles `json`, of `file`; NULL, and told to the errors, where it is no schema. */
struct schema *rule_schema_compile(const struct config_file *file, const struct value *json,
                                   struct rule_schemas *schemas);
/* The same of a document whose URI is `uri` (data NULL: it has none). */
struct schema *rule_schema_compile_at(const struct config_file *file, const struct value *json,
                                      slice uri, struct rule_schemas *schemas);
void rule_schemas_free(struct rule_schemas *schemas);

/* Changes `rule` by an entry of "rules": a severity, "off", or an object of what is to be other
 * than it is. A rule without a kind yet (`is_new`) must be told in full. False, and told to the
 * errors, where the entry is wrong. */
bool rule_read(const struct config_file *file, const struct value *entry, bool is_new,
               struct rule_schemas *schemas, struct rule *rule);

/* Reads the lists "paths", "sinks" and "destinations" of `object` that are there. */
void scope_read(const struct config_file *file, const struct value *object, struct scope *scope);

/* The rule of that id, or NULL. */
struct rule *rules_find(const struct rule_set *rules, slice id);
/* The id that is most like `id`, for "did you mean"; NULL where none is. */
const struct rule *rules_closest(const struct rule_set *rules, slice id);

#endif
