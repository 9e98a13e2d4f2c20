/* Command models: what a command prints, from its arguments and standard input.
 * To add one: write a function in a file of this folder and give it a row in models.c. */
#ifndef PAYLINT_SHELL_MODELS_MODEL_H
#define PAYLINT_SHELL_MODELS_MODEL_H

#include "shell/expand.h"

struct model_call {
    struct shell_evaluator *evaluator;
    const struct shell_argument *argv;
    size_t argc;
    struct span span;
    bool has_stdin;
    struct text stdin_text;
};

/* What the command prints. */
typedef struct text model_function(const struct model_call *call);

struct model {
    const char *name;
    model_function *function;
    /* What goes in comes out again in what it prints: the command itself makes no use of it. */
    bool passes_on;
};

/* The model of the command of that name, or NULL. */
const struct model *model_find(slice name);

/* ---- For models ---- */

/* The argument's bytes where all of it is known. */
bool model_literal(const struct model_call *call, size_t index, slice *bytes);
/* Whether one of the arguments is exactly this. */
bool model_has_argument(const struct model_call *call, const char *argument);
/* What stands on standard input; a hole where the script doesn't say. */
struct text model_stdin(const struct model_call *call);
/* What stands in the file that an argument names. */
struct text model_file(const struct model_call *call, struct text name);
struct text model_hole(const struct model_call *call, enum shape shape);
/* A hole and a newline. */
struct text model_line(const struct model_call *call, enum shape shape);
struct text model_bytes_line(const struct model_call *call, slice bytes);
/* What the command makes of a text of which only the shape is known: "uuidgen | cut". */
struct text model_derived(const struct model_call *call, struct text text, enum shape shape);
/* Lines that a model takes a text apart into, at most. */
enum { MODEL_LINES_MAX = 500 };
/* Appends a line and its newline. */
void model_append_line(struct text_builder *builder, struct text line, struct span span);

/* The hole, the base64 of a known text, without the newlines that wrap it. */
struct text base64_on_one_line(struct shell_evaluator *evaluator, const struct hole *hole,
                               struct span span);

/* What awk prints where its program is {print $N}. */
bool model_awk_field(const struct model_call *call, struct text *output);

model_function model_echo, model_printf;
model_function model_cat, model_tr, model_tee, model_first_lines, model_awk, model_cut, model_wc,
    model_rev, model_order, model_base64, model_openssl_base64, model_sed, model_envsubst,
    model_nothing, model_jq;
model_function model_dirname, model_basename, model_pwd, model_realpath;
model_function model_digest;
model_function model_uuidgen, model_date, model_mktemp, model_openssl, model_seq, model_interpreter;
model_function model_grep, model_xargs;

/* sed -n Np: one line. False where the arguments are others. */
bool model_sed_line(const struct model_call *call, struct text *line);

#endif
