/* Conditions that are known, or known to be the same as an earlier one.
 *
 * `[`, `test` and `[[` with known operands are decided. With others, two conditions that compare
 * the same values come out the same: the branches that they lead to are then chosen together. Only
 * what depends on nothing but its operands counts: -f and its like may change between two looks. */
#ifndef PAYLINT_SHELL_CONDITION_H
#define PAYLINT_SHELL_CONDITION_H

#include "shell/expand.h"

/* What a command's status is known to be, after `[` or test with these operands. */
struct condition condition_of_test(struct shell_evaluator *evaluator,
                                   const struct shell_argument *argv, size_t argc);

/* The same of `[[ … ]]`. */
struct condition condition_of_words(struct shell_evaluator *evaluator, const struct token *token);

/* The opposite, as `!` makes it. */
enum status status_opposite(enum status status);
struct condition condition_negated(struct condition condition);

/* Keeps of the state what fits the condition's holding, or failing: where the values compared are
 * one of several and only one of them fits, that one. False where none does. */
bool condition_assume(struct shell_evaluator *evaluator, struct condition condition, bool holds);

/* The choice that the two branches behind a condition are alternatives of: the first is the one
 * that is taken where it holds. */
uint32_t condition_choice(struct shell_evaluator *evaluator, struct condition condition);

#endif
