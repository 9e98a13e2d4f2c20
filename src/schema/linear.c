/* Rows of character classes as automata of one word (after Baeza-Yates and Gonnet, "A new approach
 * to text searching", and Navarro and Raffinot's extension to optional and repeated classes).
 * In: strings, with holes or without. Out: whether all, none or some fillings match. */
#include "schema/linear.h"

typedef uint64_t places;

bool linear_add(struct linear *linear, const struct byte_set *bytes, bool loops, bool skips)
{
    if (linear->length >= LINEAR_PLACES) {
        return false;
    }
    places bit = (places)1 << linear->length++;
    linear->loops |= loops ? bit : 0;
    linear->skips |= skips ? bit : 0;
    for (unsigned byte = 0; byte < 256; byte++) {
        linear->fits[byte] |= bytes->bits[byte / 64] >> (byte % 64) & 1 ? bit : 0;
    }
    return true;
}

void linear_finish(struct linear *linear)
{
    linear->kind_count = 0;
    for (unsigned byte = 0; byte < 256; byte++) {
        bool known = false;
        for (unsigned i = 0; i < linear->kind_count && !known; i++) {
            known = linear->fits[linear->kinds[i]] == linear->fits[byte];
        }
        if (!known) {
            linear->kinds[linear->kind_count++] = (unsigned char)byte;
        }
    }
}

bool linear_of_literal(struct linear *linear, slice bytes)
{
    *linear = (struct linear){0};
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned byte = (unsigned char)bytes.data[i];
        struct byte_set set = {0};
        set.bits[byte / 64] = (uint64_t)1 << byte % 64;
        if (!linear_add(linear, &set, false, false)) {
            return false;
        }
    }
    linear_finish(linear);
    return true;
}

/* ---- Steps ---- */

static inline places past_skips(const struct linear *linear, places reached)
{
    for (places next = reached;; reached = next) {
        next = reached | (reached & linear->skips) << 1;
        if (next == reached) {
            return reached;
        }
    }
}

static inline places after_byte(const struct linear *linear, places before, unsigned char byte)
{
    places taken = before & linear->fits[byte];
    return past_skips(linear, taken << 1 | (taken & linear->loops));
}

static places after_bytes(const struct linear *linear, places before, slice bytes)
{
    for (size_t i = 0; i < bytes.length && before; i++) {
        before = after_byte(linear, before, (unsigned char)bytes.data[i]);
    }
    return before;
}

bool linear_matches(const struct linear *linear, slice bytes)
{
    places reached = after_bytes(linear, past_skips(linear, 1), bytes);
    return reached >> linear->length & 1;
}

/* ---- Holes ----
 * Two things are followed: the union of the places that some filling reaches, which refutes; and
 * each set of places that a filling reaches, which proves. The latter is given up where there are
 * many. */

enum { SETS_MAX = 64 };

struct reach {
    const struct linear *linear;
    places any;
    places sets[SETS_MAX];
    size_t count;
    bool given_up;
};

static void reach_add(struct reach *reach, places set)
{
    reach->any |= set;
    for (size_t i = 0; i < reach->count; i++) {
        if (reach->sets[i] == set) {
            return;
        }
    }
    if (reach->given_up || reach->count == SETS_MAX) {
        reach->given_up = true;
        reach->count = 0;
    } else {
        reach->sets[reach->count++] = set;
    }
}

static struct reach reach_none(const struct reach *reach)
{
    return (struct reach){.linear = reach->linear, .given_up = reach->given_up};
}

static void reach_join(struct reach *reach, const struct reach *other)
{
    for (size_t i = 0; i < other->count; i++) {
        reach_add(reach, other->sets[i]);
    }
    reach->any |= other->any;
    reach->given_up |= other->given_up;
}

static void reach_bytes(struct reach *reach, slice bytes)
{
    struct reach after = reach_none(reach);
    for (size_t i = 0; i < reach->count; i++) {
        reach_add(&after, after_bytes(reach->linear, reach->sets[i], bytes));
    }
    after.any = after_bytes(reach->linear, reach->any, bytes);
    *reach = after;
}

/* After one byte of `alphabet`. */
static void reach_one(struct reach *reach, slice alphabet)
{
    struct reach after = reach_none(reach);
    for (size_t c = 0; c < alphabet.length; c++) {
        for (size_t i = 0; i < reach->count; i++) {
            reach_add(&after,
                      after_byte(reach->linear, reach->sets[i], (unsigned char)alphabet.data[c]));
        }
        after.any |= after_byte(reach->linear, reach->any, (unsigned char)alphabet.data[c]);
    }
    *reach = after;
}

/* After any number of bytes of `alphabet`, at least `least`, which is 0 or 1. */
static void reach_run(struct reach *reach, slice alphabet, size_t least)
{
    struct reach all = reach_none(reach);
    if (least == 0) {
        reach_join(&all, reach);
    }
    for (;;) {
        size_t count = all.count;
        places any = all.any;
        bool given_up = all.given_up;
        reach_one(reach, alphabet);
        reach_join(&all, reach);
        if (all.count == count && all.any == any && all.given_up == given_up) {
            *reach = all;
            return;
        }
        *reach = all;
    }
}

/* 8-4-4-4-12 hexadecimal digits (RFC 9562, section 4). */
static void reach_uuid(struct reach *reach, enum shape shape)
{
    slice digits = shape == SHAPE_UUID_LOWER   ? SLICE("0123456789abcdef")
                   : shape == SHAPE_UUID_UPPER ? SLICE("0123456789ABCDEF")
                                               : SLICE("0123456789abcdefABCDEF");
    for (size_t place = 0; place < 36; place++) {
        bool dash = place == 8 || place == 13 || place == 18 || place == 23;
        reach_one(reach, dash ? SLICE("-") : digits);
    }
}

static void reach_integer(struct reach *reach)
{
    struct reach negative = *reach;
    reach_bytes(&negative, SLICE("-"));
    reach_join(reach, &negative);
    reach_run(reach, SLICE("0123456789"), 1);
}

/* Whether the literals mean the same inside a JSON string: no escapes. */
static bool literals_are_plain(const struct hole *hole)
{
    for (size_t i = 0; i < hole->one_of_count && hole->form != HOLE_ESCAPED; i++) {
        slice literal = hole->one_of[i];
        if (slice_find_byte(literal, '\\') < literal.length) {
            return false;
        }
    }
    return true;
}

static void reach_hole(struct reach *reach, const struct hole *hole)
{
    struct reach all = reach_none(reach);
    slice any = {(const char *)reach->linear->kinds, reach->linear->kind_count};
    switch (hole->shape) {
    case SHAPE_UUID_LOWER:
    case SHAPE_UUID_UPPER:
    case SHAPE_UUID:
        reach_uuid(reach, hole->shape);
        return;
    case SHAPE_ONE_OF:
        if (!literals_are_plain(hole)) {
            reach_run(reach, any, 0);
            return;
        }
        for (size_t i = 0; i < hole->one_of_count; i++) {
            struct reach one = *reach;
            reach_bytes(&one, hole->one_of[i]);
            reach_join(&all, &one);
        }
        *reach = all;
        return;
    case SHAPE_INTEGER:
        reach_integer(reach);
        return;
    case SHAPE_HEX:
        reach_run(reach, SLICE("0123456789abcdefABCDEF"), 1);
        return;
    default:
        reach_run(reach, any, hole->not_empty);
    }
}

static bool all_match(const struct reach *reach)
{
    bool all = !reach->given_up;
    for (size_t i = 0; i < reach->count && all; i++) {
        all = reach->sets[i] >> reach->linear->length & 1;
    }
    return all;
}

enum certainty linear_judge(const struct linear *linear, const struct string_value *string)
{
    struct reach reach = {.linear = linear};
    size_t at = 0;
    reach_add(&reach, past_skips(linear, 1));
    for (size_t i = 0; i < string->hole_count; i++) {
        reach_bytes(&reach, slice_sub(string->bytes, at, string->holes[i].offset));
        reach_hole(&reach, string->holes[i].piece->hole);
        at = string->holes[i].offset + 1;
    }
    reach_bytes(&reach, slice_sub(string->bytes, at, string->bytes.length));
    if (!(reach.any >> linear->length & 1)) {
        return CERTAINTY_VIOLATES;
    }
    return all_match(&reach) ? CERTAINTY_VALID : CERTAINTY_UNKNOWN;
}
