/* Whether the files of fixes can be written. */
#ifndef PAYLINT_CLI_FIXING_WRITE_H
#define PAYLINT_CLI_FIXING_WRITE_H

#include "cli/fixing.h"

/* Whether the file at `path` must be left as it is, though fixes are to be written; that is told to
 * the errors once. */
bool fixing_leaves(struct fixing *fixing, const char *path);

#endif
