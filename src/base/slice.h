/* A slice: bytes that somebody else owns. Not NUL-terminated; may hold any byte.
 * The only typedef'd struct of the code base: it is used like a number. */
#ifndef PAYLINT_BASE_SLICE_H
#define PAYLINT_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct {
    const char *data;
    size_t length;
} slice;

/* The slice of a string literal, its NUL left out. */
#define SLICE(literal) ((slice){(literal), sizeof(literal) - 1})
/* For printf's "%.*s". */
#define SLICE_ARGS(s) (int)(s).length, (s).data

static inline slice slice_from(const char *string)
{
    return (slice){string, strlen(string)};
}

static inline bool slice_equal(slice a, slice b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/* Tables of names are searched with it: most names differ in their first byte. */
static inline bool slice_is(slice a, const char *string)
{
    if (a.length == 0 || a.data[0] != string[0]) {
        return a.length == 0 && string[0] == '\0';
    }
    return slice_equal(a, slice_from(string));
}

/* Below, at or above 0 as `a` stands before, at or behind `b`, byte by byte. */
static inline int slice_compare(slice a, slice b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

/* Whether they are the same, letters of ASCII being so in either case. */
bool slice_equal_in_any_case(slice a, slice b);

/* Whether it is one of an array of strings. */
bool slice_is_one_of(slice a, const char *const *strings, size_t count);
#define SLICE_IS_ONE_OF(a, strings) \
    slice_is_one_of((a), (strings), sizeof(strings) / sizeof *(strings))

static inline bool slice_starts_with(slice s, slice prefix)
{
    /* Not even no bytes may stand at NULL for memcmp (C17 7.24.1). */
    return prefix.length == 0 ||
           (s.length >= prefix.length && memcmp(s.data, prefix.data, prefix.length) == 0);
}

static inline bool slice_ends_with(slice s, slice suffix)
{
    return suffix.length == 0 ||
           (s.length >= suffix.length &&
            memcmp(s.data + s.length - suffix.length, suffix.data, suffix.length) == 0);
}

/* The bytes from `from` up to `to`, both clamped to the slice. */
static inline slice slice_sub(slice s, size_t from, size_t to)
{
    if (to > s.length) {
        to = s.length;
    }
    if (from > to) {
        from = to;
    }
    /* Nothing may be added to NULL, not even 0 (C17 6.5.6). */
    return (slice){from > 0 ? s.data + from : s.data, to - from};
}

/* Where `needle` first stands in `s`, or `s.length` where it doesn't. */
size_t slice_find(slice s, slice needle);
size_t slice_find_byte(slice s, char byte);

/* What stands behind the last slash of a path. */
slice slice_basename(slice path);

/* `s` without the blanks, tabs, newlines and carriage returns at both ends. */
slice slice_trim(slice s);

#endif
