/* Ignore files. In: folders. Out: whether a path is left out (gitignore(5)). */
#include "cli/ignore.h"

#include "base/file.h"
#include "base/glob.h"
#include "base/vector.h"

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

bool ignore_matches(const struct ignore_rules *rules, const char *path, bool is_folder)
{
    for (; rules; rules = rules->outer) {
        slice below = slice_from(path + strlen(rules->folder));
        for (size_t i = rules->rules.count; i-- > 0;) {
            const struct ignore_rule *rule = &rules->rules.items[i];
            if (rule->folder_only && !is_folder) {
                continue;
            }
            if (glob_matches(rule->pattern, rule->anchored ? below : slice_basename(below))) {
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

enum { FILE_SIZE_MAX = 16 * 1024 * 1024 };

static void read_file(struct arena *arena, struct ignore_rules *rules, const char *name,
                      struct error_sink *errors)
{
    slice bytes;
    const char *path = arena_printf(arena, "%s%s", rules->folder, name).data;
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode)) {
        return;
    }
    const char *why = file_read(arena, path, FILE_SIZE_MAX, &bytes);
    if (why) {
        error_report(errors, path, 0, 0, "can't read this file: %s; its folder is left out", why);
        add_line(arena, rules, SLICE("*"));
        return;
    }
    for (size_t at = 0; at < bytes.length;) {
        slice rest = slice_sub(bytes, at, bytes.length);
        slice line = slice_sub(rest, 0, slice_find_byte(rest, '\n'));
        add_line(arena, rules, line);
        at += line.length + 1;
    }
}

const struct ignore_rules *ignore_read(struct arena *arena, const char *folder,
                                       const struct ignore_rules *outer, struct error_sink *errors)
{
    struct ignore_rules *rules = ARENA_NEW(arena, struct ignore_rules);
    rules->folder = folder;
    rules->outer = outer;
    read_file(arena, rules, ".gitignore", errors);
    read_file(arena, rules, ".ignore", errors);
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

const struct ignore_rules *ignore_read_above(struct arena *arena, const char *folder,
                                             struct error_sink *errors)
{
    slice top = slice_from(folder);
    while (top.length > 0 && !holds_git(arena, top)) {
        top = folder_above(top);
    }
    const struct ignore_rules *rules = NULL;
    for (size_t end = top.length; top.length > 0 && end < strlen(folder); end++) {
        if (folder[end - 1] == '/') {
            rules = ignore_read(arena, arena_printf(arena, "%.*s", (int)end, folder).data, rules,
                                errors);
        }
    }
    return rules;
}
