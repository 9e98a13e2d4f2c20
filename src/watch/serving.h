/* The HTTP side of a run: the endpoint that messages are pushed to, and the pages for those who run
 * it. */
#ifndef PAYLINT_WATCH_SERVING_H
#define PAYLINT_WATCH_SERVING_H

#include "live/intake.h"
#include "watch/options.h"

struct serving;

/* Serves what the options ask for; nothing, where they ask for nothing. `unready_elsewhere` says
 * why no messages can come for another reason than the endpoint's, as in pages.h; it may be called
 * before this returns. NULL, and told to the errors, where an address can't be had. All that is
 * handed in must live as long. */
struct serving *serving_new(const struct watch_options *options, struct intake *intake,
                            struct live_log *log, struct metrics *metrics,
                            const char *(*unready_elsewhere)(void *context), void *context,
                            struct error_sink *errors);

/* Pushed messages that aren't settled. */
int64_t serving_outstanding(struct serving *serving);

/* Takes no more messages; pages go on. */
void serving_stop(struct serving *serving);
/* Answers what still waits, and ends the servers. Messages may still be settled. */
void serving_end(struct serving *serving);
/* Once all messages are settled. */
void serving_free(struct serving *serving);

#endif
