/* Settings of paylint-watch. In: the section "watch". Out: what it says. */
#include "rule/watch_settings.h"

enum { LOOKUP_SECONDS_MAX = 3600, EXECUTION_LIMIT_MAX = 30 * 86400 };

struct watch_settings watch_settings_default(void)
{
    return (struct watch_settings){.reject = SEVERITY_ERROR, .lookup_seconds = 60};
}

/* A list is a command and its arguments, a string a file beside the configuration. */
static void read_lookup(const struct config_file *file, const struct value *section,
                        const char *key, struct watch_lookup *lookup)
{
    const struct member *member = value_member(section, slice_from(key));
    if (!member) {
        return;
    }
    if (member->value.kind == VALUE_STRING) {
        *lookup =
            (struct watch_lookup){.path = config_path_beside(file, member->value.string.bytes)};
        return;
    }
    struct slice_list words = config_list(file, section, key);
    const char **arguments = ARENA_ARRAY(file->arena, const char *, words.count + 1);
    for (size_t i = 0; i < words.count; i++) {
        arguments[i] = arena_cstring(file->arena, words.items[i]);
    }
    if (words.count > 0) {
        *lookup = (struct watch_lookup){.arguments = arguments};
    } else if (member->value.kind == VALUE_ARRAY) {
        config_error(file, member->value.start, "\"%s\" takes a command and its arguments", key);
    }
}

static void read_since(const struct config_file *file, const struct value *section,
                       struct watch_settings *settings)
{
    const struct value *since = config_member(file, section, "executions-since", VALUE_STRING);
    if (since && !slice_is(since->string.bytes, "all") && !slice_is(since->string.bytes, "start")) {
        config_error(file, since->start, "\"executions-since\" takes \"start\" or \"all\"");
    } else if (since) {
        settings->all_executions = slice_is(since->string.bytes, "all");
    }
}

void watch_settings_read(const struct config_file *file, const struct value *section,
                         struct watch_settings *settings)
{
    static const char *const keys[] = {"reject",           "hide-values",
                                       "criteria",         "executions",
                                       "executions-since", "execution-limit",
                                       "timeout-entries",  "rejection-entries",
                                       "command-seconds",  NULL};
    config_check_keys(file, section, keys);
    const struct value *reject = config_member(file, section, "reject", VALUE_STRING);
    if (reject && !severity_find(reject->string.bytes, &settings->reject)) {
        config_error(file, reject->start, "\"reject\" takes \"error\", \"warning\" or \"info\"");
    }
    if (value_member(section, SLICE("hide-values"))) {
        settings->hides_values = config_true(file, section, "hide-values");
    }
    if (value_member(section, SLICE("criteria"))) {
        settings->criteria = criteria_read(file, section);
    }
    read_lookup(file, section, "executions", &settings->executions);
    read_lookup(file, section, "timeout-entries", &settings->timeout_entries);
    read_lookup(file, section, "rejection-entries", &settings->rejection_entries);
    read_since(file, section, settings);
    config_count(file, section, "execution-limit", EXECUTION_LIMIT_MAX, &settings->execution_limit);
    config_count(file, section, "command-seconds", LOOKUP_SECONDS_MAX, &settings->lookup_seconds);
}
