/* Reports as Markdown. In: a report. Out: its tables. */
#include "live/checkpoint/report.h"

#include "base/instant.h"

/* What stands in the table of figures, in its order: shares stand for the counts that they are made
 * of. */
static const enum figure shown[] = {
    FIGURE_TIMEOUT_RATE,    FIGURE_FAILURE_RATE,       FIGURE_EXECUTION_MAX,
    FIGURE_EXECUTION_MEAN,  FIGURE_EXECUTIONS_RUNNING, FIGURE_REJECTION_ENTRIES,
    FIGURE_TIMEOUT_ENTRIES, FIGURE_REJECTED_RATE,      FIGURE_UNJUDGED,
    FIGURE_REDELIVERY_RATE, FIGURE_DELIVERED_AGAIN,    FIGURE_FORWARDED,
    FIGURE_DEAD_LETTERED,   FIGURE_PUSH_REFUSED,       FIGURE_PUBLISH_ERRORS,
    FIGURE_RECONNECTS,      FIGURE_LATENCY_MEAN,       FIGURE_LATENCY_P99,
    FIGURE_LATENCY_MAX,
};

/* Text in a cell of a table. */
static void write_cell(struct buffer *out, slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '|' || c == '\\' || c == '`' || c == '<' || c == '*') {
            buffer_append_byte(out, '\\');
        }
        buffer_append_byte(out, c == '\n' || c == '\r' ? ' ' : c);
    }
}

static void write_criteria(struct buffer *out, const struct checkpoint_report *report)
{
    static const char *const outcomes[] = {"met", "**not met**", "**not known**"};
    if (report->criteria.count == 0) {
        return;
    }
    buffer_printf(out, "\n## Criteria\n\n| criterion | | |\n|---|---|---|\n");
    for (size_t i = 0; i < report->criteria.count; i++) {
        const struct criterion *criterion = &report->criteria.items[i];
        /* It holds a figure's name, a comparison and a number: nothing that ends code. */
        buffer_printf(out, "| `%.*s` | %.*s | %s |\n", SLICE_ARGS(criterion->written),
                      SLICE_ARGS(figures_told(out->arena, &report->figures, criterion->figure)),
                      outcomes[report->outcomes[i]]);
    }
}

/* Whether there is anything to be told of it. */
static bool is_worth_a_row(const struct figures *figures, enum figure figure)
{
    const struct figure_row *row = figure_row(figure);
    return row->kind == FIGURE_IS_SHARE ? figures->is_known[row->whole] : figures->is_known[figure];
}

static void write_figures(struct buffer *out, const struct checkpoint_report *report)
{
    const struct figures *now = &report->figures;
    const struct report_baseline *baseline = report->baseline;
    buffer_printf(out, "\n## Figures\n\n%s\n",
                  baseline ? "| | before | now |\n|---|---|---|" : "| | |\n|---|---|");
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        bool before = baseline && is_worth_a_row(&baseline->figures, shown[i]);
        if (!before && !is_worth_a_row(now, shown[i])) {
            continue;
        }
        buffer_printf(out, "| %s ", figure_row(shown[i])->label);
        if (baseline) {
            buffer_printf(out, "| %.*s ",
                          SLICE_ARGS(figures_told(out->arena, &baseline->figures, shown[i])));
        }
        buffer_printf(out, "| %.*s |\n", SLICE_ARGS(figures_told(out->arena, now, shown[i])));
    }
}

static uint64_t count_of(const struct rule_count *rules, size_t count, slice rule)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(rules[i].rule, rule)) {
            return rules[i].count;
        }
    }
    return 0;
}

static void write_rule(struct buffer *out, const struct checkpoint_report *report, slice rule)
{
    const struct report_baseline *baseline = report->baseline;
    buffer_append(out, SLICE("| "));
    write_cell(out, rule);
    if (baseline) {
        buffer_printf(out, " | %llu",
                      (unsigned long long)count_of(baseline->rules, baseline->rule_count, rule));
    }
    buffer_printf(out, " | %llu |\n",
                  (unsigned long long)count_of(report->rules, report->rule_count, rule));
}

static void write_rules(struct buffer *out, const struct checkpoint_report *report)
{
    const struct report_baseline *baseline = report->baseline;
    size_t before = baseline ? baseline->rule_count : 0;
    if (report->rule_count + before == 0) {
        return;
    }
    buffer_printf(out, "\n## Rejected messages by rule\n\n%s\n",
                  baseline ? "| rule | before | now |\n|---|---|---|" : "| rule | |\n|---|---|");
    for (size_t i = 0; i < report->rule_count; i++) {
        write_rule(out, report, report->rules[i].rule);
    }
    for (size_t i = 0; i < before; i++) {
        if (count_of(report->rules, report->rule_count, baseline->rules[i].rule) == 0) {
            write_rule(out, report, baseline->rules[i].rule);
        }
    }
}

static void write_troubles(struct buffer *out, const struct checkpoint_report *report)
{
    if (report->trouble_count > 0) {
        buffer_append(out, SLICE("\n## What couldn't be looked up\n\n"));
    }
    for (size_t i = 0; i < report->trouble_count; i++) {
        buffer_append(out, SLICE("- "));
        write_cell(out, report->troubles[i]);
        buffer_append_byte(out, '\n');
    }
}

slice report_as_markdown(struct arena *arena, const struct checkpoint_report *report)
{
    struct buffer out = {.arena = arena};
    slice time = duration_written(arena, (double)(report->taken_at - report->started_at) / 1e6);
    buffer_printf(&out, "# %s %u: ", report->is_last ? "Last checkpoint," : "Checkpoint",
                  report->number);
    buffer_printf(&out, "%s\n\n",
                  report->criteria.count == 0 ? "no criteria"
                  : report_is_met(report)     ? "all criteria are met"
                                              : "not all criteria are met");
    buffer_append(&out, SLICE("Messages of "));
    write_cell(&out, slice_from(report->judged));
    buffer_printf(&out, " from %.*s to %.*s (%.*s)",
                  SLICE_ARGS(instant_written(arena, report->started_at)),
                  SLICE_ARGS(instant_written(arena, report->taken_at)), SLICE_ARGS(time));
    if (report->baseline) {
        slice taken = report->baseline->taken;
        buffer_append(&out, SLICE(", compared with "));
        write_cell(&out, slice_from(report->baseline->path));
        buffer_printf(&out, "%s%.*s", taken.length > 0 ? " of " : "", SLICE_ARGS(taken));
    }
    buffer_append(&out, SLICE(".\n"));
    write_criteria(&out, report);
    write_figures(&out, report);
    write_rules(&out, report);
    write_troubles(&out, report);
    return buffer_slice(&out);
}
