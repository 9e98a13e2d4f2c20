/* Judging payloads and commands by a configuration. */
#ifndef PAYLINT_RULE_CHECK_H
#define PAYLINT_RULE_CHECK_H

#include "rule/audit.h"
#include "rule/configuration.h"
#include "rule/finding.h"

struct checking {
    struct arena *arena;
    const struct configuration *configuration;
    struct findings *findings;
    /* Names of the variables that the script sets, as keys; NULL for messages. */
    const struct map *variables;
    slice path;         /* of the script, relative to the configuration's folder */
    slice subscription; /* that a message came by; data NULL: it came by none */
    /* Rules that are on even if they are turned off; none of them: those that are on by
     * themselves. */
    struct slice_list asked;
    struct audited_ids *ids; /* where ids are noted, right ones too; NULL: they aren't asked for */
};

/* The guard of the payload's destination, or NULL. */
const struct guard *check_guard(const struct checking *checking, const struct payload *payload);

/* Judges a payload by every rule for payloads. */
void check_payload(const struct checking *checking, const struct payload *payload);

/* Judges all payloads of a script together, by the rules for that. */
void check_script(const struct checking *checking, const struct payload *payloads, size_t count);

/* Judges what the command `name` prints, standing at `span`, by the rules for commands. */
void check_command(const struct checking *checking, slice name, const struct hole *printed,
                   struct span span);

/* ---- The table of checks ---- */

/* Options that a check takes. */
enum { CHECK_TAKES_FIELDS = 1, CHECK_TAKES_ALLOW = 2 };

/* The check of that name in rules/, or NULL. */
const struct check_row *check_find(slice name);
unsigned check_options(const struct check_row *check);
slice check_name(const struct check_row *check);
/* "json-syntax, unexpanded, …" */
const char *check_names(struct arena *arena);

#endif
