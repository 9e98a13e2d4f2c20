/* The subcommands of paylint and what they share. To add one: a file here, a row in main.c. */
#ifndef PAYLINT_CLI_CLI_H
#define PAYLINT_CLI_CLI_H

#include "base/error_sink.h"
#include "rule/rule.h"

#include <stdio.h>

/* Exit codes. */
enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_TROUBLE = 2 };

struct subcommand {
    const char *program; /* NULL: "paylint" */
    const char *name;    /* NULL: the program has no subcommands */
    const char *summary;
    const char *help;
    /* `arguments` are those behind the subcommand's name, and end with NULL. */
    int (*run)(const struct subcommand *subcommand, char **arguments);
};

extern const struct subcommand check_subcommand, payloads_subcommand, rules_subcommand,
    explain_subcommand, test_subcommand, init_subcommand, audit_subcommand, validate_subcommand,
    lsp_subcommand;

/* ---- Options ---- */

struct option_row {
    const char *name;   /* "--format" */
    const char **value; /* where its value goes; NULL for a flag */
    bool *flag;
    struct name_list *list; /* for options that may be given several times */
};

struct name_list {
    const char **items;
    size_t count;
    size_t capacity;
    bool keeps_options; /* each value stands behind the name of its option: their order counts */
};
bool name_list_has(const struct name_list *names, slice name);

/* Takes the options out of `arguments` and leaves the rest in `*rest`. Answers --help itself. False
 * where the command is to end with `*status`. `rows` ends with a row whose name is NULL. */
bool options_parse(const struct subcommand *subcommand, struct arena *arena, char **arguments,
                   const struct option_row *rows, struct name_list *rest, int *status);

/* The names that an option can have as its value, from 0; NULL behind the last one. */
typedef const char *name_at_function(size_t index);

/* What subcommands ask of the options that they have taken. False, and it is told, where `format`
 * is none of the names. */
bool options_know_format(const struct subcommand *subcommand, const char *format,
                         name_at_function *name_at, int *status);
/* The same where no file is named; `what` can be: "a file, a folder,". */
bool options_name_files(const struct subcommand *subcommand, const struct name_list *names,
                        const char *what, int *status);

/* "paylint: …; try paylint check --help" on standard error. Returns EXIT_TROUBLE. */
int usage_error(const struct subcommand *subcommand, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Says that there is no such rule, and which one may have been meant. Returns EXIT_TROUBLE. */
int unknown_rule(const struct rule_set *rules, const char *id);

/* When output is in colour: what --color says. */
enum colour_when { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* False, and it is told, where `value` says none of these; NULL is auto. */
bool options_take_colour(const struct subcommand *subcommand, const char *value,
                         enum colour_when *when, int *status);

/* Whether what goes to `out` is to be in colour. By itself (auto) it is on a terminal that shows
 * colours, unless the environment says otherwise: NO_COLOR (no-color.org) turns it off,
 * FORCE_COLOR or CLICOLOR_FORCE other than 0 on. */
bool output_wants_colour(enum colour_when when, FILE *out);

/* Flushes standard output; EXIT_TROUBLE where not all could be written, else `status`. */
int finish_output(int status);

#endif
