/* Finding and reading the files that the command line names. */
#ifndef PAYLINT_CLI_WALK_H
#define PAYLINT_CLI_WALK_H

#include "base/error_sink.h"
#include "base/limits.h"
#include "base/vector.h"

struct path_list {
    const char **items;
    size_t count;
    size_t capacity;
};

/* Whether a file of that path and content is a shell script, by its ending or its first line. */
bool walk_is_script(const char *path, slice bytes);

/* Appends the files that `path` stands for: itself, or, of a folder, the shell scripts and
 * other files that hold shell in it, sorted by name. Hidden files but those of CI, ignored ones and
 * symbolic links are left out of folders, as ripgrep does. What can't be read is told to the
 * errors. */
void walk_path(struct arena *arena, const char *path, struct path_list *paths,
               struct error_sink *errors);

/* Reads a file ("-": standard input). False, and told to the errors, where it can't be read, isn't
 * a regular file or is larger than the limit of its size. */
bool read_script(struct arena *arena, const char *path, const struct limits *limits, slice *bytes,
                 struct error_sink *errors);

#endif
