/* Reads the stubs' logs, and JSON: a recognizer that shares nothing with src/json, which it is to
 * judge. */
#include "message.h"

#include "base/buffer.h"

#include <stdlib.h>

enum { DEPTH_MAX = 200 };

struct reading {
    struct arena *arena;
    struct message *message;
    slice rest;
};

static bool read_value(struct reading *reading, slice pointer, bool is_id, int depth);

static void skip_blanks(struct reading *reading)
{
    while (reading->rest.length > 0 && strchr(" \t\n\r", reading->rest.data[0]) &&
           reading->rest.data[0]) {
        reading->rest = slice_sub(reading->rest, 1, reading->rest.length);
    }
}

static bool take(struct reading *reading, slice token)
{
    if (!slice_starts_with(reading->rest, token)) {
        return false;
    }
    reading->rest = slice_sub(reading->rest, token.length, reading->rest.length);
    return true;
}

static size_t count_digits(slice text, size_t from)
{
    size_t i = from;
    while (i < text.length && text.data[i] >= '0' && text.data[i] <= '9') {
        i++;
    }
    return i - from;
}

/* RFC 8259, section 6. */
static bool read_number(struct reading *reading)
{
    slice text = reading->rest;
    size_t at = text.length > 0 && text.data[0] == '-';
    size_t digits = count_digits(text, at);
    if (digits == 0 || (digits > 1 && text.data[at] == '0')) {
        return false;
    }
    at += digits;
    if (at < text.length && text.data[at] == '.') {
        digits = count_digits(text, at + 1);
        if (digits == 0) {
            return false;
        }
        at += 1 + digits;
    }
    if (at < text.length && (text.data[at] == 'e' || text.data[at] == 'E')) {
        at++;
        at += at < text.length && (text.data[at] == '+' || text.data[at] == '-');
        digits = count_digits(text, at);
        if (digits == 0) {
            return false;
        }
        at += digits;
    }
    reading->rest = slice_sub(text, at, text.length);
    return true;
}

static bool is_hex(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') ||
           (byte >= 'A' && byte <= 'F');
}

/* RFC 8259, section 7. `*content` is what stands between the quotes. */
static bool read_string(struct reading *reading, slice *content)
{
    slice text = reading->rest;
    if (text.length == 0 || text.data[0] != '"') {
        return false;
    }
    for (size_t i = 1; i < text.length; i++) {
        char byte = text.data[i];
        if (byte == '"') {
            *content = slice_sub(text, 1, i);
            reading->rest = slice_sub(text, i + 1, text.length);
            return true;
        }
        if ((unsigned char)byte < 0x20) {
            return false;
        }
        if (byte != '\\') {
            continue;
        }
        char escaped = ++i < text.length ? text.data[i] : '\0';
        if (escaped == 'u') {
            for (size_t end = i + 4; i < end; i++) {
                if (i + 1 >= text.length || !is_hex(text.data[i + 1])) {
                    return false;
                }
            }
        } else if (!escaped || !strchr("\"\\/bfnrt", escaped)) {
            return false;
        }
    }
    return false;
}

/* Escapes of one letter taken away, and those of four digits that stand for ASCII. */
static slice without_escapes(struct arena *arena, slice text)
{
    struct buffer out = {.arena = arena};
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        slice digits = slice_sub(text, i + 2, i + 6);
        if (c == '\\' && i + 1 < text.length && text.data[i + 1] == 'u' &&
            slice_starts_with(digits, SLICE("00")) && digits.data[2] < '8') {
            buffer_append_byte(&out, (char)strtoul(arena_cstring(arena, digits), NULL, 16));
            i += 5;
            continue;
        }
        const char *escape = c == '\\' ? strchr("b\bf\fn\nr\rt\t", text.data[++i]) : NULL;
        buffer_append_byte(&out, escape ? escape[1] : text.data[i]);
    }
    return buffer_slice(&out);
}

static bool read_object(struct reading *reading, slice pointer, int depth)
{
    skip_blanks(reading);
    if (take(reading, SLICE("}"))) {
        return true;
    }
    do {
        slice key;
        skip_blanks(reading);
        if (!read_string(reading, &key)) {
            return false;
        }
        skip_blanks(reading);
        slice name = without_escapes(reading->arena, key);
        slice inner =
            arena_printf(reading->arena, "%.*s/%.*s", SLICE_ARGS(pointer), SLICE_ARGS(name));
        if (!take(reading, SLICE(":")) ||
            !read_value(reading, inner, slice_is(name, "request_id"), depth)) {
            return false;
        }
        skip_blanks(reading);
    } while (take(reading, SLICE(",")));
    return take(reading, SLICE("}"));
}

static bool read_array(struct reading *reading, slice pointer, int depth)
{
    skip_blanks(reading);
    if (take(reading, SLICE("]"))) {
        return true;
    }
    size_t index = 0;
    do {
        slice inner = arena_printf(reading->arena, "%.*s/%zu", SLICE_ARGS(pointer), index++);
        if (!read_value(reading, inner, false, depth)) {
            return false;
        }
        skip_blanks(reading);
    } while (take(reading, SLICE(",")));
    return take(reading, SLICE("]"));
}

static int base64_digit(char byte)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = byte ? strchr(digits, byte) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* RFC 4648, section 4; false where it is something else. */
static bool decode_base64(struct arena *arena, slice text, slice *bytes)
{
    struct buffer out = {.arena = arena};
    uint32_t bits = 0;
    size_t length = text.length;
    while (length > 0 && text.length - length < 2 && text.data[length - 1] == '=') {
        length--;
    }
    for (size_t i = 0; i < length; i++) {
        int digit = base64_digit(text.data[i]);
        if (digit < 0) {
            return false;
        }
        bits = bits << 6 | (uint32_t)digit;
        if (i % 4 > 0) {
            buffer_append_byte(&out, (char)(bits >> (6 - 2 * (i % 4))));
        }
    }
    *bytes = buffer_slice(&out);
    return text.length % 4 == 0;
}

/* A string may hold another document in base64, as Pub/Sub's and others' APIs have it. */
static void read_inside(struct reading *outer, slice pointer, slice text)
{
    struct message inside = {.sink = outer->message->sink};
    if (!decode_base64(outer->arena, text, &inside.bytes) ||
        (!slice_starts_with(inside.bytes, SLICE("{")) &&
         !slice_starts_with(inside.bytes, SLICE("[")))) {
        return;
    }
    struct sent_base64 base64 = {text, inside.bytes};
    VECTOR_PUSH(outer->arena, &outer->message->inside, base64);
    struct reading reading = {outer->arena, outer->message, inside.bytes};
    size_t count = outer->message->ids.count;
    bool is_read =
        read_value(&reading, arena_printf(outer->arena, "%.*s#", SLICE_ARGS(pointer)), false, 0);
    skip_blanks(&reading);
    if (!is_read || reading.rest.length > 0) {
        outer->message->ids.count = count;
        outer->message->has_malformed_inside = true;
    }
}

static bool read_value(struct reading *reading, slice pointer, bool is_id, int depth)
{
    skip_blanks(reading);
    slice before = reading->rest, content = {NULL, 0};
    bool is_string = read_string(reading, &content);
    if (!is_string) {
        bool is_read = depth >= DEPTH_MAX              ? false
                       : take(reading, SLICE("{"))     ? read_object(reading, pointer, depth + 1)
                       : take(reading, SLICE("["))     ? read_array(reading, pointer, depth + 1)
                       : take(reading, SLICE("true"))  ? true
                       : take(reading, SLICE("false")) ? true
                       : take(reading, SLICE("null"))  ? true
                                                       : read_number(reading);
        if (!is_read) {
            return false;
        }
        content = slice_sub(before, 0, before.length - reading->rest.length);
    }
    if (is_string && content.length >= 8) {
        read_inside(reading, pointer, content);
    }
    if (is_id) {
        VECTOR_PUSH(reading->arena, &reading->message->ids,
                    ((struct sent_id){
                        pointer, is_string ? without_escapes(reading->arena, content) : content,
                        slice_sub(before, 0, before.length - reading->rest.length),
                        is_string && slice_is_uuid(content)}));
    }
    return true;
}

static bool read_document(struct arena *arena, struct message *message, slice bytes)
{
    struct reading reading = {arena, message, bytes};
    if (!read_value(&reading, SLICE(""), false, 0)) {
        return false;
    }
    skip_blanks(&reading);
    return reading.rest.length == 0;
}

/* NDJSON, or documents one after the other, as bulk interfaces take them whatever the header says.
 */
static bool read_documents(struct arena *arena, struct message *message)
{
    size_t documents = 0;
    struct reading reading = {arena, message, slice_trim(message->bytes)};
    while (reading.rest.length > 0) {
        if (!read_value(&reading, SLICE(""), false, 0)) {
            return false;
        }
        documents++;
        skip_blanks(&reading);
    }
    return documents > 1;
}

bool slice_is_uuid(slice text)
{
    if (text.length != 36) {
        return false;
    }
    for (size_t i = 0; i < 36; i++) {
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? text.data[i] != '-' : !is_hex(text.data[i])) {
            return false;
        }
    }
    return true;
}

slice without_uuids(struct arena *arena, slice bytes, const char *with)
{
    enum { LENGTH = 36 };
    struct buffer out = {.arena = arena};
    for (size_t at = 0; at < bytes.length;) {
        if (slice_is_uuid(slice_sub(bytes, at, at + LENGTH))) {
            buffer_append(&out, slice_from(with));
            at += LENGTH;
        } else {
            buffer_append_byte(&out, bytes.data[at++]);
        }
    }
    return buffer_slice(&out);
}

bool message_looks_like_json(const struct message *message)
{
    slice text = slice_trim(message->bytes);
    if (text.length < 2 || !strchr("{[", text.data[0])) {
        return false;
    }
    slice next = slice_trim(slice_sub(text, 1, text.length));
    return next.length > 0 && strchr(text.data[0] == '{' ? "\"'}" : "[{\"]", next.data[0]);
}

/* ---- Logs ---- */

static slice take_word(slice *line)
{
    size_t end = slice_find_byte(*line, ' ');
    slice word = slice_sub(*line, 0, end);
    *line = slice_sub(*line, end + 1, line->length);
    return word;
}

void messages_read(struct arena *arena, slice log, struct messages *messages)
{
    while (log.length > 0) {
        size_t end = slice_find_byte(log, '\n');
        slice line = slice_sub(log, 0, end);
        struct message message = {.sink = take_word(&line)};
        message.form = take_word(&line);
        message.destination = take_word(&line);
        message.words = take_word(&line);
        size_t length = strtoul(arena_cstring(arena, line), NULL, 10);
        message.bytes = slice_sub(log, end + 1, end + 1 + length);
        log = slice_sub(log, end + 2 + length, log.length);
        message.is_json = read_document(arena, &message, message.bytes);
        if (!message.is_json) {
            message.ids.count = 0;
            message.is_ndjson = read_documents(arena, &message);
            message.ids.count = message.is_ndjson ? message.ids.count : 0;
        }
        if (!slice_is(message.form, "other")) {
            VECTOR_PUSH(arena, messages, message);
        }
    }
}
