/* A client that plays sessions. In: a session file. Out: what the server says to it. */
#include "tests/lsp/client/client.h"

#include "base/file.h"
#include "lsp/position.h"
#include "lsp/server.h"
#include "text/edit.h"
#include "version.h"

#include <stdio.h>
#include <stdlib.h>

struct open_text {
    slice name;
    slice text;
    int version;
};

struct client {
    struct arena *arena;
    struct server *server;
    const char *folder;
    slice root;  /* its URI */
    slice pages; /* the folder of the rules' pages */
    struct buffer *transcript;
    struct contents *sent;
    VECTOR(struct open_text) texts;
    cJSON *result; /* of the last answer */
    enum position_encoding encoding;
    unsigned requests;
    bool waits; /* inside together … end */
};

/* ---- What the server says ---- */

static slice replaced(struct arena *arena, slice text, slice from, slice to)
{
    struct buffer out = {.arena = arena};
    while (text.length > 0) {
        size_t at = slice_find(text, from);
        buffer_append(&out, slice_sub(text, 0, at));
        if (at < text.length) {
            buffer_append(&out, to);
        }
        text = slice_sub(text, at + from.length, text.length);
    }
    return buffer_slice(&out);
}

static void keep_result(struct client *client, cJSON *message)
{
    cJSON *result = cJSON_DetachItemFromObject(message, "result");
    if (!result) {
        return;
    }
    cJSON_Delete(client->result);
    client->result = result;
    const cJSON *capabilities = cJSON_GetObjectItem(result, "capabilities");
    const cJSON *encoding = cJSON_GetObjectItem(capabilities, "positionEncoding");
    if (cJSON_IsString(encoding)) {
        position_encoding_find(slice_from(encoding->valuestring), &client->encoding);
    }
}

/* The folder is another one in each run, and "jsonrpc" always the same. */
static void take(void *context, slice content)
{
    struct client *client = context;
    cJSON *whole = cJSON_ParseWithLength(content.data, content.length);
    keep_result(client, whole);
    cJSON_Delete(whole);
    slice shown = replaced(client->arena, content, client->root, SLICE("$ROOT"));
    shown = replaced(client->arena, shown, slice_from(client->folder), SLICE("$FOLDER"));
    shown = replaced(client->arena, shown, client->pages, SLICE("$PAGES"));
    shown = replaced(client->arena, shown, SLICE("\"" PAYLINT_VERSION "\""), SLICE("\"$VERSION\""));
    cJSON *message = cJSON_ParseWithLength(shown.data, shown.length);
    const cJSON *version = cJSON_GetObjectItem(message, "jsonrpc");
    bool right = cJSON_IsString(version) && strcmp(version->valuestring, "2.0") == 0;
    cJSON_DeleteItemFromObject(message, "jsonrpc");
    if (!right) {
        buffer_append(client->transcript, SLICE("< this is no JSON-RPC:\n"));
    }
    client_print(client->transcript, message, "<");
    cJSON_Delete(message);
}

static void work(struct client *client)
{
    int status;
    while (!client->waits && server_work(client->server)) {
    }
    if (!client->waits && server_is_done(client->server, &status)) {
        buffer_printf(client->transcript, "< exit status %d\n", status);
    }
}

/* ---- What the client says ---- */

static void send(struct client *client, slice content)
{
    content = arena_copy(client->arena, content);
    VECTOR_PUSH(client->arena, client->sent, content);
    server_take(client->server, content);
    work(client);
}

static void say(struct client *client, bool is_request, slice method, slice params)
{
    struct buffer content = {.arena = client->arena};
    params = replaced(client->arena, params, SLICE("$ROOT"), client->root);
    buffer_append(&content, SLICE("{\"jsonrpc\":\"2.0\""));
    if (is_request) {
        buffer_printf(&content, ",\"id\":%u", ++client->requests);
    }
    buffer_printf(&content, ",\"method\":\"%.*s\"", SLICE_ARGS(method));
    if (params.length > 0) {
        buffer_append(&content, SLICE(",\"params\":"));
        buffer_append(&content, params);
    }
    buffer_append_byte(&content, '}');
    send(client, buffer_slice(&content));
}

static slice quoted(struct client *client, slice text)
{
    cJSON *string = cJSON_CreateString(arena_cstring(client->arena, text));
    char *printed = cJSON_PrintUnformatted(string);
    slice copy = arena_copy(client->arena, slice_from(printed));
    free(printed);
    cJSON_Delete(string);
    return copy;
}

static struct open_text *text_of(struct client *client, slice name)
{
    for (size_t i = 0; i < client->texts.count; i++) {
        if (slice_equal(client->texts.items[i].name, name)) {
            return &client->texts.items[i];
        }
    }
    struct open_text text = {.name = arena_copy(client->arena, name)};
    VECTOR_PUSH(client->arena, &client->texts, text);
    return &client->texts.items[client->texts.count - 1];
}

/* Names with a scheme stand for themselves, others for files. */
static slice uri_of(struct client *client, slice name)
{
    return slice_find_byte(name, ':') < name.length
               ? name
               : arena_printf(client->arena, "%.*s/%.*s", SLICE_ARGS(client->root),
                              SLICE_ARGS(name));
}

static slice document(struct client *client, slice name)
{
    return arena_printf(client->arena, "\"textDocument\":{\"uri\":\"%.*s\"}",
                        SLICE_ARGS(uri_of(client, name)));
}

/* "1:2-3:4" */
static slice range_of(struct client *client, slice range)
{
    unsigned numbers[4] = {0};
    sscanf(arena_cstring(client->arena, range), "%u:%u-%u:%u", &numbers[0], &numbers[1],
           &numbers[2], &numbers[3]);
    return arena_printf(client->arena,
                        "{\"start\":{\"line\":%u,\"character\":%u},"
                        "\"end\":{\"line\":%u,\"character\":%u}}",
                        numbers[0], numbers[1], numbers[2], numbers[3]);
}

/* ---- Applying ---- */

static size_t offset_at(const struct client *client, slice text, const cJSON *position)
{
    return position_offset(client->encoding, text,
                           (uint32_t)cJSON_GetObjectItem(position, "line")->valuedouble,
                           (uint32_t)cJSON_GetObjectItem(position, "character")->valuedouble);
}

static void show_text(struct client *client, slice text)
{
    while (text.length > 0) {
        size_t end = slice_find_byte(text, '\n');
        slice line = slice_sub(text, 0, end);
        buffer_append(client->transcript, line.length > 0 ? SLICE("= ") : SLICE("="));
        buffer_append(client->transcript, line);
        buffer_append_byte(client->transcript, '\n');
        text = slice_sub(text, end + 1, text.length);
    }
}

/* Edits are the protocol's: all count in the text as it was. */
static void apply_edits(struct client *client, slice uri, const cJSON *list)
{
    struct edits edits = {0};
    size_t skip = slice_starts_with(uri, client->root) ? client->root.length + 1 : 0;
    struct open_text *text = text_of(client, slice_sub(uri, skip, uri.length));
    for (const cJSON *item = list->child; item; item = item->next) {
        const cJSON *range = cJSON_GetObjectItem(item, "range");
        struct edit edit = {
            (uint32_t)offset_at(client, text->text, cJSON_GetObjectItem(range, "start")),
            (uint32_t)offset_at(client, text->text, cJSON_GetObjectItem(range, "end")),
            slice_from(cJSON_GetObjectItem(item, "newText")->valuestring)};
        edits_add(client->arena, &edits, edit);
    }
    text->text = arena_copy(client->arena, edits_apply(client->arena, text->text, &edits));
    slice name = slice_basename(text->name);
    buffer_printf(client->transcript, "= %.*s:\n", SLICE_ARGS(name));
    show_text(client, text->text);
    slice params =
        arena_printf(client->arena,
                     "{\"textDocument\":{\"uri\":\"%.*s\",\"version\":%d},"
                     "\"contentChanges\":[{\"text\":%.*s}]}",
                     SLICE_ARGS(uri), ++text->version, SLICE_ARGS(quoted(client, text->text)));
    say(client, false, SLICE("textDocument/didChange"), params);
}

static void apply(struct client *client, int number)
{
    const cJSON *action = cJSON_IsArray(client->result)
                              ? cJSON_GetArrayItem(client->result, number - 1)
                              : client->result;
    const cJSON *edit = cJSON_GetObjectItem(action, "edit");
    cJSON *own = cJSON_Duplicate(edit, true);
    const cJSON *changes = cJSON_GetObjectItem(own, "documentChanges");
    for (const cJSON *item = changes ? changes->child : NULL; item; item = item->next) {
        const cJSON *uri = cJSON_GetObjectItem(cJSON_GetObjectItem(item, "textDocument"), "uri");
        apply_edits(client, arena_copy(client->arena, slice_from(uri->valuestring)),
                    cJSON_GetObjectItem(item, "edits"));
    }
    changes = cJSON_GetObjectItem(own, "changes");
    for (const cJSON *item = changes ? changes->child : NULL; item; item = item->next) {
        apply_edits(client, arena_copy(client->arena, slice_from(item->string)), item);
    }
    if (!own) {
        buffer_append(client->transcript, SLICE("= there is no edit\n"));
    }
    cJSON_Delete(own);
}

/* ---- Commands ---- */

static slice word(slice *rest)
{
    *rest = slice_trim(*rest);
    size_t end = slice_find_byte(*rest, ' ');
    slice taken = slice_sub(*rest, 0, end);
    *rest = slice_trim(slice_sub(*rest, end, rest->length));
    return taken;
}

static void open_document(struct client *client, slice rest, slice text)
{
    slice name = word(&rest);
    slice language = rest.length > 0 ? rest : SLICE("shellscript");
    struct open_text *own = text_of(client, name);
    own->text = text;
    slice params = arena_printf(client->arena,
                                "{\"textDocument\":{\"uri\":\"%.*s\",\"languageId\":\"%.*s\","
                                "\"version\":%d,\"text\":%.*s}}",
                                SLICE_ARGS(uri_of(client, name)), SLICE_ARGS(language),
                                ++own->version, SLICE_ARGS(quoted(client, text)));
    say(client, false, SLICE("textDocument/didOpen"), params);
}

static void change_document(struct client *client, slice rest)
{
    slice name = word(&rest);
    slice range = word(&rest);
    struct open_text *own = text_of(client, name);
    cJSON *text = cJSON_ParseWithLength(rest.data, rest.length);
    slice bytes = arena_copy(client->arena, slice_from(text->valuestring));
    bool all = slice_is(range, "all");
    slice where =
        all ? SLICE("")
            : arena_printf(client->arena, "\"range\":%.*s,", SLICE_ARGS(range_of(client, range)));
    slice params = arena_printf(client->arena,
                                "{\"textDocument\":{\"uri\":\"%.*s\",\"version\":%d},"
                                "\"contentChanges\":[{%.*s\"text\":%.*s}]}",
                                SLICE_ARGS(uri_of(client, name)), ++own->version, SLICE_ARGS(where),
                                SLICE_ARGS(rest));
    struct edits edits = {0};
    struct edit edit = {0, (uint32_t)own->text.length, bytes};
    if (!all) {
        cJSON *places = cJSON_Parse(arena_cstring(client->arena, range_of(client, range)));
        edit.start = (uint32_t)offset_at(client, own->text, cJSON_GetObjectItem(places, "start"));
        edit.end = (uint32_t)offset_at(client, own->text, cJSON_GetObjectItem(places, "end"));
        cJSON_Delete(places);
    }
    edits_add(client->arena, &edits, edit);
    own->text = arena_copy(client->arena, edits_apply(client->arena, own->text, &edits));
    cJSON_Delete(text);
    say(client, false, SLICE("textDocument/didChange"), params);
}

static void ask_actions(struct client *client, slice rest)
{
    slice name = word(&rest);
    slice range = word(&rest);
    struct buffer only = {.arena = client->arena};
    for (bool first = true; rest.length > 0; first = false) {
        slice kind = word(&rest);
        buffer_printf(&only, "%s\"%.*s\"", first ? ",\"only\":[" : ",", SLICE_ARGS(kind));
    }
    buffer_append(&only, only.length > 0 ? SLICE("]") : SLICE(""));
    slice params =
        arena_printf(client->arena, "{%.*s,\"range\":%.*s,\"context\":{\"diagnostics\":[]%.*s}}",
                     SLICE_ARGS(document(client, name)), SLICE_ARGS(range_of(client, range)),
                     SLICE_ARGS(buffer_slice(&only)));
    say(client, true, SLICE("textDocument/codeAction"), params);
}

static void ask_hover(struct client *client, slice rest)
{
    unsigned line = 0;
    unsigned character = 0;
    slice name = word(&rest);
    sscanf(arena_cstring(client->arena, rest), "%u:%u", &line, &character);
    slice params = arena_printf(client->arena, "{%.*s,\"position\":{\"line\":%u,\"character\":%u}}",
                                SLICE_ARGS(document(client, name)), line, character);
    say(client, true, SLICE("textDocument/hover"), params);
}

static void write_file(struct client *client, slice rest, slice text)
{
    const char *path =
        arena_printf(client->arena, "%s/%.*s", client->folder, SLICE_ARGS(rest)).data;
    FILE *file = fopen(path, "w");
    if (!file || fwrite(text.data, 1, text.length, file) != text.length || fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

static void tell(struct client *client, const char *method, slice name)
{
    say(client, false, slice_from(method),
        arena_printf(client->arena, "{%.*s}", SLICE_ARGS(document(client, name))));
}

/* `text` is what follows behind `| `, or indented. */
static void obey(struct client *client, slice line, slice text)
{
    slice rest = line;
    slice command = word(&rest);
    if (slice_is(command, "request") || slice_is(command, "notify")) {
        slice method = word(&rest);
        slice params = arena_printf(client->arena, "%.*s%.*s", SLICE_ARGS(rest), SLICE_ARGS(text));
        say(client, slice_is(command, "request"), method, slice_trim(params));
    } else if (slice_is(command, "raw")) {
        send(client, replaced(client->arena, rest, SLICE("$ROOT"), client->root));
    } else if (slice_is(command, "file")) {
        write_file(client, rest, text);
    } else if (slice_is(command, "open")) {
        open_document(client, rest, text);
    } else if (slice_is(command, "change")) {
        change_document(client, rest);
    } else if (slice_is(command, "save")) {
        tell(client, "textDocument/didSave", rest);
    } else if (slice_is(command, "close")) {
        tell(client, "textDocument/didClose", rest);
    } else if (slice_is(command, "actions")) {
        ask_actions(client, rest);
    } else if (slice_is(command, "hover")) {
        ask_hover(client, rest);
    } else if (slice_is(command, "apply")) {
        apply(client, atoi(arena_cstring(client->arena, rest)));
    } else if (slice_is(command, "together") || slice_is(command, "end")) {
        client->waits = slice_is(command, "together");
        work(client);
    } else {
        buffer_printf(client->transcript, "< there is no command %.*s\n", SLICE_ARGS(command));
    }
}

/* ---- Sessions ---- */

static slice take_line(slice *rest)
{
    size_t end = slice_find_byte(*rest, '\n');
    slice line = slice_sub(*rest, 0, end);
    *rest = slice_sub(*rest, end + 1, rest->length);
    return line;
}

/* The lines that belong to a command, which are part of the transcript. */
static slice take_text(struct client *client, slice *rest)
{
    struct buffer text = {.arena = client->arena};
    while (rest->length > 0 && (rest->data[0] == '|' || rest->data[0] == ' ')) {
        slice line = take_line(rest);
        buffer_append(client->transcript, line);
        buffer_append_byte(client->transcript, '\n');
        buffer_append(&text, slice_sub(line, 2, line.length));
        buffer_append(&text, line.data[0] == '|' ? SLICE("\n") : SLICE(""));
    }
    return buffer_slice(&text);
}

void client_play(slice script, const char *folder, struct buffer *transcript, struct contents *sent)
{
    struct client client = {.arena = transcript->arena,
                            .folder = folder,
                            .transcript = transcript,
                            .sent = sent,
                            .encoding = ENCODING_UTF16};
    slice pages = {NULL, 0};
    file_real_path(client.arena, "docs/rules", &pages);
    client.pages = pages;
    const struct server_options options = {.pages = pages.data, .send = take, .context = &client};
    client.root = arena_printf(client.arena, "file://%s", folder);
    client.server = server_new(&options);
    while (script.length > 0) {
        slice line = take_line(&script);
        if (line.length > 0 && (line.data[0] == '<' || line.data[0] == '=')) {
            continue;
        }
        buffer_append(transcript, line);
        buffer_append_byte(transcript, '\n');
        if (line.length > 0 && line.data[0] != '#') {
            obey(&client, line, take_text(&client, &script));
        }
    }
    cJSON_Delete(client.result);
    server_free(client.server);
}
