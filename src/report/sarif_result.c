/* Results of a SARIF log. In: a finding. Out: one result, with all that is known of it. */
#include "report/forge.h"
#include "report/line_hash.h"
#include "report/sarif.h"

#include <ctype.h>
#include <inttypes.h>

/* GitHub shows no more of one result. */
enum { RELATED_MAX = 100, FLOW_MAX = 1000 };

/* ---- Places ---- */

/* A path as a URI reference (RFC 3986 section 4.2; RFC 8089 where it is absolute): what isn't
 * unreserved is encoded. */
static slice uri_of(struct arena *arena, slice path)
{
    slice scheme = slice_starts_with(path, SLICE("/")) ? SLICE("file://") : SLICE("");
    char *uri = arena_alloc(arena, scheme.length + path.length * 3 + 1);
    memcpy(uri, scheme.data, scheme.length);
    size_t at = scheme.length;
    for (size_t i = 0; i < path.length; i++) {
        unsigned char c = (unsigned char)path.data[i];
        if (isalnum(c) || strchr("-._~/", c)) {
            uri[at++] = (char)c;
        } else {
            at += (size_t)snprintf(uri + at, 4, "%%%02X", c);
        }
    }
    return (slice){uri, at};
}

static void add_artifact(const struct report *report, cJSON *parent, const struct source *source)
{
    slice path = forge_path(report, source->path);
    cJSON *artifact = output_add_object(parent, "artifactLocation");
    output_add_slice(report->arena, artifact, "uri", uri_of(report->arena, path));
    if (!slice_starts_with(path, SLICE("/"))) {
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

static void add_physical(const struct report *report, cJSON *location, struct span span)
{
    cJSON *physical = output_add_object(location, "physicalLocation");
    add_artifact(report, physical, span.source);
    add_region(physical, "region", span);
}

/* ---- The way of a value ---- */

static void add_step(const struct report *report, cJSON *location, const struct finding_step *step)
{
    add_physical(report, location, step->span);
    sarif_add_text(report->arena, location, "message", step->message);
}

static void add_code_flow(const struct report *report, cJSON *result, const struct finding *finding)
{
    if (finding->trail_count == 0) {
        return;
    }
    cJSON *flow = output_add_object(output_add_array(result, "codeFlows"), NULL);
    cJSON *thread = output_add_object(output_add_array(flow, "threadFlows"), NULL);
    cJSON *locations = output_add_array(thread, "locations");
    for (size_t i = 0; i < finding->trail_count && i < FLOW_MAX; i++) {
        cJSON *step = output_add_object(locations, NULL);
        add_step(report, output_add_object(step, "location"), &finding->trail[i]);
    }
}

/* The same steps, which the message links to: viewers that draw no flows show these. */
static void add_related(const struct report *report, cJSON *result, const struct finding *finding)
{
    if (finding->trail_count == 0) {
        return;
    }
    cJSON *related = output_add_array(result, "relatedLocations");
    for (size_t i = 0; i < finding->trail_count && i < RELATED_MAX; i++) {
        cJSON *location = output_add_object(related, NULL);
        cJSON_AddNumberToObject(location, "id", (double)(i + 1));
        add_step(report, location, &finding->trail[i]);
    }
}

/* Text of a link (section 3.11.6). */
static void append_link(struct buffer *buffer, slice text, size_t target)
{
    buffer_append_byte(buffer, '[');
    for (size_t i = 0; i < text.length; i++) {
        if (strchr("[]\\", text.data[i]) && text.data[i] != '\0') {
            buffer_append_byte(buffer, '\\');
        }
        buffer_append_byte(buffer, text.data[i]);
    }
    buffer_printf(buffer, "](%zu)", target);
}

/* "request_id must be a UUID, but "test1" is sent: [ID is set here](1), [sent here by curl](2)." */
static slice message_of(const struct report *report, const struct finding *finding)
{
    struct buffer buffer = {.arena = report->arena};
    buffer_append(&buffer, finding->message);
    for (size_t i = 0; i < finding->trail_count && i < RELATED_MAX; i++) {
        buffer_append(&buffer, i == 0 ? SLICE(": ") : SLICE(", "));
        append_link(&buffer, finding->trail[i].message, i + 1);
    }
    buffer_append_byte(&buffer, '.');
    return buffer_slice(&buffer);
}

/* ---- Fixes ---- */

/* Section 3.55. */
static void add_fix(const struct report *report, cJSON *result, const struct finding *finding)
{
    struct arena *arena = report->arena;
    const struct source *source = finding->span.source;
    const struct fix *fix = finding->fix;
    if (!fix) {
        return;
    }
    cJSON *object = output_add_object(output_add_array(result, "fixes"), NULL);
    slice title = fix->safety == FIX_SAFE ? fix->title
                                          : arena_printf(arena, "%.*s (may change what was meant)",
                                                         SLICE_ARGS(fix->title));
    sarif_add_text(arena, object, "description", title);
    cJSON *change = output_add_object(output_add_array(object, "artifactChanges"), NULL);
    add_artifact(report, change, source);
    cJSON *replacements = output_add_array(change, "replacements");
    for (size_t i = 0; i < fix->edit_count; i++) {
        const struct edit *edit = &fix->edits[i];
        cJSON *replacement = output_add_object(replacements, NULL);
        add_region(replacement, "deletedRegion", (struct span){source, edit->start, edit->end});
        sarif_add_text(arena, replacement, "insertedContent", edit->text);
    }
}

/* ---- What it is known by, and whether it counts ---- */

/* The hashes of all lines of a source are made once. */
struct hashed_lines {
    const struct line_hash *lines;
    size_t count;
};

static const struct line_hash *hash_of(const struct report *report, struct span span)
{
    slice key = {(const char *)&span.source, sizeof(const struct source *)};
    struct hashed_lines *hashed = map_get(report->line_hashes, key);
    if (!hashed) {
        hashed = ARENA_NEW(report->arena, struct hashed_lines);
        hashed->lines = line_hashes(report->arena, span.source, &hashed->count);
        map_put(report->line_hashes, arena_copy(report->arena, key), hashed);
    }
    uint32_t line = source_position(span.source, span.start).line;
    return line <= hashed->count ? &hashed->lines[line - 1] : NULL;
}

static void add_fingerprints(const struct report *report, cJSON *result,
                             const struct finding *finding)
{
    struct arena *arena = report->arena;
    cJSON *fingerprints = output_add_object(result, "partialFingerprints");
    output_add_slice(arena, fingerprints, "paylint/v1", forge_fingerprint(report, finding));
    const struct line_hash *hash = report->line_hashes ? hash_of(report, finding->span) : NULL;
    if (hash) {
        output_add_slice(arena, fingerprints, "primaryLocationLineHash",
                         arena_printf(arena, "%" PRIx64 ":%u", hash->hash, hash->ordinal));
    }
}

/* Sections 3.27.23 and 3.27.24. */
static void add_state(const struct report *report, cJSON *result, const struct finding *finding)
{
    if (report->has_baseline) {
        cJSON_AddStringToObject(result, "baselineState",
                                finding->is_in_baseline ? "unchanged" : "new");
    }
    if (!finding_counts(finding)) {
        cJSON *suppression = output_add_object(output_add_array(result, "suppressions"), NULL);
        cJSON_AddStringToObject(suppression, "kind",
                                finding->is_suppressed ? "inSource" : "external");
        output_add_slice(report->arena, suppression, "justification",
                         finding->is_suppressed ? finding->justification
                                                : SLICE("It stands in the baseline."));
    }
}

/* ---- Results ---- */

/* Of the rule by that name: the finding's own may differ in its severity. */
static size_t index_of_rule(const struct report *report, const struct rule *rule)
{
    return (size_t)(rules_find(report->rules, rule->id) - report->rules->items);
}

/* What isn't known is no failure yet: "open" (section 3.27.9), and has no level. */
static void add_level(cJSON *result, const struct finding *finding)
{
    bool open = finding->certainty == CERTAINTY_UNKNOWN;
    if (open) {
        cJSON_AddStringToObject(result, "kind", "open");
    }
    cJSON_AddStringToObject(result, "level", open ? "none" : sarif_level(finding->rule->severity));
}

static void add_properties(struct arena *arena, cJSON *result, const struct finding *finding)
{
    cJSON *properties = output_add_object(result, "properties");
    cJSON_AddStringToObject(properties, "certainty", certainty_name(finding->certainty));
    output_add_slice(arena, properties, "witness", finding->witness);
    output_add_slice(arena, properties, "pointer", finding->pointer);
    output_add_slice(arena, properties, "sink", finding->sink);
    output_add_slice(arena, properties, "destination", finding->destination);
}

void sarif_print_result(const struct report *report, const struct finding *finding, FILE *out)
{
    struct arena *arena = report->arena;
    cJSON *result = cJSON_CreateObject();
    output_add_slice(arena, result, "ruleId", finding->rule->id);
    cJSON_AddNumberToObject(result, "ruleIndex", (double)index_of_rule(report, finding->rule));
    add_level(result, finding);
    sarif_add_text(arena, result, "message", message_of(report, finding));
    cJSON *location = output_add_object(output_add_array(result, "locations"), NULL);
    add_physical(report, location, finding->span);
    add_related(report, result, finding);
    add_code_flow(report, result, finding);
    add_fingerprints(report, result, finding);
    add_state(report, result, finding);
    add_fix(report, result, finding);
    add_properties(arena, result, finding);
    output_print_part(result, out);
}
