/* unescaped-expansion (opt-in). In: holes inside strings. Out: a hit where one may hold a quote, a
 * backslash or a newline, which would break the JSON or, worse, add to it. */
#include "rule/alternative.h"

static void look(const struct looking *looking, const struct value *value,
                 const struct json_path *path, slice name)
{
    struct arena *arena = looking->checking->arena;
    const struct flat_text *flat = &looking->alternative->flat;
    if (value->kind != VALUE_STRING || value->string.hole_count == 0 ||
        (looking->rule->fields.count > 0 && !rule_has_field(looking->rule, name))) {
        return;
    }
    for (size_t i = flat_first_hole(flat, value->start); i < flat->hole_count; i++) {
        if (flat->holes[i] >= value->end) {
            break;
        }
        const struct hole *hole = flat_piece_at(flat, flat->holes[i])->piece->hole;
        if (!hole || hole_is_string_safe(hole) || hole->encoding == ENCODING_BASE64 ||
            slice_starts_with(hole->from, SLICE("placeholder "))) {
            continue;
        }
        struct hit hit = {
            .pointer = looking_pointer(looking, path),
            .verdict = {.certainty = CERTAINTY_MAY_VIOLATE, .witness = SLICE("say \"hi\"")},
            .place = place_of(flat, flat->holes[i], flat->holes[i] + 1),
            .message = arena_printf(arena,
                                    "%.*s is pasted into JSON as it is: a \", a \\ or a newline "
                                    "in it breaks the payload",
                                    SLICE_ARGS(hole->from)),
            .label = SLICE("isn't escaped"),
        };
        VECTOR_PUSH(arena, looking->hits, hit);
    }
}

void check_unescaped_rule(const struct checking *checking, const struct rule *rule,
                          const struct alternative *alternative, struct hits *hits)
{
    struct looking looking = {checking, rule, alternative, hits, NULL};
    alternative_walk(&looking, look);
}
