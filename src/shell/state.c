/* The state of an abstract run. In: assignments, branches. Out: what a name stands for. */
#include "shell/state.h"

struct state *state_new(struct arena *arena)
{
    struct state *state = ARENA_NEW(arena, struct state);
    state->arena = arena;
    state->bindings = map_new(arena);
    state->next_choice = 1;
    return state;
}

/* NULL where nothing has been kept under that name. */
static struct binding *binding_of(struct state *state, slice name)
{
    uintptr_t place = (uintptr_t)name.data;
    struct binding **recent = &state->recent[(place ^ place >> 8) % STATE_RECENT];
    if (!*recent || !slice_equal((*recent)->name, name)) {
        struct binding *binding = map_get(state->bindings, name);
        *recent = binding ? binding : *recent;
        return binding;
    }
    return *recent;
}

const struct variable *state_get(struct state *state, slice name)
{
    const struct binding *binding = binding_of(state, name);
    return binding ? binding->variable : NULL;
}

static void change_binding(struct state *state, struct binding *binding,
                           const struct variable *variable)
{
    struct change before = {binding, binding->variable};
    VECTOR_PUSH(state->arena, &state->journal, before);
    binding->variable = variable;
}

void state_set(struct state *state, slice name, const struct variable *variable)
{
    struct binding *binding = binding_of(state, name);
    if (!binding) {
        binding = ARENA_NEW(state->arena, struct binding);
        binding->name = arena_copy(state->arena, name);
        map_put(state->bindings, binding->name, binding);
        VECTOR_PUSH(state->arena, &state->all, binding);
    }
    change_binding(state, binding, variable);
}

void state_set_text(struct state *state, slice name, struct text text)
{
    static const struct variable empty = {.kind = VARIABLE_SCALAR};
    if (text_is_empty(text)) {
        state_set(state, name, &empty);
        return;
    }
    struct variable *variable = ARENA_NEW(state->arena, struct variable);
    variable->kind = VARIABLE_SCALAR;
    variable->value = text;
    state_set(state, name, variable);
}

/* ---- The journal ---- */

size_t state_mark(const struct state *state)
{
    return state->journal.count;
}

struct changes state_changes(struct state *state, size_t mark)
{
    size_t count = 0;
    state->stamp++;
    for (size_t i = state->journal.count; i-- > mark;) {
        struct binding *binding = state->journal.items[i].binding;
        count += binding->stamp != state->stamp;
        binding->stamp = state->stamp;
    }
    struct change *changed = ARENA_ARRAY(state->arena, struct change, count);
    count = 0;
    state->stamp++;
    for (size_t i = state->journal.count; i-- > mark;) {
        struct binding *binding = state->journal.items[i].binding;
        if (binding->stamp != state->stamp) {
            binding->stamp = state->stamp;
            changed[count++] = (struct change){binding, binding->variable};
        }
    }
    return (struct changes){changed, count, true};
}

struct changes state_take(struct state *state, size_t mark)
{
    struct changes changes = state_changes(state, mark);
    while (state->journal.count > mark) {
        const struct change *before = &state->journal.items[--state->journal.count];
        before->binding->variable = before->variable;
    }
    return changes;
}

void state_apply(struct state *state, struct changes changes)
{
    for (size_t i = 0; i < changes.count; i++) {
        change_binding(state, changes.items[i].binding, changes.items[i].variable);
    }
}

struct changes state_changes_after(struct state *state, struct changes first, struct changes second)
{
    size_t mark = state_mark(state);
    state_apply(state, first);
    state_apply(state, second);
    struct changes both = state_take(state, mark);
    both.live = first.live && second.live;
    return both;
}

static const struct variable *choose_in_variable(struct state *state,
                                                 const struct variable *variable, uint32_t id,
                                                 uint32_t index)
{
    if (variable->kind == VARIABLE_SCALAR) {
        struct text chosen = text_choose(state->arena, variable->value, id, index);
        if (chosen.pieces == variable->value.pieces) {
            return variable;
        }
        struct variable *copy = ARENA_NEW(state->arena, struct variable);
        *copy = *variable;
        copy->value = chosen;
        return copy;
    }
    if (variable->kind != VARIABLE_ARRAY && variable->kind != VARIABLE_MAP) {
        return variable;
    }
    struct text *items = ARENA_ARRAY(state->arena, struct text, variable->count);
    bool changed = false;
    for (uint32_t i = 0; i < variable->count; i++) {
        items[i] = text_choose(state->arena, variable->items[i], id, index);
        changed = changed || items[i].pieces != variable->items[i].pieces;
    }
    if (!changed) {
        return variable;
    }
    struct variable *copy = ARENA_NEW(state->arena, struct variable);
    *copy = *variable;
    copy->items = items;
    return copy;
}

void state_choose(struct state *state, uint32_t id, uint32_t index)
{
    for (size_t i = 0; i < state->all.count; i++) {
        struct binding *binding = state->all.items[i];
        if (!binding->variable) {
            continue;
        }
        const struct variable *chosen = choose_in_variable(state, binding->variable, id, index);
        if (chosen != binding->variable) {
            change_binding(state, binding, chosen);
        }
    }
}

static bool outlives_subshell(slice name)
{
    return name.data[0] == STATE_FILE_PREFIX || slice_equal(name, STATE_OUTPUT);
}

void state_apply_lasting(struct state *state, struct changes changes)
{
    for (size_t i = 0; i < changes.count; i++) {
        if (outlives_subshell(changes.items[i].binding->name)) {
            change_binding(state, changes.items[i].binding, changes.items[i].variable);
        }
    }
}

/* ---- Joining ---- */

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

static struct text unknown_input(struct state *state)
{
    struct span nowhere = {0};
    return text_of_hole(state->arena, hole_unknown(state->arena, SLICE("standard input"), nowhere));
}

static struct text scalar_of(struct state *state, const struct binding *binding,
                             const struct variable *variable)
{
    /* What the script hasn't written stands in a file already, or the file isn't there. */
    if (!variable && slice_equal(binding->name, STATE_INPUT)) {
        return unknown_input(state);
    }
    if (!variable && !slice_equal(binding->name, STATE_OUTPUT)) {
        return state_environment(state, binding->name);
    }
    if (!variable || variable->kind == VARIABLE_UNSET) {
        return (struct text){0};
    }
    return variable->kind == VARIABLE_ARRAY && variable->count > 0 ? variable->items[0]
                                                                   : variable->value;
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
        alternatives[i] = scalar_of(state, binding, row.variables[i]);
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

static bool is_function(const struct binding *binding)
{
    return binding->name.data[0] == STATE_FUNCTION_PREFIX;
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
    joined->alternative_count = known ? found : 0;
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

static void join_binding(struct state *state, struct binding *binding, struct row row, uint32_t id)
{
    const struct variable *const *variables = row.variables;
    uint32_t count = row.count;
    if (all_equal(variables, count)) {
        if (binding->variable != variables[0]) {
            change_binding(state, binding, variables[0]);
        }
        return;
    }
    if (is_function(binding)) {
        change_binding(state, binding, join_functions(state, variables, count));
        return;
    }
    struct variable *joined = ARENA_NEW(state->arena, struct variable);
    *joined = variables[0] ? *variables[0] : (struct variable){0};
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
    change_binding(state, binding, joined);
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

/* ---- What isn't known ---- */

static void forget_binding(struct state *state, struct binding *binding, slice from,
                           struct span span)
{
    struct hole *hole = hole_unknown(state->arena, from, span);
    const struct variable *before = binding->variable;
    struct variable *variable = ARENA_NEW(state->arena, struct variable);
    bool array = before && before->kind >= VARIABLE_ARRAY;
    variable->kind = array ? VARIABLE_OPAQUE : VARIABLE_SCALAR;
    variable->is_map = before && before->is_map;
    variable->value = text_of_hole(state->arena, hole);
    variable->is_reference = before && before->is_reference;
    change_binding(state, binding, variable);
}

void state_forget(struct state *state, slice from, struct span span)
{
    state_forget_named(state, SLICE(""), from, span);
}

void state_forget_named(struct state *state, slice prefix, slice from, struct span span)
{
    for (size_t i = 0; i < state->all.count; i++) {
        struct binding *binding = state->all.items[i];
        if (slice_starts_with(binding->name, prefix) && !outlives_subshell(binding->name) &&
            !is_function(binding) && !slice_equal(binding->name, STATE_POSITIONAL) &&
            !slice_equal(binding->name, STATE_INPUT) && !slice_is(binding->name, "IFS")) {
            /* IFS: what is not followed hardly ever leaves another one behind, and without it no
             * command's words are known. */
            forget_binding(state, binding, from, span);
        }
    }
}

void state_forget_files(struct state *state, struct span span)
{
    for (size_t i = 0; i < state->all.count; i++) {
        struct binding *binding = state->all.items[i];
        slice name = binding->name;
        if (name.data[0] == STATE_FILE_PREFIX && !(name.length > 1 && name.data[1] == '/') &&
            binding->variable) {
            forget_binding(state, binding, SLICE("a file, after a change of folder"), span);
        }
    }
}

static slice prefixed(struct arena *arena, char prefix, slice name)
{
    char *key = arena_alloc(arena, name.length + 1);
    key[0] = prefix;
    if (name.length > 0) {
        memcpy(key + 1, name.data, name.length);
    }
    return (slice){key, name.length + 1};
}

slice state_function_key(struct arena *arena, slice name)
{
    return prefixed(arena, STATE_FUNCTION_PREFIX, name);
}

static slice without_dots(slice path)
{
    while (slice_starts_with(path, SLICE("./"))) {
        path = slice_sub(path, 2, path.length);
    }
    return path;
}

slice state_file_key(struct arena *arena, slice path)
{
    return prefixed(arena, STATE_FILE_PREFIX, without_dots(path));
}

const struct variable *state_get_file(struct state *state, slice path)
{
    enum { ROOM = 256 };
    char key[ROOM];
    key[0] = STATE_FILE_PREFIX;
    path = without_dots(path);
    if (path.length >= ROOM) {
        return state_get(state, state_file_key(state->arena, path));
    }
    if (path.length > 0) {
        memcpy(key + 1, path.data, path.length);
    }
    return state_get(state, (slice){key, path.length + 1});
}

enum { ENVIRONMENT_PREFIX = '=' };

/* Kept under a name of its own, outside the journal; NULL where it isn't yet. */
static struct binding *environment_binding(struct state *state, slice name)
{
    char key[256];
    if (name.length >= sizeof key) {
        return map_get(state->bindings, prefixed(state->arena, ENVIRONMENT_PREFIX, name));
    }
    key[0] = ENVIRONMENT_PREFIX;
    memcpy(key + 1, name.data, name.length);
    return map_get(state->bindings, (slice){key, name.length + 1});
}

struct text state_environment(struct state *state, slice name)
{
    struct binding *binding = environment_binding(state, name);
    if (!binding) {
        slice key = prefixed(state->arena, ENVIRONMENT_PREFIX, name);
        bool is_file = name.length > 0 && name.data[0] == STATE_FILE_PREFIX;
        slice shown = slice_sub(name, is_file, name.length);
        slice from = arena_printf(state->arena, "%s %.*s",
                                  is_file ? "file" : "environment variable", SLICE_ARGS(shown));
        struct hole *hole = hole_unknown(state->arena, from, (struct span){0});
        struct variable *variable = ARENA_NEW(state->arena, struct variable);
        variable->kind = VARIABLE_SCALAR;
        variable->value = text_of_hole(state->arena, hole);
        binding = ARENA_NEW(state->arena, struct binding);
        *binding = (struct binding){.name = key, .variable = variable};
        map_put(state->bindings, key, binding);
    }
    return binding->variable->value;
}

struct text state_value(struct state *state, slice name)
{
    const struct variable *variable = state_get(state, name);
    if (!variable) {
        return state_environment(state, name);
    }
    struct binding binding = {.name = name, .variable = variable};
    return scalar_of(state, &binding, variable);
}
