/* JSON with comments. In: bytes. Out: values, and errors with their places. */
#include "rule/config.h"

#include "base/ascii.h"
#include "base/suggest.h"

#include <stdarg.h>

/* Comments become blanks, so that every byte stays where it is. */
static slice without_comments(struct arena *arena, slice bytes)
{
    char *copy = arena_cstring(arena, bytes);
    bool string = false;
    for (size_t at = 0; at < bytes.length; at++) {
        if (string) {
            string = copy[at] != '"';
            at += copy[at] == '\\';
        } else if (copy[at] == '"') {
            string = true;
        } else if (copy[at] == '/' && copy[at + 1] == '/') {
            while (at < bytes.length && copy[at] != '\n') {
                copy[at++] = ' ';
            }
        } else if (copy[at] == '/' && copy[at + 1] == '*') {
            slice rest = slice_sub(bytes, at + 2, bytes.length);
            size_t end = at + 2 + slice_find(rest, SLICE("*/")) + 2;
            for (; at < end && at < bytes.length; at++) {
                copy[at] = copy[at] == '\n' ? '\n' : ' ';
            }
        }
    }
    return (slice){copy, bytes.length};
}

void config_error(const struct config_file *file, uint32_t offset, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    slice message = arena_vprintf(file->arena, format, arguments);
    va_end(arguments);
    struct position position = source_position(file->source, offset);
    error_report(file->errors, file->source->path, position.line, position.column, "%.*s",
                 SLICE_ARGS(message));
}

bool config_read(struct config_file *file, struct arena *arena, const char *path, slice bytes,
                 struct error_sink *errors)
{
    *file = (struct config_file){
        .arena = arena, .source = source_new(arena, path, bytes), .errors = errors};
    struct flat_text flat = flat_of_bytes(without_comments(arena, bytes));
    struct json_document document = json_read(arena, &flat);
    file->root = document.root;
    for (size_t i = 0; i < document.error_count; i++) {
        config_error(file, document.errors[i].start, "%s",
                     json_error_message(document.errors[i].kind));
    }
    if (document.error_count == 0 && document.root.kind != VALUE_OBJECT) {
        config_error(file, 0, "an object was expected here");
    }
    return document.error_count == 0 && document.root.kind == VALUE_OBJECT;
}

const struct value *config_member(const struct config_file *file, const struct value *object,
                                  const char *key, enum value_kind kind)
{
    static const char *const kinds[] = {"null",     "true or false", "a number",
                                        "a string", "an array",      "an object"};
    const struct member *member = value_member(object, slice_from(key));
    if (member && member->value.kind != kind) {
        config_error(file, member->value.start, "\"%s\" takes %s", key, kinds[kind]);
        return NULL;
    }
    return member ? &member->value : NULL;
}

slice config_string(const struct config_file *file, const struct value *object, const char *key)
{
    const struct value *value = config_member(file, object, key, VALUE_STRING);
    return value ? value->string.bytes : (slice){NULL, 0};
}

bool config_true(const struct config_file *file, const struct value *object, const char *key)
{
    const struct value *value = config_member(file, object, key, VALUE_BOOLEAN);
    return value && value->boolean;
}

bool config_count(const struct config_file *file, const struct value *object, const char *key,
                  uint64_t most, uint64_t *count)
{
    const struct value *value = config_member(file, object, key, VALUE_NUMBER);
    if (!value) {
        return false;
    }
    slice digits = value->string.bytes;
    bool right = digits.length > 0;
    uint64_t number = 0;
    for (size_t i = 0; i < digits.length && right; i++) {
        char c = digits.data[i];
        right = ascii_is_digit(c) && number <= most / 10;
        number = right ? number * 10 + (uint64_t)(c - '0') : number;
    }
    if (!right || number > most) {
        config_error(file, value->start, "\"%s\" takes a whole number from 0 to %llu", key,
                     (unsigned long long)most);
        return false;
    }
    *count = number;
    return true;
}

struct slice_list config_list(const struct config_file *file, const struct value *object,
                              const char *key)
{
    const struct member *member = value_member(object, slice_from(key));
    if (!member) {
        return (struct slice_list){NULL, 0};
    }
    bool array = member->value.kind == VALUE_ARRAY;
    const struct value *values = array ? member->value.items : &member->value;
    uint32_t count = array ? member->value.count : 1;
    slice *items = ARENA_ARRAY(file->arena, slice, count);
    for (uint32_t i = 0; i < count; i++) {
        if (values[i].kind != VALUE_STRING) {
            config_error(file, values[i].start, "\"%s\" takes a string or a list of strings", key);
            return (struct slice_list){NULL, 0};
        }
        items[i] = values[i].string.bytes;
    }
    return (struct slice_list){items, count};
}

const char *config_path_beside(const struct config_file *file, slice name)
{
    slice path = slice_from(file->source->path);
    slice folder = slice_sub(path, 0, path.length - slice_basename(path).length);
    folder = slice_starts_with(name, SLICE("/")) ? SLICE("") : folder;
    return arena_printf(file->arena, "%.*s%.*s", SLICE_ARGS(folder), SLICE_ARGS(name)).data;
}

static const char *closest_key(const char *const *keys, slice key)
{
    struct suggestion suggestion = {.wanted = key};
    for (; *keys; keys++) {
        suggest_consider(&suggestion, slice_from(*keys), *keys);
    }
    return suggestion.closest;
}

static bool is_one_of(const char *const *keys, slice key)
{
    while (*keys && !slice_is(key, *keys)) {
        keys++;
    }
    return *keys != NULL;
}

void config_check_keys(const struct config_file *file, const struct value *object,
                       const char *const *keys)
{
    if (object->kind != VALUE_OBJECT) {
        config_error(file, object->start, "an object was expected here");
        return;
    }
    for (uint32_t i = 0; i < object->count; i++) {
        const struct value *key = &object->members[i].key;
        slice name = key->string.bytes;
        if (!is_one_of(keys, name)) {
            const char *closest = closest_key(keys, name);
            config_error(file, key->start, "there is no key \"%.*s\" here%s%s%s", SLICE_ARGS(name),
                         closest ? "; did you mean \"" : "", closest ? closest : "",
                         closest ? "\"?" : "");
        } else if (value_member(object, name) != &object->members[i]) {
            config_error(file, key->start, "the key \"%.*s\" stands here twice", SLICE_ARGS(name));
        }
    }
}
