/* Laid-out texts. In: a text without choices. Out: one run of bytes, each hole one byte, and the
 * way back from every byte to its piece and its place in the file. */
#include "base/buffer.h"
#include "text/text.h"

struct flat_text text_flatten(struct arena *arena, struct text text)
{
    struct buffer bytes = {.arena = arena};
    struct flat_piece *pieces = ARENA_ARRAY(arena, struct flat_piece, text.count);
    uint32_t *holes = ARENA_ARRAY(arena, uint32_t, text.count);
    size_t hole_count = 0;
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        pieces[i] = (struct flat_piece){(uint32_t)bytes.length, piece};
        if (piece->kind == PIECE_LITERAL) {
            buffer_append(&bytes, piece_bytes(piece));
        } else {
            holes[hole_count++] = (uint32_t)bytes.length;
            buffer_append_byte(&bytes, TEXT_HOLE_BYTE);
        }
    }
    return (struct flat_text){buffer_slice(&bytes), pieces, text.count, holes, hole_count};
}

struct text flat_cut(struct arena *arena, const struct flat_text *flat, uint32_t start,
                     uint32_t end)
{
    struct text_builder builder = {.arena = arena};
    const struct flat_piece *place = flat_piece_at(flat, start);
    for (; place && place < flat->pieces + flat->piece_count && place->start < end; place++) {
        const struct text_piece *piece = place->piece;
        if (piece->kind != PIECE_LITERAL) {
            text_append_piece(&builder, *piece);
            continue;
        }
        size_t from = start > place->start ? start - place->start : 0;
        size_t to = end - place->start;
        to = to < piece->length ? to : piece->length;
        if (from < to) {
            text_append_piece(&builder, text_piece_cut(*piece, from, to));
        }
    }
    return text_finish(&builder);
}

struct flat_text flat_of_bytes(slice bytes)
{
    return (struct flat_text){.bytes = bytes};
}

const struct flat_piece *flat_piece_at(const struct flat_text *flat, uint32_t offset)
{
    size_t low = 0;
    size_t high = flat->piece_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (flat->pieces[middle].start <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return flat->piece_count ? &flat->pieces[low] : NULL;
}

struct span flat_byte_span(const struct flat_text *flat, uint32_t offset)
{
    const struct flat_piece *place = flat_piece_at(flat, offset);
    if (!place) {
        return (struct span){0};
    }
    const struct text_piece *piece = place->piece;
    bool verbatim = piece->kind == PIECE_LITERAL && piece->span.source &&
                    piece->span.end - piece->span.start == piece->length;
    if (!verbatim) {
        return piece->span;
    }
    uint32_t at = piece->span.start + (offset - place->start);
    bool past_end = offset - place->start >= piece->length;
    return (struct span){piece->span.source, at, past_end ? at : at + 1};
}

size_t flat_first_hole(const struct flat_text *flat, uint32_t offset)
{
    size_t low = 0;
    size_t high = flat->hole_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (flat->holes[middle] < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool flat_is_hole(const struct flat_text *flat, uint32_t offset)
{
    size_t first = flat_first_hole(flat, offset);
    return first < flat->hole_count && flat->holes[first] == offset;
}
