/* Changed lines. In: a revision, and what git prints of it. Out: whether a place has changed.
 *
 * git is asked by its plumbing commands, which the user's settings for people don't change:
 * git-diff-index(1) prints, without context, what has changed, and git-ls-files(1) what it follows.
 */
#include "cli/changes.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/map.h"
#include "base/process.h"
#include "base/vector.h"

#include <stdlib.h>

extern char **environ;

/* Lines from `first` on, up to `end`. */
struct line_range {
    uint32_t first;
    uint32_t end;
};

struct changed_file {
    bool is_followed; /* git has it in its index */
    bool is_whole;    /* all of it has changed: a submodule, or a file in conflict */
    VECTOR(struct line_range) ranges; /* ascending */
};

struct changes {
    struct arena *arena;
    slice root;         /* real, with a slash at its end */
    struct map *files;  /* by path from the root: struct changed_file */
    struct map *places; /* by path as the user named it: struct changed_file, or `everything` */
    struct changed_file everything;
};

/* ---- Asking git ---- */

struct asking {
    struct arena *arena;
    struct error_sink *errors;
    char **environment;
};

/* GIT_DIFF_OPTS would bring context back (git(1)), and no lock is to be taken for only looking. */
static char **environment_for_git(struct arena *arena)
{
    static char locks[] = "GIT_OPTIONAL_LOCKS=0";
    VECTOR(char *) kept = {0};
    for (char **at = environ; *at; at++) {
        if (!slice_starts_with(slice_from(*at), SLICE("GIT_DIFF_OPTS="))) {
            VECTOR_PUSH(arena, &kept, *at);
        }
    }
    VECTOR_PUSH(arena, &kept, locks);
    VECTOR_PUSH(arena, &kept, NULL);
    return kept.items;
}

static struct process_result ask(const struct asking *asking, const char *const *argv)
{
    return process_run(asking->arena, argv, asking->environment);
}

/* The first line of what git complained of, without its "fatal: ". */
static slice complaint(const struct process_result *result)
{
    slice line = slice_sub(result->err, 0, slice_find_byte(result->err, '\n'));
    bool fatal = slice_starts_with(line, SLICE("fatal: "));
    slice said = slice_sub(line, fatal ? strlen("fatal: ") : 0, line.length);
    return said.length > 0 ? said : SLICE("git says nothing of why");
}

/* Tells that git did not do what it was asked. */
static bool tell(const struct asking *asking, const struct process_result *result)
{
    if (result->why) {
        error_report(asking->errors, NULL, 0, 0, "--changed-since: can't run git: %s", result->why);
    } else {
        slice said = complaint(result);
        error_report(asking->errors, NULL, 0, 0, "--changed-since: %.*s", SLICE_ARGS(said));
    }
    return false;
}

/* What git prints, without the newline at the end. */
static bool ask_line(const struct asking *asking, const char *const *argv, slice *line)
{
    struct process_result result = ask(asking, argv);
    if (result.why || result.status != 0) {
        return tell(asking, &result);
    }
    bool ends = slice_ends_with(result.out, SLICE("\n"));
    *line = slice_sub(result.out, 0, result.out.length - ends);
    return true;
}

static bool find_root(const struct asking *asking, struct changes *changes)
{
    static const char *const argv[] = {"git", "rev-parse", "--show-toplevel", NULL};
    slice line;
    if (!ask_line(asking, argv, &line)) {
        return false;
    }
    slice real;
    if (!file_real_path(asking->arena, arena_cstring(asking->arena, line), &real)) {
        real = line;
    }
    bool is_top = slice_is(real, "/");
    changes->root = arena_printf(asking->arena, "%.*s%s", SLICE_ARGS(real), is_top ? "" : "/");
    return true;
}

/* A commit's name is letters and digits: what is asked from here on can't be taken for an option.
 */
static bool find_commit(const struct asking *asking, const char *revision, const char **commit)
{
    if (revision[0] == '-' || revision[0] == '\0') {
        error_report(asking->errors, NULL, 0, 0, "--changed-since: \"%s\" is no revision",
                     revision);
        return false;
    }
    slice wanted = arena_printf(asking->arena, "%s^{commit}", revision);
    const char *const argv[] = {"git", "rev-parse", "--verify", "--quiet", wanted.data, NULL};
    struct process_result result = ask(asking, argv);
    if (result.why) {
        return tell(asking, &result);
    }
    if (result.status != 0) {
        error_report(asking->errors, NULL, 0, 0,
                     "--changed-since: git knows no revision %s; in CI, fetch it first", revision);
        return false;
    }
    *commit = arena_cstring(asking->arena, slice_trim(result.out));
    return true;
}

/* Where HEAD and the commit parted. */
static bool find_base(const struct asking *asking, const char *revision, const char *commit,
                      const char **base)
{
    const char *const argv[] = {"git", "merge-base", commit, "HEAD", NULL};
    struct process_result result = ask(asking, argv);
    if (result.why || result.status > 1) {
        return tell(asking, &result);
    }
    if (result.status == 1) {
        error_report(asking->errors, NULL, 0, 0,
                     "--changed-since: HEAD and %s have no commit in common; where only the last "
                     "commits were fetched (a shallow clone), fetch all",
                     revision);
        return false;
    }
    *base = arena_cstring(asking->arena, slice_trim(result.out));
    return true;
}

/* ---- What git prints ---- */

static struct changed_file *file_at(struct changes *changes, slice path)
{
    struct changed_file *file = map_get(changes->files, path);
    if (!file) {
        file = ARENA_NEW(changes->arena, struct changed_file);
        map_put(changes->files, path, file);
    }
    return file;
}

static slice take_line(slice *rest)
{
    size_t length = slice_find_byte(*rest, '\n');
    slice line = slice_sub(*rest, 0, length);
    *rest = slice_sub(*rest, length + 1, rest->length);
    return line;
}

static uint32_t take_number(slice *text)
{
    uint64_t number = 0;
    size_t at = 0;
    for (; at < text->length && ascii_is_digit(text->data[at]); at++) {
        number = number * 10 + (uint64_t)(text->data[at] - '0');
        number = number < UINT32_MAX ? number : UINT32_MAX;
    }
    *text = slice_sub(*text, at, text->length);
    return (uint32_t)number;
}

/* "12,3" or "12", which is one line. */
static struct line_range take_range(slice *text)
{
    uint32_t first = take_number(text);
    uint32_t count = 1;
    if (slice_starts_with(*text, SLICE(","))) {
        *text = slice_sub(*text, 1, text->length);
        count = take_number(text);
    }
    return (struct line_range){first, first + count};
}

static char unescaped(char letter)
{
    static const char letters[] = "abtnvfr";
    const char *at = letter ? strchr(letters, letter) : NULL;
    return at ? (char)('\a' + (at - letters)) : letter;
}

/* A path as git writes it: "b/c d", or in quotes with C's escapes where bytes in it are odd. */
static slice unquote(struct arena *arena, slice text)
{
    if (!slice_starts_with(text, SLICE("\""))) {
        /* A tab ends a path that holds blanks. */
        return slice_sub(text, 0, slice_find_byte(text, '\t'));
    }
    struct buffer path = {.arena = arena};
    for (size_t at = 1; at < text.length && text.data[at] != '"'; at++) {
        if (text.data[at] != '\\' || at + 1 == text.length) {
            buffer_append_byte(&path, text.data[at]);
            continue;
        }
        at++;
        unsigned octal = 0;
        size_t digits = 0;
        while (digits < 3 && at + digits < text.length && text.data[at + digits] >= '0' &&
               text.data[at + digits] <= '7') {
            octal = octal * 8 + (unsigned)(text.data[at + digits++] - '0');
        }
        buffer_append_byte(&path, digits > 0 ? (char)octal : unescaped(text.data[at]));
        at += digits > 0 ? digits - 1 : 0;
    }
    return buffer_slice(&path);
}

/* "@@ -1,2 +3,4 @@": notes the lines, and passes over those that follow, which may look like
 * anything. */
static void take_hunk(struct changes *changes, struct changed_file *file, slice line, slice *rest)
{
    slice at = slice_sub(line, strlen("@@ -"), line.length);
    struct line_range before = take_range(&at);
    at = slice_sub(at, strlen(" +"), at.length);
    struct line_range after = take_range(&at);
    if (file && after.end > after.first) {
        VECTOR_PUSH(changes->arena, &file->ranges, after);
    }
    for (uint32_t i = before.end - before.first + (after.end - after.first); i > 0; i--) {
        take_line(rest);
    }
}

/* The header lines of a patch say which file its hunks are of. */
static void take_patch(struct changes *changes, slice patch)
{
    struct changed_file *file = NULL;
    while (patch.length > 0) {
        slice line = take_line(&patch);
        if (slice_starts_with(line, SLICE("diff --git "))) {
            file = NULL;
        } else if (slice_starts_with(line, SLICE("+++ "))) {
            slice path = unquote(changes->arena, slice_sub(line, strlen("+++ "), line.length));
            bool is_there = slice_starts_with(path, SLICE("b/"));
            file = is_there ? file_at(changes, slice_sub(path, 2, path.length)) : NULL;
        } else if (slice_starts_with(line, SLICE("@@ -"))) {
            take_hunk(changes, file, line, &patch);
        }
    }
}

static bool read_patch(const struct asking *asking, struct changes *changes, const char *base)
{
    const char *const argv[] = {"git",
                                "diff-index",
                                "--patch",
                                "--unified=0",
                                "--inter-hunk-context=0",
                                "--find-renames",
                                "--text",
                                "--full-index",
                                "--no-color",
                                "--no-ext-diff",
                                "--no-textconv",
                                "--ignore-submodules=none",
                                "--submodule=short",
                                "--src-prefix=a/",
                                "--dst-prefix=b/",
                                base,
                                "--",
                                NULL};
    struct process_result result = ask(asking, argv);
    if (result.why || result.status != 0) {
        return tell(asking, &result);
    }
    take_patch(changes, result.out);
    return true;
}

/* One of what `git ls-files --stage` prints: "100644 OBJECT STAGE<tab>PATH". A stage above 0 is a
 * conflict; mode 160000 is a submodule, whose patch is one line that names its commit. */
static void take_followed(struct changes *changes, slice entry)
{
    size_t tab = slice_find_byte(entry, '\t');
    struct changed_file *file = file_at(changes, slice_sub(entry, tab + 1, entry.length));
    bool is_submodule = slice_starts_with(entry, SLICE("160000 "));
    bool is_conflict = !slice_ends_with(slice_sub(entry, 0, tab), SLICE(" 0"));
    file->is_followed = true;
    file->is_whole = file->is_whole || is_conflict || (is_submodule && file->ranges.count > 0);
}

static bool read_followed(const struct asking *asking, struct changes *changes)
{
    static const char *const argv[] = {"git", "ls-files", "--stage", "--full-name",
                                       "-z",  "--",       ":/",      NULL};
    struct process_result result = ask(asking, argv);
    if (result.why || result.status != 0) {
        return tell(asking, &result);
    }
    for (size_t at = 0; at < result.out.length;) {
        slice rest = slice_sub(result.out, at, result.out.length);
        slice entry = slice_sub(rest, 0, slice_find_byte(rest, '\0'));
        take_followed(changes, entry);
        at += entry.length + 1;
    }
    return true;
}

struct changes *changes_read(struct arena *arena, const char *revision, struct error_sink *errors)
{
    struct changes *changes = ARENA_NEW(arena, struct changes);
    *changes = (struct changes){
        .arena = arena,
        .files = map_new(arena),
        .places = map_new(arena),
        .everything = {.is_whole = true},
    };
    const struct asking asking = {arena, errors, environment_for_git(arena)};
    const char *commit = NULL;
    const char *base = NULL;
    bool known = find_root(&asking, changes) && find_commit(&asking, revision, &commit) &&
                 find_base(&asking, revision, commit, &base) &&
                 read_patch(&asking, changes, base) && read_followed(&asking, changes);
    return known ? changes : NULL;
}

/* ---- Findings ---- */

/* What git follows that holds the path: the file itself or the submodule that it is in. */
static struct changed_file *followed_at(struct changes *changes, slice path)
{
    while (path.length > 0) {
        struct changed_file *file = map_get(changes->files, path);
        if (file && file->is_followed) {
            return file;
        }
        size_t name = slice_basename(path).length;
        path = slice_sub(path, 0, path.length > name ? path.length - name - 1 : 0);
    }
    return NULL;
}

static struct changed_file *place_of(struct changes *changes, const char *path)
{
    struct changed_file *file = map_get(changes->places, slice_from(path));
    if (file) {
        return file;
    }
    slice real;
    bool inside =
        file_real_path(changes->arena, path, &real) && slice_starts_with(real, changes->root);
    if (inside) {
        file = followed_at(changes, slice_sub(real, changes->root.length, real.length));
    }
    file = file ? file : &changes->everything;
    map_put(changes->places, slice_from(path), file);
    return file;
}

static bool touches(struct changes *changes, struct span span)
{
    if (!span.source) {
        return false;
    }
    const struct changed_file *file = place_of(changes, span.source->path);
    uint32_t last = span.end > span.start ? span.end - 1 : span.start;
    uint32_t first_line = source_position(span.source, span.start).line;
    uint32_t last_line = source_position(span.source, last).line;
    bool touched = file->is_whole;
    for (size_t i = 0; i < file->ranges.count && !touched; i++) {
        touched =
            file->ranges.items[i].first <= last_line && file->ranges.items[i].end > first_line;
    }
    return touched;
}

bool changes_touch(struct changes *changes, const struct finding *finding)
{
    bool touched = touches(changes, finding->span) || touches(changes, finding->command);
    for (size_t i = 0; i < finding->trail_count && !touched; i++) {
        touched = touches(changes, finding->trail[i].span);
    }
    return touched;
}
