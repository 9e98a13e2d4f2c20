/* Files that are part of the program, as they were when it was built. */
#ifndef PAYLINT_RULE_EMBEDDED_H
#define PAYLINT_RULE_EMBEDDED_H

#include "base/slice.h"

struct embedded_file {
    const char *path; /* "rules/builtin.json" */
    slice bytes;
};

/* Each ends with a row whose path is NULL. Made by rules/embed.sh. */
extern const struct embedded_file rules_embedded[];
extern const struct embedded_file page_embedded[]; /* style and script of HTML reports */

/* The file of that path, which must be one of the table's. */
static inline const struct embedded_file *embedded_find_in(const struct embedded_file *table,
                                                           const char *path)
{
    const struct embedded_file *file = table;
    while (file->path && strcmp(file->path, path) != 0) {
        file++;
    }
    return file;
}

static inline const struct embedded_file *embedded_find(const char *path)
{
    return embedded_find_in(rules_embedded, path);
}

#endif
