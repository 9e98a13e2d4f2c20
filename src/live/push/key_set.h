/* A JSON Web Key Set (RFC 7517): public keys that tokens are verified with. */
#ifndef PAYLINT_LIVE_PUSH_KEY_SET_H
#define PAYLINT_LIVE_PUSH_KEY_SET_H

#include "base/arena.h"

/* The algorithms that are taken (RFC 7518 section 3.1); a token with any other is refused. */
enum token_algorithm { TOKEN_RS256, TOKEN_ES256, TOKEN_ALGORITHM_COUNT };

/* False where it is none of those. */
bool token_algorithm_find(slice name, enum token_algorithm *algorithm);

/* One key serves one algorithm (RFC 8725 section 3.1). */
struct public_key {
    slice id; /* "kid" */
    enum token_algorithm algorithm;
    struct evp_pkey_st *key;
};

struct key_set {
    struct public_key *items;
    size_t count;
    size_t left_out; /* that can't be used: of another kind, without an id, too weak, broken */
};

/* Reads a set. Keys that can't be used are left out (RFC 7517 section 5). False where it is no set
 * (and then there is nothing to free), `*why` for people. The keys are OpenSSL's: freed with
 * `key_set_free`; all else lives in `arena`. */
bool key_set_read(struct arena *arena, slice json, struct key_set *keys, const char **why);
void key_set_free(struct key_set *keys);

/* The key of that id and algorithm, or NULL. */
const struct public_key *key_set_find(const struct key_set *keys, slice id,
                                      enum token_algorithm algorithm);

#endif
