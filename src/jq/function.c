/* What is built into jq (jq(1) "Builtin operators and functions"). In: a call. Out: values; of
 * those that aren't worked out, that they are made. */
#include "jq/function.h"

/* ---- Values ---- */

void builtin_null(const struct builtin_call *call)
{
    give(call, jq_null(call->run->arena, call->origin));
}

static void builtin_true(const struct builtin_call *call)
{
    give(call, jq_boolean(call->run->arena, true, call->origin));
}

static void builtin_false(const struct builtin_call *call)
{
    give(call, jq_boolean(call->run->arena, false, call->origin));
}

static void builtin_empty(const struct builtin_call *call)
{
    (void)call;
}

static void builtin_error(const struct builtin_call *call)
{
    jq_fail(call->run);
}

static void builtin_not(const struct builtin_call *call)
{
    enum jq_truth truth = jq_truth_of(call->input);
    if (truth == JQ_EITHER) {
        give_made(call);
    } else {
        give(call, jq_boolean(call->run->arena, truth == JQ_FALSE, call->origin));
    }
}

void builtin_integer(const struct builtin_call *call)
{
    struct hole *hole = ARENA_NEW(call->run->arena, struct hole);
    hole->shape = SHAPE_INTEGER;
    hole->from = arena_printf(call->run->arena, "jq %.*s", SLICE_ARGS(call->node->name));
    hole->span = call->origin.span;
    give(call, jq_number(call->run->arena, text_of_hole(call->run->arena, hole), call->origin));
}

static void builtin_made(const struct builtin_call *call)
{
    give_made(call);
}

static void builtin_text(const struct builtin_call *call)
{
    give_string(call, SHAPE_TEXT);
}

/* Times as RFC 3339 has them: no blanks. */
static void builtin_word(const struct builtin_call *call)
{
    give_string(call, SHAPE_WORD);
}

/* ---- The table ---- */

struct builtin_row {
    const char *name;
    uint32_t arity;
    void (*give)(const struct builtin_call *call);
};

static const struct builtin_row builtins[] = {
    {"add", 0, builtin_add},
    {"all", 0, builtin_made},
    {"any", 0, builtin_made},
    {"ascii_downcase", 0, builtin_case},
    {"ascii_upcase", 0, builtin_case},
    {"capture", 1, builtin_made},
    {"ceil", 0, builtin_integer},
    {"contains", 1, builtin_made},
    {"del", 1, builtin_del},
    {"empty", 0, builtin_empty},
    {"endswith", 1, builtin_affix},
    {"error", 0, builtin_error},
    {"error", 1, builtin_error},
    {"false", 0, builtin_false},
    {"first", 0, builtin_end},
    {"flatten", 0, builtin_made},
    {"floor", 0, builtin_integer},
    {"from_entries", 0, builtin_from_entries},
    {"fromjson", 0, builtin_fromjson},
    {"group_by", 1, builtin_made},
    {"gsub", 2, builtin_text},
    {"has", 1, builtin_has},
    {"index", 1, builtin_made},
    {"input_filename", 0, builtin_made},
    {"join", 1, builtin_join},
    {"keys", 0, builtin_made},
    {"last", 0, builtin_end},
    {"length", 0, builtin_length},
    {"ltrimstr", 1, builtin_affix},
    {"map", 1, builtin_map},
    {"max", 0, builtin_made},
    {"min", 0, builtin_made},
    {"not", 0, builtin_not},
    {"now", 0, builtin_made},
    {"null", 0, builtin_null},
    {"range", 1, builtin_range},
    {"range", 2, builtin_range},
    {"reverse", 0, builtin_made},
    {"round", 0, builtin_integer},
    {"rtrimstr", 1, builtin_affix},
    {"select", 1, builtin_select},
    {"sort", 0, builtin_made},
    {"sort_by", 1, builtin_made},
    {"split", 1, builtin_made},
    {"startswith", 1, builtin_affix},
    {"strflocaltime", 1, builtin_text},
    {"strftime", 1, builtin_text},
    {"sub", 2, builtin_text},
    {"test", 1, builtin_made},
    {"to_entries", 0, builtin_to_entries},
    {"toarray", 0, builtin_made},
    {"todate", 0, builtin_word},
    {"todateiso8601", 0, builtin_word},
    {"tojson", 0, builtin_tojson},
    {"tonumber", 0, builtin_tonumber},
    {"tostring", 0, builtin_tostring},
    {"trim", 0, builtin_text},
    {"true", 0, builtin_true},
    {"type", 0, builtin_type},
    {"unique", 0, builtin_made},
    {"with_entries", 1, builtin_with_entries},
};

void jq_call_builtin(struct jq_run *run, const struct jq_node *node, const struct jq_scope *scope,
                     const struct jq_value *input, struct jq_values *outputs)
{
    struct builtin_call call = {.run = run,
                                .node = node,
                                .scope = scope,
                                .input = input,
                                .outputs = outputs,
                                .origin = jq_node_origin(run, node)};
    uint32_t arity = 0;
    for (const struct jq_node *part = node->parts; part; part = part->next) {
        call.first = arity == 0 ? part->first : call.first;
        call.second = arity == 1 ? part->first : call.second;
        arity++;
    }
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++) {
        if (builtins[i].arity == arity && slice_is(node->name, builtins[i].name)) {
            builtins[i].give(&call);
            return;
        }
    }
    run->lost = true;
}
