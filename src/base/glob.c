/* Glob patterns of paths. In: a pattern and a path. Out: whether they match. */
#include "base/glob.h"

/* Matches a bracket expression at the start of `pattern`; its length, or 0 where it isn't one. */
static size_t match_bracket(slice pattern, char c, bool *matches)
{
    size_t at = 1;
    bool negated = pattern.length > 1 && (pattern.data[1] == '!' || pattern.data[1] == '^');
    bool found = false;
    at += negated;
    for (size_t first = at; at < pattern.length && (pattern.data[at] != ']' || at == first); at++) {
        char low = pattern.data[at];
        char high = low;
        if (at + 2 < pattern.length && pattern.data[at + 1] == '-' && pattern.data[at + 2] != ']') {
            high = pattern.data[at + 2];
            at += 2;
        }
        found = found || (c >= low && c <= high);
    }
    *matches = found != negated && c != '/';
    return at < pattern.length ? at + 1 : 0;
}

/* How many bytes of the pattern match the byte `c`, 0 where none do. Not for `*`. */
static size_t match_one(slice pattern, char c)
{
    if (pattern.length == 0) {
        return 0;
    }
    if (pattern.data[0] == '?') {
        return c != '/';
    }
    if (pattern.data[0] == '[') {
        bool matches;
        size_t length = match_bracket(pattern, c, &matches);
        if (length > 0) {
            return matches ? length : 0;
        }
    }
    if (pattern.data[0] == '\\' && pattern.length > 1) {
        return pattern.data[1] == c ? 2 : 0;
    }
    return pattern.data[0] == c;
}

/* A place to come back to: a star, and how much it has taken so far. */
struct star {
    bool set;
    size_t pattern; /* behind the star */
    size_t path;
};

/* Greedy matching with two places to come back to, the last `*` and the last `**`: the time is at
 * most the product of the lengths. */
bool glob_matches(slice pattern, slice path)
{
    struct star star = {0};
    struct star double_star = {0};
    size_t p = 0;
    size_t s = 0;
    while (s < path.length || p < pattern.length) {
        if (p < pattern.length && pattern.data[p] == '*') {
            bool twice = p + 1 < pattern.length && pattern.data[p + 1] == '*';
            p += twice ? 2 : 1;
            if (twice && p < pattern.length && pattern.data[p] == '/') {
                p++; /* `**` and a slash match nothing at all, too */
            }
            star = (struct star){!twice, p, s};
            double_star = twice ? (struct star){true, p, s} : double_star;
            continue;
        }
        size_t length =
            s < path.length ? match_one(slice_sub(pattern, p, pattern.length), path.data[s]) : 0;
        if (length > 0) {
            p += length;
            s++;
        } else if (star.set && star.path < path.length && path.data[star.path] != '/') {
            s = ++star.path;
            p = star.pattern;
        } else if (double_star.set && double_star.path < path.length) {
            s = ++double_star.path;
            p = double_star.pattern;
            star.set = false;
        } else {
            return false;
        }
    }
    return true;
}

/* The pattern is matched with the whole path, then with each folder above it. */
static bool matches_part(slice pattern, slice path)
{
    while (path.length > 0) {
        if (glob_matches(pattern, path)) {
            return true;
        }
        size_t length = path.length - slice_basename(path).length;
        path = slice_sub(path, 0, length > 0 ? length - 1 : 0);
    }
    return false;
}

bool glob_takes(slice pattern, slice path)
{
    while (slice_starts_with(pattern, SLICE("./"))) {
        pattern = slice_sub(pattern, 2, pattern.length);
    }
    if (slice_ends_with(pattern, SLICE("/"))) {
        pattern = slice_sub(pattern, 0, pattern.length - 1);
    }
    if (slice_starts_with(pattern, SLICE("/"))) {
        pattern = slice_sub(pattern, 1, pattern.length);
    } else if (slice_find_byte(pattern, '/') == pattern.length) {
        while (path.length > 0) {
            slice name = slice_basename(path);
            if (glob_matches(pattern, name)) {
                return true;
            }
            path = slice_sub(path, 0, path.length - name.length - (path.length > name.length));
        }
        return false;
    }
    return matches_part(pattern, path);
}
