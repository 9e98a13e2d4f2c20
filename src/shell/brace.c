/* Brace expansion (bash(1) "Brace Expansion"). In: a word. Out: the words that it stands for, each
 * a row of parts of it. */
#include "shell/brace.h"

#include "base/ascii.h"

#include <stdio.h>
#include <stdlib.h>

/* Words with more groups than this aren't expanded. */
enum { GROUPS_MAX = 200 };

struct group {
    uint32_t open; /* of the mask */
    uint32_t close;
    bool several; /* it has a comma of its own */
};

struct braces {
    struct arena *arena;
    uint32_t start; /* of the word, in the view */
    slice mask;     /* the word's bytes; those that are quoted or expanded are SOH */
    const struct group
        *groups; /* that are some: with a comma or two dots inside; by their `open` */
    size_t group_count;
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

/* Braces that are open, while they are paired. */
struct open_braces {
    struct group *items;
    size_t count;
    size_t capacity;
};

static int compare_groups(const void *a, const void *b)
{
    const struct group *first = a;
    const struct group *second = b;
    return first->open < second->open ? -1 : first->open > second->open;
}

/* Finds the groups; false where there are too many. */
static bool find_groups(struct braces *braces)
{
    struct open_braces open = {0};
    VECTOR(struct group) groups = {0};
    slice mask = braces->mask;
    size_t dots = 0; /* behind the last two dots */
    for (size_t at = 0; at < mask.length && groups.count <= GROUPS_MAX; at++) {
        char c = mask.data[at];
        struct group *inner = open.count > 0 ? &open.items[open.count - 1] : NULL;
        if (c == '{') {
            struct group group = {.open = (uint32_t)at};
            VECTOR_PUSH(braces->arena, &open, group);
        } else if (c == ',' && inner) {
            inner->several = true;
        } else if (c == '.' && at > 0 && mask.data[at - 1] == '.') {
            dots = at + 1;
        } else if (c == '}' && inner) {
            open.count--;
            inner->close = (uint32_t)at;
            if (inner->several || dots >= inner->open + 3) {
                VECTOR_PUSH(braces->arena, &groups, *inner);
            }
        }
    }
    if (groups.count > 0) {
        qsort(groups.items, groups.count, sizeof *groups.items, compare_groups);
    }
    braces->groups = groups.items;
    braces->group_count = groups.count;
    return groups.count <= GROUPS_MAX;
}

/* The first group between `from` and `to`; NULL where there is none. */
static const struct group *first_group(const struct braces *braces, size_t from, size_t to)
{
    for (size_t i = 0; i < braces->group_count; i++) {
        const struct group *group = &braces->groups[i];
        if (group->open >= from && group->close < to) {
            return group;
        }
    }
    return NULL;
}

/* ---- Sequences: {1..5}, {01..10..2}, {a..e} ---- */

static bool letters_of(const char *string, long *first, long *last)
{
    bool letters = strlen(string) == 4 && string[1] == '.' && string[2] == '.' &&
                   ascii_is_letter(string[0]) && ascii_is_letter(string[3]);
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
    bool up = first <= last;
    unsigned long distance = up ? (unsigned long)last - (unsigned long)first
                                : (unsigned long)first - (unsigned long)last;
    unsigned long stride = step < 0 ? 0UL - (unsigned long)step : (unsigned long)step;
    stride = stride ? stride : 1;
    if (distance / stride >= BRACE_ROWS_MAX) {
        rows->count = BRACE_ROWS_MAX + 1;
        return true;
    }
    for (unsigned long i = 0; i <= distance / stride; i++) {
        unsigned long along = i * stride;
        long value = (long)(up ? (unsigned long)first + along : (unsigned long)first - along);
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
    struct brace_rows items = {0};
    struct brace_rows rests = {0};
    const struct group *group = first_group(braces, from, to);
    while (group) {
        slice inside = slice_sub(braces->mask, group->open + 1, group->close);
        if (group->several) {
            expand_items(braces, group, &items);
            break;
        }
        if (expand_sequence(braces, inside, &items)) {
            break;
        }
        group = first_group(braces, group->open + 1, to); /* {x} stays, but not what is in it */
    }
    if (!group || items.count == 0) {
        struct brace_row row = {0};
        add_piece(braces, &row, range_piece(braces, from, to));
        VECTOR_PUSH(braces->arena, rows, row);
        return;
    }
    if (items.count <= BRACE_ROWS_MAX) {
        expand_between(braces, group->close + 1, to, &rests);
    }
    if (items.count > BRACE_ROWS_MAX || rests.count > BRACE_ROWS_MAX) {
        rows->count = BRACE_ROWS_MAX + 1;
        return;
    }
    for (size_t i = 0; i < items.count; i++) {
        for (size_t k = 0; k < rests.count && rows->count <= BRACE_ROWS_MAX; k++) {
            struct brace_row row = {0};
            add_piece(braces, &row, range_piece(braces, from, group->open));
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
    struct braces braces = {arena, word.start, mask_of(arena, view, word), NULL, 0};
    if (!find_groups(&braces)) {
        rows->count = BRACE_ROWS_MAX + 1;
        return true;
    }
    if (braces.group_count == 0) {
        return false;
    }
    expand_between(&braces, 0, braces.mask.length, rows);
    return true;
}
