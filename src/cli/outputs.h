/* Where reports go: `--format sarif --output report.sarif --format text` writes two. */
#ifndef PAYLINT_CLI_OUTPUTS_H
#define PAYLINT_CLI_OUTPUTS_H

#include "cli/cli.h"

struct output {
    const char *format;
    const char *path; /* NULL: standard output */
};

struct outputs {
    struct output *items;
    size_t count;
    size_t capacity;
};

/* Reads what was asked for: a list that keeps its options, --format and --output in their order. An
 * --output belongs to the --format before it, one that has none before it to the next; a format
 * without an --output, or with -, goes to standard output, and an --output without a format is
 * text. False, and it is told, where a format is none of the names, or two go to one place. */
bool outputs_take(const struct subcommand *subcommand, struct arena *arena,
                  const struct name_list *asked, name_at_function *name_at, struct outputs *outputs,
                  int *status);

/* Whether the output is to be in colour; a file is where --color says always. */
bool output_is_coloured(const struct output *output, enum colour_when when, FILE *out);

/* The width of the terminal that the output goes to; 0 where it goes elsewhere. */
size_t output_columns(const struct output *output, FILE *out);

/* Writes each output by `write`. Files are written as a whole or not at all; those that can't be
 * are told to the errors. What would go to standard output goes to `standard`. */
void outputs_write(const struct outputs *outputs, struct arena *arena, FILE *standard,
                   void (*write)(void *context, const struct output *output, FILE *out),
                   void *context, struct error_sink *errors);

#endif
