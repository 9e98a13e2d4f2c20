/* Scanning strings of ASCII: what the files of formats share. */
#ifndef PAYLINT_SCHEMA_SCAN_H
#define PAYLINT_SCHEMA_SCAN_H

#include "base/ascii.h"
#include "base/slice.h"

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
        if (!ascii_is_digit(scan_at(s, i))) {
            return -1;
        }
        number = number * 10 + (s.data[i] - '0');
    }
    return number;
}

#endif
