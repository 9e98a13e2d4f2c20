/* Rules. In: entries of "rules" in rules/builtin.json and paylint.json. Out: rules ready to judge
 * by. */
#include "rule/rule.h"

#include "base/suggest.h"
#include "rule/check.h"

static const char *const severity_names[] = {"error", "warning", "info"};
enum { SEVERITY_COUNT = sizeof severity_names / sizeof *severity_names };

const char *severity_name(enum severity severity)
{
    return severity_names[severity];
}

bool severity_find(slice name, enum severity *severity)
{
    for (int i = 0; i < SEVERITY_COUNT; i++) {
        if (slice_is(name, severity_names[i])) {
            *severity = (enum severity)i;
            return true;
        }
    }
    return false;
}

/* ---- Schemas ---- */

struct schema *rule_schema_compile(const struct config_file *file, const struct value *json,
                                   struct rule_schemas *schemas)
{
    return rule_schema_compile_at(file, json, (slice){NULL, 0}, schemas);
}

struct schema *rule_schema_compile_at(const struct config_file *file, const struct value *json,
                                      slice uri, struct rule_schemas *schemas)
{
    struct schema_error error = {0};
    const struct schema_options options = {.registry = schemas->registry, .base_uri = uri};
    struct schema *schema = schema_compile_with(schemas->arena, json, &options, &error);
    if (!schema && error.document.data) {
        error_report(file->errors, file->source->path, 0, 0, "in %.*s: %.*s",
                     SLICE_ARGS(error.document), SLICE_ARGS(error.message));
    } else if (!schema) {
        config_error(file, error.offset, "%.*s", SLICE_ARGS(error.message));
    } else {
        VECTOR_PUSH(schemas->arena, &schemas->compiled, schema);
    }
    return schema;
}

void rule_schemas_free(struct rule_schemas *schemas)
{
    for (size_t i = 0; i < schemas->compiled.count; i++) {
        schema_free(schemas->compiled.items[i]);
    }
}

/* ---- Parts of an entry ---- */

static bool read_severity(const struct config_file *file, const struct value *value,
                          struct rule *rule)
{
    slice name = value->kind == VALUE_STRING ? value->string.bytes : SLICE("");
    if (severity_find(name, &rule->severity)) {
        rule->is_off = false;
        return true;
    }
    if (slice_is(name, "off")) {
        rule->is_off = true;
        return true;
    }
    config_error(file, value->start, "a severity is \"error\", \"warning\", \"info\" or \"off\"");
    return false;
}

/* The reference tokens of a pointer pattern: /a/b, in which * and ** are special. */
static bool read_pointer(const struct config_file *file, const struct value *object, slice pointer,
                         struct slice_list *list)
{
    VECTOR(slice) tokens = {0};
    if (pointer.length > 0 && pointer.data[0] != '/') {
        config_error(file, object->start, "\"at\" takes pointers such as \"/**/request_id\"");
        return false;
    }
    while (pointer.length > 0) {
        pointer = slice_sub(pointer, 1, pointer.length);
        size_t end = slice_find_byte(pointer, '/');
        slice token = slice_sub(pointer, 0, end);
        /* Two ** in a row say no more than one, and take longer. */
        if (!slice_is(token, "**") || tokens.count == 0 ||
            !slice_is(tokens.items[tokens.count - 1], "**")) {
            VECTOR_PUSH(file->arena, &tokens, token);
        }
        pointer = slice_sub(pointer, end, pointer.length);
    }
    *list = (struct slice_list){tokens.items, tokens.count};
    return true;
}

static bool read_at(const struct config_file *file, const struct value *object, struct rule *rule)
{
    struct slice_list pointers = config_list(file, object, "at");
    struct slice_list *at = ARENA_ARRAY(file->arena, struct slice_list, pointers.count + 1);
    for (size_t i = 0; i < pointers.count; i++) {
        if (!read_pointer(file, object, pointers.items[i], &at[i])) {
            return false;
        }
    }
    if (pointers.count > 0) {
        rule->at = at;
        rule->at_count = pointers.count;
    }
    return true;
}

static bool read_check(const struct config_file *file, const struct value *object, slice name,
                       struct rule *rule)
{
    rule->kind = RULE_CHECK;
    rule->check = check_find(name);
    if (!rule->check) {
        config_error(file, object->start, "there is no check \"%.*s\"; there are %s",
                     SLICE_ARGS(name), check_names(file->arena));
    }
    return rule->check != NULL;
}

static bool read_payload_check(const struct config_file *file, const struct value *object,
                               struct rule_schemas *schemas, struct rule *rule)
{
    static const char *const keys[] = {"at", "schema", "check", NULL};
    config_check_keys(file, object, keys);
    slice check = config_string(file, object, "check");
    const struct member *schema = value_member(object, SLICE("schema"));
    if (check.data && !schema) {
        return read_check(file, object, check, rule);
    }
    if (!read_at(file, object, rule)) {
        return false;
    }
    if (check.data || rule->at_count == 0 || (!schema && !rule->schema)) {
        config_error(file, object->start, "\"payload\" takes a pointer \"at\" and a \"schema\"");
        return false;
    }
    rule->kind = RULE_SCHEMA;
    rule->check = check_find(SLICE("schema"));
    rule->schema = schema ? rule_schema_compile(file, &schema->value, schemas) : rule->schema;
    return rule->schema != NULL;
}

static bool read_command_check(const struct config_file *file, const struct value *object,
                               struct rule_schemas *schemas, struct rule *rule)
{
    static const char *const keys[] = {"name", "output", NULL};
    config_check_keys(file, object, keys);
    const struct value *output = config_member(file, object, "output", VALUE_OBJECT);
    slice name = config_string(file, object, "name");
    rule->kind = RULE_COMMAND;
    rule->command = name.data ? name : rule->command;
    if (!output || !rule->command.data) {
        config_error(file, object->start, "\"command\" takes a \"name\" and an \"output\"");
        return false;
    }
    rule->schema = rule_schema_compile(file, output, schemas);
    return rule->schema != NULL;
}

void scope_read(const struct config_file *file, const struct value *object, struct scope *scope)
{
    struct {
        const char *key;
        struct slice_list *list;
    } const rows[] = {
        {"paths", &scope->paths}, {"sinks", &scope->sinks}, {"destinations", &scope->destinations}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (value_member(object, slice_from(rows[i].key))) {
            *rows[i].list = config_list(file, object, rows[i].key);
        }
    }
}

static void read_options(const struct config_file *file, const struct value *object,
                         struct rule *rule)
{
    static const char *const keys[] = {"fields", "allow", NULL};
    const struct value *options = config_member(file, object, "options", VALUE_OBJECT);
    if (!options) {
        return;
    }
    config_check_keys(file, options, keys);
    unsigned taken = rule->kind == RULE_CHECK ? check_options(rule->check) : 0;
    if (value_member(options, SLICE("fields"))) {
        rule->fields = config_list(file, options, "fields");
    }
    if (value_member(options, SLICE("allow"))) {
        rule->allow = config_list(file, options, "allow");
    }
    if ((rule->fields.count > 0 && !(taken & CHECK_TAKES_FIELDS)) ||
        (rule->allow.count > 0 && !(taken & CHECK_TAKES_ALLOW))) {
        config_error(file, options->start, "this rule doesn't take that option");
    }
}

/* Examples are a string a line. */
static slice read_example(const struct config_file *file, const struct value *object,
                          const char *key, slice before)
{
    struct slice_list lines = config_list(file, object, key);
    slice joined = lines.count > 0 ? lines.items[0] : before;
    for (size_t i = 1; i < lines.count; i++) {
        joined =
            arena_printf(file->arena, "%.*s\n%.*s", SLICE_ARGS(joined), SLICE_ARGS(lines.items[i]));
    }
    return joined;
}

static void read_texts(const struct config_file *file, const struct value *object,
                       struct rule *rule)
{
    struct {
        const char *key;
        slice *text;
    } const rows[] = {{"summary", &rule->summary},
                      {"why", &rule->why},
                      {"help", &rule->help},
                      {"label", &rule->label}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        slice text = config_string(file, object, rows[i].key);
        *rows[i].text = text.data ? text : *rows[i].text;
    }
    rule->good = read_example(file, object, "good", rule->good);
    rule->bad = read_example(file, object, "bad", rule->bad);
}

const char *fix_safety_name(enum fix_safety safety)
{
    return safety == FIX_SAFE ? "safe" : "unsafe";
}

/* The kind that the members of "fix" say. */
static bool read_fix_kind(const struct config_file *file, const struct value *object,
                          struct rule_fix *fix)
{
    slice generate = config_string(file, object, "generate");
    slice pipe = config_string(file, object, "pipe");
    slice letters = config_string(file, object, "case");
    bool check = config_true(file, object, "check");
    fix->argument = pipe;
    fix->kind = pipe.data      ? RULE_FIX_PIPE
                : letters.data ? RULE_FIX_LOWERCASE
                : check        ? RULE_FIX_CHECK
                               : RULE_FIX_GENERATE;
    return (generate.data != NULL) + (pipe.data != NULL) + (letters.data != NULL) + check == 1 &&
           (!generate.data || slice_is(generate, "uuid")) &&
           (!letters.data || slice_is(letters, "lower"));
}

static bool read_fix(const struct config_file *file, const struct value *object, struct rule *rule)
{
    static const char *const keys[] = {"generate", "pipe", "case", "check", "safety", "text", NULL};
    const struct value *entry = config_member(file, object, "fix", VALUE_OBJECT);
    if (!entry) {
        return true;
    }
    config_check_keys(file, entry, keys);
    struct rule_fix fix = {.text = config_string(file, entry, "text")};
    slice safety = config_string(file, entry, "safety");
    fix.safety = slice_is(safety, "unsafe") ? FIX_UNSAFE : FIX_SAFE;
    if (safety.data && !slice_is(safety, "unsafe") && !slice_is(safety, "safe")) {
        config_error(file, entry->start, "\"safety\" is \"safe\" or \"unsafe\"");
        return false;
    }
    if (!read_fix_kind(file, entry, &fix)) {
        config_error(file, entry->start,
                     "a fix is one of \"generate\": \"uuid\", \"pipe\": a command, \"case\": "
                     "\"lower\" and \"check\": true");
        return false;
    }
    rule->fix = fix;
    return true;
}

static bool read_report(const struct config_file *file, const struct value *object,
                        struct rule *rule)
{
    const struct member *report = value_member(object, SLICE("report"));
    if (!report) {
        return true;
    }
    slice name = report->value.kind == VALUE_STRING ? report->value.string.bytes : SLICE("");
    rule->only_certain = slice_is(name, "violates");
    if (!rule->only_certain && !slice_is(name, "may-violate")) {
        config_error(file, report->value.start, "\"report\" is \"violates\" or \"may-violate\"");
        return false;
    }
    return true;
}

/* ---- Entries ---- */

/* What is judged: "payload", "command", or what it was. */
static bool read_judged(const struct config_file *file, const struct value *object, bool is_new,
                        struct rule_schemas *schemas, struct rule *rule)
{
    const struct value *payload = config_member(file, object, "payload", VALUE_OBJECT);
    const struct value *command = config_member(file, object, "command", VALUE_OBJECT);
    bool program = config_true(file, object, "program");
    if ((payload != NULL) + (command != NULL) + program > 1 ||
        (is_new && !payload && !command && !program)) {
        config_error(file, object->start,
                     "a rule of its own has either \"payload\" or \"command\"%s",
                     is_new ? "; there is no built-in rule of this name" : "");
        return false;
    }
    if (program) {
        rule->kind = RULE_PROGRAM;
    }
    return payload   ? read_payload_check(file, payload, schemas, rule)
           : command ? read_command_check(file, command, schemas, rule)
                     : true;
}

bool rule_read(const struct config_file *file, const struct value *entry, bool is_new,
               struct rule_schemas *schemas, struct rule *rule)
{
    static const char *const keys[] = {"severity",     "opt-in",  "report",  "summary", "why",
                                       "help",         "good",    "bad",     "fix",     "payload",
                                       "command",      "program", "options", "paths",   "sinks",
                                       "destinations", "label",   NULL};
    if (entry->kind == VALUE_STRING && !is_new) {
        return read_severity(file, entry, rule);
    }
    if (entry->kind != VALUE_OBJECT) {
        config_error(file, entry->start, "a rule takes an object%s",
                     is_new ? "; there is no built-in rule of this name" : " or a severity");
        return false;
    }
    config_check_keys(file, entry, keys);
    const struct member *severity = value_member(entry, SLICE("severity"));
    if (severity && !read_severity(file, &severity->value, rule)) {
        return false;
    }
    if (config_true(file, entry, "opt-in")) {
        rule->is_opt_in = rule->is_off = true;
    }
    if (!read_report(file, entry, rule) || !read_judged(file, entry, is_new, schemas, rule)) {
        return false;
    }
    if (!read_fix(file, entry, rule)) {
        return false;
    }
    read_texts(file, entry, rule);
    read_options(file, entry, rule);
    scope_read(file, entry, &rule->scope);
    if (is_new && !rule->summary.data) {
        config_error(file, entry->start,
                     "a rule needs a \"summary\": \"user_id must be a number\"");
        return false;
    }
    return true;
}

/* ---- Finding ---- */

struct rule *rules_find(const struct rule_set *rules, slice id)
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
    struct suggestion suggestion = {.wanted = id};
    for (size_t i = 0; i < rules->count; i++) {
        suggest_consider(&suggestion, rules->items[i].id, &rules->items[i]);
    }
    return suggestion.closest;
}
