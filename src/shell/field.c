/* Fields (POSIX.1-2017 XCU 2.6.5, 2.6.6). In: bytes and pieces, in the order in which a word gives
 * them. Out: the fields, of which some may be lists that aren't known. */
#include "shell/field.h"

/* Which files a pattern matches isn't known. A [ alone is left as it is, for tr [:upper:] [:lower:]
 * is in many scripts, and no file name is a URL or holds a double quote. */
static bool has_glob(slice bytes)
{
    return slice_find_byte(bytes, '*') < bytes.length || slice_find_byte(bytes, '?') < bytes.length;
}

static bool is_no_file_name(struct text text)
{
    slice prefix = text_prefix(text);
    bool is_none = slice_find(prefix, SLICE("://")) < prefix.length;
    for (size_t i = 0; i < text.count; i++) {
        slice bytes =
            text.pieces[i].kind == PIECE_LITERAL ? piece_bytes(&text.pieces[i]) : SLICE("");
        is_none = is_none || slice_find_byte(bytes, '"') < bytes.length;
    }
    return is_none;
}

/* What is put in outside quotes may hold blanks and so be any number of words. */
static struct text pasted_list(struct shell_evaluator *evaluator, struct text field)
{
    struct text_builder builder = {.arena = evaluator->arena};
    for (size_t i = 0; i < field.count; i++) {
        struct text_piece piece = field.pieces[i];
        if (piece.kind == PIECE_HOLE && piece.hole->is_pasted) {
            struct hole *hole = ARENA_NEW(evaluator->arena, struct hole);
            *hole = *piece.hole;
            hole->is_list = true;
            piece.hole = hole;
        }
        text_append_piece(&builder, piece);
    }
    return text_finish(&builder);
}

/* A word with a list inside is several words, and where they begin and end isn't known: all that is
 * left of it is the option that it begins with. */
static struct text only_list(const struct expanding *expanding, struct text field)
{
    struct arena *arena = expanding->evaluator->arena;
    slice prefix = text_prefix(field);
    size_t equals = slice_find_byte(prefix, '=');
    struct text_builder builder = {.arena = arena};
    if (prefix.length > 0 && prefix.data[0] == '-' && equals < prefix.length) {
        text_append_piece(&builder, text_piece_cut(field.pieces[0], 0, equals + 1));
    }
    text_append_hole(&builder, expanding->list, expanding->span);
    return text_finish(&builder);
}

void field_begin(struct expanding *expanding)
{
    expanding->field = (struct text_builder){
        .arena = expanding->evaluator->arena,
        .pieces = {.items = expanding->room, .capacity = FIELD_ROOM},
    };
}

struct text field_finish(const struct expanding *expanding)
{
    struct text field = text_finish(&expanding->field);
    return field.pieces == expanding->room ? text_copy(expanding->evaluator->arena, field) : field;
}

void field_close(struct expanding *expanding)
{
    if (expanding->open && expanding->fields) {
        struct text field = field_finish(expanding);
        if (expanding->list) {
            field = only_list(expanding, field);
        } else if (expanding->globs && !is_no_file_name(field)) {
            field = evaluator_unknown_list(
                expanding->evaluator, SLICE("the files that match a pattern"), expanding->span);
        } else if (expanding->pasted) {
            field = pasted_list(expanding->evaluator, field);
        }
        struct shell_argument argument = {field, expanding->span};
        VECTOR_PUSH(expanding->evaluator->arena, expanding->fields, argument);
        field_begin(expanding);
        expanding->open = false;
        expanding->globs = false;
        expanding->pasted = false;
        expanding->list = NULL;
    }
}

void text_append_view(struct text_builder *builder, const struct view *view, uint32_t start,
                      uint32_t end, enum text_quoting quoting)
{
    while (start < end) {
        uint32_t length = view_contiguous(view, start, end);
        struct span span = view_written(view, start, start + length);
        const struct hole *hole = view_hole(view, start);
        if (hole) {
            text_append_hole(builder, hole, span);
        } else {
            slice bytes = slice_sub(view->bytes, start, start + length);
            text_append_literal(builder, bytes, span, quoting);
        }
        start += length;
    }
}

void field_append_view(struct expanding *expanding, uint32_t start, uint32_t end,
                       enum text_quoting quoting)
{
    text_append_view(&expanding->field, expanding->view, start, end, quoting);
    expanding->open = true;
    expanding->pasted =
        expanding->pasted || (!is_quoted(quoting) && !view_is_known(expanding->view, start, end));
    expanding->globs =
        expanding->globs ||
        (!is_quoted(quoting) && has_glob(slice_sub(expanding->view->bytes, start, end)));
}

/* ---- Splitting ---- */

static bool is_blank_separator(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

bool field_separators(const struct expanding *expanding, slice *separators)
{
    struct shell_evaluator *evaluator = expanding->evaluator;
    const struct variable *variable = state_get(evaluator->state, SLICE("IFS"));
    *separators = SLICE(" \t\n");
    if (!variable || variable->kind == VARIABLE_UNSET) {
        return true;
    }
    return text_is_literal(evaluator->arena, variable->value, separators);
}

/* Splits literal bytes. Blanks between fields count as one, any other separator for itself
 * (POSIX.1-2017 XCU 2.6.5). */
static void append_split_literal(struct expanding *expanding, const struct text_piece *piece,
                                 slice separators)
{
    size_t at = 0;
    while (at < piece->length) {
        size_t end = at;
        while (end < piece->length &&
               slice_find_byte(separators, piece->data[end]) == separators.length) {
            end++;
        }
        if (end > at) {
            struct text_piece part = text_piece_cut(*piece, at, end);
            text_append_piece(&expanding->field, part);
            expanding->open = true;
            expanding->globs = expanding->globs || has_glob(piece_bytes(&part));
        }
        if (end < piece->length) {
            bool blank = is_blank_separator(piece->data[end]);
            expanding->open = expanding->open || !blank;
            field_close(expanding);
            end++;
        }
        at = end;
    }
}

/* Whether one of the alternatives is more than one field, or none. */
static bool choice_splits(const struct choice *choice, slice separators)
{
    for (uint32_t i = 0; i < choice->count; i++) {
        const struct text *text = &choice->alternatives[i];
        for (size_t k = 0; k < text->count; k++) {
            const struct text_piece *piece = &text->pieces[k];
            for (size_t b = 0; piece->kind == PIECE_LITERAL && b < piece->length; b++) {
                if (slice_find_byte(separators, piece->data[b]) < separators.length) {
                    return true;
                }
            }
            if (piece->kind == PIECE_CHOICE && choice_splits(piece->choice, separators)) {
                return true;
            }
        }
    }
    return false;
}

/* How many fields it gives depends on the branch. */
static void append_split_choice(struct expanding *expanding, const struct text_piece *piece)
{
    struct shell_evaluator *evaluator = expanding->evaluator;
    struct text one = {piece, 1};
    struct text list = evaluator_derived(evaluator, one, SHAPE_TEXT, "words", piece->span);
    struct text_piece word = list.pieces[0];
    struct hole *hole = ARENA_NEW(evaluator->arena, struct hole);
    *hole = *word.hole;
    hole->is_list = true;
    word.hole = hole;
    text_append_piece(&expanding->field, word);
    expanding->open = true;
    expanding->list = hole;
}

bool field_append_split(struct expanding *expanding, const struct text_piece *piece,
                        slice separators)
{
    if (piece->kind == PIECE_LITERAL) {
        append_split_literal(expanding, piece, separators);
        return true;
    }
    if (piece->kind == PIECE_CHOICE && choice_splits(piece->choice, separators)) {
        append_split_choice(expanding, piece);
        return true;
    }
    return false;
}
