/* Marked sources in HTML. In: a source and marks that may overlap. Out: lines of spans, each with
 * the classes of all marks over it. */
#include "report/html_source.h"

#include "base/sort.h"
#include "report/markup.h"
#include "report/report.h"

/* ---- Lines ---- */

struct printing {
    const struct source *source;
    const struct mark *marks; /* by start */
    size_t count;
    size_t from; /* all marks before it end before the line at hand */
    bool is_excerpt;
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
    if (last && last->title.data && !printing->is_excerpt) {
        fputs("\" title=\"", out);
        html_print(last->title, out);
    }
    fputs(last ? "\">" : "", out);
    html_print(slice_sub(printing->source->bytes, start, end), out);
    fputs(last ? "</span>" : "", out);
}

/* The bytes of a line that are shown. */
static slice part_shown(const struct printing *printing, uint32_t start, slice line)
{
    if (!printing->is_excerpt) {
        return line;
    }
    size_t first = 0;
    for (size_t i = printing->from; i < printing->count && first == 0; i++) {
        uint32_t at = printing->marks[i].start;
        if (at >= start + line.length) {
            break;
        }
        first = at > start ? at - start : 0;
    }
    size_t cut;
    return report_window(line, first, LINE_SHOWN_MAX, &cut);
}

/* What the marks that begin in the line say. */
static void print_titles(const struct printing *printing, uint32_t start, uint32_t end)
{
    for (size_t i = printing->from; i < printing->count; i++) {
        const struct mark *mark = &printing->marks[i];
        if (mark->start > end) {
            break;
        }
        if (mark->start >= start && mark->title.data) {
            fprintf(printing->out, "<span class=\"note %s\">", mark->name);
            html_print(mark->title, printing->out);
            fputs("</span>", printing->out);
        }
    }
}

static void print_line(struct printing *printing, size_t line, const char *prefix)
{
    const struct source *source = printing->source;
    uint32_t start = source->line_starts[line - 1];
    slice bytes = source_line(source, start);
    while (printing->from < printing->count && printing->marks[printing->from].end <= start) {
        printing->from++;
    }
    slice part = part_shown(printing, start, bytes);
    uint32_t at = start + (uint32_t)(part.data - bytes.data);
    uint32_t end = at + (uint32_t)part.length;
    fprintf(printing->out, "<li id=\"%s%zu\" value=\"%zu\"><code>%s", prefix, line, line,
            at > start ? "…" : "");
    while (at < end) {
        uint32_t next = next_change(printing, at, end);
        print_run(printing, at, next);
        at = next;
    }
    fprintf(printing->out, "%s</code>", end < start + bytes.length ? "…" : "");
    if (printing->is_excerpt) {
        print_titles(printing, start, start + (uint32_t)bytes.length);
    }
    fputs("</li>\n", printing->out);
}

static void print_lines(struct printing *printing, size_t first, size_t last, const char *prefix)
{
    const struct source *source = printing->source;
    for (size_t line = first; line <= last; line++) {
        if (line < source->line_count || source->line_starts[line - 1] < source->bytes.length) {
            print_line(printing, line, prefix);
        }
    }
}

static void print_lines_round_marks(struct printing *printing, const char *prefix)
{
    const struct source *source = printing->source;
    const size_t around = printing->is_excerpt ? 2 : 8;
    size_t next = 1;
    for (size_t i = 0; i < printing->count; i++) {
        size_t line = source_position(source, printing->marks[i].start).line;
        size_t first = line > around ? line - around : 1;
        size_t last = line + around < source->line_count ? line + around : source->line_count;
        if (last < next) {
            continue;
        }
        if (next > 1 && first > next) {
            fputs("<li class=\"gap\"><code>…</code></li>\n", printing->out);
        }
        print_lines(printing, first > next ? first : next, last, prefix);
        next = last + 1;
    }
}

void html_print_source(const struct html_listing *listing, FILE *out)
{
    const struct source *source = listing->source;
    struct marks_list marks = *listing->marks;
    struct printing printing = {source, marks.items, marks.count, 0, listing->is_excerpt, out};
    if (marks.count > 0) {
        sort_stable(marks.items, marks.count, sizeof *marks.items, compare_marks);
    }
    fputs("<ol class=\"source\">\n", out);
    if (listing->is_excerpt || source->line_count > SOURCE_LINES_MAX) {
        print_lines_round_marks(&printing, listing->prefix);
    } else {
        print_lines(&printing, 1, source->line_count, listing->prefix);
    }
    fputs("</ol>\n", out);
}
