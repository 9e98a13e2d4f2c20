/* What is told of messages. In: a message and what was found in it. Out: a log line, attributes. */
#include "live/telling.h"

#include "base/utf8.h"
#include "rule/check.h"
#include "version.h"

#include <time.h>

enum {
    VALUE_SHOWN_MAX = 100, /* code points of a wrong value */
    FIELD_SHOWN_MAX = 60,
    FINDINGS_TOLD_MAX = 10,
    /* https://cloud.google.com/pubsub/quotas#resource_limits */
    ATTRIBUTES_MAX = 100,
    ATTRIBUTE_VALUE_MAX = 1024,
    MESSAGE_SIZE_MAX = 10 * 1000 * 1000,
    MESSAGE_OVERHEAD = 1024, /* of ids, times and the encoding, to be on the safe side */
};

bool judgement_rejects(const struct judgement *judgement, const struct finding *finding)
{
    return finding->certainty == CERTAINTY_UNKNOWN || finding->rule->severity <= judgement->reject;
}

/* The finding that the message is rejected for; where it isn't, the first. Of what is no JSON only
 * that is certain: the rest is of what could be read of it. */
static const struct finding *foremost(const struct judgement *judgement)
{
    const struct findings *findings = judgement->findings;
    const struct check_row *syntax = check_find(SLICE("json-syntax"));
    const struct finding *first = NULL;
    for (size_t i = 0; judgement->is_rejected && i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (judgement_rejects(judgement, finding) && (!first || finding->rule->check == syntax)) {
            first = finding;
        }
        if (first && first->rule->check == syntax) {
            return first;
        }
    }
    return first ? first : &findings->items[0];
}

/* ---- Shortening ---- */

static slice shortened(struct arena *arena, slice text, size_t most)
{
    size_t at = 0;
    for (size_t count = 0; at < text.length && count < most; count++) {
        size_t length;
        utf8_decode(slice_sub(text, at, text.length), &length);
        at += length;
    }
    return at < text.length ? arena_printf(arena, "%.*s…", (int)at, text.data) : text;
}

/* At most `most` bytes of it, as valid UTF-8 without control characters: an attribute's value. */
static slice attribute_value(struct arena *arena, slice text, size_t most)
{
    struct buffer value = {.arena = arena};
    for (size_t at = 0; at < text.length;) {
        size_t length;
        uint32_t c = utf8_decode(slice_sub(text, at, text.length), &length);
        bool plain = c != UTF8_INVALID && c >= 0x20 && c != 0x7F;
        slice piece = plain ? slice_sub(text, at, at + length) : SLICE("\xEF\xBF\xBD");
        if (value.length + piece.length > most) {
            break;
        }
        buffer_append(&value, piece);
        at += length;
    }
    return value.length > 0 ? buffer_slice(&value) : SLICE("");
}

/* "request_id" of "/items/0/request_id"; "message" of the whole. */
static slice field_name(struct arena *arena, slice pointer)
{
    slice name = slice_basename(pointer);
    return name.length > 0 ? shortened(arena, name, FIELD_SHOWN_MAX) : SLICE("message");
}

/* ---- The log line ---- */

/* A further member of an object; none where `text` has no data. */
static void append_member(struct buffer *json, const char *key, slice text)
{
    if (text.data) {
        buffer_printf(json, ",\"%s\":", key);
        log_append_string(json, text);
    }
}

static slice value_told(struct arena *arena, const struct judgement *judgement,
                        const struct finding *finding)
{
    return judgement->hides_values || !finding->witness.data
               ? (slice){NULL, 0}
               : shortened(arena, finding->witness, VALUE_SHOWN_MAX);
}

/* All that was found, where that is more than one thing. */
static slice findings_told(struct arena *arena, const struct judgement *judgement)
{
    const struct findings *findings = judgement->findings;
    struct buffer json = {.arena = arena};
    if (findings->count < 2) {
        return (slice){NULL, 0};
    }
    buffer_append_byte(&json, '[');
    for (size_t i = 0; i < findings->count && i < FINDINGS_TOLD_MAX; i++) {
        const struct finding *finding = &findings->items[i];
        buffer_append(&json, i > 0 ? SLICE(",{\"rule\":") : SLICE("{\"rule\":"));
        log_append_string(&json, finding->rule->id);
        append_member(&json, "severity", slice_from(severity_name(finding->rule->severity)));
        append_member(&json, "pointer", finding->pointer);
        append_member(&json, "reason", finding->reason);
        append_member(&json, "value", value_told(arena, judgement, finding));
        buffer_append_byte(&json, '}');
    }
    buffer_append_byte(&json, ']');
    return buffer_slice(&json);
}

static slice headline(struct arena *arena, const struct judgement *judgement,
                      const struct finding *finding)
{
    slice field = field_name(arena, finding->pointer);
    slice summary = finding->rule->summary;
    return finding->certainty == CERTAINTY_UNKNOWN
               ? arena_printf(arena, "Unjudged message: %.*s", SLICE_ARGS(finding->reason))
           : judgement->is_rejected ? arena_printf(arena, "Invalid %.*s format: %.*s",
                                                   SLICE_ARGS(field), SLICE_ARGS(summary))
                                    : arena_printf(arena, "Questionable %.*s: %.*s",
                                                   SLICE_ARGS(field), SLICE_ARGS(summary));
}

bool telling_log(struct live_log *log, const struct live_message *message,
                 const struct judgement *judgement, const char *action)
{
    struct arena *arena = arena_new();
    const struct finding *finding = foremost(judgement);
    const struct log_field fields[] = {
        LOG_FIELD("rule", finding->rule->id),
        LOG_FIELD("pointer", finding->pointer),
        LOG_FIELD("reason", finding->reason),
        LOG_FIELD("value", value_told(arena, judgement, finding)),
        LOG_FIELD("messageId", message->id),
        LOG_COUNT_IF_ANY("line", message->line),
        LOG_COUNT_IF_ANY("deliveryAttempt", message->delivery_attempt),
        LOG_FIELD("subscription", message->source->name),
        LOG_FIELD("orderingKey", message->ordering_key),
        LOG_COUNT("bytes", (int64_t)message->data.length),
        LOG_FIELD("action", slice_from(action)),
        LOG_COUNT("findingCount", (int64_t)judgement->findings->count),
        {.key = "findings", .kind = LOG_JSON, .text = findings_told(arena, judgement)},
    };
    bool written =
        log_event(log, judgement->is_rejected ? LOG_WARNING : LOG_INFO,
                  headline(arena, judgement, finding), fields, sizeof fields / sizeof *fields);
    arena_free(arena);
    return written;
}

/* ---- Attributes ---- */

static slice time_told(struct arena *arena, int64_t microseconds)
{
    char text[sizeof "2026-01-02T03:04:05"];
    time_t seconds = (time_t)(microseconds / 1000000);
    struct tm parts;
    if (microseconds <= 0 || !gmtime_r(&seconds, &parts)) {
        return (slice){NULL, 0};
    }
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    return arena_printf(arena, "%s.%06ldZ", text, (long)(microseconds % 1000000));
}

static size_t size_of(const struct live_message *message)
{
    size_t size = message->data.length + message->ordering_key.length + MESSAGE_OVERHEAD;
    for (size_t i = 0; i < message->attribute_count; i++) {
        size += message->attributes[i].key.length + message->attributes[i].value.length + 16;
    }
    return size;
}

size_t telling_attributes(struct arena *arena, const struct live_message *message,
                          const struct judgement *judgement,
                          struct live_attribute attributes[TELLING_ATTRIBUTES])
{
    const struct finding *finding = foremost(judgement);
    /* The most useful first: what there is no room for is left out. */
    const struct live_attribute all[TELLING_ATTRIBUTES] = {
        {SLICE("paylint_rule"), finding->rule->id},
        {SLICE("paylint_message_id"), message->id},
        {SLICE("paylint_subscription"), message->source->name},
        {SLICE("paylint_pointer"), finding->pointer},
        {SLICE("paylint_reason"), finding->reason.data ? finding->reason : finding->rule->summary},
        {SLICE("paylint_publish_time"), time_told(arena, message->published_at)},
        {SLICE("paylint_delivery_attempt"),
         message->delivery_attempt ? arena_printf(arena, "%u", message->delivery_attempt)
                                   : (slice){NULL, 0}},
        {SLICE("paylint_version"), SLICE(PAYLINT_VERSION)},
    };
    size_t count = 0;
    size_t size = size_of(message);
    for (size_t i = 0; i < TELLING_ATTRIBUTES; i++) {
        slice value = attribute_value(arena, all[i].value, ATTRIBUTE_VALUE_MAX);
        size_t more = all[i].key.length + value.length + 16;
        if (all[i].value.data && message->attribute_count + count < ATTRIBUTES_MAX &&
            size + more <= MESSAGE_SIZE_MAX) {
            attributes[count++] = (struct live_attribute){all[i].key, value};
            size += more;
        }
    }
    return count;
}
