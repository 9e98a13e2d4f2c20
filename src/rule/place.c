/* Places of findings. In: bytes of a payload. Out: a span in the file and the way from there. */
#include "rule/place.h"

static size_t trail_length(const struct trail *trail)
{
    size_t length = 0;
    for (; trail; trail = trail->older) {
        length++;
    }
    return length;
}

bool trail_beyond(const struct trail *trail, const struct trail *base, const struct trail **rest)
{
    for (; base; base = base->older) {
        if (!trail || trail->kind != base->kind || !span_equal(trail->span, base->span)) {
            return false;
        }
        trail = trail->older;
    }
    *rest = trail;
    return true;
}

static bool trail_equal(const struct trail *a, const struct trail *b)
{
    const struct trail *rest;
    return trail_length(a) == trail_length(b) && trail_beyond(a, b, &rest);
}

/* The span of the byte at `offset` as seen from where `base` leads: what an expansion brought is
 * where the expansion stands. */
static struct span span_seen(const struct flat_text *flat, uint32_t offset,
                             const struct trail *base)
{
    const struct trail *rest = NULL;
    const struct text_piece *piece = flat_piece_at(flat, offset)->piece;
    if (!trail_beyond(piece->trail, base, &rest) || !rest) {
        return flat_byte_span(flat, offset);
    }
    return rest->span;
}

static struct span span_join(struct span first, struct span last)
{
    if (first.source != last.source || last.end < first.start || !first.source) {
        return first.source ? first : last;
    }
    return (struct span){first.source, first.start, last.end};
}

/* Whether the bytes from `start` up to `end` all came the same way, and `*trail` is it. */
static bool same_trail(const struct flat_text *flat, uint32_t start, uint32_t end,
                       const struct trail **trail)
{
    const struct flat_piece *first = flat_piece_at(flat, start);
    *trail = first->piece->trail;
    for (const struct flat_piece *place = first;
         place < flat->pieces + flat->piece_count && place->start < end; place++) {
        if (!trail_equal(place->piece->trail, *trail)) {
            return false;
        }
    }
    return true;
}

/* Of what has no place of its own, such as a variable of the environment: where it is used, by what
 * stands beside it. */
static struct span span_used(const struct flat_text *flat, uint32_t start, uint32_t last)
{
    uint32_t beside = start > 0 ? start - 1 : last + 1;
    return flat_byte_span(flat, start).source || beside >= flat->bytes.length
               ? (struct span){NULL, 0, 0}
               : span_seen(flat, start, flat_piece_at(flat, beside)->piece->trail);
}

/* Whether what stands between the quotes at `start` and `last` is written elsewhere, in one row, as
 * an argument for the %s of a format is. */
static bool is_put_in(const struct flat_text *flat, uint32_t start, uint32_t last)
{
    struct span open = flat_byte_span(flat, start);
    struct span close = flat_byte_span(flat, last);
    struct span first = flat_byte_span(flat, start + 1);
    struct span final = flat_byte_span(flat, last - 1);
    bool known = open.source && open.source == close.source && open.source == first.source &&
                 open.source == final.source && open.end <= close.start;
    bool in_row = final.end == first.start + (last - start - 1);
    return known && in_row && (first.end <= open.start || final.start >= close.end);
}

struct place place_of(const struct flat_text *flat, uint32_t start, uint32_t end)
{
    struct place place = {.start = start, .end = end};
    if (flat->piece_count == 0) {
        return place;
    }
    uint32_t last = end > start ? end - 1 : start;
    bool quoted =
        end - start >= 2 && flat->bytes.data[start] == '"' && flat->bytes.data[last] == '"';
    const struct trail *around = flat_piece_at(flat, start)->piece->trail;
    const struct trail *inside;
    if (quoted && end - start > 2 && same_trail(flat, start + 1, last, &inside) &&
        (!trail_equal(inside, around) || is_put_in(flat, start, last))) {
        struct span first = flat_byte_span(flat, start + 1);
        struct span final = flat_byte_span(flat, last - 1);
        if (first.source && first.source == final.source && first.start <= final.end) {
            place.span = span_join(first, final);
            place.trail = inside;
            return place;
        }
    }
    struct span span = span_join(span_seen(flat, start, around), span_seen(flat, last, around));
    place.span = span.source ? span : span_used(flat, start, last);
    place.trail = around;
    return place;
}

/* ---- Trails ---- */

struct trail_builder {
    struct arena *arena;
    VECTOR(struct finding_step) steps;
};

static void append_step(struct trail_builder *builder, struct span span, slice message)
{
    if (span.source) {
        struct finding_step step = {span, message};
        VECTOR_PUSH(builder->arena, &builder->steps, step);
    }
}

/* At most this many steps are told. */
enum { TRAIL_STEPS_MAX = 32 };

static void append_trail(struct trail_builder *builder, const struct trail *trail)
{
    const struct trail *steps[TRAIL_STEPS_MAX];
    size_t count = 0;
    for (; trail && count < TRAIL_STEPS_MAX; trail = trail->older) {
        steps[count++] = trail;
    }
    while (count > 0) {
        const struct trail *step = steps[--count];
        if (step->kind == TRAIL_SET) {
            append_step(
                builder, step->span,
                arena_printf(builder->arena, "%.*s is set here", SLICE_ARGS(trail_name(step))));
        } else if (step->kind == TRAIL_PASSED) {
            append_step(
                builder, step->span,
                arena_printf(builder->arena, "passed as %.*s here", SLICE_ARGS(trail_name(step))));
        }
    }
}

void place_trail(struct arena *arena, struct finding *finding, const struct place *place,
                 const struct payload *payload)
{
    struct trail_builder builder = {.arena = arena};
    append_trail(&builder, place->trail);
    if (payload->sink) {
        append_step(&builder, payload->command,
                    arena_printf(arena, "sent here by %.*s", SLICE_ARGS(payload->sink->name)));
    }
    finding->trail = builder.steps.items;
    finding->trail_count = builder.steps.count;
}
