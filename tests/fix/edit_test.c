/* Patches and edits, held against what they must make: random files and changes of them. */
#include "base/buffer.h"
#include "report/patch.h"
#include "tests/test.h"
#include "text/edit_pile.h"

#include <stdlib.h>

static uint32_t state = 20261124;

static uint32_t random_below(uint32_t limit)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % limit;
}

static slice random_lines(struct arena *arena, uint32_t count, uint32_t words, bool ends)
{
    struct buffer buffer = {.arena = arena};
    for (uint32_t i = 0; i < count; i++) {
        buffer_printf(&buffer, "line %u%s", random_below(words), i + 1 < count || ends ? "\n" : "");
    }
    return buffer_slice(&buffer);
}

/* ---- A reader of patches, as strict as can be ---- */

struct applying {
    slice patch;
    slice before;
    struct buffer after;
};

static slice take_line(slice *rest)
{
    size_t end = slice_find_byte(*rest, '\n');
    end += end < rest->length;
    slice line = slice_sub(*rest, 0, end);
    *rest = slice_sub(*rest, end, rest->length);
    return line;
}

static slice content_of(slice line, slice *patch)
{
    slice content = slice_sub(line, 1, line.length);
    if (slice_starts_with(*patch, SLICE("\\"))) {
        take_line(patch);
        content.length--;
    }
    return content;
}

static bool apply_hunk(struct applying *applying, size_t *line, size_t from, size_t count,
                       size_t to_count)
{
    from -= count > 0;
    while (*line < from) {
        buffer_append(&applying->after, take_line(&applying->before));
        (*line)++;
    }
    while (count > 0 || to_count > 0) {
        slice written = take_line(&applying->patch);
        if (written.length == 0) {
            return false;
        }
        char mark = written.data[0];
        slice content = content_of(written, &applying->patch);
        if (mark != '+' && (count-- == 0 || !slice_equal(take_line(&applying->before), content))) {
            return false;
        }
        *line += mark != '+';
        if (mark != '-') {
            if (to_count-- == 0) {
                return false;
            }
            buffer_append(&applying->after, content);
        }
    }
    return true;
}

static bool apply(struct arena *arena, slice patch, slice before, slice *after)
{
    struct applying applying = {patch, before, {.arena = arena}};
    size_t line = 0;
    take_line(&applying.patch);
    take_line(&applying.patch);
    while (applying.patch.length > 0) {
        char *at = arena_cstring(arena, take_line(&applying.patch));
        size_t count = 1;
        size_t to_count = 1;
        if (strncmp(at, "@@ -", 4) != 0) {
            return false;
        }
        size_t from = strtoul(at + 4, &at, 10);
        if (*at == ',') {
            count = strtoul(at + 1, &at, 10);
        }
        strtoul(at + 2, &at, 10);
        if (*at == ',') {
            to_count = strtoul(at + 1, &at, 10);
        }
        if (!apply_hunk(&applying, &line, from, count, to_count)) {
            return false;
        }
    }
    buffer_append(&applying.after, applying.before);
    *after = buffer_slice(&applying.after);
    return true;
}

static bool round_trip(struct arena *arena, slice before, slice after)
{
    char *printed = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&printed, &length);
    slice made = before;
    bool differs = patch_print(arena, "x.sh", before, after, out);
    fclose(out);
    bool right = differs ? apply(arena, (slice){printed, length}, before, &made) : length == 0;
    free(printed);
    return right && slice_equal(made, after);
}

static void test_patches(void)
{
    bool right = true;
    for (int i = 0; i < 3000 && right; i++) {
        struct arena *arena = arena_new();
        uint32_t words = 1 + random_below(30);
        slice before = random_lines(arena, random_below(40), words, random_below(2));
        slice after = random_lines(arena, random_below(40), words, random_below(2));
        right = round_trip(arena, before, after);
        arena_free(arena);
    }
    test_report(right, "random files");
    struct arena *arena = arena_new();
    slice long_before = random_lines(arena, 5000, 1000000, true);
    slice long_after = random_lines(arena, 5000, 1000000, false);
    test_report(round_trip(arena, long_before, long_after), "files that differ in every line");
    arena_free(arena);
}

/* ---- Edits ---- */

static bool same_edits(struct edits a, struct edits b)
{
    bool same = a.count == b.count;
    for (size_t i = 0; same && i < a.count; i++) {
        same = a.items[i].start == b.items[i].start && a.items[i].end == b.items[i].end &&
               slice_equal(a.items[i].text, b.items[i].text);
    }
    return same;
}

static void test_edits(void)
{
    bool right = true;
    for (int i = 0; i < 3000 && right; i++) {
        struct arena *arena = arena_new();
        slice before = random_lines(arena, 1 + random_below(10), 1000, true);
        struct edits edits = {0};
        struct edit_pile pile = {0};
        for (uint32_t k = random_below(8); k > 0; k--) {
            uint32_t start = random_below((uint32_t)before.length + 1);
            uint32_t most = (uint32_t)before.length - start;
            struct edit edit = {start, start + random_below(most < 5 ? most + 1 : 5),
                                random_lines(arena, random_below(3), 10, false)};
            bool clashes = edits_clash(&edits, &edit);
            right = right && edit_pile_clashes(&pile, &edit) == clashes;
            for (int times = 0; times < 2 && !clashes; times++) {
                edits_add(arena, &edits, edit);
                edit_pile_add(arena, &pile, edit);
            }
        }
        right = right && same_edits(edits, edit_pile_edits(arena, &pile));
        /* From the last to the first, each by itself. */
        slice expected = before;
        for (size_t k = edits.count; k > 0; k--) {
            const struct edit *edit = &edits.items[k - 1];
            expected = arena_printf(arena, "%.*s%.*s%.*s", (int)edit->start, expected.data,
                                    SLICE_ARGS(edit->text), (int)(expected.length - edit->end),
                                    expected.data + edit->end);
        }
        slice after = edits_apply(arena, before, &edits);
        right = right && slice_equal(after, expected);
        struct edit_moves moves = edits_moves(arena, &edits);
        for (uint32_t at = 0; at < before.length && right; at++) {
            bool kept = true;
            for (size_t k = 0; k < edits.count; k++) {
                kept = kept && !(at >= edits.items[k].start && at < edits.items[k].end);
            }
            uint32_t now = edits_moved(&moves, at);
            right = !kept || (now < after.length && after.data[now] == before.data[at]);
        }
        arena_free(arena);
    }
    test_report(right, "random edits");
}

int main(void)
{
    test_patches();
    test_edits();
    return test_status();
}
