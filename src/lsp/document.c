/* Open documents (LSP 3.17, "Text Document Synchronization"). In: what the client says of them.
 * Out: their texts. */
#include "lsp/state.h"

#include "base/file.h"
#include "base/uri.h"
#include "report/json_output.h"

#include <stdlib.h>

slice document_text(const struct document *document)
{
    return (slice){document->text, document->length};
}

void document_free(struct document *document)
{
    reading_forget(document);
    arena_free(document->names);
    free(document->reads);
    free(document->text);
    free(document);
}

struct document *document_find(const struct server *server, slice uri)
{
    for (struct document *document = server->documents; document; document = document->next) {
        if (slice_equal(document->uri, uri)) {
            return document;
        }
    }
    return NULL;
}

struct document *document_of(struct server *server, const struct value *params,
                             struct failure *failure)
{
    slice uri;
    if (!params_string(params, "textDocument.uri", &uri)) {
        *failure = (struct failure){CODE_INVALID_PARAMS, "`textDocument.uri` is not there"};
        return NULL;
    }
    struct document *document = document_find(server, uri);
    if (!document) {
        *failure = (struct failure){CODE_INVALID_PARAMS, "the document is not open"};
    }
    return document;
}

/* ---- Texts ---- */

/* Puts `bytes` in place of those from `start` up to `end`; false where the text would be too long.
 */
static bool replace(struct document *document, size_t start, size_t end, slice bytes)
{
    size_t length = document->length - (end - start) + bytes.length;
    if (length > DOCUMENT_SIZE_MAX) {
        return false;
    }
    if (length > document->capacity || length < document->capacity / 8) {
        size_t capacity = length + length / 2 + 64;
        char *text = memory_alloc(capacity);
        if (document->length > 0) {
            memcpy(text, document->text, start);
            memcpy(text + start + bytes.length, document->text + end, document->length - end);
        }
        free(document->text);
        document->text = text;
        document->capacity = capacity;
    } else if (document->length > end) {
        memmove(document->text + start + bytes.length, document->text + end,
                document->length - end);
    }
    if (bytes.length > 0) {
        memcpy(document->text + start, bytes.data, bytes.length);
    }
    document->length = length;
    return true;
}

bool document_range(const struct server *server, const struct document *document,
                    const struct value *range, size_t *start, size_t *end)
{
    uint32_t line, character, end_line, end_character;
    if (!params_count(range, "start.line", &line) ||
        !params_count(range, "start.character", &character) ||
        !params_count(range, "end.line", &end_line) ||
        !params_count(range, "end.character", &end_character)) {
        return false;
    }
    slice text = document_text(document);
    size_t first = position_offset(server->client.encoding, text, line, character);
    size_t last = position_offset(server->client.encoding, text, end_line, end_character);
    *start = first < last ? first : last;
    *end = first < last ? last : first;
    return true;
}

static bool apply(const struct server *server, struct document *document,
                  const struct value *change)
{
    slice text;
    size_t start = 0;
    size_t end = document->length;
    const struct value *range = params_at(change, "range");
    bool is_whole = !range || range->kind == VALUE_NULL;
    if (!params_string(change, "text", &text)) {
        return false;
    }
    if (is_whole) {
        document->is_lost = false;
    } else if (!document_range(server, document, range, &start, &end)) {
        return false;
    }
    return replace(document, start, end, text);
}

/* ---- Notifications ---- */

/* Where the file is, or will be once it has been written. */
static slice real_path(struct arena *arena, slice path)
{
    slice real;
    slice name = slice_basename(path);
    const char *folder = arena_cstring(arena, slice_sub(path, 0, path.length - name.length));
    if (file_real_path(arena, path.data, &real)) {
        return real;
    }
    if (!file_real_path(arena, folder, &real)) {
        return (slice){NULL, 0};
    }
    bool is_root = slice_is(real, "/");
    return arena_printf(arena, "%.*s/%.*s", SLICE_ARGS(is_root ? SLICE("") : real),
                        SLICE_ARGS(name));
}

/* A text that is no file is called by the last part of its URI, in the workspace's folder, whose
 * configuration is its own. */
static void name_document(const struct server *server, struct document *document)
{
    slice path;
    struct arena *arena = document->names;
    if (uri_to_path(arena, document->uri, &path)) {
        document->path = path.data;
        document->real = real_path(arena, path);
        return;
    }
    slice name = slice_basename(document->uri);
    size_t colon = slice_find_byte(name, ':');
    name = colon < name.length ? slice_sub(name, colon + 1, name.length) : name;
    slice root = server->root.data ? server->root : SLICE(".");
    const char *ending = slice_is(document->language, "markdown") ? ".md" : "";
    document->path = arena_printf(arena, "%.*s/%.*s%s", SLICE_ARGS(root),
                                  SLICE_ARGS(output_valid(arena, name)), ending)
                         .data;
}

static struct document *document_new(struct server *server)
{
    struct document *document = memory_alloc(sizeof *document);
    *document = (struct document){.names = arena_new(), .number = ++server->clock};
    document->next = server->documents;
    server->documents = document;
    server->document_count++;
    return document;
}

/* A client's mistake is nothing that its user could put right: it goes into the log. */
static void complain(struct server *server, const struct message *message, const char *why)
{
    server_tell(
        server, "window/logMessage",
        arena_printf(server->scratch, "paylint: %.*s: %s", SLICE_ARGS(message->method), why));
}

void document_open(struct server *server, const struct message *message)
{
    slice uri;
    slice text;
    slice language = SLICE("");
    if (!params_string(message->params, "textDocument.uri", &uri) ||
        !params_string(message->params, "textDocument.text", &text) ||
        text.length > DOCUMENT_SIZE_MAX) {
        complain(server, message, "`textDocument` has no uri, or no text that fits");
        return;
    }
    struct document *document = document_find(server, uri);
    if (!document && server->document_count >= DOCUMENTS_MAX) {
        complain(server, message, "too many documents are open");
        return;
    }
    bool is_new = !document;
    document = document ? document : document_new(server);
    params_string(message->params, "textDocument.languageId", &language);
    params_integer(message->params, "textDocument.version", &document->version);
    arena_reset(document->names);
    document->uri = arena_copy(document->names, uri);
    document->language = arena_copy(document->names, language);
    document->is_lossy = message->is_lossy;
    document->is_lost = !replace(document, 0, document->length, text);
    name_document(server, document);
    if (is_new) {
        document->opened_at = ++server->clock;
        reading_note_opened(server, document);
    } else {
        reading_note_change(server, document);
    }
}

/* A document that is told of in a way that isn't understood would be another one from there on. */
static void lose(struct server *server, const struct message *message, struct document *document)
{
    document->is_lost = true;
    complain(server, message,
             "a change is not understood; the document is left alone until all of "
             "its text is sent again");
}

void document_change(struct server *server, const struct message *message)
{
    struct failure failure = {0};
    struct document *document = document_of(server, message->params, &failure);
    if (!document) {
        complain(server, message, failure.why);
        return;
    }
    bool was_lost = document->is_lost;
    const struct value *changes = params_at(message->params, "contentChanges");
    bool right = changes && changes->kind == VALUE_ARRAY;
    for (uint32_t i = 0; right && i < changes->count; i++) {
        right = apply(server, document, &changes->items[i]);
    }
    params_integer(message->params, "textDocument.version", &document->version);
    document->is_lossy = document->is_lossy || message->is_lossy;
    if (!right && !was_lost) {
        lose(server, message, document);
    }
    document->is_lost = document->is_lost || !right;
    reading_note_change(server, document);
}

/* A file that has just been written may be the configuration, or a schema of it. */
void document_save(struct server *server, const struct message *message)
{
    struct failure failure = {0};
    struct document *document = document_of(server, message->params, &failure);
    if (document && !document->real.data) {
        name_document(server, document);
    }
    reading_check_configuration(server);
}

void document_close(struct server *server, const struct message *message)
{
    struct failure failure = {0};
    struct document *document = document_of(server, message->params, &failure);
    struct document **at = &server->documents;
    if (!document) {
        complain(server, message, failure.why);
        return;
    }
    reading_note_change(server, document);
    while (*at != document) {
        at = &(*at)->next;
    }
    *at = document->next;
    server->document_count--;
    diagnostics_clear(server, document);
    document_free(document);
}
