/* Payloads for people. In: payloads. Out: their alternatives, one by one. */
#include "report/showing.h"

#include "rule/place.h"

const char *showing_validity(const struct showing *showing)
{
    static const char *const names[] = {"valid", "invalid", "unknown"};
    return names[showing->document.validity];
}

/* The trail of the literal bytes around the holes: how the payload itself came here. */
static const struct trail *trail_around(const struct flat_text *flat)
{
    for (size_t i = 0; i < flat->piece_count; i++) {
        if (flat->pieces[i].piece->kind == PIECE_LITERAL) {
            return flat->pieces[i].piece->trail;
        }
    }
    return NULL;
}

slice showing_hole(const struct showing *showing, const struct text_piece *piece)
{
    const struct trail *rest;
    bool inside = trail_beyond(piece->trail, trail_around(&showing->flat), &rest);
    for (const struct trail *step = inside ? rest : piece->trail; step; step = step->older) {
        if (step->kind == TRAIL_EXPANDED) {
            return trail_name(step);
        }
    }
    return piece->hole->from;
}

struct span showing_span(const struct showing *showing)
{
    struct span whole = showing->payload->command;
    if (showing->flat.bytes.length > 0) {
        struct place place = place_of(&showing->flat, 0, (uint32_t)showing->flat.bytes.length);
        whole = place.span.source ? place.span : whole;
    }
    return whole;
}

void show_payload(struct arena *arena, const struct payload *payload, show_function *show,
                  void *target)
{
    struct text_list texts = text_resolve(arena, payload->text, PAYLOAD_ALTERNATIVES_MAX);
    for (size_t i = 0; i < texts.count; i++) {
        struct showing showing = {.arena = arena, .payload = payload};
        showing.flat = text_flatten(arena, texts.items[i]);
        showing.document = json_read(arena, &showing.flat);
        showing.is_json = payload_is_judged(payload);
        show(&showing, target);
    }
}
