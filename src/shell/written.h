/* What becomes of files that the script has written; shared by written.c and what runs commands.
 * Nobody else includes this. */
#ifndef PAYLINT_SHELL_WRITTEN_H
#define PAYLINT_SHELL_WRITTEN_H

#include "shell/builtin.h"

/* Whether it stands for an argument of the script, which may be anything. */
bool hole_is_argument(const struct hole *hole);

/* What the script wrote into that file isn't known any more. */
void written_forget(struct shell_evaluator *evaluator, slice path, slice command, struct span span);
/* The same of every file that was written by a relative name: `from` says what may have changed. */
void written_forget_relative(struct shell_evaluator *evaluator, slice from, struct span span);
/* The same of every file that `name`, of which not all is known, may be. */
void written_forget_unnamed(struct shell_evaluator *evaluator, struct text name, slice command,
                            struct span span);
/* The same of all files that the command is given: f, --output=f. */
void written_forget_arguments(struct shell_evaluator *evaluator, slice command,
                              const struct shell_argument *argv, size_t argc);
/* The same of those that the command changes without being given them as such: rm -r, awk, sort -o.
 */
void written_note_command(struct shell_evaluator *evaluator, slice command,
                          const struct shell_argument *argv, size_t argc);

void builtin_copy(const struct builtin_call *call);

#endif
