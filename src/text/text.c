/* Texts: building them, asking what they are, resolving their choices.
 * In: literal bytes, holes, texts of branches. Out: immutable rows of pieces. */
#include "text/text.h"

#include "base/ascii.h"

void text_append_piece(struct text_builder *builder, struct text_piece piece)
{
    VECTOR_PUSH(builder->arena, &builder->pieces, piece);
}

void text_append_literal(struct text_builder *builder, slice bytes, struct span span,
                         enum text_quoting quoting)
{
    if (bytes.length == 0) {
        return;
    }
    struct text_piece piece = piece_literal(bytes, span);
    piece.quoting = quoting;
    text_append_piece(builder, piece);
}

void text_append_hole(struct text_builder *builder, const struct hole *hole, struct span span)
{
    text_append_piece(builder, (struct text_piece){.kind = PIECE_HOLE, .hole = hole, .span = span});
}

void text_reserve(struct text_builder *builder, size_t count)
{
    size_t size = sizeof *builder->pieces.items;
    size_t wanted = builder->pieces.count + count;
    if (wanted > builder->pieces.capacity) {
        builder->pieces.items = arena_grow(builder->arena, builder->pieces.items,
                                           builder->pieces.count * size, wanted * size);
        builder->pieces.capacity = wanted;
    }
}

void text_append(struct text_builder *builder, struct text text)
{
    if (builder->pieces.capacity == 0) {
        text_reserve(builder, text.count);
    }
    for (size_t i = 0; i < text.count; i++) {
        text_append_piece(builder, text.pieces[i]);
    }
}

struct text text_finish(const struct text_builder *builder)
{
    return (struct text){builder->pieces.items, builder->pieces.count};
}

struct text text_copy(struct arena *arena, struct text text)
{
    if (text.count == 0) {
        return (struct text){0};
    }
    struct text_piece *pieces = ARENA_ARRAY(arena, struct text_piece, text.count);
    memcpy(pieces, text.pieces, text.count * sizeof *pieces);
    return (struct text){pieces, text.count};
}

struct text text_join(struct arena *arena, struct text first, struct text second)
{
    if (first.count == 0 || second.count == 0) {
        return first.count == 0 ? second : first;
    }
    struct text_builder builder = {.arena = arena};
    text_reserve(&builder, first.count + second.count);
    text_append(&builder, first);
    text_append(&builder, second);
    return text_finish(&builder);
}

static struct text text_of_piece(struct arena *arena, struct text_piece piece)
{
    struct text_piece *kept = ARENA_NEW(arena, struct text_piece);
    *kept = piece;
    return (struct text){kept, 1};
}

struct text text_literal(struct arena *arena, slice bytes, struct span span)
{
    return bytes.length > 0 ? text_of_piece(arena, piece_literal(bytes, span)) : (struct text){0};
}

struct text text_of_hole(struct arena *arena, const struct hole *hole)
{
    return text_of_piece(arena,
                         (struct text_piece){.kind = PIECE_HOLE, .hole = hole, .span = hole->span});
}

struct hole *hole_unknown(struct arena *arena, slice from, struct span span)
{
    struct hole *hole = ARENA_NEW(arena, struct hole);
    hole->shape = SHAPE_UNKNOWN;
    hole->from = from;
    hole->from_outside = true;
    hole->span = span;
    return hole;
}

/* How many pieces it has, counted through its choices: never more than UINT32_MAX. */
static uint64_t weight_of(struct text text)
{
    uint64_t weight = text.count;
    for (size_t i = 0; i < text.count; i++) {
        weight += text.pieces[i].kind == PIECE_CHOICE ? text.pieces[i].choice->weight : 0;
    }
    return weight < UINT32_MAX ? weight : UINT32_MAX;
}

static uint64_t ids_of(struct text text)
{
    uint64_t ids = 0;
    for (size_t i = 0; i < text.count; i++) {
        ids |= text.pieces[i].kind == PIECE_CHOICE ? text.pieces[i].choice->ids : 0;
    }
    return ids;
}

const struct choice *choice_new(struct arena *arena, uint32_t id, const struct text *alternatives,
                                uint32_t count)
{
    uint64_t weight = 0;
    uint64_t ids = UINT64_C(1) << id % 64;
    for (uint32_t i = 0; i < count; i++) {
        weight += weight_of(alternatives[i]);
        ids |= ids_of(alternatives[i]);
    }
    struct choice *choice = ARENA_NEW(arena, struct choice);
    *choice = (struct choice){id, count, alternatives,
                              weight < UINT32_MAX ? (uint32_t)weight : UINT32_MAX, ids};
    return choice;
}

struct text text_choice(struct arena *arena, uint32_t id, const struct text *alternatives,
                        uint32_t count)
{
    const struct choice *choice = choice_new(arena, id, alternatives, count);
    return text_of_piece(arena, (struct text_piece){.kind = PIECE_CHOICE, .choice = choice});
}

struct text_piece text_piece_cut(struct text_piece piece, size_t from, size_t to)
{
    bool verbatim = piece.span.end - piece.span.start == piece.length;
    piece_set_bytes(&piece, slice_sub(piece_bytes(&piece), from, to));
    if (verbatim) {
        piece.span.end = piece.span.start + (uint32_t)to;
        piece.span.start += (uint32_t)from;
    }
    return piece;
}

struct text text_drop_prefix(struct arena *arena, struct text text, size_t length)
{
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        size_t size = text.pieces[i].kind == PIECE_LITERAL ? text.pieces[i].length : 0;
        if (length == 0) {
            text_append_piece(&builder, text.pieces[i]);
        } else if (size > length) {
            text_append_piece(&builder, text_piece_cut(text.pieces[i], length, size));
        }
        length -= size < length ? size : length;
    }
    return text_finish(&builder);
}

struct text_piece text_piece_with_step(struct trail_step *step, struct text_piece piece)
{
    if (!step->latest || step->latest->older != piece.trail) {
        struct trail *trail = ARENA_NEW(step->arena, struct trail);
        *trail = (struct trail){
            .older = piece.trail,
            .span = step->span,
            .name = step->name.data,
            .name_length = (uint32_t)step->name.length,
            .kind = step->kind,
        };
        step->latest = trail;
    }
    piece.trail = step->latest;
    return piece;
}

struct text text_with_step(struct arena *arena, struct text text, enum trail_kind kind, slice name,
                           struct span span)
{
    struct text_piece *pieces = ARENA_ARRAY(arena, struct text_piece, text.count);
    struct trail_step step = {arena, kind, name, span, NULL};
    for (size_t i = 0; i < text.count; i++) {
        pieces[i] = text_piece_with_step(&step, text.pieces[i]);
    }
    return (struct text){pieces, text.count};
}

slice text_whole_prefix(struct arena *arena, struct text text)
{
    slice prefix = SLICE("");
    size_t count = 0;
    while (count < text.count && text.pieces[count].kind == PIECE_LITERAL) {
        count++;
    }
    text_is_literal(arena, (struct text){text.pieces, count}, &prefix);
    return prefix;
}

bool text_is_empty(struct text text)
{
    return text.count == 0;
}

bool text_is_literal_in_pieces(struct arena *arena, struct text text, slice *bytes)
{
    for (size_t i = 0; i < text.count; i++) {
        if (text.pieces[i].kind != PIECE_LITERAL) {
            return false;
        }
    }
    if (text.count <= 1) {
        *bytes = text.count ? piece_bytes(&text.pieces[0]) : SLICE("");
        return true;
    }
    size_t length = 0;
    for (size_t i = 0; i < text.count; i++) {
        length += text.pieces[i].length;
    }
    char *joined = arena_alloc(arena, length);
    *bytes = (slice){joined, length};
    for (size_t i = 0; i < text.count; i++) {
        slice piece = piece_bytes(&text.pieces[i]);
        if (piece.length > 0) {
            memcpy(joined, piece.data, piece.length);
            joined += piece.length;
        }
    }
    return true;
}

slice text_prefix(struct text text)
{
    bool literal = text.count > 0 && text.pieces[0].kind == PIECE_LITERAL;
    return literal ? piece_bytes(&text.pieces[0]) : SLICE("");
}

slice text_visible_prefix(struct text text)
{
    slice prefix = SLICE("");
    for (size_t i = 0; i < text.count && prefix.length == 0; i++) {
        if (text.pieces[i].kind != PIECE_LITERAL) {
            break;
        }
        prefix = slice_trim(piece_bytes(&text.pieces[i]));
    }
    return prefix;
}

/* What tells one hole, or one choice, from another. */
struct comparison {
    bool (*hole)(const struct hole *a, const struct hole *b);
    bool same_run; /* both are of one analysis: ids of choices count */
};

static bool compare(const struct comparison *comparison, struct text a, struct text b);

static bool choice_equal(const struct comparison *comparison, const struct choice *a,
                         const struct choice *b)
{
    if (a == b) {
        return true;
    }
    if ((comparison->same_run && a->id != b->id) || a->count != b->count) {
        return false;
    }
    for (uint32_t i = 0; i < a->count; i++) {
        if (!compare(comparison, a->alternatives[i], b->alternatives[i])) {
            return false;
        }
    }
    return true;
}

static bool piece_equal(const struct comparison *comparison, const struct text_piece *a,
                        const struct text_piece *b)
{
    return a->kind == b->kind &&
           (a->kind == PIECE_CHOICE ? choice_equal(comparison, a->choice, b->choice)
                                    : comparison->hole(a->hole, b->hole));
}

/* Compares without regard to where one literal piece ends and the next begins. */
static bool compare(const struct comparison *comparison, struct text a, struct text b)
{
    if (a.pieces == b.pieces && a.count == b.count) {
        return true;
    }
    size_t i = 0;
    size_t j = 0;
    slice rest_a = {NULL, 0};
    slice rest_b = {NULL, 0};
    for (;;) {
        if (rest_a.length == 0 && i < a.count && a.pieces[i].kind == PIECE_LITERAL) {
            rest_a = piece_bytes(&a.pieces[i++]);
            continue;
        }
        if (rest_b.length == 0 && j < b.count && b.pieces[j].kind == PIECE_LITERAL) {
            rest_b = piece_bytes(&b.pieces[j++]);
            continue;
        }
        if (rest_a.length > 0 && rest_b.length > 0) {
            size_t common = rest_a.length < rest_b.length ? rest_a.length : rest_b.length;
            if (memcmp(rest_a.data, rest_b.data, common) != 0) {
                return false;
            }
            rest_a = slice_sub(rest_a, common, rest_a.length);
            rest_b = slice_sub(rest_b, common, rest_b.length);
            continue;
        }
        if (rest_a.length > 0 || rest_b.length > 0) {
            return false;
        }
        if (i == a.count || j == b.count) {
            return i == a.count && j == b.count;
        }
        if (!piece_equal(comparison, &a.pieces[i++], &b.pieces[j++])) {
            return false;
        }
    }
}

static bool hole_is_same(const struct hole *a, const struct hole *b)
{
    return a == b;
}

bool text_equal(struct text a, struct text b)
{
    const struct comparison comparison = {hole_is_same, true};
    return compare(&comparison, a, b);
}

static bool hole_is_alike(const struct hole *a, const struct hole *b)
{
    if (a->shape == SHAPE_UUID && b->shape == SHAPE_UUID_LOWER) {
        return a->form == b->form;
    }
    /* In lower case already, it stays the same through tr. */
    bool piped = a->shape == SHAPE_UUID_LOWER && slice_starts_with(b->from, a->from) &&
                 slice_is(slice_sub(b->from, a->from.length, b->from.length), " | tr");
    return a->shape == b->shape && a->form == b->form && (piped || slice_equal(a->from, b->from));
}

bool text_alike(struct text before, struct text now)
{
    const struct comparison comparison = {hole_is_alike, false};
    return compare(&comparison, before, now);
}

static bool is_decimal(slice bytes)
{
    size_t at = bytes.length > 0 && bytes.data[0] == '-';
    if (at == bytes.length || (bytes.data[at] == '0' && bytes.length > at + 1)) {
        return false;
    }
    for (; at < bytes.length; at++) {
        if (!ascii_is_digit(bytes.data[at])) {
            return false;
        }
    }
    return true;
}

static bool is_word(slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        if (c <= ' ' || c == '"' || c == '\\' || c >= 0x7F) {
            return false;
        }
    }
    return true;
}

/* The shape of literal bytes when all that is kept of them is a shape. */
static enum shape literal_shape(slice bytes)
{
    return is_decimal(bytes) ? SHAPE_INTEGER : is_word(bytes) ? SHAPE_WORD : SHAPE_TEXT;
}

static enum shape piece_shape(struct arena *arena, const struct text_piece *piece)
{
    if (piece->kind == PIECE_LITERAL) {
        return literal_shape(piece_bytes(piece));
    }
    if (piece->kind == PIECE_HOLE) {
        return piece->hole->shape;
    }
    enum shape shape = SHAPE_LITERAL;
    for (uint32_t i = 0; i < piece->choice->count; i++) {
        slice bytes;
        struct text alternative = piece->choice->alternatives[i];
        enum shape next = text_is_literal(arena, alternative, &bytes)
                              ? literal_shape(bytes)
                              : text_shape(arena, alternative);
        shape = i == 0 ? next : shape_join(shape, next);
        if (shape == SHAPE_UNKNOWN) {
            break; /* no shape is wider */
        }
    }
    return shape;
}

enum shape text_shape(struct arena *arena, struct text text)
{
    slice bytes;
    if (text_is_literal(arena, text, &bytes)) {
        return SHAPE_LITERAL;
    }
    if (text.count == 1) {
        return piece_shape(arena, &text.pieces[0]);
    }
    enum shape shape = SHAPE_WORD;
    for (size_t i = 0; i < text.count && shape != SHAPE_UNKNOWN; i++) {
        shape = shape_join(shape, piece_shape(arena, &text.pieces[i]));
    }
    return shape;
}

const struct hole *text_first_hole(struct text text)
{
    const struct hole *found = NULL;
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        const struct hole *hole = piece->kind == PIECE_HOLE ? piece->hole : NULL;
        for (uint32_t k = 0; piece->kind == PIECE_CHOICE && !hole && k < piece->choice->count;
             k++) {
            hole = text_first_hole(piece->choice->alternatives[k]);
        }
        if (hole && hole->from_outside) {
            return hole;
        }
        found = found ? found : hole;
    }
    return found;
}

bool text_is_heavier(struct text text, size_t limit)
{
    return weight_of(text) > limit;
}
