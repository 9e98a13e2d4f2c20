/* Rules that give values at a pointer a schema. In: a document. Out: a hit for each such value. */
#include "rule/alternative.h"

static slice message_of(const struct looking *looking, const struct verdict *verdict,
                        enum certainty certainty)
{
    struct arena *arena = looking->checking->arena;
    slice summary = looking->rule->summary;
    slice shown = bytes_shown(arena, verdict->witness);
    switch (certainty) {
    case CERTAINTY_VIOLATES:
        return arena_printf(arena, "%.*s, but \"%.*s\" is sent", SLICE_ARGS(summary),
                            SLICE_ARGS(shown));
    case CERTAINTY_MAY_VIOLATE:
        return arena_printf(arena, "%.*s, but \"%.*s\" can be sent", SLICE_ARGS(summary),
                            SLICE_ARGS(shown));
    default:
        return arena_printf(arena, "%.*s; whether it is depends on %.*s", SLICE_ARGS(summary),
                            SLICE_ARGS(verdict->reason));
    }
}

static void judge(const struct looking *looking, const struct value *value,
                  const struct json_path *path)
{
    struct arena *arena = looking->checking->arena;
    const struct flat_text *flat = &looking->alternative->flat;
    struct hit hit = {0};
    /* Of a finished message there is no alternative that what is valid could be merged with. */
    if (looking->alternative->payload->is_finished &&
        schema_is_valid(arena, looking->rule->schema, value)) {
        return;
    }
    hit.verdict = schema_judge(arena, looking->rule->schema, value, flat);
    hit.pointer = looking_pointer(looking, path);
    bool told = hit.verdict.certainty != CERTAINTY_UNKNOWN && looking->rule->label.data;
    hit.verdict.reason = told ? looking->rule->label : hit.verdict.reason;
    if (hit.verdict.certainty == CERTAINTY_VIOLATES && value->kind != VALUE_STRING) {
        hit.verdict.witness = slice_trim(hit.verdict.witness);
    }
    hit.place = place_of(flat, value->start, value->end);
    if (hit.verdict.certainty != CERTAINTY_UNKNOWN && hit.verdict.witness.data) {
        bool quoted = value->kind == VALUE_STRING;
        slice sent = arena_printf(arena, quoted ? "\"%.*s\"" : "%.*s",
                                  SLICE_ARGS(bytes_shown(arena, hit.verdict.witness)));
        hit.sent = payload_shown(arena, flat, value->start, value->end, sent);
    }
    hit.message = message_of(looking, &hit.verdict, hit.verdict.certainty);
    hit.maybe = message_of(looking, &hit.verdict, CERTAINTY_MAY_VIOLATE);
    bool wrong = hit.verdict.certainty != CERTAINTY_UNKNOWN;
    hit.label = wrong ? hit.verdict.reason
                      : arena_printf(arena, "depends on %.*s", SLICE_ARGS(hit.verdict.reason));
    if (hit.verdict.certainty == CERTAINTY_MAY_VIOLATE) {
        hit.label = arena_printf(arena, "can be \"%.*s\", which %.*s",
                                 SLICE_ARGS(bytes_shown(arena, hit.verdict.witness)),
                                 SLICE_ARGS(hit.verdict.reason));
    }
    VECTOR_PUSH(arena, looking->hits, hit);
}

/* Walks the value and the pointer pattern from token `at` on. JSON_DEPTH_MAX bounds the
 * recursion. */
static void match(const struct looking *looking, const struct value *value,
                  const struct json_path *path, const struct slice_list *tokens, size_t at)
{
    if (looking_is_over(looking)) {
        return;
    }
    if (at == tokens->count) {
        judge(looking, value, path);
        return;
    }
    slice token = tokens->items[at];
    bool any_depth = slice_is(token, "**");
    if (any_depth) {
        match(looking, value, path, tokens, at + 1);
    }
    for (uint32_t i = 0; i < value->count; i++) {
        bool object = value->kind == VALUE_OBJECT;
        const struct value *child = object ? &value->members[i].value : &value->items[i];
        slice key = object ? value->members[i].key.string.bytes : (slice){NULL, 0};
        bool known_key = object && value->members[i].key.kind == VALUE_STRING;
        bool named = known_key && sink_pattern_matches(token, key);
        if (!any_depth && !named && !slice_is(token, "*")) {
            continue;
        }
        struct json_path inner = {.outer = path, .is_key = object, .key = key, .index = i};
        match(looking, child, &inner, tokens, any_depth ? at : at + 1);
    }
}

void check_schema_rule(const struct checking *checking, const struct rule *rule,
                       const struct alternative *alternative, struct hits *hits)
{
    struct looking looking = {checking, rule, alternative, hits, NULL};
    for (size_t i = 0; i < rule->at_count; i++) {
        match(&looking, &alternative->document.root, NULL, &rule->at[i], 0);
    }
}
