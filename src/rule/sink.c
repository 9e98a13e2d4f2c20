/* The sink table. In: rules/sinks.json. Out: what src/payload looks for in commands. */
#include "rule/sink.h"

#include "rule/embedded.h"

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
    struct slice_list commands = config_list(file, object, "commands");
    struct slice_list *split = ARENA_ARRAY(file->arena, struct slice_list, commands.count);
    for (size_t i = 0; i < commands.count; i++) {
        split[i] = split_at(file->arena, commands.items[i], ' ');
    }
    sink->commands = split;
    sink->command_count = commands.count;
    if (commands.count == 0) {
        config_error(file, object->start, "a sink needs \"commands\": the words that name it");
    }
}

static bool read_index(const struct config_file *file, const struct value *object, const char *key,
                       uint32_t *index)
{
    uint64_t count = 0;
    bool there = config_count(file, object, key, 1000, &count);
    *index = there ? (uint32_t)count : *index;
    return there;
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
    return config_true(file, row, "stdin") ? PAYLOAD_STDIN : PAYLOAD_OPTIONS;
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
        "lines",   "key-ends-with", "base64",    "raw-with",       "form",   NULL};
    const struct member *json = value_member(row, SLICE("json"));
    config_check_keys(file, row, keys);
    *payload = (struct payload_row){
        .options = config_list(file, row, "option"),
        .with = config_list(file, row, "with"),
        .without = config_list(file, row, "without"),
        .file = config_list(file, row, "file"),
        .is_file = config_true(file, row, "is-file"),
        .strip_newlines = config_true(file, row, "strip-newlines"),
        .is_joined = value_member(row, SLICE("joined")) != NULL,
        .joint = config_string(file, row, "joined"),
        .is_json = json && json->value.kind == VALUE_BOOLEAN && json->value.boolean,
        .is_form = config_true(file, row, "form"),
        .is_not_json = json && json->value.kind == VALUE_BOOLEAN && !json->value.boolean,
        .is_lines = config_true(file, row, "lines"),
        .key_options = config_list(file, row, "key-ends-with"),
        .is_base64 = config_true(file, row, "base64"),
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
        rows[i] = (struct nested_row){at, split_at(file->arena, at, '/'),
                                      config_true(file, row, "base64"),
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
    sink->destination_options = config_list(file, destination, "option");
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

/* Options that hold a payload or the destination take a value, said or not. */
static void add_valued(struct arena *arena, struct slice_list names, struct slice_list *valued)
{
    for (size_t i = 0; i < names.count; i++) {
        if (slice_list_has(*valued, names.items[i])) {
            continue;
        }
        slice *items = ARENA_ARRAY(arena, slice, valued->count + 1);
        for (size_t k = 0; k < valued->count; k++) {
            items[k] = valued->items[k];
        }
        items[valued->count] = names.items[i];
        *valued = (struct slice_list){items, valued->count + 1};
    }
}

static void read_sink(const struct config_file *file, const struct member *member,
                      struct sink *sink)
{
    static const char *const keys[] = {
        "commands", "ignore-case", "go-options", "valued", "payloads",    "headers", "unless",
        "lines-to", "templates",   "build",      "nested", "destination", "limit",   NULL};
    const struct value *object = &member->value;
    config_check_keys(file, object, keys);
    sink->name = member->key.string.bytes;
    sink->ignores_case = config_true(file, object, "ignore-case");
    sink->has_go_options = config_true(file, object, "go-options");
    sink->valued = config_list(file, object, "valued");
    sink->headers = config_list(file, object, "headers");
    sink->unless = config_list(file, object, "unless");
    sink->line_destinations = config_list(file, object, "lines-to");
    sink->template_mark = config_string(file, object, "templates");
    config_count(file, object, "limit", UINT64_MAX / 16, &sink->limit);
    read_commands(file, object, sink);
    read_payloads(file, object, sink);
    read_nested(file, object, sink);
    read_destination(file, object, sink);
    read_build(file, object, sink);
    add_valued(file->arena, sink->destination_options, &sink->valued);
    for (size_t i = 0; i < sink->payload_count; i++) {
        add_valued(file->arena, sink->payloads[i].options, &sink->valued);
    }
}

const struct sink *sinks_find(const struct sink_table *table, slice name)
{
    for (size_t i = 0; name.data && i < table->count; i++) {
        if (slice_equal(table->items[i].name, name)) {
            return &table->items[i];
        }
    }
    return NULL;
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

static const struct map *names_of(struct arena *arena, const struct sink *sinks, size_t count)
{
    struct map *names = map_new(arena);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sinks[i].command_count; k++) {
            if (sinks[i].commands[k].count > 0) {
                map_put(names, sinks[i].commands[k].items[0], names);
            }
        }
    }
    return names;
}

struct sink_table sinks_read(const struct config_file *file, const struct value *object,
                             const struct sink_table *table)
{
    struct sink *items = ARENA_ARRAY(file->arena, struct sink, object->count + table->count);
    size_t count = 0;
    for (uint32_t i = 0; i < object->count; i++) {
        read_sink(file, &object->members[i], &items[count]);
        count += items[count].command_count > 0;
    }
    for (size_t i = 0; i < table->count; i++) {
        if (!value_member(object, table->items[i].name)) {
            items[count++] = table->items[i];
        }
    }
    return (struct sink_table){items, count, names_of(file->arena, items, count)};
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
    return sinks ? sinks_read(&file, sinks, &table) : table;
}
