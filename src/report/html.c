/* The html format: a page for people. In: findings. Out: how many there are of each rule, and each
 * with an excerpt of its source, the way of its value and what a fix would change. */
#include "report/grouping.h"
#include "report/html_fix.h"
#include "report/html_page.h"
#include "report/html_source.h"
#include "report/markup.h"
#include "rule/alternative.h"

/* What a browser still opens at once. */
enum { FINDINGS_MAX = 5000 };

struct page {
    const struct report *report;
    FILE *out;
    size_t number; /* of the finding, from 1 */
};

static const char *verdict_of(const struct finding *finding)
{
    return finding_counts(finding) ? severity_name(finding->rule->severity) : "suppressed";
}

/* ---- Where ---- */

static void add_mark(const struct page *page, struct marks_list *marks, struct span span,
                     const char *name, slice title)
{
    uint32_t end = span.end > span.start ? span.end : span.start + 1;
    VECTOR_PUSH(page->report->arena, marks, ((struct mark){span.start, end, name, title}));
}

/* Where a step begins: of one over many lines the first. */
static struct span first_line(struct span span)
{
    uint32_t start = source_line_start(span.source, span.start);
    uint32_t end = start + (uint32_t)source_line(span.source, span.start).length;
    return (struct span){span.source, span.start, span.end < end ? span.end : end};
}

/* The finding's own place, where that is in the file, and the steps that stand elsewhere in it. */
static struct marks_list marks_in(const struct page *page, const struct finding *finding,
                                  const struct source *source)
{
    struct marks_list marks = {0};
    bool is_here = finding->span.source == source;
    if (is_here) {
        const char *severity = severity_name(finding->rule->severity);
        const char *name = arena_printf(page->report->arena, "wrong %s", severity).data;
        add_mark(page, &marks, finding->span, name, finding->label);
    }
    for (size_t i = 0; i < finding->trail_count; i++) {
        struct span step = finding->trail[i].span;
        if (step.source != source) {
            continue;
        }
        step = first_line(step);
        if (!is_here || step.start > finding->span.start || step.end < finding->span.end) {
            add_mark(page, &marks, step, "step", finding->trail[i].message);
        }
    }
    return marks;
}

static void print_excerpt(const struct page *page, const struct finding *finding,
                          const struct source *source, size_t number)
{
    struct marks_list marks = marks_in(page, finding, source);
    char prefix[64];
    snprintf(prefix, sizeof prefix, "f%zus%zuL", page->number, number);
    struct html_listing listing = {page->report->arena, source, &marks, prefix, true};
    if (source != finding->span.source) {
        fputs("<p class=\"elsewhere\">in ", page->out);
        html_print(slice_from(source->path), page->out);
        fputs("</p>\n", page->out);
    }
    fputs("<div class=\"listing\">", page->out);
    html_print_source(&listing, page->out);
    fputs("</div>\n", page->out);
}

/* An excerpt of each file that the value comes through. */
static void print_excerpts(const struct page *page, const struct finding *finding)
{
    VECTOR(const struct source *) shown = {0};
    VECTOR_PUSH(page->report->arena, &shown, finding->span.source);
    for (size_t i = 0; i < finding->trail_count; i++) {
        const struct source *source = finding->trail[i].span.source;
        bool is_new = true;
        for (size_t k = 0; k < shown.count; k++) {
            is_new = is_new && shown.items[k] != source;
        }
        if (is_new) {
            VECTOR_PUSH(page->report->arena, &shown, source);
        }
    }
    for (size_t i = 0; i < shown.count; i++) {
        print_excerpt(page, finding, shown.items[i], i + 1);
    }
}

/* ---- What is said ---- */

static void print_fact(const struct page *page, const char *name, const char *element, slice text)
{
    if (text.length > 0) {
        fprintf(page->out, "<dt>%s</dt><dd><%s>", name, element);
        html_print(text, page->out);
        fprintf(page->out, "</%s></dd>\n", element);
    }
}

static void print_facts(const struct page *page, const struct finding *finding)
{
    bool always = finding->certainty == CERTAINTY_VIOLATES;
    fputs("<dl>\n", page->out);
    print_fact(page, "where", "code", finding->pointer);
    print_fact(page, "sent by", "span", finding->sink);
    print_fact(page, "to", "code", finding->destination);
    print_fact(page, always ? "sends" : "can send", "code", finding->sent);
    fprintf(page->out, "<dt>certainty</dt><dd><span class=\"certainty %s\">%s</span></dd>\n",
            certainty_name(finding->certainty), certainty_name(finding->certainty));
    print_fact(page, "help", "span", finding->rule->help);
    if (!finding_counts(finding)) {
        slice why = finding->justification.data ? finding->justification : SLICE("not counted");
        print_fact(page, finding->is_suppressed ? "comment" : "baseline", "span", why);
    }
    fputs("</dl>\n", page->out);
    if (finding->fix) {
        html_print_fix(page->report->arena, finding->span.source, finding->fix, page->out);
    }
}

static void print_finding(const struct page *page, const struct finding *finding)
{
    const char *verdict = verdict_of(finding);
    const struct source *source = finding->span.source;
    struct position start = source_position(source, finding->span.start);
    fprintf(page->out, "<details class=\"finding\" id=\"f%zu\" data-verdict=\"%s\" data-rules=\"",
            page->number, verdict);
    html_print(finding->rule->id, page->out);
    fputs("\" data-path=\"", page->out);
    html_print(slice_from(source->path), page->out);
    fprintf(page->out, "\">\n<summary><span class=\"verdict %s\">%s</span> <span class=\"place\">",
            verdict, verdict);
    fprintf(page->out, "%u:%u</span> <span class=\"message\">", start.line, start.column);
    html_print(finding->message, page->out);
    fputs("</span> <code class=\"rule\">", page->out);
    html_print(finding->rule->id, page->out);
    fputs("</code></summary>\n", page->out);
    print_excerpts(page, finding);
    print_facts(page, finding);
    fputs("</details>\n", page->out);
}

static void print_files(struct page *page)
{
    struct file_groups groups = group_by_file(page->report);
    for (size_t i = 0; i < groups.count && page->number < FINDINGS_MAX; i++) {
        const struct file_group *group = &groups.items[i];
        if (group->findings.count == 0) {
            continue;
        }
        fputs("<section>\n<h2>", page->out);
        html_print(slice_from(group->path), page->out);
        fputs("</h2>\n", page->out);
        for (size_t k = 0; k < group->findings.count && page->number < FINDINGS_MAX; k++) {
            page->number++;
            print_finding(page, group->findings.items[k]);
        }
        fputs("</section>\n", page->out);
    }
    size_t all = page->report->findings.count + page->report->suppressed.count;
    if (all > page->number) {
        fprintf(page->out, "<p>%zu more are not shown.</p>\n", all - page->number);
    }
}

/* ---- Rules ---- */

static void print_rules(const struct page *page, const struct rule_groups *groups)
{
    if (groups->count == 0) {
        return;
    }
    fputs("<table class=\"rules\"><thead><tr><th>findings</th><th>fixable</th><th>severity</th>"
          "<th>rule</th></tr></thead><tbody>\n",
          page->out);
    for (size_t i = 0; i < groups->count; i++) {
        const struct rule_group *group = &groups->items[i];
        const char *severity = severity_name(group->rule->severity);
        bool has_why = group->rule->why.length > 0;
        fprintf(page->out,
                "<tr><td>%zu</td><td>%zu</td><td><span class=\"severity %s\">%s</span></td><td>"
                "%s<code>",
                group->count, group->fixable, severity, severity,
                has_why ? "<details><summary>" : "");
        html_print(group->rule->id, page->out);
        fputs("</code> ", page->out);
        html_print(group->rule->summary, page->out);
        fputs(has_why ? "</summary>" : "", page->out);
        html_print(group->rule->why, page->out);
        fputs(has_why ? "</details></td></tr>\n" : "</td></tr>\n", page->out);
    }
    fputs("</tbody></table>\n", page->out);
}

static struct slice_list ids_of(const struct page *page, const struct rule_groups *groups)
{
    slice *ids = ARENA_ARRAY(page->report->arena, slice, groups->count + 1);
    for (size_t i = 0; i < groups->count; i++) {
        ids[i] = groups->items[i].rule->id;
    }
    return (struct slice_list){ids, groups->count};
}

/* ---- The page ---- */

static void print_summary(const struct page *page)
{
    const struct report *report = page->report;
    fputs("<p>", page->out);
    report_count_print(report, page->out);
    if (report->fixed > 0) {
        fprintf(page->out, " %zu %s been fixed.", report->fixed,
                report->fixed == 1 ? "has" : "have");
    }
    if (report->summary.fixable > 0) {
        fputc(' ', page->out);
        report_fixes_print(&report->summary, page->out);
    }
    fputs(report->is_incomplete ? " <strong>Not everything could be read.</strong></p>\n"
                                : "</p>\n",
          page->out);
}

static void print(const struct report *report, FILE *out)
{
    struct page page = {.report = report, .out = out};
    const struct summary *summary = &report->summary;
    struct html_filter filters[] = {
        {"error", summary->errors},
        {"warning", summary->warnings},
        {"info", summary->infos},
        {"suppressed", report->suppressed.count},
    };
    struct rule_groups groups = group_by_rule(report);
    struct slice_list ids = ids_of(&page, &groups);
    html_page_begin("Payload check", out);
    print_summary(&page);
    print_rules(&page, &groups);
    bool has_findings = report->findings.count + report->suppressed.count > 0;
    if (has_findings && !report->shows_statistics) {
        html_page_filters(filters, sizeof filters / sizeof *filters, &ids, out);
    }
    fputs("</header>\n<main>\n", out);
    if (!report->shows_statistics) {
        print_files(&page);
    }
    fputs("</main>\n", out);
    html_page_end(out);
}

const struct report_format report_html = {
    .name = "html",
    .print = print,
    .has_statistics = true,
    .tells_edits = true,
};
