/* The junit format: XML that Jenkins, GitLab and others show as tests. In: findings. Out: one
 * document: a file is a suite, a finding a test that failed, a file without any one that passed. */
#include "report/grouping.h"
#include "report/markup.h"

static void print_failure(const struct finding *finding, FILE *out)
{
    const struct rule *rule = finding->rule;
    struct position start = source_position(finding->span.source, finding->span.start);
    fprintf(out, "      <failure type=\"%s\" message=\"", severity_name(rule->severity));
    html_print(finding->message, out);
    fputs("\">", out);
    html_print(slice_from(finding->span.source->path), out);
    fprintf(out, ":%u:%u: ", start.line, start.column);
    html_print(finding->message, out);
    if (rule->help.length > 0) {
        fputs("\nhelp: ", out);
        html_print(rule->help, out);
    }
    fputs("</failure>\n", out);
}

static void print_case(const struct finding *finding, FILE *out)
{
    struct position start = source_position(finding->span.source, finding->span.start);
    fputs("    <testcase name=\"", out);
    html_print(finding->rule->id, out);
    fputs("\" classname=\"", out);
    html_print(slice_from(finding->span.source->path), out);
    fputs("\" file=\"", out);
    html_print(slice_from(finding->span.source->path), out);
    fprintf(out, "\" line=\"%u\">\n", start.line);
    if (!finding_counts(finding)) {
        fprintf(out, "      <skipped message=\"%s\"/>\n",
                finding->is_suppressed ? "suppressed by a comment" : "stands in the baseline");
    } else {
        print_failure(finding, out);
    }
    fputs("    </testcase>\n", out);
}

static void print_suite(const struct file_group *group, FILE *out)
{
    size_t tests = group->findings.count > 0 ? group->findings.count : 1;
    size_t skipped = 0;
    for (size_t i = 0; i < group->findings.count; i++) {
        skipped += !finding_counts(group->findings.items[i]);
    }
    fputs("  <testsuite name=\"", out);
    html_print(slice_from(group->path), out);
    fprintf(out, "\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\">\n", tests,
            group->findings.count - skipped, skipped);
    for (size_t i = 0; i < group->findings.count; i++) {
        print_case(group->findings.items[i], out);
    }
    if (group->findings.count == 0) {
        fputs("    <testcase name=\"payloads\" classname=\"", out);
        html_print(slice_from(group->path), out);
        fputs("\"/>\n", out);
    }
    fputs("  </testsuite>\n", out);
}

static void print(const struct report *report, FILE *out)
{
    struct file_groups groups = group_by_file(report);
    size_t tests = report->findings.count + report->suppressed.count;
    for (size_t i = 0; i < groups.count; i++) {
        tests += groups.items[i].findings.count == 0;
    }
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites name=\"paylint\" tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n",
            tests, report->findings.count);
    for (size_t i = 0; i < groups.count; i++) {
        print_suite(&groups.items[i], out);
    }
    fputs("</testsuites>\n", out);
}

const struct report_format report_junit = {.name = "junit", .print = print};
