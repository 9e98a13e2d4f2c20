/* Exact arithmetic on numbers as JSON writes them (RFC 8259, section 6), of any size. */
#ifndef PAYLINT_SCHEMA_DECIMAL_H
#define PAYLINT_SCHEMA_DECIMAL_H

#include "base/slice.h"

#include <stdint.h>

/* ± 0.DIGITS × 10^exponent. A point may stand among the digits; it doesn't count. */
struct decimal {
    bool negative; /* never of zero */
    bool is_small; /* an integer that `small` holds */
    int64_t small;
    slice digits;     /* from the first digit that isn't 0 to the last; empty for zero */
    size_t count;     /* of the digits, without the point */
    int64_t exponent; /* held within ±10^18, which no number that fits in memory can tell apart */
};

/* `number` must be a JSON number. */
struct decimal decimal_read(slice number);
bool decimal_is_integer(const struct decimal *number);
/* Negative, 0 or positive, as `a` is less than, equal to or greater than `b`. */
int decimal_compare(const struct decimal *a, const struct decimal *b);
/* `divisor` must be greater than zero and have at most DECIMAL_DIVISOR_DIGITS digits. */
bool decimal_is_multiple(const struct decimal *number, const struct decimal *divisor);

enum { DECIMAL_DIVISOR_DIGITS = 100 };

/* The same for equal numbers. */
uint64_t decimal_hash(const struct decimal *number);

#endif
