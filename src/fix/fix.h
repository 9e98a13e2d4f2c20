/* Fixes: findings to edits of the files that they stand in.
 *
 * A fix is worked out from where the bytes at fault are written, and how: in which quotes, in which
 * heredoc, in which branch of which function. Where that can't be told for sure there is none. What
 * a fix does to the script is not proved here: the caller applies it and looks at the result again
 * (cli/fixing.h). To add one: a function in a file of this folder, a row in fix.c. */
#ifndef PAYLINT_FIX_FIX_H
#define PAYLINT_FIX_FIX_H

#include "rule/finding.h"
#include "shell/tree.h"

/* Sets `fix` of each of the findings that there is a fix for. They are of one script, and those
 * that belong together (the same literal id in several places) are fixed together: their fixes
 * share edits, and any of them may be applied without the others. Everything lives in `arena`. */
void fix_findings(struct arena *arena, struct shell_parser *parser, struct finding *const *findings,
                  size_t count);

#endif
