/* The github format: workflow commands, of which GitHub Actions makes annotations. In: findings.
 * Out: lines of `::error file=…,line=…,title=…::message`.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
#include "base/shown.h"
#include "base/utf8.h"
#include "report/forge.h"

/* GitHub makes annotations of the first ten errors, warnings and notices of a step; the rest is in
 * its log. */
enum { ANNOTATIONS_MAX = 10 };

/* The runner decodes %25, %0D and %0A, and in properties %3A and %2C; its log is a terminal. */
static void print_escaped(slice text, const char *escaped, FILE *out)
{
    for (size_t at = 0; at < text.length;) {
        size_t length;
        uint32_t code_point = utf8_decode(slice_sub(text, at, text.length), &length);
        if (code_point > 0 && code_point < 0x80 && strchr(escaped, (int)code_point)) {
            fprintf(out, "%%%02X", (unsigned)code_point);
        } else if (!shown_is_plain(code_point)) {
            fputc('?', out);
        } else {
            fwrite(text.data + at, 1, length, out);
        }
        at += length;
    }
}

static void print_property(slice text, FILE *out)
{
    print_escaped(text, "%\r\n:,", out);
}

static void print_data(slice text, FILE *out)
{
    print_escaped(text, "%\r\n", out);
}

/* Columns count only where an annotation is of one line. */
static void print_place(struct span span, FILE *out)
{
    struct position start = source_position(span.source, span.start);
    struct position end = source_position(span.source, span.end);
    fprintf(out, ",line=%u,endLine=%u", start.line, end.line);
    if (start.line == end.line) {
        fprintf(out, ",col=%u,endColumn=%u", start.column, end.column);
    }
}

static void print_finding(const struct report *report, const struct finding *finding, FILE *out)
{
    static const char *const levels[] = {"error", "warning", "notice"};
    const struct rule *rule = finding->rule;
    const struct source *source = finding->span.source;
    slice path = forge_path(report, source->path);
    fprintf(out, "::%s file=", levels[rule->severity]);
    print_property(path, out);
    print_place(finding->span, out);
    fputs(",title=paylint (", out);
    print_property(rule->id, out);
    fputs(")::", out);
    print_data(path, out);
    fprintf(out, ":%u: ", source_position(source, finding->span.start).line);
    print_data(finding->message, out);
    fprintf(out, " [%.*s]\n", SLICE_ARGS(rule->id));
}

static void end(const struct report *report, FILE *out)
{
    const struct summary *summary = &report->summary;
    if (summary->errors > ANNOTATIONS_MAX || summary->warnings > ANNOTATIONS_MAX ||
        summary->infos > ANNOTATIONS_MAX) {
        fprintf(out,
                "GitHub annotates the first %d errors and the first %d warnings of a step; all %zu "
                "and %zu stand above.\n",
                ANNOTATIONS_MAX, ANNOTATIONS_MAX, summary->errors, summary->warnings);
    }
}

const struct report_format report_github = {
    .name = "github",
    .finding = print_finding,
    .between = "",
    .end = end,
};
