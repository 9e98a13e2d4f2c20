/* Bytes of ASCII (RFC 20), whatever the locale; no other byte is any of these. */
#ifndef PAYLINT_BASE_ASCII_H
#define PAYLINT_BASE_ASCII_H

#include <stdbool.h>

static inline bool ascii_is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

static inline bool ascii_is_letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

static inline bool ascii_is_alphanumeric(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c);
}

/* Whether a name may hold it, or begin with it (POSIX.1-2017, Base Definitions 3.235). */
static inline bool ascii_is_name(char c, bool first)
{
    return c == '_' || ascii_is_letter(c) || (!first && ascii_is_digit(c));
}

static inline bool ascii_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* JSON's white space (RFC 8259 section 2). */
static inline bool ascii_is_space(char c)
{
    return ascii_is_blank(c) || c == '\n' || c == '\r';
}

static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* What a hexadecimal digit is worth; -1 where it is none. */
static inline int ascii_hex_value(char c)
{
    char lower = ascii_lower(c);
    return ascii_is_digit(c) ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

#endif
