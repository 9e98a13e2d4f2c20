/* Runs paylint on many scripts at once and takes its output apart. */
#include "predict.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

static slice field(struct arena *arena, const cJSON *object, const char *name)
{
    const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return value ? arena_copy(arena, slice_from(value)) : (slice){NULL, 0};
}

static const char *shape_pattern(slice shape)
{
    static const struct {
        const char *shape, *pattern;
    } shapes[] = {
        {"uuid-lower", "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"},
        {"uuid-upper", "[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}"},
        {"uuid", "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"},
        {"integer", "-?[0-9]+"},
        {"hex", "[0-9A-Fa-f]+"},
        {"base64", "[A-Za-z0-9+/=\\n]*"},
        {"word", "[^\\s\"\\\\\\x00-\\x1f]*"},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (slice_is(shape, shapes[i].shape)) {
            return shapes[i].pattern;
        }
    }
    return "[\\s\\S]*";
}

static void read_payload(struct arena *arena, const cJSON *item, struct prediction *prediction)
{
    struct predicted_payload payload = {.sink = field(arena, item, "sink"),
                                        .destination = field(arena, item, "destination"),
                                        .json = field(arena, item, "json")};
    struct buffer pattern = {.arena = arena};
    const cJSON *parts = cJSON_GetObjectItemCaseSensitive(item, "parts"), *part = NULL;
    buffer_append(&pattern, SLICE("\\A"));
    cJSON_ArrayForEach(part, parts)
    {
        const cJSON *hole = cJSON_GetObjectItemCaseSensitive(part, "hole");
        if (hole) {
            payload.has_hole = true;
            buffer_append(&pattern, slice_from(shape_pattern(field(arena, hole, "shape"))));
            if (cJSON_GetArraySize(parts) == 1) {
                payload.bare_source = field(arena, hole, "from");
            }
            continue;
        }
        slice text = field(arena, part, "text");
        for (size_t i = 0; i < text.length; i++) {
            if (strchr("\\^$.|?*+()[]{}-#/ \t\n", text.data[i])) {
                buffer_append_byte(&pattern, '\\');
            }
            buffer_append_byte(&pattern, text.data[i]);
        }
    }
    buffer_append(&pattern, SLICE("\\z"));
    payload.pattern = buffer_slice(&pattern);
    VECTOR_PUSH(arena, &prediction->payloads, payload);
}

static uint32_t number(const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(item) && item->valuedouble > 0 ? (uint32_t)item->valuedouble : 0;
}

static void read_finding(struct arena *arena, const cJSON *item, struct prediction *prediction)
{
    struct predicted_finding finding = {.rule = field(arena, item, "rule"),
                                        .certainty = field(arena, item, "certainty"),
                                        .sink = field(arena, item, "sink"),
                                        .destination = field(arena, item, "destination"),
                                        .pointer = field(arena, item, "pointer"),
                                        .witness = field(arena, item, "witness"),
                                        .message = field(arena, item, "message")};
    const cJSON *fix = cJSON_GetObjectItemCaseSensitive(item, "fix"), *one = NULL;
    finding.safety = field(arena, fix, "safety");
    cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(fix, "edits"))
    {
        struct predicted_edit edit = {number(one, "start"), number(one, "end"),
                                      field(arena, one, "text")};
        VECTOR_PUSH(arena, &finding.edits, edit);
    }
    VECTOR_PUSH(arena, &prediction->findings, finding);
}

/* Whether paylint answered in good order. */
static bool ask(struct arena *arena, const struct world *world, const char *const *words,
                const char *list, size_t first, size_t count, struct prediction *predictions,
                void (*read)(struct arena *, const cJSON *, struct prediction *))
{
    slice output, errors;
    int status = world_ask(arena, world, words, first, count, &output, &errors);
    cJSON *answer = cJSON_ParseWithLength(output.data ? output.data : "", output.length);
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(answer, list))
    {
        const char *path = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "path"));
        size_t index = path ? strtoul(path, NULL, 10) - first : count;
        if (index < count) {
            read(arena, item, &predictions[index]);
        }
    }
    bool is_answered = answer != NULL && status == 0;
    cJSON_Delete(answer);
    if (!is_answered) {
        fwrite(errors.data ? errors.data : "", 1, errors.length, stderr);
    }
    return is_answered;
}

void predict(struct arena *arena, const struct world *world, size_t first, size_t count,
             struct prediction *predictions)
{
    const char *const payloads[] = {world->paylint, "payloads", "--format", "json", NULL};
    const char *const check[] = {world->paylint, "check",    "--strict", "--exit-zero",
                                 "--no-config",  "--format", "json",     NULL};
    memset(predictions, 0, count * sizeof *predictions);
    if (ask(arena, world, payloads, "payloads", first, count, predictions, read_payload) &&
        ask(arena, world, check, "findings", first, count, predictions, read_finding)) {
        return;
    }
    if (count == 1) {
        predictions[0].failed = true;
        return;
    }
    predict(arena, world, first, count / 2, predictions);
    predict(arena, world, first + count / 2, count - count / 2, predictions + count / 2);
}

void predict_findings(struct arena *arena, const struct world *world, bool is_strict, size_t first,
                      size_t count, struct prediction *predictions)
{
    const char *words[] = {world->paylint,
                           "check",
                           "--exit-zero",
                           "--no-config",
                           "--format",
                           "json",
                           is_strict ? "--strict" : NULL,
                           NULL};
    memset(predictions, 0, count * sizeof *predictions);
    if (ask(arena, world, words, "findings", first, count, predictions, read_finding)) {
        return;
    }
    if (count == 1) {
        predictions[0].failed = true;
        return;
    }
    predict_findings(arena, world, is_strict, first, count / 2, predictions);
    predict_findings(arena, world, is_strict, first + count / 2, count - count / 2,
                     predictions + count / 2);
}
