/* Reporters: findings and payloads in one output format each. To add a format: one file here, its
 * name below and in report.c. */
#ifndef PAYLINT_REPORT_REPORT_H
#define PAYLINT_REPORT_REPORT_H

#include "rule/finding.h"

#include <stdio.h>

struct summary {
    size_t errors;
    size_t warnings;
    size_t infos;
    size_t fixable; /* that have a fix */
    size_t safely_fixable;
};

/* All that a run found, in the order of the files. */
struct report {
    struct arena *arena; /* what is written is made in it */
    const struct rule_set *rules;
    struct findings findings;
    struct summary summary; /* of these findings, or of those written one by one */
    size_t files;
    size_t payloads;
    size_t fixed;     /* findings that are gone */
    const char *noun; /* what the text format calls a payload: "message"; NULL: "payload" */
    bool colour;      /* of the text format */
};

/* Counts the finding. */
void report_count(struct summary *summary, const struct finding *finding);

/* One format, written in parts, so that a report may be longer than what memory holds. */
struct report_format {
    const char *name;
    void (*begin)(const struct report *report, FILE *out);
    void (*finding)(const struct report *report, const struct finding *finding, FILE *out);
    const char *between; /* written between two findings */
    void (*end)(const struct report *report, FILE *out);
};

/* The format of that name, or NULL. */
const struct report_format *report_find(const char *name);
/* "text, json or sarif" */
const char *report_names(void);
/* Writes the whole report; counts its findings first. */
void report_print(const struct report_format *format, struct report *report, FILE *out);

extern const struct report_format report_text, report_json, report_sarif;

/* A payload with the file that it stands in. */
void report_payloads_text(struct arena *arena, const struct payload *payloads, size_t count,
                          FILE *out);
/* Prints all payloads of all files as one document. */
void report_payloads_json(struct arena *arena, const struct payload *payloads, size_t count,
                          FILE *out);

#endif
