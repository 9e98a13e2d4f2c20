/* Messages. In: contents of frames. Out: requests, notifications, responses, or what is wrong. */
#include "lsp/message.h"

#include "base/utf8.h"

#include <stdlib.h>

/* How many values the JSON has, or more: what is one must stand at the beginning or behind one of
 * these. */
static size_t count_values(slice json)
{
    size_t count = 1;
    bool in_string = false;
    for (size_t i = 0; i < json.length; i++) {
        char byte = json.data[i];
        if (in_string) {
            i += byte == '\\';
            in_string = byte != '"';
        } else if (byte == '"') {
            in_string = true;
        } else {
            count += byte == ',' || byte == '[' || byte == '{' || byte == ':';
        }
    }
    return count;
}

/* Neovim sends a buffer's bytes as they are. A question mark takes one byte and one unit of UTF-16,
 * as editors count a byte that is no character: so positions stay. */
static slice copy_as_utf8(struct message *message, slice content)
{
    char *bytes = arena_alloc(message->arena, content.length + 1);
    if (content.length > 0) {
        memcpy(bytes, content.data, content.length);
    }
    for (size_t at = 0; at < content.length; at++) {
        at += utf8_first_invalid(slice_sub(content, at, content.length));
        if (at < content.length) {
            bytes[at] = '?';
            message->is_lossy = true;
        }
    }
    return (slice){bytes, content.length};
}

static struct message *wrong(struct message *message, enum message_code code, slice why)
{
    message->kind = MESSAGE_WRONG;
    message->code = code;
    message->why = why;
    return message;
}

static struct message *not_json(struct message *message, const struct json_document *document)
{
    const struct json_error *error = document->errors;
    slice why = arena_printf(message->arena, "the message is no JSON: %s, at byte %u",
                             json_error_message(error->kind), error->start);
    return wrong(message, CODE_PARSE_ERROR, why);
}

static bool is_version_2(const struct value *root)
{
    slice version;
    return params_string(root, "jsonrpc", &version) && slice_is(version, "2.0");
}

/* The id as it is written: what a reply has is the same, byte for byte. */
static bool take_id(struct message *message, slice json, const struct value *id)
{
    bool right = id->kind == VALUE_STRING || id->kind == VALUE_NUMBER;
    if (right) {
        message->id = slice_sub(json, id->start, id->end);
    }
    return right;
}

static struct message *sort(struct message *message, slice json, const struct value *root)
{
    const struct value *id = params_at(root, "id");
    const struct value *method = params_at(root, "method");
    const struct value *params = params_at(root, method ? "params" : "result");
    if (root->kind == VALUE_ARRAY) {
        return wrong(message, CODE_INVALID_REQUEST, SLICE("batches are not part of this protocol"));
    }
    bool names_itself = id && take_id(message, json, id);
    if (!is_version_2(root)) {
        return wrong(message, CODE_INVALID_REQUEST,
                     SLICE("this is no message of JSON-RPC: \"jsonrpc\" must be \"2.0\""));
    }
    if (method && method->kind != VALUE_STRING) {
        return wrong(message, CODE_INVALID_REQUEST, SLICE("\"method\" must be a string"));
    }
    if (id && !names_itself && (method || id->kind != VALUE_NULL)) {
        return wrong(message, CODE_INVALID_REQUEST, SLICE("\"id\" must be a string or a number"));
    }
    if (!method && !params && !params_at(root, "error")) {
        return wrong(message, CODE_INVALID_REQUEST, SLICE("there is no \"method\""));
    }
    message->method = method ? method->string.bytes : SLICE("");
    message->params = params;
    message->kind = !method ? MESSAGE_RESPONSE : id ? MESSAGE_REQUEST : MESSAGE_NOTIFICATION;
    return message;
}

struct message *message_read(slice content)
{
    struct arena *arena = arena_new();
    struct message *message = ARENA_NEW(arena, struct message);
    *message = (struct message){.arena = arena, .id = SLICE("null")};
    slice json = copy_as_utf8(message, content);
    if (count_values(json) > MESSAGE_VALUES_MAX) {
        return wrong(
            message, CODE_INVALID_REQUEST,
            arena_printf(arena, "the message has more than %d values", MESSAGE_VALUES_MAX));
    }
    struct flat_text flat = flat_of_bytes(json);
    struct json_document *document = ARENA_NEW(arena, struct json_document);
    *document = json_read(arena, &flat);
    return document->validity == JSON_VALID ? sort(message, json, &document->root)
                                            : not_json(message, document);
}

void message_free(struct message *message)
{
    arena_free(message->arena);
}

/* ---- Parameters ---- */

const struct value *params_at(const struct value *params, const char *path)
{
    while (params && *path) {
        size_t length = strcspn(path, ".");
        const struct member *member = value_member(params, (slice){path, length});
        params = member ? &member->value : NULL;
        path += length + (path[length] == '.');
    }
    return params;
}

bool params_string(const struct value *params, const char *path, slice *string)
{
    const struct value *value = params_at(params, path);
    bool right = value && value->kind == VALUE_STRING;
    if (right) {
        *string = value->string.bytes;
    }
    return right;
}

bool params_integer(const struct value *params, const char *path, int32_t *integer)
{
    enum { DIGITS_MAX = 31 };
    char digits[DIGITS_MAX + 1];
    const struct value *value = params_at(params, path);
    if (!value || value->kind != VALUE_NUMBER || value->string.bytes.length > DIGITS_MAX) {
        return false;
    }
    memcpy(digits, value->string.bytes.data, value->string.bytes.length);
    digits[value->string.bytes.length] = '\0';
    double number = strtod(digits, NULL);
    if (!(number >= INT32_MIN && number <= INT32_MAX)) {
        return false;
    }
    *integer = (int32_t)number;
    return (double)*integer == number;
}

bool params_count(const struct value *params, const char *path, uint32_t *count)
{
    int32_t integer = -1;
    bool right = params_integer(params, path, &integer) && integer >= 0;
    *count = right ? (uint32_t)integer : 0;
    return right;
}

bool params_true(const struct value *params, const char *path)
{
    const struct value *value = params_at(params, path);
    return value && value->kind == VALUE_BOOLEAN && value->boolean;
}

struct value_list params_list(const struct value *params, const char *path)
{
    const struct value *value = params_at(params, path);
    bool right = value && value->kind == VALUE_ARRAY;
    return (struct value_list){right ? value->items : NULL, right ? value->count : 0};
}

bool params_has(const struct value *params, const char *path, const char *string)
{
    struct value_list list = params_list(params, path);
    for (uint32_t i = 0; i < list.count; i++) {
        if (list.items[i].kind == VALUE_STRING && slice_is(list.items[i].string.bytes, string)) {
            return true;
        }
    }
    return false;
}
