/* number-loses-precision. In: numbers. Out: a hit for each integer that no IEEE 754 double is.
 *
 * RFC 8259 section 6: integers from -2^53+1 to 2^53-1 are those on which everybody agrees. Larger
 * ones that happen to be doubles, such as 10^16, arrive as they are. */
#include "base/ascii.h"
#include "rule/alternative.h"
#include "rule/screen.h"

#include <stdio.h>
#include <stdlib.h>

enum { DIGITS_MAX = 400 };

static bool is_integer(slice digits)
{
    for (size_t i = 0; i < digits.length; i++) {
        char c = digits.data[i];
        if (!ascii_is_digit(c) && !(i == 0 && c == '-')) {
            return false;
        }
    }
    return digits.length > 0;
}

/* Every integer up to 2^53 is a double. */
bool number_is_kept(slice digits)
{
    enum { SURE_DIGITS = 15 };
    const uint64_t most = UINT64_C(1) << 53;
    uint64_t number = 0;
    if (digits.length <= SURE_DIGITS || !is_integer(digits)) {
        return true;
    }
    for (size_t i = digits.data[0] == '-'; i < digits.length && number <= most; i++) {
        number = number * 10 + (uint64_t)(digits.data[i] - '0');
    }
    return number <= most;
}

/* What a reader that uses doubles gets; false where that is the number itself. */
static bool becomes_another(struct arena *arena, slice digits, slice *read)
{
    if (!is_integer(digits) || digits.length < 16 || digits.length > DIGITS_MAX) {
        return false;
    }
    double number = strtod(arena_cstring(arena, digits), NULL);
    *read = number > 1e300 || number < -1e300 ? SLICE("infinity or an error")
                                              : arena_printf(arena, "%.0f", number);
    return !slice_equal(*read, digits);
}

static void look(const struct looking *looking, const struct value *value,
                 const struct json_path *path, slice name)
{
    struct arena *arena = looking->checking->arena;
    slice read;
    if (value->kind != VALUE_NUMBER || value->string.hole_count > 0 ||
        !becomes_another(arena, value->string.bytes, &read)) {
        return;
    }
    struct hit hit = {
        .pointer = looking_pointer(looking, path),
        .verdict = {.certainty = CERTAINTY_VIOLATES, .witness = value->string.bytes},
        .place = place_of(&looking->alternative->flat, value->start, value->end),
        .message =
            arena_printf(arena,
                         "%.*s is read as %.*s by receivers that keep numbers as "
                         "doubles",
                         SLICE_ARGS(bytes_shown(arena, value->string.bytes)), SLICE_ARGS(read)),
        .label = SLICE("is more than a double can hold exactly"),
    };
    VECTOR_PUSH(arena, looking->hits, hit);
}

void check_number_rule(const struct checking *checking, const struct rule *rule,
                       const struct alternative *alternative, struct hits *hits)
{
    struct looking looking = {checking, rule, alternative, hits, NULL};
    alternative_walk(&looking, look);
}
