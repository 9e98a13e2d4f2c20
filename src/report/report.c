/* The list of formats, and what they share. In: a format's name. Out: its reporter. */
#include "report/report.h"

static const struct report_format *const formats[] = {&report_text, &report_json, &report_sarif};

const struct report_format *report_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(formats[i]->name, name) == 0) {
            return formats[i];
        }
    }
    return NULL;
}

const char *report_names(void)
{
    return "text, json or sarif";
}

void report_count(struct summary *summary, const struct finding *finding)
{
    enum severity severity = finding->rule->severity;
    summary->errors += severity == SEVERITY_ERROR;
    summary->warnings += severity == SEVERITY_WARNING;
    summary->infos += severity == SEVERITY_INFO;
    summary->fixable += finding->fix != NULL;
    summary->safely_fixable += finding->fix && finding->fix->safety == FIX_SAFE;
}

void report_print(const struct report_format *format, struct report *report, FILE *out)
{
    const struct findings *findings = &report->findings;
    for (size_t i = 0; i < findings->count; i++) {
        report_count(&report->summary, &findings->items[i]);
    }
    format->begin(report, out);
    for (size_t i = 0; i < findings->count; i++) {
        fputs(i > 0 ? format->between : "", out);
        format->finding(report, &findings->items[i], out);
    }
    format->end(report, out);
}
