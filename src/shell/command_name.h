/* What the name of a command says of it: looked up once for each name that a script has. */
#ifndef PAYLINT_SHELL_COMMAND_NAME_H
#define PAYLINT_SHELL_COMMAND_NAME_H

#include "shell/builtin.h"
#include "shell/models/model.h"

/* A command that runs the command behind it. */
struct wrapper {
    const char *name;
    const char *valued; /* letters of options that take a value */
    bool assignments;   /* NAME=value may stand before the command */
    unsigned operands;  /* that stand before the command */
    bool functions;     /* the command may be a function */
};

/* What is known of a command's status by its name. */
enum status_rule {
    STATUS_RULE_NONE,
    STATUS_RULE_CALL, /* of a function: what its body came to */
    STATUS_RULE_READ, /* read and getopts */
    STATUS_RULE_TEST, /* [ and test */
    STATUS_RULE_SUCCESS,
    STATUS_RULE_FAILURE,
};

struct command_name {
    slice output;                  /* of what it prints: "output of NAME" */
    slice base;                    /* without a path */
    slice function;                /* the name under which the state keeps functions of that name */
    const struct wrapper *wrapper; /* NULL: it is none */
    builtin_function *builtin;     /* NULL: it is none */
    const struct model *model;     /* NULL: it has none */
    bool is_shell;                 /* bash, sh or dash */
    bool only_reads;               /* the files that it is given */
    bool edits;                    /* the files that it is given, in place */
    bool is_silent;                /* prints nothing, but with -v or --help */
    enum status_rule status;
};

/* Lives as long as the evaluator's arena. */
const struct command_name *command_name_of(struct shell_evaluator *evaluator, slice name);

#endif
