/* Keys and tokens for tests. In: what they shall say. Out: JWKs, and tokens that are signed. */
#include "tests/watch/tokens.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <stdlib.h>

static void must(bool done, const char *what)
{
    if (!done) {
        fprintf(stderr, "tests: OpenSSL can't do this: %s\n", what);
        exit(2);
    }
}

slice tokens_base64url(struct arena *arena, slice bytes)
{
    unsigned char *text = arena_alloc(arena, (bytes.length + 2) / 3 * 4 + 1);
    int length = EVP_EncodeBlock(text, (const unsigned char *)bytes.data, (int)bytes.length);
    for (int i = 0; i < length; i++) {
        text[i] = text[i] == '+' ? '-' : text[i] == '/' ? '_' : text[i];
    }
    while (length > 0 && text[length - 1] == '=') {
        length--;
    }
    return (slice){(char *)text, (size_t)length};
}

EVP_PKEY *tokens_rsa_key(unsigned bits)
{
    EVP_PKEY *key = EVP_RSA_gen(bits);
    must(key != NULL, "an RSA key");
    return key;
}

EVP_PKEY *tokens_p256_key(void)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    must(key != NULL, "a P-256 key");
    return key;
}

static slice number(struct arena *arena, EVP_PKEY *key, const char *name, size_t width)
{
    BIGNUM *value = NULL;
    must(EVP_PKEY_get_bn_param(key, name, &value) == 1, name);
    size_t length = width ? width : (size_t)BN_num_bytes(value);
    unsigned char *bytes = arena_alloc(arena, length);
    must(BN_bn2binpad(value, bytes, (int)length) >= 0, name);
    BN_free(value);
    return tokens_base64url(arena, (slice){(char *)bytes, length});
}

slice tokens_jwk(struct arena *arena, EVP_PKEY *key, const char *id, const char *more)
{
    bool rsa = EVP_PKEY_is_a(key, "RSA");
    slice first = rsa ? number(arena, key, OSSL_PKEY_PARAM_RSA_N, 0)
                      : number(arena, key, OSSL_PKEY_PARAM_EC_PUB_X, 32);
    slice second = rsa ? number(arena, key, OSSL_PKEY_PARAM_RSA_E, 0)
                       : number(arena, key, OSSL_PKEY_PARAM_EC_PUB_Y, 32);
    return arena_printf(arena, "{\"kty\":%s,\"kid\":\"%s\",\"%s\":\"%.*s\",\"%s\":\"%.*s\"%s}",
                        rsa ? "\"RSA\"" : "\"EC\",\"crv\":\"P-256\"", id, rsa ? "n" : "x",
                        SLICE_ARGS(first), rsa ? "e" : "y", SLICE_ARGS(second), more);
}

static slice from_der(struct arena *arena, slice der)
{
    const unsigned char *at = (const unsigned char *)der.data;
    ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &at, (long)der.length);
    must(pair != NULL, "a signature");
    unsigned char *raw = arena_alloc(arena, 64);
    must(BN_bn2binpad(ECDSA_SIG_get0_r(pair), raw, 32) == 32 &&
             BN_bn2binpad(ECDSA_SIG_get0_s(pair), raw + 32, 32) == 32,
         "r and s");
    ECDSA_SIG_free(pair);
    return (slice){(char *)raw, 64};
}

slice tokens_signature(struct arena *arena, EVP_PKEY *key, slice input)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t length = 0;
    const unsigned char *bytes = (const unsigned char *)input.data;
    must(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
             EVP_DigestSign(context, NULL, &length, bytes, input.length) == 1,
         "signing");
    unsigned char *signature = arena_alloc(arena, length);
    must(EVP_DigestSign(context, signature, &length, bytes, input.length) == 1, "signing");
    EVP_MD_CTX_free(context);
    slice made = {(char *)signature, length};
    return EVP_PKEY_is_a(key, "RSA") ? made : from_der(arena, made);
}

slice tokens_signed(struct arena *arena, EVP_PKEY *key, const char *header, const char *claims)
{
    slice input =
        arena_printf(arena, "%.*s.%.*s", SLICE_ARGS(tokens_base64url(arena, slice_from(header))),
                     SLICE_ARGS(tokens_base64url(arena, slice_from(claims))));
    slice signature = tokens_base64url(arena, tokens_signature(arena, key, input));
    return arena_printf(arena, "%.*s.%.*s", SLICE_ARGS(input), SLICE_ARGS(signature));
}
