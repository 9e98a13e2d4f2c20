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

void state_change(struct state *state, struct binding *binding, const struct variable *variable)
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
        if (name.length > 0 && name.data[0] == STATE_FILE_PREFIX) {
            VECTOR_PUSH(state->arena, &state->files, binding);
        }
    }
    state_change(state, binding, variable);
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
        state_change(state, changes.items[i].binding, changes.items[i].variable);
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
            state_change(state, binding, chosen);
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
            state_change(state, changes.items[i].binding, changes.items[i].variable);
        }
    }
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
    variable->local_depth = before ? before->local_depth : 0;
    state_change(state, binding, variable);
}

/* What a command that isn't followed hardly ever leaves behind as another: settings, and IFS,
 * without which no command's words are known. */
static bool is_steady(const struct binding *binding)
{
    return (binding->name.data[0] == STATE_SETTING_PREFIX && binding->name.length > 1) ||
           slice_is(binding->name, "IFS");
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
            !binding_is_function(binding) && !slice_equal(binding->name, STATE_POSITIONAL) &&
            !slice_equal(binding->name, STATE_INPUT) && !is_steady(binding)) {
            forget_binding(state, binding, from, span);
        }
    }
}

/* Whether there is anything to forget: much is forgotten again by each command that may change
 * files. */
static bool is_known(const struct binding *binding)
{
    const struct variable *variable = binding->variable;
    if (!variable || variable->kind != VARIABLE_SCALAR || variable->value.count != 1) {
        return variable != NULL;
    }
    const struct hole *hole = piece_hole(&variable->value.pieces[0]);
    return !hole || hole->shape != SHAPE_UNKNOWN;
}

static bool passes(const struct binding *binding, state_file_test *test, const void *context)
{
    slice name = binding->name;
    return test(context, slice_sub(name, 1, name.length));
}

void state_forget_files_that(struct state *state, state_file_test *test, const void *context,
                             slice from, struct span span)
{
    for (size_t i = 0; i < state->files.count; i++) {
        if (is_known(state->files.items[i]) && passes(state->files.items[i], test, context)) {
            forget_binding(state, state->files.items[i], from, span);
        }
    }
}

bool state_has_file_that(const struct state *state, state_file_test *test, const void *context)
{
    for (size_t i = 0; i < state->files.count; i++) {
        if (state->files.items[i]->variable && passes(state->files.items[i], test, context)) {
            return true;
        }
    }
    return false;
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

static struct text unknown_input(struct state *state)
{
    struct span nowhere = {0};
    return text_of_hole(state->arena, hole_unknown(state->arena, SLICE("standard input"), nowhere));
}

struct text state_scalar(struct state *state, const struct binding *binding,
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

struct text state_value(struct state *state, slice name)
{
    const struct variable *variable = state_get(state, name);
    if (!variable) {
        return state_environment(state, name);
    }
    struct binding binding = {.name = name, .variable = variable};
    return state_scalar(state, &binding, variable);
}
