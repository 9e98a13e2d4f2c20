/* OpenID Connect tokens. In: an Authorization header and keys. Out: whether its claims are ours to
 * believe, and if not, why.
 *
 * The order of the checks: form, algorithm, key, signature, and only then claims (RFC 8725 section
 * 3.3). What a header says of keys but "kid" (jku, jwk, x5u, x5c) is never followed (section 3.10).
 */
#include "live/push/token.h"

#include "base/base64.h"
#include "base/buffer.h"
#include "live/push/signature.h"
#include "json/json.h"

#include <math.h>
#include <stdlib.h>
#include <strings.h>

const slice token_google_issuers[2] = {
    {"https://accounts.google.com", sizeof "https://accounts.google.com" - 1},
    {"accounts.google.com", sizeof "accounts.google.com" - 1},
};

enum { SHOWN_MAX = 80 };

/* What is read of a token while it is checked. */
struct reading {
    struct arena *arena;
    const struct token_policy *policy;
    int64_t now;
    slice signing_input; /* header and claims as they stand in the token, with their dot */
    slice signature;     /* decoded */
    struct value header;
    struct value claims;
};

static struct token_verdict wrong(const char *why)
{
    return (struct token_verdict){TOKEN_WRONG, why};
}

static const struct token_verdict right = {TOKEN_RIGHT, NULL};

/* Bytes of the sender's, fit for a log. */
static slice shown(struct arena *arena, slice bytes)
{
    struct buffer buffer = {.arena = arena};
    for (size_t i = 0; i < bytes.length && buffer.length < SHOWN_MAX; i++) {
        char c = bytes.data[i];
        if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
            buffer_append_byte(&buffer, c);
        }
    }
    return buffer_slice(&buffer);
}

/* ---- Form ---- */

/* An object in base64url, whose members are all different (RFC 7515 section 4, RFC 7519 section 4).
 */
static bool read_object(struct arena *arena, slice part, struct value *object)
{
    slice json;
    if (!base64_decode(arena, part, BASE64_URL, &json)) {
        return false;
    }
    struct flat_text flat = flat_of_bytes(json);
    struct json_document document = json_read(arena, &flat);
    *object = document.root;
    return document.error_count == 0 && object->kind == VALUE_OBJECT &&
           value_keys_differ(arena, object);
}

static slice take_part(slice *rest)
{
    size_t dot = slice_find_byte(*rest, '.');
    slice part = slice_sub(*rest, 0, dot);
    *rest = slice_sub(*rest, dot + 1, rest->length);
    return part;
}

static bool read_token(struct reading *reading, slice token)
{
    slice rest = token;
    slice header = take_part(&rest);
    slice claims = take_part(&rest);
    reading->signing_input = slice_sub(token, 0, header.length + 1 + claims.length);
    return header.length > 0 && claims.length > 0 && rest.length > 0 &&
           base64_decode(reading->arena, rest, BASE64_URL, &reading->signature) &&
           read_object(reading->arena, header, &reading->header) &&
           read_object(reading->arena, claims, &reading->claims);
}

static slice string_of(const struct value *object, slice name)
{
    const struct member *member = value_member(object, name);
    return member && member->value.kind == VALUE_STRING ? member->value.string.bytes
                                                        : (slice){NULL, 0};
}

/* ---- Signature ---- */

static struct token_verdict check_signature(const struct reading *reading,
                                            const struct key_set *keys)
{
    const struct value *header = &reading->header;
    slice name = string_of(header, SLICE("alg"));
    slice type = string_of(header, SLICE("typ"));
    slice id = string_of(header, SLICE("kid"));
    enum token_algorithm algorithm;
    if (!token_algorithm_find(name, &algorithm)) {
        return wrong(arena_printf(reading->arena, "its algorithm is \"%.*s\", not RS256 or ES256",
                                  SLICE_ARGS(shown(reading->arena, name)))
                         .data);
    }
    if (value_member(header, SLICE("crit"))) {
        return wrong("it says \"crit\": an extension that isn't known must be understood");
    }
    if (value_member(header, SLICE("typ")) &&
        (type.length != 3 || strncasecmp(type.data, "JWT", 3) != 0)) {
        return wrong("it is a token of another type than JWT");
    }
    const struct public_key *key = key_set_find(keys, id, algorithm);
    if (!key) {
        return (struct token_verdict){
            TOKEN_UNKNOWN_KEY, arena_printf(reading->arena, "there is no key \"%.*s\" for %.*s",
                                            SLICE_ARGS(shown(reading->arena, id)), SLICE_ARGS(name))
                                   .data};
    }
    return signature_holds(reading->arena, key, reading->signing_input, reading->signature)
               ? right
               : wrong("its signature doesn't hold");
}

/* ---- Claims ---- */

/* A NumericDate (RFC 7519 section 2): seconds, maybe with a fraction. False where it is none, or
 * none that a clock ever shows. */
static bool read_time(const struct reading *reading, const struct value *value, double *time)
{
    if (value->kind != VALUE_NUMBER) {
        return false;
    }
    *time = strtod(arena_cstring(reading->arena, value->string.bytes), NULL);
    return isfinite(*time) && *time >= 0 && *time < 9e15;
}

static struct token_verdict check_times(const struct reading *reading)
{
    const struct member *expiry = value_member(&reading->claims, SLICE("exp"));
    double now = (double)reading->now;
    double leeway = reading->policy->leeway;
    double time;
    if (!expiry || !read_time(reading, &expiry->value, &time)) {
        return wrong("it has no \"exp\" that is a time");
    }
    if (now >= time + leeway) {
        return wrong(arena_printf(reading->arena, "it expired %.0f seconds ago", now - time).data);
    }
    static const char *const starts[] = {"nbf", "iat"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        const struct member *start = value_member(&reading->claims, slice_from(starts[i]));
        if (start && !read_time(reading, &start->value, &time)) {
            return wrong(arena_printf(reading->arena, "its \"%s\" is no time", starts[i]).data);
        }
        if (start && now < time - leeway) {
            return wrong(
                arena_printf(reading->arena, "its \"%s\" is in %.0f seconds", starts[i], time - now)
                    .data);
        }
    }
    return right;
}

static bool is_for(const struct value *audience, slice wanted)
{
    bool list = audience->kind == VALUE_ARRAY;
    const struct value *items = list ? audience->items : audience;
    for (uint32_t i = 0; i < (list ? audience->count : 1); i++) {
        if (items[i].kind == VALUE_STRING && slice_equal(items[i].string.bytes, wanted)) {
            return true;
        }
    }
    return false;
}

static struct token_verdict foreign(const struct reading *reading, const char *claim, slice value)
{
    return (struct token_verdict){TOKEN_FOREIGN,
                                  arena_printf(reading->arena, "its \"%s\" is \"%.*s\"", claim,
                                               SLICE_ARGS(shown(reading->arena, value)))
                                      .data};
}

static struct token_verdict check_parties(const struct reading *reading)
{
    const struct token_policy *policy = reading->policy;
    const struct value *claims = &reading->claims;
    slice issuer = string_of(claims, SLICE("iss"));
    bool known = false;
    for (size_t i = 0; i < policy->issuer_count; i++) {
        known = known || slice_equal(issuer, policy->issuers[i]);
    }
    if (!known) {
        return foreign(reading, "iss", issuer);
    }
    const struct member *audience = value_member(claims, SLICE("aud"));
    if (!audience || !is_for(&audience->value, policy->audience)) {
        return foreign(reading, "aud", string_of(claims, SLICE("aud")));
    }
    if (!policy->email.data) {
        return right;
    }
    const struct member *verified = value_member(claims, SLICE("email_verified"));
    slice email = string_of(claims, SLICE("email"));
    if (!slice_equal(email, policy->email)) {
        return foreign(reading, "email", email);
    }
    bool is_verified = verified && verified->value.kind == VALUE_BOOLEAN && verified->value.boolean;
    return is_verified ? right
                       : (struct token_verdict){TOKEN_FOREIGN, "its \"email\" isn't verified"};
}

/* ---- All of it ---- */

/* The scheme is written in any case (RFC 9110 section 11.1). */
static bool take_bearer(const char *value, slice *token)
{
    static const char scheme[] = "Bearer ";
    if (!value || strncasecmp(value, scheme, sizeof scheme - 1) != 0) {
        return false;
    }
    *token = slice_trim(slice_from(value + sizeof scheme - 1));
    return token->length > 0;
}

struct token_verdict token_check(struct arena *arena, const char *value, const struct key_set *keys,
                                 const struct token_policy *policy, int64_t now)
{
    struct reading reading = {.arena = arena, .policy = policy, .now = now};
    slice token;
    if (!take_bearer(value, &token)) {
        return wrong(value ? "the authorization is no bearer token" : "there is no token");
    }
    if (token.length > TOKEN_LENGTH_MAX || !read_token(&reading, token)) {
        return wrong(token.length > TOKEN_LENGTH_MAX ? "the token is too long"
                                                     : "it is no JSON Web Token");
    }
    struct token_verdict verdict = check_signature(&reading, keys);
    if (verdict.answer == TOKEN_RIGHT) {
        verdict = check_times(&reading);
    }
    return verdict.answer == TOKEN_RIGHT ? check_parties(&reading) : verdict;
}
