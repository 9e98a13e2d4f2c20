/* Regular expressions of `[[ =~ ]]`. In: bytes and an expression, with a backslash before what was
 * quoted in it. Out: whether and where it is found. */
#include "shell/regex.h"

#include "base/ascii.h"

#include <regex.h>
#include <stdlib.h>

/* What regcomp makes of an expression grows with its repetitions, and regexec's time by more than
 * that: where one {0,64} stands behind the other it takes seconds. */
enum { BYTES_MAX = 256, REGEX_MAX = 256, SIZE_MAXIMUM = 256 };

/* Without NUL bytes, where a C string ends. */
static bool is_ascii(slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        if (byte == 0 || byte >= 0x80) {
            return false;
        }
    }
    return true;
}

/* GNU's \w, \b, \< and the like; a digit refers back to a group. */
static bool is_extension(char escaped)
{
    return ascii_is_alphanumeric(escaped) || strchr("<>`'", escaped);
}

/* How often {n,m} repeats what stands before it; 0 where no number says so. */
static long repetitions(const char *brace)
{
    char *end;
    long least = strtol(brace + 1, &end, 10);
    return *end == ',' && ascii_is_digit(end[1]) ? strtol(end + 1, NULL, 10) : least;
}

/* What of an expression has been read: how large it is without its repetitions, and how often
 * groups and repetitions are repeated, each taken to stand inside the one before. */
struct measure {
    bool in_brackets;
    long size;
    long groups;
};

static bool is_small(const struct measure *measure)
{
    return measure->size <= SIZE_MAXIMUM && measure->groups <= SIZE_MAXIMUM / (measure->size + 1);
}

static void measure_brace(struct measure *measure, slice regex, size_t brace)
{
    long count = repetitions(regex.data + brace);
    bool is_number = count > 0 && count <= SIZE_MAXIMUM;
    if (is_number && brace > 0 && strchr(")}*+?", regex.data[brace - 1])) {
        measure->groups *= count;
    } else {
        measure->size += is_number ? count : count == 0 ? 0 : SIZE_MAXIMUM + 1;
    }
}

/* Whether it means the same to every regcomp, and that takes little. `regex` ends with a NUL. */
static bool is_plain(slice regex)
{
    struct measure measure = {.groups = 1};
    for (size_t i = 0; i < regex.length && is_small(&measure); i++) {
        char c = regex.data[i];
        measure.size += !measure.in_brackets;
        if (c == '\\') {
            if (measure.in_brackets || is_extension(regex.data[++i])) {
                return false;
            }
        } else if (measure.in_brackets) {
            measure.in_brackets = c != ']';
        } else if (c == '[') {
            measure.in_brackets = true;
        } else if (c == '{') {
            measure_brace(&measure, regex, i);
        }
    }
    return is_small(&measure);
}

bool regex_find(struct arena *arena, slice bytes, slice regex, struct regex_match *match)
{
    regmatch_t groups[REGEX_GROUPS_MAX];
    regex_t compiled;
    *match = (struct regex_match){0};
    if (bytes.length > BYTES_MAX || regex.length > REGEX_MAX || !is_ascii(bytes) ||
        !is_ascii(regex)) {
        return false;
    }
    regex.data = arena_cstring(arena, regex);
    if (!is_plain(regex) || regcomp(&compiled, regex.data, REG_EXTENDED) != 0) {
        return false;
    }
    bool fits = compiled.re_nsub < REGEX_GROUPS_MAX;
    int result = fits ? regexec(&compiled, arena_cstring(arena, bytes), REGEX_GROUPS_MAX, groups, 0)
                      : REG_ESPACE;
    match->matches = result == 0;
    match->count = match->matches ? compiled.re_nsub + 1 : 0;
    for (size_t i = 0; i < match->count; i++) {
        bool took_part = groups[i].rm_so >= 0;
        match->groups[i].from = took_part ? (size_t)groups[i].rm_so : 0;
        match->groups[i].to = took_part ? (size_t)groups[i].rm_eo : 0;
    }
    regfree(&compiled);
    return result == 0 || result == REG_NOMATCH;
}
