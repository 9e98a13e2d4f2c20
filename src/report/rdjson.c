/* The rdjson format: reviewdog's own. In: findings. Out: one DiagnosticResult, with safe fixes as
 * suggestions. https://github.com/reviewdog/reviewdog/tree/master/proto/rdf */
#include "report/json_output.h"

/* Columns are bytes there, from 1. */
static void add_position(cJSON *range, const char *key, const struct source *source,
                         uint32_t offset)
{
    cJSON *position = output_add_object(range, key);
    uint32_t column = offset - source_line_start(source, offset) + 1;
    cJSON_AddNumberToObject(position, "line", source_position(source, offset).line);
    cJSON_AddNumberToObject(position, "column", column);
}

static void add_range(cJSON *parent, struct span span)
{
    cJSON *range = output_add_object(parent, "range");
    add_position(range, "start", span.source, span.start);
    add_position(range, "end", span.source, span.end);
}

/* All edits as one suggestion, from the first to the last: a reviewer takes all of them or none. */
static void add_suggestion(struct arena *arena, cJSON *diagnostic, const struct finding *finding)
{
    const struct fix *fix = finding->fix;
    if (!fix || fix->safety != FIX_SAFE || fix->edit_count == 0) {
        return;
    }
    const struct source *source = finding->span.source;
    uint32_t start = fix->edits[0].start;
    uint32_t end = fix->edits[fix->edit_count - 1].end;
    struct edits edits = {0};
    for (size_t i = 0; i < fix->edit_count; i++) {
        struct edit edit = fix->edits[i];
        edit.start -= start;
        edit.end -= start;
        edits_add(arena, &edits, edit);
    }
    cJSON *suggestion = output_add_object(output_add_array(diagnostic, "suggestions"), NULL);
    add_range(suggestion, (struct span){source, start, end});
    slice text = edits_apply(arena, slice_sub(source->bytes, start, end), &edits);
    output_add_slice(arena, suggestion, "text", text.data ? text : SLICE(""));
}

static void print_finding(const struct report *report, const struct finding *finding, FILE *out)
{
    static const char *const levels[] = {"ERROR", "WARNING", "INFO"};
    struct arena *arena = report->arena;
    const struct rule *rule = finding->rule;
    cJSON *diagnostic = cJSON_CreateObject();
    output_add_slice(arena, diagnostic, "message", finding->message);
    cJSON *location = output_add_object(diagnostic, "location");
    output_add_slice(arena, location, "path", slice_from(finding->span.source->path));
    add_range(location, finding->span);
    cJSON_AddStringToObject(diagnostic, "severity", levels[rule->severity]);
    output_add_slice(arena, output_add_object(diagnostic, "code"), "value", rule->id);
    add_suggestion(arena, diagnostic, finding);
    output_print_part(diagnostic, out);
}

static void begin(const struct report *report, FILE *out)
{
    fputs("{\"source\":{\"name\":\"paylint\"},\"diagnostics\":[", out);
}

static void end(const struct report *report, FILE *out)
{
    fputs("]}\n", out);
}

const struct report_format report_rdjson = {
    .name = "rdjson",
    .begin = begin,
    .finding = print_finding,
    .between = ",",
    .end = end,
    .tells_edits = true,
};
