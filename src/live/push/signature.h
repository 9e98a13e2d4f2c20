/* Verifying signatures (RFC 7518 section 3). */
#ifndef PAYLINT_LIVE_PUSH_SIGNATURE_H
#define PAYLINT_LIVE_PUSH_SIGNATURE_H

#include "live/push/key_set.h"

/* Whether `signature` is one of `bytes` that the owner of `key` made by its algorithm. */
bool signature_holds(struct arena *arena, const struct public_key *key, slice bytes,
                     slice signature);

#endif
