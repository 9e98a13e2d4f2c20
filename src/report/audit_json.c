/* The audit as one JSON document. */
#include "report/audit.h"
#include "report/json_output.h"
#include "version.h"

static void add_id(struct arena *arena, cJSON *ids, const struct audited_script *script,
                   const struct audited_id *id)
{
    cJSON *object = output_add_object(ids, NULL);
    output_add_slice(arena, object, "pointer", id->pointer);
    output_add_slice(arena, object, "rule", id->rule->id);
    cJSON_AddStringToObject(object, "certainty", certainty_name(id->certainty));
    output_add_slice(arena, object, "value", id->value);
    output_add_slice(arena, object, "from", id->from);
    if (id->span.source) {
        if (id->span.source != script->source) {
            cJSON_AddStringToObject(object, "path", id->span.source->path);
        }
        output_add_position(object, "start", id->span.source, id->span.start);
    }
    output_add_trail(arena, object, id->trail, id->trail_count, script->source);
}

/* The payload that the id was found in; one may stand in several places of the list. */
static bool is_of(const struct audited_id *id, const struct payload *payload)
{
    return id->payload->text.pieces == payload->text.pieces &&
           span_equal(id->payload->command, payload->command);
}

static void add_payload(struct arena *arena, cJSON *payloads, const struct audited_script *script,
                        const struct payload *payload)
{
    cJSON *object = output_add_object(payloads, NULL);
    if (payload->command.source != script->source) {
        cJSON_AddStringToObject(object, "path", payload->command.source->path);
    }
    output_add_position(object, "start", payload->command.source, payload->command.start);
    output_add_slice(arena, object, "sink", payload->sink->name);
    output_add_slice(arena, object, "destination", payload_destination(arena, payload));
    cJSON_AddBoolToObject(object, "guarded", payload->guard != NULL);
    cJSON *ids = output_add_array(object, "ids");
    for (size_t i = 0; i < script->id_count; i++) {
        if (is_of(&script->ids[i], payload)) {
            add_id(arena, ids, script, &script->ids[i]);
        }
    }
}

static void add_script(struct arena *arena, cJSON *scripts, const struct audited_script *script)
{
    cJSON *object = output_add_object(scripts, NULL);
    output_add_slice(arena, object, "path", slice_from(script->path));
    cJSON_AddStringToObject(object, "verdict", audit_verdict_name(script->verdict));
    output_add_slice(arena, object, "reason", script->reason);
    cJSON *names = output_add_array(object, "dependsOn");
    for (size_t i = 0; i < script->depends_count; i++) {
        slice name = output_valid(arena, script->depends_on[i]);
        cJSON_AddItemToArray(names, cJSON_CreateString(name.data));
    }
    cJSON_AddNumberToObject(object, "warnings", (double)script->warnings);
    cJSON *payloads = output_add_array(object, "payloads");
    for (size_t i = 0; i < script->payload_count; i++) {
        add_payload(arena, payloads, script, &script->payloads[i]);
    }
}

void audit_json(const struct audit *audit, FILE *out)
{
    struct audit_summary summary = audit_summary(audit);
    cJSON *document = cJSON_CreateObject();
    cJSON_AddStringToObject(document, "version", PAYLINT_VERSION);
    cJSON *scripts = output_add_array(document, "scripts");
    for (size_t i = 0; i < audit->count; i++) {
        add_script(audit->arena, scripts, &audit->items[i]);
    }
    cJSON *object = output_add_object(document, "summary");
    cJSON_AddNumberToObject(object, "scripts", (double)audit->count);
    for (int i = 0; i < AUDIT_VERDICT_COUNT; i++) {
        cJSON_AddNumberToObject(object, audit_verdict_name((enum audit_verdict)i),
                                (double)summary.counts[i]);
    }
    output_print(document, out);
}
