/* The frame of a test program. In: results. Out: lines for tests/run, and the exit status. */
#include "tests/test.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static int failures;

bool test_report(bool passed, const char *name, ...)
{
    va_list arguments;
    va_start(arguments, name);
    fputs(passed ? "ok " : "not ok ", stdout);
    vprintf(name, arguments);
    putchar('\n');
    va_end(arguments);
    failures += !passed;
    return passed;
}

void test_skip(const char *name, const char *why)
{
    printf("skip %s: %s\n", name, why);
}

bool test_bytes(const char *name, slice got, slice wanted)
{
    bool passed = slice_equal(got, wanted);
    if (!passed) {
        printf("  got:    %.*s\n  wanted: %.*s\n", SLICE_ARGS(got), SLICE_ARGS(wanted));
    }
    return test_report(passed, "%s", name);
}

slice test_read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    size_t capacity = 1 << 16;
    size_t length = 0;
    char *bytes = memory_alloc(capacity);
    for (;;) {
        length += fread(bytes + length, 1, capacity - length, file);
        if (length < capacity) {
            break;
        }
        char *larger = memory_alloc(capacity * 2);
        memcpy(larger, bytes, length);
        free(bytes);
        bytes = larger;
        capacity *= 2;
    }
    fclose(file);
    return (slice){bytes, length};
}

int test_status(void)
{
    return failures > 0;
}
