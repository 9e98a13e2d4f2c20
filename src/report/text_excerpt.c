/* Excerpts in the text format. In: a finding. Out: the lines of its place and its trail, each once,
 * with its marks below. */
#include "report/text_excerpt.h"

#include "base/shown.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "report/report.h"

struct text_mark {
    struct span span;
    char sign;
    const char *style;
    slice label;
};

struct text_marks {
    struct text_mark *items;
    size_t count;
    size_t capacity;
};

/* ---- The gutter ---- */

static int digits(uint32_t number)
{
    int count = 1;
    for (; number >= 10; number /= 10) {
        count++;
    }
    return count;
}

int text_gutter(const struct finding *finding)
{
    int gutter = digits(source_position(finding->span.source, finding->span.start).line);
    for (size_t i = 0; i < finding->trail_count; i++) {
        const struct span *span = &finding->trail[i].span;
        int width = digits(source_position(span->source, span->start).line);
        gutter = width > gutter ? width : gutter;
    }
    return gutter;
}

static void print_gutter(const struct text_writing *writing, uint32_t line)
{
    const struct text_style *style = writing->style;
    if (line) {
        fprintf(writing->out, "%s%*u |%s ", style->frame, writing->gutter, line, style->off);
    } else {
        fprintf(writing->out, "%s%*s |%s ", style->frame, writing->gutter, "", style->off);
    }
}

static void print_empty(const struct text_writing *writing)
{
    const struct text_style *style = writing->style;
    fprintf(writing->out, "%s%*s |%s\n", style->frame, writing->gutter, "", style->off);
}

static void print_path(const struct text_writing *writing, const char *arrow, struct span span)
{
    const struct text_style *style = writing->style;
    struct position at = source_position(span.source, span.start);
    fprintf(writing->out, "%s%*s%s%s ", style->frame, writing->gutter, "", arrow, style->off);
    shown_print(writing->out, slice_from(span.source->path));
    fprintf(writing->out, ":%u:%u\n", at.line, at.column);
}

/* ---- Lines ---- */

static size_t columns_of(slice bytes)
{
    size_t columns = 0;
    for (size_t at = 0; at < bytes.length; columns++) {
        size_t length;
        columns += utf8_decode(slice_sub(bytes, at, bytes.length), &length) == '\t' ? 3 : 0;
        at += length;
    }
    return columns;
}

/* The part of a line that is on the screen. */
struct screen_line {
    uint32_t start; /* of the line */
    slice line;
    slice part;
    size_t cut; /* where the part begins in the line */
};

static bool shows(const struct screen_line *row, const struct span *span)
{
    size_t from = span->start - row->start;
    return row->part.data && span->start >= row->start && from >= row->cut &&
           from <= row->cut + row->part.length;
}

/* How many columns of the terminal a line has behind the gutter. */
static size_t room_for_line(const struct text_writing *writing)
{
    enum { ROOM_LEAST = 20 };
    size_t gutter = (size_t)writing->gutter + strlen(" | ");
    return writing->columns >= gutter + ROOM_LEAST ? writing->columns - gutter : SIZE_MAX;
}

static struct screen_line print_line(const struct text_writing *writing, struct span span)
{
    struct screen_line row = {.start = source_line_start(span.source, span.start)};
    row.line = source_line(span.source, span.start);
    size_t room = room_for_line(writing);
    size_t most = room < LINE_SHOWN_MAX ? room : LINE_SHOWN_MAX;
    if (row.line.length > most) {
        most -= 2; /* for an ellipsis at each end */
    }
    row.part = report_window(row.line, span.start - row.start, most, &row.cut);
    print_gutter(writing, source_position(span.source, span.start).line);
    fputs(row.cut > 0 ? "…" : "", writing->out);
    report_print_line(row.part, writing->out);
    fputs(row.cut + row.part.length < row.line.length ? "…\n" : "\n", writing->out);
    return row;
}

static void print_signs(const struct text_writing *writing, char sign, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fputc(sign, writing->out);
    }
}

/* The label stands behind its signs, or before them, where only there is room. */
static void print_mark(const struct text_writing *writing, const struct screen_line *row,
                       const struct text_mark *mark)
{
    size_t from = mark->span.start - row->start;
    size_t to = from + (mark->span.end - mark->span.start);
    size_t end = row->cut + row->part.length;
    size_t indent = columns_of(slice_sub(row->line, row->cut, from)) + (row->cut > 0);
    size_t width = columns_of(slice_sub(row->line, from, to < end ? to : end));
    width = width > 0 ? width : 1;
    size_t label = columns_of(shown(writing->arena, mark->label)) + 1;
    bool is_before = indent + width + label > room_for_line(writing) && label <= indent;
    print_gutter(writing, 0);
    fprintf(writing->out, "%*s%s", (int)(is_before ? indent - label : indent), "", mark->style);
    if (!is_before) {
        print_signs(writing, mark->sign, width);
        fputc(' ', writing->out);
    }
    shown_print(writing->out, mark->label);
    if (is_before) {
        fputc(' ', writing->out);
        print_signs(writing, mark->sign, width);
    }
    fprintf(writing->out, "%s\n", writing->style->off);
}

static int compare_marks(const void *a, const void *b)
{
    const struct span *first = &((const struct text_mark *)a)->span;
    const struct span *second = &((const struct text_mark *)b)->span;
    return first->start != second->start ? (first->start < second->start ? -1 : 1)
                                         : (first->end > second->end) - (first->end < second->end);
}

static void print_marks(const struct text_writing *writing, struct text_marks *marks)
{
    sort_stable(marks->items, marks->count, sizeof *marks->items, compare_marks);
    struct screen_line row = {0};
    for (size_t i = 0; i < marks->count; i++) {
        const struct text_mark *mark = &marks->items[i];
        if (!shows(&row, &mark->span)) {
            row = print_line(writing, mark->span);
        }
        print_mark(writing, &row, mark);
    }
}

/* ---- Files ---- */

/* Whether the step is the finding's own place, on its line. */
static bool is_itself(const struct finding *finding, struct span step)
{
    const struct source *source = finding->span.source;
    return step.source == source && step.start <= finding->span.start &&
           step.end >= finding->span.end &&
           source_line_start(source, step.start) == source_line_start(source, finding->span.start);
}

static struct text_marks marks_in(const struct text_writing *writing, const struct finding *finding,
                                  const struct source *source)
{
    struct text_marks marks = {0};
    if (finding->span.source == source) {
        const char *style = text_severity_style(writing->style, finding->rule->severity);
        struct text_mark mark = {finding->span, '^', style, finding->label};
        VECTOR_PUSH(writing->arena, &marks, mark);
    }
    for (size_t i = 0; i < finding->trail_count; i++) {
        const struct finding_step *step = &finding->trail[i];
        if (step->span.source == source && !is_itself(finding, step->span)) {
            struct text_mark mark = {step->span, '-', writing->style->frame, step->message};
            VECTOR_PUSH(writing->arena, &marks, mark);
        }
    }
    return marks;
}

/* Whether a step before this one, or the finding, stands in the same file. */
static bool is_told(const struct finding *finding, size_t step)
{
    const struct source *source = finding->trail[step].span.source;
    bool told = source == finding->span.source;
    for (size_t i = 0; i < step && !told; i++) {
        told = finding->trail[i].span.source == source;
    }
    return told;
}

void text_print_excerpts(const struct text_writing *writing, const struct finding *finding)
{
    struct text_marks marks = marks_in(writing, finding, finding->span.source);
    print_path(writing, "-->", finding->span);
    print_empty(writing);
    print_marks(writing, &marks);
    for (size_t i = 0; i < finding->trail_count; i++) {
        if (!is_told(finding, i)) {
            marks = marks_in(writing, finding, finding->trail[i].span.source);
            print_path(writing, ":::", finding->trail[i].span);
            print_marks(writing, &marks);
        }
    }
    print_empty(writing);
}
