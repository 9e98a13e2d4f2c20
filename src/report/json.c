/* The json format (DESIGN: `check --format json`). In: findings. Out: one document. */
#include "report/grouping.h"
#include "report/json_output.h"
#include "version.h"

static void add_fix(struct arena *arena, cJSON *object, const struct fix *fix)
{
    cJSON *item = output_add_object(object, "fix");
    cJSON_AddStringToObject(item, "safety", fix_safety_name(fix->safety));
    output_add_slice(arena, item, "message", fix->title);
    cJSON *edits = output_add_array(item, "edits");
    for (size_t i = 0; i < fix->edit_count; i++) {
        const struct edit *edit = &fix->edits[i];
        cJSON *one = output_add_object(edits, NULL);
        cJSON_AddNumberToObject(one, "start", edit->start);
        cJSON_AddNumberToObject(one, "end", edit->end);
        output_add_slice(arena, one, "text", edit->text.data ? edit->text : SLICE(""));
    }
}

static void print_finding(const struct report *report, const struct finding *finding, FILE *out)
{
    struct arena *arena = report->arena;
    const struct rule *rule = finding->rule;
    const struct source *source = finding->span.source;
    cJSON *object = cJSON_CreateObject();
    output_add_slice(arena, object, "rule", rule->id);
    cJSON_AddStringToObject(object, "severity", severity_name(rule->severity));
    cJSON_AddStringToObject(object, "certainty", certainty_name(finding->certainty));
    output_add_slice(arena, object, "path", slice_from(source->path));
    if (finding->script && finding->script != source) {
        cJSON_AddStringToObject(object, "script", finding->script->path);
    }
    output_add_position(object, "start", source, finding->span.start);
    output_add_position(object, "end", source, finding->span.end);
    output_add_slice(arena, object, "message", finding->message);
    output_add_slice(arena, object, "witness", finding->witness);
    output_add_slice(arena, object, "pointer", finding->pointer);
    output_add_slice(arena, object, "sink", finding->sink);
    output_add_slice(arena, object, "destination", finding->destination);
    output_add_trail(arena, object, finding->trail, finding->trail_count, source);
    if (finding->fix) {
        add_fix(arena, object, finding->fix);
    }
    if (!finding_counts(finding)) {
        cJSON_AddStringToObject(object, "suppressed",
                                finding->is_suppressed ? "comment" : "baseline");
        output_add_slice(arena, object, "justification", finding->justification);
    }
    output_print_part(object, out);
}

static void begin(const struct report *report, FILE *out)
{
    (void)report;
    fputs("{\"version\":\"" PAYLINT_VERSION "\",\"findings\":[", out);
}

static void print_statistics(const struct report *report, FILE *out)
{
    struct rule_groups groups = group_by_rule(report);
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < groups.count; i++) {
        const struct rule_group *group = &groups.items[i];
        cJSON *object = output_add_object(array, NULL);
        output_add_slice(report->arena, object, "rule", group->rule->id);
        cJSON_AddStringToObject(object, "severity", severity_name(group->rule->severity));
        cJSON_AddNumberToObject(object, "findings", (double)group->count);
        cJSON_AddNumberToObject(object, "fixable", (double)group->fixable);
    }
    output_print_part(array, out);
}

static void end(const struct report *report, FILE *out)
{
    const struct summary *summary = &report->summary;
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "files", (double)report->files.count);
    cJSON_AddNumberToObject(object, "payloads", (double)report->payloads);
    cJSON_AddNumberToObject(object, "errors", (double)summary->errors);
    cJSON_AddNumberToObject(object, "warnings", (double)summary->warnings);
    cJSON_AddNumberToObject(object, "fixable", (double)summary->fixable);
    if (report->fixed > 0) {
        cJSON_AddNumberToObject(object, "fixed", (double)report->fixed);
    }
    if (report->shows_statistics) {
        fputs("],\"statistics\":", out);
        print_statistics(report, out);
    } else {
        fputs("]", out);
    }
    fputs(",\"summary\":", out);
    output_print_part(object, out);
    fputs("}\n", out);
}

const struct report_format report_json = {
    .name = "json",
    .begin = begin,
    .finding = print_finding,
    .between = ",",
    .end = end,
    .shows_suppressed = true,
    .has_statistics = true,
    .tells_edits = true,
};
