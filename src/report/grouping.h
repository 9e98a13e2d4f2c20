/* Findings by file and by rule. */
#ifndef PAYLINT_REPORT_GROUPING_H
#define PAYLINT_REPORT_GROUPING_H

#include "report/report.h"

/* What was found in one file. */
struct file_group {
    const char *path;
    VECTOR(const struct finding *) findings;
};

struct file_groups {
    struct file_group *items;
    size_t count;
    size_t capacity;
};

/* All files that were read, with or without findings, in their order; behind them others that
 * findings stand in. With suppressed findings where the report has some. */
struct file_groups group_by_file(const struct report *report);

/* What was found by one rule. */
struct rule_group {
    const struct rule *rule;
    size_t count;
    size_t fixable;
};

struct rule_groups {
    struct rule_group *items;
    size_t count;
    size_t capacity;
};

/* The rules that something was found by, those that found most first; without suppressed
 * findings. */
struct rule_groups group_by_rule(const struct report *report);

#endif
