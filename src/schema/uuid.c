/* format "uuid" over strings with holes (JSON Schema 2020-12 Validation, section 7.3.5; RFC 9562
 * section 4). In: a string. Out: a verdict.
 *
 * A UUID has 36 characters at fixed places, so a set of reachable places is all there is to track:
 * after each byte or hole, how many characters of the UUID may have been read. */
#include "schema/assertion.h"

enum { UUID_LENGTH = 36 };

/* Bit p: p characters may have been read so far. */
typedef uint64_t places;

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static bool fits(size_t place, char c)
{
    bool dash = place == 8 || place == 13 || place == 18 || place == 23;
    return place < UUID_LENGTH && (dash ? c == '-' : is_hex(c));
}

static places after_bytes(places before, slice bytes)
{
    for (size_t i = 0; i < bytes.length && before; i++) {
        places after = 0;
        for (size_t place = 0; place < UUID_LENGTH; place++) {
            if (before >> place & 1 && fits(place, bytes.data[i])) {
                after |= (places)1 << (place + 1);
            }
        }
        before = after;
    }
    return before;
}

/* Any number of bytes, at least `least`, each of which is one of `alphabet`. */
static places after_run(places before, const char *alphabet, size_t least)
{
    places reached = least == 0 ? before : 0;
    for (size_t i = 0; i < UUID_LENGTH && before; i++) {
        places after = 0;
        for (const char *c = alphabet; *c; c++) {
            after |= after_bytes(before, (slice){c, 1});
        }
        before = after;
        reached |= before;
    }
    return reached;
}

static places after_hole(places before, const struct hole *hole)
{
    places reached = 0;
    slice sample;
    switch (hole->shape) {
    case SHAPE_UUID_LOWER:
    case SHAPE_UUID_UPPER:
    case SHAPE_UUID:
        sample = shape_sample(SHAPE_UUID_LOWER, 0);
        return after_bytes(before, sample);
    case SHAPE_ONE_OF:
        for (size_t i = 0; i < hole->one_of_count; i++) {
            reached |= after_bytes(before, hole->one_of[i]);
        }
        return reached;
    case SHAPE_INTEGER:
        /* A minus sign may stand where the UUID has a dash. */
        return after_run(before | after_bytes(before, SLICE("-")), "0123456789", 1);
    case SHAPE_HEX:
        return after_run(before, "0123456789abcdef", 1);
    default:
        return after_run(before, "0123456789abcdef-", 0);
    }
}

static bool is_fixed(const struct hole *hole)
{
    return hole->shape >= SHAPE_UUID_LOWER && hole->shape <= SHAPE_UUID;
}

static places reached_places(const struct string_value *string, const struct hole **open)
{
    places reached = 1;
    size_t at = 0;
    for (size_t i = 0; i < string->hole_count; i++) {
        const struct hole *hole = string->holes[i].piece->hole;
        reached = after_bytes(reached, slice_sub(string->bytes, at, string->holes[i].offset));
        reached = after_hole(reached, hole);
        at = string->holes[i].offset + 1;
        if (!is_fixed(hole) && (!*open || hole->from_outside)) {
            *open = hole;
        }
    }
    return after_bytes(reached, slice_sub(string->bytes, at, string->bytes.length));
}

struct verdict judge_uuid(struct arena *arena, const struct string_value *string)
{
    const struct hole *open = NULL; /* one whose value decides */
    const struct hole *depends = NULL;
    struct verdict verdict = {.reason = SLICE("is not a UUID")};
    bool possible = reached_places(string, &open) >> UUID_LENGTH & 1;
    bool filled = string_fill(arena, string, 0, &verdict.witness, &depends);
    if (!possible) {
        verdict.certainty = CERTAINTY_VIOLATES;
        return verdict;
    }
    if (!open) {
        return (struct verdict){.certainty = CERTAINTY_VALID};
    }
    for (size_t i = 0; filled && !open->from_outside && i < 16; i++) {
        string_fill(arena, string, i, &verdict.witness, &depends);
        if (!(after_bytes(1, verdict.witness) >> UUID_LENGTH & 1)) {
            verdict.certainty = CERTAINTY_MAY_VIOLATE;
            return verdict;
        }
    }
    bool all_listed = open->shape == SHAPE_ONE_OF && filled && open->one_of_count <= 16;
    if (all_listed && string->hole_count == 1) {
        return (struct verdict){.certainty = CERTAINTY_VALID};
    }
    return verdict_unknown(open);
}
