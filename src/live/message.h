/* A live message: what has arrived from a source, and how that source is told what became of it. */
#ifndef PAYLINT_LIVE_MESSAGE_H
#define PAYLINT_LIVE_MESSAGE_H

#include "base/slice.h"

#include <stdint.h>

struct live_attribute {
    slice key;
    slice value;
};

/* How a message ended for its source. */
enum settlement {
    SETTLED_DONE,  /* what it became is confirmed: acknowledge it, answer 2xx */
    SETTLED_AGAIN, /* it became nothing: let it be delivered again, answer 5xx */
};

struct live_message;

/* Where messages come from. */
struct live_source {
    slice name; /* the subscription, "projects/P/subscriptions/S", or "stdin"; lives for ever */
    /* Takes the message back, which is free then; `message->handle` is the source's own. Called
     * exactly once for each message, by any thread, perhaps before `intake_give` returns; it must
     * not wait for other messages. */
    void (*settled)(struct live_message *message, enum settlement settlement);
};

/* Made and owned by its source, which keeps all that it points to until it is settled. */
struct live_message {
    slice id; /* the server's; data NULL where there is none */
    slice data;
    const struct live_attribute *attributes;
    size_t attribute_count;
    slice ordering_key;   /* data NULL: none. Messages of one key are acted on in the order given */
    int64_t published_at; /* microseconds since 1970; 0: not known */
    int64_t received_at;  /* microseconds of clock_now */
    uint32_t delivery_attempt; /* from 1; 0: not counted by the server */
    uint32_t line;             /* of --stdin, from 1; 0: it has none */
    const struct live_source *source;
    void *handle;
    struct live_message *next; /* of whoever holds it, until it is settled */
};

/* Microseconds that only ever grow (CLOCK_MONOTONIC). */
int64_t clock_now(void);
/* Microseconds since 1970 (CLOCK_REALTIME). */
int64_t clock_wall(void);

#endif
