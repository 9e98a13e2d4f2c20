/* One parameter expansion at work, shared by parameter.c (what the name stands for, and lists),
 * parameter_array.c (items and keys) and parameter_operator.c (what stands behind the name). Nobody
 * else includes this. */
#ifndef PAYLINT_SHELL_PARAMETER_H
#define PAYLINT_SHELL_PARAMETER_H

#include "shell/expand.h"

struct expansion {
    struct shell_evaluator *evaluator;
    const struct view *view;
    const struct parameter *parameter;
    struct span span;
    bool quoted;
    const char *by;      /* the operator as written, for the names of holes */
    bool is_alternative; /* the value at hand is one of several */
};

/* ---- parameter.c ---- */

struct text parameter_literal(const struct expansion *expansion, slice bytes);
/* Something of the parameter's that isn't known. */
struct text parameter_hole(const struct expansion *expansion, enum shape shape);
/* Whether it is the number of an argument. */
bool parameter_is_positional(slice name);
/* What the name stands for, be it an argument, a special parameter or a variable. */
struct text parameter_named(const struct expansion *expansion, slice name);

/* ---- parameter_array.c ---- */

/* ${a[@]}, ${a[*]}, $@ and $*; of these the second and the last. */
bool parameter_is_whole_array(const struct expansion *expansion);
bool parameter_is_star(const struct expansion *expansion);
/* ${a[i]} */
struct text parameter_item(struct expansion *expansion);
/* ${!a[@]} */
struct parameter_value parameter_keys(const struct expansion *expansion);
struct parameter_value parameter_whole_array(const struct expansion *expansion);

/* ---- parameter_operator.c ---- */

/* What the operator makes of the value. */
struct text parameter_operate(struct expansion *expansion, struct text value);
/* ${#…} and ${!…} of a value. */
struct text parameter_length(struct expansion *expansion, struct text value);
struct text parameter_indirect(struct expansion *expansion, struct text name);
/* An offset or length where it is a plain number. */
bool parameter_number(const struct expansion *expansion, const struct word_part *parts,
                      long *number);

#endif
