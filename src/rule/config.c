/* JSON with comments. In: bytes. Out: values, and errors with their places. */
#include "rule/config.h"

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

void config_check_keys(const struct config_file *file, const struct value *object,
                       const char *const *keys)
{
    for (uint32_t i = 0; i < object->count; i++) {
        const struct member *member = &object->members[i];
        bool known = false;
        for (size_t k = 0; keys[k]; k++) {
            known = known || slice_is(member->key.string.bytes, keys[k]);
        }
        if (!known) {
            config_error(file, member->key.start, "there is no key \"%.*s\" here",
                         SLICE_ARGS(member->key.string.bytes));
        }
    }
}
