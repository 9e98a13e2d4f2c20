/* Streams of messages, one in each line (NDJSON). In: a text. Out: its lines.
 *
 * Only newlines that are known end a line: a hole may hold more of them, but then what stands
 * around it is no message of its own anyway. */
#include "payload/extract.h"

struct line_list {
    struct text *items;
    size_t count;
    size_t capacity;
};

static void end_line(struct arena *arena, struct text_builder *line, struct line_list *lines)
{
    struct text text = text_finish(line);
    if (!text_is_empty(text)) {
        VECTOR_PUSH(arena, lines, text);
    }
    *line = (struct text_builder){.arena = arena};
}

static void append_split(struct arena *arena, const struct text_piece *piece,
                         struct text_builder *line, struct line_list *lines)
{
    for (size_t at = 0; at < piece->length;) {
        slice rest = slice_sub(piece_bytes(piece), at, piece->length);
        size_t length = slice_find_byte(rest, '\n');
        if (length > 0) {
            text_append_piece(line, text_piece_cut(*piece, at, at + length));
        }
        at += length + 1;
        if (length < rest.length) {
            end_line(arena, line, lines);
        }
    }
}

static void split(struct arena *arena, struct text text, struct line_list *lines)
{
    struct text_builder line = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        if (text.pieces[i].kind == PIECE_LITERAL) {
            append_split(arena, &text.pieces[i], &line, lines);
        } else {
            text_append_piece(&line, text.pieces[i]);
        }
    }
    end_line(arena, &line, lines);
}

static bool has_newline(struct text text)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        bool here = piece->kind == PIECE_LITERAL &&
                    slice_find_byte(piece_bytes(piece), '\n') < piece->length;
        for (uint32_t k = 0; !here && piece->kind == PIECE_CHOICE && k < piece->choice->count;
             k++) {
            here = has_newline(piece->choice->alternatives[k]);
        }
        if (here) {
            return true;
        }
    }
    return false;
}

/* Whether some alternatives of a choice have lines of their own. */
static bool has_lines_in_choices(struct text text)
{
    for (size_t i = 0; i < text.count; i++) {
        struct text one = {&text.pieces[i], 1};
        if (text.pieces[i].kind == PIECE_CHOICE && has_newline(one)) {
            return true;
        }
    }
    return false;
}

static bool is_new(const struct line_list *lines, size_t before, struct text line)
{
    for (size_t i = 0; i < before; i++) {
        if (text_equal(lines->items[i], line)) {
            return false;
        }
    }
    return true;
}

struct text_list lines_of(struct arena *arena, struct text text)
{
    struct line_list lines = {0};
    if (!has_lines_in_choices(text)) {
        split(arena, text, &lines);
        return (struct text_list){lines.items, lines.count};
    }
    struct text_list alternatives = text_resolve(arena, text, PAYLOAD_ALTERNATIVES_MAX);
    for (size_t i = 0; i < alternatives.count; i++) {
        struct line_list own = {0};
        size_t before = lines.count;
        split(arena, alternatives.items[i], &own);
        for (size_t k = 0; k < own.count; k++) {
            if (is_new(&lines, before, own.items[k])) {
                VECTOR_PUSH(arena, &lines, own.items[k]);
            }
        }
    }
    return (struct text_list){lines.items, lines.count};
}

/* Whether no value of the hole holds any byte of `separator`. */
static bool is_free_of(const struct hole *hole, slice separator)
{
    const char *alphabet = shape_alphabet(hole->shape);
    return alphabet && !strchr(alphabet, separator.data[0]);
}

struct text line_without_key(struct arena *arena, struct text line, slice separator)
{
    for (size_t i = 0; separator.length > 0 && i < line.count; i++) {
        const struct text_piece *piece = &line.pieces[i];
        size_t at = piece->kind == PIECE_LITERAL ? slice_find(piece_bytes(piece), separator) : 0;
        if (piece->kind == PIECE_LITERAL && at < piece->length) {
            struct text rest = {piece, line.count - i};
            return text_drop_prefix(arena, rest, at + separator.length);
        }
        if (piece->kind == PIECE_CHOICE ||
            (piece->kind == PIECE_HOLE && !is_free_of(piece->hole, separator))) {
            return text_of_hole(arena,
                                hole_unknown(arena, SLICE("what follows a key"), piece->span));
        }
    }
    return line;
}
