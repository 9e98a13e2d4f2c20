/* The sink table. In: rules/sinks.json. Out: what src/payload looks for in commands. */
#include "rule/sink.h"

#include "rule/embedded.h"

static struct slice_list read_list(const struct config_file *file, const struct value *object,
                                   const char *key)
{
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

static struct slice_list split_words(struct arena *arena, slice command)
{
    VECTOR(slice) words = {0};
    while (command.length > 0) {
        size_t end = slice_find_byte(command, ' ');
        slice word = slice_sub(command, 0, end);
        VECTOR_PUSH(arena, &words, word);
        command = slice_sub(command, end + 1, command.length);
    }
    return (struct slice_list){words.items, words.count};
}

static void read_commands(const struct config_file *file, const struct value *object,
                          struct sink *sink)
{
    struct slice_list commands = read_list(file, object, "commands");
    struct slice_list *split = ARENA_ARRAY(file->arena, struct slice_list, commands.count);
    for (size_t i = 0; i < commands.count; i++) {
        split[i] = split_words(file->arena, commands.items[i]);
    }
    sink->commands = split;
    sink->command_count = commands.count;
}

static bool is_true(const struct value *object, const char *key)
{
    const struct member *member = value_member(object, slice_from(key));
    return member && member->value.kind == VALUE_BOOLEAN && member->value.boolean;
}

static void read_payloads(const struct config_file *file, const struct value *object,
                          struct sink *sink)
{
    const struct value *array = config_member(file, object, "payloads", VALUE_ARRAY);
    sink->payload_count = array ? array->count : 0;
    struct payload_option *options =
        ARENA_ARRAY(file->arena, struct payload_option, sink->payload_count);
    for (size_t i = 0; i < sink->payload_count; i++) {
        const struct value *row = &array->items[i];
        options[i].option = config_string(file, row, "option");
        options[i].file_prefix = config_string(file, row, "file");
        options[i].strip_newlines = is_true(row, "strip-newlines");
        options[i].is_json = is_true(row, "json");
    }
    sink->payloads = options;
}

static void read_destination(const struct config_file *file, const struct value *object,
                             struct sink *sink)
{
    const struct value *destination = config_member(file, object, "destination", VALUE_OBJECT);
    if (!destination) {
        return;
    }
    sink->destination_option = config_string(file, destination, "option");
    const struct value *argument = config_member(file, destination, "argument", VALUE_NUMBER);
    if (argument) {
        sink->has_destination_argument = true;
        sink->destination_argument = (uint32_t)(argument->string.bytes.data[0] - '0');
    }
}

static void read_sink(const struct config_file *file, const struct member *member,
                      struct sink *sink)
{
    static const char *const keys[] = {"commands",    "valued",      "payloads", "headers",
                                       "query-flags", "destination", NULL};
    const struct value *object = &member->value;
    config_check_keys(file, object, keys);
    sink->name = member->key.string.bytes;
    sink->valued = read_list(file, object, "valued");
    sink->headers = read_list(file, object, "headers");
    sink->query_flags = read_list(file, object, "query-flags");
    read_commands(file, object, sink);
    read_payloads(file, object, sink);
    read_destination(file, object, sink);
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
