/* Searching and trimming of slices. In: bytes. Out: offsets and sub-slices of the same bytes. */
#define _GNU_SOURCE /* memmem, memrchr */
#include "base/slice.h"

#include "base/ascii.h"

size_t slice_find(slice s, slice needle)
{
    if (needle.length == 0) {
        return 0;
    }
    const char *found = s.length ? memmem(s.data, s.length, needle.data, needle.length) : NULL;
    return found ? (size_t)(found - s.data) : s.length;
}

size_t slice_find_byte(slice s, char byte)
{
    const char *found = s.length ? memchr(s.data, byte, s.length) : NULL;
    return found ? (size_t)(found - s.data) : s.length;
}

slice slice_basename(slice path)
{
    const char *slash = path.length ? memrchr(path.data, '/', path.length) : NULL;
    return slash ? slice_sub(path, (size_t)(slash - path.data) + 1, path.length) : path;
}

slice slice_trim(slice s)
{
    while (s.length > 0 && ascii_is_space(s.data[0])) {
        s.data++;
        s.length--;
    }
    while (s.length > 0 && ascii_is_space(s.data[s.length - 1])) {
        s.length--;
    }
    return s;
}

bool slice_equal_in_any_case(slice a, slice b)
{
    if (a.length != b.length) {
        return false;
    }
    for (size_t i = 0; i < a.length; i++) {
        if (ascii_lower(a.data[i]) != ascii_lower(b.data[i])) {
            return false;
        }
    }
    return true;
}

bool slice_is_one_of(slice a, const char *const *strings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_is(a, strings[i])) {
            return true;
        }
    }
    return false;
}
