/* The language server. In: what a client sends: framed; or messages, one a line. Wrong: frames that
 * depend on how the bytes were cut when they arrived, and a server that never comes to rest. */
#include "base/buffer.h"
#include "lsp/frame.h"
#include "lsp/server.h"
#include "tests/fuzz/targets/target.h"

/* What is read of the bytes when they arrive so many at a time. */
static slice frames_of(struct arena *arena, slice bytes, size_t step)
{
    struct buffer told = {.arena = arena};
    struct frame_reader *reader = frame_reader_new();
    for (size_t at = 0; at < bytes.length; at += step) {
        slice content = {NULL, 0};
        size_t end = at + step < bytes.length ? at + step : bytes.length;
        enum frame_kind kind;
        frame_put(reader, slice_sub(bytes, at, end));
        while ((kind = frame_take(reader, &content)) != FRAME_NONE) {
            slice shown = kind == FRAME_CONTENT ? content : SLICE("");
            buffer_printf(&told, "%d %zu ", (int)kind, shown.length);
            buffer_append(&told, shown);
        }
    }
    frame_reader_free(reader);
    return buffer_slice(&told);
}

void fuzz_frame(struct fuzzing *fuzzing)
{
    size_t step = 1 + fuzzing->bytes.length % 7;
    slice whole = frames_of(fuzzing->arena, fuzzing->bytes, fuzzing->bytes.length + 1);
    slice pieces = frames_of(fuzzing->arena, fuzzing->bytes, step);
    if (!slice_equal(whole, pieces)) {
        fuzz_fail("at once:\n%.*s\n%zu bytes at a time:\n%.*s", SLICE_ARGS(whole), step,
                  SLICE_ARGS(pieces));
    }
}

static void send(void *context, slice content)
{
    size_t *sent = context;
    *sent += content.length;
}

void fuzz_server(struct fuzzing *fuzzing)
{
    size_t sent = 0;
    int status;
    const struct server_options options = {
        .no_config = true, .strict = true, .send = send, .context = &sent};
    struct server *server = server_new(&options);
    slice rest = fuzzing->bytes;
    while (rest.length > 0) {
        server_take(server, fuzz_take_line(&rest));
    }
    for (size_t work = 0; !server_is_done(server, &status) && server_work(server); work++) {
        if (work > 100000) {
            fuzz_fail("the server doesn't come to rest");
        }
    }
    server_free(server);
}
