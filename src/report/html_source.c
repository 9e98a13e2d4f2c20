/* Marked sources in HTML. In: a source and marks that may overlap. Out: lines of spans, each with
 * the classes of all marks over it. */
#include "report/html_source.h"

#include "report/markup.h"

#include <stdlib.h>

/* ---- Lines ---- */

struct printing {
    const struct source *source;
    const struct mark *marks; /* by start */
    size_t count;
    size_t from; /* all marks before it end before the line at hand */
    FILE *out;
};

static int compare_marks(const void *a, const void *b)
{
    const struct mark *first = a;
    const struct mark *second = b;
    return first->start != second->start ? (first->start < second->start ? -1 : 1)
                                         : (first->end < second->end) - (first->end > second->end);
}

/* The next offset after `at`, up to `end`, at which the marks change. */
static uint32_t next_change(const struct printing *printing, uint32_t at, uint32_t end)
{
    for (size_t i = printing->from; i < printing->count; i++) {
        const struct mark *mark = &printing->marks[i];
        if (mark->start >= end) {
            break;
        }
        if (mark->start > at && mark->start < end) {
            end = mark->start;
        }
        if (mark->end > at && mark->end < end) {
            end = mark->end;
        }
    }
    return end;
}

/* One run of bytes under the same marks. */
static void print_run(const struct printing *printing, uint32_t start, uint32_t end)
{
    FILE *out = printing->out;
    const struct mark *last = NULL;
    for (size_t i = printing->from; i < printing->count; i++) {
        const struct mark *mark = &printing->marks[i];
        if (mark->start > start) {
            break;
        }
        if (mark->end > start) {
            fprintf(out, "%s%s", last ? " " : "<span class=\"", mark->name);
            last = mark->title.data || !last ? mark : last;
        }
    }
    if (last && last->title.data) {
        fputs("\" title=\"", out);
        html_print(last->title, out);
    }
    fputs(last ? "\">" : "", out);
    html_print(slice_sub(printing->source->bytes, start, end), out);
    fputs(last ? "</span>" : "", out);
}

static void print_line(struct printing *printing, size_t line, const char *prefix)
{
    const struct source *source = printing->source;
    uint32_t at = source->line_starts[line];
    uint32_t end = at + (uint32_t)source_line(source, at).length;
    while (printing->from < printing->count && printing->marks[printing->from].end <= at) {
        printing->from++;
    }
    fprintf(printing->out, "<li id=\"%s%zu\" value=\"%zu\"><code>", prefix, line + 1, line + 1);
    while (at < end) {
        uint32_t next = next_change(printing, at, end);
        print_run(printing, at, next);
        at = next;
    }
    fputs("</code></li>\n", printing->out);
}

/* The lines that are shown: round marks, where there are too many. */
static bool *lines_shown(struct arena *arena, const struct source *source,
                         const struct marks_list *marks)
{
    enum { AROUND = 8 };
    bool *shown = ARENA_ARRAY(arena, bool, source->line_count + 1);
    bool all = source->line_count <= SOURCE_LINES_MAX;
    for (size_t i = 0; i < source->line_count; i++) {
        shown[i] = all;
    }
    for (size_t i = 0; i < marks->count && !all; i++) {
        size_t line = source_position(source, marks->items[i].start).line;
        size_t first = line > AROUND ? line - AROUND : 1;
        for (size_t k = first; k <= line + AROUND && k <= source->line_count; k++) {
            shown[k - 1] = true;
        }
    }
    return shown;
}

void html_print_source(struct arena *arena, const struct source *source,
                       const struct marks_list *marks, const char *prefix, FILE *out)
{
    struct printing printing = {source, marks->items, marks->count, 0, out};
    bool *shown = lines_shown(arena, source, marks);
    if (marks->count > 0) {
        qsort(marks->items, marks->count, sizeof *marks->items, compare_marks);
    }
    fputs("<ol class=\"source\">\n", out);
    for (size_t i = 0; i < source->line_count; i++) {
        bool last_empty =
            i + 1 == source->line_count && source->line_starts[i] == source->bytes.length;
        if (shown[i] && !last_empty) {
            print_line(&printing, i, prefix);
        } else if (i > 0 && shown[i - 1] && !last_empty) {
            fputs("<li class=\"gap\"><code>…</code></li>\n", out);
        }
    }
    fputs("</ol>\n", out);
}
