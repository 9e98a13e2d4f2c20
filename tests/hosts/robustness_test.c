/* Hosts under bad input: every file of tests/hosts/cases cut off anywhere, and with bytes changed
 * at random. Nothing may crash, and every byte of every view must stand where the view says. */
#include "host/host.h"
#include "tests/hosts/view_check.h"
#include "tests/test.h"

#include <stdlib.h>

enum { CUT_STEP = 7, CHANGED = 300 };

static size_t regions_astray(const char *path, slice bytes)
{
    struct arena *arena = arena_new();
    struct regions regions = {0};
    size_t astray = 0;
    host_find_regions(arena, source_new(arena, path, bytes), &regions);
    for (size_t i = 0; i < regions.count; i++) {
        const struct shell_start *start = &regions.items[i].start;
        astray += view_bytes_astray(regions.items[i].view);
        for (size_t k = 0; k < start->variable_count; k++) {
            const struct view *value = start->variables[k].value;
            astray += value ? view_bytes_astray(value) : 0;
        }
    }
    arena_free(arena);
    return astray;
}

/* A generator of its own, so that every run is the same (xorshift32). */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void try_file(const char *path)
{
    static const char bytes_tried[] = "\n\t \\'\"`$<>{}()[]:-|#&*!\r\0\xFFx";
    slice bytes = test_read_file(path);
    char *changed = memory_alloc(bytes.length + 1);
    uint32_t state = 2463534242U;
    size_t astray = regions_astray(path, bytes);
    for (size_t length = 0; length < bytes.length; length += CUT_STEP) {
        memcpy(changed, bytes.data, length);
        astray += regions_astray(path, (slice){changed, length});
    }
    for (size_t i = 0; i < CHANGED; i++) {
        memcpy(changed, bytes.data, bytes.length);
        for (size_t k = next_random(&state) % 4 + 1; k > 0; k--) {
            changed[next_random(&state) % bytes.length] =
                bytes_tried[next_random(&state) % (sizeof bytes_tried - 1)];
        }
        astray += regions_astray(path, (slice){changed, bytes.length});
    }
    free(changed);
    free((char *)bytes.data);
    test_report(astray == 0, "%s cut and changed: %zu bytes astray", path, astray);
}

/* One byte or word over and over. */
static void try_repeated(const char *unit)
{
    enum { SIZE = 256 * 1024 };
    static const char *const paths[] = {"x.md", "Makefile", "Dockerfile", "x.yml"};
    size_t length = strlen(unit);
    char *bytes = memory_alloc(SIZE);
    for (size_t i = 0; i < SIZE; i++) {
        bytes[i] = unit[i % length];
    }
    size_t astray = 0;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        astray += regions_astray(paths[i], (slice){bytes, SIZE});
    }
    free(bytes);
    test_report(astray == 0, "256 KiB of one thing, in each host");
}

int main(void)
{
    static const char *const units[] = {"a",
                                        "[",
                                        "{",
                                        "> ",
                                        "- ",
                                        "\t",
                                        "$(",
                                        "```sh\n",
                                        "\\\n",
                                        "RUN <<A\n",
                                        "a: &a *a\n",
                                        "\"",
                                        "define x\n",
                                        "a: b\n\t$(X) $$x\n",
                                        "ENV A=1\nRUN $A\n",
                                        "```sh\n$ a \"\n",
                                        "<a b=c ",
                                        "a: |\n \n",
                                        "? ",
                                        "a:\n- b:\n - ",
                                        "\xFF",
                                        "<!--\n"};
    struct arena *arena = arena_new();
    slice list = command_output(arena, "find tests/hosts/cases -type f | sort");
    for (size_t at = 0; at < list.length;) {
        size_t end = at + slice_find_byte(slice_sub(list, at, list.length), '\n');
        try_file(arena_cstring(arena, slice_sub(list, at, end)));
        at = end + 1;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        try_repeated(units[i]);
    }
    arena_free(arena);
    return test_status();
}
