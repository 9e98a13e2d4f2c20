/* Words to fields (bash(1) "EXPANSION"; POSIX.1-2017 XCU 2.6): quote removal, expansions,
 * splitting. In: the parts of a word. Out: texts in which every byte knows its place. */
#include "shell/brace.h"
#include "shell/field.h"
#include "shell/split.h"

static void expand_list(struct expanding *expanding, const struct word_part *parts, uint32_t start,
                        enum text_quoting quoting);

static void append_ansi_c(struct expanding *expanding, const struct word_part *part)
{
    const struct view *view = expanding->view;
    uint32_t end = part->end - 1;
    for (uint32_t at = part->start + 2; at < end;) {
        slice rest = slice_sub(view->bytes, at, end);
        uint32_t run = (uint32_t)slice_find_byte(rest, '\\');
        if (run > 0) {
            field_append_view(expanding, at, at + run, TEXT_ANSI_C_QUOTED);
            at += run;
            continue;
        }
        slice decoded;
        uint32_t length =
            (uint32_t)decode_backslash(expanding->evaluator->arena, rest, false, &decoded);
        text_append_literal(&expanding->field, decoded, view_span(view, at, at + length),
                            TEXT_ANSI_C_QUOTED);
        at += length;
    }
    expanding->open = true;
}

/* ---- Expansions ---- */

static slice first_line(slice bytes)
{
    return slice_sub(bytes, 0, slice_find_byte(bytes, '\n'));
}

static struct trail_step expanded_here(const struct expanding *expanding,
                                       const struct word_part *part)
{
    slice written = first_line(slice_sub(expanding->view->bytes, part->start, part->end));
    return (struct trail_step){expanding->evaluator->arena, TRAIL_EXPANDED, written,
                               view_span(expanding->view, part->start, part->end), NULL};
}

/* Appends what the expansion `part` gave. What isn't known is taken for one field. */
static void append_expanded(struct expanding *expanding, struct text text,
                            const struct word_part *part, enum text_quoting quoting)
{
    slice separators;
    bool splits =
        expanding->splits && !is_quoted(quoting) && field_separators(expanding, &separators);
    struct trail_step step = expanded_here(expanding, part);
    for (size_t i = 0; i < text.count; i++) {
        struct text_piece piece = text_piece_with_step(&step, text.pieces[i]);
        if (!splits || !field_append_split(expanding, &piece, separators)) {
            piece.quoting = piece.kind == PIECE_LITERAL ? piece.quoting : quoting;
            text_append_piece(&expanding->field, piece);
            expanding->open = true;
        }
    }
    expanding->open = expanding->open || is_quoted(quoting);
}

/* What "$*" puts between words: the first character of IFS (bash(1) "Special Parameters"); $@ a
 * blank where it is one word. */
static void append_joint(struct expanding *expanding, bool joined, const struct word_part *part,
                         enum text_quoting quoting)
{
    struct shell_evaluator *evaluator = expanding->evaluator;
    struct span span = view_span(expanding->view, part->start, part->end);
    slice separators = SLICE(" ");
    if (joined && !field_separators(expanding, &separators)) {
        text_append(&expanding->field, evaluator_hole(evaluator, SHAPE_TEXT, SLICE("IFS"), span));
        return;
    }
    text_append_literal(&expanding->field, slice_sub(separators, 0, 1), span, quoting);
}

static void append_list(struct expanding *expanding, const struct parameter_value *value,
                        const struct word_part *part, enum text_quoting quoting)
{
    for (uint32_t i = 0; i < value->count; i++) {
        if (i > 0 && (value->is_joined || !expanding->fields)) {
            append_joint(expanding, value->is_joined, part, quoting);
        } else if (i > 0) {
            field_close(expanding);
        }
        append_expanded(expanding, value->items[i], part, quoting);
    }
    expanding->open = expanding->open || (value->is_joined && is_quoted(quoting));
}

static void append_parameter(struct expanding *expanding, const struct word_part *part,
                             enum text_quoting quoting)
{
    struct parameter_value value =
        expand_parameter(expanding->evaluator, expanding->view, part, is_quoted(quoting));
    if (value.is_list) {
        append_list(expanding, &value, part, quoting);
    } else {
        append_expanded(expanding, value.text, part, quoting);
    }
}

/* What is left of an output without the newlines at its end. Where it ends with what may be
 * nothing, the newlines before that may be the end as well: then they belong to what isn't known.
 */
static struct text substituted(struct shell_evaluator *evaluator, struct text output)
{
    struct text whole = text_without_final_newlines(evaluator->arena, output);
    struct text before = whole;
    const struct hole *hole = NULL;
    while (before.count > 0 && piece_hole(&before.pieces[before.count - 1]) &&
           text_emptiness((struct text){before.pieces + before.count - 1, 1}) == MAYBE_EMPTY) {
        hole = piece_hole(&before.pieces[--before.count]);
    }
    struct text cut = text_without_final_newlines(evaluator->arena, before);
    if (!hole || (cut.pieces == before.pieces && cut.count == before.count)) {
        return whole;
    }
    return text_join(evaluator->arena, cut, evaluator_unknown(evaluator, hole->from, hole->span));
}

static void append_command(struct expanding *expanding, const struct word_part *part,
                           enum text_quoting quoting)
{
    struct text output = evaluate_captured(expanding->evaluator, part->script, true);
    append_expanded(expanding, substituted(expanding->evaluator, output), part, quoting);
}

/* <(…) is a file of which it is known what stands in it. */
static void append_process(struct expanding *expanding, const struct word_part *part)
{
    struct shell_evaluator *evaluator = expanding->evaluator;
    struct span span = view_span(expanding->view, part->start, part->end);
    struct text output = evaluate_captured(evaluator, part->script, false);
    slice name = arena_printf(evaluator->arena, "/dev/fd/%u", 63 + evaluator->next_process++);
    if (expanding->view->bytes.data[part->start] == '<') {
        state_set_text(evaluator->state, state_file_key(evaluator->arena, name), output);
    }
    text_append_literal(&expanding->field, name, span, TEXT_PLAIN);
    expanding->open = true;
}

static void append_arithmetic(struct expanding *expanding, const struct word_part *part,
                              enum text_quoting quoting)
{
    struct span span = view_span(expanding->view, part->start, part->end);
    slice written = slice_sub(expanding->view->bytes, part->start, part->end);
    struct shell_evaluator *evaluator = expanding->evaluator;
    struct text expression =
        expand_parts(evaluator, expanding->view, part->children, part->start, TEXT_DOUBLE_QUOTED);
    int64_t value;
    bool known = evaluate_arithmetic(evaluator, expression, written, span, &value);
    struct text number =
        known ? text_literal(evaluator->arena,
                             arena_printf(evaluator->arena, "%lld", (long long)value), span)
              : evaluator_hole(evaluator, SHAPE_INTEGER, first_line(written), span);
    append_expanded(expanding, number, part, quoting);
}

static void append_opaque(struct expanding *expanding, const struct word_part *part,
                          enum text_quoting quoting)
{
    struct text any = evaluator_unknown(expanding->evaluator, SLICE("something not understood"),
                                        view_span(expanding->view, part->start, part->end));
    struct text_piece piece = any.pieces[0];
    piece.quoting = quoting;
    text_append_piece(&expanding->field, piece);
    expanding->open = true;
}

static void expand_part(struct expanding *expanding, const struct word_part *part,
                        enum text_quoting quoting)
{
    switch (part->kind) {
    case PART_LITERAL:
        field_append_view(expanding, part->start, part->end, quoting);
        return;
    case PART_ESCAPE:
        if (view_hole(expanding->view, part->start + 1)) {
            field_append_view(expanding, part->start + 1, part->end, TEXT_DOUBLE_QUOTED);
            return;
        }
        text_append_literal(&expanding->field,
                            slice_sub(expanding->view->bytes, part->start + 1, part->end),
                            view_span(expanding->view, part->start, part->end), TEXT_ESCAPED);
        expanding->open = true;
        return;
    case PART_CONTINUATION:
        return;
    case PART_SINGLE_QUOTED:
        field_append_view(expanding, part->start + 1,
                          part->end > part->start + 1 ? part->end - 1 : part->end,
                          TEXT_SINGLE_QUOTED);
        return;
    case PART_DOUBLE_QUOTED:
        expand_list(expanding, part->children, 0, TEXT_DOUBLE_QUOTED);
        expanding->open = expanding->open || !part->children;
        return;
    case PART_ANSI_C_QUOTED:
        append_ansi_c(expanding, part);
        return;
    case PART_PARAMETER:
        append_parameter(expanding, part, quoting);
        return;
    case PART_COMMAND:
        append_command(expanding, part, quoting);
        return;
    case PART_ARITHMETIC:
        append_arithmetic(expanding, part, quoting);
        return;
    case PART_PROCESS:
        append_process(expanding, part);
        return;
    case PART_WORD:
        expand_list(expanding, part->children, 0, quoting);
        if (!part->children) {
            field_append_view(expanding, part->start, part->end, quoting);
        }
        return;
    case PART_ARRAY:
    case PART_OPAQUE:
        append_opaque(expanding, part, quoting);
        return;
    }
}

static void expand_list(struct expanding *expanding, const struct word_part *parts, uint32_t start,
                        enum text_quoting quoting)
{
    for (const struct word_part *part = parts; part; part = part->next) {
        if (part->end <= start) {
            continue;
        }
        if (part->start < start && part->kind == PART_LITERAL) {
            field_append_view(expanding, start, part->end, quoting);
        } else {
            expand_part(expanding, part, quoting);
        }
    }
}

/* ---- Entries ---- */

static struct expanding expanding_new(struct shell_evaluator *evaluator, const struct view *view,
                                      struct text_piece *room)
{
    struct expanding expanding = {.evaluator = evaluator, .view = view, .room = room};
    field_begin(&expanding);
    return expanding;
}

/* `~` and `~/…` at the front, unquoted (POSIX.1-2017 XCU 2.6.1). Returns what it took. */
static uint32_t expand_tilde(struct expanding *expanding, struct shell_word word)
{
    slice bytes = slice_sub(expanding->view->bytes, word.start, word.end);
    bool alone = bytes.length == 1 || (bytes.length > 1 && bytes.data[1] == '/');
    if (bytes.length == 0 || bytes.data[0] != '~' || !alone) {
        return 0;
    }
    struct span span = view_span(expanding->view, word.start, word.start + 1);
    text_append(&expanding->field,
                evaluator_unknown(expanding->evaluator, SLICE("the home directory"), span));
    expanding->open = true;
    return 1;
}

static void expand_whole(struct expanding *expanding, struct shell_word word)
{
    word.start += expand_tilde(expanding, word);
    if (word.parts) {
        expand_list(expanding, word.parts, word.start, TEXT_PLAIN);
    } else {
        field_append_view(expanding, word.start, word.end, TEXT_PLAIN);
    }
}

/* Each of the words that braces make. */
static void expand_braces(struct expanding *expanding, struct shell_word word,
                          const struct brace_rows *rows)
{
    struct arena *arena = expanding->evaluator->arena;
    if (rows->count > BRACE_ROWS_MAX) {
        text_append(&expanding->field,
                    evaluator_unknown_list(expanding->evaluator, SLICE("a brace expansion"),
                                           expanding->span));
        expanding->open = true;
        return;
    }
    for (size_t i = 0; i < rows->count; i++) {
        const struct brace_row *row = &rows->items[i];
        for (size_t k = 0; k < row->count; k++) {
            const struct brace_piece *piece = &row->items[k];
            if (piece->literal.length > 0) {
                text_append_literal(&expanding->field, piece->literal, expanding->span, TEXT_PLAIN);
                expanding->open = true;
            } else if (word.parts) {
                expand_list(expanding, parts_between(arena, word.parts, piece->start, piece->end),
                            piece->start, TEXT_PLAIN);
            } else {
                field_append_view(expanding, piece->start, piece->end, TEXT_PLAIN);
            }
        }
        field_close(expanding);
    }
}

/* Nothing in the word stands for anything but itself, as in most. */
static bool is_verbatim(const struct view *view, struct shell_word word)
{
    static const bool expands[256] = {['*'] = true,
                                      ['?'] = true,
                                      ['{'] = true,
                                      ['~'] = true,
                                      [(unsigned char) VIEW_HOLE_BYTE] = true};
    bool verbatim = !word.parts && view->segment_count == 1;
    for (uint32_t at = word.start; verbatim && at < word.end; at++) {
        verbatim = !expands[(unsigned char)view->bytes.data[at]];
    }
    return verbatim;
}

void expand_word(struct shell_evaluator *evaluator, const struct view *view, struct shell_word word,
                 struct arguments *fields)
{
    if (is_verbatim(view, word)) {
        slice bytes = slice_sub(view->bytes, word.start, word.end);
        struct text text =
            text_literal(evaluator->arena, bytes, view_written(view, word.start, word.end));
        struct shell_argument argument = {text, view_span(view, word.start, word.end)};
        VECTOR_PUSH(evaluator->arena, fields, argument);
        return;
    }
    struct text_piece room[FIELD_ROOM];
    struct expanding expanding = expanding_new(evaluator, view, room);
    expanding.splits = true;
    expanding.fields = fields;
    expanding.span = view_span(view, word.start, word.end);
    struct brace_rows rows = {0};
    if (brace_expand(evaluator->arena, view, word, &rows)) {
        expand_braces(&expanding, word, &rows);
    } else {
        expand_whole(&expanding, word);
    }
    field_close(&expanding);
}

struct text expand_unsplit(struct shell_evaluator *evaluator, const struct view *view,
                           struct shell_word word)
{
    struct text_piece room[FIELD_ROOM];
    struct expanding expanding = expanding_new(evaluator, view, room);
    expand_whole(&expanding, word);
    return text_as_one_word(evaluator->arena, field_finish(&expanding));
}

struct text expand_parts(struct shell_evaluator *evaluator, const struct view *view,
                         const struct word_part *parts, uint32_t start, enum text_quoting quoting)
{
    struct text_piece room[FIELD_ROOM];
    struct expanding expanding = expanding_new(evaluator, view, room);
    expand_list(&expanding, parts, start, quoting);
    return field_finish(&expanding);
}
