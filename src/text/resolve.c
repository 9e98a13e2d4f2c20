/* Resolving choices: from one text that stands for several to those several.
 * In: a text with choices. Out: texts without, at most as many as asked for. */
#include "text/text.h"

const struct choice *text_first_choice(struct text text)
{
    for (size_t i = 0; i < text.count; i++) {
        if (text.pieces[i].kind == PIECE_CHOICE) {
            return text.pieces[i].choice;
        }
    }
    return NULL;
}

/* Two trails in time order: what came before being chosen, then what came after. */
static const struct trail *trail_concatenate(struct arena *arena, const struct trail *newer,
                                             const struct trail *older)
{
    if (!newer) {
        return older;
    }
    struct trail *step = ARENA_NEW(arena, struct trail);
    *step = *newer;
    step->older = trail_concatenate(arena, newer->older, older);
    return step;
}

static bool has_choice(struct text text, uint32_t id)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (piece->kind != PIECE_CHOICE || !(piece->choice->ids >> id % 64 & 1)) {
            continue;
        }
        if (piece->choice->id == id) {
            return true;
        }
        for (uint32_t k = 0; k < piece->choice->count; k++) {
            if (has_choice(piece->choice->alternatives[k], id)) {
                return true;
            }
        }
    }
    return false;
}

static void append_alternative(struct text_builder *builder, const struct text_piece *piece,
                               struct text alternative)
{
    for (size_t i = 0; i < alternative.count; i++) {
        struct text_piece chosen = alternative.pieces[i];
        chosen.trail = trail_concatenate(builder->arena, piece->trail, chosen.trail);
        text_append_piece(builder, chosen);
    }
}

/* Another choice, in whose alternatives the one at hand is made too. */
static struct text_piece choose_inside(struct arena *arena, struct text_piece piece, uint32_t id,
                                       uint32_t index)
{
    struct text *alternatives = ARENA_ARRAY(arena, struct text, piece.choice->count);
    for (uint32_t k = 0; k < piece.choice->count; k++) {
        alternatives[k] = text_choose(arena, piece.choice->alternatives[k], id, index);
    }
    piece.choice = choice_new(arena, piece.choice->id, alternatives, piece.choice->count);
    return piece;
}

struct text text_choose(struct arena *arena, struct text text, uint32_t id, uint32_t index)
{
    if (!has_choice(text, id)) {
        return text;
    }
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (piece->kind != PIECE_CHOICE) {
            text_append_piece(&builder, *piece);
        } else if (piece->choice->id == id && index < piece->choice->count) {
            append_alternative(&builder, piece,
                               text_choose(arena, piece->choice->alternatives[index], id, index));
        } else {
            text_append_piece(&builder, choose_inside(arena, *piece, id, index));
        }
    }
    return text_finish(&builder);
}

/* Collects the literals that `choice` stands for; false where one isn't literal. */
static bool choice_literals(struct arena *arena, const struct choice *choice, slice *literals)
{
    for (uint32_t i = 0; i < choice->count; i++) {
        if (!text_is_literal(arena, choice->alternatives[i], &literals[i])) {
            return false;
        }
    }
    return true;
}

/* A hole for a choice that there is no room to tell apart. */
static const struct hole *hole_of_choice(struct arena *arena, const struct text_piece *piece)
{
    const struct choice *choice = piece->choice;
    struct text text = {piece, 1};
    struct hole *hole = ARENA_NEW(arena, struct hole);
    const struct hole *inner = text_first_hole(text);
    hole->from = inner ? inner->from : SLICE("the branches above");
    hole->from_outside = inner && inner->from_outside;
    hole->span = inner ? inner->span : piece->span;
    slice *literals = ARENA_ARRAY(arena, slice, choice->count);
    if (choice_literals(arena, choice, literals)) {
        hole->shape = SHAPE_ONE_OF;
        hole->one_of = literals;
        hole->one_of_count = choice->count;
    } else {
        hole->shape = text_shape(arena, text);
    }
    return hole;
}

struct text text_without_choices(struct arena *arena, struct text text)
{
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        struct text_piece piece = text.pieces[i];
        if (piece.kind == PIECE_CHOICE) {
            piece.hole = hole_of_choice(arena, &piece);
            piece.span = piece.hole->span;
            piece.kind = PIECE_HOLE;
        }
        text_append_piece(&builder, piece);
    }
    return text_finish(&builder);
}

struct text_list text_resolve(struct arena *arena, struct text text, size_t limit)
{
    VECTOR(struct text) resolved = {0};
    VECTOR_PUSH(arena, &resolved, text);
    for (size_t i = 0; i < resolved.count;) {
        const struct choice *choice = text_first_choice(resolved.items[i]);
        if (!choice) {
            i++;
            continue;
        }
        if (resolved.count + choice->count - 1 > limit) {
            resolved.items[i] = text_without_choices(arena, resolved.items[i]);
            continue;
        }
        struct text open = resolved.items[i];
        for (uint32_t k = 1; k < choice->count; k++) {
            VECTOR_PUSH(arena, &resolved, open);
        }
        /* Shift what follows, so that the alternatives stand in the order of the branches. */
        size_t added = choice->count - 1;
        for (size_t k = resolved.count; k-- > i + 1 + added;) {
            resolved.items[k] = resolved.items[k - added];
        }
        for (uint32_t k = 0; k < choice->count; k++) {
            resolved.items[i + k] = text_choose(arena, open, choice->id, k);
        }
    }
    return (struct text_list){resolved.items, resolved.count};
}
