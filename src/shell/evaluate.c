/* The structure of a run: sequences, branches, loops, functions, subshells (bash(1) "SHELL
 * GRAMMAR"). In: a tree. Out: events in the order of the run, with the state that each meets. */
#include "shell/evaluate.h"

#include "shell/condition.h"
#include "shell/expand.h"
#include "shell/setting.h"

/* ---- Small things ---- */

void evaluator_emit(struct shell_evaluator *evaluator, const struct shell_event *event)
{
    if (!evaluator->muted) {
        evaluator->observer->event(evaluator->observer->context, evaluator, event);
    }
}

void evaluator_emit_named(struct shell_evaluator *evaluator, enum shell_event_kind kind, slice name,
                          struct text value, struct span span)
{
    const struct text_piece piece = piece_literal(name, span);
    const struct shell_argument argv[] = {{{&piece, name.length > 0}, span}, {value, span}};
    const struct shell_event event = {.kind = kind, .argv = argv, .argc = 2, .span = span};
    evaluator_emit(evaluator, &event);
}

struct shown evaluator_shown(struct shell_evaluator *evaluator)
{
    const struct shell_observer *observer = evaluator->observer;
    return (struct shown){evaluator->muted ? NULL : observer->mark(observer->context),
                          evaluator->traps.count};
}

void evaluator_take_back(struct shell_evaluator *evaluator, const struct shown *shown)
{
    if (!evaluator->muted) {
        evaluator->observer->take_back(evaluator->observer->context, shown->mark);
        evaluator->traps.count = shown->traps;
    }
}

static bool is_captured(const struct variable *output)
{
    return output && output->kind == VARIABLE_SCALAR;
}

bool evaluator_captures(struct shell_evaluator *evaluator)
{
    return is_captured(state_get(evaluator->state, STATE_OUTPUT));
}

void evaluator_print(struct shell_evaluator *evaluator, struct text text, struct span span)
{
    const struct variable *output = state_get(evaluator->state, STATE_OUTPUT);
    if (text_is_empty(text)) {
        return;
    }
    if (is_captured(output)) {
        text = text_join(evaluator->arena, output->value, text);
        state_set_text(evaluator->state, STATE_OUTPUT, text_bounded(evaluator, text, span));
        return;
    }
    const struct shell_argument argument = {text, span};
    const struct shell_event event = {
        .kind = SHELL_OUTPUT, .argv = &argument, .argc = 1, .span = span};
    evaluator_emit(evaluator, &event);
}

/* A key of a map for things that are told by where they are. */
slice evaluator_pointer_key(struct shell_evaluator *evaluator, const void *pointer)
{
    const void **key = ARENA_NEW(evaluator->arena, const void *);
    *key = pointer;
    return (slice){(const char *)key, sizeof *key};
}

static const struct shell_tree *tree_of(struct shell_evaluator *evaluator,
                                        const struct shell_script *script)
{
    slice name = evaluator_pointer_key(evaluator, script);
    struct shell_tree *tree = map_get(evaluator->trees, name);
    if (!tree) {
        tree = (struct shell_tree *)shell_parse(evaluator->parser, evaluator->arena, script,
                                                evaluator->problems);
        map_put(evaluator->trees, name, tree);
    }
    return tree;
}

struct span evaluator_span(const struct shell_evaluator *evaluator, const struct shell_node *node)
{
    const struct shell_script *script = evaluator->script;
    if (node->tokens.first >= node->tokens.end) {
        return view_span(script->view, script->start, script->start);
    }
    return view_span(script->view, script->tokens[node->tokens.first].start,
                     script->tokens[node->tokens.end - 1].end);
}

/* ---- Ways out ---- */

void evaluate_leave(struct shell_evaluator *evaluator, struct exit_target *target,
                    enum status status)
{
    bool agrees = target->ways.count == 0 || target->status == status;
    target->status = agrees ? status : STATUS_UNKNOWN;
    struct changes way = state_changes(evaluator->state, target->mark);
    VECTOR_PUSH(evaluator->arena, &target->ways, way);
    evaluator->live = false;
}

void evaluate_exit(struct shell_evaluator *evaluator, enum status status)
{
    if (evaluator->exits) {
        evaluate_leave(evaluator, evaluator->exits, status);
    }
    evaluator->live = false;
}

void evaluate_arrive(struct shell_evaluator *evaluator, struct exit_target *target)
{
    if (target->ways.count == 0) {
        return;
    }
    bool agrees = !evaluator->live || target->status == evaluator->condition.status;
    evaluator->condition = (struct condition){.status = agrees ? target->status : STATUS_UNKNOWN};
    struct changes here = state_take(evaluator->state, target->mark);
    here.live = evaluator->live;
    VECTOR_PUSH(evaluator->arena, &target->ways, here);
    evaluator->live = state_join(evaluator->state, target->ways.items, target->ways.count, 0);
}

/* ---- Branches ---- */

struct branch branch_begin(const struct shell_evaluator *evaluator)
{
    return (struct branch){state_mark(evaluator->state), evaluator->live};
}

struct changes branch_end(struct shell_evaluator *evaluator, struct branch branch)
{
    struct changes changes = state_take(evaluator->state, branch.mark);
    changes.live = evaluator->live;
    evaluator->live = branch.was_live;
    return changes;
}

void evaluate_join(struct shell_evaluator *evaluator, const struct changes *branches, size_t count)
{
    evaluator->live = state_join(evaluator->state, branches, count, 0);
}

/* Runs a branch that may not be taken at all. */
void evaluate_maybe(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    struct branch branch = branch_begin(evaluator);
    evaluate_node(evaluator, node);
    struct changes ways[] = {branch_end(evaluator, branch), {.live = true}};
    evaluate_join(evaluator, ways, 2);
}

static void evaluate_sequence(struct shell_evaluator *evaluator, const struct shell_node *first)
{
    for (const struct shell_node *node = first; node && evaluator->live; node = node->next) {
        evaluate_node(evaluator, node);
    }
}

/* ---- Subshells and pipelines ---- */

/* In a subshell break, continue, return and exit lead out of it, and nowhere else. */
struct subshell {
    struct branch branch;
    struct exit_target exits;
    struct exit_target *breaks;
    struct exit_target *continues;
    struct function_call *call;
};

static void subshell_begin(struct shell_evaluator *evaluator, struct subshell *subshell)
{
    *subshell = (struct subshell){
        .branch = branch_begin(evaluator),
        .exits = {.mark = state_mark(evaluator->state), .outer = evaluator->exits},
        .breaks = evaluator->breaks,
        .continues = evaluator->continues,
        .call = evaluator->call,
    };
    evaluator->exits = &subshell->exits;
    evaluator->breaks = NULL;
    evaluator->continues = NULL;
    evaluator->call = NULL;
}

static struct changes subshell_end(struct shell_evaluator *evaluator, struct subshell *subshell)
{
    evaluator->live = true;
    struct changes changes = branch_end(evaluator, subshell->branch);
    evaluator->exits = subshell->exits.outer;
    evaluator->breaks = subshell->breaks;
    evaluator->continues = subshell->continues;
    evaluator->call = subshell->call;
    return changes;
}

static void evaluate_subshell(struct shell_evaluator *evaluator, const struct shell_node *node,
                              void (*run)(struct shell_evaluator *, const struct shell_node *))
{
    struct subshell subshell;
    subshell_begin(evaluator, &subshell);
    run(evaluator, node);
    evaluate_arrive(evaluator, &subshell.exits);
    state_apply_lasting(evaluator->state, subshell_end(evaluator, &subshell));
}

/* Runs the node in a subshell that captures what is printed. */
static struct text capture(struct shell_evaluator *evaluator, const struct shell_node *node,
                           bool substitutes)
{
    const struct variable *before = state_get(evaluator->state, STATE_OUTPUT);
    struct subshell subshell;
    subshell_begin(evaluator, &subshell);
    if (substitutes && setting_may_be_on(evaluator, SETTING_ERREXIT) &&
        !setting_is_on(evaluator, SETTING_INHERIT_ERREXIT)) {
        setting_turn(evaluator, SETTING_ERREXIT, false);
    }
    state_set_text(evaluator->state, STATE_OUTPUT, (struct text){0});
    evaluate_node(evaluator, node);
    evaluate_arrive(evaluator, &subshell.exits);
    struct text output = state_value(evaluator->state, STATE_OUTPUT);
    state_apply_lasting(evaluator->state, subshell_end(evaluator, &subshell));
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
    struct subshell subshell;
    subshell_begin(evaluator, &subshell);
    bool done = run->run(evaluator, run->argv, run->argc, run->span);
    evaluate_arrive(evaluator, &subshell.exits);
    state_apply_lasting(evaluator->state, subshell_end(evaluator, &subshell));
    return done;
}

struct text evaluate_captured(struct shell_evaluator *evaluator, const struct shell_script *script,
                              bool substitutes)
{
    const struct shell_script *outer = evaluator->script;
    const struct shell_tree *tree = tree_of(evaluator, script);
    evaluator->script = script;
    struct text output = capture(evaluator, tree->root, substitutes);
    evaluator->script = outer;
    return output;
}

static void evaluate_pipeline(struct shell_evaluator *evaluator, const struct shell_node *pipeline)
{
    const struct variable *stdin_before = state_get(evaluator->state, STATE_INPUT);
    for (const struct shell_node *node = pipeline->children; node; node = node->next) {
        if (!node->next && setting_is_on(evaluator, SETTING_LASTPIPE)) {
            evaluate_node(evaluator, node);
            break;
        }
        if (!node->next) {
            evaluate_subshell(evaluator, node, evaluate_node);
            break;
        }
        evaluator_set_stdin(evaluator, capture(evaluator, node, false));
    }
    state_set(evaluator->state, STATE_INPUT, stdin_before);
}

/* ---- One node ---- */

/* Words of conditions and the like are expanded for what they run and set. */
static void evaluate_unknown(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    struct span span = evaluator_span(evaluator, node);
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
        evaluate_definition(evaluator, node);
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

/* At the script's beginning, if the command stands in a file that it sources. */
static void tell_limit(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    const struct view *view = evaluator->view;
    struct span span = evaluator_span(evaluator, node);
    slice told = budget_told(evaluator->budget, evaluator->arena, view->bytes.length);
    struct shell_problem problem = {.offset = span.source == view->source ? span.start : 0,
                                    .message = arena_cstring(evaluator->arena, told),
                                    .is_limit = true};
    VECTOR_PUSH(evaluator->arena, evaluator->problems, problem);
}

/* Nothing more is said of this file: what it would meet isn't known. Told even of a trial pass: it
 * ends all. */
static void end_at(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    if (!evaluator->has_ended) {
        tell_limit(evaluator, node);
    }
    evaluator->has_ended = true;
    evaluator->live = false;
}

static bool may_go_on(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    struct budget *budget = evaluator->budget;
    bool fits = evaluator->depth < EVALUATE_DEPTH_MAX;
    if (fits && !evaluator->has_ended && !budget_step_is_too_much(budget)) {
        return true;
    }
    budget->spent = fits ? budget->spent : LIMIT_DEPTH;
    end_at(evaluator, node);
    return false;
}

bool evaluate_has_room(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    if (!evaluator->has_ended && !budget_memory_is_spent(evaluator->budget)) {
        return true;
    }
    end_at(evaluator, node);
    return false;
}

/* Of the status of other nodes than simple commands nothing is kept, but of lists, sequences,
 * groups and subshells the last command's, as `if a; [ … ]; then` and functions want it. */
static void set_condition(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    bool keeps = node->kind == NODE_COMMAND || node->kind == NODE_SEQUENCE ||
                 node->kind == NODE_GROUP || node->kind == NODE_SUBSHELL ||
                 node->kind == NODE_AND_OR;
    if (!keeps || node->background) {
        evaluator->condition = (struct condition){0};
    } else if (node->negated) {
        evaluator->condition = condition_negated(evaluator->condition);
        evaluator->condition.inverted = !evaluator->condition.inverted;
    }
}

void evaluate_node(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    if (!evaluator->live || !may_go_on(evaluator, node)) {
        return;
    }
    evaluator->depth++;
    evaluator->guarded += node->negated;
    if (node->background) {
        evaluate_subshell(evaluator, node, evaluate_redirected);
    } else {
        evaluate_redirected(evaluator, node);
    }
    evaluator->guarded -= node->negated;
    set_condition(evaluator, node);
    /* In groups and lists the command that fails has ended the shell. */
    bool fails = (node->kind == NODE_COMMAND || node->kind == NODE_SUBSHELL) && !node->negated &&
                 evaluator->live && evaluator->condition.status == STATUS_FAILURE;
    if (fails && evaluator->guarded == 0 && setting_is_on(evaluator, SETTING_ERREXIT)) {
        evaluate_exit(evaluator, STATUS_FAILURE);
    }
    evaluator->depth--;
}

/* ---- The whole script ---- */

/* A function that the script itself never calls is for whoever sources it. */
static void evaluate_uncalled(struct shell_evaluator *evaluator)
{
    for (size_t i = 0; i < evaluator->all_functions.count; i++) {
        struct shell_function *function = evaluator->all_functions.items[i];
        if (function->called || function->script->view->source != evaluator->script->view->source) {
            continue; /* those of a file that is sourced are its own */
        }
        evaluator->live = true;
        struct branch branch = branch_begin(evaluator);
        evaluate_function_body(evaluator, function, NULL);
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

static void set_at_start(struct shell_evaluator *evaluator, const struct shell_variable *variable)
{
    struct state *state = evaluator->state;
    const struct view *view = variable->value;
    struct text environment = state_environment(state, variable->name);
    if (!view) {
        state_set_text(state, variable->name, environment);
        return;
    }
    uint32_t length = (uint32_t)view->bytes.length;
    struct text_builder builder = {.arena = evaluator->arena};
    text_append_view(&builder, view, 0, length, TEXT_PLAIN);
    struct text value = text_with_step(evaluator->arena, text_finish(&builder), TRAIL_SET,
                                       variable->name, view_span(view, 0, length));
    if (variable->may_differ) {
        struct text *either = ARENA_ARRAY(evaluator->arena, struct text, 2);
        either[0] = value;
        either[1] = environment;
        value = text_choice(evaluator->arena, state->next_choice++, either, 2);
    }
    state_set_text(state, variable->name, value);
}

void shell_evaluate(struct arena *arena, struct shell_parser *parser, const struct view *view,
                    const struct shell_start *start, struct shell_problems *problems,
                    const struct shell_observer *observer)
{
    struct shell_evaluator evaluator = {
        .arena = arena,
        .parser = parser,
        .problems = problems,
        .observer = observer,
        .files = start->files,
        .exported = map_new(arena),
        .changed_files = map_new(arena),
        .state = state_new(arena),
        .functions = map_new(arena),
        .trees = map_new(arena),
        .scripts = map_new(arena),
        .command_names = map_new(arena),
        .conditions = map_new(arena),
        .not_empty = map_new(arena),
        .live = true,
        .view = view,
    };
    const struct limits unset = {0};
    struct budget own = budget_new(&unset, arena);
    evaluator.budget = start->budget ? start->budget : &own;
    budget_begin_script(evaluator.budget, view->bytes.length);
    state_set_text(
        evaluator.state, STATE_FOLDER,
        files_path(&evaluator, PATH_RUN_FOLDER, SLICE("the working folder"), (struct span){0}));
    for (size_t i = 0; i < start->variable_count; i++) {
        set_at_start(&evaluator, &start->variables[i]);
    }
    evaluator.script = shell_lex(arena, view, problems);
    evaluate_node(&evaluator, tree_of(&evaluator, evaluator.script)->root);
    evaluate_traps(&evaluator);
    evaluate_uncalled(&evaluator);
}
