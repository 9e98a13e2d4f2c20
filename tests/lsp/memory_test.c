/* An editor is open for days: memory doesn't grow with the number of changes, requests and
 * documents. It is measured after a tenth of them and at the end. */
#include "base/arena.h"
#include "lsp/server.h"
#include "tests/test.h"

#include <stdio.h>
#include <unistd.h>

enum {
    CHANGES = 10 * 1000,
    GROWTH_MAX = 256 * 1024, /* what malloc keeps differs a little */
};

#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

static void ignore(void *context, slice content)
{
    size_t *said = context;
    *said += content.length > 0;
}

/* Bytes of the process in memory. */
static long resident(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%*d %ld", &pages) != 1) {
        pages = 0;
    }
    if (file) {
        fclose(file);
    }
    return pages * sysconf(_SC_PAGESIZE);
}

static void say(struct server *server, slice content)
{
    server_take(server, content);
    while (server_work(server)) {
    }
}

#define NOTIFY "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/"
#define REQUEST "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"textDocument/"
#define TEXT                                                            \
    "#!/bin/bash\\nID=$(uuidgen)\\nfor i in 1 2 3; do\\n  curl --json " \
    "\\\"{\\\\\\\"request_id\\\\\\\""                                   \
    ": \\\\\\\"$ID\\\\\\\"}\\\" http://localhost\\ndone\\n"

static void edit(struct server *server, struct arena *arena, int i)
{
    say(server,
        arena_printf(arena,
                     NOTIFY "didChange\",\"params\":{\"textDocument\":{\"uri\":\"file:///a.sh\","
                            "\"version\":%d},\"contentChanges\":[{\"range\":{\"start\":{"
                            "\"line\":5,\"character\":0},\"end\":{\"line\":99,\"character\":0}},"
                            "\"text\":\"%s%d\"}]}}",
                     i, TEXT, i));
    say(server, SLICE(REQUEST "hover\",\"params\":{\"textDocument\":{\"uri\":\"file:///a.sh\"},"
                              "\"position\":{\"line\":3,\"character\":20}}}"));
    if (i % 10 == 0) {
        say(server,
            SLICE(REQUEST "codeAction\",\"params\":{\"textDocument\":{\"uri\":\"file:///a.sh\"},"
                          "\"range\":{\"start\":{\"line\":1,\"character\":5},"
                          "\"end\":{\"line\":1,\"character\":5}}}}"));
        say(server, arena_printf(arena,
                                 NOTIFY "didOpen\",\"params\":{\"textDocument\":{\"uri\":"
                                        "\"file:///b%d.sh\",\"languageId\":\"sh\",\"version\":1,"
                                        "\"text\":\"%s\"}}}",
                                 i, TEXT));
        say(server, arena_printf(arena,
                                 NOTIFY "didClose\",\"params\":{\"textDocument\":{\"uri\":"
                                        "\"file:///b%d.sh\"}}}",
                                 i));
    }
    arena_reset(arena);
}

int main(void)
{
    size_t said = 0;
    long before = 0;
    struct arena *arena = arena_new();
    const struct server_options options = {.send = ignore, .context = &said};
    struct server *server = server_new(&options);
    say(server, SLICE("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}"));
    say(server, SLICE(NOTIFY "didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///a.sh\","
                             "\"languageId\":\"sh\",\"version\":0,\"text\":\"" TEXT "\"}}}"));
    for (int i = 1; i <= CHANGES; i++) {
        edit(server, arena, i);
        before = i == CHANGES / 10 ? resident() : before;
    }
    long growth = resident() - before;
    test_report(said > 2 * CHANGES, "lsp: %d changes are answered", CHANGES);
    if (SANITIZED || before == 0) {
        test_skip("lsp: memory over many changes", "the sanitizer keeps what is freed");
    } else if (!test_report(growth < GROWTH_MAX, "lsp: memory doesn't grow over %d changes",
                            CHANGES)) {
        printf("  it grew by %ld bytes from %ld\n", growth, before);
    }
    server_free(server);
    arena_free(arena);
    return test_status();
}
