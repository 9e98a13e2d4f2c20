/* The sarif format: SARIF 2.1.0 (OASIS), within what GitHub code scanning takes. In: findings. Out:
 * one log with one run. */
#include "report/sarif.h"
#include "report/rule_page.h"
#include "version.h"

/* https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads: a run with
 * more is refused. */
enum { RESULTS_MAX = 25000 };

const char *sarif_level(enum severity severity)
{
    return severity == SEVERITY_INFO ? "note" : severity_name(severity);
}

void sarif_add_text(struct arena *arena, cJSON *object, const char *key, slice text)
{
    if (text.data) {
        output_add_slice(arena, output_add_object(object, key), "text", text);
    }
}

/* ---- Rules ---- */

/* What GitHub shows and sorts by. */
static void add_properties(cJSON *object, const struct rule *rule)
{
    cJSON *properties = output_add_object(object, "properties");
    cJSON *tags = output_add_array(properties, "tags");
    cJSON_AddItemToArray(tags, cJSON_CreateString("correctness"));
    cJSON_AddStringToObject(properties, "precision", "very-high");
    cJSON_AddStringToObject(properties, "problem.severity",
                            rule->severity == SEVERITY_INFO ? "recommendation"
                                                            : severity_name(rule->severity));
}

static void add_rule(struct arena *arena, cJSON *rules, const struct rule *rule)
{
    cJSON *object = output_add_object(rules, NULL);
    output_add_slice(arena, object, "id", rule->id);
    sarif_add_text(arena, object, "shortDescription",
                   arena_printf(arena, "%.*s.", SLICE_ARGS(rule->summary)));
    sarif_add_text(arena, object, "fullDescription",
                   rule->why.data ? rule->why
                                  : arena_printf(arena, "%.*s.", SLICE_ARGS(rule->summary)));
    cJSON *help = output_add_object(object, "help");
    output_add_slice(arena, help, "text", rule->help.data ? rule->help : rule->summary);
    output_add_slice(arena, help, "markdown", rule_page_markdown(arena, rule));
    cJSON *configuration = output_add_object(object, "defaultConfiguration");
    cJSON_AddStringToObject(configuration, "level", sarif_level(rule->severity));
    if (rule->is_off) {
        cJSON_AddFalseToObject(configuration, "enabled");
    }
    add_properties(object, rule);
}

/* ---- The log ---- */

static cJSON *tool(const struct report *report)
{
    struct arena *arena = report->arena;
    cJSON *tool = cJSON_CreateObject();
    cJSON *driver = output_add_object(tool, "driver");
    cJSON_AddStringToObject(driver, "name", "paylint");
    cJSON_AddStringToObject(driver, "version", PAYLINT_VERSION);
    cJSON_AddStringToObject(driver, "semanticVersion", PAYLINT_VERSION);
    cJSON *rules = output_add_array(driver, "rules");
    for (size_t i = 0; i < report->rules->count; i++) {
        add_rule(arena, rules, &report->rules->items[i]);
    }
    return tool;
}

static void begin(const struct report *report, FILE *out)
{
    fputs("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
          "\"runs\":[{\"tool\":",
          out);
    output_print_part(tool(report), out);
    fputs(",\"originalUriBaseIds\":{\"%SRCROOT%\":{\"description\":{\"text\":\"The root of the "
          "repository, or the folder that paylint was run in.\"}}},"
          "\"columnKind\":\"unicodeCodePoints\",\"results\":[",
          out);
}

/* What the reader of the log is to know of it: that it isn't whole. */
static void add_notification(const struct report *report, cJSON *invocation)
{
    if (report->left_out > 0) {
        cJSON *notification =
            output_add_object(output_add_array(invocation, "toolExecutionNotifications"), NULL);
        cJSON_AddStringToObject(notification, "level", "warning");
        sarif_add_text(report->arena, notification, "message",
                       arena_printf(report->arena,
                                    "%zu results were left out, as code scanning takes no more "
                                    "than %d.",
                                    report->left_out, RESULTS_MAX));
    }
}

static void end(const struct report *report, FILE *out)
{
    cJSON *invocations = cJSON_CreateArray();
    cJSON *invocation = output_add_object(invocations, NULL);
    cJSON_AddBoolToObject(invocation, "executionSuccessful", !report->is_incomplete);
    add_notification(report, invocation);
    fputs("],\"invocations\":", out);
    output_print_part(invocations, out);
    fputs("}]}\n", out);
}

const struct report_format report_sarif = {
    .name = "sarif",
    .begin = begin,
    .finding = sarif_print_result,
    .between = ",",
    .end = end,
    .shows_suppressed = true,
    .tells_edits = true,
    .most = RESULTS_MAX,
};
