/* OpenID Connect tokens, as Pub/Sub puts into the Authorization header of a push request: a JSON
 * Web Token (RFC 7519) in JWS compact form (RFC 7515 section 3.1), checked by RFC 8725. */
#ifndef PAYLINT_LIVE_PUSH_TOKEN_H
#define PAYLINT_LIVE_PUSH_TOKEN_H

#include "live/push/key_set.h"

#include <stdint.h>

/* A longer one is refused unread; Google's are of about 1 KB. */
enum { TOKEN_LENGTH_MAX = 8192 };

enum token_answer {
    TOKEN_RIGHT,
    TOKEN_WRONG,       /* no token, or one that nobody should take: 401 */
    TOKEN_FOREIGN,     /* a right one that is for somebody else, or of somebody else: 403 */
    TOKEN_UNKNOWN_KEY, /* signed with a key that isn't among those given: newer ones may have it */
};

struct token_policy {
    const slice *issuers; /* "iss" must be one of them */
    size_t issuer_count;
    slice audience;  /* "aud" must be it, or have it */
    slice email;     /* "email" must be it, and verified; data NULL: it isn't asked for */
    unsigned leeway; /* seconds that clocks may differ */
};

/* The issuers of Google's tokens, in both forms that they are written in. */
extern const slice token_google_issuers[2];

struct token_verdict {
    enum token_answer answer;
    /* Why it is refused, for the log: "expired 120 seconds ago". Nothing in it but short parts of
     * claims was written by the sender, and bytes that aren't printable ASCII are left out. Not for
     * the sender. */
    const char *why;
};

/* Checks the credentials of an Authorization header's value, "Bearer TOKEN" (RFC 6750 section 2.1).
 * `value` may be NULL: there is none. `now`: seconds since the epoch. */
struct token_verdict token_check(struct arena *arena, const char *value, const struct key_set *keys,
                                 const struct token_policy *policy, int64_t now);

#endif
