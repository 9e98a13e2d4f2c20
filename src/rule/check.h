/* Judging payloads and commands by a rule set. */
#ifndef PAYLINT_RULE_CHECK_H
#define PAYLINT_RULE_CHECK_H

#include "rule/finding.h"

struct checking {
    struct arena *arena;
    const struct rule_set *rules;
    struct findings *findings;
    /* Names of the variables that the script sets, as keys; NULL for messages. */
    const struct map *variables;
};

/* Judges a payload by every rule for payloads. */
void check_payload(const struct checking *checking, const struct payload *payload);

/* Judges what the command `name` prints, standing at `span`, by the rules for commands. */
void check_command(const struct checking *checking, slice name, const struct hole *printed,
                   struct span span);

#endif
