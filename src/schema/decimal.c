/* Exact decimal arithmetic on digits. In: JSON numbers. Out: comparisons and divisibility. No
 * number is ever rounded: 1e400 is greater than 1e399, and 0.3 is a multiple of 0.1. */
#include "schema/decimal.h"

#include "base/ascii.h"

enum { SMALL_DIGITS = 18 };

static const int64_t EXPONENT_MAX = 1000000000000000000;

static int64_t read_exponent(slice written)
{
    bool negative = written.length > 0 && written.data[0] == '-';
    int64_t exponent = 0;
    for (size_t i = 0; i < written.length; i++) {
        if (ascii_is_digit(written.data[i]) && exponent < EXPONENT_MAX / 10) {
            exponent = exponent * 10 + (written.data[i] - '0');
        } else if (ascii_is_digit(written.data[i])) {
            exponent = EXPONENT_MAX;
        }
    }
    return negative ? -exponent : exponent;
}

static int64_t clamp(int64_t exponent)
{
    return exponent > EXPONENT_MAX    ? EXPONENT_MAX
           : exponent < -EXPONENT_MAX ? -EXPONENT_MAX
                                      : exponent;
}

/* An integer without exponent, of few digits: most numbers of real messages. */
static bool read_small(slice number, struct decimal *decimal)
{
    size_t at = number.length > 0 && number.data[0] == '-';
    int64_t value = 0;
    if (number.length - at > SMALL_DIGITS) {
        return false;
    }
    for (size_t i = at; i < number.length; i++) {
        if (!ascii_is_digit(number.data[i])) {
            return false;
        }
        value = value * 10 + (number.data[i] - '0');
    }
    decimal->is_small = true;
    decimal->small = at ? -value : value;
    return true;
}

/* Digits and exponent of what is written without exponent. */
static void read_digits(slice mantissa, struct decimal *decimal)
{
    size_t point = slice_find_byte(mantissa, '.');
    size_t first = 0;
    size_t end = mantissa.length;
    while (first < end && !(mantissa.data[first] >= '1' && mantissa.data[first] <= '9')) {
        first++;
    }
    while (end > first && !(mantissa.data[end - 1] >= '1' && mantissa.data[end - 1] <= '9')) {
        end--;
    }
    decimal->digits = slice_sub(mantissa, first, end);
    decimal->count = end - first - (point > first && point < end);
    decimal->exponent = first < point ? (int64_t)(point - first) : -(int64_t)(first - point - 1);
}

struct decimal decimal_read(slice number)
{
    struct decimal decimal = {0};
    bool negative = number.length > 0 && number.data[0] == '-';
    read_small(number, &decimal);
    slice rest = slice_sub(number, negative, number.length);
    size_t e = 0;
    while (e < rest.length && (rest.data[e] | 0x20) != 'e') {
        e++;
    }
    read_digits(slice_sub(rest, 0, e), &decimal);
    if (decimal.count == 0) {
        decimal.exponent = 0;
        return decimal;
    }
    decimal.negative = negative;
    decimal.exponent = clamp(decimal.exponent + read_exponent(slice_sub(rest, e + 1, rest.length)));
    return decimal;
}

bool decimal_is_integer(const struct decimal *number)
{
    return number->is_small || number->count == 0 || number->exponent >= (int64_t)number->count;
}

/* ---- Walking the digits ---- */

static int next_digit(slice *digits)
{
    if (digits->length > 0 && digits->data[0] == '.') {
        *digits = slice_sub(*digits, 1, digits->length);
    }
    if (digits->length == 0) {
        return 0;
    }
    int digit = digits->data[0] - '0';
    *digits = slice_sub(*digits, 1, digits->length);
    return digit;
}

static int compare_magnitudes(const struct decimal *a, const struct decimal *b)
{
    if (a->count == 0 || b->count == 0) {
        return (a->count > 0) - (b->count > 0);
    }
    if (a->exponent != b->exponent) {
        return a->exponent < b->exponent ? -1 : 1;
    }
    slice left = a->digits;
    slice right = b->digits;
    size_t count = a->count > b->count ? a->count : b->count;
    for (size_t i = 0; i < count; i++) {
        int difference = next_digit(&left) - next_digit(&right);
        if (difference != 0) {
            return difference;
        }
    }
    return 0;
}

int decimal_compare(const struct decimal *a, const struct decimal *b)
{
    if (a->is_small && b->is_small) {
        return (a->small > b->small) - (a->small < b->small);
    }
    if (a->negative != b->negative) {
        return a->negative ? -1 : 1;
    }
    int magnitudes = compare_magnitudes(a, b);
    return a->negative ? -magnitudes : magnitudes;
}

uint64_t decimal_hash(const struct decimal *number)
{
    uint64_t hash = 14695981039346656037u ^ (uint64_t)number->exponent ^ number->negative;
    slice digits = number->digits;
    for (size_t i = 0; i < number->count; i++) {
        hash = (hash ^ (uint64_t)next_digit(&digits)) * 1099511628211u;
    }
    return hash;
}

/* ---- Divisibility ---- */

/* A remainder as digits, least significant last; `length` of them. */
struct remainder {
    int digits[DECIMAL_DIVISOR_DIGITS + 1]; /* one more: before it is reduced it is ten times it */
    size_t length;
};

static bool remainder_reaches(const struct remainder *remainder, const int *divisor)
{
    if (remainder->digits[0] != 0) {
        return true;
    }
    for (size_t i = 0; i < remainder->length; i++) {
        if (remainder->digits[i + 1] != divisor[i]) {
            return remainder->digits[i + 1] > divisor[i];
        }
    }
    return true;
}

static void remainder_subtract(struct remainder *remainder, const int *divisor)
{
    int borrow = 0;
    for (size_t i = remainder->length; i-- > 0;) {
        int digit = remainder->digits[i + 1] - divisor[i] - borrow;
        borrow = digit < 0;
        remainder->digits[i + 1] = digit + 10 * borrow;
    }
    remainder->digits[0] -= borrow;
}

static void remainder_push(struct remainder *remainder, const int *divisor, int digit)
{
    for (size_t i = 0; i < remainder->length; i++) {
        remainder->digits[i] = remainder->digits[i + 1];
    }
    remainder->digits[remainder->length] = digit;
    while (remainder_reaches(remainder, divisor)) {
        remainder_subtract(remainder, divisor);
    }
}

/* Whether `zeros` more zeros behind the digits of `number` make a multiple of the divisor's. */
static bool divides(const struct decimal *number, const struct decimal *divisor, int64_t zeros)
{
    int digits[DECIMAL_DIVISOR_DIGITS];
    struct remainder remainder = {.length = divisor->count};
    slice left = divisor->digits;
    for (size_t i = 0; i < divisor->count; i++) {
        digits[i] = next_digit(&left);
    }
    left = number->digits;
    for (size_t i = 0; i < number->count; i++) {
        remainder_push(&remainder, digits, next_digit(&left));
    }
    /* 10^zeros brings in factors 2 and 5 only, of which the divisor has fewer than four a digit. */
    int64_t enough = 4 * (int64_t)divisor->count;
    for (int64_t i = 0; i < zeros && i < enough; i++) {
        remainder_push(&remainder, digits, 0);
    }
    for (size_t i = 0; i <= remainder.length; i++) {
        if (remainder.digits[i] != 0) {
            return false;
        }
    }
    return true;
}

/* The digits as one number, where they are few. */
static uint64_t mantissa(const struct decimal *number)
{
    uint64_t value = 0;
    for (size_t i = 0; i < number->digits.length; i++) {
        char c = number->digits.data[i];
        value = c == '.' ? value : value * 10 + (uint64_t)(c - '0');
    }
    return value;
}

/* The same as `divides` in one word: ten times a number of 18 digits still fits. */
static bool divides_small(const struct decimal *number, const struct decimal *divisor,
                          int64_t zeros)
{
    uint64_t by = mantissa(divisor);
    uint64_t rest = mantissa(number) % by;
    for (int64_t i = 0; i < zeros && rest != 0; i++) {
        rest = rest * 10 % by;
        if (i > 4 * SMALL_DIGITS) {
            return false; /* no more factors 2 and 5 to be found */
        }
    }
    return rest == 0;
}

bool decimal_is_multiple(const struct decimal *number, const struct decimal *divisor)
{
    if (number->count == 0) {
        return true;
    }
    if (number->is_small && divisor->is_small) {
        return number->small % divisor->small == 0;
    }
    /* Both as integers without trailing zeros times a power of ten. */
    int64_t zeros =
        (number->exponent - (int64_t)number->count) - (divisor->exponent - (int64_t)divisor->count);
    bool small = number->count <= SMALL_DIGITS && divisor->count <= SMALL_DIGITS;
    return zeros >= 0 &&
           (small ? divides_small(number, divisor, zeros) : divides(number, divisor, zeros));
}
