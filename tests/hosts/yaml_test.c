/* Compares nodes of YAML with PyYAML's over the YAML files of this system: 300 of them, all with
 * PAYLINT_SCAN_ALL=1. Arguments name files to compare instead; both dumps are then shown. */
#include "base/buffer.h"
#include "host/yaml.h"
#include "tests/hosts/view_check.h"
#include "tests/test.h"

#include <stdlib.h>

/* In the form of tests/hosts/yaml_dump.py. An empty node is an empty scalar. */
static void dump(struct buffer *buffer, const struct yaml_node *node, size_t *astray)
{
    if (node->kind == YAML_SEQUENCE) {
        buffer_printf(buffer, "[ %zu\n", node->count);
        for (size_t i = 0; i < node->count; i++) {
            dump(buffer, node->items[i], astray);
        }
        return;
    }
    if (node->kind == YAML_MAPPING) {
        buffer_printf(buffer, "{ %zu\n", node->count);
        for (size_t i = 0; i < node->count; i++) {
            dump(buffer, node->pairs[i].key, astray);
            dump(buffer, node->pairs[i].value, astray);
        }
        return;
    }
    slice bytes = yaml_bytes(node);
    buffer_append(buffer, SLICE("= "));
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        buffer_printf(buffer, c > 32 && c < 127 && c != '\\' ? "%c" : "\\%02x", c);
    }
    buffer_append_byte(buffer, '\n');
    *astray += node->kind == YAML_SCALAR ? view_bytes_astray(node->view) : 0;
}

static slice dump_file(struct arena *arena, const char *path, size_t *astray)
{
    struct buffer buffer = {.arena = arena};
    slice bytes = test_read_file(path);
    const struct source *source = source_new(arena, path, bytes);
    struct yaml_documents documents = yaml_read(arena, source);
    for (size_t i = 0; i < documents.count; i++) {
        buffer_append(&buffer, SLICE("---\n"));
        if (documents.items[i]->kind != YAML_NOTHING) {
            dump(&buffer, documents.items[i], astray);
        }
    }
    free((char *)bytes.data);
    return buffer_slice(&buffer);
}

/* The paths, one a line, and what yaml_dump.py says of each, a form feed after it. */
static void compare(slice list, slice theirs, bool shown)
{
    struct arena *arena = arena_new();
    size_t compared = 0;
    size_t refused = 0;
    size_t differ = 0;
    size_t astray = 0;
    for (size_t at = 0, there = 0; at < list.length;) {
        size_t end = at + slice_find_byte(slice_sub(list, at, list.length), '\n');
        size_t stop = there + slice_find_byte(slice_sub(theirs, there, theirs.length), '\f');
        slice wanted = slice_sub(theirs, there, stop);
        const char *path = arena_cstring(arena, slice_sub(list, at, end));
        at = end + 1;
        there = stop + 1;
        slice got = dump_file(arena, path, &astray);
        if (slice_is(wanted, "error\n")) {
            refused++;
            continue;
        }
        compared++;
        if (!slice_equal(got, wanted)) {
            differ++;
            printf("  %s differs\n", path);
            if (shown) {
                printf("--- ours\n%.*s--- PyYAML\n%.*s", SLICE_ARGS(got), SLICE_ARGS(wanted));
            }
        }
    }
    /* PyYAML reads YAML 1.1; tree-sitter-yaml stumbles over a few files. */
    enum { TOLERATED = 100 };
    test_report(differ <= compared / TOLERATED && astray == 0,
                "nodes of %zu YAML files as PyYAML reads them: %zu differ, %zu it refuses, %zu "
                "bytes astray",
                compared, differ, refused, astray);
    arena_free(arena);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct buffer list = {.arena = arena};
    for (int i = 1; i < argc; i++) {
        buffer_printf(&list, "%s\n", argv[i]);
    }
    if (system("python3 -c 'import yaml; yaml.CSafeLoader' 2> /dev/null") != 0) {
        test_skip("nodes of YAML", "there is no PyYAML");
        return 0;
    }
    if (argc == 1) {
        bool all = getenv("PAYLINT_SCAN_ALL") != NULL;
        buffer_append(&list, SLICE("tests/hosts/scalars.yaml\n"));
        buffer_append(&list,
                      command_output(arena, all ? "tests/hosts/system-files '*.yml' '*.yaml'"
                                                : "tests/hosts/system-files '*.yml' '*.yaml' | "
                                                  "head -300"));
    }
    slice paths = buffer_slice(&list);
    const char *name = arena_cstring(arena, SLICE("/tmp/paylint-yaml-XXXXXX"));
    int file = mkstemp((char *)name);
    FILE *out = fdopen(file, "w");
    fwrite(paths.data, 1, paths.length, out);
    fclose(out);
    slice theirs = command_output(
        arena, arena_printf(arena, "python3 tests/hosts/yaml_dump.py < %s", name).data);
    remove(name);
    compare(paths, theirs, argc > 1);
    arena_free(arena);
    return test_status();
}
