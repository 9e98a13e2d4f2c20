/* Signatures. In: bytes, a signature and a key. Out: whether it holds; OpenSSL says so. */
#include "live/push/signature.h"

#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>

enum { ES256_HALF = 32 };

/* JWS has r and s one after the other (RFC 7518 section 3.4), OpenSSL wants them in DER. */
static bool to_der(struct arena *arena, slice raw, slice *der)
{
    if (raw.length != 2 * ES256_HALF) {
        return false;
    }
    ECDSA_SIG *pair = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn((const unsigned char *)raw.data, ES256_HALF, NULL);
    BIGNUM *s = BN_bin2bn((const unsigned char *)raw.data + ES256_HALF, ES256_HALF, NULL);
    unsigned char *bytes = NULL;
    int length = -1;
    if (pair && r && s && ECDSA_SIG_set0(pair, r, s) == 1) {
        length = i2d_ECDSA_SIG(pair, &bytes);
    } else {
        BN_free(r);
        BN_free(s);
    }
    ECDSA_SIG_free(pair);
    if (length > 0) {
        *der = arena_copy(arena, (slice){(char *)bytes, (size_t)length});
    }
    OPENSSL_free(bytes);
    return length > 0;
}

bool signature_holds(struct arena *arena, const struct public_key *key, slice bytes,
                     slice signature)
{
    if (key->algorithm == TOKEN_ES256 && !to_der(arena, signature, &signature)) {
        return false;
    }
    /* RSA's default padding is PKCS #1 v1.5, as RS256 has it (RFC 7518 section 3.3). */
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool holds = context &&
                 EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key->key) == 1 &&
                 EVP_DigestVerify(context, (const unsigned char *)signature.data, signature.length,
                                  (const unsigned char *)bytes.data, bytes.length) == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error(); /* each thread has a queue of them */
    return holds;
}
