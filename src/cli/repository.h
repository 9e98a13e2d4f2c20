/* The files of the repository that a script stands in, for the evaluator to read. */
#ifndef PAYLINT_CLI_REPOSITORY_H
#define PAYLINT_CLI_REPOSITORY_H

#include "cli/overlay.h"
#include "shell/evaluate.h"

/* Reads files for the script at `script`, a path that exists; all lives in `arena`.
 *
 * Only regular files of at most 1 MiB are read, and only such as stand, all symbolic links
 * followed, below the repository's root (the nearest folder above the script that holds .git;
 * without one, the script's own folder). A name relative to the folder that the script is run in is
 * looked for in the script's folder and in those above it up to the root: where several hold such a
 * file, none is read. Of files in `overlay` (which may be NULL) what stands there is read. */
struct shell_files repository_files(struct arena *arena, const char *script,
                                    const struct overlay *overlay);

/* Whether the script has asked for any file, there or not. */
bool repository_was_asked(const struct shell_files *files);

#endif
