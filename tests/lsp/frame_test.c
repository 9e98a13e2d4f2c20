/* Framing: what a client may send, whole and byte by byte. A row says what is to come of it:
 * contents in brackets, N where no header was found, L where a content is too large. */
#include "lsp/frame.h"

#include "base/buffer.h"
#include "tests/test.h"

#include <stdlib.h>

#define HELLO "Content-Length: 5\r\n\r\nhello"

static const struct row {
    const char *name;
    const char *bytes;
    const char *wanted;
} rows[] = {
    {"one", HELLO, "[hello]"},
    {"two at once", HELLO HELLO, "[hello][hello]"},
    {"nothing yet", "Content-Length: 5\r\n\r\nhell", ""},
    {"no content", "Content-Length: 0\r\n\r\n" HELLO, "[][hello]"},
    {"another order, with a type",
     "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 5\r\n\r\nhello",
     "[hello]"},
    {"an old client's charset", "Content-Length: 5\r\nContent-Type: a; charset=utf8\r\n\r\nhello",
     "[hello]"},
    {"another charset", "Content-Length: 5\r\nContent-Type: a; charset=latin1\r\n\r\nhello" HELLO,
     "N[hello]"},
    {"names in any case", "content-LENGTH:5\r\n\r\nhello", "[hello]"},
    {"newlines alone", "Content-Length: 5\n\nhello", "[hello]"},
    {"an empty line before", "\r\n" HELLO, "[hello]"},
    {"no length", "Content-Type: a\r\n\r\nhello" HELLO, "N[hello]"},
    {"no number", "Content-Length: five\r\n\r\nhello" HELLO, "N[hello]"},
    {"a negative number", "Content-Length: -5\r\n\r\nhello" HELLO, "N[hello]"},
    {"no number at all", "Content-Length: \r\n\r\nhello" HELLO, "N[hello]"},
    {"a number with a sign", "Content-Length: +5\r\n\r\nhello" HELLO, "N[hello]"},
    {"two lengths", "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello" HELLO, "N[hello]"},
    {"a large one", "Content-Length: 67108865\r\n\r\n" HELLO, "L[hello]"},
    {"one that fits no integer", "Content-Length: 99999999999999999999999999999\r\n\r\n" HELLO,
     "L[hello]"},
    {"no header", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" HELLO, "N[hello]"},
    {"JSON without a header", "{\"jsonrpc\": \"2.0\"}\r\n\r\n" HELLO, "N[hello]"},
    {"a header inside of what is thrown away",
     "X\r\n\r\n{\"a\": \"Content-Length: 5\\r\\n\\r\\n\"}" HELLO, "N[hello]"},
};

static void take_all(struct frame_reader *reader, struct buffer *got)
{
    slice content;
    enum frame_kind kind;
    while ((kind = frame_take(reader, &content)) != FRAME_NONE) {
        if (kind == FRAME_CONTENT) {
            buffer_printf(got, "[%.*s]", SLICE_ARGS(content));
        } else {
            buffer_append_byte(got, kind == FRAME_TOO_LARGE ? 'L' : 'N');
        }
    }
}

/* The bytes handed over `step` at a time. */
static void try_row(struct arena *arena, const struct row *row, size_t step)
{
    struct buffer got = {.arena = arena};
    struct frame_reader *reader = frame_reader_new();
    slice bytes = slice_from(row->bytes);
    for (size_t at = 0; at < bytes.length; at += step) {
        frame_put(reader, slice_sub(bytes, at, at + step));
        take_all(reader, &got);
    }
    frame_reader_free(reader);
    test_bytes(arena_printf(arena, "frame: %s, %zu at a time", row->name, step).data,
               buffer_slice(&got), slice_from(row->wanted));
}

/* A header without an end, and what follows it, take no memory. */
static void try_endless_header(void)
{
    enum { STEP = 64 * 1024, STEPS = 1000 };
    size_t refused = 0;
    slice content;
    char *bytes = memory_alloc(STEP);
    memset(bytes, 'x', STEP);
    struct frame_reader *reader = frame_reader_new();
    for (int i = 0; i < STEPS; i++) {
        enum frame_kind kind;
        frame_put(reader, (slice){bytes, STEP});
        while ((kind = frame_take(reader, &content)) != FRAME_NONE) {
            refused += kind == FRAME_NO_HEADER;
        }
    }
    frame_put(reader, slice_from(HELLO));
    bool goes_on = frame_take(reader, &content) == FRAME_CONTENT;
    test_report(refused == 1 && goes_on, "frame: a header of 64 MB is refused once");
    test_report(frame_capacity(reader) <= 4 * STEP, "frame: and isn't kept");
    frame_reader_free(reader);
    free(bytes);
}

/* A large content makes room, and gives it back. */
static void try_large_content(struct arena *arena)
{
    enum { STEP = 64 * 1024 };
    slice content = {0};
    char *bytes = memory_alloc(STEP);
    memset(bytes, 'x', STEP);
    struct frame_reader *reader = frame_reader_new();
    frame_put(reader, arena_printf(arena, "Content-Length: %d\r\n\r\n", FRAME_CONTENT_MAX));
    for (size_t at = 0; at < FRAME_CONTENT_MAX; at += STEP) {
        frame_put(reader, (slice){bytes, STEP});
    }
    bool whole = frame_take(reader, &content) == FRAME_CONTENT;
    test_report(whole && content.length == FRAME_CONTENT_MAX, "frame: the largest content");
    frame_take(reader, &content);
    frame_put(reader, slice_from(HELLO));
    test_report(frame_capacity(reader) <= 2 * 1024 * 1024, "frame: its room is given back");
    frame_reader_free(reader);
    free(bytes);
}

int main(void)
{
    static const size_t steps[] = {1, 3, 1000};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
            try_row(arena, &rows[i], steps[k]);
        }
    }
    try_endless_header();
    try_large_content(arena);
    arena_free(arena);
    return test_status();
}
