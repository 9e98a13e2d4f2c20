/* Tokens: right ones are taken, and each way of being wrong is refused with its reason; every byte
 * of a right one counts. Keys and signatures are made here by OpenSSL. */
#include "live/push/token.h"
#include "tests/test.h"
#include "tests/watch/tokens.h"

#include <openssl/hmac.h>
#include <stdio.h>

enum { NOW = 1800000000 };

enum signer { BY_RSA, BY_P256, BY_OTHER, SIGNERS };

static EVP_PKEY *signers[SIGNERS];

#define RS256 "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"typ\":\"JWT\"}"
#define ES256 "{\"alg\":\"ES256\",\"kid\":\"ec\",\"typ\":\"JWT\"}"
#define PARTIES                                                          \
    "\"iss\":\"https://accounts.google.com\",\"aud\":\"https://w/push\"" \
    ",\"email\":\"push@p.iam.gserviceaccount.com\",\"email_verified\":true"
#define TIMES ",\"iat\":1799999990,\"exp\":1800003590"
#define CLAIMS "{" PARTIES TIMES "}"
#define AUDIENCE(value)                               \
    "{\"iss\":\"accounts.google.com\",\"aud\":" value \
    ",\"email\":\"push@p.iam.gserviceaccount.com\",\"email_verified\":true" TIMES "}"
#define EMAIL(members) \
    "{\"iss\":\"accounts.google.com\",\"aud\":\"https://w/push\"" members TIMES "}"

static const struct row {
    const char *name;
    enum signer signer;
    const char *header;
    const char *claims;
    enum token_answer answer;
    const char *why; /* what the reason has in it */
} rows[] = {
    {"RS256", BY_RSA, RS256, CLAIMS, TOKEN_RIGHT, NULL},
    {"ES256", BY_P256, ES256, CLAIMS, TOKEN_RIGHT, NULL},
    {"no typ", BY_RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa\"}", CLAIMS, TOKEN_RIGHT, NULL},
    {"typ in small letters", BY_RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"typ\":\"jwt\"}", CLAIMS,
     TOKEN_RIGHT, NULL},
    {"the issuer without https", BY_RSA, RS256, AUDIENCE("\"https://w/push\""), TOKEN_RIGHT, NULL},
    {"one of several audiences", BY_RSA, RS256, AUDIENCE("[\"x\", \"https://w/push\"]"),
     TOKEN_RIGHT, NULL},
    {"expired within the leeway", BY_RSA, RS256, "{" PARTIES ",\"exp\":1799999950}", TOKEN_RIGHT,
     NULL},
    {"times with fractions", BY_RSA, RS256,
     "{" PARTIES ",\"exp\":1.8000001e9,\"iat\":1799999999.5}", TOKEN_RIGHT, NULL},

    {"alg none", BY_RSA, "{\"alg\":\"none\",\"kid\":\"rsa\"}", CLAIMS, TOKEN_WRONG, "\"none\""},
    {"alg HS256", BY_RSA, "{\"alg\":\"HS256\",\"kid\":\"rsa\"}", CLAIMS, TOKEN_WRONG, "\"HS256\""},
    {"alg rs256", BY_RSA, "{\"alg\":\"rs256\",\"kid\":\"rsa\"}", CLAIMS, TOKEN_WRONG, "\"rs256\""},
    {"no alg", BY_RSA, "{\"kid\":\"rsa\"}", CLAIMS, TOKEN_WRONG, "algorithm"},
    {"alg twice", BY_RSA, "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa\"}", CLAIMS,
     TOKEN_WRONG, "no JSON Web Token"},
    {"ES256 with the id of an RSA key", BY_P256, "{\"alg\":\"ES256\",\"kid\":\"rsa\"}", CLAIMS,
     TOKEN_UNKNOWN_KEY, "no key \"rsa\" for ES256"},
    {"an id that isn't known", BY_RSA, "{\"alg\":\"RS256\",\"kid\":\"new\"}", CLAIMS,
     TOKEN_UNKNOWN_KEY, "no key \"new\""},
    {"no id", BY_RSA, "{\"alg\":\"RS256\"}", CLAIMS, TOKEN_UNKNOWN_KEY, "no key \"\""},
    {"another's signature", BY_OTHER, RS256, CLAIMS, TOKEN_WRONG, "signature"},
    {"an RSA signature as ES256", BY_RSA, ES256, CLAIMS, TOKEN_WRONG, "signature"},
    {"crit", BY_RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":[\"b64\"],\"b64\":false}", CLAIMS,
     TOKEN_WRONG, "crit"},
    {"another type", BY_RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"typ\":\"at+jwt\"}", CLAIMS,
     TOKEN_WRONG, "type"},
    {"a type that is no string", BY_RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"typ\":1}", CLAIMS,
     TOKEN_WRONG, "type"},
    {"a header that is no object", BY_RSA, "[\"RS256\"]", CLAIMS, TOKEN_WRONG, "no JSON Web Token"},
    {"claims that are no JSON", BY_RSA, RS256, "{", TOKEN_WRONG, "no JSON Web Token"},
    {"claims that stand there twice", BY_RSA, RS256,
     "{" PARTIES TIMES ",\"\\u0061ud\":\"https://w/push\"}", TOKEN_WRONG, "no JSON Web Token"},

    {"expired", BY_RSA, RS256, "{" PARTIES ",\"exp\":1799999939}", TOKEN_WRONG,
     "expired 61 seconds ago"},
    {"no expiry", BY_RSA, RS256, "{" PARTIES "}", TOKEN_WRONG, "\"exp\""},
    {"an expiry in a string", BY_RSA, RS256, "{" PARTIES ",\"exp\":\"1800003590\"}", TOKEN_WRONG,
     "\"exp\""},
    {"an expiry that is no time", BY_RSA, RS256, "{" PARTIES ",\"exp\":1e400}", TOKEN_WRONG,
     "\"exp\""},
    {"not yet", BY_RSA, RS256, "{" PARTIES TIMES ",\"nbf\":1800000100}", TOKEN_WRONG,
     "\"nbf\" is in 100 seconds"},
    {"made in the future", BY_RSA, RS256, "{" PARTIES ",\"iat\":1800000100,\"exp\":1800003590}",
     TOKEN_WRONG, "\"iat\" is in 100 seconds"},
    {"nbf is no time", BY_RSA, RS256, "{" PARTIES TIMES ",\"nbf\":null}", TOKEN_WRONG,
     "\"nbf\" is no time"},

    {"another issuer", BY_RSA, RS256,
     "{\"iss\":\"https://accounts.google.com.evil\",\"aud\":\"https://w/push\"" TIMES "}",
     TOKEN_FOREIGN, "\"iss\" is \"https://accounts.google.com.evil\""},
    {"no issuer", BY_RSA, RS256, "{\"aud\":\"https://w/push\"" TIMES "}", TOKEN_FOREIGN, "\"iss\""},
    {"another audience", BY_RSA, RS256, AUDIENCE("\"https://w/push/\""), TOKEN_FOREIGN,
     "\"aud\" is \"https://w/push/\""},
    {"audiences without ours", BY_RSA, RS256, AUDIENCE("[\"x\", 1, []]"), TOKEN_FOREIGN, "\"aud\""},
    {"no audience", BY_RSA, RS256, AUDIENCE("null"), TOKEN_FOREIGN, "\"aud\""},
    {"another address", BY_RSA, RS256, EMAIL(",\"email\":\"x@y.z\",\"email_verified\":true"),
     TOKEN_FOREIGN, "\"email\" is \"x@y.z\""},
    {"no address", BY_RSA, RS256, EMAIL(""), TOKEN_FOREIGN, "\"email\""},
    {"an address that isn't verified", BY_RSA, RS256,
     EMAIL(",\"email\":\"push@p.iam.gserviceaccount.com\",\"email_verified\":false"), TOKEN_FOREIGN,
     "isn't verified"},
    {"verified as a string", BY_RSA, RS256,
     EMAIL(",\"email\":\"push@p.iam.gserviceaccount.com\",\"email_verified\":\"true\""),
     TOKEN_FOREIGN, "isn't verified"},
    {"control characters for the log", BY_RSA, RS256, EMAIL(",\"email\":\"a\\u001b[31m\\nb\""),
     TOKEN_FOREIGN, "\"email\" is \"a[31mb\""},
};

static const struct token_policy policy = {
    .issuers = token_google_issuers,
    .issuer_count = 2,
    .audience = {"https://w/push", 14},
    .email = {"push@p.iam.gserviceaccount.com", 30},
    .leeway = 60,
};

static struct token_verdict check(struct arena *arena, const struct key_set *keys, slice token)
{
    slice value = arena_printf(arena, "Bearer %.*s", SLICE_ARGS(token));
    return token_check(arena, value.data, keys, &policy, NOW);
}

static void test_rows(struct arena *arena, const struct key_set *keys)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        slice token = tokens_signed(arena, signers[row->signer], row->header, row->claims);
        struct token_verdict verdict = check(arena, keys, token);
        bool told = row->why ? verdict.why && strstr(verdict.why, row->why) : !verdict.why;
        if (!test_report(verdict.answer == row->answer && told, "token: %s", row->name)) {
            printf("  answer %d: %s\n", (int)verdict.answer, verdict.why ? verdict.why : "right");
        }
    }
}

/* A client that knows the public key signs with it as if it were a secret (RFC 8725 section 2.1).
 */
static void test_key_confusion(struct arena *arena, const struct key_set *keys)
{
    slice jwk = tokens_jwk(arena, signers[BY_RSA], "rsa", "");
    slice input = arena_printf(
        arena, "%.*s.%.*s",
        SLICE_ARGS(tokens_base64url(arena, SLICE("{\"alg\":\"HS256\",\"kid\":\"rsa\"}"))),
        SLICE_ARGS(tokens_base64url(arena, SLICE(CLAIMS))));
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    HMAC(EVP_sha256(), jwk.data, (int)jwk.length, (const unsigned char *)input.data, input.length,
         digest, &length);
    slice mac = tokens_base64url(arena, (slice){(char *)digest, length});
    slice token = arena_printf(arena, "%.*s.%.*s", SLICE_ARGS(input), SLICE_ARGS(mac));
    test_report(check(arena, keys, token).answer == TOKEN_WRONG,
                "token: a public key is no secret of HS256");
}

/* Changes each byte of a right token in turn, drops each, and cuts it at each. */
static void test_mutations(struct arena *arena, const struct key_set *keys, enum signer signer,
                           const char *header)
{
    slice token = tokens_signed(arena, signers[signer], header, CLAIMS);
    size_t taken = 0;
    for (size_t i = 0; i < token.length; i++) {
        char *changed = arena_cstring(arena, token);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        taken += check(arena, keys, (slice){changed, token.length}).answer == TOKEN_RIGHT;
        slice dropped = arena_printf(arena, "%.*s%.*s", SLICE_ARGS(slice_sub(token, 0, i)),
                                     SLICE_ARGS(slice_sub(token, i + 1, token.length)));
        taken += check(arena, keys, dropped).answer == TOKEN_RIGHT;
        taken += check(arena, keys, slice_sub(token, 0, i)).answer == TOKEN_RIGHT;
    }
    test_report(taken == 0, "token: none of %zu mutations of one by %.5s is taken",
                token.length * 3, header + 8);
}

static void test_headers(struct arena *arena, const struct key_set *keys)
{
    slice token = tokens_signed(arena, signers[BY_RSA], RS256, CLAIMS);
    static const struct {
        const char *name;
        const char *format; /* with the token as its argument */
        enum token_answer answer;
    } headers[] = {
        {"the scheme in small letters", "bearer %.*s", TOKEN_RIGHT},
        {"blanks round the token", "Bearer   %.*s ", TOKEN_RIGHT},
        {"no scheme", "%.*s", TOKEN_WRONG},
        {"another scheme", "Basic %.*s", TOKEN_WRONG},
        {"two tokens", "Bearer %.*s x", TOKEN_WRONG},
        {"padding", "Bearer %.*s=", TOKEN_WRONG},
        {"a fourth part", "Bearer %.*s.AA", TOKEN_WRONG},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        slice value = arena_printf(arena, headers[i].format, SLICE_ARGS(token));
#pragma GCC diagnostic pop
        struct token_verdict verdict = token_check(arena, value.data, keys, &policy, NOW);
        test_report(verdict.answer == headers[i].answer, "token: %s", headers[i].name);
    }
    static const char *const none[] = {
        NULL,       "",          "Bearer",       "Bearer ",
        "Bearer .", "Bearer ..", "Bearer a.b.c", "Bearer e30.e30.e30"};
    size_t taken = 0;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        taken += token_check(arena, none[i], keys, &policy, NOW).answer != TOKEN_WRONG;
    }
    test_report(taken == 0, "token: what is none");
    char *zeros = arena_alloc(arena, 1 << 20);
    memset(zeros, 'A', (1 << 20) - 1);
    memcpy(zeros, "Bearer ", 7);
    struct token_verdict verdict = token_check(arena, zeros, keys, &policy, NOW);
    test_report(verdict.answer == TOKEN_WRONG && strstr(verdict.why, "too long"),
                "token: one of a megabyte");
}

/* ---- Sets of keys ---- */

static size_t usable(struct arena *arena, slice jwk)
{
    struct key_set keys;
    const char *why = NULL;
    slice set = arena_printf(arena, "{\"keys\":[%.*s]}", SLICE_ARGS(jwk));
    size_t count = key_set_read(arena, set, &keys, &why) ? keys.count : 0;
    key_set_free(&keys);
    return count;
}

static void test_key_sets(struct arena *arena)
{
    EVP_PKEY *weak = tokens_rsa_key(1024);
    EVP_PKEY *ec = signers[BY_P256];
    static const struct {
        const char *name;
        const char *more;
        size_t count;
    } members[] = {
        {"for signatures", ",\"use\":\"sig\",\"alg\":\"ES256\",\"key_ops\":[\"verify\"]", 1},
        {"for encryption", ",\"use\":\"enc\"", 0},
        {"for another algorithm", ",\"alg\":\"ES384\"", 0},
        {"for signing", ",\"key_ops\":[\"sign\"]", 0},
        {"a use that is no string", ",\"use\":null", 0},
        {"a later kty", ",\"kty\":\"oct\"", 0},
        {"a later curve", ",\"crv\":\"P-521\"", 0},
        {"a point beside the curve", ",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\"", 0},
        {"a short coordinate", ",\"x\":\"AAAA\"", 0},
        {"no id", ",\"kid\":\"\"", 0},
    };
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        test_report(usable(arena, tokens_jwk(arena, ec, "k", members[i].more)) == members[i].count,
                    "keys: %s", members[i].name);
    }
    test_report(usable(arena, tokens_jwk(arena, weak, "k", "")) == 0, "keys: RSA of 1024 bits");
    test_report(usable(arena, tokens_jwk(arena, signers[BY_RSA], "k", ",\"e\":\"AQ\"")) == 0,
                "keys: RSA with the exponent 1");
    static const char *const none[] = {"",
                                       "{}",
                                       "[]",
                                       "{\"keys\":{}}",
                                       "{\"keys\":[]}",
                                       "{\"keys\":[1,null,[],{}]}",
                                       "{\"keys\":[",
                                       "\xFF"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct key_set keys;
        const char *why = NULL;
        bool read = key_set_read(arena, slice_from(none[i]), &keys, &why);
        test_report(!read && why, "keys: no set: %s",
                    i + 1 < sizeof none / sizeof *none ? none[i] : "0xFF");
    }
    EVP_PKEY_free(weak);
}

int main(void)
{
    struct arena *arena = arena_new();
    signers[BY_RSA] = tokens_rsa_key(2048);
    signers[BY_OTHER] = tokens_rsa_key(2048);
    signers[BY_P256] = tokens_p256_key();
    slice set =
        arena_printf(arena, "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\",\"kid\":\"rsa\"},%.*s,%.*s]}",
                     SLICE_ARGS(tokens_jwk(arena, signers[BY_RSA], "rsa", ",\"use\":\"sig\"")),
                     SLICE_ARGS(tokens_jwk(arena, signers[BY_P256], "ec", "")));
    struct key_set keys;
    const char *why = NULL;
    bool read = key_set_read(arena, set, &keys, &why);
    test_report(read && keys.count == 2 && keys.left_out == 1, "keys: a set of two and another");
    if (read) {
        test_rows(arena, &keys);
        test_key_confusion(arena, &keys);
        test_mutations(arena, &keys, BY_RSA, RS256);
        test_mutations(arena, &keys, BY_P256, ES256);
        test_headers(arena, &keys);
        key_set_free(&keys);
    }
    test_key_sets(arena);
    for (size_t i = 0; i < SIGNERS; i++) {
        EVP_PKEY_free(signers[i]);
    }
    arena_free(arena);
    return test_status();
}
