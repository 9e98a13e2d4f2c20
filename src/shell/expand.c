/* Words to fields (bash(1) "EXPANSION"; POSIX.1-2017 XCU 2.6): quote removal, expansions,
 * splitting. In: the parts of a word. Out: texts in which every byte knows its place. */
#include "shell/expand.h"

#include "shell/brace.h"
#include "shell/split.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

/* Pieces of most fields: they are put together outside the arena, where what grows would leave its
 * first pieces behind. */
enum { FIELD_ROOM = 8 };

/* Fields under construction. */
struct expanding {
    struct shell_evaluator *evaluator;
    const struct view *view;
    struct text_piece *room; /* FIELD_ROOM of them, the caller's */
    bool splits;
    struct text_builder field; /* in the room, or where that is too small in the arena */
    bool open;                 /* there is a field, even if nothing stands in it: "" */
    bool globs;                /* a pattern for file names stands in it, unquoted */
    bool pasted;               /* so does what the host puts in before the shell reads it */
    struct span span;
    struct arguments *fields; /* NULL where nothing is split */
    const struct hole *list;  /* in the field: a list whose words aren't known, or NULL */
};

static void expand_list(struct expanding *expanding, const struct word_part *parts, uint32_t start,
                        enum text_quoting quoting);

static bool is_quoted(enum text_quoting quoting)
{
    return quoting != TEXT_PLAIN;
}

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

static void begin_field(struct expanding *expanding)
{
    expanding->field = (struct text_builder){
        .arena = expanding->evaluator->arena,
        .pieces = {.items = expanding->room, .capacity = FIELD_ROOM},
    };
}

/* The field, in the arena. */
static struct text finish_field(const struct expanding *expanding)
{
    struct text field = text_finish(&expanding->field);
    return field.pieces == expanding->room ? text_copy(expanding->evaluator->arena, field) : field;
}

static void close_field(struct expanding *expanding)
{
    if (expanding->open && expanding->fields) {
        struct text field = finish_field(expanding);
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
        begin_field(expanding);
        expanding->open = false;
        expanding->globs = false;
        expanding->pasted = false;
        expanding->list = NULL;
    }
}

/* ---- Literal bytes ---- */

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

static void append_bytes(struct expanding *expanding, uint32_t start, uint32_t end,
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

/* ---- $'…' ---- */

/* Reads at most `most` digits of `base` at `*at`. */
static uint32_t read_digits(slice bytes, size_t *at, int base, size_t most)
{
    uint32_t value = 0;
    for (size_t i = 0; i < most && *at < bytes.length; i++) {
        int digit = ascii_hex_value(bytes.data[*at]);
        if (digit < 0 || digit >= base) {
            break;
        }
        value = value * (uint32_t)base + (uint32_t)digit;
        (*at)++;
    }
    return value;
}

size_t decode_backslash(struct arena *arena, slice bytes, bool leading_zero, slice *decoded)
{
    static const char letters[] = "abeEfnrtv\\'\"?";
    static const char meanings[] = "\a\b\033\033\f\n\r\t\v\\'\"?";
    struct buffer buffer = {.arena = arena};
    char c = bytes.length > 1 ? bytes.data[1] : '\0';
    const char *letter = c ? strchr(letters, c) : NULL;
    size_t at = 2;
    if (letter) {
        buffer_append_byte(&buffer, meanings[letter - letters]);
    } else if (c >= '0' && c <= '7') {
        at = leading_zero && c == '0' ? 2 : 1;
        buffer_append_byte(&buffer, (char)read_digits(bytes, &at, 8, 3));
    } else if (c == 'x' && bytes.length > 2 && ascii_hex_value(bytes.data[2]) >= 0) {
        buffer_append_byte(&buffer, (char)read_digits(bytes, &at, 16, 2));
    } else if ((c == 'u' || c == 'U') && bytes.length > 2 && ascii_hex_value(bytes.data[2]) >= 0) {
        buffer_append_utf8(&buffer, read_digits(bytes, &at, 16, c == 'u' ? 4 : 8));
    } else if (c == 'c' && bytes.length > 2) {
        buffer_append_byte(&buffer, (char)(bytes.data[2] & 0x1F));
        at = 3;
    } else {
        at = bytes.length < 2 ? bytes.length : 2;
        buffer_append(&buffer, slice_sub(bytes, 0, at));
    }
    *decoded = buffer_slice(&buffer);
    return at;
}

static void append_ansi_c(struct expanding *expanding, const struct word_part *part)
{
    const struct view *view = expanding->view;
    uint32_t end = part->end - 1;
    for (uint32_t at = part->start + 2; at < end;) {
        slice rest = slice_sub(view->bytes, at, end);
        uint32_t run = (uint32_t)slice_find_byte(rest, '\\');
        if (run > 0) {
            append_bytes(expanding, at, at + run, TEXT_ANSI_C_QUOTED);
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

/* ---- Splitting ---- */

static bool is_blank_separator(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* The bytes that split fields: those of IFS. False where they aren't known. */
static bool separators_of(const struct expanding *expanding, slice *separators)
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
            close_field(expanding);
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
    bool splits = expanding->splits && !is_quoted(quoting) && separators_of(expanding, &separators);
    struct trail_step step = expanded_here(expanding, part);
    for (size_t i = 0; i < text.count; i++) {
        struct text_piece piece = text_piece_with_step(&step, text.pieces[i]);
        if (splits && piece.kind == PIECE_LITERAL) {
            append_split_literal(expanding, &piece, separators);
        } else if (splits && piece.kind == PIECE_CHOICE &&
                   choice_splits(piece.choice, separators)) {
            append_split_choice(expanding, &piece);
        } else {
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
    if (joined && !separators_of(expanding, &separators)) {
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
            close_field(expanding);
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

static void append_command(struct expanding *expanding, const struct word_part *part,
                           enum text_quoting quoting)
{
    struct text output = evaluate_captured(expanding->evaluator, part->script);
    struct text text = text_without_final_newlines(expanding->evaluator->arena, output);
    append_expanded(expanding, text, part, quoting);
}

/* <(…) is a file of which it is known what stands in it. */
static void append_process(struct expanding *expanding, const struct word_part *part)
{
    struct shell_evaluator *evaluator = expanding->evaluator;
    struct span span = view_span(expanding->view, part->start, part->end);
    struct text output = evaluate_captured(evaluator, part->script);
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
        append_bytes(expanding, part->start, part->end, quoting);
        return;
    case PART_ESCAPE:
        if (view_hole(expanding->view, part->start + 1)) {
            append_bytes(expanding, part->start + 1, part->end, TEXT_DOUBLE_QUOTED);
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
        append_bytes(expanding, part->start + 1,
                     part->end > part->start + 1 ? part->end - 1 : part->end, TEXT_SINGLE_QUOTED);
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
            append_bytes(expanding, part->start, part->end, quoting);
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
            append_bytes(expanding, start, part->end, quoting);
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
    begin_field(&expanding);
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
        append_bytes(expanding, word.start, word.end, TEXT_PLAIN);
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
                append_bytes(expanding, piece->start, piece->end, TEXT_PLAIN);
            }
        }
        close_field(expanding);
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
    close_field(&expanding);
}

struct text expand_unsplit(struct shell_evaluator *evaluator, const struct view *view,
                           struct shell_word word)
{
    struct text_piece room[FIELD_ROOM];
    struct expanding expanding = expanding_new(evaluator, view, room);
    expand_whole(&expanding, word);
    return text_as_one_word(evaluator->arena, finish_field(&expanding));
}

struct text expand_parts(struct shell_evaluator *evaluator, const struct view *view,
                         const struct word_part *parts, uint32_t start, enum text_quoting quoting)
{
    struct text_piece room[FIELD_ROOM];
    struct expanding expanding = expanding_new(evaluator, view, room);
    expand_list(&expanding, parts, start, quoting);
    return finish_field(&expanding);
}

/* ---- Patterns ---- */

static void append_pattern(struct buffer *pattern, slice bytes, bool quoted)
{
    for (size_t i = 0; i < bytes.length; i++) {
        char c = bytes.data[i];
        bool plain = (unsigned char)c >= 0x80 || ascii_is_name(c, false);
        if (quoted && !plain) {
            buffer_append_byte(pattern, '\\');
        }
        buffer_append_byte(pattern, c);
    }
}

static bool append_part_pattern(struct shell_evaluator *evaluator, const struct view *view,
                                const struct word_part *part, struct buffer *pattern)
{
    if (!view_is_known(view, part->start, part->end)) {
        return false;
    }
    bool expansion =
        part->kind == PART_PARAMETER || part->kind == PART_COMMAND || part->kind == PART_ARITHMETIC;
    if (part->kind == PART_LITERAL) {
        append_pattern(pattern, slice_sub(view->bytes, part->start, part->end), false);
        return true;
    }
    struct text_piece room[FIELD_ROOM];
    struct expanding expanding = expanding_new(evaluator, view, room);
    expand_part(&expanding, part, TEXT_PLAIN);
    slice bytes;
    bool known = text_is_literal(evaluator->arena, text_finish(&expanding.field), &bytes);
    if (known) {
        append_pattern(pattern, bytes, !expansion);
    }
    return known;
}

bool expand_pattern(struct shell_evaluator *evaluator, const struct view *view,
                    const struct word_part *parts, slice *pattern)
{
    struct buffer buffer = {.arena = evaluator->arena};
    bool known = true;
    for (const struct word_part *part = parts; part; part = part->next) {
        known = append_part_pattern(evaluator, view, part, &buffer) && known;
    }
    *pattern = buffer_slice(&buffer);
    return known;
}

bool expand_word_pattern(struct shell_evaluator *evaluator, const struct view *view,
                         struct shell_word word, slice *pattern)
{
    if (word.parts) {
        return expand_pattern(evaluator, view, word.parts, pattern);
    }
    *pattern = slice_sub(view->bytes, word.start, word.end);
    return view_is_known(view, word.start, word.end);
}
