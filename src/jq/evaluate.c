/* Filters of jq. In: a tree and an input. Out: the values that come of it, in order. */
#include "jq/run.h"

void jq_output(struct jq_run *run, struct jq_values *outputs, const struct jq_value *value)
{
    if (outputs->count >= JQ_OUTPUTS_MAX) {
        run->lost = true;
    } else if (value && !run->lost && !run->failed) {
        VECTOR_PUSH(run->arena, outputs, value);
    }
}

void jq_fail(struct jq_run *run)
{
    run->failed = true;
}

struct jq_origin jq_node_origin(const struct jq_run *run, const struct jq_node *node)
{
    const struct flat_piece *piece = flat_piece_at(run->program, node->start);
    struct span first = flat_byte_span(run->program, node->start);
    struct span last =
        flat_byte_span(run->program, node->end > node->start ? node->end - 1 : node->start);
    bool whole = first.source && first.source == last.source && first.start < last.end;
    bool brackets = node->kind == JQ_OBJECT_OF || node->kind == JQ_ARRAY_OF ||
                    (node->kind == JQ_FORMATTED && node->name.length == 0);
    bool quoted = node->kind != JQ_FORMATTED ||
                  (node->end - node->start >= 2 && run->program->bytes.data[node->start] == '"');
    return (struct jq_origin){whole ? (struct span){first.source, first.start, last.end} : first,
                              piece ? piece->piece->trail : NULL, whole && brackets && quoted};
}

/* ---- What isn't known ---- */

enum jq_truth jq_truth_of(const struct jq_value *value)
{
    switch (value->kind) {
    case JQ_NULL:
        return JQ_FALSE;
    case JQ_BOOLEAN:
        return value->boolean ? JQ_TRUE : JQ_FALSE;
    case JQ_UNKNOWN:
        return JQ_EITHER;
    case JQ_CHOICE: {
        enum jq_truth truth = jq_truth_of(value->items[0]);
        for (uint32_t i = 1; i < value->count; i++) {
            truth = jq_truth_of(value->items[i]) == truth ? truth : JQ_EITHER;
        }
        return truth;
    }
    default:
        return JQ_TRUE;
    }
}

const struct jq_value *jq_either(struct jq_run *run, const struct jq_value *first,
                                 const struct jq_value *second)
{
    struct jq_value *value = ARENA_NEW(run->arena, struct jq_value);
    const struct jq_value **items = ARENA_ARRAY(run->arena, const struct jq_value *, 2);
    items[0] = first;
    items[1] = second;
    value->kind = JQ_CHOICE;
    value->items = items;
    value->count = 2;
    value->choice = (*run->call->next_choice)++;
    value->origin = first->origin;
    return value;
}

static slice made_from(struct jq_run *run, const struct hole *base, const char *by)
{
    return base ? arena_printf(run->arena, "%.*s | jq %s", SLICE_ARGS(base->from), by)
                : arena_printf(run->arena, "jq %s", by);
}

const struct jq_value *jq_made(struct jq_run *run, const struct jq_value *of, const char *by,
                               struct jq_origin origin)
{
    const struct hole *base = of ? jq_first_hole(of) : NULL;
    return jq_unknown(run->arena, made_from(run, base, by), base, origin);
}

const struct jq_value *jq_made_string(struct jq_run *run, const struct jq_value *of,
                                      enum shape shape, const char *by, struct jq_origin origin)
{
    const struct hole *base = of ? jq_first_hole(of) : NULL;
    struct hole *hole = ARENA_NEW(run->arena, struct hole);
    hole->shape = shape;
    hole->from = made_from(run, base, by);
    hole->from_outside = base && base->from_outside;
    hole->derived_from = base;
    hole->span = origin.span;
    return jq_string(run->arena, text_of_hole(run->arena, hole), origin);
}

/* ---- Control ---- */

static void evaluate_pipe(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_values between = {0};
    jq_evaluate(filter->run, node->first, filter->scope, filter->input, &between);
    for (size_t i = 0; i < between.count; i++) {
        jq_evaluate(filter->run, node->second, filter->scope, between.items[i], filter->outputs);
    }
}

static void evaluate_binding(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_values values = {0};
    jq_evaluate(filter->run, node->first, filter->scope, filter->input, &values);
    for (size_t i = 0; i < values.count; i++) {
        struct jq_scope *inner = ARENA_NEW(filter->run->arena, struct jq_scope);
        *inner =
            (struct jq_scope){.name = node->name, .value = values.items[i], .outer = filter->scope};
        jq_evaluate(filter->run, node->second, inner, filter->input, filter->outputs);
    }
}

/* Both ways where it isn't known which is gone: known only where each makes one value. */
static void evaluate_either(const struct jq_filter *filter, const struct jq_node *first,
                            const struct jq_node *second)
{
    struct jq_run *run = filter->run;
    struct jq_values yes = {0};
    struct jq_values no = {0};
    jq_evaluate(run, first, filter->scope, filter->input, &yes);
    if (second) {
        jq_evaluate(run, second, filter->scope, filter->input, &no);
    } else {
        jq_output(run, &no, filter->input);
    }
    if (run->failed || yes.count != 1 || no.count != 1) {
        run->lost = true;
        return;
    }
    jq_output(run, filter->outputs, jq_either(run, yes.items[0], no.items[0]));
}

static void evaluate_if(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_run *run = filter->run;
    struct jq_values conditions = {0};
    jq_evaluate(run, node->first, filter->scope, filter->input, &conditions);
    for (size_t i = 0; i < conditions.count; i++) {
        enum jq_truth truth = jq_truth_of(conditions.items[i]);
        if (truth == JQ_EITHER) {
            evaluate_either(filter, node->second, node->third);
        } else if (truth == JQ_TRUE || node->third) {
            jq_evaluate(run, truth == JQ_TRUE ? node->second : node->third, filter->scope,
                        filter->input, filter->outputs);
        } else {
            jq_output(run, filter->outputs, filter->input);
        }
    }
}

static void evaluate_try(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_run *run = filter->run;
    jq_evaluate(run, node->first, filter->scope, filter->input, filter->outputs);
    if (!run->failed) {
        return;
    }
    run->failed = false;
    if (node->second) { /* what the error says isn't known */
        jq_evaluate(run, node->second, filter->scope,
                    jq_made_string(run, NULL, SHAPE_TEXT, "error", jq_node_origin(run, node)),
                    filter->outputs);
    }
}

static void evaluate_fold(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_run *run = filter->run;
    struct jq_values values = {0};
    struct jq_values states = {0};
    jq_evaluate(run, node->first, filter->scope, filter->input, &values);
    jq_evaluate(run, node->second, filter->scope, filter->input, &states);
    for (size_t i = 0; i < values.count && states.count == 1; i++) {
        struct jq_scope *inner = ARENA_NEW(run->arena, struct jq_scope);
        *inner =
            (struct jq_scope){.name = node->name, .value = values.items[i], .outer = filter->scope};
        struct jq_values next = {0};
        jq_evaluate(run, node->third, inner, states.items[0], &next);
        states = next;
        if (node->kind == JQ_FOREACH && states.count == 1) {
            const struct jq_value *state = states.items[0];
            if (node->fourth) {
                jq_evaluate(run, node->fourth, inner, state, filter->outputs);
            } else {
                jq_output(run, filter->outputs, state);
            }
        }
    }
    if (states.count != 1) {
        run->lost = run->lost || !run->failed;
    } else if (node->kind == JQ_REDUCE) {
        jq_output(run, filter->outputs, states.items[0]);
    }
}

/* ---- Operators ---- */

/* a // b: the values of a that are neither false nor null, else those of b. */
static void evaluate_alternative(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_run *run = filter->run;
    struct jq_values firsts = {0};
    jq_evaluate(run, node->first, filter->scope, filter->input, &firsts);
    run->failed = false;
    size_t before = filter->outputs->count;
    for (size_t i = 0; i < firsts.count; i++) {
        enum jq_truth truth = jq_truth_of(firsts.items[i]);
        if (truth == JQ_EITHER) {
            struct jq_values seconds = {0};
            jq_evaluate(run, node->second, filter->scope, filter->input, &seconds);
            run->lost = run->lost || firsts.count != 1 || seconds.count != 1;
            jq_output(run, filter->outputs,
                      run->lost ? NULL : jq_either(run, firsts.items[i], seconds.items[0]));
            return;
        }
        jq_output(run, filter->outputs, truth == JQ_TRUE ? firsts.items[i] : NULL);
    }
    if (filter->outputs->count == before) {
        jq_evaluate(run, node->second, filter->scope, filter->input, filter->outputs);
    }
}

static void evaluate_binary(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_run *run = filter->run;
    if (slice_is(node->name, "//")) {
        evaluate_alternative(filter, node);
        return;
    }
    struct jq_values lefts = {0};
    struct jq_values rights = {0};
    jq_evaluate(run, node->second, filter->scope, filter->input, &rights);
    jq_evaluate(run, node->first, filter->scope, filter->input, &lefts);
    for (size_t i = 0; i < rights.count; i++) {
        for (size_t k = 0; k < lefts.count; k++) {
            jq_output(run, filter->outputs,
                      jq_operate(run, node->name, lefts.items[k], rights.items[i],
                                 jq_node_origin(run, node)));
        }
    }
}

/* ---- Names ---- */

static const struct jq_value *environment_object(struct jq_run *run, const struct jq_node *node)
{
    return jq_unknown(run->arena, SLICE("the environment"), NULL, jq_node_origin(run, node));
}

static void evaluate_variable(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_run *run = filter->run;
    for (const struct jq_scope *scope = filter->scope; scope; scope = scope->outer) {
        if (!scope->is_function && slice_equal(scope->name, node->name)) {
            struct jq_value *value = ARENA_NEW(run->arena, struct jq_value);
            *value = *scope->value;
            if (value->kind == JQ_STRING) {
                value->origin = jq_node_origin(run, node);
            }
            jq_output(run, filter->outputs, value);
            return;
        }
    }
    if (slice_is(node->name, "ENV")) {
        jq_output(run, filter->outputs, environment_object(run, node));
        return;
    }
    run->lost = true;
}

/* $ENV.NAME and env.NAME: a string, or null where it isn't set or isn't exported. */
static bool evaluate_environment(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_run *run = filter->run;
    const struct jq_node *of = node->first;
    bool environment = (of->kind == JQ_VARIABLE && slice_is(of->name, "ENV")) ||
                       (of->kind == JQ_CALL && slice_is(of->name, "env") && !of->parts);
    slice name;
    if (!environment || node->second->kind != JQ_FORMATTED || node->second->parts->next ||
        !text_is_literal(run->arena, node->second->parts->text, &name)) {
        return false;
    }
    struct hole *outside = hole_unknown(
        run->arena, arena_printf(run->arena, "environment variable %.*s", SLICE_ARGS(name)),
        jq_node_origin(run, node).span);
    jq_output(run, filter->outputs,
              jq_unknown(run->arena, outside->from, outside, jq_node_origin(run, node)));
    return true;
}

static uint32_t count_parts(const struct jq_node *part)
{
    uint32_t count = 0;
    for (; part; part = part->next) {
        count++;
    }
    return count;
}

static void call_definition(const struct jq_filter *filter, const struct jq_node *node,
                            const struct jq_scope *function)
{
    const struct jq_scope *scope = function; /* a function sees itself */
    const struct jq_node *part = node->parts;
    for (uint32_t i = 0; part; part = part->next, i++) {
        struct jq_scope *parameter = ARENA_NEW(filter->run->arena, struct jq_scope);
        *parameter = (struct jq_scope){.name = function->definition->parameters[i],
                                       .is_function = true,
                                       .body = part->first,
                                       .made_in = filter->scope,
                                       .outer = scope};
        scope = parameter;
    }
    jq_evaluate(filter->run, function->body, scope, filter->input, filter->outputs);
}

static void evaluate_call(const struct jq_filter *filter, const struct jq_node *node)
{
    uint32_t arity = count_parts(node->parts);
    for (const struct jq_scope *scope = filter->scope; scope; scope = scope->outer) {
        if (!scope->is_function || !slice_equal(scope->name, node->name)) {
            continue;
        }
        if (!scope->definition && arity == 0) {
            jq_evaluate(filter->run, scope->body, scope->made_in, filter->input, filter->outputs);
            return;
        }
        if (scope->definition && scope->definition->parameter_count == arity) {
            call_definition(filter, node, scope);
            return;
        }
    }
    jq_call_builtin(filter->run, node, filter->scope, filter->input, filter->outputs);
}

static void evaluate_definition(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_scope *scope = ARENA_NEW(filter->run->arena, struct jq_scope);
    *scope = (struct jq_scope){.name = node->name,
                               .is_function = true,
                               .body = node->first,
                               .definition = node,
                               .outer = filter->scope};
    jq_evaluate(filter->run, node->second, scope, filter->input, filter->outputs);
}

/* ---- All filters ---- */

static void evaluate_negation(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_run *run = filter->run;
    struct jq_values values = {0};
    struct jq_origin origin = jq_node_origin(run, node);
    jq_evaluate(run, node->first, filter->scope, filter->input, &values);
    for (size_t i = 0; i < values.count; i++) {
        jq_output(run, filter->outputs,
                  jq_operate(run, SLICE("-"), jq_integer(run->arena, 0, origin), values.items[i],
                             origin));
    }
}

static void evaluate_filter(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_run *run = filter->run;
    struct jq_origin origin = jq_node_origin(run, node);
    switch (node->kind) {
    case JQ_IDENTITY:
        jq_output(run, filter->outputs, filter->input);
        return;
    case JQ_RECURSE:
        jq_recurse(run, filter->input, filter->outputs);
        return;
    case JQ_INDEX:
        if (!evaluate_environment(filter, node)) {
            jq_evaluate_index(filter, node);
        }
        return;
    case JQ_SLICE:
        jq_evaluate_slice(filter, node);
        return;
    case JQ_ITERATE:
        jq_evaluate_iteration(filter, node);
        return;
    case JQ_LITERAL:
        jq_output(run, filter->outputs, jq_number(run->arena, node->text, origin));
        return;
    case JQ_FORMATTED:
        jq_make_strings(filter, node);
        return;
    case JQ_VARIABLE:
        evaluate_variable(filter, node);
        return;
    case JQ_OBJECT_OF:
        jq_make_objects(filter, node);
        return;
    case JQ_ARRAY_OF:
        jq_make_array(filter, node);
        return;
    case JQ_PIPE:
        evaluate_pipe(filter, node);
        return;
    case JQ_COMMA:
        jq_evaluate(run, node->first, filter->scope, filter->input, filter->outputs);
        jq_evaluate(run, node->second, filter->scope, filter->input, filter->outputs);
        return;
    case JQ_BINARY:
        evaluate_binary(filter, node);
        return;
    case JQ_UPDATE:
        jq_update(run, node, filter->scope, filter->input, filter->outputs);
        return;
    case JQ_NEGATE:
        evaluate_negation(filter, node);
        return;
    case JQ_IF:
        evaluate_if(filter, node);
        return;
    case JQ_TRY:
        evaluate_try(filter, node);
        return;
    case JQ_REDUCE:
    case JQ_FOREACH:
        evaluate_fold(filter, node);
        return;
    case JQ_CALL:
        evaluate_call(filter, node);
        return;
    case JQ_AS:
        evaluate_binding(filter, node);
        return;
    case JQ_DEFINE:
        evaluate_definition(filter, node);
        return;
    case JQ_ENTRY:
        break;
    }
    run->lost = true;
}

void jq_evaluate(struct jq_run *run, const struct jq_node *node, const struct jq_scope *scope,
                 const struct jq_value *input, struct jq_values *outputs)
{
    struct jq_filter filter = {run, scope, input, outputs};
    if (run->lost || run->failed) {
        return;
    }
    if (++run->steps > JQ_STEPS_MAX || run->depth >= JQ_DEPTH_MAX) {
        run->lost = true;
        return;
    }
    run->depth++;
    evaluate_filter(&filter, node);
    run->depth--;
}

bool jq_run(const struct jq_call *call, struct jq_values *outputs)
{
    struct flat_text program = text_flatten(call->arena, call->program);
    const struct jq_node *node = jq_parse(call->arena, &program);
    struct jq_run run = {.call = call, .arena = call->arena, .program = &program};
    const struct jq_scope *scope = NULL;
    if (!node) {
        return false;
    }
    for (const struct jq_variable *variable = call->variables; variable;
         variable = variable->next) {
        struct jq_scope *inner = ARENA_NEW(call->arena, struct jq_scope);
        *inner =
            (struct jq_scope){.name = variable->name, .value = variable->value, .outer = scope};
        scope = inner;
    }
    for (size_t i = 0; i < call->inputs->count; i++) {
        jq_evaluate(&run, node, scope, call->inputs->items[i], outputs);
        run.failed = false; /* jq goes on with the next input */
    }
    return !run.lost;
}
