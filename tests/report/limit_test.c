/* Formats whose readers take only so many findings: the gravest are written, and the rest is told
 * of. In: a made report. Out: what is written of it. */
#include "report/report.h"
#include "tests/test.h"

#include <stdlib.h>

enum { WARNINGS = 25010, ERRORS = 20, MOST = 25000 };

static size_t count_of(slice text, slice part)
{
    size_t count = 0;
    for (size_t at = slice_find(text, part); at < text.length; at = slice_find(text, part)) {
        text = slice_sub(text, at + part.length, text.length);
        count++;
    }
    return count;
}

static void add(struct report *report, const struct source *source, const struct rule *rule)
{
    struct finding finding = {.rule = rule,
                              .certainty = CERTAINTY_VIOLATES,
                              .span = {source, 0, 1},
                              .message = SLICE("it is wrong")};
    VECTOR_PUSH(report->arena, &report->findings, finding);
}

/* Written as SARIF; the caller frees it. */
static char *written(struct report *report, size_t *length)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, length);
    report_prepare(report);
    report_print(&report_sarif, report, out);
    fclose(out);
    return text;
}

int main(void)
{
    struct arena *arena = arena_new();
    struct rule rules[] = {
        {.id = SLICE("grave"), .severity = SEVERITY_ERROR, .summary = SLICE("grave")},
        {.id = SLICE("slight"), .severity = SEVERITY_WARNING, .summary = SLICE("slight")},
    };
    const struct rule_set set = {rules, 2, 2};
    struct report report = {.arena = arena, .rules = &set};
    const struct source *source = source_new(arena, "a.sh", SLICE("x\n"));
    for (int i = 0; i < WARNINGS; i++) {
        add(&report, source, &rules[1]);
    }
    for (int i = 0; i < ERRORS; i++) {
        add(&report, source, &rules[0]);
    }
    size_t length;
    char *text = written(&report, &length);
    slice log = {text, length};
    test_report(count_of(log, SLICE("\"ruleId\":")) == MOST, "sarif: %d results", MOST);
    test_report(count_of(log, SLICE("\"ruleId\":\"grave\"")) == ERRORS, "sarif: all errors");
    test_report(report.left_out == WARNINGS + ERRORS - MOST, "sarif: how many are left out");
    test_report(count_of(log, SLICE("30 results were left out")) == 1, "sarif: that is told");
    free(text);
    arena_free(arena);
    return test_status();
}
