/* Patches. In: a file before and after. Out: hunks of lines. */
#include "report/patch.h"

#include "text/line_diff.h"

enum { CONTEXT = 3 }; /* lines round a change */

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

/* Prints the hunk whose first change begins at i and k, and leaves them behind it. */
static void print_hunk(const struct line_diff *diff, size_t *i, size_t *k, FILE *out)
{
    size_t context = *i < CONTEXT ? *i : CONTEXT;
    size_t from = *i - context;
    size_t to = *k - context;
    size_t end = *i;
    size_t end_after = *k;
    for (size_t at = *i, after = *k; at < diff->before.count || after < diff->after.count;) {
        if (line_diff_step(diff, &at, &after)) {
            end = at;
            end_after = after;
        } else if (at - end > (size_t)CONTEXT * 2) {
            break;
        }
    }
    size_t left = diff->before.count - end;
    size_t behind = left < CONTEXT ? left : CONTEXT;
    fputs("@@", out);
    print_range('-', from, end + behind - from, out);
    print_range('+', to, end_after + behind - to, out);
    fputs(" @@\n", out);
    size_t at = from;
    size_t after = to;
    while (at < end + behind || after < end_after + behind) {
        if (at < diff->before.count && diff->goes[at]) {
            print_line('-', diff->before.items[at++], out);
        } else if (after < diff->after.count && diff->comes[after]) {
            print_line('+', diff->after.items[after++], out);
        } else {
            print_line(' ', diff->before.items[at++], out);
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
    if (slice_equal(before, after)) {
        return false;
    }
    struct line_diff diff = line_diff_of(arena, before, after);
    while (path[0] == '/' || (path[0] == '.' && path[1] == '/')) {
        path += path[0] == '/' ? 1 : 2;
    }
    print_name("---", 'a', path, out);
    print_name("+++", 'b', path, out);
    size_t i = 0;
    size_t k = 0;
    while (i < diff.before.count || k < diff.after.count) {
        bool changed =
            (i < diff.before.count && diff.goes[i]) || (k < diff.after.count && diff.comes[k]);
        if (changed) {
            print_hunk(&diff, &i, &k, out);
        } else {
            i++;
            k++;
        }
    }
    return true;
}
