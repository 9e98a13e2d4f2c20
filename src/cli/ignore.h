/* Ignore files: which paths .gitignore and .ignore leave out (gitignore(5)). */
#ifndef PAYLINT_CLI_IGNORE_H
#define PAYLINT_CLI_IGNORE_H

#include "base/error_sink.h"

/* The rules of one folder; those of the folders above it stand behind `outer`. */
struct ignore_rules;

/* Reads the ignore files of `folder`, an absolute path that ends with a slash, on top of `outer`;
 * `outer` itself where it has none. One that can't be read is told to the errors, and all of
 * `folder` is left out: it may hold what nobody wants changed. */
const struct ignore_rules *ignore_read(struct arena *arena, const char *folder,
                                       const struct ignore_rules *outer, struct error_sink *errors);

/* The rules of the folders above `folder` (absolute, with a slash at its end), from the one that
 * holds .git on; NULL where none does. */
const struct ignore_rules *ignore_read_above(struct arena *arena, const char *folder,
                                             struct error_sink *errors);

/* Whether `path`, absolute and below the folders that `rules` are of, is left out. */
bool ignore_matches(const struct ignore_rules *rules, const char *path, bool is_folder);

#endif
