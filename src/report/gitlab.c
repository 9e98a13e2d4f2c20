/* The gitlab format: a code quality report. In: findings. Out: an array of issues.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
#include "report/forge.h"
#include "report/json_output.h"

static void print_finding(const struct report *report, const struct finding *finding, FILE *out)
{
    static const char *const levels[] = {"major", "minor", "info"};
    struct arena *arena = report->arena;
    struct span span = finding->span;
    cJSON *issue = cJSON_CreateObject();
    output_add_slice(arena, issue, "description", finding->message);
    output_add_slice(arena, issue, "check_name", finding->rule->id);
    output_add_slice(arena, issue, "fingerprint", forge_fingerprint(report, finding));
    cJSON_AddStringToObject(issue, "severity", levels[finding->rule->severity]);
    cJSON *location = output_add_object(issue, "location");
    output_add_slice(arena, location, "path", forge_path(report, span.source->path));
    cJSON *positions = output_add_object(location, "positions");
    output_add_position(positions, "begin", span.source, span.start);
    output_add_position(positions, "end", span.source, span.end);
    output_print_part(issue, out);
}

static void begin(const struct report *report, FILE *out)
{
    fputs("[", out);
}

static void end(const struct report *report, FILE *out)
{
    fputs("]\n", out);
}

const struct report_format report_gitlab = {
    .name = "gitlab",
    .begin = begin,
    .finding = print_finding,
    .between = ",",
    .end = end,
};
