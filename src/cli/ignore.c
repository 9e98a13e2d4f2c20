/* Ignore files. In: folders. Out: whether a path is left out (gitignore(5)). */
#include "cli/ignore.h"

#include "base/vector.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

struct ignore_rule {
    slice pattern;
    bool negated;     /* !pattern: not left out after all */
    bool folder_only; /* pattern/ */
    bool anchored;    /* a slash at its front or inside: it counts from the folder */
};

struct ignore_rules {
    const char *folder; /* absolute; ends with a slash */
    VECTOR(struct ignore_rule) rules;
    const struct ignore_rules *outer;
};

/* ---- Matching ---- */

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
bool ignore_glob_matches(slice pattern, slice path)
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

bool ignore_matches(const struct ignore_rules *rules, const char *path, bool is_folder)
{
    for (; rules; rules = rules->outer) {
        slice below = slice_from(path + strlen(rules->folder));
        for (size_t i = rules->rules.count; i-- > 0;) {
            const struct ignore_rule *rule = &rules->rules.items[i];
            if (rule->folder_only && !is_folder) {
                continue;
            }
            if (ignore_glob_matches(rule->pattern,
                                    rule->anchored ? below : slice_basename(below))) {
                return !rule->negated;
            }
        }
    }
    return false;
}

/* ---- Reading ---- */

static void add_line(struct arena *arena, struct ignore_rules *rules, slice line)
{
    struct ignore_rule rule = {0};
    while (line.length > 0 && strchr(" \t\r\n", line.data[line.length - 1]) &&
           !(line.length > 1 && line.data[line.length - 2] == '\\')) {
        line.length--;
    }
    if (line.length == 0 || line.data[0] == '#') {
        return;
    }
    if (line.data[0] == '!') {
        rule.negated = true;
        line = slice_sub(line, 1, line.length);
    }
    if (slice_ends_with(line, SLICE("/"))) {
        rule.folder_only = true;
        line.length--;
    }
    rule.anchored = slice_find_byte(line, '/') < line.length;
    if (line.length > 0 && line.data[0] == '/') {
        line = slice_sub(line, 1, line.length);
    }
    if (line.length > 0) {
        rule.pattern = arena_copy(arena, line);
        VECTOR_PUSH(arena, &rules->rules, rule);
    }
}

static void read_file(struct arena *arena, struct ignore_rules *rules, const char *name)
{
    const char *path = arena_printf(arena, "%s%s", rules->folder, name).data;
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode)) {
        return;
    }
    FILE *file = fopen(path, "r");
    if (!file) {
        return;
    }
    char *line = NULL;
    size_t capacity = 0;
    for (ssize_t length; (length = getline(&line, &capacity, file)) >= 0;) {
        add_line(arena, rules, (slice){line, (size_t)length});
    }
    free(line);
    fclose(file);
}

const struct ignore_rules *ignore_read(struct arena *arena, const char *folder,
                                       const struct ignore_rules *outer)
{
    struct ignore_rules *rules = ARENA_NEW(arena, struct ignore_rules);
    rules->folder = folder;
    rules->outer = outer;
    read_file(arena, rules, ".gitignore");
    read_file(arena, rules, ".ignore");
    return rules->rules.count > 0 ? rules : outer;
}

static bool holds_git(struct arena *arena, slice folder)
{
    struct stat status;
    slice path = arena_printf(arena, "%.*s.git", SLICE_ARGS(folder));
    return stat(path.data, &status) == 0;
}

/* The folder above, "" above the root. Both end with a slash. */
static slice folder_above(slice folder)
{
    size_t length = folder.length > 0 ? folder.length - 1 : 0;
    while (length > 0 && folder.data[length - 1] != '/') {
        length--;
    }
    return slice_sub(folder, 0, length);
}

const struct ignore_rules *ignore_read_above(struct arena *arena, const char *folder)
{
    slice top = slice_from(folder);
    while (top.length > 0 && !holds_git(arena, top)) {
        top = folder_above(top);
    }
    const struct ignore_rules *rules = NULL;
    for (size_t end = top.length; top.length > 0 && end < strlen(folder); end++) {
        if (folder[end - 1] == '/') {
            rules = ignore_read(arena, arena_printf(arena, "%.*s", (int)end, folder).data, rules);
        }
    }
    return rules;
}
