/* base64-wraps-lines. In: holes inside strings that are base64 with newlines in it. Out: a hit for
 * each.
 *
 * GNU's base64 begins a new line after 76 characters, openssl after 64; a newline in a JSON string
 * must be escaped (RFC 8259 section 7). The model of base64 knows which holes may have one. */
#include "rule/alternative.h"

static void look(const struct looking *looking, const struct value *value,
                 const struct json_path *path, slice name)
{
    struct arena *arena = looking->checking->arena;
    const struct flat_text *flat = &looking->alternative->flat;
    for (size_t i = 0; value->kind == VALUE_STRING && i < value->string.hole_count; i++) {
        const struct hole *hole = value->string.holes[i].piece->hole;
        if (!hole || hole->encoding != ENCODING_BASE64 || hole->form != HOLE_FREE) {
            continue;
        }
        uint32_t at = flat->holes[flat_first_hole(flat, value->start) + i];
        struct hit hit = {
            .pointer = looking_pointer(looking, path),
            .verdict = {.certainty = CERTAINTY_MAY_VIOLATE,
                        .witness = SLICE("a newline after 76 characters")},
            .place = place_of(flat, at, at + 1),
            .message = SLICE("base64 begins a new line after 76 characters, and JSON strings hold "
                             "no newlines"),
            .label = SLICE("may hold newlines"),
        };
        VECTOR_PUSH(arena, looking->hits, hit);
    }
}

void check_base64_rule(const struct checking *checking, const struct rule *rule,
                       const struct alternative *alternative, struct hits *hits)
{
    struct looking looking = {checking, rule, alternative, hits, NULL};
    alternative_walk(&looking, look);
}
