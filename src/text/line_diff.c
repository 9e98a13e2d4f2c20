/* Line differences. The shortest way from one text to the other is looked for by Myers' O(ND)
 * algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986); where more than
 * DISTANCE_MAX lines differ, all from the first to the last is one change. In: two texts. Out:
 * which lines go and which come. */
#include "text/line_diff.h"

#include "base/vector.h"

enum { DISTANCE_MAX = 1000 };

static struct diff_lines lines_of(struct arena *arena, slice bytes)
{
    struct diff_lines lines = {0};
    for (size_t at = 0; at < bytes.length;) {
        size_t end = at + slice_find_byte(slice_sub(bytes, at, bytes.length), '\n') + 1;
        VECTOR_PUSH(arena, &lines, slice_sub(bytes, at, end));
        at = end;
    }
    return lines;
}

/* The lines between those that both begin with and those that both end with. */
struct comparing {
    struct arena *arena;
    struct line_diff *diff;
    size_t start;
    size_t before_end;
    size_t after_end;
};

static void trim(struct comparing *comparing)
{
    size_t before = comparing->diff->before.count;
    size_t after = comparing->diff->after.count;
    size_t start = 0;
    while (start < before && start < after &&
           slice_equal(comparing->diff->before.items[start], comparing->diff->after.items[start])) {
        start++;
    }
    while (before > start && after > start &&
           slice_equal(comparing->diff->before.items[before - 1],
                       comparing->diff->after.items[after - 1])) {
        before--;
        after--;
    }
    comparing->start = start;
    comparing->before_end = before;
    comparing->after_end = after;
}

static void change_all(struct comparing *comparing)
{
    for (size_t i = comparing->start; i < comparing->before_end; i++) {
        comparing->diff->goes[i] = true;
    }
    for (size_t i = comparing->start; i < comparing->after_end; i++) {
        comparing->diff->comes[i] = true;
    }
}

/* Whether the furthest point on diagonal k is reached from the one above it. */
static bool goes_down(const int *furthest, int k, int distance)
{
    return k == -distance || (k != distance && furthest[k - 1] < furthest[k + 1]);
}

/* The way back through the rows of furthest points, each one longer at both ends than the last. */
static void walk_back(struct comparing *comparing, int **rows, int distance, int x, int y)
{
    for (int d = distance; d > 0; d--) {
        const int *furthest = rows[d - 1];
        int k = x - y;
        bool down = goes_down(furthest, k, d);
        int from = down ? furthest[k + 1] : furthest[k - 1];
        int from_y = from - (down ? k + 1 : k - 1);
        if (down) {
            comparing->diff->comes[comparing->start + (size_t)from_y] = true;
        } else {
            comparing->diff->goes[comparing->start + (size_t)from] = true;
        }
        x = from;
        y = from_y;
    }
}

static void compare(struct comparing *comparing)
{
    int n = (int)(comparing->before_end - comparing->start);
    int m = (int)(comparing->after_end - comparing->start);
    const slice *a = comparing->diff->before.items + comparing->start;
    const slice *b = comparing->diff->after.items + comparing->start;
    int *room = ARENA_ARRAY(comparing->arena, int, 2 * DISTANCE_MAX + 3);
    int *furthest = room + DISTANCE_MAX + 1;
    int *rows[DISTANCE_MAX + 1];
    for (int d = 0; d <= DISTANCE_MAX; d++) {
        for (int k = -d; k <= d; k += 2) {
            int x = d == 0 ? 0 : goes_down(furthest, k, d) ? furthest[k + 1] : furthest[k - 1] + 1;
            while (x < n && x - k < m && x - k >= 0 && slice_equal(a[x], b[x - k])) {
                x++;
            }
            furthest[k] = x;
            if (x >= n && x - k >= m) {
                walk_back(comparing, rows, d, x, x - k);
                return;
            }
        }
        rows[d] = ARENA_ARRAY(comparing->arena, int, 2 * (size_t)d + 3);
        rows[d] += d + 1;
        for (int k = -d; k <= d; k++) {
            rows[d][k] = furthest[k];
        }
    }
    change_all(comparing);
}

struct line_diff line_diff_of(struct arena *arena, slice before, slice after)
{
    struct line_diff diff = {.before = lines_of(arena, before), .after = lines_of(arena, after)};
    struct comparing comparing = {.arena = arena, .diff = &diff};
    diff.goes = ARENA_ARRAY(arena, bool, diff.before.count + 1);
    diff.comes = ARENA_ARRAY(arena, bool, diff.after.count + 1);
    trim(&comparing);
    compare(&comparing);
    return diff;
}

bool line_diff_step(const struct line_diff *diff, size_t *i, size_t *k)
{
    size_t from = *i;
    size_t to = *k;
    while (*i < diff->before.count && diff->goes[*i]) {
        (*i)++;
    }
    while (*k < diff->after.count && diff->comes[*k]) {
        (*k)++;
    }
    if (*i > from || *k > to) {
        return true;
    }
    (*i)++;
    (*k)++;
    return false;
}

/* The bytes from the first line that goes, or comes, on. */
static slice joined(const struct diff_lines *lines, slice all, size_t from, size_t to)
{
    size_t start = from < lines->count ? (size_t)(lines->items[from].data - all.data) : all.length;
    size_t end = to < lines->count ? (size_t)(lines->items[to].data - all.data) : all.length;
    return slice_sub(all, start, end);
}

void line_diff_edits(struct arena *arena, slice before, slice after, struct edits *edits)
{
    struct line_diff diff = line_diff_of(arena, before, after);
    size_t i = 0;
    size_t k = 0;
    while (i < diff.before.count || k < diff.after.count) {
        size_t from = i;
        size_t to = k;
        if (line_diff_step(&diff, &i, &k)) {
            slice gone = joined(&diff.before, before, from, i);
            uint32_t start = (uint32_t)(gone.data - before.data);
            struct edit edit = {start, start + (uint32_t)gone.length,
                                joined(&diff.after, after, to, k)};
            edits_add(arena, edits, edit);
        }
    }
}
