/* Scanning strings of ASCII: what the files of formats share. */
#ifndef PAYLINT_SCHEMA_SCAN_H
#define PAYLINT_SCHEMA_SCAN_H

#include "base/slice.h"

static inline bool scan_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool scan_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool scan_is_hex(char c)
{
    return scan_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* The byte at `at`, or NUL past the end. */
static inline char scan_at(slice s, size_t at)
{
    return at < s.length ? s.data[at] : '\0';
}

/* The number that the `count` bytes from `at` on are; -1 where they are no digits. */
static inline int scan_number(slice s, size_t at, size_t count)
{
    int number = 0;
    for (size_t i = at; i < at + count; i++) {
        if (!scan_is_digit(scan_at(s, i))) {
            return -1;
        }
        number = number * 10 + (s.data[i] - '0');
    }
    return number;
}

#endif
