/* The markdown format: for job summaries and comments. In: findings. Out: a table of them. */
#include "report/forge.h"
#include "report/grouping.h"
#include "report/markup.h"

/* A job summary of GitHub holds 1 MiB. */
enum { ROWS_MAX = 1000 };

static void print_row(const struct report *report, const struct finding *finding, FILE *out)
{
    const struct rule *rule = finding->rule;
    const struct source *source = finding->span.source;
    fprintf(out, "| %s | ", severity_name(rule->severity));
    markdown_print(forge_path(report, source->path), out);
    fprintf(out, ":%u | ", source_position(source, finding->span.start).line);
    markdown_print(rule->id, out);
    fputs(" | ", out);
    markdown_print(finding->message, out);
    fputs(" |\n", out);
}

static void print_findings(const struct report *report, FILE *out)
{
    size_t count = report->findings.count;
    size_t shown = count < ROWS_MAX ? count : ROWS_MAX;
    fputs("| severity | place | rule | what is wrong |\n|---|---|---|---|\n", out);
    for (size_t i = 0; i < shown; i++) {
        print_row(report, &report->findings.items[i], out);
    }
    if (shown < count) {
        fprintf(out, "\n%zu more are not shown.\n", count - shown);
    }
}

static void print_statistics(const struct report *report, FILE *out)
{
    struct rule_groups groups = group_by_rule(report);
    fputs("| findings | fixable | severity | rule |\n|--:|--:|---|---|\n", out);
    for (size_t i = 0; i < groups.count; i++) {
        const struct rule_group *group = &groups.items[i];
        fprintf(out, "| %zu | %zu | %s | ", group->count, group->fixable,
                severity_name(group->rule->severity));
        markdown_print(group->rule->id, out);
        fputs(" |\n", out);
    }
}

static void print(const struct report *report, FILE *out)
{
    const struct summary *summary = &report->summary;
    fputs("## paylint\n\n", out);
    if (report->findings.count > 0) {
        fprintf(out, "%zu error%s and %zu warning%s", summary->errors, plural(summary->errors),
                summary->warnings, plural(summary->warnings));
    } else {
        fputs("Nothing found", out);
    }
    fprintf(out, " in %zu payload%s of %zu file%s.", report->payloads, plural(report->payloads),
            report->files.count, plural(report->files.count));
    if (summary->fixable > 0) {
        fprintf(out, " `paylint check --fix` puts %zu of them right.", summary->safely_fixable);
    }
    fputs("\n", out);
    if (report->findings.count > 0) {
        fputs("\n", out);
        (report->shows_statistics ? print_statistics : print_findings)(report, out);
    }
}

const struct report_format report_markdown = {
    .name = "markdown", .print = print, .has_statistics = true};
