/* The server's session. In: messages. Out: answers, and what is found, in their turn. */
#include "lsp/state.h"

#include "report/json_output.h"

#include <stdlib.h>

struct server *server_new(const struct server_options *options)
{
    struct server *server = memory_alloc(sizeof *server);
    *server = (struct server){.options = *options, .client.encoding = ENCODING_UTF16};
    server->arena = arena_new();
    server->scratch = arena_new();
    server->settings_arena = arena_new();
    server->told.arena = arena_new();
    server->errors.kept = &server->told;
    server->parser = shell_parser_new();
    server->queue_end = &server->queue;
    server->settings =
        (struct settings){.no_config = options->no_config, .strict = options->strict};
    if (options->config) {
        server->settings.config = slice_from(options->config);
    }
    return server;
}

void server_free(struct server *server)
{
    for (struct document *document = server->documents; document;) {
        struct document *next = document->next;
        document_free(document);
        document = next;
    }
    for (struct message *message = server->queue; message;) {
        struct message *next = message->next;
        message_free(message);
        message = next;
    }
    if (server->has_analysis) {
        analysis_free(&server->analysis);
    }
    shell_parser_free(server->parser);
    arena_free(server->told.arena);
    arena_free(server->settings_arena);
    arena_free(server->scratch);
    arena_free(server->arena);
    free(server);
}

/* ---- Sending ---- */

void server_send(struct server *server, cJSON *message)
{
    cJSON_AddStringToObject(message, "jsonrpc", "2.0");
    char *content = cJSON_PrintUnformatted(message);
    if (!content) {
        memory_is_out();
    }
    server->options.send(server->options.context, slice_from(content));
    cJSON_free(content);
    cJSON_Delete(message);
}

cJSON *server_notification(const char *method, cJSON **message)
{
    *message = cJSON_CreateObject();
    cJSON_AddStringToObject(*message, "method", method);
    return output_add_object(*message, "params");
}

void server_tell(struct server *server, const char *method, slice text)
{
    enum { MESSAGE_ERROR = 1 };
    cJSON *message;
    cJSON *params = server_notification(method, &message);
    cJSON_AddNumberToObject(params, "type", MESSAGE_ERROR);
    output_add_slice(server->scratch, params, "message", text);
    server_send(server, message);
}

cJSON *server_request(struct server *server, const char *kind, const char *method, cJSON **message)
{
    slice id = arena_printf(server->scratch, "%s %u", kind, ++server->requests);
    cJSON *params = server_notification(method, message);
    output_add_slice(server->scratch, *message, "id", id);
    return params;
}

static cJSON *reply_to(slice id)
{
    char *raw = memory_alloc(id.length + 1);
    memcpy(raw, id.data, id.length);
    raw[id.length] = '\0';
    cJSON *reply = cJSON_CreateObject();
    cJSON_AddItemToObject(reply, "id", cJSON_CreateRaw(raw));
    free(raw);
    return reply;
}

static void send_error(struct server *server, slice id, enum message_code code, slice why)
{
    cJSON *reply = reply_to(id);
    cJSON *error = output_add_object(reply, "error");
    cJSON_AddNumberToObject(error, "code", code);
    output_add_slice(server->scratch, error, "message", why);
    server_send(server, reply);
}

void server_refuse(struct server *server, const char *why)
{
    send_error(server, SLICE("null"), CODE_PARSE_ERROR, slice_from(why));
}

/* ---- The queue ---- */

/* What a message takes, its arena included: many small ones are large together. */
static size_t size_of(const struct message *message)
{
    enum { ARENA_SIZE = 16 * 1024 };
    return ARENA_SIZE + arena_size(message->arena);
}

/* A request that waits needs no answer any more but that it was cancelled. */
static void cancel(struct server *server, const struct message *notification)
{
    const struct value *id = params_at(notification->params, "id");
    for (struct message *message = server->queue; id && message; message = message->next) {
        bool is_string = message->id.data[0] == '"';
        slice own = is_string ? slice_sub(message->id, 1, message->id.length - 1) : message->id;
        if (message->kind == MESSAGE_REQUEST && is_string == (id->kind == VALUE_STRING) &&
            slice_equal(own, id->string.bytes)) {
            message->is_cancelled = true;
        }
    }
}

void server_take(struct server *server, slice content)
{
    struct message *message = message_read(content);
    if (message->kind == MESSAGE_NOTIFICATION && slice_is(message->method, "$/cancelRequest")) {
        cancel(server, message);
        message_free(message);
        return;
    }
    *server->queue_end = message;
    server->queue_end = &message->next;
    server->queued += size_of(message);
}

static struct message *next_message(struct server *server)
{
    struct message *message = server->queue;
    if (message) {
        server->queue = message->next;
        server->queue_end = server->queue ? server->queue_end : &server->queue;
        server->queued -= size_of(message);
    }
    return message;
}

size_t server_queued(const struct server *server)
{
    return server->queued;
}

/* ---- Methods ---- */

static cJSON *shut_down(struct server *server, const struct value *params, struct failure *failure)
{
    (void)params;
    (void)failure;
    server->state = SESSION_SHUT_DOWN;
    return NULL;
}

struct method {
    const char *name;
    request_handler *answer;      /* of a request */
    notification_handler *notice; /* of a notification */
};

static const struct method methods[] = {
    {"initialize", initialize_answer, NULL},
    {"initialized", NULL, initialize_finish},
    {"shutdown", shut_down, NULL},
    {"textDocument/codeAction", action_answer, NULL},
    {"textDocument/diagnostic", diagnostics_answer, NULL},
    {"textDocument/didChange", NULL, document_change},
    {"textDocument/didClose", NULL, document_close},
    {"textDocument/didOpen", NULL, document_open},
    {"textDocument/didSave", NULL, document_save},
    {"textDocument/hover", hover_answer, NULL},
    {"codeAction/resolve", action_resolve, NULL},
    {"workspace/didChangeConfiguration", NULL, initialize_take_settings},
    {"workspace/didChangeWatchedFiles", NULL, initialize_take_file_changes},
};

static const struct method *find_method(slice name)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (slice_is(name, methods[i].name)) {
            return &methods[i];
        }
    }
    return NULL;
}

static cJSON *answer(struct server *server, const struct message *message, struct failure *failure)
{
    const struct method *method = find_method(message->method);
    bool starts = slice_is(message->method, "initialize");
    if (message->is_cancelled) {
        *failure = (struct failure){CODE_CANCELLED, "the request was cancelled"};
    } else if (server->state == SESSION_NEW && !starts) {
        *failure = (struct failure){CODE_NOT_INITIALIZED, "`initialize` comes first"};
    } else if (server->state == SESSION_SHUT_DOWN) {
        *failure = (struct failure){CODE_INVALID_REQUEST, "the server is shut down"};
    } else if (server->state == SESSION_RUNNING && starts) {
        *failure = (struct failure){CODE_INVALID_REQUEST, "`initialize` comes only once"};
    } else if (!method || !method->answer) {
        *failure = (struct failure){CODE_METHOD_NOT_FOUND, "there is no such request"};
    } else {
        return method->answer(server, message->params, failure);
    }
    return NULL;
}

static void answer_request(struct server *server, const struct message *message)
{
    struct failure failure = {0};
    cJSON *result = answer(server, message, &failure);
    if (failure.code) {
        cJSON_Delete(result);
        send_error(server, message->id, failure.code, slice_from(failure.why));
        return;
    }
    cJSON *reply = reply_to(message->id);
    cJSON_AddItemToObject(reply, "result", result ? result : cJSON_CreateNull());
    server_send(server, reply);
}

static void take_notification(struct server *server, const struct message *message)
{
    const struct method *method = find_method(message->method);
    if (slice_is(message->method, "exit")) {
        server->was_shut_down = server->state == SESSION_SHUT_DOWN;
        server->state = SESSION_DONE;
    } else if (server->state == SESSION_RUNNING && method && method->notice) {
        method->notice(server, message);
    }
}

static void take_message(struct server *server, const struct message *message)
{
    switch (message->kind) {
    case MESSAGE_REQUEST:
        answer_request(server, message);
        break;
    case MESSAGE_NOTIFICATION:
        take_notification(server, message);
        break;
    case MESSAGE_RESPONSE:
        initialize_take_answer(server, message);
        break;
    case MESSAGE_WRONG:
        send_error(server, message->id, message->code, message->why);
        break;
    }
}

/* What a configuration has to say is said once: when it is read. */
static void tell_errors(struct server *server)
{
    if (server->told.length > 0) {
        server_tell(server, "window/showMessage", slice_trim(buffer_slice(&server->told)));
        struct arena *arena = server->told.arena;
        arena_reset(arena);
        server->told = (struct buffer){.arena = arena};
    }
}

bool server_work(struct server *server)
{
    struct message *message = next_message(server);
    bool worked = message != NULL;
    if (message) {
        take_message(server, message);
        message_free(message);
    } else if (server->state == SESSION_RUNNING) {
        worked = diagnostics_publish_one(server);
    }
    tell_errors(server);
    arena_reset(server->scratch);
    return worked;
}

/* ---- The end ---- */

bool server_is_done(const struct server *server, int *status)
{
    *status = server_status(server);
    return server->state == SESSION_DONE;
}

int server_status(const struct server *server)
{
    return server->was_shut_down || server->state == SESSION_SHUT_DOWN ? 0 : 1;
}

long server_client_process(const struct server *server)
{
    return server->client_process;
}
