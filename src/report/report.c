/* The table of formats, and what they share. In: a format's name. Out: its reporter. */
#include "report/report.h"

struct report_row {
    const char *name;
    report_function *function;
};

static const struct report_row rows[] = {
    {"text", report_text},
    {"json", report_json},
    {"sarif", report_sarif},
};

report_function *report_find(const char *name)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return rows[i].function;
        }
    }
    return NULL;
}

const char *report_names(void)
{
    return "text, json or sarif";
}

struct summary report_summary(const struct report *report)
{
    struct summary summary = {0};
    for (size_t i = 0; i < report->findings.count; i++) {
        enum severity severity = report->findings.items[i].rule->severity;
        summary.errors += severity == SEVERITY_ERROR;
        summary.warnings += severity == SEVERITY_WARNING;
        summary.infos += severity == SEVERITY_INFO;
        const struct fix *fix = report->findings.items[i].fix;
        summary.fixable += fix != NULL;
        summary.safely_fixable += fix && fix->safety == FIX_SAFE;
    }
    return summary;
}
