/* The files of rules/ as they were when paylint was built. */
#ifndef PAYLINT_RULE_EMBEDDED_H
#define PAYLINT_RULE_EMBEDDED_H

#include "base/slice.h"

struct embedded_file {
    const char *path; /* "rules/builtin.json" */
    slice bytes;
};

/* Ends with a row whose path is NULL. Made by rules/embed.sh. */
extern const struct embedded_file rules_embedded[];

#endif
