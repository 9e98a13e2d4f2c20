/* Configurations. In: paylint.json and what it extends. Out: rules, sinks, contracts, guards. */
#include "rule/configuration.h"

#include "base/file.h"
#include "base/glob.h"
#include "rule/embedded.h"
#include "rule/schema_file.h"

enum {
    FILE_SIZE_MAX = 16 * 1024 * 1024,
    EXTENDS_DEPTH_MAX = 16,
};

struct reading {
    struct configuration *configuration;
    struct arena *arena;
    struct error_sink *errors;
    const struct configuration *builtin; /* read before; NULL: it hasn't been */
    bool has_builtin;
};

/* One file being read, and those that extend it. */
struct layer {
    struct reading *reading;
    struct config_file file;
    const struct layer *outer;
    unsigned depth;
};

/* ---- Rules ---- */

static void unknown_rule(const struct layer *layer, const struct member *member)
{
    slice id = member->key.string.bytes;
    const struct rule *closest = rules_closest(&layer->reading->configuration->rules, id);
    slice close = closest ? closest->id : SLICE("");
    config_error(&layer->file, member->key.start, "there is no rule \"%.*s\"%s%.*s%s",
                 SLICE_ARGS(id), closest ? "; did you mean \"" : "; paylint rules lists them",
                 SLICE_ARGS(close), closest ? "\"?" : "");
}

static bool defines_rule(const struct value *entry)
{
    return value_member(entry, SLICE("payload")) || value_member(entry, SLICE("command")) ||
           value_member(entry, SLICE("program"));
}

static void read_rules(const struct layer *layer, const struct value *rules)
{
    struct reading *reading = layer->reading;
    struct rule_set *set = &reading->configuration->rules;
    for (uint32_t i = 0; i < rules->count; i++) {
        const struct member *member = &rules->members[i];
        struct rule *known = rules_find(set, member->key.string.bytes);
        struct rule rule = {.id = member->key.string.bytes, .severity = SEVERITY_WARNING};
        rule = known ? *known : rule;
        if (!known && !defines_rule(&member->value)) {
            unknown_rule(layer, member);
        } else if (!rule_read(&layer->file, &member->value, !known,
                              &reading->configuration->schemas, &rule)) {
            continue;
        } else if (known) {
            *known = rule;
        } else {
            VECTOR_PUSH(reading->arena, set, rule);
        }
    }
}

static bool read_change(const struct layer *layer, const struct member *member,
                        struct rule_change *change)
{
    struct configuration *configuration = layer->reading->configuration;
    const struct rule *known = rules_find(&configuration->rules, member->key.string.bytes);
    if (!known) {
        unknown_rule(layer, member);
        return false;
    }
    const struct value *entry = &member->value;
    bool object = entry->kind == VALUE_OBJECT;
    change->rule = ARENA_NEW(layer->reading->arena, struct rule);
    *change->rule = *known;
    change->has_severity = !object || value_member(entry, SLICE("severity"));
    change->is_whole = object && entry->count > (change->has_severity ? 1U : 0U);
    return rule_read(&layer->file, entry, false, &configuration->schemas, change->rule);
}

static void read_override(const struct layer *layer, const struct value *object)
{
    static const char *const keys[] = {"paths", "sinks", "destinations", "rules", NULL};
    struct arena *arena = layer->reading->arena;
    struct override override = {0};
    config_check_keys(&layer->file, object, keys);
    scope_read(&layer->file, object, &override.scope);
    const struct value *rules = config_member(&layer->file, object, "rules", VALUE_OBJECT);
    if (!rules) {
        config_error(&layer->file, object->start, "an override needs \"rules\"");
        return;
    }
    struct rule_change *changes = ARENA_ARRAY(arena, struct rule_change, rules->count);
    for (uint32_t i = 0; i < rules->count; i++) {
        override.change_count +=
            read_change(layer, &rules->members[i], &changes[override.change_count]);
    }
    override.changes = changes;
    VECTOR_PUSH(arena, &layer->reading->configuration->overrides, override);
}

/* ---- Messages and guards ---- */

/* "destination" and "sink" are short for lists of one. */
static void read_message_scope(const struct config_file *file, const struct value *object,
                               struct scope *scope)
{
    scope->sinks = config_list(file, object, "sink");
    scope->destinations = config_list(file, object, "destination");
}

static void read_message(const struct layer *layer, const struct member *member)
{
    static const char *const keys[] = {"destination", "sink", "subscription", "schema", NULL};
    struct configuration *configuration = layer->reading->configuration;
    const struct value *object = &member->value;
    struct contract contract = {.name = member->key.string.bytes};
    config_check_keys(&layer->file, object, keys);
    read_message_scope(&layer->file, object, &contract.scope);
    contract.subscriptions = config_list(&layer->file, object, "subscription");
    const struct member *schema = value_member(object, SLICE("schema"));
    if (!schema || contract.scope.destinations.count + contract.subscriptions.count == 0) {
        config_error(&layer->file, object->start,
                     "a message needs a \"destination\" or a \"subscription\", and a \"schema\"");
        return;
    }
    contract.schema =
        schema->value.kind == VALUE_STRING
            ? schema_file_compile(&layer->file, &schema->value,
                                  config_path_beside(&layer->file, schema->value.string.bytes),
                                  &configuration->schemas)
            : rule_schema_compile(&layer->file, &schema->value, &configuration->schemas);
    for (size_t i = 0; contract.schema && i < configuration->contracts.count; i++) {
        if (slice_equal(configuration->contracts.items[i].name, contract.name)) {
            configuration->contracts.items[i] = contract;
            return;
        }
    }
    if (contract.schema) {
        VECTOR_PUSH(layer->reading->arena, &configuration->contracts, contract);
    }
}

static void read_guard(const struct layer *layer, const struct value *object)
{
    static const char *const keys[] = {"destination", "sink", "reason", NULL};
    struct guard guard = {0};
    config_check_keys(&layer->file, object, keys);
    read_message_scope(&layer->file, object, &guard.scope);
    guard.reason = config_string(&layer->file, object, "reason");
    if (guard.scope.destinations.count + guard.scope.sinks.count == 0) {
        config_error(&layer->file, object->start, "a guard needs a \"destination\" or a \"sink\"");
        return;
    }
    VECTOR_PUSH(layer->reading->arena, &layer->reading->configuration->guards, guard);
}

static void read_limits(const struct config_file *file, const struct value *section,
                        struct limits *limits)
{
    static const char *const keys[] = {"size", "steps", "memory", "time", NULL};
    config_check_keys(file, section, keys);
    for (uint32_t i = 0; i < section->count; i++) {
        const struct member *member = &section->members[i];
        const struct value *value = &member->value;
        enum limit limit;
        if (!limit_find(member->key.string.bytes, &limit)) {
            continue;
        }
        if ((value->kind != VALUE_NUMBER && value->kind != VALUE_STRING) ||
            !limit_read(limit, value->string.bytes, &limits->values[limit])) {
            config_error(file, value->start, "\"%s\" takes %s", limit_name(limit),
                         limit_values(limit));
        }
    }
}

/* ---- Files ---- */

static void read_layer(struct layer *layer);

/* Nothing that a configuration shares with the built-in one is ever changed. */
static void take_builtin(struct reading *reading)
{
    const struct configuration *builtin = reading->builtin;
    reading->configuration->sinks = builtin->sinks;
    for (size_t i = 0; i < builtin->rules.count; i++) {
        VECTOR_PUSH(reading->arena, &reading->configuration->rules, builtin->rules.items[i]);
    }
}

static void read_builtin(struct reading *reading)
{
    struct layer layer = {.reading = reading};
    const struct embedded_file *embedded = embedded_find("rules/builtin.json");
    if (reading->has_builtin) {
        return;
    }
    reading->has_builtin = true;
    if (reading->builtin && reading->configuration->rules.count == 0) {
        take_builtin(reading);
        return;
    }
    reading->configuration->sinks = sinks_load(reading->arena, reading->errors);
    if (config_read(&layer.file, reading->arena, embedded->path, embedded->bytes,
                    reading->errors)) {
        const struct value *rules =
            config_member(&layer.file, &layer.file.root, "rules", VALUE_OBJECT);
        read_rules(&layer, rules);
    }
}

static bool is_being_read(const struct layer *layer, const char *path)
{
    for (; layer; layer = layer->outer) {
        if (strcmp(layer->file.source->path, path) == 0) {
            return true;
        }
    }
    return false;
}

static void read_extended(struct layer *layer, slice name)
{
    struct reading *reading = layer->reading;
    struct layer inner = {.reading = reading, .outer = layer, .depth = layer->depth + 1};
    slice bytes;
    uint32_t at = value_member(&layer->file.root, SLICE("extends"))->value.start;
    if (slice_is(name, "paylint:builtin")) {
        read_builtin(reading);
        return;
    }
    const char *path = config_path_beside(&layer->file, name);
    if (is_being_read(layer, path) || inner.depth > EXTENDS_DEPTH_MAX) {
        config_error(&layer->file, at, "%s extends itself", path);
        return;
    }
    file_note(reading->arena, &reading->configuration->files, path);
    const char *why = file_read(reading->arena, path, FILE_SIZE_MAX, &bytes);
    if (why) {
        config_error(&layer->file, at, "can't read %s: %s", path, why);
    } else if (config_read(&inner.file, reading->arena, path, bytes, reading->errors)) {
        read_layer(&inner);
    }
}

static void read_extends(struct layer *layer)
{
    struct slice_list names = config_list(&layer->file, &layer->file.root, "extends");
    if (!value_member(&layer->file.root, SLICE("extends"))) {
        read_builtin(layer->reading);
    }
    for (size_t i = 0; i < names.count; i++) {
        read_extended(layer, names.items[i]);
    }
}

static void read_layer(struct layer *layer)
{
    static const char *const keys[] = {"$schema",   "extends",  "exclude", "rules",
                                       "overrides", "messages", "guards",  "sinks",
                                       "watch",     "limits",   NULL};
    const struct config_file *file = &layer->file;
    const struct value *root = &layer->file.root;
    struct configuration *configuration = layer->reading->configuration;
    config_check_keys(file, root, keys);
    read_extends(layer);
    const struct value *sinks = config_member(file, root, "sinks", VALUE_OBJECT);
    if (sinks) {
        configuration->sinks = sinks_read(file, sinks, &configuration->sinks);
    }
    const struct value *rules = config_member(file, root, "rules", VALUE_OBJECT);
    if (rules) {
        read_rules(layer, rules);
    }
    const struct value *overrides = config_member(file, root, "overrides", VALUE_ARRAY);
    for (uint32_t i = 0; overrides && i < overrides->count; i++) {
        read_override(layer, &overrides->items[i]);
    }
    const struct value *messages = config_member(file, root, "messages", VALUE_OBJECT);
    for (uint32_t i = 0; messages && i < messages->count; i++) {
        read_message(layer, &messages->members[i]);
    }
    const struct value *guards = config_member(file, root, "guards", VALUE_ARRAY);
    for (uint32_t i = 0; guards && i < guards->count; i++) {
        read_guard(layer, &guards->items[i]);
    }
    const struct value *watch = config_member(file, root, "watch", VALUE_OBJECT);
    if (watch) {
        watch_settings_read(file, watch, &configuration->watch);
    }
    const struct value *limits = config_member(file, root, "limits", VALUE_OBJECT);
    if (limits) {
        read_limits(file, limits, &configuration->limits);
    }
    struct slice_list excluded = config_list(file, root, "exclude");
    for (size_t i = 0; i < excluded.count; i++) {
        VECTOR_PUSH(layer->reading->arena, &configuration->excluded, excluded.items[i]);
    }
}

static struct configuration *new_configuration(struct arena *arena)
{
    struct configuration *configuration = ARENA_NEW(arena, struct configuration);
    configuration->folder = SLICE("/");
    configuration->schemas.arena = arena;
    configuration->schemas.files = &configuration->files;
    configuration->watch = watch_settings_default();
    return configuration;
}

struct configuration *configuration_builtin(struct arena *arena, struct error_sink *errors)
{
    struct reading reading = {new_configuration(arena), arena, errors, NULL, false};
    read_builtin(&reading);
    reading.configuration->prefilter = prefilter_new(arena, reading.configuration);
    return reading.configuration;
}

struct configuration *configuration_read(struct arena *arena, const char *path, slice folder,
                                         const struct configuration *builtin,
                                         struct error_sink *errors)
{
    struct reading reading = {new_configuration(arena), arena, errors, builtin, false};
    struct layer layer = {.reading = &reading};
    slice bytes;
    reading.configuration->path = path;
    reading.configuration->folder = folder;
    file_note(arena, &reading.configuration->files, path);
    const char *why = file_read(arena, path, FILE_SIZE_MAX, &bytes);
    if (why) {
        error_report(errors, path, 0, 0, "can't read this configuration: %s", why);
        read_builtin(&reading);
    } else if (config_read(&layer.file, arena, path, bytes, errors)) {
        read_layer(&layer);
    } else {
        read_builtin(&reading);
    }
    reading.configuration->prefilter = prefilter_new(arena, reading.configuration);
    return reading.configuration;
}

void configuration_free(struct configuration *configuration)
{
    rule_schemas_free(&configuration->schemas);
}

/* ---- Asking ---- */

slice configuration_relative(const struct configuration *configuration, slice absolute)
{
    return slice_starts_with(absolute, configuration->folder)
               ? slice_sub(absolute, configuration->folder.length, absolute.length)
               : absolute;
}

bool configuration_excludes(const struct configuration *configuration, slice path)
{
    for (size_t i = 0; i < configuration->excluded.count; i++) {
        if (glob_takes(configuration->excluded.items[i], path)) {
            return true;
        }
    }
    return false;
}

static bool any_path(struct slice_list globs, slice path)
{
    for (size_t i = 0; i < globs.count; i++) {
        if (glob_takes(globs.items[i], path)) {
            return true;
        }
    }
    return globs.count == 0;
}

/* A pattern without a slash matches the last part too: a topic by its full name
 * projects/P/topics/T. */
static bool any_text(struct slice_list patterns, slice text)
{
    for (size_t i = 0; text.data && i < patterns.count; i++) {
        slice pattern = patterns.items[i];
        bool name = slice_find_byte(pattern, '/') == pattern.length;
        if (sink_pattern_matches(pattern, text) ||
            (name && sink_pattern_matches(pattern, slice_basename(text)))) {
            return true;
        }
    }
    return patterns.count == 0;
}

bool scope_holds(const struct scope *scope, const struct message_place *place)
{
    return any_path(scope->paths, place->path) && any_text(scope->sinks, place->sink) &&
           any_text(scope->destinations, place->destination);
}

bool contract_holds(const struct contract *contract, const struct message_place *place)
{
    return (contract->subscriptions.count > 0 &&
            any_text(contract->subscriptions, place->subscription)) ||
           (contract->scope.destinations.count > 0 && scope_holds(&contract->scope, place));
}

const struct rule *configuration_rule(const struct configuration *configuration,
                                      struct arena *arena, size_t index,
                                      const struct message_place *place, bool asked)
{
    const struct rule *rule = &configuration->rules.items[index];
    for (size_t i = 0; i < configuration->overrides.count; i++) {
        const struct override *override = &configuration->overrides.items[i];
        for (size_t k = 0; k < override->change_count; k++) {
            const struct rule_change *change = &override->changes[k];
            if (!slice_equal(change->rule->id, rule->id) || !scope_holds(&override->scope, place)) {
                continue;
            }
            struct rule *changed = ARENA_NEW(arena, struct rule);
            *changed = change->is_whole ? *change->rule : *rule;
            const struct rule *severity = change->has_severity ? change->rule : rule;
            changed->severity = severity->severity;
            changed->is_off = severity->is_off;
            rule = changed;
        }
    }
    bool on = !rule->is_off || asked;
    return on && scope_holds(&rule->scope, place) ? rule : NULL;
}

const struct guard *configuration_guard(const struct configuration *configuration,
                                        const struct message_place *place)
{
    for (size_t i = 0; i < configuration->guards.count; i++) {
        if (scope_holds(&configuration->guards.items[i].scope, place)) {
            return &configuration->guards.items[i];
        }
    }
    return NULL;
}
