/* Paths by which hosts are told. In: a path. Out: whether it is one of those. */
#include "host/hosts.h"

bool path_is(slice path, const char *name)
{
    return slice_is(slice_basename(path), name);
}

bool name_is_like(slice path, const char *start, const char *end)
{
    slice name = slice_basename(path);
    size_t start_length = strlen(start);
    size_t end_length = strlen(end);
    return name.length >= start_length + end_length &&
           slice_equal_in_any_case(slice_sub(name, 0, start_length), slice_from(start)) &&
           slice_equal_in_any_case(slice_sub(name, name.length - end_length, name.length),
                                   slice_from(end));
}
