/* id-must-be-fresh (opt-in). In: ids that stand in the script as they are sent. Out: a hit where
 * one is the same in every run, and a finding where two different messages have the same.
 *
 * Opt-in, because both can be meant: an idempotency key is sent again on purpose, and of two
 * messages in the branches of one `if` only one is sent. */
#include "rule/alternative.h"

static bool is_literal_id(const struct looking *looking, const struct value *value, slice name)
{
    return value->kind == VALUE_STRING && value->string.hole_count == 0 &&
           value->string.bytes.length > 0 && rule_has_field(looking->rule, name) &&
           !rule_allows(looking->rule, value->string.bytes);
}

static bool is_uuid(slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? bytes.data[i] != '-' : !strchr("0123456789abcdefABCDEF", bytes.data[i])) {
            return false;
        }
    }
    return bytes.length == 36;
}

static void look(const struct looking *looking, const struct value *value,
                 const struct json_path *path, slice name)
{
    struct arena *arena = looking->checking->arena;
    slice bytes = value->string.bytes;
    if (!rule_has_field(looking->rule, name)) {
        return;
    }
    struct hit hit = {.pointer = looking_pointer(looking, path)};
    if (is_literal_id(looking, value, name) && is_uuid(bytes)) {
        hit.verdict = (struct verdict){CERTAINTY_VIOLATES, bytes, SLICE("is never a new one")};
        hit.place = place_of(&looking->alternative->flat, value->start, value->end);
        hit.message = arena_printf(arena, "every run sends the same %.*s", SLICE_ARGS(name));
        hit.maybe = arena_printf(arena, "runs can send the same %.*s", SLICE_ARGS(name));
        hit.label = SLICE("is the same in every run");
    }
    VECTOR_PUSH(arena, looking->hits, hit);
}

void check_fresh_rule(const struct checking *checking, const struct rule *rule,
                      const struct alternative *alternative, struct hits *hits)
{
    struct looking looking = {checking, rule, alternative, hits, NULL};
    alternative_walk(&looking, look);
}

/* ---- Several messages ---- */

/* Where an id was met first. */
struct sighting {
    const struct payload *payload;
    slice bytes; /* of the message */
};

/* The context is a map of struct sighting by destination and id. */
static void compare(const struct looking *looking, const struct value *value,
                    const struct json_path *path, slice name)
{
    struct map *seen = looking->context;
    const struct payload *payload = looking->alternative->payload;
    struct arena *arena = looking->checking->arena;
    slice destination = payload_destination(arena, payload);
    if (!is_literal_id(looking, value, name) || !destination.data) {
        return;
    }
    slice key = arena_printf(arena, "%.*s %.*s %.*s", SLICE_ARGS(destination), SLICE_ARGS(name),
                             SLICE_ARGS(value->string.bytes));
    const struct sighting *first = map_get(seen, key);
    if (!first) {
        struct sighting *sighting = ARENA_NEW(arena, struct sighting);
        *sighting = (struct sighting){payload, looking->alternative->flat.bytes};
        map_put(seen, key, sighting);
    } else if (first->payload->command.start != payload->command.start &&
               !slice_equal(first->bytes, looking->alternative->flat.bytes)) {
        struct position before =
            source_position(first->payload->command.source, first->payload->command.start);
        struct hit hit = {
            .pointer = looking_pointer(looking, path),
            .verdict = {CERTAINTY_MAY_VIOLATE, value->string.bytes, SLICE("is used before")},
            .place = place_of(&looking->alternative->flat, value->start, value->end),
            .message = arena_printf(arena, "another message, sent in line %u, has the same %.*s",
                                    before.line, SLICE_ARGS(name)),
            .label = SLICE("is the id of another message too"),
        };
        check_add_finding(looking->checking, looking->alternative, looking->rule, &hit,
                          CERTAINTY_MAY_VIOLATE);
    }
}

void check_repeated_rule(const struct checking *checking, const struct rule *rule,
                         const struct payload *payloads, size_t count)
{
    struct arena *arena = checking->arena;
    struct map *seen = map_new(arena);
    for (size_t i = 0; i < count; i++) {
        const struct payload *payload = &payloads[i];
        if (!payload->sink || !payload->command.source || !payload_is_judged(payload)) {
            continue;
        }
        struct text_list texts = text_resolve(arena, payload->text, 2);
        if (texts.count != 1) {
            continue;
        }
        struct alternative *alternative = ARENA_NEW(arena, struct alternative);
        alternative->payload = payload;
        alternative->flat = text_flatten(arena, texts.items[0]);
        alternative->document = json_read(arena, &alternative->flat);
        struct looking looking = {checking, rule, alternative, NULL, seen};
        alternative_walk(&looking, compare);
    }
}
