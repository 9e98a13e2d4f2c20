/* Judging finished messages: by the same rules, contracts and schemas as the payloads of scripts,
 * and by the same code (rule/check.h). Each finding is certain: it violates; nothing else is said
 * but that judging was given up (CERTAINTY_UNKNOWN), as of a schema that takes too long.
 *
 * A judge is used by one thread at a time; there may be any number of them, of several threads too,
 * for one configuration: one for each thread and place that messages come from.
 *
 *     struct configuration *configuration = configuration_read(arena, path, folder, NULL, &errors);
 *     struct message_place place = {.destination = slice_from(subscription)};
 *     struct message_judge *judge = message_judge_new(configuration, &place);
 *     const struct findings *findings =
 *         message_judge(judge, &(struct message){.bytes = bytes, .name = id});
 *     for (size_t i = 0; i < findings->count; i++) {
 *         const struct finding *finding = &findings->items[i];
 *         ... finding->rule->id, finding->rule->severity, finding->message, finding->pointer,
 *         finding->witness, and the bytes from finding->span.start up to finding->span.end ...
 *     }
 *
 * A message's attributes aren't judged: no rule is about them. */
#ifndef PAYLINT_LIVE_JUDGE_H
#define PAYLINT_LIVE_JUDGE_H

#include "rule/configuration.h"
#include "rule/finding.h"

struct message_judge;

/* A judge of messages at `place`, all of which may be left out (data NULL):
 *   path         for rules with "paths"; relative to the configuration's folder
 *   sink         one of the configuration's: its limit counts, and rules with "sinks"
 *   destination  a topic, a subscription, an URL: for rules and contracts with destinations
 *   subscription "projects/P/subscriptions/S": for contracts with subscriptions
 * The caller frees it; `place` is copied, `configuration` must live as long. */
struct message_judge *message_judge_new(const struct configuration *configuration,
                                        const struct message_place *place);
void message_judge_free(struct message_judge *judge);

struct message {
    slice bytes;           /* at most SOURCE_SIZE_MAX */
    const char *name;      /* what findings are said to stand in: a file's path, an id */
    uint32_t lines_before; /* in what has that name: added to the lines of positions */
};

/* Judges one message. The findings, sorted by place, live until the next call and point into the
 * message's bytes; their spans count from its first byte. None: it is right. A finding of a rule
 * whose severity is "warning" or "info" is one too: what becomes of such a message is the caller's
 * to say. Memory doesn't grow with the number of messages. */
const struct findings *message_judge(struct message_judge *judge, const struct message *message);

/* The same without screening the message first (rule/screen.h): for tests. */
const struct findings *message_judge_in_full(struct message_judge *judge,
                                             const struct message *message);

#endif
