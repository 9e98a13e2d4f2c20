/* Judging finished messages: what is said of each, and that screening them first changes nothing:
 * many messages, right ones, wrong ones and mutations of both, are judged with and without it. */
#include "base/buffer.h"
#include "live/judge.h"
#include "tests/test.h"

#include <stdio.h>

#define UUID "8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33"

struct row {
    const char *name;
    const char *sink;
    const char *destination;
    const char *message;
    const char *findings; /* "rule pointer start-end; …" */
};

static const struct row rows[] = {
    {"a right one", NULL, NULL, "{\"request_id\": \"" UUID "\", \"n\": 1}", ""},
    {"a wrong id", NULL, NULL, "{\"request_id\": \"test1\"}",
     "request_id-must-be-UUID /request_id 15-22"},
    {"deep inside", NULL, NULL, "[{\"a\": [{\"request_id\": 7}]}]",
     "request_id-must-be-UUID /0/a/0/request_id 23-24"},
    {"not JSON", NULL, NULL, "{\"a\": 1,}", "payload-must-be-JSON  7-8"},
    {"text", NULL, NULL, "hello", "payload-must-be-JSON  0-5"},
    {"nothing", NULL, NULL, "", "payload-must-be-JSON  0-0"},
    {"two texts", NULL, NULL, "{}\n{}", "payload-must-be-JSON  3-5"},
    {"a comment", NULL, NULL, "{} // more", "payload-must-be-JSON  3-10"},
    {"a byte 0xFF, which is no hole", NULL, NULL, "[\xFF]", "payload-must-be-JSON  1-2"},
    {"0xFF in a string", NULL, NULL, "{\"request_id\": \"\xFF\"}",
     "request_id-must-be-UUID /request_id 15-18; payload-must-be-JSON  16-17"},
    {"a key twice", NULL, NULL, "{\"a\": 1, \"\\u0061\": 2}", "duplicate-key /a 9-17"},
    {"an id twice, right at last", NULL, NULL,
     "{\"request_id\": \"x\", \"request_id\": \"" UUID "\"}",
     "request_id-must-be-UUID /request_id 15-18; duplicate-key /request_id 20-32"},
    {"an integer that is a double", NULL, NULL, "[9007199254740992, 1700000000000000]", ""},
    {"one that is none", NULL, NULL, "[9007199254740993]", "number-loses-precision /0 1-17"},
    {"10^16 is a double", NULL, NULL, "[10000000000000000]", ""},
    {"capitals in an id", NULL, NULL, "{\"job_id\": \"7D444840-9DC0-11D1-B245-5FFDCE74FAD2\"}",
     "uuid-must-be-lowercase /job_id 11-49"},
    {"a secret", NULL, NULL, "{\"k\": \"AKIAQ4Z7M2RTPLW5KJ6N\"}", "secret-in-payload /k 6-28"},
    {"a secret written with an escape", NULL, NULL, "{\"k\": \"\\u0041KIAQ4Z7M2RTPLW5KJ6N\"}",
     "secret-in-payload /k 6-33"},
    {"what only scripts do wrong", NULL, NULL, "{\"a\": \"$HOME ${NAME} $(id)\"}", ""},
    {"a rule of a pointer", NULL, NULL, "{\"labels\": {\"a\": \"short\", \"b\": \"far too long\"}}",
     "label-is-short /labels/b 31-45"},
    {"a contract", NULL, "orders-eu", "{\"id\": \"" UUID "\", \"items\": [1, 2]}", ""},
    {"a contract by a full name", NULL, "projects/p/topics/orders", "{\"id\": 1, \"items\": [1]}",
     "message-contract /id 7-8"},
    {"a contract of several faults", NULL, "orders", "{\"id\": \"x\", \"items\": []}",
     "message-contract /id 7-10; message-contract /items 21-23"},
    {"another destination", NULL, "invoices", "{\"id\": 1}", ""},
    {"an override", NULL, "legacy-1", "{\"request_id\": \"x\"}", ""},
    {"a sink", "aws-sqs", NULL, "{}", ""},
    {"a sink that isn't known", "pigeon", NULL, "{\"request_id\": 1}",
     "request_id-must-be-UUID /request_id 15-16"},
};

static struct message_judge *judge_at(const struct configuration *configuration, const char *sink,
                                      const char *destination)
{
    struct message_place place = {.path = SLICE("messages.ndjson")};
    place.sink = sink ? slice_from(sink) : place.sink;
    place.destination = destination ? slice_from(destination) : place.destination;
    return message_judge_new(configuration, &place);
}

static slice told(struct arena *arena, const struct findings *findings)
{
    struct buffer buffer = {.arena = arena};
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        buffer_printf(&buffer, "%s%.*s %.*s %u-%u", i > 0 ? "; " : "",
                      SLICE_ARGS(finding->rule->id), SLICE_ARGS(finding->pointer),
                      finding->span.start, finding->span.end);
    }
    return buffer_slice(&buffer);
}

static void test_rows(const struct configuration *configuration)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *arena = arena_new();
        struct message_judge *judge = judge_at(configuration, rows[i].sink, rows[i].destination);
        const struct message message = {.bytes = slice_from(rows[i].message)};
        const char *name = arena_printf(arena, "judge: %s", rows[i].name).data;
        test_bytes(name, told(arena, message_judge(judge, &message)), slice_from(rows[i].findings));
        message_judge_free(judge);
        arena_free(arena);
    }
}

/* ---- Screened or not ---- */

static uint32_t random_next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

/* What documents are made of: each a value, some of them wrong somewhere. */
static const char *const values[] = {
    "\"" UUID "\"",
    "\"7D444840-9DC0-11D1-B245-5FFDCE74FAD2\"",
    "\"plain\"",
    "\"caf\xC3\xA9 \\u00e9 \\ud83d\\ude00\"",
    "\"AKIAQ4Z7M2RTPLW5KJ6N\"",
    "\"ghp_ is no token\"",
    "\"2026-01-02T03:04:05Z\"",
    "\"<REQUEST_ID>\"",
    "\"\"",
    "1",
    "-0.5e3",
    "9007199254740993",
    "1700000000000000",
    "123456789012345678901234567890",
    "true",
    "null",
    "[]",
    "{}",
};
static const char *const keys[] = {"request_id", "id",    "items",     "note",   "labels",
                                   "created_at", "topic", "timestamp", "job_id", "\\u0069d"};
#define ANY(state, list) ((list)[random_next(state) % (sizeof(list) / sizeof *(list))])

static void append_random(struct buffer *buffer, uint64_t *state, int depth)
{
    uint32_t kind = depth > 0 ? random_next(state) % 4 : 3;
    uint32_t count = random_next(state) % 5;
    if (kind == 3) {
        buffer_append(buffer, slice_from(ANY(state, values)));
        return;
    }
    bool object = kind != 0 || depth == 3;
    buffer_append_byte(buffer, object ? '{' : '[');
    for (uint32_t i = 0; i < count; i++) {
        buffer_append(buffer, i > 0 ? SLICE(", ") : SLICE(""));
        if (object) {
            buffer_printf(buffer, "\"%s\": ", ANY(state, keys));
        }
        append_random(buffer, state, depth - 1);
    }
    buffer_append_byte(buffer, object ? '}' : ']');
}

static void mutate(char *bytes, size_t length, uint64_t *state)
{
    static const char some[] = {'"', '\\', '{', '}', '[', ']', ',', ':',    '0',
                                '-', ' ',  'A', 'z', '$', '/', 0,   '\xFF', '\xC3'};
    for (uint32_t i = random_next(state) % 3; i > 0; i--) {
        bytes[random_next(state) % length] = ANY(state, some);
    }
}

static void test_screened(const struct configuration *configuration)
{
    enum { MESSAGES = 40000, PLACES = 3 };
    static const char *const destinations[PLACES] = {NULL, "orders", "legacy-1"};
    struct message_judge *judges[PLACES];
    struct arena *arena = arena_new();
    uint64_t state = 20261124;
    size_t different = 0;
    size_t right = 0;
    for (size_t i = 0; i < PLACES; i++) {
        judges[i] = judge_at(configuration, i == 1 ? "gcloud-pubsub" : NULL, destinations[i]);
    }
    for (size_t i = 0; i < MESSAGES; i++) {
        struct buffer buffer = {.arena = arena};
        append_random(&buffer, &state, 3);
        mutate(buffer.data, buffer.length, &state);
        const struct message message = {.bytes = buffer_slice(&buffer)};
        struct message_judge *judge = judges[i % PLACES];
        slice screened = told(arena, message_judge(judge, &message));
        slice in_full = told(arena, message_judge_in_full(judge, &message));
        right += in_full.length == 0;
        if (!slice_equal(screened, in_full) && different++ < 5) {
            printf("# %.*s\n#   screened: %.*s\n#   in full: %.*s\n", SLICE_ARGS(message.bytes),
                   SLICE_ARGS(screened), SLICE_ARGS(in_full));
        }
        arena_reset(arena);
    }
    test_report(different == 0, "judge: %d messages, screened and not: %zu differ", MESSAGES,
                different);
    test_report(right > MESSAGES / 10 && right < MESSAGES * 9 / 10,
                "judge: %zu of them are right, the rest isn't", right);
    for (size_t i = 0; i < PLACES; i++) {
        message_judge_free(judges[i]);
    }
    arena_free(arena);
}

int main(void)
{
    struct error_sink errors = {.out = stderr};
    struct arena *arena = arena_new();
    struct configuration *configuration =
        configuration_read(arena, "tests/live/judge.json", SLICE("/"), NULL, &errors);
    test_report(errors.count == 0, "judge: the configuration");
    test_rows(configuration);
    test_screened(configuration);
    configuration_free(configuration);
    arena_free(arena);
    return test_status();
}
