/* Paths by which hosts are told. In: a path. Out: whether it is one of those. */
#include "host/hosts.h"

#include <ctype.h>

bool path_is(slice path, const char *name)
{
    return slice_is(slice_basename(path), name);
}

static bool is_like(slice bytes, const char *lower)
{
    for (size_t i = 0; i < bytes.length; i++) {
        if (tolower((unsigned char)bytes.data[i]) != lower[i]) {
            return false;
        }
    }
    return true;
}

bool name_is_like(slice path, const char *start, const char *end)
{
    slice name = slice_basename(path);
    size_t start_length = strlen(start);
    size_t end_length = strlen(end);
    return name.length >= start_length + end_length &&
           is_like(slice_sub(name, 0, start_length), start) &&
           is_like(slice_sub(name, name.length - end_length, name.length), end);
}
