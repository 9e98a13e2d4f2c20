/* What is built into jq (jq(1) "Builtin operators and functions"). In: a call. Out: values; of
 * those that aren't worked out, that they are made. */
#include "base/utf8.h"
#include "jq/run.h"

#include <stdlib.h>

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

static void give(const struct builtin_call *call, const struct jq_value *value)
{
    jq_output(call->run, call->outputs, value);
}

static bool is_vague(const struct jq_value *value)
{
    return value->kind == JQ_UNKNOWN || value->kind == JQ_CHOICE;
}

static void give_made(const struct builtin_call *call)
{
    give(call, jq_made(call->run, call->input, arena_cstring(call->run->arena, call->node->name),
                       call->origin));
}

static void give_string(const struct builtin_call *call, enum shape shape)
{
    give(call, jq_made_string(call->run, call->input, shape,
                              arena_cstring(call->run->arena, call->node->name), call->origin));
}

/* The one value of the first argument; NULL where there isn't one. */
static const struct jq_value *argument(const struct builtin_call *call)
{
    struct jq_values values = {0};
    jq_evaluate(call->run, call->first, call->scope, call->input, &values);
    if (values.count != 1) {
        call->run->lost = call->run->lost || !call->run->failed;
        return NULL;
    }
    return values.items[0];
}

static bool literal_string(const struct builtin_call *call, const struct jq_value *value,
                           slice *bytes)
{
    return value && value->kind == JQ_STRING &&
           text_is_literal(call->run->arena, value->text, bytes);
}

/* ---- Values ---- */

static void builtin_null(const struct builtin_call *call)
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

static void builtin_integer(const struct builtin_call *call)
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

/* ---- Strings ---- */

static void builtin_tostring(const struct builtin_call *call)
{
    give(call, jq_string(call->run->arena, jq_to_text(call->run, call->input),
                         call->input->kind == JQ_STRING ? call->input->origin : call->origin));
}

static void builtin_tojson(const struct builtin_call *call)
{
    give(call, jq_format(call->run, SLICE("json"), call->input, call->origin));
}

static void builtin_fromjson(const struct builtin_call *call)
{
    if (call->input->kind == JQ_STRING && !text_first_choice(call->input->text)) {
        struct flat_text flat = text_flatten(call->run->arena, call->input->text);
        const struct jq_value *value = jq_value_of_json(call->run->arena, &flat);
        if (value) {
            give(call, value);
            return;
        }
    }
    give_made(call);
}

static void builtin_tonumber(const struct builtin_call *call)
{
    if (call->input->kind == JQ_STRING) {
        give(call, jq_number(call->run->arena, call->input->text, call->origin));
    } else if (call->input->kind == JQ_NUMBER) {
        give(call, call->input);
    } else {
        give_made(call);
    }
}

/* A text in another case, piece by piece. */
static struct text in_case(struct arena *arena, struct text text, bool lower)
{
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        struct text_piece piece = text.pieces[i];
        if (piece.kind == PIECE_LITERAL) {
            piece_set_bytes(&piece, arena_copy_in_case(arena, piece_bytes(&piece), lower));
        } else if (piece.kind == PIECE_HOLE) {
            struct hole *hole = ARENA_NEW(arena, struct hole);
            *hole = *piece.hole;
            hole->derived_from = piece.hole;
            hole->shape = hole->shape == SHAPE_ONE_OF ? SHAPE_TEXT
                          : lower                     ? shape_lower(hole->shape)
                                                      : shape_upper(hole->shape);
            hole->from = arena_printf(arena, "%.*s | jq ascii_%scase", SLICE_ARGS(hole->from),
                                      lower ? "down" : "up");
            piece.hole = hole;
        } else {
            struct text *alternatives = ARENA_ARRAY(arena, struct text, piece.choice->count);
            for (uint32_t k = 0; k < piece.choice->count; k++) {
                alternatives[k] = in_case(arena, piece.choice->alternatives[k], lower);
            }
            piece.choice = text_choice(arena, piece.choice->id, alternatives, piece.choice->count)
                               .pieces[0]
                               .choice;
        }
        text_append_piece(&builder, piece);
    }
    return text_finish(&builder);
}

static void builtin_case(const struct builtin_call *call)
{
    bool lower = slice_is(call->node->name, "ascii_downcase");
    if (call->input->kind == JQ_STRING) {
        give(call, jq_string(call->run->arena, in_case(call->run->arena, call->input->text, lower),
                             call->input->origin));
    } else {
        give_string(call, SHAPE_TEXT);
    }
}

/* ltrimstr, rtrimstr, startswith, endswith of what is known byte for byte. */
static void builtin_affix(const struct builtin_call *call)
{
    slice name = call->node->name;
    slice bytes;
    slice affix;
    const struct jq_value *by = argument(call);
    bool asks = slice_ends_with(name, SLICE("with"));
    bool front = slice_is(name, "ltrimstr") || slice_is(name, "startswith");
    if (!by) {
        return;
    }
    if (!literal_string(call, call->input, &bytes) || !literal_string(call, by, &affix)) {
        if (asks) {
            give_made(call);
        } else {
            give_string(call, SHAPE_TEXT);
        }
        return;
    }
    bool has = front ? slice_starts_with(bytes, affix) : slice_ends_with(bytes, affix);
    if (asks) {
        give(call, jq_boolean(call->run->arena, has, call->origin));
        return;
    }
    slice left = front ? slice_sub(bytes, affix.length, bytes.length)
                       : slice_sub(bytes, 0, bytes.length - affix.length);
    give(call,
         has ? jq_string(call->run->arena, text_literal(call->run->arena, left, call->origin.span),
                         call->input->origin)
             : call->input);
}

/* join(separator) of an array of strings. */
static void builtin_join(const struct builtin_call *call)
{
    const struct jq_value *separator = argument(call);
    struct text_builder builder = {.arena = call->run->arena};
    bool known = separator && separator->kind == JQ_STRING && call->input->kind == JQ_ARRAY;
    for (uint32_t i = 0; known && i < call->input->count; i++) {
        const struct jq_value *item = call->input->items[i];
        known = item->kind == JQ_STRING || item->kind == JQ_NUMBER;
        text_append(&builder, i ? separator->text : (struct text){0});
        text_append(&builder, item->text);
    }
    if (known) {
        give(call, jq_string(call->run->arena, text_finish(&builder), call->origin));
    } else {
        give_string(call, SHAPE_TEXT);
    }
}

/* ---- Arrays and objects ---- */

static void builtin_length(const struct builtin_call *call)
{
    slice bytes;
    bool composed = call->input->kind == JQ_ARRAY || call->input->kind == JQ_OBJECT;
    if (composed || call->input->kind == JQ_NULL) {
        give(call, jq_integer(call->run->arena, (long)call->input->count, call->origin));
    } else if (literal_string(call, call->input, &bytes)) {
        give(call, jq_integer(call->run->arena, (long)utf8_count(bytes), call->origin));
    } else {
        builtin_integer(call);
    }
}

static void builtin_map(const struct builtin_call *call)
{
    struct jq_values items = {0};
    struct jq_values mapped = {0};
    if (!jq_iterate(call->run, call->input, &items)) {
        return;
    }
    for (size_t i = 0; i < items.count; i++) {
        jq_evaluate(call->run, call->first, call->scope, items.items[i], &mapped);
    }
    give(call, jq_array(call->run->arena, &mapped, call->input->origin));
}

static void builtin_select(const struct builtin_call *call)
{
    const struct jq_value *condition = argument(call);
    enum jq_truth truth = condition ? jq_truth_of(condition) : JQ_FALSE;
    call->run->lost = call->run->lost || truth == JQ_EITHER;
    if (truth == JQ_TRUE) {
        give(call, call->input);
    }
}

static void builtin_add(const struct builtin_call *call)
{
    struct jq_values items = {0};
    if (!jq_iterate(call->run, call->input, &items)) {
        return;
    }
    const struct jq_value *sum = jq_null(call->run->arena, call->origin);
    for (size_t i = 0; i < items.count && sum; i++) {
        sum = jq_operate(call->run, SLICE("+"), sum, items.items[i], call->origin);
    }
    give(call, sum);
}

static const struct jq_value *entry_of(const struct builtin_call *call,
                                       const struct jq_member *member)
{
    struct arena *arena = call->run->arena;
    struct jq_value *empty = ARENA_NEW(arena, struct jq_value);
    *empty = (struct jq_value){.kind = JQ_OBJECT, .origin = call->origin};
    struct jq_member key = {text_literal(arena, SLICE("key"), call->origin.span), call->origin,
                            jq_string(arena, member->key, member->key_origin)};
    struct jq_member value = {text_literal(arena, SLICE("value"), call->origin.span), call->origin,
                              member->value};
    return jq_object_with(arena, jq_object_with(arena, empty, key), value);
}

static void builtin_to_entries(const struct builtin_call *call)
{
    struct jq_values entries = {0};
    if (call->input->kind != JQ_OBJECT) {
        give_made(call);
        return;
    }
    for (uint32_t i = 0; i < call->input->count; i++) {
        jq_output(call->run, &entries, entry_of(call, &call->input->members[i]));
    }
    give(call, jq_array(call->run->arena, &entries, call->origin));
}

static const struct jq_value *entry_part(const struct builtin_call *call,
                                         const struct jq_value *entry, bool key)
{
    static const char *const names[2][4] = {{"value", "Value", "v", NULL},
                                            {"key", "k", "name", "Name"}};
    bool known = true;
    for (size_t i = 0; i < 4 && names[key][i] && known && entry->kind == JQ_OBJECT; i++) {
        const struct jq_value *found =
            jq_member_value(call->run->arena, entry, slice_from(names[key][i]), &known);
        if (found && known) {
            return found;
        }
    }
    return NULL;
}

static void builtin_from_entries(const struct builtin_call *call)
{
    struct jq_value *empty = ARENA_NEW(call->run->arena, struct jq_value);
    *empty = (struct jq_value){.kind = JQ_OBJECT, .origin = call->origin};
    const struct jq_value *object = empty;
    bool known = call->input->kind == JQ_ARRAY;
    for (uint32_t i = 0; known && i < call->input->count; i++) {
        const struct jq_value *key = entry_part(call, call->input->items[i], true);
        const struct jq_value *value = entry_part(call, call->input->items[i], false);
        known = key && value && key->kind == JQ_STRING;
        if (known) {
            struct jq_member member = {key->text, key->origin, value};
            object = jq_object_with(call->run->arena, object, member);
        }
    }
    if (known) {
        give(call, object);
    } else {
        give_made(call);
    }
}

static void builtin_has(const struct builtin_call *call)
{
    slice key;
    bool known = true;
    const struct jq_value *by = argument(call);
    if (!by) {
        return;
    }
    if (call->input->kind == JQ_OBJECT && literal_string(call, by, &key)) {
        const struct jq_value *found = jq_member_value(call->run->arena, call->input, key, &known);
        if (known) {
            give(call, jq_boolean(call->run->arena, found != NULL, call->origin));
            return;
        }
    }
    give_made(call);
}

static void builtin_del(const struct builtin_call *call)
{
    give(call, jq_delete(call->run, call->first, call->scope, call->input));
}

/* first, last: of an array. */
static void builtin_end(const struct builtin_call *call)
{
    struct jq_values values = {0};
    bool last = slice_is(call->node->name, "last");
    if (call->first) {
        jq_evaluate(call->run, call->first, call->scope, call->input, &values);
    } else if (is_vague(call->input)) {
        give_made(call);
        return;
    } else if (!jq_iterate(call->run, call->input, &values)) {
        return;
    }
    if (values.count > 0) {
        give(call, values.items[last ? values.count - 1 : 0]);
    } else if (!call->first) {
        builtin_null(call);
    }
}

static void builtin_type(const struct builtin_call *call)
{
    static const char *const names[] = {"null", "boolean", "number", "string", "array", "object"};
    if (is_vague(call->input)) {
        give_string(call, SHAPE_WORD);
    } else {
        give(call, jq_string(call->run->arena,
                             text_literal(call->run->arena, slice_from(names[call->input->kind]),
                                          call->origin.span),
                             call->origin));
    }
}

/* range(n), range(from; to) */
static void builtin_range(const struct builtin_call *call)
{
    long bounds[2] = {0, 0};
    const struct jq_node *nodes[2] = {call->first, call->second};
    for (size_t i = 0; i < 2 && nodes[i]; i++) {
        struct builtin_call of = *call;
        of.first = nodes[i];
        const struct jq_value *value = argument(&of);
        slice digits;
        if (!value || value->kind != JQ_NUMBER ||
            !text_is_literal(call->run->arena, value->text, &digits) || digits.length > 6) {
            call->run->lost = true;
            return;
        }
        bounds[i] = strtol(arena_cstring(call->run->arena, digits), NULL, 10);
    }
    long from = call->second ? bounds[0] : 0;
    long to = call->second ? bounds[1] : bounds[0];
    for (long i = from; i < to && !call->run->lost; i++) {
        give(call, jq_integer(call->run->arena, i, call->origin));
    }
}

/* with_entries(f) is to_entries | map(f) | from_entries. */
static void builtin_with_entries(const struct builtin_call *call)
{
    struct jq_values between = {0};
    struct builtin_call of = *call;
    of.outputs = &between;
    builtin_to_entries(&of);
    for (size_t i = 0; i < between.count && i < 1; i++) {
        struct jq_values mapped = {0};
        of.input = between.items[0];
        of.outputs = &mapped;
        builtin_map(&of);
        of.input = mapped.count == 1 ? mapped.items[0] : jq_null(call->run->arena, call->origin);
        of.outputs = call->outputs;
        if (mapped.count == 1) {
            builtin_from_entries(&of);
        }
    }
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
