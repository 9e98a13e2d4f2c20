/* The text format: for people at a terminal. In: findings. Out: excerpts with carets. */
#include "base/shown.h"
#include "base/utf8.h"
#include "report/grouping.h"
#include "rule/alternative.h"

struct style {
    const char *error, *warning, *info, *bold, *frame, *off;
};

static const struct style coloured = {"\033[1;31m", "\033[1;33m", "\033[1;36m",
                                      "\033[1m",    "\033[1;34m", "\033[0m"};
static const struct style plain = {"", "", "", "", "", ""};

struct writing {
    struct arena *arena;
    FILE *out;
    const struct style *style;
    int gutter; /* columns that the line numbers take */
};

static const char *severity_style(const struct style *style, enum severity severity)
{
    return severity == SEVERITY_ERROR     ? style->error
           : severity == SEVERITY_WARNING ? style->warning
                                          : style->info;
}

static int digits(uint32_t number)
{
    int count = 1;
    for (; number >= 10; number /= 10) {
        count++;
    }
    return count;
}

static void print_gutter(const struct writing *writing, uint32_t line)
{
    const struct style *style = writing->style;
    if (line) {
        fprintf(writing->out, "%s%*u |%s ", style->frame, writing->gutter, line, style->off);
    } else {
        fprintf(writing->out, "%s%*s |%s ", style->frame, writing->gutter, "", style->off);
    }
}

static void print_empty(const struct writing *writing)
{
    const struct style *style = writing->style;
    fprintf(writing->out, "%s%*s |%s\n", style->frame, writing->gutter, "", style->off);
}

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

static void print_marked(const struct writing *writing, struct span span, char mark,
                         const char *style, slice label)
{
    const struct source *source = span.source;
    struct position position = source_position(source, span.start);
    slice line = source_line(source, span.start);
    size_t from = span.start - source_line_start(source, span.start);
    size_t to = from + (span.end - span.start);
    size_t cut;
    slice shown = report_window(line, from, &cut);
    print_gutter(writing, position.line);
    report_print_line(shown, writing->out);
    fputc('\n', writing->out);
    print_gutter(writing, 0);
    size_t indent = columns_of(slice_sub(line, cut, from));
    size_t width =
        columns_of(slice_sub(line, from, to < cut + shown.length ? to : cut + shown.length));
    fprintf(writing->out, "%*s%s", (int)indent, "", style);
    for (size_t i = 0; i < (width ? width : 1); i++) {
        fputc(mark, writing->out);
    }
    fputc(' ', writing->out);
    shown_print(writing->out, label);
    fprintf(writing->out, "%s\n", writing->style->off);
}

static void print_path(const struct writing *writing, const char *arrow,
                       const struct source *source, struct position at)
{
    const struct style *style = writing->style;
    fprintf(writing->out, "%s%*s%s%s ", style->frame, writing->gutter, "", arrow, style->off);
    shown_print(writing->out, slice_from(source->path));
    fprintf(writing->out, ":%u:%u\n", at.line, at.column);
}

static void print_steps(const struct writing *writing, const struct finding *finding)
{
    const struct source *source = finding->span.source;
    for (size_t i = 0; i < finding->trail_count; i++) {
        const struct finding_step *step = &finding->trail[i];
        bool inside = step->span.source == finding->span.source &&
                      step->span.start <= finding->span.start &&
                      step->span.end >= finding->span.end;
        struct position at = source_position(step->span.source, step->span.start);
        struct position here = source_position(finding->span.source, finding->span.start);
        if (inside && at.line == here.line) {
            continue;
        }
        if (step->span.source != source) {
            source = step->span.source;
            print_path(writing, ":::", source, at);
        }
        print_marked(writing, (struct span){step->span.source, step->span.start, step->span.end},
                     '-', writing->style->frame, step->message);
    }
}

static int gutter_of(const struct finding *finding)
{
    int gutter = digits(source_position(finding->span.source, finding->span.start).line);
    for (size_t i = 0; i < finding->trail_count; i++) {
        const struct span *span = &finding->trail[i].span;
        int width = digits(source_position(span->source, span->start).line);
        gutter = width > gutter ? width : gutter;
    }
    return gutter;
}

static void print_note(const struct writing *writing, const char *name, slice text)
{
    if (text.length > 0) {
        fprintf(writing->out, "%s%*s =%s %s: ", writing->style->frame, writing->gutter, "",
                writing->style->off, name);
        shown_print(writing->out, text);
        fputc('\n', writing->out);
    }
}

static void print_finding(const struct report *report, const struct finding *finding, FILE *out)
{
    struct writing room = {report->arena, out, report->colour ? &coloured : &plain,
                           gutter_of(finding)};
    const struct writing *writing = &room;
    const struct style *style = writing->style;
    const struct rule *rule = finding->rule;
    struct position position = source_position(finding->span.source, finding->span.start);
    fprintf(writing->out, "%s%s[", severity_style(style, rule->severity),
            severity_name(rule->severity));
    shown_print(writing->out, rule->id);
    fprintf(writing->out, "]%s%s: ", style->off, style->bold);
    shown_print(writing->out, finding->message);
    fprintf(writing->out, "%s\n", style->off);
    print_path(writing, "-->", finding->span.source, position);
    print_empty(writing);
    print_marked(writing, finding->span, '^', severity_style(style, rule->severity),
                 finding->label);
    print_steps(writing, finding);
    print_empty(writing);
    slice where = {NULL, 0};
    if (finding->pointer.length > 0) {
        where =
            finding->sink.data && finding->destination.data
                ? arena_printf(writing->arena, "%.*s of the payload for %.*s %.*s",
                               SLICE_ARGS(finding->pointer), SLICE_ARGS(finding->sink),
                               SLICE_ARGS(bytes_shown(writing->arena, finding->destination)))
                : arena_printf(writing->arena, "%.*s of the payload", SLICE_ARGS(finding->pointer));
    }
    print_note(writing, "where", where);
    if (finding->sent.data) {
        bool always = finding->certainty == CERTAINTY_VIOLATES;
        print_note(writing, always ? "sends" : "can send", finding->sent);
    }
    print_note(writing, "certainty", slice_from(certainty_name(finding->certainty)));
    print_note(writing, "help", rule->help);
    if (!finding_counts(finding)) {
        print_note(writing, finding->is_suppressed ? "suppressed by a comment" : "in the baseline",
                   finding->justification.data ? finding->justification : SLICE("not counted"));
    }
    if (finding->fix) {
        bool safe = finding->fix->safety == FIX_SAFE;
        print_note(writing, safe ? "fix" : "unsafe fix", finding->fix->title);
    }
    fputc('\n', writing->out);
}

static void print_fixes(const struct report *report, FILE *out)
{
    const struct summary *summary = &report->summary;
    if (report->fixed > 0) {
        fprintf(out, "Fixed %zu finding%s.\n", report->fixed, plural(report->fixed));
    }
    if (summary->fixable > 0) {
        report_fixes_print(summary, out);
        fputc('\n', out);
    }
}

static void print_statistics(const struct report *report, FILE *out)
{
    struct rule_groups groups = group_by_rule(report);
    fputs(groups.count > 0 ? "findings  fixable  severity  rule\n" : "", out);
    for (size_t i = 0; i < groups.count; i++) {
        const struct rule_group *group = &groups.items[i];
        fprintf(out, "%8zu %8zu  %-8s  %.*s\n", group->count, group->fixable,
                severity_name(group->rule->severity), SLICE_ARGS(group->rule->id));
    }
    fputs(groups.count > 0 && !report->is_quiet ? "\n" : "", out);
}

static void end(const struct report *report, FILE *out)
{
    if (report->shows_statistics) {
        print_statistics(report, out);
    }
    if (report->is_quiet) {
        return;
    }
    report_count_print(report, out);
    fputc('\n', out);
    print_fixes(report, out);
}

const struct report_format report_text = {
    .name = "text",
    .finding = print_finding,
    .between = "",
    .end = end,
    .shows_suppressed = true,
    .has_statistics = true,
};
