/* The way of a live message: judged by one of several threads, acted on (action.h), settled.
 * Sources give messages, and are told by `source->settled`. */
#ifndef PAYLINT_LIVE_INTAKE_H
#define PAYLINT_LIVE_INTAKE_H

#include "live/action.h"
#include "live/rulebook.h"

struct intake;

/* All that is handed in must live as long. */
struct intake_options {
    struct rulebook *rulebook;
    struct actions *actions;
    struct metrics *metrics;
    size_t thread_count;
    slice destination; /* where messages were sent to, for rules and contracts with destinations;
                          data NULL: their source's name stands for it */
};

/* Starts the threads. */
struct intake *intake_new(const struct intake_options *options);
/* Gives a message, which is the intake's until it is settled. Never waits: how many messages are
 * outstanding is for the sources to limit. Messages with one ordering key are judged and acted on
 * in the order in which they are given. */
void intake_give(struct intake *intake, struct live_message *message);
/* Ends the threads once all that was given is judged and acted on, settled or not; frees. */
void intake_free(struct intake *intake);

#endif
