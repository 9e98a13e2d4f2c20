/* What no client sends: the sessions of sessions/ with bytes, values and messages changed, left
 * out, said twice. Whatever comes, the server answers in JSON-RPC, and ends. Edits that a client
 * does send, at random: a document told in parts is the same as one told whole. PAYLINT_MUTATIONS
 * says how many sessions (300), PAYLINT_SEED which (1). */
#include "lsp/frame.h"
#include "lsp/message.h"
#include "lsp/position.h"
#include "lsp/server.h"
#include "tests/lsp/client/client.h"
#include "tests/test.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* splitmix64 */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static size_t below(uint64_t *state, size_t limit)
{
    return limit ? (size_t)(next_random(state) % limit) : 0;
}

/* ---- Listening ---- */

struct listener {
    size_t said;
    size_t wrong;       /* what is no message */
    cJSON *diagnostics; /* the last that were told */
};

/* An id may be a lone surrogate, which is said again as it was: RFC 8259 has it, cJSON doesn't. */
static bool is_message(slice content)
{
    slice version;
    struct arena *arena = arena_new();
    struct flat_text flat = flat_of_bytes(content);
    struct json_document document = json_read(arena, &flat);
    bool right = document.validity == JSON_VALID &&
                 params_string(&document.root, "jsonrpc", &version) && slice_is(version, "2.0");
    arena_free(arena);
    return right;
}

static void listen(void *context, slice content)
{
    struct listener *listener = context;
    listener->said++;
    if (!is_message(content)) {
        listener->wrong++;
        printf("  %.*s\n", SLICE_ARGS(slice_sub(content, 0, 1000)));
    }
    cJSON *message = cJSON_ParseWithLength(content.data, content.length);
    cJSON *params = cJSON_GetObjectItem(message, "params");
    cJSON *diagnostics = cJSON_DetachItemFromObject(params, "diagnostics");
    if (diagnostics) {
        cJSON_Delete(listener->diagnostics);
        listener->diagnostics = diagnostics;
    }
    cJSON_Delete(message);
}

static void work(struct server *server)
{
    int status;
    while (!server_is_done(server, &status) && server_work(server)) {
    }
}

/* ---- Mutations ---- */

static const char *const values[] = {"null",
                                     "true",
                                     "-1",
                                     "0",
                                     "1e999",
                                     "4294967296",
                                     "1.5",
                                     "\"\"",
                                     "\"\\u0000\"",
                                     "\"\\ud800\"",
                                     "[]",
                                     "{}",
                                     "[[[[[[[[[[[[",
                                     "\"file:///%00\"",
                                     "\"file:///etc/passwd\"",
                                     "\xFF",
                                     "{\"a\":1,\"a\":2}"};

/* A value of the JSON, or something like one, becomes another. */
static void replace_value(uint64_t *state, slice content, struct buffer *out)
{
    size_t from = below(state, content.length);
    while (from < content.length && !strchr(":,[", content.data[from])) {
        from++;
    }
    size_t to = from + 1;
    while (to < content.length && !strchr(",]}", content.data[to])) {
        to++;
    }
    buffer_append(out, slice_sub(content, 0, from + 1));
    buffer_append(out, slice_from(values[below(state, sizeof values / sizeof *values)]));
    buffer_append(out, slice_sub(content, to, content.length));
}

static slice mutate(struct arena *arena, uint64_t *state, slice content)
{
    struct buffer out = {.arena = arena};
    size_t at = below(state, content.length + 1);
    size_t length = below(state, 20);
    switch (below(state, 6)) {
    case 0: /* a byte */
        buffer_append(&out, slice_sub(content, 0, at));
        buffer_append_byte(&out, (char)below(state, 256));
        buffer_append(&out, slice_sub(content, at + 1, content.length));
        break;
    case 1: /* some are missing */
        buffer_append(&out, slice_sub(content, 0, at));
        buffer_append(&out, slice_sub(content, at + length, content.length));
        break;
    case 2: /* some are there twice */
        buffer_append(&out, slice_sub(content, 0, at));
        buffer_append(&out, slice_sub(content, at > length ? at - length : 0, content.length));
        break;
    case 3: /* the end is missing */
        buffer_append(&out, slice_sub(content, 0, at));
        break;
    default:
        replace_value(state, content, &out);
        break;
    }
    return out.length > 0 ? buffer_slice(&out) : SLICE("");
}

/* ---- Sessions ---- */

struct all_contents {
    struct contents *items;
    size_t count;
    size_t capacity;
};

static struct all_contents read_sessions(struct arena *arena)
{
    glob_t paths;
    struct all_contents all = {0};
    if (glob("tests/lsp/sessions/*.session", 0, NULL, &paths) != 0) {
        exit(2);
    }
    for (size_t i = 0; i < paths.gl_pathc; i++) {
        struct contents sent = {0};
        struct buffer transcript = {.arena = arena};
        const char *folder = client_make_folder(arena);
        slice script = test_read_file(paths.gl_pathv[i]);
        client_play(script, folder, &transcript, &sent);
        free((char *)script.data);
        client_remove_folder(folder);
        VECTOR_PUSH(arena, &all, sent);
    }
    globfree(&paths);
    return all;
}

static void play_mutated(uint64_t *state, const struct contents *session, struct listener *listener)
{
    struct arena *arena = arena_new();
    const struct server_options options = {.send = listen, .context = listener};
    struct server *server = server_new(&options);
    for (size_t i = 0; i < session->count; i++) {
        size_t which = below(state, 10) == 0 ? below(state, session->count) : i;
        slice content = session->items[which];
        bool keeps = i == 0 ? below(state, 10) > 0 : below(state, 3) > 0;
        server_take(server, keeps ? content : mutate(arena, state, content));
        if (below(state, 4) > 0) {
            work(server);
        }
    }
    work(server);
    server_free(server);
    arena_free(arena);
}

/* The same as bytes with headers, any of them changed. */
static void play_bytes(uint64_t *state, const struct contents *session, struct listener *listener)
{
    struct arena *arena = arena_new();
    struct buffer bytes = {.arena = arena};
    const struct server_options options = {.send = listen, .context = listener};
    struct server *server = server_new(&options);
    struct frame_reader *frames = frame_reader_new();
    slice content;
    enum frame_kind kind;
    for (size_t i = 0; i < session->count; i++) {
        buffer_printf(&bytes, "Content-Length: %zu\r\n\r\n", session->items[i].length);
        buffer_append(&bytes, session->items[i]);
    }
    slice stream = buffer_slice(&bytes);
    for (size_t n = below(state, 5); n > 0; n--) {
        stream = mutate(arena, state, stream);
    }
    for (size_t at = 0; at < stream.length;) {
        size_t step = 1 + below(state, 5000);
        frame_put(frames, slice_sub(stream, at, at + step));
        while ((kind = frame_take(frames, &content)) != FRAME_NONE) {
            if (kind == FRAME_CONTENT) {
                server_take(server, content);
            } else {
                server_refuse(server, "no header");
            }
        }
        work(server);
        at += step;
    }
    frame_reader_free(frames);
    server_free(server);
    arena_free(arena);
}

static void try_mutations(uint64_t seed, size_t count)
{
    struct arena *arena = arena_new();
    struct all_contents sessions = read_sessions(arena);
    struct listener listener = {0};
    for (size_t i = 0; i < count; i++) {
        uint64_t state = seed * 1000003 + i;
        const struct contents *session = &sessions.items[below(&state, sessions.count)];
        if (i % 3 == 0) {
            play_bytes(&state, session, &listener);
        } else {
            play_mutated(&state, session, &listener);
        }
    }
    test_report(listener.said > count && listener.wrong == 0,
                "lsp: %zu mutated sessions: what is answered is JSON-RPC", count);
    cJSON_Delete(listener.diagnostics);
    arena_free(arena);
}

/* ---- Limits ---- */

static void say(struct server *server, const char *content)
{
    server_take(server, slice_from(content));
    work(server);
}

static void try_limits(void)
{
    struct arena *arena = arena_new();
    struct listener listener = {0};
    const struct server_options options = {.send = listen, .context = &listener};
    struct server *server = server_new(&options);
    struct buffer deep = {.arena = arena};
    struct buffer wide = {.arena = arena};
    for (int i = 0; i < 1000 * 1000; i++) {
        buffer_append_byte(&deep, '[');
        buffer_append(&wide, i > 0 ? SLICE(",1") : SLICE("[1"));
    }
    server_take(server, buffer_slice(&deep));
    server_take(server, buffer_slice(&wide));
    work(server);
    test_report(listener.said == 2 && listener.wrong == 0,
                "lsp: a million brackets, a million values: refused");
    say(server, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}");
    size_t before = listener.said;
    for (int i = 0; i < 12 * 1000; i++) {
        say(server,
            arena_printf(arena,
                         "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":"
                         "{\"textDocument\":{\"uri\":\"x:%d\",\"text\":\"\"}}}",
                         i)
                .data);
    }
    test_report(listener.said == before + 12 * 1000 && listener.wrong == 0,
                "lsp: more documents than may be open");
    server_free(server);
    cJSON_Delete(listener.diagnostics);
    arena_free(arena);
}

/* ---- Edits ---- */

static const char script[] = "#!/bin/bash\r\n"
                             "# \xC3\xA4\xF0\x9F\x98\x80\n"
                             "ID=bad\n"
                             "curl --json \"{\\\"request_id\\\": \\\"$ID\\\"}\" http://localhost\n"
                             "curl --json '{\"request_id\": \"\xE2\x82\xAC\",}' http://localhost\n";

static const char *const pieces[] = {
    "",        "\n",    "\r\n", "\xC3\xA4",    "\xF0\x9F\x98\x80",
    "\"",      "'",     "$ID",  "curl --json", "{\"request_id\": \"x\"}",
    "<<EOF\n", "EOF\n", " ",    "\\",          "# paylint: ignore\n"};

static slice quoted(struct arena *arena, slice text)
{
    cJSON *string = cJSON_CreateString(arena_cstring(arena, text));
    char *printed = cJSON_PrintUnformatted(string);
    slice copy = arena_copy(arena, slice_from(printed));
    free(printed);
    cJSON_Delete(string);
    return copy;
}

/* A place at the beginning of a character. */
static uint32_t any_place(uint64_t *state, slice text)
{
    size_t at = below(state, text.length + 1);
    while (at > 0 && at < text.length && ((unsigned char)text.data[at] & 0xC0) == 0x80) {
        at--;
    }
    bool in_end = at > 0 && at < text.length && text.data[at] == '\n' && text.data[at - 1] == '\r';
    return (uint32_t)(at - in_end);
}

static char *found_in(struct server *server, struct listener *listener, slice content)
{
    cJSON_Delete(listener->diagnostics);
    listener->diagnostics = NULL;
    server_take(server, content);
    work(server);
    return cJSON_PrintUnformatted(listener->diagnostics);
}

static slice change_of(struct arena *arena, const char *uri, int version, slice range, slice text)
{
    return arena_printf(arena,
                        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":"
                        "{\"textDocument\":{\"uri\":\"%s\",\"version\":%d},"
                        "\"contentChanges\":[{%.*s\"text\":%.*s}]}}",
                        uri, version, SLICE_ARGS(range), SLICE_ARGS(quoted(arena, text)));
}

static slice range_of(struct arena *arena, enum position_encoding encoding, slice text,
                      uint32_t start, uint32_t end)
{
    cJSON *parent = cJSON_CreateObject();
    position_add_range(parent, "range", encoding, source_new(arena, "x", text), start, end);
    char *printed = cJSON_PrintUnformatted(cJSON_GetObjectItem(parent, "range"));
    slice range = arena_printf(arena, "\"range\":%s,", printed);
    free(printed);
    cJSON_Delete(parent);
    return range;
}

static void try_edits(uint64_t seed, enum position_encoding encoding)
{
    enum { EDITS = 500 };
    uint64_t state = seed;
    struct arena *arena = arena_new();
    struct listener listener = {0};
    const struct server_options options = {.send = listen, .context = &listener, .no_config = true};
    struct server *server = server_new(&options);
    slice text = {script, sizeof script - 1};
    size_t different = 0;
    say(server, arena_printf(arena,
                             "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
                             "{\"capabilities\":{\"general\":{\"positionEncodings\":[\"%s\"]}}}}",
                             position_encoding_name(encoding))
                    .data);
    for (int i = 0; i < 2; i++) {
        say(server,
            arena_printf(arena,
                         "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":"
                         "{\"textDocument\":{\"uri\":\"x:%d\",\"languageId\":\"sh\","
                         "\"version\":0,\"text\":%.*s}}}",
                         i, SLICE_ARGS(quoted(arena, text)))
                .data);
    }
    for (int i = 1; i <= EDITS; i++) {
        uint32_t a = any_place(&state, text);
        uint32_t b = below(&state, 2) ? a : any_place(&state, text);
        uint32_t start = a < b ? a : b;
        uint32_t end = a < b ? b : a;
        slice piece = slice_from(pieces[below(&state, sizeof pieces / sizeof *pieces)]);
        slice range = range_of(arena, encoding, text, start, end);
        text = arena_printf(arena, "%.*s%.*s%.*s", (int)start, text.data, SLICE_ARGS(piece),
                            (int)(text.length - end), text.data + end);
        if (text.length < 40) {
            text = (slice){script, sizeof script - 1};
            range = SLICE("");
            piece = text;
        }
        char *part = found_in(server, &listener, change_of(arena, "x:0", i, range, piece));
        char *whole = found_in(server, &listener, change_of(arena, "x:1", i, SLICE(""), text));
        different += !part || !whole || strcmp(part, whole) != 0;
        free(part);
        free(whole);
    }
    test_report(different == 0 && listener.wrong == 0,
                "lsp: %d edits in %s leave the text that they should", EDITS,
                position_encoding_name(encoding));
    server_free(server);
    cJSON_Delete(listener.diagnostics);
    arena_free(arena);
}

int main(void)
{
    const char *mutations = getenv("PAYLINT_MUTATIONS");
    const char *seed = getenv("PAYLINT_SEED");
    uint64_t number = seed ? strtoull(seed, NULL, 10) : 1;
    /* A server that does nothing for so long hangs. */
    alarm(900);
    try_mutations(number, mutations ? strtoul(mutations, NULL, 10) : 300);
    try_limits();
    for (int encoding = ENCODING_UTF8; encoding <= ENCODING_UTF32; encoding++) {
        try_edits(number, (enum position_encoding)encoding);
    }
    return test_status();
}
