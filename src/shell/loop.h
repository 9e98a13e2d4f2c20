/* Loops at work, shared by loop.c (round by round) and repeat.c (until all is stable). Nobody else
 * includes this. */
#ifndef PAYLINT_SHELL_LOOP_H
#define PAYLINT_SHELL_LOOP_H

#include "shell/condition.h"

/* Where break and continue lead. */
struct loop {
    struct exit_target breaks;
    struct exit_target continues;
};

void loop_enter(struct shell_evaluator *evaluator, struct loop *loop);
void loop_leave(struct shell_evaluator *evaluator, struct loop *loop);
/* Runs the body once; `continue` leads to its end. */
void evaluate_iteration(struct shell_evaluator *evaluator, struct loop *loop,
                        const struct shell_node *body);

/* What is run again and again. */
struct repeated {
    const struct shell_node *condition; /* of while and until */
    bool until;
    const struct token *head; /* of for ((…)) */
    const struct shell_node *body;
    slice name; /* of the variable of `for` */
    struct text value;
};

/* What the condition of for ((first; condition; next)) comes to. */
enum status counted_condition(struct shell_evaluator *evaluator, const struct token *head,
                              struct span span);
/* Evaluates the first or the last part (0 or 2); false where it isn't known what it does. */
bool counted_run(struct shell_evaluator *evaluator, const struct token *head, size_t part,
                 struct span span);

/* Whether a condition of that status lets another round follow. */
static inline enum status repeated_goes_on(const struct repeated *repeated, enum status status)
{
    return repeated->until ? status_opposite(status) : status;
}

/* Runs the condition, or what `for` does for one word, and the body. Returns whether the condition
 * let the body be run. */
enum status evaluate_repeated_once(struct shell_evaluator *evaluator,
                                   const struct repeated *repeated, struct loop *loop,
                                   struct span span);
/* Runs it any number of times: until what it changes is stable, the last time for all to see. */
void evaluate_repeated(struct shell_evaluator *evaluator, const struct repeated *repeated,
                       struct span span);

#endif
