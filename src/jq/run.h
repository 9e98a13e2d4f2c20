/* A run of a jq program, shared by evaluate.c (filters), path.c, make.c
 * (objects, arrays, strings), update.c (assignments), operator.c,
 * function.c (what is built in) and format.c. Nobody else includes this. */
#ifndef PAYLINT_JQ_RUN_H
#define PAYLINT_JQ_RUN_H

#include "jq/jq.h"
#include "jq/syntax.h"

enum { JQ_STEPS_MAX = 20000, JQ_OUTPUTS_MAX = 500, JQ_DEPTH_MAX = 200 };

/* What a name stands for: a value ($name), or a function with the scope that it was made in. */
struct jq_scope {
    slice name;
    bool is_function;
    const struct jq_value *value;
    const struct jq_node *body;
    const struct jq_node *definition; /* with its parameters; NULL: a parameter of a call */
    const struct jq_scope *made_in;   /* of a parameter of a call */
    const struct jq_scope *outer;
};

struct jq_run {
    const struct jq_call *call;
    struct arena *arena;
    const struct flat_text *program;
    uint32_t steps;
    uint32_t depth;
    bool lost;   /* what the program makes isn't known */
    bool failed; /* an error that `try` catches is at work */
};

/* One filter at work. */
struct jq_filter {
    struct jq_run *run;
    const struct jq_scope *scope;
    const struct jq_value *input;
    struct jq_values *outputs;
};

/* Appends what the filter makes of `input`. */
void jq_evaluate(struct jq_run *run, const struct jq_node *node, const struct jq_scope *scope,
                 const struct jq_value *input, struct jq_values *outputs);
void jq_output(struct jq_run *run, struct jq_values *outputs, const struct jq_value *value);
struct jq_origin jq_node_origin(const struct jq_run *run, const struct jq_node *node);
/* The program stops with an error: nothing more comes of it. */
void jq_fail(struct jq_run *run);

enum jq_truth { JQ_FALSE, JQ_TRUE, JQ_EITHER };
enum jq_truth jq_truth_of(const struct jq_value *value);
/* One of two, which of them isn't known. */
const struct jq_value *jq_either(struct jq_run *run, const struct jq_value *first,
                                 const struct jq_value *second);
/* Something of which only what makes it is known. */
const struct jq_value *jq_made(struct jq_run *run, const struct jq_value *of, const char *by,
                               struct jq_origin origin);
/* The same, a string of the shape. */
const struct jq_value *jq_made_string(struct jq_run *run, const struct jq_value *of,
                                      enum shape shape, const char *by, struct jq_origin origin);

/* ---- path.c ---- */

void jq_evaluate_index(const struct jq_filter *filter, const struct jq_node *node);
void jq_evaluate_slice(const struct jq_filter *filter, const struct jq_node *node);
void jq_evaluate_iteration(const struct jq_filter *filter, const struct jq_node *node);
/* .. */
void jq_recurse(struct jq_run *run, const struct jq_value *value, struct jq_values *outputs);
/* The values of an array or object, one by one; false where they aren't known. */
bool jq_iterate(struct jq_run *run, const struct jq_value *value, struct jq_values *outputs);

/* ---- make.c ---- */

void jq_make_objects(const struct jq_filter *filter, const struct jq_node *node);
void jq_make_strings(const struct jq_filter *filter, const struct jq_node *node);
void jq_make_array(const struct jq_filter *filter, const struct jq_node *node);

/* ---- operator.c ---- */

const struct jq_value *jq_operate(struct jq_run *run, slice operator, const struct jq_value * left,
                                  const struct jq_value *right, struct jq_origin origin);

/* ---- update.c ---- */

void jq_update(struct jq_run *run, const struct jq_node *node, const struct jq_scope *scope,
               const struct jq_value *input, struct jq_values *outputs);
/* del(path) */
const struct jq_value *jq_delete(struct jq_run *run, const struct jq_node *path,
                                 const struct jq_scope *scope, const struct jq_value *input);

/* ---- function.c ---- */

void jq_call_builtin(struct jq_run *run, const struct jq_node *node, const struct jq_scope *scope,
                     const struct jq_value *input, struct jq_values *outputs);
/* The value as `tostring` makes it: a string as it is, any other value as JSON. */
struct text jq_to_text(struct jq_run *run, const struct jq_value *value);

/* ---- format.c ---- */

/* @name of the value. */
const struct jq_value *jq_format(struct jq_run *run, slice name, const struct jq_value *value,
                                 struct jq_origin origin);

#endif
