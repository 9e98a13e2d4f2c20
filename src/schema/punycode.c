/* Punycode (RFC 3492). In: what stands behind xn--. Out: code points. */
#include "schema/format.h"

#include "base/ascii.h"

enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, BIAS = 72, FIRST = 128 };

/* Section 6.1. */
static uint32_t adapt(uint32_t delta, uint32_t count, bool first)
{
    uint32_t k = 0;
    delta = first ? delta / DAMP : delta / 2;
    delta += delta / count;
    while (delta > (BASE - T_MIN) * T_MAX / 2) {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static uint32_t threshold(uint32_t k, uint32_t bias)
{
    return k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
}

static int digit_of(char c)
{
    return ascii_is_digit(c) ? c - '0' + 26 : ascii_is_letter(c) ? ascii_lower(c) - 'a' : -1;
}

/* One number of variable length (section 3.3), added to `*sum`. */
static bool read_number(slice encoded, size_t *at, uint32_t bias, uint32_t *sum)
{
    uint32_t weight = 1;
    for (uint32_t k = BASE;; k += BASE) {
        int digit = *at < encoded.length ? digit_of(encoded.data[(*at)++]) : -1;
        uint32_t t = threshold(k, bias);
        if (digit < 0 || (uint32_t)digit > (UINT32_MAX - *sum) / weight) {
            return false;
        }
        *sum += (uint32_t)digit * weight;
        if ((uint32_t)digit < t) {
            return true;
        }
        if (weight > UINT32_MAX / (BASE - t)) {
            return false;
        }
        weight *= BASE - t;
    }
}

bool punycode_decode(slice encoded, uint32_t *label, size_t room, size_t *count)
{
    uint32_t n = FIRST;
    uint32_t bias = BIAS;
    uint32_t i = 0;
    size_t basic = encoded.length;
    while (basic > 0 && encoded.data[basic - 1] != '-') {
        basic--;
    }
    *count = 0;
    for (size_t k = 0; k + 1 < basic; k++) {
        if (*count == room || (unsigned char)encoded.data[k] >= 0x80) {
            return false;
        }
        label[(*count)++] = (unsigned char)encoded.data[k];
    }
    for (size_t at = basic; at < encoded.length;) {
        uint32_t before = i;
        if (*count == room || !read_number(encoded, &at, bias, &i)) {
            return false;
        }
        uint32_t length = (uint32_t)*count + 1;
        bias = adapt(i - before, length, before == 0);
        n += i / length;
        i %= length;
        if (n > 0x10FFFF || i / length > 0) {
            return false;
        }
        memmove(&label[i + 1], &label[i], (*count - i) * sizeof *label);
        label[i++] = n;
        ++*count;
    }
    return true;
}

static size_t number_length(uint32_t number, uint32_t bias)
{
    size_t length = 1;
    for (uint32_t k = BASE; number >= threshold(k, bias); k += BASE) {
        number = (number - threshold(k, bias)) / (BASE - threshold(k, bias));
        length++;
    }
    return length;
}

/* Section 6.3, counting only. */
size_t punycode_length(const uint32_t *label, size_t count)
{
    size_t done = 0;
    uint32_t n = FIRST;
    uint32_t delta = 0;
    uint32_t bias = BIAS;
    for (size_t i = 0; i < count; i++) {
        done += label[i] < FIRST;
    }
    size_t basic = done;
    size_t length = basic > 0 ? basic + 1 : 0;
    while (done < count) {
        uint32_t next = UINT32_MAX;
        for (size_t i = 0; i < count; i++) {
            next = label[i] >= n && label[i] < next ? label[i] : next;
        }
        delta += (next - n) * ((uint32_t)done + 1);
        n = next;
        for (size_t i = 0; i < count; i++) {
            delta += label[i] < n;
            if (label[i] == n) {
                length += number_length(delta, bias);
                bias = adapt(delta, (uint32_t)done + 1, done == basic);
                delta = 0;
                done++;
            }
        }
        delta++;
        n++;
    }
    return length;
}
