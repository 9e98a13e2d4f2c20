/* Fixes in HTML. In: edits of a file. Out: the lines round each, those that go and those that come.
 */
#include "report/html_fix.h"

#include "report/markup.h"
#include "text/line_diff.h"

/* Of longer lines nobody reads a difference. */
enum { HUNK_SHOWN_MAX = 8000 };

static void print_line(char sign, const char *name, slice line, FILE *out)
{
    fprintf(out, "<span class=\"%s\">%c ", name, sign);
    html_print(slice_ends_with(line, SLICE("\n")) ? slice_sub(line, 0, line.length - 1) : line,
               out);
    fputs("</span>\n", out);
}

static void print_diff(const struct line_diff *diff, FILE *out)
{
    size_t at = 0;
    size_t after = 0;
    while (at < diff->before.count || after < diff->after.count) {
        if (at < diff->before.count && diff->goes[at]) {
            print_line('-', "goes", diff->before.items[at++], out);
        } else if (after < diff->after.count && diff->comes[after]) {
            print_line('+', "comes", diff->after.items[after++], out);
        } else {
            print_line(' ', "stays", diff->before.items[at++], out);
            after++;
        }
    }
}

/* The offset behind the line that the byte stands in. */
static uint32_t line_end(const struct source *source, uint32_t offset)
{
    slice line = source_line(source, offset);
    uint32_t end = source_line_start(source, offset) + (uint32_t)line.length;
    return end < source->bytes.length ? end + 1 : end;
}

/* Prints the lines round the edit at *i and those close behind it, and leaves them behind. */
static void print_hunk(struct arena *arena, const struct source *source, const struct fix *fix,
                       size_t *i, FILE *out)
{
    uint32_t start = source_line_start(source, fix->edits[*i].start);
    start = start > 0 ? source_line_start(source, start - 1) : 0;
    uint32_t end;
    struct edits edits = {0};
    do {
        struct edit edit = fix->edits[*i];
        end = line_end(source, line_end(source, edit.end));
        edits_add(arena, &edits, (struct edit){edit.start - start, edit.end - start, edit.text});
        ++*i;
    } while (*i < fix->edit_count && fix->edits[*i].start <= end);
    slice before = slice_sub(source->bytes, start, end);
    slice after = edits_apply(arena, before, &edits);
    if (before.length + after.length <= HUNK_SHOWN_MAX) {
        struct line_diff diff = line_diff_of(arena, before, after);
        print_diff(&diff, out);
    }
}

void html_print_fix(struct arena *arena, const struct source *source, const struct fix *fix,
                    FILE *out)
{
    fprintf(out, "<h3>%s: ", fix->safety == FIX_SAFE ? "Fix" : "Unsafe fix");
    html_print(fix->title, out);
    fputs("</h3>\n<pre class=\"diff\">", out);
    for (size_t i = 0; i < fix->edit_count;) {
        fputs(i > 0 ? "<span class=\"gap\">⋮</span>\n" : "", out);
        print_hunk(arena, source, fix, &i, out);
    }
    fputs("</pre>\n", out);
}
