/* Compares the scripts of recipes with those that make hands to its shell, over
 * tests/hosts/recipes.mk: the shell is one that writes down what it is given and runs nothing.
 * Scripts with holes are left out; all others must be among make's, and the other way round. */
#include "host/host.h"
#include "tests/hosts/view_check.h"
#include "tests/test.h"

#include "base/map.h"

#include <stdlib.h>

static size_t missing_from(const struct map *known, slice scripts, const char *whose)
{
    size_t missing = 0;
    for (size_t at = 0; at < scripts.length;) {
        size_t end = at + slice_find_byte(slice_sub(scripts, at, scripts.length), '\f');
        slice script = slice_trim(slice_sub(scripts, at, end));
        if (script.length > 0 && !map_get(known, script)) {
            printf("  only %s: %.*s\n", whose, SLICE_ARGS(script));
            missing++;
        }
        at = end + 1;
    }
    return missing;
}

static struct map *set_of(struct arena *arena, slice scripts)
{
    struct map *set = map_new(arena);
    for (size_t at = 0; at < scripts.length;) {
        size_t end = at + slice_find_byte(slice_sub(scripts, at, scripts.length), '\f');
        map_put(set, slice_trim(slice_sub(scripts, at, end)), set);
        at = end + 1;
    }
    return set;
}

int main(void)
{
    static const char path[] = "tests/hosts/recipes.mk";
    struct arena *arena = arena_new();
    struct regions regions = {0};
    struct buffer ours = {.arena = arena};
    size_t astray = 0;
    if (system("command -v make > /dev/null") != 0) {
        test_skip("recipes", "there is no make");
        return 0;
    }
    const struct source *source = source_new(arena, path, test_read_file(path));
    host_find_regions(arena, source, &regions);
    for (size_t i = 0; i < regions.count; i++) {
        const struct view *view = regions.items[i].view;
        astray += view_bytes_astray(view);
        buffer_append(&ours, view->bytes);
        buffer_append_byte(&ours, '\f');
    }
    slice theirs = command_output(
        arena, "RECORDED=$(mktemp) && export RECORDED && MAKEFLAGS= make -k -s -B "
               "SHELL=\"$PWD\"/tests/hosts/"
               "recording-shell -f tests/hosts/recipes.mk > /dev/null 2>&1; cat \"$RECORDED\"; "
               "rm -f \"$RECORDED\"");
    size_t count = regions.count;
    size_t missing = missing_from(set_of(arena, theirs), buffer_slice(&ours), "ours");
    missing += missing_from(set_of(arena, buffer_slice(&ours)), theirs, "make's");
    test_report(missing == 0 && astray == 0, "%zu recipes as make reads them: %zu differ", count,
                missing);
    free((char *)source->bytes.data);
    arena_free(arena);
    return test_status();
}
