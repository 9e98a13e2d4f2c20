/* Hashes of lines: what GitHub's action computes of the same texts (its own tests say so). */
#include "report/line_hash.h"
#include "tests/test.h"

#include <inttypes.h>
#include <stdio.h>

enum { LINES_MAX = 11 };

struct hash_case {
    const char *name;
    const char *text;
    const char *hashes[LINES_MAX + 1];
};

#define LOREM "Lorem ipsum dolor sit amet.\n"

static const struct hash_case cases[] = {
    {"an empty file", "", {"c129715d7a2bc9a3:1"}},
    {"blanks are left out",
     " a\nb\n  \t\tc\n d",
     {"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"}},
    {"empty lines",
     " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
     {"8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1", "c6805c5e1288b612:1",
      "b86d3392aea1be30:1", "e6ceba753e1a442:1"}},
    {"a newline at the end",
     " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n",
     {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
      "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"}},
    {"carriage returns",
     " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r",
     {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
      "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"}},
    {"all kinds of line ends",
     " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
     {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
      "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"}},
    {"the same line again and again",
     LOREM LOREM LOREM LOREM LOREM LOREM LOREM LOREM LOREM LOREM,
     {"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4",
      "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1",
      "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"}},
};

static bool is_hashed_so(const struct hash_case *item)
{
    struct arena *arena = arena_new();
    size_t count;
    const struct source *source = source_new(arena, "a.sh", slice_from(item->text));
    const struct line_hash *lines = line_hashes(arena, source, &count);
    bool right = true;
    for (size_t i = 0; i < count && right; i++) {
        char told[32];
        snprintf(told, sizeof told, "%" PRIx64 ":%u", lines[i].hash, lines[i].ordinal);
        right = i < LINES_MAX && item->hashes[i] && strcmp(told, item->hashes[i]) == 0;
    }
    right = right && !item->hashes[count];
    arena_free(arena);
    return right;
}

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_report(is_hashed_so(&cases[i]), "line hash: %s", cases[i].name);
    }
    return test_status();
}
