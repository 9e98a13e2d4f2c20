/* Patches. In: a file before and after. Out: hunks of lines. The shortest way from one to the other
 * is looked for by Myers' O(ND) algorithm ("An O(ND) Difference Algorithm and Its Variations",
 * 1986); where more than DISTANCE_MAX lines differ, all from the first to the last is one change.
 */
#include "report/patch.h"

#include "base/buffer.h"
#include "base/vector.h"

enum {
    DISTANCE_MAX = 1000,
    CONTEXT = 3, /* lines round a change */
};

struct lines {
    slice *items; /* each with its newline */
    size_t count;
    size_t capacity;
};

static struct lines lines_of(struct arena *arena, slice bytes)
{
    struct lines lines = {0};
    for (size_t at = 0; at < bytes.length;) {
        size_t end = at + slice_find_byte(slice_sub(bytes, at, bytes.length), '\n') + 1;
        VECTOR_PUSH(arena, &lines, slice_sub(bytes, at, end));
        at = end;
    }
    return lines;
}

/* Which lines stay: `kept[i]` of the lines before is `pair[i]` of those after. */
struct comparing {
    struct arena *arena;
    struct lines before;
    struct lines after;
    size_t start; /* lines that both begin with */
    size_t before_end;
    size_t after_end;
    bool *goes;  /* of the lines before */
    bool *comes; /* of the lines after */
};

static void trim(struct comparing *comparing)
{
    size_t before = comparing->before.count;
    size_t after = comparing->after.count;
    size_t start = 0;
    while (start < before && start < after &&
           slice_equal(comparing->before.items[start], comparing->after.items[start])) {
        start++;
    }
    while (before > start && after > start &&
           slice_equal(comparing->before.items[before - 1], comparing->after.items[after - 1])) {
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
        comparing->goes[i] = true;
    }
    for (size_t i = comparing->start; i < comparing->after_end; i++) {
        comparing->comes[i] = true;
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
            comparing->comes[comparing->start + (size_t)from_y] = true;
        } else {
            comparing->goes[comparing->start + (size_t)from] = true;
        }
        x = from;
        y = from_y;
    }
}

static void compare(struct comparing *comparing)
{
    int n = (int)(comparing->before_end - comparing->start);
    int m = (int)(comparing->after_end - comparing->start);
    const slice *a = comparing->before.items + comparing->start;
    const slice *b = comparing->after.items + comparing->start;
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

/* ---- Hunks ---- */

static void print_line(char mark, slice line, FILE *out)
{
    fputc(mark, out);
    fwrite(line.data, 1, line.length, out);
    if (!slice_ends_with(line, SLICE("\n"))) {
        fputs("\n\\ No newline at end of file\n", out);
    }
}

static void print_range(char mark, size_t start, size_t count, FILE *out)
{
    /* An empty range is told by the line before it. */
    fprintf(out, " %c%zu", mark, count > 0 ? start + 1 : start);
    if (count != 1) {
        fprintf(out, ",%zu", count);
    }
}

/* Steps over a change, or over one line that stays; what follows it is at *i and *k. */
static bool step(const struct comparing *comparing, size_t *i, size_t *k)
{
    size_t from = *i;
    size_t to = *k;
    while (*i < comparing->before.count && comparing->goes[*i]) {
        (*i)++;
    }
    while (*k < comparing->after.count && comparing->comes[*k]) {
        (*k)++;
    }
    if (*i > from || *k > to) {
        return true;
    }
    (*i)++;
    (*k)++;
    return false;
}

/* Prints the hunk whose first change begins at i and k, and leaves them behind it. */
static void print_hunk(const struct comparing *comparing, size_t *i, size_t *k, FILE *out)
{
    size_t context = *i < CONTEXT ? *i : CONTEXT;
    size_t from = *i - context;
    size_t to = *k - context;
    size_t end = *i;
    size_t end_after = *k;
    for (size_t at = *i, after = *k;
         at < comparing->before.count || after < comparing->after.count;) {
        if (step(comparing, &at, &after)) {
            end = at;
            end_after = after;
        } else if (at - end > (size_t)CONTEXT * 2) {
            break;
        }
    }
    size_t left = comparing->before.count - end;
    size_t behind = left < CONTEXT ? left : CONTEXT;
    fputs("@@", out);
    print_range('-', from, end + behind - from, out);
    print_range('+', to, end_after + behind - to, out);
    fputs(" @@\n", out);
    size_t at = from;
    size_t after = to;
    while (at < end + behind || after < end_after + behind) {
        if (at < comparing->before.count && comparing->goes[at]) {
            print_line('-', comparing->before.items[at++], out);
        } else if (after < comparing->after.count && comparing->comes[after]) {
            print_line('+', comparing->after.items[after++], out);
        } else {
            print_line(' ', comparing->before.items[at++], out);
            after++;
        }
    }
    *i = at;
    *k = after;
}

/* A name that git wouldn't read back is quoted as in C (git-diff(1), core.quotePath). */
static void print_name(const char *mark, char side, const char *path, FILE *out)
{
    bool plain = true;
    for (const char *c = path; *c; c++) {
        plain = plain && (unsigned char)*c >= ' ' && *c != '"' && *c != '\\' && *c != 0x7F;
    }
    fprintf(out, "%s %s%c/", mark, plain ? "" : "\"", side);
    for (const char *c = path; *c; c++) {
        if (plain || ((unsigned char)*c >= ' ' && *c != '"' && *c != '\\' && *c != 0x7F)) {
            fputc(*c, out);
        } else {
            fprintf(out, "\\%03o", (unsigned)(unsigned char)*c);
        }
    }
    fprintf(out, "%s%s\n", plain ? "" : "\"", plain && strchr(path, ' ') ? "\t" : "");
}

bool patch_print(struct arena *arena, const char *path, slice before, slice after, FILE *out)
{
    struct comparing comparing = {
        .arena = arena, .before = lines_of(arena, before), .after = lines_of(arena, after)};
    if (slice_equal(before, after)) {
        return false;
    }
    while (path[0] == '/' || (path[0] == '.' && path[1] == '/')) {
        path += path[0] == '/' ? 1 : 2;
    }
    comparing.goes = ARENA_ARRAY(arena, bool, comparing.before.count + 1);
    comparing.comes = ARENA_ARRAY(arena, bool, comparing.after.count + 1);
    trim(&comparing);
    compare(&comparing);
    print_name("---", 'a', path, out);
    print_name("+++", 'b', path, out);
    size_t i = 0;
    size_t k = 0;
    while (i < comparing.before.count || k < comparing.after.count) {
        bool changed = (i < comparing.before.count && comparing.goes[i]) ||
                       (k < comparing.after.count && comparing.comes[k]);
        if (changed) {
            print_hunk(&comparing, &i, &k, out);
        } else {
            i++;
            k++;
        }
    }
    return true;
}
