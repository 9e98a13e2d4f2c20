/* Replacing known bytes in a text: what sed's s and ${x//y/z} do to a template. In: a text that may
 * have holes. Out: the text with the replacement in place, every other byte where it stood.
 *
 * Where a hole may hold the bytes looked for it becomes another one, of which no more is known than
 * before; where its shape would change, nothing is known. */
#include "shell/expand.h"

/* ---- Holes ---- */

static bool may_hold(const struct hole *hole, slice bytes)
{
    const char *alphabet = shape_alphabet(hole->shape);
    for (size_t i = 0; i < hole->one_of_count; i++) {
        if (slice_find(hole->one_of[i], bytes) < hole->one_of[i].length) {
            return true;
        }
    }
    for (size_t i = 0; alphabet && i < bytes.length; i++) {
        if (!bytes.data[i] || !strchr(alphabet, bytes.data[i])) {
            return false;
        }
    }
    return hole->shape != SHAPE_ONE_OF;
}

/* Whether the bytes looked for may begin in front of the hole and end in it, or the other way
 * round. */
static bool may_reach_into(const struct hole *hole, slice before, slice after, slice find)
{
    for (size_t i = 1; i < find.length; i++) {
        slice head = slice_sub(find, 0, i);
        slice tail = slice_sub(find, i, find.length);
        if ((slice_ends_with(before, head) && may_hold(hole, slice_sub(tail, 0, 1))) ||
            (slice_starts_with(after, tail) && may_hold(hole, slice_sub(head, i - 1, i)))) {
            return true;
        }
    }
    return false;
}

/* The text with holes that may have been changed; false where that isn't known. */
static bool with_changed_holes(struct arena *arena, struct text text, slice find,
                               struct text *result)
{
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        struct text_piece piece = text.pieces[i];
        slice before = i > 0 ? piece_bytes(&text.pieces[i - 1]) : SLICE("");
        slice after = i + 1 < text.count ? piece_bytes(&text.pieces[i + 1]) : SLICE("");
        if (piece.kind == PIECE_HOLE && may_reach_into(piece.hole, before, after, find)) {
            return false;
        }
        if (piece.kind == PIECE_HOLE && may_hold(piece.hole, find)) {
            if (shape_alphabet(piece.hole->shape) || piece.hole->shape == SHAPE_ONE_OF) {
                return false;
            }
            struct hole *changed = ARENA_NEW(arena, struct hole);
            *changed = *piece.hole;
            changed->shape = changed->shape == SHAPE_UNKNOWN ? SHAPE_UNKNOWN : SHAPE_TEXT;
            changed->form = HOLE_FREE;
            changed->path = PATH_NONE;
            changed->encoding = ENCODING_NONE;
            changed->derived_from = piece.hole;
            piece.hole = changed;
        }
        text_append_piece(&builder, piece);
    }
    *result = text_finish(&builder);
    return true;
}

/* ---- Replacing ---- */
/* Whether a newline may stand in what is behind `from`, up to `to`. */
static bool may_end_line(const struct flat_text *flat, uint32_t from, uint32_t to)
{
    for (size_t i = flat_first_hole(flat, from); i < flat->hole_count && flat->holes[i] < to; i++) {
        const struct text_piece *piece = flat_piece_at(flat, flat->holes[i])->piece;
        if (!shape_is_one_word(piece->hole->shape)) {
            return true;
        }
    }
    return false;
}

static bool is_on_same_line(const struct flat_text *flat, uint32_t from, uint32_t to)
{
    slice between = slice_sub(flat->bytes, from, to);
    return slice_find_byte(between, '\n') == between.length;
}

bool text_substitute(struct arena *arena, struct text text, const struct substitution *substitution,
                     struct text *result)
{
    struct text_builder builder = {.arena = arena};
    if (!with_changed_holes(arena, text, substitution->find, &text)) {
        return false;
    }
    struct flat_text flat = text_flatten(arena, text);
    uint32_t kept = 0;
    uint32_t at = 0;
    bool found_before = false;
    for (;;) {
        slice rest = slice_sub(flat.bytes, at, flat.bytes.length);
        size_t distance = slice_find(rest, substitution->find);
        if (distance == rest.length || substitution->find.length == 0) {
            break;
        }
        uint32_t found = at + (uint32_t)distance;
        uint32_t end = found + (uint32_t)substitution->find.length;
        bool again = found_before && !substitution->all &&
                     (!substitution->by_line || is_on_same_line(&flat, kept, found));
        if (again && substitution->by_line && may_end_line(&flat, kept, found)) {
            return false; /* it may be the first of a line */
        }
        if (again && !substitution->by_line) {
            break;
        }
        at = end;
        if (again) {
            continue;
        }
        text_append(&builder, flat_cut(arena, &flat, kept, found));
        text_append(&builder, substitution->replacement);
        kept = end;
        found_before = true;
    }
    text_append(&builder, flat_cut(arena, &flat, kept, (uint32_t)flat.bytes.length));
    *result = text_finish(&builder);
    return true;
}
