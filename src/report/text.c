/* The text format: for people at a terminal. In: findings. Out: excerpts with carets. */
#include "base/shown.h"
#include "base/utf8.h"
#include "report/grouping.h"
#include "report/text_excerpt.h"
#include "rule/alternative.h"

/* The bytes of `text` that go on one line of `columns`, broken at a blank where there is one. */
static size_t line_length(slice text, size_t columns)
{
    size_t fits = 0;
    size_t blank = 0;
    for (size_t column = 0; column < columns && fits < text.length; column++) {
        size_t length;
        utf8_decode(slice_sub(text, fits, text.length), &length);
        blank = text.data[fits] == ' ' ? fits : blank;
        fits += length;
    }
    bool is_all = fits == text.length || text.data[fits] == ' ';
    return is_all || blank == 0 ? fits : blank;
}

/* Prints text that begins in column `at`, and goes on in column `indent` of the next lines. */
static void print_broken(const struct text_writing *writing, slice text, size_t at, size_t indent)
{
    enum { COLUMNS_LEAST = 20 };
    text = shown(writing->arena, text);
    while (writing->columns >= at + COLUMNS_LEAST) {
        size_t length = line_length(text, writing->columns - at);
        if (length == text.length) {
            break;
        }
        fprintf(writing->out, "%.*s\n%*s", (int)length, text.data, (int)indent, "");
        length += text.data[length] == ' ';
        text = slice_sub(text, length, text.length);
        at = indent;
    }
    fprintf(writing->out, "%.*s", SLICE_ARGS(text));
}

static void print_note(const struct text_writing *writing, const char *name, slice text)
{
    if (text.length > 0) {
        fprintf(writing->out, "%s%*s =%s %s: ", writing->style->frame, writing->gutter, "",
                writing->style->off, name);
        size_t indent = (size_t)writing->gutter + strlen(" = : ") + strlen(name);
        print_broken(writing, text, indent, indent);
        fputc('\n', writing->out);
    }
}

static void print_finding(const struct report *report, const struct finding *finding, FILE *out)
{
    struct text_writing room = {report->arena, out, text_style(report->colour),
                                text_gutter(finding), report->columns};
    const struct text_writing *writing = &room;
    const struct text_style *style = writing->style;
    const struct rule *rule = finding->rule;
    fprintf(writing->out, "%s%s[", text_severity_style(style, rule->severity),
            severity_name(rule->severity));
    shown_print(writing->out, rule->id);
    fprintf(writing->out, "]%s%s: ", style->off, style->bold);
    size_t head = strlen(severity_name(rule->severity)) + strlen("[]: ") + rule->id.length;
    print_broken(writing, finding->message, head, 2);
    fprintf(writing->out, "%s\n", style->off);
    text_print_excerpts(writing, finding);
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
