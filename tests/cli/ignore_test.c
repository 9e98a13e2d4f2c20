/* Patterns of ignore files (gitignore(5)) and "did you mean". In: rows. Out: whether they match. */
#include "base/glob.h"
#include "base/suggest.h"
#include "tests/test.h"

struct row {
    const char *pattern;
    const char *path;
    bool matches;
};

static const struct row rows[] = {
    {"a.sh", "a.sh", true},
    {"a.sh", "b.sh", false},
    {"*.sh", "a.sh", true},
    {"*.sh", "a.sh.txt", false},
    {"*.sh", "d/a.sh", false},
    {"?.sh", "a.sh", true},
    {"?.sh", "ab.sh", false},
    {"[ab].sh", "b.sh", true},
    {"[!ab].sh", "b.sh", false},
    {"[a-c]x", "bx", true},
    {"[a-c]x", "dx", false},
    {"[", "[", true},
    {"\\*", "*", true},
    {"\\*", "a", false},
    {"d/*.sh", "d/a.sh", true},
    {"d/*.sh", "d/e/a.sh", false},
    {"**/a.sh", "a.sh", true},
    {"**/a.sh", "d/e/a.sh", true},
    {"d/**", "d/e/a.sh", true},
    {"d/**/a", "d/a", true},
    {"d/**/a", "d/x/y/a", true},
    {"d/**/a", "e/x/a", false},
    {"*", "", true},
    {"", "", true},
    {"", "a", false},
    {"a*b*c", "aXbYc", true},
    {"a*b*c", "aXbY", false},
    {"*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
};

/* Patterns of a configuration. */
static const struct row takes[] = {
    {"*.bats", "a/b/x.bats", true},   {"tests/**", "tests/a/b.sh", true},
    {"tests/**", "x/tests/a", false}, {"tests", "x/tests/a.sh", true},
    {"tests/", "tests/a.sh", true},   {"/tests", "x/tests/a.sh", false},
    {"./a/*.sh", "a/b.sh", true},     {"a/b", "a/b/c.sh", true},
    {"a/b", "a/bc.sh", false},        {"**/a.sh", "a.sh", true},
};

static void check_distance(const char *a, const char *b, size_t wanted)
{
    size_t distance = suggest_distance(slice_from(a), slice_from(b));
    test_report(distance == wanted, "from %s to %s it is %zu (got %zu)", a, b, wanted, distance);
}

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool matches = glob_matches(slice_from(rows[i].pattern), slice_from(rows[i].path));
        test_report(matches == rows[i].matches, "\"%s\" %s \"%s\"", rows[i].pattern,
                    rows[i].matches ? "matches" : "does not match", rows[i].path);
    }
    for (size_t i = 0; i < sizeof takes / sizeof *takes; i++) {
        bool matches = glob_takes(slice_from(takes[i].pattern), slice_from(takes[i].path));
        test_report(matches == takes[i].matches, "\"%s\" %s \"%s\"", takes[i].pattern,
                    takes[i].matches ? "takes" : "does not take", takes[i].path);
    }
    check_distance("check", "check", 0);
    check_distance("chekc", "check", 2);
    check_distance("--formt", "--format", 1);
    check_distance("request-id-must-be-uuid", "request_id-must-be-UUID", 1);
    check_distance("", "abc", 3);
    return test_status();
}
