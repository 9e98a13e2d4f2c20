/* Lines, fields and words of texts. In: a text with holes. Out: its parts, or that they aren't
 * known. */
#include "shell/split.h"

#include "shell/expand.h"

bool hole_may_hold(const struct hole *hole, char byte)
{
    const char *alphabet = shape_alphabet(hole->shape);
    if (alphabet) {
        return byte && strchr(alphabet, byte);
    }
    bool blank = byte == ' ' || byte == '\t' || byte == '\n' || byte == '"' || byte == '\\';
    return !(blank && shape_is_one_word(hole->shape));
}

bool text_take_line(struct arena *arena, struct text text, char delimiter, struct text_line *line)
{
    struct text_builder before = {.arena = arena};
    struct text_builder after = {.arena = arena};
    line->ended = false;
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        if (line->ended) {
            text_append_piece(&after, *piece);
            continue;
        }
        if (piece->kind != PIECE_LITERAL) {
            if (piece->kind == PIECE_CHOICE || hole_may_hold(piece->hole, delimiter)) {
                return false;
            }
            text_append_piece(&before, *piece);
            continue;
        }
        size_t at = slice_find_byte(piece_bytes(piece), delimiter);
        line->ended = at < piece->length;
        if (at > 0) {
            text_append_piece(&before, text_piece_cut(*piece, 0, at));
        }
        if (at + 1 < piece->length) {
            text_append_piece(&after, text_piece_cut(*piece, at + 1, piece->length));
        }
    }
    line->text = text_finish(&before);
    line->rest = text_finish(&after);
    return true;
}

bool text_lines(struct arena *arena, struct text text, size_t limit, struct texts *lines)
{
    while (text.count > 0) {
        struct text_line line;
        if (lines->count >= limit || !text_take_line(arena, text, '\n', &line)) {
            return false;
        }
        VECTOR_PUSH(arena, lines, line.text);
        text = line.rest;
    }
    return true;
}

bool text_fields(struct arena *arena, struct text text, char delimiter, struct texts *fields)
{
    enum { FIELDS_MAX = 1000 };
    struct text_line line = {.ended = true};
    while (line.ended) {
        if (fields->count >= FIELDS_MAX || !text_take_line(arena, text, delimiter, &line)) {
            return false;
        }
        VECTOR_PUSH(arena, fields, line.text);
        text = line.rest;
    }
    return true;
}

bool text_words(struct arena *arena, struct text text, struct texts *words)
{
    enum { WORDS_MAX = 1000 };
    struct flat_text flat = text_flatten(arena, text);
    for (size_t i = 0; i < text.count; i++) {
        if (text.pieces[i].kind == PIECE_HOLE &&
            (hole_may_hold(text.pieces[i].hole, ' ') ||
             text_emptiness((struct text){&text.pieces[i], 1}) != NEVER_EMPTY)) {
            return false;
        }
    }
    for (uint32_t at = 0; at < flat.bytes.length;) {
        uint32_t end = at;
        while (end < flat.bytes.length && flat.bytes.data[end] != ' ' &&
               flat.bytes.data[end] != '\t') {
            end++;
        }
        if (end > at) {
            VECTOR_PUSH(arena, words, flat_cut(arena, &flat, at, end));
        }
        at = end + 1;
        if (words->count >= WORDS_MAX) {
            return false;
        }
    }
    return true;
}

const struct word_part *parts_between(struct arena *arena, const struct word_part *parts,
                                      uint32_t start, uint32_t end)
{
    struct word_part *first = NULL;
    struct word_part *last = NULL;
    for (const struct word_part *part = parts; part; part = part->next) {
        if (part->end <= start || part->start >= end) {
            continue;
        }
        struct word_part *copy = ARENA_NEW(arena, struct word_part);
        *copy = *part;
        copy->next = NULL;
        if (copy->kind == PART_LITERAL) {
            copy->start = copy->start < start ? start : copy->start;
            copy->end = copy->end > end ? end : copy->end;
        }
        if (last) {
            last->next = copy;
        } else {
            first = copy;
        }
        last = copy;
    }
    return first;
}
