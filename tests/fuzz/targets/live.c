/* What arrives from outside, live. In: a message; what Pub/Sub pushes; a token; keys. Wrong: a
 * message judged otherwise when it is screened first, and a token that is taken though nobody
 * signed it. */
#include "base/buffer.h"
#include "cli/analysis.h"
#include "live/judge.h"
#include "live/push/envelope.h"
#include "live/push/token.h"
#include "tests/fuzz/targets/target.h"

static slice told(struct arena *arena, const struct findings *findings)
{
    struct buffer buffer = {.arena = arena};
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        buffer_printf(&buffer, "%.*s %.*s %u %u\n", SLICE_ARGS(finding->rule->id),
                      SLICE_ARGS(finding->pointer), finding->span.start, finding->span.end);
    }
    return buffer_slice(&buffer);
}

void fuzz_message(struct fuzzing *fuzzing)
{
    slice relative;
    const struct configuration *configuration =
        configurations_of(fuzzing->analysis->configurations, "messages.ndjson", &relative);
    const struct message_place place = {.path = SLICE("messages.ndjson"),
                                        .destination = SLICE("content-requests")};
    struct message_judge *judge = message_judge_new(configuration, &place);
    const struct message message = {.bytes = fuzzing->bytes, .name = "fuzz"};
    slice screened = told(fuzzing->arena, message_judge(judge, &message));
    slice full = told(fuzzing->arena, message_judge_in_full(judge, &message));
    if (!slice_equal(screened, full)) {
        fuzz_fail("screened:\n%.*sin full:\n%.*s", SLICE_ARGS(screened), SLICE_ARGS(full));
    }
    message_judge_free(judge);
}

/* A body; and its lines as headers, name and value parted by a colon. */
void fuzz_envelope(struct fuzzing *fuzzing)
{
    struct envelope wrapped = {0};
    struct envelope unwrapped = {0};
    slice rest = fuzzing->bytes;
    envelope_read(fuzzing->arena, fuzzing->bytes, &wrapped);
    while (rest.length > 0) {
        slice line = fuzz_take_line(&rest);
        size_t colon = slice_find_byte(line, ':');
        if (!envelope_add_header(fuzzing->arena, slice_sub(line, 0, colon),
                                 slice_trim(slice_sub(line, colon + 1, line.length)), &unwrapped)) {
            break;
        }
    }
    if (unwrapped.attributes.count > ENVELOPE_ATTRIBUTES_MAX) {
        fuzz_fail("%zu attributes", unwrapped.attributes.count);
    }
}

/* A public key whose private half has been thrown away. */
#define KEYS                                                                                \
    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"kid\":\"k\",\"use\":" \
    "\"sig\","                                                                              \
    "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","                                \
    "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}"

void fuzz_token(struct fuzzing *fuzzing)
{
    const char *why;
    struct key_set keys;
    if (!key_set_read(fuzzing->arena, SLICE(KEYS), &keys, &why) || keys.count != 1) {
        fuzz_fail("no key: %s", why);
    }
    const struct token_policy policy = {.issuers = token_google_issuers,
                                        .issuer_count = 2,
                                        .audience = SLICE("https://example.com/push"),
                                        .leeway = 60};
    const char *value = arena_cstring(fuzzing->arena, fuzzing->bytes);
    struct token_verdict verdict = token_check(fuzzing->arena, value, &keys, &policy, 1700000000);
    if (verdict.answer == TOKEN_RIGHT) {
        fuzz_fail("this was taken for a token");
    }
    key_set_free(&keys);
}

void fuzz_keys(struct fuzzing *fuzzing)
{
    const char *why;
    struct key_set keys;
    if (key_set_read(fuzzing->arena, fuzzing->bytes, &keys, &why)) {
        key_set_find(&keys, SLICE("k"), TOKEN_RS256);
        key_set_free(&keys);
    }
}
