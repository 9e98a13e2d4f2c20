/* What Pub/Sub puts round a message that it pushes: an object in the body, or, where the
 * subscription unwraps payloads, headers.
 * https://cloud.google.com/pubsub/docs/push, …/payload-unwrapping */
#ifndef PAYLINT_LIVE_PUSH_ENVELOPE_H
#define PAYLINT_LIVE_PUSH_ENVELOPE_H

#include "base/vector.h"
#include "live/message.h"

/* More than Pub/Sub takes (100) of attributes can't have come from it. */
enum { ENVELOPE_ATTRIBUTES_MAX = 200 };

struct envelope {
    slice subscription; /* "projects/P/subscriptions/S"; data NULL where it isn't told */
    slice id;           /* data NULL where it isn't told */
    slice data;
    slice ordering_key;        /* empty: none */
    int64_t published_at;      /* microseconds since 1970; 0: not told */
    uint32_t delivery_attempt; /* 0: not told */
    VECTOR(struct live_attribute) attributes;
};

/* Reads a wrapped message. NULL where `body` is one, else why it isn't. All of the envelope lives
 * in `arena`, nothing points into `body`. */
const char *envelope_read(struct arena *arena, slice body, struct envelope *envelope);

/* Adds what one header says of an unwrapped message: x-goog-pubsub-…, or an attribute; headers that
 * every request has are passed over. False where there are too many. */
bool envelope_add_header(struct arena *arena, slice name, slice value, struct envelope *envelope);

#endif
