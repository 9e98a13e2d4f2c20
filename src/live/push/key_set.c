/* JSON Web Key Sets. In: JSON. Out: OpenSSL's public keys.
 *
 * A key is taken only if all that it says allows verifying signatures by one algorithm: "use",
 * "key_ops" and "alg" where they are there (RFC 7517 section 4), RSA from 2048 bits on (RFC 7518
 * section 3.3), a point that lies on the curve (RFC 8725 section 3.4). */
#include "live/push/key_set.h"

#include "base/base64.h"
#include "json/json.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

enum { RSA_BITS_MIN = 2048, RSA_BITS_MAX = 8192, KEYS_MAX = 100, POINT_BYTES = 32 };

bool token_algorithm_find(slice name, enum token_algorithm *algorithm)
{
    static const char *const names[TOKEN_ALGORITHM_COUNT] = {"RS256", "ES256"};
    for (unsigned i = 0; i < TOKEN_ALGORITHM_COUNT; i++) {
        if (slice_is(name, names[i])) {
            *algorithm = (enum token_algorithm)i;
            return true;
        }
    }
    return false;
}

/* A string member, or data NULL. */
static slice string_member(const struct value *object, slice name)
{
    const struct member *member = value_member(object, name);
    return member && member->value.kind == VALUE_STRING ? member->value.string.bytes
                                                        : (slice){NULL, 0};
}

/* A member in base64url: the bytes of a number, highest first. */
static bool number_member(struct arena *arena, const struct value *object, slice name, slice *bytes)
{
    slice text = string_member(object, name);
    return text.length > 0 && base64_decode(arena, text, BASE64_URL, bytes);
}

static EVP_PKEY *key_from(const char *type, OSSL_PARAM_BLD *builder)
{
    EVP_PKEY *key = NULL;
    OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    if (parameters && context && EVP_PKEY_fromdata_init(context) == 1 &&
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
        key = NULL;
    }
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(parameters);
    return key;
}

static EVP_PKEY *read_rsa(struct arena *arena, const struct value *jwk)
{
    slice modulus;
    slice exponent;
    if (!number_member(arena, jwk, SLICE("n"), &modulus) ||
        !number_member(arena, jwk, SLICE("e"), &exponent) || modulus.length > RSA_BITS_MAX / 8 ||
        exponent.length > 8) {
        return NULL;
    }
    EVP_PKEY *key = NULL;
    BIGNUM *n = BN_bin2bn((const unsigned char *)modulus.data, (int)modulus.length, NULL);
    BIGNUM *e = BN_bin2bn((const unsigned char *)exponent.data, (int)exponent.length, NULL);
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    if (n && e && builder && BN_num_bits(n) >= RSA_BITS_MIN && BN_is_odd(n) && BN_is_odd(e) &&
        !BN_is_one(e) && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) &&
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e)) {
        key = key_from("RSA", builder);
    }
    OSSL_PARAM_BLD_free(builder);
    BN_free(n);
    BN_free(e);
    return key;
}

static bool lies_on_curve(EVP_PKEY *key)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
    bool lies = context && EVP_PKEY_public_check(context) == 1;
    EVP_PKEY_CTX_free(context);
    return lies;
}

static EVP_PKEY *read_p256(struct arena *arena, const struct value *jwk)
{
    slice x;
    slice y;
    if (!slice_is(string_member(jwk, SLICE("crv")), "P-256") ||
        !number_member(arena, jwk, SLICE("x"), &x) || !number_member(arena, jwk, SLICE("y"), &y) ||
        x.length != POINT_BYTES || y.length != POINT_BYTES) {
        return NULL;
    }
    unsigned char point[1 + 2 * POINT_BYTES] = {POINT_CONVERSION_UNCOMPRESSED};
    memcpy(point + 1, x.data, POINT_BYTES);
    memcpy(point + 1 + POINT_BYTES, y.data, POINT_BYTES);
    EVP_PKEY *key = NULL;
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    if (builder &&
        OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) &&
        OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point)) {
        key = key_from("EC", builder);
    }
    OSSL_PARAM_BLD_free(builder);
    if (key && !lies_on_curve(key)) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    return key;
}

/* Where the members that limit its use are there, they allow verifying by `algorithm`. */
static bool may_verify(const struct value *jwk, const char *algorithm)
{
    const struct member *use = value_member(jwk, SLICE("use"));
    const struct member *alg = value_member(jwk, SLICE("alg"));
    const struct member *operations = value_member(jwk, SLICE("key_ops"));
    bool verifies = !operations;
    for (uint32_t i = 0; operations && operations->value.kind == VALUE_ARRAY &&
                         i < operations->value.count && !verifies;
         i++) {
        const struct value *operation = &operations->value.items[i];
        verifies = operation->kind == VALUE_STRING && slice_is(operation->string.bytes, "verify");
    }
    return verifies && (!use || slice_is(string_member(jwk, SLICE("use")), "sig")) &&
           (!alg || slice_is(string_member(jwk, SLICE("alg")), algorithm));
}

static bool read_key(struct arena *arena, const struct value *jwk, struct public_key *key)
{
    static const struct kind {
        const char *type;
        const char *algorithm;
        EVP_PKEY *(*read)(struct arena *arena, const struct value *jwk);
    } kinds[TOKEN_ALGORITHM_COUNT] = {
        [TOKEN_RS256] = {"RSA", "RS256", read_rsa},
        [TOKEN_ES256] = {"EC", "ES256", read_p256},
    };
    slice type = string_member(jwk, SLICE("kty"));
    slice id = string_member(jwk, SLICE("kid"));
    for (unsigned i = 0; i < TOKEN_ALGORITHM_COUNT && id.length > 0; i++) {
        if (slice_is(type, kinds[i].type) && may_verify(jwk, kinds[i].algorithm)) {
            *key = (struct public_key){arena_copy(arena, id), (enum token_algorithm)i,
                                       kinds[i].read(arena, jwk)};
            return key->key != NULL;
        }
    }
    return false;
}

bool key_set_read(struct arena *arena, slice json, struct key_set *keys, const char **why)
{
    struct flat_text flat = flat_of_bytes(json);
    struct json_document document = json_read(arena, &flat);
    const struct member *list = value_member(&document.root, SLICE("keys"));
    *keys = (struct key_set){0};
    if (document.error_count > 0 || !list || list->value.kind != VALUE_ARRAY) {
        *why = document.error_count > 0 ? json_error_message(document.errors[0].kind)
                                        : "it has no list \"keys\"";
        return false;
    }
    uint32_t count = list->value.count < KEYS_MAX ? list->value.count : KEYS_MAX;
    keys->items = ARENA_ARRAY(arena, struct public_key, count);
    for (uint32_t i = 0; i < count; i++) {
        bool taken = read_key(arena, &list->value.items[i], &keys->items[keys->count]);
        keys->count += taken;
    }
    keys->left_out = list->value.count - keys->count;
    if (keys->count == 0) {
        *why = "it has no key that can be used";
    }
    return keys->count > 0;
}

void key_set_free(struct key_set *keys)
{
    for (size_t i = 0; i < keys->count; i++) {
        EVP_PKEY_free(keys->items[i].key);
    }
    *keys = (struct key_set){0};
}

const struct public_key *key_set_find(const struct key_set *keys, slice id,
                                      enum token_algorithm algorithm)
{
    for (size_t i = 0; i < keys->count; i++) {
        if (keys->items[i].algorithm == algorithm && slice_equal(keys->items[i].id, id)) {
            return &keys->items[i];
        }
    }
    return NULL;
}
