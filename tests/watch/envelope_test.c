/* Envelopes: what is read of wrapped and unwrapped messages, and what is refused. */
#include "base/buffer.h"
#include "live/push/envelope.h"
#include "tests/test.h"

#include <stdlib.h>

static slice described(struct arena *arena, const struct envelope *envelope)
{
    struct buffer out = {.arena = arena};
    buffer_printf(&out, "%.*s|%.*s|%.*s|%.*s|%lld|%u", SLICE_ARGS(envelope->subscription),
                  SLICE_ARGS(envelope->id), SLICE_ARGS(envelope->data),
                  SLICE_ARGS(envelope->ordering_key), (long long)envelope->published_at,
                  envelope->delivery_attempt);
    for (size_t i = 0; i < envelope->attributes.count; i++) {
        const struct live_attribute *each = &envelope->attributes.items[i];
        buffer_printf(&out, "|%.*s=%.*s", SLICE_ARGS(each->key), SLICE_ARGS(each->value));
    }
    return buffer_slice(&out);
}

static const struct row {
    const char *name;
    const char *body;
    const char *wanted; /* the envelope, or !REASON */
} rows[] = {
    {"all members",
     "{\"message\":{\"attributes\":{\"k\":\"v\",\"\":\"\\u00e9\"},\"data\":\"eyJhIjoxfQ==\","
     "\"messageId\":\"136969346945\",\"message_id\":\"136969346945\","
     "\"publishTime\":\"2026-11-30T03:06:27.123Z\",\"orderingKey\":\"key\"},"
     "\"subscription\":\"projects/p/subscriptions/s\",\"deliveryAttempt\":5}",
     "projects/p/subscriptions/s|136969346945|{\"a\":1}|key|1796007987123000|5|k=v|=\xC3\xA9"},
    {"nothing but a message", "{\"message\":{}}",
     "|||"
     "|0|0"},
    {"members that are null",
     "{\"message\":{\"data\":null,\"attributes\":null,\"orderingKey\":null},\"subscription\":null}",
     "||||0|0"},
    {"members that aren't known", "{\"x\":[{}],\"message\":{\"y\":1,\"data\":\"YQ==\"}}",
     "||a||0|0"},
    {"a leap day", "{\"message\":{\"publishTime\":\"2024-02-29T00:00:00Z\"}}",
     "||||1709164800000000|0"},
    {"nanoseconds", "{\"message\":{\"publishTime\":\"1970-01-01T00:00:01.123456789Z\"}}",
     "||||1123456|0"},
    {"a time that is none", "{\"message\":{\"publishTime\":\"yesterday\"}}", "||||0|0"},
    {"an attempt that is none", "{\"message\":{},\"deliveryAttempt\":-1}", "||||0|0"},
    {"an attempt too large", "{\"message\":{},\"deliveryAttempt\":99999999999}", "||||0|0"},
    {"data of one byte short", "{\"message\":{\"data\":\"YQ=\"}}", "!\"data\" is no base64"},
    {"data with a newline", "{\"message\":{\"data\":\"YQ==\\n\"}}", "!\"data\" is no base64"},
    {"data in base64url", "{\"message\":{\"data\":\"_-8=\"}}", "!\"data\" is no base64"},
    {"data with bits at its end", "{\"message\":{\"data\":\"YR==\"}}", "!\"data\" is no base64"},
    {"data that is a number", "{\"message\":{\"data\":1}}",
     "!a member of \"message\" is no string"},
    {"nothing", "", "!the body is no JSON"},
    {"an array", "[{\"message\":{}}]", "!the body has no object \"message\""},
    {"a message that is a string", "{\"message\":\"e30=\"}", "!the body has no object \"message\""},
    {"two messages", "{\"message\":{},\"message\":{}}", "!a member stands there twice"},
    {"data twice", "{\"message\":{\"data\":\"\",\"d\\u0061ta\":\"\"}}",
     "!a member stands there twice"},
    {"attributes that are no strings", "{\"message\":{\"attributes\":{\"a\":1}}}",
     "!\"attributes\" is no object of strings"},
    {"attributes in a list", "{\"message\":{\"attributes\":[]}}",
     "!\"attributes\" is no object of strings"},
    {"a subscription that is a number", "{\"message\":{},\"subscription\":1}",
     "!\"subscription\" is no string"},
    {"bytes that aren't UTF-8", "{\"message\":{\"messageId\":\"\xFF\"}}", "!the body is no JSON"},
    {"a trailing comma", "{\"message\":{},}", "!the body is no JSON"},
    {"more behind it", "{\"message\":{}} {}", "!the body is no JSON"},
};

static void test_wrapped(struct arena *arena)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct envelope envelope;
        const char *why = envelope_read(arena, slice_from(rows[i].body), &envelope);
        slice got = why ? arena_printf(arena, "!%s", why) : described(arena, &envelope);
        test_bytes(arena_printf(arena, "envelope: %s", rows[i].name).data, got,
                   slice_from(rows[i].wanted));
    }
}

/* Nothing of a body may be needed once it is read, and no cut of one may be taken. */
static void test_cuts(struct arena *arena)
{
    slice body = slice_from(rows[0].body);
    size_t taken = 0;
    for (size_t length = 0; length < body.length; length++) {
        struct envelope envelope;
        char *copy = memory_alloc(length + 1);
        memcpy(copy, body.data, length);
        taken += !envelope_read(arena, (slice){copy, length}, &envelope);
        free(copy);
    }
    test_report(taken == 0, "envelope: none of %zu cuts of one is taken", body.length);
    char *copy = memory_alloc(body.length);
    struct envelope envelope;
    memcpy(copy, body.data, body.length);
    envelope_read(arena, (slice){copy, body.length}, &envelope);
    memset(copy, 'X', body.length);
    free(copy);
    test_bytes("envelope: it outlives the body", described(arena, &envelope),
               slice_from(rows[0].wanted));
}

static void test_deep(struct arena *arena)
{
    enum { DEPTH = 100000 };
    char *body = memory_alloc(DEPTH);
    struct envelope envelope;
    memset(body, '[', DEPTH);
    const char *why = envelope_read(arena, (slice){body, DEPTH}, &envelope);
    test_report(why != NULL, "envelope: %d brackets deep", DEPTH);
    free(body);
}

static void test_unwrapped(struct arena *arena)
{
    static const char *const headers[][2] = {
        {"X-Goog-Pubsub-Message-Id", "77"},
        {"x-goog-pubsub-subscription-name", "projects/p/subscriptions/s"},
        {"x-goog-pubsub-publish-time", "1970-01-01T00:00:02Z"},
        {"x-goog-pubsub-ordering-key", "key"},
        {"x-goog-pubsub-delivery-attempt", "3"},
        {"Host", "w"},
        {"Content-Length", "3"},
        {"X-Forwarded-For", "1.2.3.4"},
        {"X-Goog-Anything", "x"},
        {"Authorization", "Bearer x"},
        {"Content-Type", "application/json"},
        {"tenant", "t"},
    };
    struct envelope envelope = {.data = SLICE("{}")};
    bool right = true;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        right = right && envelope_add_header(arena, slice_from(headers[i][0]),
                                             slice_from(headers[i][1]), &envelope);
    }
    test_bytes("envelope: headers of an unwrapped message", described(arena, &envelope),
               SLICE("projects/p/subscriptions/s|77|{}|key|2000000|3|"
                     "Content-Type=application/json|tenant=t"));
    for (unsigned i = 0; i <= ENVELOPE_ATTRIBUTES_MAX && right; i++) {
        right = envelope_add_header(arena, SLICE("a"), SLICE("b"), &envelope);
    }
    test_report(!right, "envelope: more headers than any message has");
}

int main(void)
{
    struct arena *arena = arena_new();
    test_wrapped(arena);
    test_cuts(arena);
    test_deep(arena);
    test_unwrapped(arena);
    arena_free(arena);
    return test_status();
}
