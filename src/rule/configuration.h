/* A configuration: rules, sinks and what else a paylint.json says, with all that it extends.
 *
 * - "extends": other files, relative to this one, or "paylint:builtin"; where it is left out, that
 * - "rules": changes of rules, and new ones
 * - "overrides": changes of rules where "paths", "sinks" and "destinations" match
 * - "exclude": globs of files that a walk leaves out
 * - "messages": contracts, schemas for messages to a destination
 * - "guards": destinations that validate by themselves
 * - "limits": what a file may take
 * - "sinks": commands that carry payloads, in the form of rules/sinks.json
 *
 * What is said later wins: extended files in their order, then the file itself. */
#ifndef PAYLINT_RULE_CONFIGURATION_H
#define PAYLINT_RULE_CONFIGURATION_H

#include "base/limits.h"
#include "rule/payload.h"
#include "rule/prefilter.h"
#include "rule/rule.h"
#include "rule/watch_settings.h"

/* A change of one rule within a scope. */
struct rule_change {
    struct rule *rule; /* as it is there; where only the severity changes, of all else nothing */
    bool has_severity;
    bool is_whole; /* more than the severity changes */
};

struct override {
    struct scope scope;
    const struct rule_change *changes;
    size_t change_count;
};

/* What messages to a destination, or of a subscription, look like. */
struct contract {
    slice name;
    struct scope scope;
    struct slice_list subscriptions;
    struct schema *schema;
};

/* Destinations that refuse what is wrong themselves. */
struct guard {
    struct scope scope;
    slice reason; /* data NULL where none is given */
};

struct configuration {
    const char *path; /* of the file; NULL: the built-in one */
    slice folder;     /* absolute, ends with a slash: what the globs count from */
    struct rule_set rules;
    struct sink_table sinks;
    struct {
        struct override *items;
        size_t count;
        size_t capacity;
    } overrides;
    struct {
        struct contract *items;
        size_t count;
        size_t capacity;
    } contracts;
    struct {
        struct guard *items;
        size_t count;
        size_t capacity;
    } guards;
    struct {
        slice *items;
        size_t count;
        size_t capacity;
    } excluded;
    struct rule_schemas schemas;
    struct watch_settings watch;
    struct limits limits; /* of a file */
    const struct prefilter *prefilter;
    struct stamped_files files; /* all that it was read from */
};

/* The built-in rules and sinks alone. Everything lives in `arena` but regular expressions, which
 * are freed with `configuration_free`. */
struct configuration *configuration_builtin(struct arena *arena, struct error_sink *errors);

/* Reads the file at `path`; globs count from `folder`. What is wrong is told to the errors and left
 * out; what is right counts. `builtin` is what `configuration_builtin` gave, which must live as
 * long, or NULL: then that is read here. */
struct configuration *configuration_read(struct arena *arena, const char *path, slice folder,
                                         const struct configuration *builtin,
                                         struct error_sink *errors);
void configuration_free(struct configuration *configuration);

/* The path relative to the configuration's folder; itself where it isn't below it. */
slice configuration_relative(const struct configuration *configuration, slice absolute);

/* Whether walks leave the file out. `path` is relative, as in the following. */
bool configuration_excludes(const struct configuration *configuration, slice path);

/* Where a payload is sent from and to. */
struct message_place {
    slice path;
    slice sink;         /* data NULL where there is none */
    slice destination;  /* as far as it is known; data NULL where nothing is */
    slice subscription; /* that it came by; data NULL where it came by none */
};

bool scope_holds(const struct scope *scope, const struct message_place *place);
/* Whether messages there must be as the contract says: its scope holds, or it names their
 * subscription. */
bool contract_holds(const struct contract *contract, const struct message_place *place);

/* The `index`th rule as it is at that place, in `arena` where it differs; NULL where it is off or
 * doesn't hold there. With `asked` it is on even if it is turned off or opt-in. */
const struct rule *configuration_rule(const struct configuration *configuration,
                                      struct arena *arena, size_t index,
                                      const struct message_place *place, bool asked);

/* The guard of that place, or NULL. */
const struct guard *configuration_guard(const struct configuration *configuration,
                                        const struct message_place *place);

#endif
