/* Fetching a document over HTTPS, with libcurl. */
#ifndef PAYLINT_LIVE_PUSH_FETCH_H
#define PAYLINT_LIVE_PUSH_FETCH_H

#include "base/arena.h"

#include <stdatomic.h>
#include <stdint.h>

struct fetched {
    slice bytes;
    int64_t max_age; /* seconds that it may be kept (Cache-Control, RFC 9111); -1: not told */
};

/* Fetches at most `most` bytes from `url`, which must be an https URL; no redirection is followed.
 * The server's certificate is verified by the system's authorities, or those of the file that the
 * environment variable SSL_CERT_FILE names. NULL where that was done, else why it wasn't. Ends soon
 * after `stop` becomes true. */
const char *fetch_document(struct arena *arena, const char *url, size_t most,
                           const atomic_bool *stop, struct fetched *document);

#endif
