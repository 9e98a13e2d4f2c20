/* Branches: if, && and || (bash(1) "Lists", "Compound Commands"). In: conditions. Out: the state
 * where they hold and the state where they don't, the bodies run in each, and both joined. */
#include "shell/assignment.h"
#include "shell/condition.h"

/* What has changed since a condition began, where it holds and where it fails. */
struct split {
    struct changes holds;
    struct changes fails;
    struct condition
        condition; /* that both hang on; its key's data is NULL where it is not one test */
    bool known;    /* only one of the two can be */
};

/* `asked`: something hangs on whether the node fails, be it an unknown command. */
static struct split split_node(struct shell_evaluator *evaluator, const struct shell_node *node,
                               bool asked);

/* Runs a node on top of the changes, or nothing where it is NULL, and returns both together. */
static struct changes run_on(struct shell_evaluator *evaluator, struct changes changes,
                             const struct shell_node *node)
{
    if (!changes.live) {
        return changes;
    }
    struct branch branch = branch_begin(evaluator);
    state_apply(evaluator->state, changes);
    if (node) {
        evaluate_node(evaluator, node);
    }
    return branch_end(evaluator, branch);
}

static struct changes join_changes(struct shell_evaluator *evaluator, struct changes a,
                                   struct changes b)
{
    struct changes both[] = {a, b};
    if (!a.live || !b.live) {
        return a.live ? a : b;
    }
    struct branch branch = branch_begin(evaluator);
    evaluate_join(evaluator, both, 2);
    return branch_end(evaluator, branch);
}

static void join_split(struct shell_evaluator *evaluator, const struct split *split)
{
    bool negated = split->condition.negated;
    struct changes ways[] = {negated ? split->fails : split->holds,
                             negated ? split->holds : split->fails};
    bool both = ways[0].live && ways[1].live;
    uint32_t id = both ? condition_choice(evaluator, split->condition) : 0;
    evaluator->live = state_join(evaluator->state, ways, 2, id);
    evaluator->condition = (struct condition){0};
}

/* ---- Conditions ---- */

/* Of a command run last: the state where it succeeds, or fails. */
static struct changes assume(struct shell_evaluator *evaluator, struct condition condition,
                             struct changes changes, bool holds)
{
    enum status impossible = holds ? STATUS_FAILURE : STATUS_SUCCESS;
    if (!changes.live || condition.status == impossible) {
        changes.live = false;
        return changes;
    }
    struct branch branch = branch_begin(evaluator);
    state_apply(evaluator->state, changes);
    evaluator->live = condition_assume(evaluator, condition, holds);
    return branch_end(evaluator, branch);
}

static struct split split_command(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    struct branch branch = branch_begin(evaluator);
    evaluate_node(evaluator, node);
    struct condition condition = evaluator->condition;
    struct changes changes = branch_end(evaluator, branch);
    return (struct split){
        .holds = assume(evaluator, condition, changes, true),
        .fails = assume(evaluator, condition, changes, false),
        .condition = condition,
        .known = condition.status != STATUS_UNKNOWN,
    };
}

static const struct variable *output_after(struct shell_evaluator *evaluator,
                                           struct changes changes)
{
    struct branch branch = branch_begin(evaluator);
    state_apply(evaluator->state, changes);
    const struct variable *output = state_get(evaluator->state, STATE_OUTPUT);
    branch_end(evaluator, branch);
    return output;
}

static struct changes with_output(struct shell_evaluator *evaluator, struct changes changes,
                                  const struct variable *output)
{
    struct branch branch = branch_begin(evaluator);
    state_apply(evaluator->state, changes);
    if (state_get(evaluator->state, STATE_OUTPUT) != output) {
        state_set(evaluator->state, STATE_OUTPUT, output);
    }
    struct changes result = branch_end(evaluator, branch);
    result.live = changes.live;
    return result;
}

/* Whether a command's output is put into the word. */
static bool substitutes(const struct shell_script *script, const struct token *token)
{
    slice bytes = token_bytes(script, token);
    return slice_find(bytes, SLICE("$(")) < bytes.length ||
           slice_find_byte(bytes, '`') < bytes.length;
}

/* Whether a command's failure, of which nothing is known, is to be reckoned with: not that of an
 * assignment of what is known, or of what prints what it is given. */
static bool may_fail(const struct shell_evaluator *evaluator, const struct shell_node *node)
{
    static const char *const safe[] = {":",      "declare",  "echo", "export", "local",
                                       "printf", "readonly", "set",  "shift",  "typeset"};
    const struct shell_script *script = evaluator->script;
    while (node->kind == NODE_GROUP || node->kind == NODE_SEQUENCE) {
        const struct shell_node *last = node->children;
        while (last && last->next) {
            last = last->next;
        }
        if (!last) {
            return false;
        }
        node = last;
    }
    if (node->kind != NODE_COMMAND) {
        return true;
    }
    for (uint32_t i = node->tokens.first; i < node->tokens.end; i++) {
        const struct token *token = &script->tokens[i];
        if (token->kind != TOKEN_REDIRECT && !token_is_assignment(script, token)) {
            slice name = token_bytes(script, token);
            return !SLICE_IS_ONE_OF(name, safe);
        }
        if (token->kind != TOKEN_REDIRECT && substitutes(script, token)) {
            return true;
        }
    }
    return false;
}

/* `&& node`: it is run where what stands before holds. */
static void split_and(struct shell_evaluator *evaluator, struct split *split,
                      const struct shell_node *node, bool asked)
{
    if (!split->holds.live) {
        return;
    }
    struct branch branch = branch_begin(evaluator);
    state_apply(evaluator->state, split->holds);
    struct split next = split_node(evaluator, node, asked);
    branch_end(evaluator, branch);
    bool test = next.condition.key.data || next.known || (asked && may_fail(evaluator, node));
    struct changes holds = split->holds;
    split->holds = state_changes_after(evaluator->state, holds, next.holds);
    if (test) {
        struct changes fails = state_changes_after(evaluator->state, holds, next.fails);
        split->fails = join_changes(evaluator, split->fails, fails);
    }
    split->known = split->known && next.known;
    if (test) {
        split->condition = (struct condition){0};
    }
}

/* `|| node`: it is run where what stands before fails. A command that fails is taken to print
 * nothing; but `a || true` swallows the failure, and nothing stands in for the output. */
static void split_or(struct shell_evaluator *evaluator, struct split *split,
                     const struct shell_node *node, bool asked, const struct variable *before)
{
    if (!split->fails.live) {
        return;
    }
    const struct variable *printed = output_after(evaluator, split->holds);
    struct changes fails = with_output(evaluator, split->fails, before);
    struct branch branch = branch_begin(evaluator);
    state_apply(evaluator->state, fails);
    struct split next = split_node(evaluator, node, asked);
    branch_end(evaluator, branch);
    struct changes rescued = state_changes_after(evaluator->state, fails, next.holds);
    if (rescued.live && split->holds.live && output_after(evaluator, rescued) == before) {
        rescued = with_output(evaluator, rescued, printed);
    }
    bool test = next.condition.key.data || next.known;
    if (split->condition.key.data && !test) {
        /* [ … ] || b: both ways hold, and which it is hangs on the test. */
        bool negated = split->condition.negated;
        struct changes ways[] = {negated ? rescued : split->holds,
                                 negated ? split->holds : rescued};
        struct branch joining = branch_begin(evaluator);
        bool both = ways[0].live && ways[1].live;
        evaluator->live = state_join(evaluator->state, ways, 2,
                                     both ? condition_choice(evaluator, split->condition) : 0);
        split->holds = branch_end(evaluator, joining);
    } else {
        split->holds = join_changes(evaluator, split->holds, rescued);
    }
    struct changes nowhere = {.live = false};
    bool may_be_left = test || (asked && may_fail(evaluator, node));
    split->fails = may_be_left ? state_changes_after(evaluator->state, fails, next.fails) : nowhere;
    split->known = split->known && next.known;
    split->condition = (struct condition){0};
}

/* Whether a failure of the command decides what is run after it. */
static bool decides(const struct shell_node *node)
{
    const struct shell_node *next = node->next;
    while (next && next->joint != JOINT_OR) {
        next = next->next;
    }
    return next != NULL;
}

static struct split split_list(struct shell_evaluator *evaluator, const struct shell_node *list,
                               bool asked)
{
    const struct variable *before = state_get(evaluator->state, STATE_OUTPUT);
    struct split split = {0};
    for (const struct shell_node *node = list->children; node; node = node->next) {
        bool is_asked = asked || decides(node);
        evaluator->guarded += node->next != NULL; /* `set -e` counts for the last alone */
        if (node == list->children) {
            split = split_node(evaluator, node, is_asked);
        } else if (node->joint == JOINT_AND) {
            split_and(evaluator, &split, node, is_asked);
        } else {
            split_or(evaluator, &split, node, is_asked, before);
        }
        evaluator->guarded -= node->next != NULL;
    }
    return split;
}

/* All but the last of a sequence is run whatever comes. */
static struct split split_sequence(struct shell_evaluator *evaluator,
                                   const struct shell_node *sequence, bool asked)
{
    const struct shell_node *node = sequence->children;
    struct branch branch = branch_begin(evaluator);
    for (; node && node->next && evaluator->live; node = node->next) {
        evaluate_node(evaluator, node);
    }
    struct split last = {.holds = {.live = true}, .fails = {.live = true}};
    if (node && evaluator->live) {
        last = split_node(evaluator, node, asked);
    }
    struct changes first = branch_end(evaluator, branch);
    last.holds = state_changes_after(evaluator->state, first, last.holds);
    last.fails = state_changes_after(evaluator->state, first, last.fails);
    return last;
}

static struct split split_node(struct shell_evaluator *evaluator, const struct shell_node *node,
                               bool asked)
{
    if (!node->background && node->kind == NODE_AND_OR) {
        return split_list(evaluator, node, asked);
    }
    if (!node->background && node->kind == NODE_SEQUENCE) {
        return split_sequence(evaluator, node, asked);
    }
    return split_command(evaluator, node);
}

/* What is asked for, as `if` does, is no condition that `set -e` counts in. */
static struct split split_asked(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    evaluator->guarded++;
    struct split split = split_node(evaluator, node, true);
    evaluator->guarded--;
    return split;
}

/* ---- Lists and if ---- */

void evaluate_and_or(struct shell_evaluator *evaluator, const struct shell_node *list)
{
    const struct variable *before = state_get(evaluator->state, STATE_OUTPUT);
    struct split split = split_list(evaluator, list, false);
    if (split.holds.live && split.fails.live && !split.condition.key.data) {
        /* A command that fails, and nobody asks: taken to have printed what it prints. */
        const struct variable *printed = output_after(evaluator, split.holds);
        bool changed = printed != before;
        split.fails =
            changed && !split.known ? with_output(evaluator, split.fails, printed) : split.fails;
    }
    enum status status = !split.holds.live && split.fails.live                  ? STATUS_FAILURE
                         : split.known && split.holds.live && !split.fails.live ? STATUS_SUCCESS
                                                                                : STATUS_UNKNOWN;
    join_split(evaluator, &split);
    evaluator->condition.status = status;
}

/* An `if` or `elif`, the rest of which is run where it fails. */
struct open_if {
    const struct shell_node *condition;
    struct split split;
    struct branch rest;
    bool has_rest;
};

static struct open_if enter_if(struct shell_evaluator *evaluator,
                               const struct shell_node *condition)
{
    const struct shell_node *body = condition->next;
    struct open_if entered = {.condition = condition, .split = split_asked(evaluator, condition)};
    entered.split.holds = run_on(evaluator, entered.split.holds, body);
    entered.has_rest = entered.split.fails.live && body->next;
    if (entered.has_rest) {
        entered.rest = branch_begin(evaluator);
        state_apply(evaluator->state, entered.split.fails);
    }
    return entered;
}

static void leave_if(struct shell_evaluator *evaluator, struct open_if *left)
{
    if (left->has_rest) {
        left->split.fails = branch_end(evaluator, left->rest);
    }
    if (evaluate_has_room(evaluator, left->condition)) {
        join_split(evaluator, &left->split);
    }
}

/* From a condition on: it, its body, and the elif conditions and bodies, of which there may be more
 * than there is stack, or the else body. */
void evaluate_if(struct shell_evaluator *evaluator, const struct shell_node *first)
{
    VECTOR(struct open_if) open = {0};
    bool more = true;
    for (const struct shell_node *node = first; more; node = node->next->next) {
        if (!node->next) { /* else */
            evaluate_node(evaluator, node);
            break;
        }
        struct open_if entered = enter_if(evaluator, node);
        VECTOR_PUSH(evaluator->arena, &open, entered);
        more = entered.has_rest;
    }
    while (open.count > 0) {
        leave_if(evaluator, &open.items[--open.count]);
    }
}

void evaluate_condition(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    evaluator->guarded++;
    evaluate_node(evaluator, node);
    evaluator->guarded--;
}

enum status evaluate_decided(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    struct split split = split_asked(evaluator, node);
    enum status status = split.holds.live && !split.fails.live   ? STATUS_SUCCESS
                         : split.fails.live && !split.holds.live ? STATUS_FAILURE
                                                                 : STATUS_UNKNOWN;
    join_split(evaluator, &split);
    return status;
}
