/* Reporters: findings and payloads in one output format each. To add a format: one file here, its
 * functions below, one row in report.c. */
#ifndef PAYLINT_REPORT_REPORT_H
#define PAYLINT_REPORT_REPORT_H

#include "rule/finding.h"

#include <stdio.h>

/* All that a run found, in the order of the files. */
struct report {
    struct arena *arena;
    const struct rule_set *rules;
    struct findings findings;
    size_t files;
    size_t payloads;
    size_t fixed; /* findings that are gone */
    bool colour;  /* of the text format */
};

struct summary {
    size_t errors;
    size_t warnings;
    size_t infos;
    size_t fixable; /* that have a fix */
    size_t safely_fixable;
};

struct summary report_summary(const struct report *report);

typedef void report_function(const struct report *report, FILE *out);

/* The reporter of that name (of `check`), or NULL. */
report_function *report_find(const char *name);
/* "text, json or sarif" */
const char *report_names(void);

report_function report_text, report_json, report_sarif;

/* A payload with the file that it stands in. */
void report_payloads_text(struct arena *arena, const struct payload *payloads, size_t count,
                          FILE *out);
/* Prints all payloads of all files as one document. */
void report_payloads_json(struct arena *arena, const struct payload *payloads, size_t count,
                          FILE *out);

#endif
