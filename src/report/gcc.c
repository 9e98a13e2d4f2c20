/* The gcc format: a line for each finding, as compilers write it, for the many programs that read
 * that (docs/workflows.md). In: findings. Out: `PATH:LINE:COLUMN: error: message [rule]`. */
#include "report/report.h"

static void print_finding(const struct report *report, const struct finding *finding, FILE *out)
{
    static const char *const levels[] = {"error", "warning", "note"};
    const struct rule *rule = finding->rule;
    struct position start = source_position(finding->span.source, finding->span.start);
    report_print_line(slice_from(finding->span.source->path), out);
    fprintf(out, ":%u:%u: %s: ", start.line, start.column, levels[rule->severity]);
    report_print_line(finding->message, out);
    fprintf(out, " [%.*s]\n", SLICE_ARGS(rule->id));
}

const struct report_format report_gcc = {
    .name = "gcc",
    .finding = print_finding,
    .between = "",
};
