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
    check_distance("check", "check", 0);
    check_distance("chekc", "check", 2);
    check_distance("--formt", "--format", 1);
    check_distance("request-id-must-be-uuid", "request_id-must-be-UUID", 1);
    check_distance("", "abc", 3);
    return test_status();
}
