/* Makes keys and tokens for tests, with OpenSSL. */
#ifndef PAYLINT_TESTS_WATCH_TOKENS_H
#define PAYLINT_TESTS_WATCH_TOKENS_H

#include "base/arena.h"

#include <openssl/evp.h>

/* Without padding, as in a token. */
slice tokens_base64url(struct arena *arena, slice bytes);

EVP_PKEY *tokens_rsa_key(unsigned bits);
EVP_PKEY *tokens_p256_key(void);

/* The public key as a JWK of that id; `more` is other members: ",\"use\":\"sig\"". */
slice tokens_jwk(struct arena *arena, EVP_PKEY *key, const char *id, const char *more);

/* The signature of `input` by `key` in the form of RS256 or ES256. */
slice tokens_signature(struct arena *arena, EVP_PKEY *key, slice input);

/* HEADER.CLAIMS.SIGNATURE, whatever header and claims say. */
slice tokens_signed(struct arena *arena, EVP_PKEY *key, const char *header, const char *claims);

#endif
