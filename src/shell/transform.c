/* Changes of texts that expansions, builtins and command models share.
 * In: a text, partly known. Out: what becomes of it. */
#include "base/buffer.h"
#include "shell/expand.h"

/* How many combinations of alternatives a function is applied to. */
enum { MAP_LEAVES_MAX = 16 };

/* ---- Holes ---- */

struct text evaluator_hole(struct shell_evaluator *evaluator, enum shape shape, slice from,
                           struct span span)
{
    struct hole *hole = ARENA_NEW(evaluator->arena, struct hole);
    hole->shape = shape;
    hole->from = from;
    hole->span = span;
    return text_of_hole(evaluator->arena, hole);
}

struct text evaluator_unknown(struct shell_evaluator *evaluator, slice from, struct span span)
{
    return text_of_hole(evaluator->arena, hole_unknown(evaluator->arena, from, span));
}

struct text evaluator_unknown_list(struct shell_evaluator *evaluator, slice from, struct span span)
{
    struct hole *hole = hole_unknown(evaluator->arena, from, span);
    hole->is_list = true;
    return text_of_hole(evaluator->arena, hole);
}

bool text_is_list(struct text text)
{
    for (size_t i = 0; i < text.count; i++) {
        if (text.pieces[i].kind == PIECE_HOLE && text.pieces[i].hole->is_list) {
            return true;
        }
    }
    return false;
}

struct text text_as_one_word(struct arena *arena, struct text text)
{
    if (!text_is_list(text)) {
        return text;
    }
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        struct text_piece piece = text.pieces[i];
        if (piece.kind == PIECE_HOLE && piece.hole->is_list) {
            struct hole *hole = ARENA_NEW(arena, struct hole);
            *hole = *piece.hole;
            hole->is_list = false;
            hole->each = NULL;
            piece.hole = hole;
        }
        text_append_piece(&builder, piece);
    }
    return text_finish(&builder);
}

struct text evaluator_derived(struct shell_evaluator *evaluator, struct text text, enum shape shape,
                              const char *by, struct span span)
{
    const struct hole *base = text_first_hole(text);
    struct hole *hole = ARENA_NEW(evaluator->arena, struct hole);
    hole->shape = shape;
    hole->from = base ? ARENA_CONCAT(evaluator->arena, base->from, SLICE(" | "), slice_from(by))
                      : slice_from(by);
    hole->from_outside = base && base->from_outside;
    hole->derived_from = base;
    hole->span = span;
    struct text derived = text_of_hole(evaluator->arena, hole);
    if (text.count > 0 && text.pieces[0].trail) {
        struct text_piece *piece = ARENA_NEW(evaluator->arena, struct text_piece);
        *piece = derived.pieces[0];
        piece->trail = text.pieces[0].trail;
        return (struct text){piece, 1};
    }
    return derived;
}

static struct text large_text(struct shell_evaluator *evaluator, struct text text, struct span span)
{
    const struct hole *inner = text_first_hole(text);
    struct hole *hole = ARENA_NEW(evaluator->arena, struct hole);
    hole->shape = SHAPE_TEXT;
    hole->from = inner ? inner->from : SLICE("a text put together in many steps");
    hole->from_outside = inner && inner->from_outside;
    hole->is_large = true;
    hole->span = span;
    return text_of_hole(evaluator->arena, hole);
}

struct text text_bounded(struct shell_evaluator *evaluator, struct text text, struct span span)
{
    for (size_t i = 0; i < text.count; i++) {
        if (text.pieces[i].kind == PIECE_HOLE && text.pieces[i].hole->is_large) {
            return text_of_hole(evaluator->arena, text.pieces[i].hole);
        }
    }
    if (text_first_choice(text) && text_is_heavier(text, STATE_CHOICES_WEIGHT_MAX)) {
        text = text_without_choices(evaluator->arena, text);
    }
    return text_is_heavier(text, STATE_WEIGHT_MAX) ? large_text(evaluator, text, span) : text;
}

bool text_is_uuid(struct text text)
{
    return text.count == 1 && text.pieces[0].kind == PIECE_HOLE &&
           text.pieces[0].hole->shape >= SHAPE_UUID_LOWER &&
           text.pieces[0].hole->shape <= SHAPE_UUID;
}

bool shape_is_one_word(enum shape shape)
{
    return shape >= SHAPE_UUID_LOWER && shape <= SHAPE_WORD && shape != SHAPE_BASE64;
}

/* ---- Emptiness ---- */

static enum emptiness piece_emptiness(const struct text_piece *piece)
{
    if (piece->kind == PIECE_LITERAL) {
        return piece->length > 0 ? NEVER_EMPTY : ALWAYS_EMPTY;
    }
    if (piece->kind == PIECE_HOLE) {
        enum shape shape = piece->hole->shape;
        bool never = piece->hole->not_empty || (shape >= SHAPE_UUID_LOWER && shape <= SHAPE_HEX);
        return never ? NEVER_EMPTY : MAYBE_EMPTY;
    }
    enum emptiness all = text_emptiness(piece->choice->alternatives[0]);
    for (uint32_t i = 1; i < piece->choice->count; i++) {
        if (text_emptiness(piece->choice->alternatives[i]) != all) {
            return MAYBE_EMPTY;
        }
    }
    return all;
}

enum emptiness text_emptiness(struct text text)
{
    enum emptiness emptiness = ALWAYS_EMPTY;
    for (size_t i = 0; i < text.count; i++) {
        enum emptiness piece = piece_emptiness(&text.pieces[i]);
        if (piece == NEVER_EMPTY) {
            return NEVER_EMPTY;
        }
        emptiness = piece == MAYBE_EMPTY ? MAYBE_EMPTY : emptiness;
    }
    return emptiness;
}

struct text text_cut(struct arena *arena, struct text text, size_t from, size_t to)
{
    struct text_builder builder = {.arena = arena};
    size_t at = 0;
    for (size_t i = 0; i < text.count; i++) {
        size_t length = text.pieces[i].length;
        size_t first = from > at ? from - at : 0;
        size_t end = to > at ? to - at : 0;
        end = end < length ? end : length;
        if (first < end) {
            text_append_piece(&builder, text_piece_cut(text.pieces[i], first, end));
        }
        at += length;
    }
    return text_finish(&builder);
}

struct text text_not_empty(struct shell_evaluator *evaluator, struct text text)
{
    if (text.count != 1 || text.pieces[0].kind != PIECE_HOLE || text.pieces[0].hole->not_empty) {
        return text;
    }
    /* The same hole each time, so that the same comparison is known again. */
    slice key = evaluator_pointer_key(evaluator, text.pieces[0].hole);
    struct hole *hole = map_get(evaluator->not_empty, key);
    if (!hole) {
        hole = ARENA_NEW(evaluator->arena, struct hole);
        *hole = *text.pieces[0].hole;
        hole->not_empty = true;
        map_put(evaluator->not_empty, key, hole);
    }
    struct text_piece piece = text.pieces[0];
    piece.hole = hole;
    struct text_builder builder = {.arena = evaluator->arena};
    text_append_piece(&builder, piece);
    return text_finish(&builder);
}

/* ---- Choices ---- */

struct mapping {
    struct shell_evaluator *evaluator;
    text_function *function;
    void *data;
    size_t leaves;
};

static struct text map_choices(struct mapping *mapping, struct text text)
{
    struct arena *arena = mapping->evaluator->arena;
    const struct choice *choice = text_first_choice(text);
    if (choice && mapping->leaves + choice->count > MAP_LEAVES_MAX) {
        text = text_without_choices(arena, text);
        choice = NULL;
    }
    if (!choice) {
        mapping->leaves++;
        return mapping->function(mapping->evaluator, mapping->data, text);
    }
    struct text *alternatives = ARENA_ARRAY(arena, struct text, choice->count);
    for (uint32_t i = 0; i < choice->count; i++) {
        alternatives[i] = map_choices(mapping, text_choose(arena, text, choice->id, i));
    }
    return text_choice(arena, choice->id, alternatives, choice->count);
}

struct text text_map_choices(struct shell_evaluator *evaluator, text_function *function, void *data,
                             struct text text)
{
    struct mapping mapping = {evaluator, function, data, 0};
    return map_choices(&mapping, text);
}

/* ---- Case ---- */

struct changing_case {
    bool lower;
    const char *by;
    struct span span;
};

static bool is_ascii(slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        if ((unsigned char)bytes.data[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static struct text change_case(struct shell_evaluator *evaluator, void *data, struct text text)
{
    const struct changing_case *change = data;
    struct text_builder builder = {.arena = evaluator->arena};
    for (size_t i = 0; i < text.count; i++) {
        struct text_piece piece = text.pieces[i];
        struct text one = {&piece, 1};
        if (piece.kind == PIECE_LITERAL && is_ascii(piece_bytes(&piece))) {
            piece_set_bytes(
                &piece, arena_copy_in_case(evaluator->arena, piece_bytes(&piece), change->lower));
            text_append_piece(&builder, piece);
        } else if (piece.kind == PIECE_LITERAL) {
            /* What becomes of letters past ASCII depends on the locale. */
            text_append(&builder,
                        evaluator_derived(evaluator, one, SHAPE_TEXT, change->by, change->span));
        } else {
            enum shape shape = piece.hole->shape;
            shape = shape == SHAPE_ONE_OF ? SHAPE_TEXT
                    : change->lower       ? shape_lower(shape)
                                          : shape_upper(shape);
            text_append(&builder,
                        evaluator_derived(evaluator, one, shape, change->by, change->span));
        }
    }
    return text_finish(&builder);
}

struct text text_change_case(struct shell_evaluator *evaluator, struct text text, bool lower,
                             const char *by, struct span span)
{
    struct changing_case change = {lower, by, span};
    return text_map_choices(evaluator, change_case, &change, text);
}

/* ---- Newlines at the end ---- */

static struct text cut_newlines(struct arena *arena, struct text text)
{
    size_t count = text.count;
    while (count > 0 && text.pieces[count - 1].kind == PIECE_LITERAL) {
        const struct text_piece *last = &text.pieces[count - 1];
        size_t length = last->length;
        while (length > 0 && last->data[length - 1] == '\n') {
            length--;
        }
        if (length == last->length) {
            break;
        }
        if (length > 0) {
            struct text_builder builder = {.arena = arena};
            text_append(&builder, (struct text){text.pieces, count - 1});
            text_append_piece(&builder, text_piece_cut(*last, 0, length));
            return text_finish(&builder);
        }
        count--;
    }
    return (struct text){text.pieces, count};
}

/* A choice that the text ends with: newlines at the end of its alternatives go too. */
static struct text cut_choice(struct arena *arena, struct text text)
{
    const struct text_piece *last = &text.pieces[text.count - 1];
    const struct choice *choice = last->choice;
    struct text *alternatives = ARENA_ARRAY(arena, struct text, choice->count);
    for (uint32_t i = 0; i < choice->count; i++) {
        alternatives[i] = text_without_final_newlines(arena, choice->alternatives[i]);
    }
    struct text_builder builder = {.arena = arena};
    text_append(&builder, (struct text){text.pieces, text.count - 1});
    struct text_piece piece = *last;
    piece.choice = text_choice(arena, choice->id, alternatives, choice->count).pieces[0].choice;
    text_append_piece(&builder, piece);
    return text_finish(&builder);
}

struct text text_without_final_newlines(struct arena *arena, struct text text)
{
    text = cut_newlines(arena, text);
    bool choice = text.count > 0 && text.pieces[text.count - 1].kind == PIECE_CHOICE;
    return choice ? cut_choice(arena, text) : text;
}
