/* The observer of a run. In: events. Out: payloads, made values, names of variables. */
#include "payload/collect.h"

#include "payload/extract.h"

/* What was known of a made value before a use of it was. */
struct use_noted {
    struct made_value *made;
    struct made_value before;
};

struct collecting {
    struct arena *arena;
    const struct sink_table *sinks;
    struct collected *collected;
    struct map *made; /* by hole */
    struct {
        struct payload *items;
        size_t count;
        size_t capacity;
    } bare;
    VECTOR(struct use_noted) uses; /* in the order in which they were noted */
};

/* ---- Made values ---- */

static slice hole_key(const struct hole *const *hole)
{
    return (slice){(const char *)hole, sizeof *hole};
}

static void note_made(struct collecting *collecting, const struct shell_event *event)
{
    struct arena *arena = collecting->arena;
    slice name;
    if (!event->made || !text_is_literal(arena, event->argv[0].text, &name)) {
        return;
    }
    struct made_value *made = ARENA_NEW(arena, struct made_value);
    *made = (struct made_value){
        .command = slice_basename(name), .hole = event->made, .span = event->span};
    const struct hole **key = ARENA_NEW(arena, const struct hole *);
    *key = event->made;
    map_put(collecting->made, hole_key(key), made);
    VECTOR_PUSH(arena, &collecting->collected->made, made);
}

static void note_use(struct collecting *collecting, const struct hole *hole,
                     const struct shell_event *event)
{
    for (const struct hole *base = hole; base; base = base->derived_from) {
        struct made_value *made = map_get(collecting->made, hole_key(&base));
        if (!made) {
            continue;
        }
        bool kept = event->kind == SHELL_ASSIGNMENT || event->kind == SHELL_OUTPUT;
        struct made_value now = *made;
        now.is_changed = made->is_changed || base != hole;
        now.is_kept = made->is_kept || (base == hole && kept);
        now.is_used = made->is_used || (base == hole && !kept);
        if (now.is_changed != made->is_changed || now.is_kept != made->is_kept ||
            now.is_used != made->is_used) {
            struct use_noted noted = {made, *made};
            VECTOR_PUSH(collecting->arena, &collecting->uses, noted);
            *made = now;
        }
    }
}

/* Encodings inside encodings are followed so far. */
enum { ENCODED_DEPTH_MAX = 3 };

static void note_uses(struct collecting *collecting, struct text text,
                      const struct shell_event *event, unsigned depth)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (piece->kind == PIECE_HOLE && piece->hole->encoded && depth > 0) {
            note_uses(collecting, *piece->hole->encoded, event, depth - 1);
        } else if (piece->kind == PIECE_HOLE) {
            note_use(collecting, piece->hole, event);
        }
        for (uint32_t k = 0; piece->kind == PIECE_CHOICE && k < piece->choice->count; k++) {
            note_uses(collecting, piece->choice->alternatives[k], event, depth);
        }
    }
}

static void note_event_uses(struct collecting *collecting, const struct shell_event *event)
{
    enum { WEIGHT_MAX = 20000 };
    if (collecting->collected->made.count == 0 || event->modelled) {
        return;
    }
    for (size_t i = 0; i < event->argc; i++) {
        if (!text_is_heavier(event->argv[i].text, WEIGHT_MAX)) {
            note_uses(collecting, event->argv[i].text, event, ENCODED_DEPTH_MAX);
        }
    }
    if (event->has_stdin && !text_is_heavier(event->stdin_text, WEIGHT_MAX)) {
        note_uses(collecting, event->stdin_text, event, ENCODED_DEPTH_MAX);
    }
}

/* ---- Bare JSON ---- */

/* Programs whose arguments look like JSON but are in a language of their own. */
static bool takes_programs(slice name)
{
    static const char *const names[] = {
        "jq",      "yq",    "gojq",  "jaq",     "awk",  "gawk", "mawk", "sed",   "gsed",
        "grep",    "egrep", "rg",    "perl",    "node", "ruby", "php",  "deno",  "python",
        "python3", "mlr",   "mongo", "mongosh", "test", "[",    "expr", "printf"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (slice_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* A template that something else fills in before it is JSON. */
static bool is_template(struct text text)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        bool kept = piece->quoting == TEXT_SINGLE_QUOTED || piece->quoting == TEXT_QUOTED_HEREDOC;
        if (piece->kind != PIECE_LITERAL) {
            continue;
        }
        if (slice_find(piece_bytes(piece), SLICE("{{")) < piece->length ||
            slice_find(piece_bytes(piece), SLICE("<%")) < piece->length ||
            slice_find(piece_bytes(piece), SLICE("{%")) < piece->length ||
            (kept && slice_find_byte(piece_bytes(piece), '$') < piece->length)) {
            return true;
        }
    }
    return false;
}

static void note_bare(struct collecting *collecting, struct text text,
                      const struct shell_event *event)
{
    if (is_bare_json(text) && !is_template(text)) {
        struct payload payload = {.text = text, .command = event->span};
        payload.is_file = event->kind == SHELL_WRITE;
        VECTOR_PUSH(collecting->arena, &collecting->bare, payload);
    }
}

/* The first of the event's texts that is more than a name. */
static size_t first_told(const struct shell_event *event)
{
    return event->kind == SHELL_OUTPUT ? 0 : 1;
}

/* Whether any text of the event looks like JSON: hardly any does. */
static bool holds_bare(const struct shell_event *event)
{
    for (size_t i = first_told(event); i < event->argc; i++) {
        if (is_bare_json(event->argv[i].text)) {
            return true;
        }
    }
    return event->has_stdin && is_bare_json(event->stdin_text);
}

static void note_event_bare(struct collecting *collecting, const struct shell_event *event)
{
    slice name;
    bool command = event->kind == SHELL_COMMAND;
    if (!holds_bare(event) ||
        (command && (event->modelled || event->argc == 0 ||
                     !text_is_literal(collecting->arena, event->argv[0].text, &name) ||
                     takes_programs(slice_basename(name))))) {
        return;
    }
    for (size_t i = first_told(event); i < event->argc; i++) {
        note_bare(collecting, event->argv[i].text, event);
    }
    if (command && event->has_stdin) {
        note_bare(collecting, event->stdin_text, event);
    }
}

/* JSON that a sink gets, or that has been met before, is not bare. */
static void keep_bare(struct collecting *collecting)
{
    struct arena *arena = collecting->arena;
    struct collected *collected = collecting->collected;
    struct map *seen = map_new(arena);
    size_t sunk = collected->payloads.count;
    for (size_t i = 0; i < sunk + collecting->bare.count; i++) {
        const struct payload *payload =
            i < sunk ? &collected->payloads.items[i] : &collecting->bare.items[i - sunk];
        struct text text = payload->text;
        if (text.count == 0) {
            continue;
        }
        uint32_t *start = ARENA_NEW(arena, uint32_t);
        *start = text.pieces[0].span.start;
        slice key = {(const char *)start, sizeof *start};
        if (i >= sunk && !map_get(seen, key)) {
            VECTOR_PUSH(arena, &collected->payloads, *payload);
        }
        map_put(seen, key, start);
    }
}

/* ---- Events ---- */

static bool note_payload(struct collecting *collecting, struct shell_evaluator *evaluator,
                         const struct shell_event *event)
{
    struct payload_list *payloads = &collecting->collected->payloads;
    struct named_event named;
    const struct map *names = collecting->sinks->names;
    if (!names || !event_name(collecting->arena, event, &named) ||
        (!named.runs_another && !map_get(names, named.name))) {
        return false;
    }
    for (size_t i = 0; i < collecting->sinks->count; i++) {
        struct payload_list found = {0};
        enum extracted extracted = payload_extract(collecting->arena, &collecting->sinks->items[i],
                                                   evaluator, &named, &found);
        for (size_t k = 0; k < found.count; k++) {
            VECTOR_PUSH(collecting->arena, payloads, found.items[k]);
            nested_append(collecting->arena, &found.items[k], payloads);
        }
        if (extracted != EXTRACTED_OTHER) {
            return true;
        }
    }
    return false;
}

static void note_event(void *context, struct shell_evaluator *evaluator,
                       const struct shell_event *event)
{
    struct collecting *collecting = context;
    slice name;
    if (event->kind == SHELL_ASSIGNMENT &&
        text_is_literal(collecting->arena, event->argv[0].text, &name)) {
        map_put(collecting->collected->variables, name, collecting);
    }
    note_event_uses(collecting, event);
    if (event->kind == SHELL_COMMAND) {
        note_made(collecting, event);
        if (note_payload(collecting, evaluator, event)) {
            return;
        }
    }
    note_event_bare(collecting, event);
}

/* ---- Taking events back ---- */

/* What has been collected at some time. Names of variables stay: another pass sets them again. */
struct mark {
    size_t payloads;
    size_t bare;
    size_t made;
    size_t uses;
};

static void *mark_collected(void *context)
{
    const struct collecting *collecting = context;
    const struct collected *collected = collecting->collected;
    struct mark *mark = ARENA_NEW(collecting->arena, struct mark);
    *mark = (struct mark){collected->payloads.count, collecting->bare.count, collected->made.count,
                          collecting->uses.count};
    return mark;
}

static void take_back(void *context, void *earlier)
{
    struct collecting *collecting = context;
    const struct mark *mark = earlier;
    struct collected *collected = collecting->collected;
    collected->payloads.count = mark->payloads;
    collecting->bare.count = mark->bare;
    collected->made.count = mark->made;
    while (collecting->uses.count > mark->uses) {
        const struct use_noted *noted = &collecting->uses.items[--collecting->uses.count];
        *noted->made = noted->before;
    }
}

void payloads_collect(struct arena *arena, const struct sink_table *sinks,
                      struct shell_parser *parser, const struct view *view,
                      const struct shell_start *start, struct shell_problems *problems,
                      struct collected *collected)
{
    *collected = (struct collected){.variables = map_new(arena)};
    struct collecting collecting = {
        .arena = arena, .sinks = sinks, .collected = collected, .made = map_new(arena)};
    struct shell_observer observer = {&collecting, note_event, mark_collected, take_back};
    shell_evaluate(arena, parser, view, start, problems, &observer);
    keep_bare(&collecting);
    for (size_t i = 0; i < collected->payloads.count; i++) {
        collected->payloads.items[i].script = view->source;
    }
}
