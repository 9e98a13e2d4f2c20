/* Compares fenced code blocks with cmark's over the Markdown files of this system: 300 of them, all
 * with PAYLINT_SCAN_ALL=1. Arguments name files to compare instead; each difference is then shown.
 *
 * cmark's XML doesn't say which code blocks are fenced, but only those have an info string: blocks
 * with one are compared, in order, byte for byte. */
#include "base/buffer.h"
#include "host/markdown.h"
#include "tests/hosts/view_check.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

struct blocks {
    struct buffer text; /* of each block its content, then a form feed */
    size_t count;
    const struct source *source;
    size_t astray; /* bytes that don't map back */
};

static void note_fence(void *context, const struct fence *fence)
{
    struct blocks *blocks = context;
    blocks->astray += view_bytes_astray(fence->view);
    if (fence->info.length > 0) {
        buffer_append(&blocks->text, fence->view->bytes);
        buffer_append_byte(&blocks->text, '\f');
        blocks->count++;
    }
}

/* What cmark escapes in its XML. */
static void append_unescaped(struct buffer *buffer, slice bytes)
{
    static const struct {
        const char *name;
        char byte;
    } entities[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&amp;", '&'}};
    for (size_t at = 0; at < bytes.length;) {
        slice rest = slice_sub(bytes, at, bytes.length);
        size_t taken = 0;
        for (size_t i = 0; i < sizeof entities / sizeof *entities && taken == 0; i++) {
            if (slice_starts_with(rest, slice_from(entities[i].name))) {
                buffer_append_byte(buffer, entities[i].byte);
                taken = strlen(entities[i].name);
            }
        }
        if (taken == 0) {
            buffer_append_byte(buffer, rest.data[0]);
            taken = 1;
        }
        at += taken;
    }
}

static void read_xml(slice xml, struct blocks *blocks)
{
    static const char start[] = "<code_block info=\"";
    for (size_t at = 0;;) {
        at += slice_find(slice_sub(xml, at, xml.length), slice_from(start));
        if (at >= xml.length) {
            return;
        }
        at += slice_find_byte(slice_sub(xml, at, xml.length), '>') + 1;
        size_t end = at + slice_find(slice_sub(xml, at, xml.length), SLICE("</code_block>"));
        append_unescaped(&blocks->text, slice_sub(xml, at, end));
        buffer_append_byte(&blocks->text, '\f');
        blocks->count++;
        at = end;
    }
}

/* Whether cmark and we read the same; what cmark changes (NUL, bytes that aren't UTF-8) is left
 * out. */
static bool compare_file(const char *path, bool shown, size_t *fences)
{
    struct arena *arena = arena_new();
    slice bytes = test_read_file(path);
    struct blocks ours = {.text = {.arena = arena}};
    struct blocks theirs = ours;
    ours.source = source_new(arena, path, bytes);
    markdown_read(arena, ours.source, note_fence, &ours);
    slice xml = command_output(arena, arena_printf(arena, "cmark -t xml '%s'", path).data);
    read_xml(xml, &theirs);
    bool same = ours.count == theirs.count && ours.astray == 0 &&
                slice_equal(buffer_slice(&ours.text), buffer_slice(&theirs.text));
    *fences += ours.count;
    if (!same) {
        printf("  %s: %zu blocks, cmark has %zu; %zu bytes astray\n", path, ours.count,
               theirs.count, ours.astray);
    }
    if (!same && shown) {
        printf("--- ours\n%.*s\n--- cmark\n%.*s\n", SLICE_ARGS(buffer_slice(&ours.text)),
               SLICE_ARGS(buffer_slice(&theirs.text)));
    }
    free((char *)bytes.data);
    arena_free(arena);
    return same;
}

static void compare_system(void)
{
    enum { SAMPLE = 300 };
    size_t compared = 0;
    size_t differ = 0;
    size_t fences = 0;
    struct arena *arena = arena_new();
    size_t limit = getenv("PAYLINT_SCAN_ALL") ? SIZE_MAX : SAMPLE;
    slice list = command_output(arena, "tests/hosts/system-files '*.md' '*.markdown'");
    for (size_t at = 0; at < list.length && compared < limit; compared++) {
        size_t end = at + slice_find_byte(slice_sub(list, at, list.length), '\n');
        differ += !compare_file(arena_cstring(arena, slice_sub(list, at, end)), false, &fences);
        at = end + 1;
    }
    test_report(differ == 0,
                "fences of %zu Markdown files as cmark reads them: %zu, %zu files differ", compared,
                fences, differ);
    arena_free(arena);
}

int main(int argc, char **argv)
{
    size_t fences = 0;
    if (system("command -v cmark > /dev/null") != 0) {
        test_skip("fences", "there is no cmark");
        return 0;
    }
    for (int i = 1; i < argc; i++) {
        test_report(compare_file(argv[i], true, &fences), "%s", argv[i]);
    }
    if (argc == 1) {
        test_report(compare_file("tests/hosts/fences.md", true, &fences), "tests/hosts/fences.md");
        compare_system();
    }
    return test_status();
}
