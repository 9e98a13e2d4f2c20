/* Rule sets. In: rules/builtin.json. Out: rules ready to judge by. */
#include "rule/rule.h"

#include "base/suggest.h"
#include "rule/embedded.h"

static const char *const severity_names[] = {"error", "warning", "info"};
enum { SEVERITY_COUNT = sizeof severity_names / sizeof *severity_names };

const char *severity_name(enum severity severity)
{
    return severity_names[severity];
}

/* ---- Loading ---- */

static bool read_severity(const struct config_file *file, const struct value *object,
                          struct rule *rule)
{
    slice name = config_string(file, object, "severity");
    for (int i = 0; i < SEVERITY_COUNT; i++) {
        if (slice_is(name, severity_names[i])) {
            rule->severity = (enum severity)i;
            return true;
        }
    }
    config_error(file, object->start, "\"severity\" is error, warning or info");
    return false;
}

static bool read_schema(const struct config_file *file, const struct value *json, struct rule *rule)
{
    struct schema_error error;
    rule->schema = schema_compile(file->arena, json, &error);
    if (!rule->schema) {
        config_error(file, error.offset, "%.*s", SLICE_ARGS(error.message));
    }
    return rule->schema != NULL;
}

/* The reference tokens of a pointer pattern: /a/b, in which * and ** are special. */
static void read_at(const struct config_file *file, slice pointer, struct rule *rule)
{
    VECTOR(slice) tokens = {0};
    while (pointer.length > 0) {
        pointer = slice_sub(pointer, 1, pointer.length);
        size_t end = slice_find_byte(pointer, '/');
        slice token = slice_sub(pointer, 0, end);
        VECTOR_PUSH(file->arena, &tokens, token);
        pointer = slice_sub(pointer, end, pointer.length);
    }
    rule->at = tokens.items;
    rule->at_count = tokens.count;
}

static bool read_payload_check(const struct config_file *file, const struct value *object,
                               struct rule *rule)
{
    slice check = config_string(file, object, "check");
    const struct value *schema = config_member(file, object, "schema", VALUE_OBJECT);
    slice at = config_string(file, object, "at");
    if (slice_is(check, "json-syntax")) {
        rule->kind = RULE_SYNTAX;
        return true;
    }
    if (slice_is(check, "unexpanded")) {
        rule->kind = RULE_UNEXPANDED;
        return true;
    }
    if (check.data || !schema || at.length == 0 || at.data[0] != '/') {
        config_error(file, object->start,
                     "\"payload\" takes a \"check\", or a pointer \"at\" and a \"schema\"");
        return false;
    }
    rule->kind = RULE_SCHEMA;
    read_at(file, at, rule);
    return read_schema(file, schema, rule);
}

static bool read_command_check(const struct config_file *file, const struct value *object,
                               struct rule *rule)
{
    const struct value *output = config_member(file, object, "output", VALUE_OBJECT);
    rule->kind = RULE_COMMAND;
    rule->command = config_string(file, object, "name");
    if (!output || !rule->command.data) {
        config_error(file, object->start, "\"command\" takes a \"name\" and an \"output\"");
        return false;
    }
    return read_schema(file, output, rule);
}

static bool read_rule(const struct config_file *file, const struct member *member,
                      struct rule *rule)
{
    static const char *const keys[] = {"severity", "summary", "why", "help",
                                       "payload",  "command", NULL};
    const struct value *object = &member->value;
    rule->id = member->key.string.bytes;
    config_check_keys(file, object, keys);
    rule->summary = config_string(file, object, "summary");
    rule->why = config_string(file, object, "why");
    rule->help = config_string(file, object, "help");
    const struct value *payload = config_member(file, object, "payload", VALUE_OBJECT);
    const struct value *command = config_member(file, object, "command", VALUE_OBJECT);
    if (!payload == !command) {
        config_error(file, object->start, "a rule has either \"payload\" or \"command\"");
        return false;
    }
    return read_severity(file, object, rule) && (payload ? read_payload_check(file, payload, rule)
                                                         : read_command_check(file, command, rule));
}

struct rule_set rules_load(struct arena *arena, struct error_sink *errors)
{
    struct config_file file;
    struct rule_set set = {0};
    const struct embedded_file *embedded = embedded_find("rules/builtin.json");
    if (!config_read(&file, arena, embedded->path, embedded->bytes, errors)) {
        return set;
    }
    const struct value *rules = config_member(&file, &file.root, "rules", VALUE_OBJECT);
    set.items = ARENA_ARRAY(arena, struct rule, rules ? rules->count : 0);
    for (uint32_t i = 0; rules && i < rules->count; i++) {
        set.count += read_rule(&file, &rules->members[i], &set.items[set.count]);
    }
    return set;
}

void rules_free(struct rule_set *rules)
{
    for (size_t i = 0; i < rules->count; i++) {
        schema_free(rules->items[i].schema);
    }
}

/* ---- Finding ---- */

const struct rule *rules_find(const struct rule_set *rules, slice id)
{
    for (size_t i = 0; i < rules->count; i++) {
        if (slice_equal(rules->items[i].id, id)) {
            return &rules->items[i];
        }
    }
    return NULL;
}

const struct rule *rules_closest(const struct rule_set *rules, slice id)
{
    const struct rule *closest = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < rules->count; i++) {
        size_t distance = suggest_distance(rules->items[i].id, id);
        if (distance < least && suggest_is_close(distance, id)) {
            least = distance;
            closest = &rules->items[i];
        }
    }
    return closest;
}
