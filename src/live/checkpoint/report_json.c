/* Reports as JSON. In: a report, or the bytes of one. Out: the other of them. */
#include "base/file.h"
#include "base/instant.h"
#include "live/checkpoint/report.h"

#include "version.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

enum { BASELINE_SIZE_MAX = 16 * 1024 * 1024 };

bool report_is_met(const struct checkpoint_report *report)
{
    for (size_t i = 0; i < report->criteria.count; i++) {
        if (report->outcomes[i] != OUTCOME_MET) {
            return false;
        }
    }
    return true;
}

/* ---- Writing ---- */

static void add_string(struct arena *arena, cJSON *object, const char *key, slice string)
{
    cJSON_AddStringToObject(object, key, arena_cstring(arena, string));
}

static void add_figures(cJSON *root, const struct figures *figures)
{
    cJSON *object = cJSON_AddObjectToObject(root, "figures");
    for (unsigned i = 0; i < FIGURE_COUNT; i++) {
        if (figures->is_known[i]) {
            cJSON_AddNumberToObject(object, figure_row((enum figure)i)->name, figures->values[i]);
        }
    }
}

static void add_criteria(struct arena *arena, cJSON *root, const struct checkpoint_report *report)
{
    static const char *const outcomes[] = {"met", "not met", "not known"};
    cJSON *list = cJSON_AddArrayToObject(root, "criteria");
    for (size_t i = 0; i < report->criteria.count; i++) {
        const struct criterion *criterion = &report->criteria.items[i];
        cJSON *item = cJSON_CreateObject();
        add_string(arena, item, "criterion", criterion->written);
        cJSON_AddStringToObject(item, "outcome", outcomes[report->outcomes[i]]);
        if (report->outcomes[i] != OUTCOME_NOT_KNOWN) {
            cJSON_AddNumberToObject(item, "value", report->figures.values[criterion->figure]);
        }
        cJSON_AddItemToArray(list, item);
    }
}

slice report_as_json(struct arena *arena, const struct checkpoint_report *report)
{
    cJSON *root = cJSON_CreateObject();
    cJSON_AddStringToObject(root, "version", PAYLINT_VERSION);
    cJSON_AddStringToObject(root, "judged", report->judged);
    cJSON_AddNumberToObject(root, "checkpoint", report->number);
    cJSON_AddBoolToObject(root, "last", report->is_last);
    add_string(arena, root, "started", instant_written(arena, report->started_at));
    add_string(arena, root, "taken", instant_written(arena, report->taken_at));
    cJSON_AddBoolToObject(root, "met", report_is_met(report));
    add_criteria(arena, root, report);
    add_figures(root, &report->figures);
    cJSON *rules = cJSON_AddObjectToObject(root, "rules");
    for (size_t i = 0; i < report->rule_count; i++) {
        cJSON_AddNumberToObject(rules, arena_cstring(arena, report->rules[i].rule),
                                (double)report->rules[i].count);
    }
    cJSON *troubles = cJSON_AddArrayToObject(root, "troubles");
    for (size_t i = 0; i < report->trouble_count; i++) {
        cJSON_AddItemToArray(troubles,
                             cJSON_CreateString(arena_cstring(arena, report->troubles[i])));
    }
    char *text = cJSON_Print(root);
    cJSON_Delete(root);
    slice written = arena_printf(arena, "%s\n", text ? text : "");
    cJSON_free(text);
    return written;
}

/* ---- Reading ---- */

static bool number_of(struct arena *arena, const struct value *value, double *number)
{
    if (value->kind != VALUE_NUMBER) {
        return false;
    }
    *number = strtod(arena_cstring(arena, value->string.bytes), NULL);
    return true;
}

/* Figures of other versions, which this one doesn't know, are passed over. */
static void read_figures(const struct config_file *file, const struct value *figures,
                         struct report_baseline *baseline)
{
    for (uint32_t i = 0; i < figures->count; i++) {
        const struct member *member = &figures->members[i];
        enum figure figure;
        double number;
        if (!number_of(file->arena, &member->value, &number)) {
            config_error(file, member->value.start, "a figure is a number");
        } else if (figure_find(member->key.string.bytes, &figure)) {
            figures_set(&baseline->figures, figure, number);
        }
    }
}

static void read_rules(const struct config_file *file, const struct value *rules,
                       struct report_baseline *baseline)
{
    struct rule_count *counts = ARENA_ARRAY(file->arena, struct rule_count, rules->count);
    for (uint32_t i = 0; i < rules->count; i++) {
        double number;
        if (number_of(file->arena, &rules->members[i].value, &number) && number >= 0) {
            counts[baseline->rule_count++] =
                (struct rule_count){rules->members[i].key.string.bytes, (uint64_t)number};
        }
    }
    baseline->rules = counts;
}

bool report_baseline_read(struct arena *arena, const char *path, struct report_baseline *baseline,
                          struct error_sink *errors)
{
    struct config_file file;
    slice bytes;
    size_t before = errors->count;
    *baseline = (struct report_baseline){.path = path};
    const char *why = file_read(arena, path, BASELINE_SIZE_MAX, &bytes);
    if (why) {
        error_report(errors, path, 0, 0, "can't read this report: %s", why);
        return false;
    }
    if (!config_read(&file, arena, path, bytes, errors)) {
        return false;
    }
    const struct value *figures = config_member(&file, &file.root, "figures", VALUE_OBJECT);
    const struct value *rules = config_member(&file, &file.root, "rules", VALUE_OBJECT);
    baseline->taken = config_string(&file, &file.root, "taken");
    if (!figures && errors->count == before) {
        config_error(&file, 0, "this is no report of paylint-watch: it has no \"figures\"");
    }
    if (figures) {
        read_figures(&file, figures, baseline);
    }
    if (rules) {
        read_rules(&file, rules, baseline);
    }
    return errors->count == before;
}
