/* Waiting. In: statuses (https://grpc.github.io/grpc/core/md_doc_statuscodes.html). Out: times. */
#include "live/pubsub/backoff.h"

#include "live/message.h"

#include <unistd.h>

struct row {
    const char *name;
    unsigned first; /* milliseconds */
    unsigned most;
    bool is_refusal;
};

static const struct row rows[] = {
    [GRPC_STATUS_OK] = {"OK", 100, 1000, false}, /* the server ends streams now and then */
    [GRPC_STATUS_CANCELLED] = {"CANCELLED", 100, 10000, false},
    [GRPC_STATUS_UNKNOWN] = {"UNKNOWN", 200, 30000, false},
    [GRPC_STATUS_INVALID_ARGUMENT] = {"INVALID_ARGUMENT", 5000, 60000, true},
    [GRPC_STATUS_DEADLINE_EXCEEDED] = {"DEADLINE_EXCEEDED", 100, 10000, false},
    [GRPC_STATUS_NOT_FOUND] = {"NOT_FOUND", 2000, 30000, true},
    [GRPC_STATUS_ALREADY_EXISTS] = {"ALREADY_EXISTS", 5000, 60000, true},
    [GRPC_STATUS_PERMISSION_DENIED] = {"PERMISSION_DENIED", 5000, 60000, true},
    [GRPC_STATUS_RESOURCE_EXHAUSTED] = {"RESOURCE_EXHAUSTED", 1000, 60000, false},
    [GRPC_STATUS_FAILED_PRECONDITION] = {"FAILED_PRECONDITION", 5000, 60000, true},
    [GRPC_STATUS_ABORTED] = {"ABORTED", 100, 10000, false},
    [GRPC_STATUS_OUT_OF_RANGE] = {"OUT_OF_RANGE", 5000, 60000, true},
    [GRPC_STATUS_UNIMPLEMENTED] = {"UNIMPLEMENTED", 5000, 60000, true},
    [GRPC_STATUS_INTERNAL] = {"INTERNAL", 200, 30000, false},
    [GRPC_STATUS_UNAVAILABLE] = {"UNAVAILABLE", 100, 10000, false},
    [GRPC_STATUS_DATA_LOSS] = {"DATA_LOSS", 200, 30000, false},
    [GRPC_STATUS_UNAUTHENTICATED] = {"UNAUTHENTICATED", 5000, 60000, true},
};

static const struct row *row_of(grpc_status_code code)
{
    return (unsigned)code < sizeof rows / sizeof *rows ? &rows[code] : &rows[GRPC_STATUS_UNKNOWN];
}

/* xorshift64*: nobody is kept out by it. */
static uint64_t random_next(struct backoff *backoff)
{
    if (backoff->random == 0) {
        backoff->random =
            (uint64_t)clock_wall() ^ (uint64_t)getpid() << 40 ^ (uint64_t)(uintptr_t)backoff;
    }
    backoff->random ^= backoff->random >> 12;
    backoff->random ^= backoff->random << 25;
    backoff->random ^= backoff->random >> 27;
    return backoff->random * 0x2545F4914F6CDD1D >> 32;
}

unsigned backoff_next(struct backoff *backoff, grpc_status_code code)
{
    const struct row *row = row_of(code);
    unsigned most = row->first;
    for (unsigned i = 0; i < backoff->tries && most < row->most; i++) {
        most *= 2;
    }
    most = most < row->most ? most : row->most;
    backoff->tries++;
    return most / 2 + (unsigned)(random_next(backoff) % (most / 2 + 1));
}

void backoff_reset(struct backoff *backoff)
{
    backoff->tries = 0;
}

const char *status_name(grpc_status_code code)
{
    return row_of(code)->name;
}

bool status_is_refusal(grpc_status_code code)
{
    return row_of(code)->is_refusal;
}
