/* The checkstyle format: XML that many CI servers read. In: findings. Out: one document, with an
 * element for each file that something was found in. */
#include "report/grouping.h"
#include "report/markup.h"

static void print_finding(const struct finding *finding, FILE *out)
{
    const struct rule *rule = finding->rule;
    struct position start = source_position(finding->span.source, finding->span.start);
    fprintf(out, "    <error line=\"%u\" column=\"%u\" severity=\"%s\" message=\"", start.line,
            start.column, severity_name(rule->severity));
    html_print(finding->message, out);
    fputs("\" source=\"paylint.", out);
    html_print(rule->id, out);
    fputs("\"/>\n", out);
}

static void print_file(const struct file_group *group, FILE *out)
{
    bool begun = false;
    for (size_t i = 0; i < group->findings.count; i++) {
        if (!finding_counts(group->findings.items[i])) {
            continue;
        }
        if (!begun) {
            fputs("  <file name=\"", out);
            html_print(slice_from(group->path), out);
            fputs("\">\n", out);
            begun = true;
        }
        print_finding(group->findings.items[i], out);
    }
    fputs(begun ? "  </file>\n" : "", out);
}

static void print(const struct report *report, FILE *out)
{
    struct file_groups groups = group_by_file(report);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n", out);
    for (size_t i = 0; i < groups.count; i++) {
        print_file(&groups.items[i], out);
    }
    fputs("</checkstyle>\n", out);
}

const struct report_format report_checkstyle = {.name = "checkstyle", .print = print};
