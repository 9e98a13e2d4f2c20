/* What is told of a message that something is wrong with: a log line, and the attributes that it
 * takes along to a dead-letter topic. */
#ifndef PAYLINT_LIVE_TELLING_H
#define PAYLINT_LIVE_TELLING_H

#include "live/action.h"

/* Whether that finding is one that the message is rejected for. */
bool judgement_rejects(const struct judgement *judgement, const struct finding *finding);

/* Writes one line: "Invalid request_id format: …", with the rule, the pointer, the value shortened,
 * the message's id and subscription, and what becomes of it. False where it can't be written. */
bool telling_log(struct live_log *log, const struct live_message *message,
                 const struct judgement *judgement, const char *action);

enum { TELLING_ATTRIBUTES = 8 };

/* Sets `paylint_rule`, `paylint_reason`, `paylint_pointer`, `paylint_message_id`,
 * `paylint_subscription` and so on, as far as Pub/Sub's limits leave room for them beside the
 * message's own data and attributes; returns how many. They live in `arena`, or as long as the
 * message and the judgement. */
size_t telling_attributes(struct arena *arena, const struct live_message *message,
                          const struct judgement *judgement,
                          struct live_attribute attributes[TELLING_ATTRIBUTES]);

#endif
