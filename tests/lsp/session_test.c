/* Sessions with the language server: sessions/ holds conversations, each played in a folder of its
 * own and compared. With WRITE_SESSIONS in the environment (`make sessions`) they are written anew.
 */
#include "tests/lsp/client/client.h"
#include "tests/test.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

static void write_file(const char *path, slice bytes)
{
    FILE *file = fopen(path, "w");
    if (!file || fwrite(bytes.data, 1, bytes.length, file) != bytes.length || fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

/* Prints the first line that differs. */
static void show_difference(slice got, slice wanted)
{
    size_t line = 1;
    while (got.length > 0 || wanted.length > 0) {
        slice own = slice_sub(got, 0, slice_find_byte(got, '\n'));
        slice other = slice_sub(wanted, 0, slice_find_byte(wanted, '\n'));
        if (!slice_equal(own, other)) {
            printf("  line %zu\n  got:    %.*s\n  wanted: %.*s\n", line, SLICE_ARGS(own),
                   SLICE_ARGS(other));
            return;
        }
        got = slice_sub(got, own.length + 1, got.length);
        wanted = slice_sub(wanted, other.length + 1, wanted.length);
        line++;
    }
}

static void play(const char *path)
{
    struct arena *arena = arena_new();
    const char *folder = client_make_folder(arena);
    struct buffer transcript = {.arena = arena};
    struct contents sent = {0};
    slice script = test_read_file(path);
    client_play(script, folder, &transcript, &sent);
    client_remove_folder(folder);
    slice got = buffer_slice(&transcript);
    if (getenv("WRITE_SESSIONS")) {
        write_file(path, got);
    } else if (!test_report(slice_equal(got, script), "lsp: %.*s",
                            SLICE_ARGS(slice_basename(slice_from(path))))) {
        show_difference(got, script);
    }
    free((char *)script.data);
    arena_free(arena);
}

int main(void)
{
    glob_t paths;
    if (glob("tests/lsp/sessions/*.session", 0, NULL, &paths) != 0) {
        test_report(false, "lsp: there are no sessions");
        return test_status();
    }
    for (size_t i = 0; i < paths.gl_pathc; i++) {
        play(paths.gl_pathv[i]);
    }
    globfree(&paths);
    return test_status();
}
