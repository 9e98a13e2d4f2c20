/* The state after several branches. In: what each of them changed. Out: for each name what they
 * agree on, or a choice. */
#include "shell/state.h"

static bool variable_equal(const struct variable *a, const struct variable *b)
{
    if (a == b) {
        return true;
    }
    if (!a || !b || a->kind != b->kind || a->kind >= VARIABLE_FUNCTION) {
        return false;
    }
    if (a->kind == VARIABLE_SCALAR) {
        return text_equal(a->value, b->value);
    }
    bool equal = a->count == b->count;
    for (uint32_t i = 0; equal && i < a->count; i++) {
        equal = text_equal(a->items[i], b->items[i]) &&
                (!a->keys || slice_equal(a->keys[i], b->keys[i]));
    }
    return equal;
}

static struct text text_too_large(struct state *state, struct text text)
{
    const struct hole *inner = text_first_hole(text);
    struct hole *hole = ARENA_NEW(state->arena, struct hole);
    hole->shape = SHAPE_TEXT;
    hole->from = inner ? inner->from : SLICE("a text put together in many steps");
    hole->from_outside = inner && inner->from_outside;
    hole->span = inner ? inner->span : (struct span){0};
    if (!hole->span.source && text.count > 0) {
        hole->span = text.pieces[0].span;
    }
    return text_of_hole(state->arena, hole);
}

/* What a name is in the live branches: in each of them, or, where they are more than
 * STATE_ALTERNATIVES_MAX, each of its values, in the order of the first branch that has it. */
struct row {
    const struct variable **variables;
    uint32_t count;
    bool is_of_many;
};

static struct text join_scalars(struct state *state, struct binding *binding, struct row row,
                                uint32_t id)
{
    struct text *alternatives = ARENA_ARRAY(state->arena, struct text, row.count);
    for (uint32_t i = 0; i < row.count; i++) {
        alternatives[i] = state_scalar(state, binding, row.variables[i]);
    }
    struct text joined = text_choice(state->arena, id, alternatives, row.count);
    bool too_large = row.is_of_many || text_is_heavier(joined, STATE_CHOICES_WEIGHT_MAX);
    return too_large ? text_too_large(state, joined) : joined;
}

static bool all_equal(const struct variable *const *variables, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        if (!variable_equal(variables[0], variables[i])) {
            return false;
        }
    }
    return true;
}

static bool any_array(const struct variable *const *variables, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (variables[i] && variables[i]->kind >= VARIABLE_ARRAY) {
            return true;
        }
    }
    return false;
}

static void add_functions(struct variable *joined, struct shell_function **functions,
                          const struct variable *variable)
{
    for (uint32_t i = 0; i < variable->count; i++) {
        bool known = false;
        for (uint32_t k = 0; k < joined->count; k++) {
            known = known || functions[k] == variable->functions[i];
        }
        if (!known) {
            functions[joined->count++] = variable->functions[i];
        }
    }
}

/* The functions of all branches. */
static struct variable *join_functions(struct state *state, const struct variable *const *variables,
                                       uint32_t count)
{
    struct variable *joined = ARENA_NEW(state->arena, struct variable);
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++) {
        most += variables[i] ? variables[i]->count : 0;
    }
    struct shell_function **functions = ARENA_ARRAY(state->arena, struct shell_function *, most);
    joined->kind = VARIABLE_FUNCTION;
    joined->functions = functions;
    for (uint32_t i = 0; i < count; i++) {
        joined->may_be_missing =
            joined->may_be_missing || !variables[i] || variables[i]->may_be_missing;
        if (variables[i]) {
            add_functions(joined, functions, variables[i]);
        }
    }
    return joined;
}

/* Adds what an array may be; false where that isn't known, or it is too much. */
static bool add_alternatives(const struct variable **alternatives, uint32_t *count,
                             const struct variable *variable)
{
    if (!variable || variable->kind == VARIABLE_SCALAR || variable->kind == VARIABLE_FUNCTION) {
        return false;
    }
    bool several = variable->kind == VARIABLE_OPAQUE;
    uint32_t added = several ? variable->alternative_count : 1;
    if (added == 0 || *count + added > STATE_ALTERNATIVES_MAX) {
        return false;
    }
    for (uint32_t i = 0; i < added; i++) {
        alternatives[(*count)++] = several ? variable->alternatives[i] : variable;
    }
    return true;
}

static void join_arrays(struct state *state, struct variable *joined, struct row row)
{
    const struct variable **alternatives =
        ARENA_ARRAY(state->arena, const struct variable *, STATE_ALTERNATIVES_MAX);
    bool known = !row.is_of_many;
    uint32_t found = 0;
    for (uint32_t i = 0; i < row.count && known; i++) {
        known = add_alternatives(alternatives, &found, row.variables[i]);
    }
    joined->alternatives = known ? alternatives : NULL;
    joined->alternative_count = (uint16_t)(known ? found : 0);
    state->has_alternatives = state->has_alternatives || known;
}

static void join_attributes(struct variable *joined, const struct variable *const *variables,
                            uint32_t count)
{
    static const struct variable none = {0};
    for (uint32_t i = 0; i < count; i++) {
        const struct variable *variable = variables[i] ? variables[i] : &none;
        joined->attributes_vary = joined->attributes_vary || variable->attributes_vary ||
                                  variable->integer != joined->integer ||
                                  variable->lower != joined->lower ||
                                  variable->upper != joined->upper;
        joined->integer = joined->integer || variable->integer;
        joined->lower = joined->lower || variable->lower;
        joined->upper = joined->upper || variable->upper;
    }
}

/* The call that it is local to in all branches. */
static uint16_t common_depth(const struct variable *const *variables, uint32_t count)
{
    uint16_t depth = variables[0] ? variables[0]->local_depth : 0;
    for (uint32_t i = 1; i < count; i++) {
        depth = variables[i] && variables[i]->local_depth == depth ? depth : 0;
    }
    return depth;
}

static void join_binding(struct state *state, struct binding *binding, struct row row, uint32_t id)
{
    const struct variable *const *variables = row.variables;
    uint32_t count = row.count;
    if (all_equal(variables, count)) {
        if (binding->variable != variables[0]) {
            state_change(state, binding, variables[0]);
        }
        return;
    }
    if (binding_is_function(binding)) {
        state_change(state, binding, join_functions(state, variables, count));
        return;
    }
    struct variable *joined = ARENA_NEW(state->arena, struct variable);
    *joined = variables[0] ? *variables[0] : (struct variable){0};
    joined->local_depth = common_depth(variables, count);
    if (any_array(variables, count)) {
        struct hole *hole = ARENA_NEW(state->arena, struct hole);
        hole->shape = SHAPE_TEXT;
        hole->from = arena_printf(state->arena, "%.*s, set in branches", SLICE_ARGS(binding->name));
        joined->kind = VARIABLE_OPAQUE;
        joined->value = text_of_hole(state->arena, hole);
        join_arrays(state, joined, row);
    } else {
        joined->kind = VARIABLE_SCALAR;
        joined->value = join_scalars(state, binding, row, id);
        join_attributes(joined, variables, count);
    }
    state_change(state, binding, joined);
}

/* The bindings that some live branch changed, each with its row in the table of the join. */
static struct changes changed_in_any(struct state *state, const struct changes *branches,
                                     size_t count)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        most += branches[i].live ? branches[i].count : 0;
    }
    struct change *changed = ARENA_ARRAY(state->arena, struct change, most);
    uint32_t found = 0;
    state->stamp++;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; branches[i].live && k < branches[i].count; k++) {
            struct binding *binding = branches[i].items[k].binding;
            if (binding->stamp != state->stamp) {
                binding->stamp = state->stamp;
                binding->row = found;
                changed[found++] = (struct change){binding, binding->variable};
            }
        }
    }
    return (struct changes){changed, found, true};
}

/* A row for each change, each with a place for every live branch. */
static struct row *rows_of_few(struct state *state, const struct changes *branches, size_t count,
                               struct changes changed, uint32_t live_count)
{
    struct row *rows = ARENA_ARRAY(state->arena, struct row, changed.count);
    for (size_t k = 0; k < changed.count; k++) {
        rows[k].variables = ARENA_ARRAY(state->arena, const struct variable *, live_count);
        for (; rows[k].count < live_count; rows[k].count++) {
            rows[k].variables[rows[k].count] = changed.items[k].variable;
        }
    }
    uint32_t column = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; branches[i].live && k < branches[i].count; k++) {
            const struct change *change = &branches[i].items[k];
            rows[change->binding->row].variables[column] = change->variable;
        }
        column += branches[i].live;
    }
    return rows;
}

/* Rows that hold no more than the branches have changed: thousands of branches may change thousands
 * of names. */
static struct row *rows_of_many(struct state *state, const struct changes *branches, size_t count,
                                struct changes changed, uint32_t live_count)
{
    struct row *rows = ARENA_ARRAY(state->arena, struct row, changed.count);
    uint32_t *branches_behind = ARENA_ARRAY(state->arena, uint32_t, changed.count);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; branches[i].live && k < branches[i].count; k++) {
            rows[branches[i].items[k].binding->row].count++;
        }
    }
    for (size_t k = 0; k < changed.count; k++) {
        rows[k].variables = ARENA_ARRAY(state->arena, const struct variable *, rows[k].count + 1);
        rows[k].is_of_many = true;
        rows[k].count = 0;
    }
    uint32_t column = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; branches[i].live && k < branches[i].count; k++) {
            const struct change *change = &branches[i].items[k];
            uint32_t index = change->binding->row;
            struct row *row = &rows[index];
            if (branches_behind[index] == row->count && row->count < column) {
                row->variables[row->count++] = changed.items[index].variable;
            }
            row->variables[row->count++] = change->variable;
            branches_behind[index]++;
        }
        column += branches[i].live;
    }
    for (size_t k = 0; k < changed.count; k++) {
        if (branches_behind[k] == rows[k].count && rows[k].count < live_count) {
            rows[k].variables[rows[k].count++] = changed.items[k].variable;
        }
    }
    return rows;
}

bool state_join(struct state *state, const struct changes *branches, size_t count, uint32_t id)
{
    uint32_t live_count = 0;
    for (size_t i = 0; i < count; i++) {
        live_count += branches[i].live;
    }
    struct changes changed = changed_in_any(state, branches, count);
    struct row *rows = live_count > STATE_ALTERNATIVES_MAX
                           ? rows_of_many(state, branches, count, changed, live_count)
                           : rows_of_few(state, branches, count, changed, live_count);
    id = id ? id : state->next_choice++;
    for (size_t k = 0; k < changed.count; k++) {
        join_binding(state, changed.items[k].binding, rows[k], id);
    }
    return live_count > 0;
}
