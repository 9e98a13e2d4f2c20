/* A call of what is built into jq, shared by function.c, function_string.c and function_array.c.
 * Nobody else includes this. */
#ifndef PAYLINT_JQ_FUNCTION_H
#define PAYLINT_JQ_FUNCTION_H

#include "jq/run.h"

struct builtin_call {
    struct jq_run *run;
    const struct jq_node *node;
    const struct jq_node *first; /* the arguments, or NULL */
    const struct jq_node *second;
    const struct jq_scope *scope;
    const struct jq_value *input;
    struct jq_values *outputs;
    struct jq_origin origin;
};

static inline void give(const struct builtin_call *call, const struct jq_value *value)
{
    jq_output(call->run, call->outputs, value);
}

static inline bool is_vague(const struct jq_value *value)
{
    return value->kind == JQ_UNKNOWN || value->kind == JQ_CHOICE;
}

static inline void give_made(const struct builtin_call *call)
{
    give(call, jq_made(call->run, call->input, arena_cstring(call->run->arena, call->node->name),
                       call->origin));
}

static inline void give_string(const struct builtin_call *call, enum shape shape)
{
    give(call, jq_made_string(call->run, call->input, shape,
                              arena_cstring(call->run->arena, call->node->name), call->origin));
}

/* The one value of the first argument; NULL where there isn't one. */
static inline const struct jq_value *argument(const struct builtin_call *call)
{
    struct jq_values values = {0};
    jq_evaluate(call->run, call->first, call->scope, call->input, &values);
    if (values.count != 1) {
        call->run->lost = call->run->lost || !call->run->failed;
        return NULL;
    }
    return values.items[0];
}

static inline bool literal_string(const struct builtin_call *call, const struct jq_value *value,
                                  slice *bytes)
{
    return value && value->kind == JQ_STRING &&
           text_is_literal(call->run->arena, value->text, bytes);
}

/* ---- function.c ---- */

void builtin_null(const struct builtin_call *call);
/* Some integer. */
void builtin_integer(const struct builtin_call *call);

/* ---- function_string.c ---- */

void builtin_tostring(const struct builtin_call *call);
void builtin_tojson(const struct builtin_call *call);
void builtin_fromjson(const struct builtin_call *call);
void builtin_tonumber(const struct builtin_call *call);
void builtin_case(const struct builtin_call *call);
void builtin_affix(const struct builtin_call *call);
void builtin_join(const struct builtin_call *call);

/* ---- function_array.c ---- */

void builtin_length(const struct builtin_call *call);
void builtin_map(const struct builtin_call *call);
void builtin_select(const struct builtin_call *call);
void builtin_add(const struct builtin_call *call);
void builtin_to_entries(const struct builtin_call *call);
void builtin_from_entries(const struct builtin_call *call);
void builtin_has(const struct builtin_call *call);
void builtin_del(const struct builtin_call *call);
void builtin_end(const struct builtin_call *call);
void builtin_type(const struct builtin_call *call);
void builtin_range(const struct builtin_call *call);
void builtin_with_entries(const struct builtin_call *call);

#endif
