/* The sink table. In: rules/sinks.json. Out: what src/payload looks for in commands. */
#include "rule/sink.h"

#include "rule/embedded.h"

static bool is_true(const struct value *object, const char *key)
{
    const struct member *member = value_member(object, slice_from(key));
    return member && member->value.kind == VALUE_BOOLEAN && member->value.boolean;
}

/* A string stands for a list of itself. */
static struct slice_list read_list(const struct config_file *file, const struct value *object,
                                   const char *key)
{
    const struct member *member = value_member(object, slice_from(key));
    if (member && member->value.kind == VALUE_STRING) {
        slice *one = ARENA_NEW(file->arena, slice);
        *one = member->value.string.bytes;
        return (struct slice_list){one, 1};
    }
    const struct value *array = config_member(file, object, key, VALUE_ARRAY);
    if (!array) {
        return (struct slice_list){NULL, 0};
    }
    slice *items = ARENA_ARRAY(file->arena, slice, array->count);
    for (uint32_t i = 0; i < array->count; i++) {
        items[i] = array->items[i].string.bytes;
    }
    return (struct slice_list){items, array->count};
}

static struct slice_list split_at(struct arena *arena, slice bytes, char separator)
{
    VECTOR(slice) words = {0};
    while (bytes.length > 0) {
        size_t end = slice_find_byte(bytes, separator);
        slice word = slice_sub(bytes, 0, end);
        if (word.length > 0) {
            VECTOR_PUSH(arena, &words, word);
        }
        bytes = slice_sub(bytes, end + 1, bytes.length);
    }
    return (struct slice_list){words.items, words.count};
}

static void read_commands(const struct config_file *file, const struct value *object,
                          struct sink *sink)
{
    struct slice_list commands = read_list(file, object, "commands");
    struct slice_list *split = ARENA_ARRAY(file->arena, struct slice_list, commands.count);
    for (size_t i = 0; i < commands.count; i++) {
        split[i] = split_at(file->arena, commands.items[i], ' ');
    }
    sink->commands = split;
    sink->command_count = commands.count;
}

static bool read_index(const struct config_file *file, const struct value *object, const char *key,
                       uint32_t *index)
{
    const struct value *number = config_member(file, object, key, VALUE_NUMBER);
    if (number) {
        *index = (uint32_t)(number->string.bytes.data[0] - '0');
    }
    return number != NULL;
}

static enum payload_place read_place(const struct config_file *file, const struct value *row,
                                     struct payload_row *payload)
{
    if (read_index(file, row, "argument", &payload->index)) {
        return PAYLOAD_ARGUMENT;
    }
    if (read_index(file, row, "arguments", &payload->index)) {
        return PAYLOAD_ARGUMENTS;
    }
    payload->word = config_string(file, row, "word");
    if (payload->word.data) {
        return PAYLOAD_WORD;
    }
    return is_true(row, "stdin") ? PAYLOAD_STDIN : PAYLOAD_OPTIONS;
}

static void read_raw(const struct config_file *file, const struct value *row,
                     struct payload_row *payload)
{
    slice raw = config_string(file, row, "raw-with");
    size_t equals = slice_find_byte(raw, '=');
    payload->raw_option = slice_sub(raw, 0, equals);
    payload->raw_value = slice_sub(raw, equals + 1, raw.length);
}

static void read_payload(const struct config_file *file, const struct value *row,
                         struct payload_row *payload)
{
    static const char *const keys[] = {
        "option",  "argument",      "arguments", "word",           "stdin",  "with",
        "without", "file",          "is-file",   "strip-newlines", "joined", "json",
        "lines",   "key-ends-with", "base64",    "raw-with",       NULL};
    const struct member *json = value_member(row, SLICE("json"));
    config_check_keys(file, row, keys);
    *payload = (struct payload_row){
        .options = read_list(file, row, "option"),
        .with = read_list(file, row, "with"),
        .without = read_list(file, row, "without"),
        .file = read_list(file, row, "file"),
        .is_file = is_true(row, "is-file"),
        .strip_newlines = is_true(row, "strip-newlines"),
        .is_joined = value_member(row, SLICE("joined")) != NULL,
        .joint = config_string(file, row, "joined"),
        .is_json = is_true(row, "json"),
        .is_not_json = json && json->value.kind == VALUE_BOOLEAN && !json->value.boolean,
        .is_lines = is_true(row, "lines"),
        .key_options = read_list(file, row, "key-ends-with"),
        .is_base64 = is_true(row, "base64"),
    };
    read_raw(file, row, payload);
    payload->place = read_place(file, row, payload);
}

static void read_payloads(const struct config_file *file, const struct value *object,
                          struct sink *sink)
{
    const struct value *array = config_member(file, object, "payloads", VALUE_ARRAY);
    sink->payload_count = array ? array->count : 0;
    struct payload_row *rows = ARENA_ARRAY(file->arena, struct payload_row, sink->payload_count);
    for (size_t i = 0; i < sink->payload_count; i++) {
        read_payload(file, &array->items[i], &rows[i]);
    }
    sink->payloads = rows;
}

static void read_nested(const struct config_file *file, const struct value *object,
                        struct sink *sink)
{
    static const char *const keys[] = {"at", "base64", "destination", NULL};
    const struct value *array = config_member(file, object, "nested", VALUE_ARRAY);
    sink->nested_count = array ? array->count : 0;
    struct nested_row *rows = ARENA_ARRAY(file->arena, struct nested_row, sink->nested_count);
    for (size_t i = 0; i < sink->nested_count; i++) {
        const struct value *row = &array->items[i];
        config_check_keys(file, row, keys);
        slice at = config_string(file, row, "at");
        rows[i] = (struct nested_row){at, split_at(file->arena, at, '/'), is_true(row, "base64"),
                                      config_string(file, row, "destination")};
    }
    sink->nested = rows;
}

static void read_destination(const struct config_file *file, const struct value *object,
                             struct sink *sink)
{
    static const char *const keys[] = {"option", "argument", "word", NULL};
    const struct value *destination = config_member(file, object, "destination", VALUE_OBJECT);
    if (!destination) {
        return;
    }
    config_check_keys(file, destination, keys);
    sink->destination_options = read_list(file, destination, "option");
    sink->destination_word = config_string(file, destination, "word");
    sink->has_destination_argument =
        read_index(file, destination, "argument", &sink->destination_argument);
}

static void read_build(const struct config_file *file, const struct value *object,
                       struct sink *sink)
{
    static const char *const names[] = {
        [BUILD_HTTPIE] = "httpie", [BUILD_XH] = "xh", [BUILD_GH] = "gh"};
    slice name = config_string(file, object, "build");
    for (size_t i = BUILD_HTTPIE; name.data && i < sizeof names / sizeof *names; i++) {
        sink->build = slice_is(name, names[i]) ? (enum sink_build)i : sink->build;
    }
    if (name.data && sink->build == BUILD_NONE) {
        config_error(file, object->start, "\"build\" is httpie, xh or gh");
    }
}

static void read_sink(const struct config_file *file, const struct member *member,
                      struct sink *sink)
{
    static const char *const keys[] = {
        "commands", "ignore-case", "go-options", "valued", "payloads",    "headers", "unless",
        "lines-to", "templates",   "build",      "nested", "destination", NULL};
    const struct value *object = &member->value;
    config_check_keys(file, object, keys);
    sink->name = member->key.string.bytes;
    sink->ignores_case = is_true(object, "ignore-case");
    sink->has_go_options = is_true(object, "go-options");
    sink->valued = read_list(file, object, "valued");
    sink->headers = read_list(file, object, "headers");
    sink->unless = read_list(file, object, "unless");
    sink->line_destinations = read_list(file, object, "lines-to");
    sink->template_mark = config_string(file, object, "templates");
    read_commands(file, object, sink);
    read_payloads(file, object, sink);
    read_nested(file, object, sink);
    read_destination(file, object, sink);
    read_build(file, object, sink);
}

bool sink_pattern_matches(slice pattern, slice bytes)
{
    size_t star = slice_find_byte(pattern, '*');
    slice head = slice_sub(pattern, 0, star);
    if (star == pattern.length) {
        return slice_equal(pattern, bytes);
    }
    if (!slice_starts_with(bytes, head)) {
        return false;
    }
    slice rest = slice_sub(pattern, star + 1, pattern.length);
    bytes = slice_sub(bytes, star, bytes.length);
    /* The part up to the next star is taken where it stands first. */
    while (slice_find_byte(rest, '*') < rest.length) {
        slice part = slice_sub(rest, 0, slice_find_byte(rest, '*'));
        size_t at = slice_find(bytes, part);
        if (at == bytes.length && part.length > 0) {
            return false;
        }
        bytes = slice_sub(bytes, at + part.length, bytes.length);
        rest = slice_sub(rest, part.length + 1, rest.length);
    }
    return slice_ends_with(bytes, rest);
}

struct sink_table sinks_load(struct arena *arena, struct error_sink *errors)
{
    struct config_file file;
    struct sink_table table = {0};
    const struct embedded_file *embedded = embedded_find("rules/sinks.json");
    if (!config_read(&file, arena, embedded->path, embedded->bytes, errors)) {
        return table;
    }
    const struct value *sinks = config_member(&file, &file.root, "sinks", VALUE_OBJECT);
    struct sink *items = ARENA_ARRAY(arena, struct sink, sinks ? sinks->count : 0);
    for (uint32_t i = 0; sinks && i < sinks->count; i++) {
        read_sink(&file, &sinks->members[i], &items[i]);
    }
    return (struct sink_table){items, sinks ? sinks->count : 0};
}
