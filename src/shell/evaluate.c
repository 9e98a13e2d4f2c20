/* The structure of a run: sequences, branches, loops, functions, subshells (bash(1) "SHELL
 * GRAMMAR"). In: a tree. Out: events in the order of the run, with the state that each meets. */
#include "shell/evaluate.h"

#include "shell/condition.h"
#include "shell/pattern.h"

/* ---- Small things ---- */

void evaluator_problem(struct shell_evaluator *evaluator, uint32_t offset, const char *message)
{
    if (!evaluator->muted) {
        struct shell_problem problem = {offset, message};
        VECTOR_PUSH(evaluator->arena, evaluator->problems, problem);
    }
}

void evaluator_emit(struct shell_evaluator *evaluator, struct shell_event event)
{
    if (evaluator->muted) {
        return;
    }
    struct shell_event *kept = ARENA_NEW(evaluator->arena, struct shell_event);
    *kept = event;
    kept->calls = evaluator->calls;
    evaluator->observer->event(evaluator->observer->context, evaluator, kept);
}

void evaluator_print(struct shell_evaluator *evaluator, struct text text, struct span span)
{
    const struct variable *output = state_get(evaluator->state, STATE_OUTPUT);
    if (text_is_empty(text)) {
        return;
    }
    if (output && output->kind == VARIABLE_SCALAR) {
        struct text_builder builder = {.arena = evaluator->arena};
        text_append(&builder, output->value);
        text_append(&builder, text);
        state_set_text(evaluator->state, STATE_OUTPUT,
                       text_bounded(evaluator, text_finish(&builder), span));
        return;
    }
    struct shell_argument *argument = ARENA_NEW(evaluator->arena, struct shell_argument);
    *argument = (struct shell_argument){text, span};
    evaluator_emit(evaluator, (struct shell_event){
                                  .kind = SHELL_OUTPUT, .argv = argument, .argc = 1, .span = span});
}

/* A key of a map for things that are told by where they are. */
static slice pointer_key(struct shell_evaluator *evaluator, const void *pointer)
{
    const void **key = ARENA_NEW(evaluator->arena, const void *);
    *key = pointer;
    return (slice){(const char *)key, sizeof *key};
}

static const struct shell_tree *tree_of(struct shell_evaluator *evaluator,
                                        const struct shell_script *script)
{
    slice name = pointer_key(evaluator, script);
    struct shell_tree *tree = map_get(evaluator->trees, name);
    if (!tree) {
        tree = (struct shell_tree *)shell_parse(evaluator->parser, evaluator->arena, script,
                                                evaluator->problems);
        map_put(evaluator->trees, name, tree);
    }
    return tree;
}

static struct span node_span(const struct shell_evaluator *evaluator, const struct shell_node *node)
{
    const struct shell_script *script = evaluator->script;
    if (node->tokens.first >= node->tokens.end) {
        return view_span(script->view, script->start, script->start);
    }
    return view_span(script->view, script->tokens[node->tokens.first].start,
                     script->tokens[node->tokens.end - 1].end);
}

/* ---- Ways out ---- */

void evaluate_leave(struct shell_evaluator *evaluator, struct exit_target *target)
{
    if (target) {
        struct changes way = state_changes(evaluator->state, target->mark);
        VECTOR_PUSH(evaluator->arena, &target->ways, way);
    }
    evaluator->live = false;
}

/* Here all ways that lead to `target` and the one at hand come together. */
static void arrive(struct shell_evaluator *evaluator, struct exit_target *target)
{
    if (target->ways.count == 0) {
        return;
    }
    struct changes here = state_take(evaluator->state, target->mark);
    here.live = evaluator->live;
    VECTOR_PUSH(evaluator->arena, &target->ways, here);
    evaluator->live = state_join(evaluator->state, target->ways.items, target->ways.count, 0);
}

/* ---- Branches ---- */

struct branch {
    size_t mark;
    bool was_live;
};

static struct branch branch_begin(const struct shell_evaluator *evaluator)
{
    return (struct branch){state_mark(evaluator->state), evaluator->live};
}

static struct changes branch_end(struct shell_evaluator *evaluator, struct branch branch)
{
    struct changes changes = state_take(evaluator->state, branch.mark);
    changes.live = evaluator->live;
    evaluator->live = branch.was_live;
    return changes;
}

static void join(struct shell_evaluator *evaluator, const struct changes *branches, size_t count)
{
    evaluator->live = state_join(evaluator->state, branches, count, 0);
}

/* Joins what is run where the condition holds and where it doesn't. */
static void join_condition(struct shell_evaluator *evaluator, struct condition condition,
                           struct changes holds, struct changes fails)
{
    struct changes ways[] = {condition.negated ? fails : holds, condition.negated ? holds : fails};
    bool both = holds.live && fails.live;
    uint32_t id = both ? condition_choice(evaluator, condition) : 0;
    evaluator->live = state_join(evaluator->state, ways, 2, id);
    evaluator->condition = (struct condition){0};
}

/* Runs a branch that may not be taken at all. */
static void evaluate_maybe(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    struct branch branch = branch_begin(evaluator);
    evaluate_node(evaluator, node);
    struct changes ways[] = {branch_end(evaluator, branch), {.live = true}};
    join(evaluator, ways, 2);
}

static void evaluate_sequence(struct shell_evaluator *evaluator, const struct shell_node *first)
{
    for (const struct shell_node *node = first; node && evaluator->live; node = node->next) {
        evaluate_node(evaluator, node);
    }
}

/* `a && b`: what is printed is taken to be what both print. */
static void evaluate_and(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    struct condition condition = evaluator->condition;
    if (condition.status != STATUS_UNKNOWN) {
        if (condition.status == STATUS_SUCCESS) {
            evaluate_node(evaluator, node);
        }
        return;
    }
    const struct variable *before = state_get(evaluator->state, STATE_OUTPUT);
    struct branch branch = branch_begin(evaluator);
    evaluate_node(evaluator, node);
    bool succeeds = evaluator->live;
    const struct variable *printed = state_get(evaluator->state, STATE_OUTPUT);
    struct changes holds = branch_end(evaluator, branch);
    struct changes fails = {.live = true};
    if (succeeds && printed != before && !condition.key.data) {
        branch = branch_begin(evaluator);
        state_set(evaluator->state, STATE_OUTPUT, printed);
        fails = branch_end(evaluator, branch);
    }
    join_condition(evaluator, condition, holds, fails);
}

/* `a || b` prints what `a` does or what `b` does: a command that fails is taken to print nothing,
 * but `a || true` swallows the failure and nothing stands in for the output. `before` is what had
 * been printed before the list. */
static void evaluate_or(struct shell_evaluator *evaluator, const struct shell_node *node,
                        const struct variable *before)
{
    struct condition condition = evaluator->condition;
    if (condition.status != STATUS_UNKNOWN) {
        if (condition.status == STATUS_FAILURE) {
            evaluate_node(evaluator, node);
        }
        return;
    }
    const struct variable *printed = state_get(evaluator->state, STATE_OUTPUT);
    struct branch branch = branch_begin(evaluator);
    if (printed != before) {
        state_set(evaluator->state, STATE_OUTPUT, before);
    }
    evaluate_node(evaluator, node);
    if (printed != before && state_get(evaluator->state, STATE_OUTPUT) == before) {
        state_set(evaluator->state, STATE_OUTPUT, printed);
    }
    struct changes fails = branch_end(evaluator, branch);
    join_condition(evaluator, condition, (struct changes){.live = true}, fails);
}

static void evaluate_and_or(struct shell_evaluator *evaluator, const struct shell_node *list)
{
    const struct variable *before = state_get(evaluator->state, STATE_OUTPUT);
    evaluator->guarded++;
    for (const struct shell_node *node = list->children; node && evaluator->live;
         node = node->next) {
        if (node->joint == JOINT_NONE) {
            evaluate_node(evaluator, node);
        } else if (node->joint == JOINT_AND) {
            evaluate_and(evaluator, node);
        } else {
            evaluate_or(evaluator, node, before);
        }
    }
    evaluator->guarded--;
}

static void evaluate_condition(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    evaluator->guarded++;
    evaluate_node(evaluator, node);
    evaluator->guarded--;
}

/* From a condition on: it, its body, and the elif conditions and bodies, or the else body. */
static void evaluate_if(struct shell_evaluator *evaluator, const struct shell_node *first)
{
    const struct shell_node *body = first->next;
    if (!body) { /* else */
        evaluate_node(evaluator, first);
        return;
    }
    evaluate_condition(evaluator, first);
    if (!evaluator->live) {
        return;
    }
    struct condition condition = evaluator->condition;
    if (condition.status == STATUS_SUCCESS) {
        evaluate_node(evaluator, body);
        return;
    }
    if (condition.status == STATUS_FAILURE) {
        if (body->next) {
            evaluate_if(evaluator, body->next);
        }
        return;
    }
    struct branch branch = branch_begin(evaluator);
    evaluate_node(evaluator, body);
    struct changes holds = branch_end(evaluator, branch);
    branch = branch_begin(evaluator);
    if (body->next) {
        evaluate_if(evaluator, body->next);
    }
    struct changes fails = branch_end(evaluator, branch);
    join_condition(evaluator, condition, holds, fails);
}

/* ---- case ---- */

enum match { MATCHES_NEVER, MATCHES_MAYBE, MATCHES_ALWAYS };

static enum match match_patterns(struct shell_evaluator *evaluator, const struct shell_node *item,
                                 bool known, slice word)
{
    enum match match = MATCHES_NEVER;
    const struct shell_script *script = evaluator->script;
    for (uint32_t i = item->head.first; i < item->head.end; i++) {
        const struct token *token = &script->tokens[i];
        slice pattern;
        if (token->kind != TOKEN_WORD) {
            continue;
        }
        bool literal = expand_word_pattern(evaluator, script->view, token_word(token), &pattern);
        if (literal && slice_is(pattern, "*")) {
            return MATCHES_ALWAYS;
        }
        if (!known || !literal) {
            match = MATCHES_MAYBE;
        } else if (pattern_matches(evaluator->arena, word, pattern)) {
            return MATCHES_ALWAYS;
        }
    }
    return match;
}

static bool ends_in(const struct shell_evaluator *evaluator, const struct shell_node *item,
                    const char *operation)
{
    const struct token *last = &evaluator->script->tokens[item->tokens.end - 1];
    return slice_is(token_bytes(evaluator->script, last), operation);
}

/* The body of an item, and those that `;&` (whatever their patterns) and `;;&` (if those match)
 * lead to. */
static void evaluate_item(struct shell_evaluator *evaluator, const struct shell_node *item,
                          bool known, slice word)
{
    evaluate_node(evaluator, item->children);
    while (item->goes_on && item->next && evaluator->live) {
        bool tests = ends_in(evaluator, item, ";;&");
        enum match match = MATCHES_ALWAYS;
        item = item->next;
        while (tests && (match = match_patterns(evaluator, item, known, word)) == MATCHES_NEVER &&
               item->next) {
            item = item->next;
        }
        if (match == MATCHES_ALWAYS) {
            evaluate_node(evaluator, item->children);
        } else if (match == MATCHES_MAYBE) {
            evaluate_maybe(evaluator, item->children);
        } else {
            return;
        }
    }
}

static void evaluate_case(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    const struct shell_script *script = evaluator->script;
    struct text text =
        expand_unsplit(evaluator, script->view, token_word(&script->tokens[node->head.first]));
    slice word;
    bool known = text_is_literal(evaluator->arena, text, &word);
    VECTOR(struct changes) ways = {0};
    bool always = false;
    for (const struct shell_node *item = node->children; item && !always; item = item->next) {
        enum match match = match_patterns(evaluator, item, known, word);
        if (match == MATCHES_NEVER) {
            continue;
        }
        struct branch branch = branch_begin(evaluator);
        evaluate_item(evaluator, item, known, word);
        struct changes way = branch_end(evaluator, branch);
        VECTOR_PUSH(evaluator->arena, &ways, way);
        always = match == MATCHES_ALWAYS;
    }
    if (!always) {
        struct changes none = {.live = true};
        VECTOR_PUSH(evaluator->arena, &ways, none);
    }
    join(evaluator, ways.items, ways.count);
}

/* ---- Loops ---- */

struct loop {
    struct exit_target breaks;
    struct exit_target continues;
};

static void loop_enter(struct shell_evaluator *evaluator, struct loop *loop)
{
    *loop = (struct loop){.breaks = {.mark = state_mark(evaluator->state)}};
    loop->breaks.outer = evaluator->breaks;
    loop->continues.outer = evaluator->continues;
    loop->continues.mark = loop->breaks.mark;
    evaluator->breaks = &loop->breaks;
    evaluator->continues = &loop->continues;
}

static void loop_leave(struct shell_evaluator *evaluator, struct loop *loop)
{
    evaluator->breaks = loop->breaks.outer;
    evaluator->continues = loop->continues.outer;
    arrive(evaluator, &loop->breaks);
}

static void evaluate_iteration(struct shell_evaluator *evaluator, struct loop *loop,
                               const struct shell_node *body)
{
    loop->continues.ways.count = 0;
    loop->continues.mark = state_mark(evaluator->state);
    evaluate_node(evaluator, body);
    arrive(evaluator, &loop->continues);
}

/* The shape that holds a variable's value before and after the body. */
static enum shape widened_shape(struct shell_evaluator *evaluator, const struct variable *before,
                                const struct variable *after)
{
    if (!before || !after || before->kind != VARIABLE_SCALAR || after->kind != VARIABLE_SCALAR) {
        return SHAPE_TEXT;
    }
    struct text both[] = {before->value, after->value};
    return text_shape(evaluator->arena, text_choice(evaluator->arena, 0, both, 2));
}

static void widen(struct shell_evaluator *evaluator, const struct change *change, bool wholly,
                  struct span span)
{
    const struct variable *before = change->binding->variable;
    const struct variable *after = change->variable;
    slice name = change->binding->name;
    if (slice_equal(name, STATE_OUTPUT) && !before) {
        return;
    }
    if (name.data[0] == STATE_FUNCTION_PREFIX) {
        state_set(evaluator->state, name, after);
        return;
    }
    enum shape shape = wholly ? SHAPE_TEXT : widened_shape(evaluator, before, after);
    const struct hole *inner = after ? text_first_hole(after->value) : NULL;
    struct hole *hole = ARENA_NEW(evaluator->arena, struct hole);
    hole->shape = shape;
    hole->from = inner
                     ? inner->from
                     : arena_printf(evaluator->arena, "%.*s, changed in a loop", SLICE_ARGS(name));
    hole->from_outside = inner && inner->from_outside;
    hole->span = span;
    struct variable *variable = ARENA_NEW(evaluator->arena, struct variable);
    bool array =
        (after && after->kind >= VARIABLE_ARRAY) || (before && before->kind >= VARIABLE_ARRAY);
    variable->kind = array ? VARIABLE_OPAQUE : VARIABLE_SCALAR;
    variable->value = text_of_hole(evaluator->arena, hole);
    state_set(evaluator->state, name, variable);
}

static bool is_widened(const struct change *change)
{
    const struct variable *before = change->binding->variable;
    const struct variable *after = change->variable;
    if (before == after) {
        return true;
    }
    if (!before || !after || before->kind != after->kind || before->kind == VARIABLE_ARRAY) {
        return false;
    }
    bool one_hole = before->value.count == 1 && before->value.pieces[0].kind == PIECE_HOLE;
    enum shape shape = one_hole ? before->value.pieces[0].hole->shape : SHAPE_LITERAL;
    enum shape next = after->value.count == 1 && after->value.pieces[0].kind == PIECE_HOLE
                          ? after->value.pieces[0].hole->shape
                          : SHAPE_TEXT;
    return one_hole && (shape == SHAPE_TEXT || shape_join(shape, next) == shape);
}

struct repeated {
    const struct shell_node *condition; /* NULL for `for` */
    const struct shell_node *body;
    slice name; /* of the variable of `for` */
    struct text value;
};

static void evaluate_repeated_once(struct shell_evaluator *evaluator,
                                   const struct repeated *repeated, struct loop *loop,
                                   struct span span)
{
    if (repeated->condition) {
        evaluate_condition(evaluator, repeated->condition);
    } else if (repeated->name.length > 0) {
        assign_text(evaluator, repeated->name, repeated->value, span);
    }
    if (evaluator->live) {
        evaluate_iteration(evaluator, loop, repeated->body);
    }
}

/* One silent pass; what changed and isn't stable is widened. False once all is stable. */
static bool widen_once(struct shell_evaluator *evaluator, const struct repeated *repeated,
                       uint32_t pass, struct span span)
{
    bool was_muted = evaluator->muted;
    evaluator->muted = true;
    struct branch branch = branch_begin(evaluator);
    struct loop loop;
    loop_enter(evaluator, &loop);
    evaluate_repeated_once(evaluator, repeated, &loop, span);
    loop_leave(evaluator, &loop);
    struct changes changes = branch_end(evaluator, branch);
    evaluator->muted = was_muted;
    bool again = false;
    for (size_t i = 0; i < changes.count; i++) {
        if (!is_widened(&changes.items[i])) {
            widen(evaluator, &changes.items[i], pass >= 2, span);
            again = true;
        }
    }
    return again;
}

static void evaluate_repeated(struct shell_evaluator *evaluator, const struct repeated *repeated,
                              struct span span)
{
    uint32_t pass = 0;
    while (pass < EVALUATE_PASSES_MAX && widen_once(evaluator, repeated, pass, span)) {
        pass++;
    }
    if (pass == EVALUATE_PASSES_MAX) {
        state_forget(evaluator->state, SLICE("a loop that paylint does not follow"), span);
    }
    struct loop loop;
    loop_enter(evaluator, &loop);
    struct branch branch = branch_begin(evaluator);
    evaluate_repeated_once(evaluator, repeated, &loop, span);
    struct changes ways[] = {branch_end(evaluator, branch), {.live = true}};
    join(evaluator, ways, 2);
    loop_leave(evaluator, &loop);
}

static void evaluate_while(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    struct repeated repeated = {.condition = node->children, .body = node->children->next};
    evaluate_repeated(evaluator, &repeated, node_span(evaluator, node));
}

/* Whether a word of the list may stand for any number of words. */
static bool is_one_item(struct text text)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (piece->kind == PIECE_HOLE && !shape_is_one_word(piece->hole->shape) &&
            !piece->quoting) {
            return false;
        }
        for (size_t k = 0; piece->kind == PIECE_LITERAL && piece->quoting == TEXT_PLAIN &&
                           k < piece->bytes.length;
             k++) {
            if (strchr("*?[{", piece->bytes.data[k])) {
                return false;
            }
        }
    }
    return text.count > 0;
}

static bool is_unrollable(const struct arguments *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!is_one_item(list->items[i].text)) {
            return false;
        }
    }
    return list->count <= EVALUATE_UNROLL_MAX;
}

static void evaluate_unrolled(struct shell_evaluator *evaluator, slice name,
                              const struct arguments *list, const struct shell_node *body)
{
    struct loop loop;
    loop_enter(evaluator, &loop);
    for (size_t i = 0; i < list->count && evaluator->live; i++) {
        assign_text(evaluator, name, list->items[i].text, list->items[i].span);
        evaluate_iteration(evaluator, &loop, body);
    }
    loop_leave(evaluator, &loop);
}

static struct arguments for_list(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    const struct shell_script *script = evaluator->script;
    struct arguments list = {0};
    const struct variable *positional = state_get(evaluator->state, STATE_POSITIONAL);
    for (uint32_t i = node->head.first + 1; i < node->head.end; i++) {
        if (script->tokens[i].kind == TOKEN_WORD) { /* not `in` */
            expand_word(evaluator, script->view, token_word(&script->tokens[i]), &list);
        }
    }
    if (!node->has_list && positional && positional->kind == VARIABLE_ARRAY) {
        for (uint32_t i = 0; i < positional->count; i++) {
            struct shell_argument argument = {positional->items[i], node_span(evaluator, node)};
            VECTOR_PUSH(evaluator->arena, &list, argument);
        }
    }
    return list;
}

static void evaluate_for(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    const struct token *head = &evaluator->script->tokens[node->head.first];
    struct span span = node_span(evaluator, node);
    slice name = token_bytes(evaluator->script, head);
    if (head->kind == TOKEN_ARITHMETIC) {
        evaluate_arithmetic_effects(evaluator, name, span);
        struct repeated counted = {.body = node->children};
        evaluate_repeated(evaluator, &counted, span);
        return;
    }
    struct arguments list = for_list(evaluator, node);
    bool selects = slice_is(token_bytes(evaluator->script, head - 1), "select");
    bool known = node->has_list || state_get(evaluator->state, STATE_POSITIONAL);
    if (known && !selects && is_unrollable(&list)) {
        evaluate_unrolled(evaluator, name, &list, node->children);
        return;
    }
    slice from =
        arena_printf(evaluator->arena, "the words of the loop over %.*s", SLICE_ARGS(name));
    struct repeated repeated = {.body = node->children, .name = name};
    repeated.value = evaluator_unknown(evaluator, from, span);
    evaluate_repeated(evaluator, &repeated, span);
}

/* ---- Subshells and pipelines ---- */

/* In a subshell break, continue and return lead out of it, and nowhere else. */
struct subshell {
    struct branch branch;
    struct exit_target *breaks;
    struct exit_target *continues;
    struct function_call *call;
};

static struct subshell subshell_begin(struct shell_evaluator *evaluator)
{
    struct subshell subshell = {branch_begin(evaluator), evaluator->breaks, evaluator->continues,
                                evaluator->call};
    evaluator->breaks = NULL;
    evaluator->continues = NULL;
    evaluator->call = NULL;
    return subshell;
}

static struct changes subshell_end(struct shell_evaluator *evaluator, struct subshell subshell)
{
    evaluator->live = true;
    struct changes changes = branch_end(evaluator, subshell.branch);
    evaluator->breaks = subshell.breaks;
    evaluator->continues = subshell.continues;
    evaluator->call = subshell.call;
    return changes;
}

static void evaluate_subshell(struct shell_evaluator *evaluator, const struct shell_node *node,
                              void (*run)(struct shell_evaluator *, const struct shell_node *))
{
    struct subshell subshell = subshell_begin(evaluator);
    run(evaluator, node);
    state_apply_lasting(evaluator->state, subshell_end(evaluator, subshell));
}

/* Runs `run` in a subshell that captures what is printed. */
static struct text capture(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    const struct variable *before = state_get(evaluator->state, STATE_OUTPUT);
    struct subshell subshell = subshell_begin(evaluator);
    state_set_text(evaluator->state, STATE_OUTPUT, (struct text){0});
    evaluate_node(evaluator, node);
    struct text output = state_value(evaluator->state, STATE_OUTPUT);
    state_apply_lasting(evaluator->state, subshell_end(evaluator, subshell));
    if (state_get(evaluator->state, STATE_OUTPUT) != before) {
        state_set(evaluator->state, STATE_OUTPUT, before);
    }
    return output;
}

void evaluate_script(struct shell_evaluator *evaluator, const struct shell_script *script)
{
    const struct shell_script *outer = evaluator->script;
    const struct shell_tree *tree = tree_of(evaluator, script);
    evaluator->script = script;
    evaluate_node(evaluator, tree->root);
    evaluator->script = outer;
}

bool evaluate_in_subshell(struct shell_evaluator *evaluator, const struct subshell_run *run)
{
    struct subshell subshell = subshell_begin(evaluator);
    bool done = run->run(evaluator, run->argv, run->argc, run->span);
    state_apply_lasting(evaluator->state, subshell_end(evaluator, subshell));
    return done;
}

struct text evaluate_captured(struct shell_evaluator *evaluator, const struct shell_script *script)
{
    const struct shell_script *outer = evaluator->script;
    const struct shell_tree *tree = tree_of(evaluator, script);
    evaluator->script = script;
    struct text output = capture(evaluator, tree->root);
    evaluator->script = outer;
    return output;
}

static void evaluate_pipeline(struct shell_evaluator *evaluator, const struct shell_node *pipeline)
{
    bool had_stdin = evaluator->has_stdin;
    struct text stdin_before = evaluator->stdin_text;
    for (const struct shell_node *node = pipeline->children; node; node = node->next) {
        if (!node->next) {
            evaluate_subshell(evaluator, node, evaluate_node);
            break;
        }
        evaluator->stdin_text = capture(evaluator, node);
        evaluator->has_stdin = true;
    }
    evaluator->has_stdin = had_stdin;
    evaluator->stdin_text = stdin_before;
}

/* ---- Functions ---- */

static struct shell_function *function_of(struct shell_evaluator *evaluator,
                                          const struct shell_node *body)
{
    slice key = pointer_key(evaluator, body);
    struct shell_function *function = map_get(evaluator->functions, key);
    if (!function) {
        function = ARENA_NEW(evaluator->arena, struct shell_function);
        *function = (struct shell_function){.body = body, .script = evaluator->script};
        map_put(evaluator->functions, key, function);
        VECTOR_PUSH(evaluator->arena, &evaluator->all_functions, function);
    }
    return function;
}

static void define_function(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    if (!node->children) {
        return;
    }
    slice name = token_bytes(evaluator->script, &evaluator->script->tokens[node->head.first]);
    slice key = state_function_key(evaluator->arena, name);
    struct shell_function *function = function_of(evaluator, node->children);
    const struct variable *known = state_get(evaluator->state, key);
    if (known && known->count == 1 && !known->may_be_missing && known->functions[0] == function) {
        return; /* the same definition, met again in a loop */
    }
    struct shell_function **functions = ARENA_NEW(evaluator->arena, struct shell_function *);
    *functions = function;
    struct variable *variable = ARENA_NEW(evaluator->arena, struct variable);
    *variable = (struct variable){.kind = VARIABLE_FUNCTION, .functions = functions, .count = 1};
    state_set(evaluator->state, key, variable);
}

static const struct variable *passed_arguments(struct shell_evaluator *evaluator,
                                               const struct shell_argument *argv, size_t argc)
{
    struct text *items = ARENA_ARRAY(evaluator->arena, struct text, argc);
    slice name;
    text_is_literal(evaluator->arena, argv[0].text, &name);
    for (size_t i = 1; i < argc; i++) {
        slice step = arena_printf(evaluator->arena, "$%zu of %.*s", i, SLICE_ARGS(name));
        items[i - 1] =
            text_with_step(evaluator->arena, argv[i].text, TRAIL_PASSED, step, argv[i].span);
    }
    struct variable *variable = ARENA_NEW(evaluator->arena, struct variable);
    variable->kind = VARIABLE_ARRAY;
    variable->items = items;
    variable->count = (uint32_t)argc - 1;
    return variable;
}

static void show_hidden(struct shell_evaluator *evaluator, const struct function_call *call)
{
    for (size_t i = call->hidden.count; i-- > 0;) {
        state_set(evaluator->state, call->hidden.items[i].name, call->hidden.items[i].variable);
    }
}

static void run_function(struct shell_evaluator *evaluator, struct shell_function *function,
                         const struct variable *positional)
{
    struct function_call call = {.outer = evaluator->call};
    const struct variable *positional_before = state_get(evaluator->state, STATE_POSITIONAL);
    const struct shell_script *script_before = evaluator->script;
    struct exit_target *breaks = evaluator->breaks;
    struct exit_target *continues = evaluator->continues;
    call.returns.mark = state_mark(evaluator->state);
    function->called = true;
    /* cppcheck-suppress autoVariables ; taken back below */
    evaluator->call = &call;
    evaluator->breaks = NULL;
    evaluator->continues = NULL;
    evaluator->script = function->script;
    state_set(evaluator->state, STATE_POSITIONAL, positional);
    evaluate_node(evaluator, function->body);
    arrive(evaluator, &call.returns);
    show_hidden(evaluator, &call);
    state_set(evaluator->state, STATE_POSITIONAL, positional_before);
    evaluator->script = script_before;
    evaluator->call = call.outer;
    evaluator->breaks = breaks;
    evaluator->continues = continues;
}

/* What a call that isn't followed does is not known. */
static void refuse_call(struct shell_evaluator *evaluator, struct shell_function *function,
                        slice name, struct span span)
{
    slice from = arena_printf(evaluator->arena, "a call of %.*s that paylint does not follow",
                              SLICE_ARGS(name));
    function->called = true;
    state_forget(evaluator->state, from, span);
    evaluator_print(evaluator, evaluator_unknown(evaluator, from, span), span);
}

static void call_function(struct shell_evaluator *evaluator, struct shell_function *function,
                          const struct shell_argument *argv, size_t argc, struct span span)
{
    slice name;
    text_is_literal(evaluator->arena, argv[0].text, &name);
    if (evaluator->call_depth >= EVALUATE_CALLS_MAX || function->active >= EVALUATE_RECURSION_MAX) {
        refuse_call(evaluator, function, name, span);
        return;
    }
    struct trail *step = ARENA_NEW(evaluator->arena, struct trail);
    const struct trail *calls = evaluator->calls;
    *step = (struct trail){TRAIL_PASSED, name, span, calls};
    evaluator->calls = step;
    evaluator->call_depth++;
    function->active++;
    run_function(evaluator, function, passed_arguments(evaluator, argv, argc));
    function->active--;
    evaluator->call_depth--;
    evaluator->calls = calls;
}

bool evaluate_call(struct shell_evaluator *evaluator, const struct shell_argument *argv,
                   size_t argc, struct span span)
{
    slice name;
    text_is_literal(evaluator->arena, argv[0].text, &name);
    const struct variable *named =
        state_get(evaluator->state, state_function_key(evaluator->arena, name));
    if (!named || named->kind != VARIABLE_FUNCTION || named->count == 0) {
        return false;
    }
    if (named->count == 1) {
        call_function(evaluator, named->functions[0], argv, argc, span);
        return true;
    }
    struct changes *ways = ARENA_ARRAY(evaluator->arena, struct changes, named->count);
    for (uint32_t i = 0; i < named->count; i++) {
        struct branch branch = branch_begin(evaluator);
        call_function(evaluator, named->functions[i], argv, argc, span);
        ways[i] = branch_end(evaluator, branch);
    }
    join(evaluator, ways, named->count);
    return true;
}

/* ---- One node ---- */

/* Words of conditions and the like are expanded for what they run and set. */
static void evaluate_unknown(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    struct span span = node_span(evaluator, node);
    state_forget(evaluator->state, SLICE("a statement that paylint does not understand"), span);
}

static void evaluate_kind(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    switch (node->kind) {
    case NODE_SEQUENCE:
    case NODE_GROUP:
        evaluate_sequence(evaluator, node->children);
        return;
    case NODE_AND_OR:
        evaluate_and_or(evaluator, node);
        return;
    case NODE_PIPELINE:
        evaluate_pipeline(evaluator, node);
        return;
    case NODE_COMMAND:
        evaluate_command(evaluator, node);
        return;
    case NODE_SUBSHELL:
        evaluate_subshell(evaluator, node->children, evaluate_node);
        return;
    case NODE_IF:
        evaluate_if(evaluator, node->children);
        return;
    case NODE_FOR:
        evaluate_for(evaluator, node);
        return;
    case NODE_WHILE:
    case NODE_UNTIL:
        evaluate_while(evaluator, node);
        return;
    case NODE_CASE:
        evaluate_case(evaluator, node);
        return;
    case NODE_FUNCTION:
        define_function(evaluator, node);
        return;
    case NODE_CASE_ITEM:
    case NODE_UNKNOWN:
        evaluate_unknown(evaluator, node);
        return;
    }
}

static void evaluate_redirected(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    if (node->redirects.first == node->redirects.end) {
        evaluate_kind(evaluator, node);
        return;
    }
    struct redirection redirection = evaluator_redirect(evaluator, node->redirects);
    evaluate_kind(evaluator, node);
    evaluator_restore(evaluator, &redirection);
}

static bool may_go_on(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    if (evaluator->depth < EVALUATE_DEPTH_MAX && evaluator->steps < EVALUATE_STEPS_MAX &&
        arena_size(evaluator->arena) < evaluator->memory_limit) {
        return true;
    }
    if (evaluator->steps != UINT32_MAX) {
        evaluator_problem(evaluator, node_span(evaluator, node).start,
                          "too much to follow: what comes after this is not evaluated");
    }
    /* Nothing more is said of this file: what it would meet isn't known. */
    evaluator->steps = UINT32_MAX;
    evaluator->live = false;
    return false;
}

/* Of the status of other nodes than simple commands nothing is kept, but of lists and sequences the
 * last command's, as `if a; [ … ]; then` wants it. */
static void set_condition(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    bool keeps =
        node->kind == NODE_COMMAND || node->kind == NODE_SEQUENCE || node->kind == NODE_AND_OR;
    if (!keeps || node->background) {
        evaluator->condition = (struct condition){0};
    } else if (node->negated) {
        static const enum status opposite[] = {STATUS_UNKNOWN, STATUS_FAILURE, STATUS_SUCCESS};
        evaluator->condition.status = opposite[evaluator->condition.status];
        evaluator->condition.negated = !evaluator->condition.negated;
    }
}

void evaluate_node(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    if (!evaluator->live || !may_go_on(evaluator, node)) {
        return;
    }
    evaluator->steps++;
    evaluator->depth++;
    if (node->background) {
        evaluate_subshell(evaluator, node, evaluate_redirected);
    } else {
        evaluate_redirected(evaluator, node);
    }
    set_condition(evaluator, node);
    bool fails = node->kind == NODE_COMMAND && !node->negated && !node->background &&
                 evaluator->condition.status == STATUS_FAILURE;
    if (fails && evaluator->errexit && evaluator->guarded == 0) {
        evaluate_leave(evaluator, NULL);
    }
    evaluator->depth--;
}

/* ---- The whole script ---- */

/* A function that the script itself never calls is for whoever sources it. */
static void evaluate_uncalled(struct shell_evaluator *evaluator)
{
    for (size_t i = 0; i < evaluator->all_functions.count; i++) {
        struct shell_function *function = evaluator->all_functions.items[i];
        if (function->called) {
            continue;
        }
        evaluator->live = true;
        struct branch branch = branch_begin(evaluator);
        run_function(evaluator, function, NULL);
        branch_end(evaluator, branch);
    }
}

/* A trap's commands run at some time that isn't known, in a state that isn't. */
static void evaluate_traps(struct shell_evaluator *evaluator)
{
    for (size_t i = 0; i < evaluator->traps.count; i++) {
        const struct shell_argument *trap = &evaluator->traps.items[i];
        evaluator->live = true;
        struct branch branch = branch_begin(evaluator);
        state_forget(evaluator->state, SLICE("the time of a trap"), trap->span);
        evaluate_text(evaluator, trap->text);
        branch_end(evaluator, branch);
    }
}

void shell_evaluate(struct arena *arena, struct shell_parser *parser, const struct view *view,
                    struct shell_problems *problems, const struct shell_observer *observer)
{
    struct shell_evaluator evaluator = {
        .arena = arena,
        .parser = parser,
        .problems = problems,
        .observer = observer,
        .state = state_new(arena),
        .functions = map_new(arena),
        .trees = map_new(arena),
        .conditions = map_new(arena),
        .live = true,
        .memory_limit =
            arena_size(arena) + EVALUATE_MEMORY + EVALUATE_MEMORY_PER_BYTE * view->bytes.length,
    };
    evaluator.script = shell_lex(arena, view, problems);
    evaluate_node(&evaluator, tree_of(&evaluator, evaluator.script)->root);
    evaluate_traps(&evaluator);
    evaluate_uncalled(&evaluator);
}

bool shell_file_text(struct shell_evaluator *evaluator, slice name, struct text *text)
{
    slice key = state_file_key(evaluator->arena, name);
    const struct variable *file = state_get(evaluator->state, key);
    if (!file || file->kind != VARIABLE_SCALAR) {
        return false;
    }
    *text = file->value;
    return true;
}
