/* Loops of which it isn't known how often they run (bash(1) "Looping Constructs"). In: a condition
 * and a body. Out: the body run until what it changes is stable, the last time for all to see; what
 * differs from pass to pass is unknown. */
#include "shell/loop.h"

#include "shell/expand.h"

void loop_enter(struct shell_evaluator *evaluator, struct loop *loop)
{
    *loop = (struct loop){.breaks = {.mark = state_mark(evaluator->state)}};
    loop->breaks.outer = evaluator->breaks;
    loop->continues.outer = evaluator->continues;
    loop->continues.mark = loop->breaks.mark;
    evaluator->breaks = &loop->breaks;
    evaluator->continues = &loop->continues;
}

void loop_leave(struct shell_evaluator *evaluator, struct loop *loop)
{
    evaluator->breaks = loop->breaks.outer;
    evaluator->continues = loop->continues.outer;
    evaluate_arrive(evaluator, &loop->breaks);
}

void evaluate_iteration(struct shell_evaluator *evaluator, struct loop *loop,
                        const struct shell_node *body)
{
    loop->continues.ways.count = 0;
    loop->continues.mark = state_mark(evaluator->state);
    evaluate_node(evaluator, body);
    evaluate_arrive(evaluator, &loop->continues);
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
    variable->is_map = (before && before->is_map) || (after && after->is_map);
    variable->value = text_of_hole(evaluator->arena, hole);
    state_set(evaluator->state, name, variable);
}

/* The same functions, joined again. */
static bool are_same_functions(const struct variable *before, const struct variable *after)
{
    if (before->count != after->count || before->may_be_missing != after->may_be_missing) {
        return false;
    }
    for (uint32_t i = 0; i < before->count; i++) {
        if (before->functions[i] != after->functions[i]) {
            return false;
        }
    }
    return true;
}

static bool is_widened(struct shell_evaluator *evaluator, const struct change *change)
{
    const struct variable *before = change->binding->variable;
    const struct variable *after = change->variable;
    if (before == after) {
        return true;
    }
    if (before && after && before->kind == VARIABLE_FUNCTION && after->kind == VARIABLE_FUNCTION) {
        return are_same_functions(before, after);
    }
    if (before && before->kind == VARIABLE_OPAQUE && after && after->kind >= VARIABLE_ARRAY) {
        return true; /* any array is one that isn't known */
    }
    if (!before || !after || before->kind != after->kind || before->kind == VARIABLE_ARRAY ||
        before->kind == VARIABLE_MAP) {
        return false;
    }
    if (before->value.count != 1 || before->value.pieces[0].kind != PIECE_HOLE) {
        return false;
    }
    enum shape shape = before->value.pieces[0].hole->shape;
    return shape == SHAPE_TEXT || widened_shape(evaluator, before, after) == shape;
}

/* ---- Loops inside loops ---- */

/* A loop inside another is run anew in each pass over that one. It starts from what it had to widen
 * in the pass before, at the same place of the run, and is mostly stable at once: else each level
 * would double the passes. */
struct widened_loop {
    VECTOR(struct change) changes;
    bool seen;
};

/* NULL outside other loops. */
static struct widened_loop *widened_before(struct shell_evaluator *evaluator,
                                           const struct shell_node *body)
{
    if (evaluator->repeating == 0) {
        return NULL;
    }
    const struct {
        const struct shell_node *body;
        uint64_t path;
    } place = {body, evaluator->path};
    slice key = {(const char *)&place, sizeof place};
    struct widened_loop *loop = map_get(evaluator->widened, key);
    if (!loop) {
        loop = ARENA_NEW(evaluator->arena, struct widened_loop);
        map_put(evaluator->widened, arena_copy(evaluator->arena, key), loop);
    }
    return loop;
}

static void widen_as_before(struct shell_evaluator *evaluator, const struct widened_loop *loop)
{
    for (size_t i = 0; loop && i < loop->changes.count; i++) {
        const struct change *change = &loop->changes.items[i];
        if (!is_widened(evaluator, change)) {
            state_set(evaluator->state, change->binding->name, change->variable);
        }
    }
}

static void remember_widened(struct shell_evaluator *evaluator, struct widened_loop *loop,
                             struct binding *binding)
{
    if (loop && binding->name.data[0] != STATE_FUNCTION_PREFIX) {
        struct change change = {binding, binding->variable};
        VECTOR_PUSH(evaluator->arena, &loop->changes, change);
    }
}

/* ---- for ((first; condition; next)) ---- */

/* One of the parts, the expansions of all of them done. */
static bool counted_part(struct shell_evaluator *evaluator, const struct token *head, size_t part,
                         struct span span, int64_t *value)
{
    const struct view *view = evaluator->script->view;
    struct text all = expand_parts(evaluator, view, head->parts, 0, TEXT_DOUBLE_QUOTED);
    slice bytes;
    if (!text_is_literal(evaluator->arena, all, &bytes)) {
        return false;
    }
    size_t from = 0;
    for (; part > 0; part--) {
        from += slice_find_byte(slice_sub(bytes, from, bytes.length), ';') + 1;
    }
    if (from > bytes.length) {
        return false;
    }
    size_t to = from + slice_find_byte(slice_sub(bytes, from, bytes.length), ';');
    slice expression = slice_sub(bytes, from, to);
    *value = 1; /* an empty condition holds */
    return slice_trim(expression).length == 0 ||
           evaluate_arithmetic(evaluator, text_literal(evaluator->arena, expression, span),
                               expression, span, value);
}

enum status counted_condition(struct shell_evaluator *evaluator, const struct token *head,
                              struct span span)
{
    int64_t value;
    bool known = counted_part(evaluator, head, 1, span, &value);
    return !known ? STATUS_UNKNOWN : value ? STATUS_SUCCESS : STATUS_FAILURE;
}

bool counted_run(struct shell_evaluator *evaluator, const struct token *head, size_t part,
                 struct span span)
{
    int64_t value;
    return counted_part(evaluator, head, part, span, &value);
}

/* ---- Passes ---- */

enum status evaluate_repeated_once(struct shell_evaluator *evaluator,
                                   const struct repeated *repeated, struct loop *loop,
                                   struct span span)
{
    enum status goes_on = STATUS_UNKNOWN;
    if (repeated->condition) {
        evaluate_condition(evaluator, repeated->condition);
        goes_on = repeated_goes_on(repeated, evaluator->condition.status);
    } else if (repeated->head) {
        evaluate_arithmetic_effects(evaluator, token_bytes(evaluator->script, repeated->head),
                                    span);
        goes_on = counted_condition(evaluator, repeated->head, span);
    } else if (repeated->name.length > 0) {
        assign_text(evaluator, repeated->name, repeated->value, span);
    }
    if (evaluator->live) {
        evaluate_iteration(evaluator, loop, repeated->body);
    }
    return goes_on;
}

/* What a pass over a loop's body came to. */
struct pass {
    struct loop loop;
    struct changes body; /* at the body's end */
    enum status goes_on; /* whether the condition let it be run */
    struct widened_loop *widened;
};

/* After the loop: its body has been run, or never; or there was a `break`, as behind `while true`.
 */
static void finish_repeated(struct shell_evaluator *evaluator, struct pass *pass)
{
    bool ends = pass->goes_on != STATUS_SUCCESS;
    struct changes ways[] = {pass->body, {.live = ends}};
    ways[0].live = ways[0].live && ends;
    evaluate_join(evaluator, ways, 2);
    loop_leave(evaluator, &pass->loop);
}

/* One pass; what changed and isn't stable is widened, wholly at once after two of them. False once
 * all is stable. */
static bool widen_once(struct shell_evaluator *evaluator, const struct repeated *repeated,
                       uint32_t number, struct span span, struct pass *pass)
{
    struct branch branch = branch_begin(evaluator);
    loop_enter(evaluator, &pass->loop);
    pass->goes_on = evaluate_repeated_once(evaluator, repeated, &pass->loop, span);
    pass->body = state_changes(evaluator->state, branch.mark);
    pass->body.live = evaluator->live;
    struct loop *loop = &pass->loop;
    size_t ways = loop->breaks.ways.count;
    loop_leave(evaluator, loop);
    loop->breaks.ways.count = ways; /* without the end of the body, which has arrived too */
    struct changes changes = branch_end(evaluator, branch);
    bool again = false;
    for (size_t i = 0; i < changes.count; i++) {
        if (!is_widened(evaluator, &changes.items[i])) {
            widen(evaluator, &changes.items[i], number >= 2, span);
            remember_widened(evaluator, pass->widened, changes.items[i].binding);
            again = true;
        }
    }
    return again;
}

/* A pass that is shown, unless nothing is. What it has shown is taken back where another follows.
 */
static bool widen_visibly(struct shell_evaluator *evaluator, const struct repeated *repeated,
                          uint32_t number, struct span span, struct pass *pass)
{
    struct shown shown = evaluator_shown(evaluator);
    bool again = widen_once(evaluator, repeated, number, span, pass);
    if (again) {
        evaluator_take_back(evaluator, &shown);
    }
    return again;
}

static bool widen_silently(struct shell_evaluator *evaluator, const struct repeated *repeated,
                           uint32_t number, struct span span, struct pass *pass)
{
    bool was_muted = evaluator->muted;
    evaluator->muted = true;
    bool again = widen_once(evaluator, repeated, number, span, pass);
    evaluator->muted = was_muted;
    return again;
}

/* The first pass changes something nearly always, so that it is not shown. */
static bool widen_until_stable(struct shell_evaluator *evaluator, const struct repeated *repeated,
                               struct span span, struct pass *pass)
{
    uint32_t number = 0;
    bool first = !pass->widened || !pass->widened->seen;
    if (first) {
        bool again = widen_silently(evaluator, repeated, number++, span, pass);
        if (!again && evaluator->muted) {
            return true;
        }
    }
    while (number < EVALUATE_PASSES_MAX) {
        if (!widen_visibly(evaluator, repeated, number++, span, pass)) {
            return true;
        }
    }
    return false;
}

void evaluate_repeated(struct shell_evaluator *evaluator, const struct repeated *repeated,
                       struct span span)
{
    struct pass pass = {.widened = widened_before(evaluator, repeated->body)};
    if (evaluator->repeating++ == 0) {
        evaluator->widened = map_new(evaluator->arena);
    }
    widen_as_before(evaluator, pass.widened);
    if (!widen_until_stable(evaluator, repeated, span, &pass)) {
        state_forget(evaluator->state, SLICE("a loop that paylint does not follow"), span);
        loop_enter(evaluator, &pass.loop);
        struct branch branch = branch_begin(evaluator);
        pass.goes_on = evaluate_repeated_once(evaluator, repeated, &pass.loop, span);
        pass.body = branch_end(evaluator, branch);
    }
    finish_repeated(evaluator, &pass);
    if (pass.widened) {
        pass.widened->seen = true;
    }
    evaluator->repeating--;
}
