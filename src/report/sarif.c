/* The sarif format: SARIF 2.1.0 (OASIS). In: findings. Out: one log with one run. */
#include "report/json_output.h"
#include "version.h"

#include <ctype.h>

static const char *sarif_level(enum severity severity)
{
    return severity == SEVERITY_INFO ? "note" : severity_name(severity);
}

static void add_text(struct arena *arena, cJSON *object, const char *key, slice text)
{
    if (text.data) {
        output_add_slice(arena, output_add_object(object, key), "text", text);
    }
}

/* A path as a URI reference (RFC 3986 section 4.2; RFC 8089 where it is absolute): what isn't
 * unreserved is encoded. */
static slice uri_of(struct arena *arena, const char *path)
{
    while (path[0] == '.' && path[1] == '/') {
        path += 2;
    }
    slice scheme = path[0] == '/' ? SLICE("file://") : SLICE("");
    size_t length = strlen(path);
    char *uri = arena_alloc(arena, scheme.length + length * 3 + 1);
    memcpy(uri, scheme.data, scheme.length);
    size_t at = scheme.length;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)path[i];
        if (isalnum(c) || strchr("-._~/", c)) {
            uri[at++] = (char)c;
        } else {
            at += (size_t)snprintf(uri + at, 4, "%%%02X", c);
        }
    }
    return (slice){uri, at};
}

static void add_artifact(struct arena *arena, cJSON *parent, const struct source *source)
{
    cJSON *artifact = output_add_object(parent, "artifactLocation");
    output_add_slice(arena, artifact, "uri", uri_of(arena, source->path));
    if (source->path[0] != '/') {
        cJSON_AddStringToObject(artifact, "uriBaseId", "%SRCROOT%");
    }
}

static void add_region(cJSON *parent, const char *key, struct span span)
{
    struct position start = source_position(span.source, span.start);
    struct position end = source_position(span.source, span.end);
    cJSON *region = output_add_object(parent, key);
    cJSON_AddNumberToObject(region, "startLine", start.line);
    cJSON_AddNumberToObject(region, "startColumn", start.column);
    cJSON_AddNumberToObject(region, "endLine", end.line);
    cJSON_AddNumberToObject(region, "endColumn", end.column);
}

static void add_location(struct arena *arena, cJSON *parent, const char *key, struct span span)
{
    cJSON *physical = output_add_object(output_add_object(parent, key), "physicalLocation");
    add_artifact(arena, physical, span.source);
    add_region(physical, "region", span);
}

/* SARIF 2.1.0, section 3.55. */
static void add_fix(struct arena *arena, cJSON *result, const struct finding *finding)
{
    const struct source *source = finding->span.source;
    const struct fix *fix = finding->fix;
    if (!fix) {
        return;
    }
    cJSON *object = output_add_object(output_add_array(result, "fixes"), NULL);
    slice title = fix->safety == FIX_SAFE ? fix->title
                                          : arena_printf(arena, "%.*s (may change what was meant)",
                                                         SLICE_ARGS(fix->title));
    add_text(arena, object, "description", title);
    cJSON *change = output_add_object(output_add_array(object, "artifactChanges"), NULL);
    add_artifact(arena, change, source);
    cJSON *replacements = output_add_array(change, "replacements");
    for (size_t i = 0; i < fix->edit_count; i++) {
        const struct edit *edit = &fix->edits[i];
        cJSON *replacement = output_add_object(replacements, NULL);
        add_region(replacement, "deletedRegion", (struct span){source, edit->start, edit->end});
        add_text(arena, replacement, "insertedContent", edit->text);
    }
}

static void add_code_flow(struct arena *arena, cJSON *result, const struct finding *finding)
{
    if (finding->trail_count == 0) {
        return;
    }
    cJSON *flow = output_add_object(output_add_array(result, "codeFlows"), NULL);
    cJSON *thread = output_add_object(output_add_array(flow, "threadFlows"), NULL);
    cJSON *locations = output_add_array(thread, "locations");
    for (size_t i = 0; i < finding->trail_count; i++) {
        cJSON *step = output_add_object(locations, NULL);
        add_location(arena, step, "location", finding->trail[i].span);
        add_text(arena, cJSON_GetObjectItem(step, "location"), "message",
                 finding->trail[i].message);
    }
}

/* Of the rule by that name: the finding's own may differ in its severity. */
static size_t index_of_rule(const struct report *report, const struct rule *rule)
{
    return (size_t)(rules_find(report->rules, rule->id) - report->rules->items);
}

static void print_result(const struct report *report, const struct finding *finding, FILE *out)
{
    struct arena *arena = report->arena;
    cJSON *result = cJSON_CreateObject();
    output_add_slice(arena, result, "ruleId", finding->rule->id);
    cJSON_AddNumberToObject(result, "ruleIndex", (double)index_of_rule(report, finding->rule));
    cJSON_AddStringToObject(result, "level", sarif_level(finding->rule->severity));
    add_text(arena, result, "message", finding->message);
    add_location(arena, output_add_array(result, "locations"), NULL, finding->span);
    add_code_flow(arena, result, finding);
    add_fix(arena, result, finding);
    cJSON *properties = output_add_object(result, "properties");
    cJSON_AddStringToObject(properties, "certainty", certainty_name(finding->certainty));
    output_add_slice(arena, properties, "witness", finding->witness);
    output_add_slice(arena, properties, "pointer", finding->pointer);
    output_add_slice(arena, properties, "sink", finding->sink);
    output_add_slice(arena, properties, "destination", finding->destination);
    output_print_part(result, out);
}

static void add_rule(struct arena *arena, cJSON *rules, const struct rule *rule)
{
    cJSON *object = output_add_object(rules, NULL);
    output_add_slice(arena, object, "id", rule->id);
    add_text(arena, object, "shortDescription",
             arena_printf(arena, "%.*s.", SLICE_ARGS(rule->summary)));
    add_text(arena, object, "fullDescription", rule->why);
    add_text(arena, object, "help", rule->help);
    cJSON *configuration = output_add_object(object, "defaultConfiguration");
    cJSON_AddStringToObject(configuration, "level", sarif_level(rule->severity));
    if (rule->is_off) {
        cJSON_AddFalseToObject(configuration, "enabled");
    }
}

static cJSON *tool(const struct report *report)
{
    struct arena *arena = report->arena;
    cJSON *tool = cJSON_CreateObject();
    cJSON *driver = output_add_object(tool, "driver");
    cJSON_AddStringToObject(driver, "name", "paylint");
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
    fputs(",\"columnKind\":\"unicodeCodePoints\",\"results\":[", out);
}

static void end(const struct report *report, FILE *out)
{
    (void)report;
    fputs("]}]}\n", out);
}

const struct report_format report_sarif = {
    .name = "sarif",
    .begin = begin,
    .finding = print_result,
    .between = ",",
    .end = end,
    .shows_suppressed = true,
    .tells_edits = true,
    .most = 25000,
};
