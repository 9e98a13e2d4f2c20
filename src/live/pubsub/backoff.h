/* How long to wait before something that failed is tried again: longer each time, never the same
 * for two clients, and by what the server said. */
#ifndef PAYLINT_LIVE_PUBSUB_BACKOFF_H
#define PAYLINT_LIVE_PUBSUB_BACKOFF_H

#include <grpc/status.h>
#include <stdbool.h>
#include <stdint.h>

/* All zero at first, and again once something went well. */
struct backoff {
    unsigned tries;
    uint64_t random;
};

/* Milliseconds to wait after that status: between half and all of a time that doubles with each
 * try. */
unsigned backoff_next(struct backoff *backoff, grpc_status_code code);
void backoff_reset(struct backoff *backoff);

/* "NOT_FOUND" */
const char *status_name(grpc_status_code code);
/* Whether trying again changes nothing by itself: somebody must create or permit something. */
bool status_is_refusal(grpc_status_code code);

#endif
