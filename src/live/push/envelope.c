/* Envelopes. In: the body of a push request, or its headers. Out: the message.
 *
 * Members that aren't known are passed over, as Pub/Sub may come to send more. Its older names of
 * members (message_id, publish_time), which it still sends beside the newer ones, are not read. */
#include "live/push/envelope.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "base/instant.h"
#include "json/json.h"

#include <strings.h>

/* A number of digits alone, as Pub/Sub counts deliveries; 0 where it is another. */
static uint32_t read_number(slice text)
{
    uint32_t number = 0;
    for (size_t i = 0; i < text.length && text.length < 10; i++) {
        if (!ascii_is_digit(text.data[i])) {
            return 0;
        }
        number = number * 10 + (uint32_t)(text.data[i] - '0');
    }
    return number;
}

/* Microseconds since 1970; 0 where it is no time. */
static int64_t read_time(slice text)
{
    int64_t time;
    return instant_read(text, &time) ? time : 0;
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
    return member && member->value.kind == VALUE_NUMBER ? read_number(member->value.string.bytes)
                                                        : 0;
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
    } else if (is_name(name, "x-goog-pubsub-delivery-attempt")) {
        envelope->delivery_attempt = read_number(copy);
    } else if (!is_of_request(name)) {
        if (envelope->attributes.count == ENVELOPE_ATTRIBUTES_MAX) {
            return false;
        }
        const struct live_attribute attribute = {arena_copy(arena, name), copy};
        VECTOR_PUSH(arena, &envelope->attributes, attribute);
    }
    return true;
}
