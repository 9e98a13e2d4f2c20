/* payload-too-large. In: a payload and its sink's limit. Out: a hit where even the shortest value
 * is more. */
#include "rule/alternative.h"

static uint64_t least_length(const struct flat_text *flat)
{
    uint64_t length = flat->bytes.length - flat->hole_count;
    for (size_t i = 0; i < flat->hole_count; i++) {
        const struct hole *hole = flat_piece_at(flat, flat->holes[i])->piece->hole;
        bool uuid = hole && hole->shape >= SHAPE_UUID_LOWER && hole->shape <= SHAPE_UUID;
        length += uuid ? 36 : 0;
    }
    return length;
}

void check_size_rule(const struct checking *checking, const struct rule *rule,
                     const struct alternative *alternative, struct hits *hits)
{
    struct arena *arena = checking->arena;
    const struct payload *payload = alternative->payload;
    uint64_t least = least_length(&alternative->flat);
    struct hit hit = {.pointer = SLICE("")};
    if (payload->sink->limit > 0 && !payload->inside.data && least > payload->sink->limit) {
        hit.verdict.certainty = CERTAINTY_VIOLATES;
        hit.place = (struct place){.span = payload->command};
        hit.message =
            arena_printf(arena, "the payload has at least %llu bytes, and %.*s takes %llu",
                         (unsigned long long)least, SLICE_ARGS(payload->sink->name),
                         (unsigned long long)payload->sink->limit);
        hit.label = SLICE("sends more than is taken");
    }
    VECTOR_PUSH(arena, hits, hit);
}
