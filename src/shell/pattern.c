/* Shell patterns. In: bytes and a pattern. Out: whether and where it matches. */
#define _GNU_SOURCE /* FNM_EXTMATCH */
#include "shell/pattern.h"

#include <fnmatch.h>

/* Longer texts are only compared with patterns that are plain bytes: fnmatch is tried at every
 * length. */
enum { SEARCH_MAX = 2048 };

static bool is_special(char c)
{
    return c != '\0' && strchr("*?[(\\|", c) != NULL;
}

bool pattern_is_plain(struct arena *arena, slice pattern, slice *plain)
{
    char *bytes = arena_alloc(arena, pattern.length);
    size_t length = 0;
    for (size_t i = 0; i < pattern.length; i++) {
        if (pattern.data[i] == '\\' && i + 1 < pattern.length) {
            i++;
        } else if (is_special(pattern.data[i])) {
            return false;
        }
        bytes[length++] = pattern.data[i];
    }
    *plain = (slice){bytes, length};
    return true;
}

bool pattern_matches(struct arena *arena, slice bytes, slice pattern)
{
    slice plain;
    if (pattern_is_plain(arena, pattern, &plain)) {
        return slice_equal(bytes, plain);
    }
    return fnmatch(arena_cstring(arena, pattern), arena_cstring(arena, bytes), FNM_EXTMATCH) == 0;
}

/* Tries the part at the start (or, with `suffix`, the end) at every length. */
static bool match_end(struct arena *arena, slice bytes, slice pattern, bool longest, bool suffix,
                      size_t *length)
{
    slice plain;
    if (pattern_is_plain(arena, pattern, &plain)) {
        *length = plain.length;
        return suffix ? slice_ends_with(bytes, plain) : slice_starts_with(bytes, plain);
    }
    if (bytes.length > SEARCH_MAX) {
        return false;
    }
    const char *string = arena_cstring(arena, pattern);
    char *all = arena_cstring(arena, bytes);
    bool found = false;
    for (size_t i = 0; i <= bytes.length && !found; i++) {
        *length = longest ? bytes.length - i : i;
        char *end = suffix ? all + bytes.length : all + *length;
        char behind = *end;
        *end = '\0';
        found = fnmatch(string, end - *length, FNM_EXTMATCH) == 0;
        *end = behind;
    }
    return found;
}

bool pattern_match_prefix(struct arena *arena, slice bytes, slice pattern, bool longest,
                          size_t *length)
{
    return match_end(arena, bytes, pattern, longest, false, length);
}

bool pattern_match_suffix(struct arena *arena, slice bytes, slice pattern, bool longest,
                          size_t *length)
{
    return match_end(arena, bytes, pattern, longest, true, length);
}

bool pattern_find(struct arena *arena, slice bytes, slice pattern,
                  enum parameter_operator operation, size_t *from, size_t *to)
{
    size_t length;
    if (operation == PARAMETER_REPLACE_END) {
        bool found = pattern_match_suffix(arena, bytes, pattern, true, &length) && length > 0;
        *from = found ? bytes.length - length : *from;
        *to = bytes.length;
        return found;
    }
    slice plain;
    if (operation != PARAMETER_REPLACE_START && pattern_is_plain(arena, pattern, &plain)) {
        size_t at = *from + slice_find(slice_sub(bytes, *from, bytes.length), plain);
        *to = at + plain.length;
        *from = at;
        return at < bytes.length && plain.length > 0;
    }
    size_t last = operation == PARAMETER_REPLACE_START ? *from : bytes.length;
    for (size_t at = *from; at <= last && at < bytes.length; at++) {
        slice rest = slice_sub(bytes, at, bytes.length);
        if (pattern_match_prefix(arena, rest, pattern, true, &length) && length > 0) {
            *from = at;
            *to = at + length;
            return true;
        }
    }
    return false;
}
