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

/* The file of that path, which must be one of them. */
static inline const struct embedded_file *embedded_find(const char *path)
{
    const struct embedded_file *file = rules_embedded;
    while (file->path && strcmp(file->path, path) != 0) {
        file++;
    }
    return file;
}

#endif
