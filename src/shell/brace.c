/* Brace expansion (bash(1) "Brace Expansion"). In: a word. Out: the words that it stands for, each
 * a row of parts of it. */
#include "shell/brace.h"

#include <stdio.h>
#include <stdlib.h>

struct braces {
    struct arena *arena;
    uint32_t start; /* of the word, in the view */
    slice mask;     /* the word's bytes; those that are quoted or expanded are SOH */
};

static void add_piece(struct braces *braces, struct brace_row *row, struct brace_piece piece)
{
    if (piece.literal.length > 0 || piece.end > piece.start) {
        VECTOR_PUSH(braces->arena, row, piece);
    }
}

static struct brace_piece range_piece(const struct braces *braces, size_t from, size_t to)
{
    return (struct brace_piece){.start = braces->start + (uint32_t)from,
                                .end = braces->start + (uint32_t)to};
}

/* ---- Groups ---- */

struct group {
    size_t open;
    size_t close;
    bool several; /* it has a comma of its own */
};

/* The first group between `from` and `to` that is one: a comma or two dots inside. */
static bool find_group(const struct braces *braces, size_t from, size_t to, struct group *group)
{
    for (size_t open = from; open < to; open++) {
        size_t depth = 0;
        bool several = false;
        if (braces->mask.data[open] != '{') {
            continue;
        }
        for (size_t at = open; at < to; at++) {
            char c = braces->mask.data[at];
            depth += c == '{';
            depth -= c == '}';
            several = several || (c == ',' && depth == 1);
            if (depth == 0) {
                *group = (struct group){open, at, several};
                slice inside = slice_sub(braces->mask, open + 1, at);
                if (several || slice_find(inside, SLICE("..")) < inside.length) {
                    return true;
                }
                break;
            }
        }
    }
    return false;
}

/* ---- Sequences: {1..5}, {01..10..2}, {a..e} ---- */

static bool letters_of(const char *string, long *first, long *last)
{
    bool letters = strlen(string) == 4 && string[1] == '.' && string[2] == '.' &&
                   ((string[0] | 0x20) >= 'a' && (string[0] | 0x20) <= 'z') &&
                   ((string[3] | 0x20) >= 'a' && (string[3] | 0x20) <= 'z');
    *first = string[0];
    *last = letters ? string[3] : 0;
    return letters;
}

static int width_of(const char *number)
{
    const char *digits = number + (*number == '-');
    size_t length = strspn(digits, "0123456789");
    return *digits == '0' && length > 1 ? (int)(length + (size_t)(digits - number)) : 0;
}

static bool expand_sequence(struct braces *braces, slice inside, struct brace_rows *rows)
{
    const char *string = arena_cstring(braces->arena, inside);
    long first;
    long last;
    long step = 1;
    int length = 0;
    bool letters = letters_of(string, &first, &last);
    bool numbers = !letters && inside.length < 40 &&
                   ((sscanf(string, "%ld..%ld%n", &first, &last, &length) == 2 &&
                     (size_t)length == inside.length) ||
                    (sscanf(string, "%ld..%ld..%ld%n", &first, &last, &step, &length) == 3 &&
                     (size_t)length == inside.length));
    if (!letters && !numbers) {
        return false;
    }
    const char *second = strstr(string, "..") + 2;
    int width = numbers ? width_of(string) : 0;
    width = numbers && width_of(second) > width ? width_of(second) : width;
    step = labs(step) ? labs(step) : 1;
    long count = labs(last - first) / step + 1;
    for (long i = 0; i < count && rows->count <= BRACE_ROWS_MAX; i++) {
        long value = first + (first <= last ? i : -i) * step;
        slice bytes = letters ? arena_printf(braces->arena, "%c", (char)value)
                              : arena_printf(braces->arena, "%0*ld", width, value);
        struct brace_row row = {0};
        add_piece(braces, &row, (struct brace_piece){.literal = bytes});
        VECTOR_PUSH(braces->arena, rows, row);
    }
    return true;
}

/* ---- Words ---- */

static void expand_between(struct braces *braces, size_t from, size_t to, struct brace_rows *rows);

static void expand_items(struct braces *braces, const struct group *group, struct brace_rows *rows)
{
    size_t depth = 0;
    size_t from = group->open + 1;
    for (size_t at = from; at <= group->close && rows->count <= BRACE_ROWS_MAX; at++) {
        char c = braces->mask.data[at];
        bool ends = depth == 0 && (c == ',' || at == group->close);
        depth += c == '{';
        depth -= c == '}' && at < group->close;
        if (ends) {
            expand_between(braces, from, at, rows);
            from = at + 1;
        }
    }
}

/* All rows of what stands from `from` up to `to`. */
static void expand_between(struct braces *braces, size_t from, size_t to, struct brace_rows *rows)
{
    struct group group;
    struct brace_rows items = {0};
    struct brace_rows rests = {0};
    size_t search = from;
    while (find_group(braces, search, to, &group)) {
        slice inside = slice_sub(braces->mask, group.open + 1, group.close);
        if (group.several) {
            expand_items(braces, &group, &items);
            break;
        }
        if (expand_sequence(braces, inside, &items)) {
            break;
        }
        search = group.open + 1; /* {x} stays, but what stands in it may not */
    }
    if (items.count == 0) {
        struct brace_row row = {0};
        add_piece(braces, &row, range_piece(braces, from, to));
        VECTOR_PUSH(braces->arena, rows, row);
        return;
    }
    expand_between(braces, group.close + 1, to, &rests);
    for (size_t i = 0; i < items.count; i++) {
        for (size_t k = 0; k < rests.count && rows->count <= BRACE_ROWS_MAX; k++) {
            struct brace_row row = {0};
            add_piece(braces, &row, range_piece(braces, from, group.open));
            for (size_t j = 0; j < items.items[i].count; j++) {
                add_piece(braces, &row, items.items[i].items[j]);
            }
            for (size_t j = 0; j < rests.items[k].count; j++) {
                add_piece(braces, &row, rests.items[k].items[j]);
            }
            VECTOR_PUSH(braces->arena, rows, row);
        }
    }
}

static slice mask_of(struct arena *arena, const struct view *view, struct shell_word word)
{
    char *mask = arena_cstring(arena, slice_sub(view->bytes, word.start, word.end));
    for (const struct word_part *part = word.parts; part; part = part->next) {
        for (uint32_t i = part->start; part->kind != PART_LITERAL && i < part->end; i++) {
            if (i >= word.start && i < word.end) {
                mask[i - word.start] = '\1';
            }
        }
    }
    return (slice){mask, word.end - word.start};
}

bool brace_expand(struct arena *arena, const struct view *view, struct shell_word word,
                  struct brace_rows *rows)
{
    slice bytes = slice_sub(view->bytes, word.start, word.end);
    if (slice_find_byte(bytes, '{') == bytes.length) {
        return false;
    }
    struct braces braces = {arena, word.start, mask_of(arena, view, word)};
    struct group group;
    if (!find_group(&braces, 0, braces.mask.length, &group)) {
        return false;
    }
    expand_between(&braces, 0, braces.mask.length, rows);
    return true;
}
