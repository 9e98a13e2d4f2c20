/* Performing assignments; shared by assign.c and array.c. Nobody else includes this. */
#ifndef PAYLINT_SHELL_ASSIGN_H
#define PAYLINT_SHELL_ASSIGN_H

#include "shell/assignment.h"
#include "shell/expand.h"

/* A new variable with the attributes of the one before, which may be NULL. */
struct variable *variable_like(struct shell_evaluator *evaluator, const struct variable *before,
                               enum variable_kind kind);

/* ---- array.c ---- */

/* name=(…) and name+=(…) */
void assign_array(struct shell_evaluator *evaluator, const struct assignment *assignment,
                  const struct word_part *array, struct span span);
/* name[…]=value; `parts` are those of the whole word. */
void assign_item(struct shell_evaluator *evaluator, const struct assignment *assignment,
                 const struct word_part *parts, struct text value, struct span span);

#endif
