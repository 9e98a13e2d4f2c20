/* Builtins at work; shared by builtin.c, read.c and option.c. Nobody else includes this. */
#ifndef PAYLINT_SHELL_BUILTIN_H
#define PAYLINT_SHELL_BUILTIN_H

#include "shell/expand.h"

struct builtin_call {
    struct shell_evaluator *evaluator;
    const struct shell_argument *argv;
    size_t argc;
    struct span span;
};

typedef void builtin_function(const struct builtin_call *call);
/* The builtin of that name, or NULL. */
builtin_function *builtin_find(slice name);

/* The argument's bytes where all of it is known. */
bool builtin_literal(const struct builtin_call *call, size_t index, slice *bytes);
bool builtin_is_option(slice bytes);
/* Whether it can name a variable. */
bool builtin_is_name(slice bytes);

/* ---- read.c ---- */

void builtin_read(const struct builtin_call *call);
void builtin_mapfile(const struct builtin_call *call);

/* ---- option.c ---- */

void builtin_getopts(const struct builtin_call *call);

#endif
