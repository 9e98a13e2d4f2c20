/* Audits in one output format each. To add a format: one file here, a row in audit.c. */
#ifndef PAYLINT_REPORT_AUDIT_H
#define PAYLINT_REPORT_AUDIT_H

#include "rule/audit.h"

#include <stdio.h>

/* All scripts of a run, in the order of the files. */
struct audit {
    struct arena *arena;
    struct audited_script *items;
    size_t count;
    size_t capacity;
    bool colour; /* of the text format */
};

/* How many scripts have each verdict. */
struct audit_summary {
    size_t counts[AUDIT_VERDICT_COUNT];
};
struct audit_summary audit_summary(const struct audit *audit);

typedef void audit_function(const struct audit *audit, FILE *out);

/* The reporter of that name, or NULL. */
audit_function *audit_find(const char *name);
/* The names of the formats by number; NULL behind the last. */
const char *audit_name(size_t index);

audit_function audit_text, audit_markdown, audit_json, audit_html;

/* "3 need a fix, 1 depends on something outside, …": verdicts that no script has are left out. */
slice audit_summary_told(struct arena *arena, const struct audit_summary *summary);
/* What makes the id, or its value: "uuidgen | tr", "\"test1\"". */
slice audit_id_told(struct arena *arena, const struct audited_id *id);

#endif
