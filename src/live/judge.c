/* Judging finished messages. In: bytes. Out: findings; of most messages none, which is told fast.
 */
#include "live/judge.h"

#include "rule/check.h"
#include "rule/screen.h"

/* What a message that is large made of memory isn't kept beyond this. */
enum { SCRATCH_KEPT_MAX = 8 * 1024 * 1024 };

struct message_judge {
    struct arena *arena;
    struct arena *scratch; /* of the last message */
    const struct configuration *configuration;
    struct message_place place;
    struct sink sink;
    const struct screen *screen;
    struct findings findings;
};

static slice copy(struct arena *arena, slice bytes)
{
    return bytes.data ? arena_copy(arena, bytes) : bytes;
}

struct message_judge *message_judge_new(const struct configuration *configuration,
                                        const struct message_place *place)
{
    struct arena *arena = arena_new();
    struct message_judge *judge = ARENA_NEW(arena, struct message_judge);
    judge->arena = arena;
    judge->scratch = arena_new();
    judge->configuration = configuration;
    judge->place =
        (struct message_place){copy(arena, place->path), copy(arena, place->sink),
                               copy(arena, place->destination), copy(arena, place->subscription)};
    const struct sink *known = sinks_find(&configuration->sinks, place->sink);
    judge->sink = known ? *known : (struct sink){.name = judge->place.sink};
    judge->screen = screen_new(arena, configuration, &judge->place);
    return judge;
}

void message_judge_free(struct message_judge *judge)
{
    if (judge) {
        arena_free(judge->scratch);
        arena_free(judge->arena);
    }
}

static void start_message(struct message_judge *judge)
{
    judge->findings = (struct findings){0};
    if (arena_size(judge->scratch) > SCRATCH_KEPT_MAX) {
        arena_free(judge->scratch);
        judge->scratch = arena_new();
    } else {
        arena_reset(judge->scratch);
    }
}

/* A message is a payload without holes. */
static void judge_in_full(struct message_judge *judge, const struct message *message)
{
    struct arena *arena = judge->scratch;
    struct source *source = source_new(arena, message->name ? message->name : "-", message->bytes);
    source->lines_before = message->lines_before;
    struct span span = {source, 0, (uint32_t)message->bytes.length};
    struct payload payload = {
        .sink = &judge->sink,
        .text = text_literal(arena, message->bytes, span),
        .is_json = true,
        .is_finished = true,
        .command = span,
    };
    if (judge->place.destination.data) {
        payload.destination = text_literal(arena, judge->place.destination, (struct span){0});
    }
    struct checking checking = {
        .arena = arena,
        .configuration = judge->configuration,
        .findings = &judge->findings,
        .path = judge->place.path,
        .subscription = judge->place.subscription,
    };
    check_payload(&checking, &payload);
    findings_sort(&judge->findings);
}

const struct findings *message_judge_in_full(struct message_judge *judge,
                                             const struct message *message)
{
    start_message(judge);
    judge_in_full(judge, message);
    return &judge->findings;
}

const struct findings *message_judge(struct message_judge *judge, const struct message *message)
{
    start_message(judge);
    struct flat_text flat = flat_of_bytes(message->bytes);
    struct json_document document = json_read(judge->scratch, &flat);
    return screen_passes(judge->screen, judge->scratch, message->bytes, &document)
               ? &judge->findings
               : message_judge_in_full(judge, message);
}
