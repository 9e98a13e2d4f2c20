/* Envelopes. In: the body of a push request, or its headers. Out: the message.
 *
 * Members that aren't known are passed over, as Pub/Sub may come to send more. Its older names of
 * members (message_id, publish_time), which it still sends beside the newer ones, are not read. */
#include "live/push/envelope.h"

#include "base/base64.h"
#include "json/json.h"

#include <stdlib.h>
#include <strings.h>
#include <time.h>

/* ---- Times ---- */

static bool read_digits(slice text, size_t at, size_t count, int *number)
{
    *number = 0;
    for (size_t i = at; i < at + count; i++) {
        if (i >= text.length || text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
        *number = *number * 10 + (text.data[i] - '0');
    }
    return true;
}

/* Days since 1970-01-01 of a date of the Gregorian calendar, counted from March on, so that the
 * leap day is the last of its year. */
static int64_t days_from_date(int year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t from_march = (month + 9) % 12;
    return y * 365 + y / 4 - y / 100 + y / 400 + (from_march * 153 + 2) / 5 + day - 1 - 719468;
}

/* 2026-01-01T00:00:00.123456Z, as Pub/Sub writes times (RFC 3339 in UTC). 0 where it is another. */
static int64_t read_time(slice text)
{
    int year, month, day, hour, minute, second;
    if (!read_digits(text, 0, 4, &year) || !read_digits(text, 5, 2, &month) ||
        !read_digits(text, 8, 2, &day) || !read_digits(text, 11, 2, &hour) ||
        !read_digits(text, 14, 2, &minute) || !read_digits(text, 17, 2, &second) ||
        !slice_ends_with(text, SLICE("Z")) || month < 1 || month > 12) {
        return 0;
    }
    int64_t fraction = 0;
    int64_t unit = 100000;
    int digit;
    for (size_t i = 20; text.data[19] == '.' && read_digits(text, i, 1, &digit); i++) {
        fraction += digit * unit;
        unit /= 10;
    }
    int64_t seconds = days_from_date(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
    return seconds * 1000000 + fraction;
}

/* ---- Wrapped ---- */

/* A string member in `arena`, data NULL where it isn't there. False where it is no string. */
static bool take_string(struct arena *arena, const struct value *object, const char *name,
                        slice *string)
{
    const struct member *member = value_member(object, slice_from(name));
    *string = (slice){NULL, 0};
    if (!member || member->value.kind == VALUE_NULL) {
        return true;
    }
    if (member->value.kind == VALUE_STRING) {
        *string = arena_copy(arena, member->value.string.bytes);
    }
    return member->value.kind == VALUE_STRING;
}

static const char *take_attributes(struct arena *arena, const struct value *message,
                                   struct envelope *envelope)
{
    const struct member *member = value_member(message, SLICE("attributes"));
    if (!member || member->value.kind == VALUE_NULL) {
        return NULL;
    }
    const struct value *attributes = &member->value;
    if (attributes->kind != VALUE_OBJECT || attributes->count > ENVELOPE_ATTRIBUTES_MAX) {
        return "\"attributes\" is no object of strings";
    }
    for (uint32_t i = 0; i < attributes->count; i++) {
        const struct member *each = &attributes->members[i];
        if (each->value.kind != VALUE_STRING) {
            return "\"attributes\" is no object of strings";
        }
        const struct live_attribute attribute = {arena_copy(arena, each->key.string.bytes),
                                                 arena_copy(arena, each->value.string.bytes)};
        VECTOR_PUSH(arena, &envelope->attributes, attribute);
    }
    return NULL;
}

static const char *take_message(struct arena *arena, const struct value *message,
                                struct envelope *envelope)
{
    slice data;
    slice time;
    if (!take_string(arena, message, "data", &data) ||
        !take_string(arena, message, "messageId", &envelope->id) ||
        !take_string(arena, message, "publishTime", &time) ||
        !take_string(arena, message, "orderingKey", &envelope->ordering_key)) {
        return "a member of \"message\" is no string";
    }
    if (data.data && !base64_decode(arena, data, BASE64_STANDARD, &envelope->data)) {
        return "\"data\" is no base64";
    }
    envelope->published_at = time.data ? read_time(time) : 0;
    return take_attributes(arena, message, envelope);
}

static uint32_t take_attempt(const struct value *root)
{
    const struct member *member = value_member(root, SLICE("deliveryAttempt"));
    int number;
    if (!member || member->value.kind != VALUE_NUMBER || member->value.string.bytes.length > 9 ||
        !read_digits(member->value.string.bytes, 0, member->value.string.bytes.length, &number)) {
        return 0;
    }
    return (uint32_t)number;
}

static const char *read_document(struct arena *arena, const struct json_document *document,
                                 struct envelope *envelope)
{
    const struct value *root = &document->root;
    if (document->error_count > 0) {
        return "the body is no JSON";
    }
    const struct member *message = value_member(root, SLICE("message"));
    if (!message || message->value.kind != VALUE_OBJECT) {
        return "the body has no object \"message\"";
    }
    if (!value_keys_differ(arena, root) || !value_keys_differ(arena, &message->value)) {
        return "a member stands there twice";
    }
    if (!take_string(arena, root, "subscription", &envelope->subscription)) {
        return "\"subscription\" is no string";
    }
    envelope->delivery_attempt = take_attempt(root);
    return take_message(arena, &message->value, envelope);
}

const char *envelope_read(struct arena *arena, slice body, struct envelope *envelope)
{
    struct arena *scratch = arena_new();
    struct flat_text flat = flat_of_bytes(body);
    struct json_document document = json_read(scratch, &flat);
    *envelope = (struct envelope){.data = SLICE("")};
    const char *why = read_document(arena, &document, envelope);
    arena_free(scratch);
    return why;
}

/* ---- Unwrapped ---- */

static bool is_name(slice name, const char *wanted)
{
    return name.length == strlen(wanted) && strncasecmp(name.data, wanted, name.length) == 0;
}

static bool has_prefix(slice name, const char *prefix)
{
    return name.length >= strlen(prefix) && strncasecmp(name.data, prefix, strlen(prefix)) == 0;
}

/* What clients and proxies say of the request and not of the message. */
static bool is_of_request(slice name)
{
    static const char *const names[] = {
        "accept",
        "accept-charset",
        "accept-encoding",
        "accept-language",
        "authorization",
        "cache-control",
        "connection",
        "content-length",
        "cookie",
        "date",
        "expect",
        "forwarded",
        "from",
        "host",
        "keep-alive",
        "origin",
        "pragma",
        "referer",
        "te",
        "traceparent",
        "tracestate",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "via",
    };
    static const char *const prefixes[] = {"proxy-",        "sec-",    "x-cloud-", "x-envoy-",
                                           "x-forwarded-",  "x-goog-", "x-real-",  "x-request-",
                                           "x-serverless-", "x-b3-"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (is_name(name, names[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (has_prefix(name, prefixes[i])) {
            return true;
        }
    }
    return false;
}

bool envelope_add_header(struct arena *arena, slice name, slice value, struct envelope *envelope)
{
    slice copy = arena_copy(arena, value);
    if (is_name(name, "x-goog-pubsub-message-id")) {
        envelope->id = copy;
    } else if (is_name(name, "x-goog-pubsub-subscription-name")) {
        envelope->subscription = copy;
    } else if (is_name(name, "x-goog-pubsub-ordering-key")) {
        envelope->ordering_key = copy;
    } else if (is_name(name, "x-goog-pubsub-publish-time")) {
        envelope->published_at = read_time(copy);
    } else if (is_name(name, "x-goog-pubsub-delivery-attempt") && copy.length < 10) {
        int number;
        bool right = read_digits(copy, 0, copy.length, &number);
        envelope->delivery_attempt = right ? (uint32_t)number : 0;
    } else if (!is_of_request(name)) {
        const struct live_attribute attribute = {arena_copy(arena, name), copy};
        VECTOR_PUSH(arena, &envelope->attributes, attribute);
    }
    return envelope->attributes.count <= ENVELOPE_ATTRIBUTES_MAX;
}
