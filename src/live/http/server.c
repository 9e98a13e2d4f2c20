/* The HTTP server. In: what libmicrohttpd makes of the bytes of clients. Out: requests for rooms,
 * and their answers.
 *
 * A request that a room took is suspended: libmicrohttpd leaves its connection alone until the
 * answer is given. */
#include "live/http/server.h"

#include "live/http/address.h"
#include "live/http/connections.h"

#include <microhttpd.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

enum {
    HEAD_MAX = 160 * 1024, /* of one connection: head and buffers. Unwrapped messages bring up to
                            * 100 attributes of 1 KB in it */
    SILENCE_SECONDS = 15,
};

struct http_server {
    struct http_options options;
    struct live_log *log;
    struct connections *connections;
    struct MHD_Daemon *daemon;
    uint16_t port;
    atomic_size_t bodies; /* bytes held */
};

struct http_request {
    struct http_server *server;
    struct MHD_Connection *connection;
    struct connection *clock;
    const struct http_room *room;
    struct arena *arena;
    char *body;
    size_t length;
    size_t capacity;
    bool is_taken;
    struct MHD_Response *answer; /* given, and not sent yet */
    unsigned status;
};

/* ---- Bodies ---- */

void http_request_drop_body(struct http_request *request)
{
    atomic_fetch_sub(&request->server->bodies, request->capacity);
    free(request->body);
    request->body = NULL;
    request->length = 0;
    request->capacity = 0;
}

/* Makes room for a body of that length; false where the server holds too much already. */
static bool reserve_body(struct http_request *request, size_t length)
{
    struct http_server *server = request->server;
    size_t more = length - request->capacity;
    if (length <= request->capacity) {
        return true;
    }
    if (atomic_fetch_add(&server->bodies, more) + more > server->options.bodies_max) {
        atomic_fetch_sub(&server->bodies, more);
        return false;
    }
    char *body = memory_alloc(length);
    memcpy(body, request->body ? request->body : "", request->length);
    free(request->body);
    request->body = body;
    request->capacity = length;
    return true;
}

/* The next bytes of a body; false where they are too many. Bodies of a length that was told have
 * their room already, others grow. */
static bool append_body(struct http_request *request, const char *bytes, size_t length)
{
    size_t most = request->room->body_max;
    if (length > most - request->length) {
        return false;
    }
    size_t wanted = request->length + length;
    if (wanted > request->capacity) {
        size_t doubled = request->capacity * 2 < 4096 ? 4096 : request->capacity * 2;
        doubled = doubled > most ? most : doubled;
        if (!reserve_body(request, wanted > doubled ? wanted : doubled)) {
            return false;
        }
    }
    memcpy(request->body + request->length, bytes, length);
    request->length = wanted;
    return true;
}

/* ---- Answers ---- */

static struct MHD_Response *make_response(const struct http_request *request,
                                          const struct http_answer *answer)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        answer->body.length, (void *)answer->body.data, MHD_RESPMEM_MUST_COPY);
    if (!response) {
        return NULL;
    }
    const char *type = answer->type ? answer->type : "text/plain; charset=utf-8";
    if (answer->body.length > 0) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    }
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    if (answer->status == MHD_HTTP_METHOD_NOT_ALLOWED) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, request->room->allow);
    }
    if (answer->name) {
        MHD_add_response_header(response, answer->name, answer->value);
    }
    return response;
}

/* In the server's own thread. */
static enum MHD_Result send_now(struct http_request *request, unsigned status,
                                struct MHD_Response *response)
{
    if (!response) {
        return MHD_NO;
    }
    connections_enter(request->server->connections, request->clock, CONNECTION_ANSWER);
    enum MHD_Result result = MHD_queue_response(request->connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer_now(struct http_request *request, const struct http_answer *answer)
{
    return send_now(request, answer->status, make_response(request, answer));
}

static enum MHD_Result refuse(struct http_request *request, unsigned status, const char *why)
{
    const struct http_answer answer = {.status = status, .body = slice_from(why)};
    return answer_now(request, &answer);
}

void http_give_answer(struct http_request *request, const struct http_answer *answer)
{
    http_request_drop_body(request);
    request->status = answer->status;
    request->answer = make_response(request, answer);
    MHD_resume_connection(request->connection);
}

/* ---- Requests ---- */

static bool has_method(const char *allow, const char *method)
{
    slice rest = slice_from(allow);
    while (rest.length > 0) {
        size_t comma = slice_find_byte(rest, ',');
        if (slice_is(slice_trim(slice_sub(rest, 0, comma)), method)) {
            return true;
        }
        rest = slice_sub(rest, comma + 1, rest.length);
    }
    return false;
}

static const struct http_room *find_room(const struct http_options *options, const char *path)
{
    for (size_t i = 0; i < options->room_count; i++) {
        const struct http_room *room = &options->rooms[i];
        if (!room->path || strcmp(room->path, path) == 0) {
            return room;
        }
    }
    return NULL;
}

/* Whether the head leaves no doubt where the body ends (RFC 9112 section 6.3): what is in front of
 * this server may have read it otherwise. */
static bool has_clear_length(const struct http_request *request)
{
    const char *coding = http_request_header(request, MHD_HTTP_HEADER_TRANSFER_ENCODING);
    unsigned lengths = http_request_header_count(request, MHD_HTTP_HEADER_CONTENT_LENGTH);
    unsigned codings = http_request_header_count(request, MHD_HTTP_HEADER_TRANSFER_ENCODING);
    return lengths + codings <= 1 && (!coding || strcasecmp(coding, "chunked") == 0);
}

/* The room for a body whose length is told; or the refusal. */
static unsigned begin_body(struct http_request *request)
{
    const char *told = http_request_header(request, MHD_HTTP_HEADER_CONTENT_LENGTH);
    unsigned long long length = told ? strtoull(told, NULL, 10) : 0;
    if (length > request->room->body_max) {
        return MHD_HTTP_CONTENT_TOO_LARGE;
    }
    return reserve_body(request, (size_t)length) ? 0 : MHD_HTTP_SERVICE_UNAVAILABLE;
}

static enum MHD_Result begin(struct http_request *request, const char *path, const char *method)
{
    request->room = find_room(&request->server->options, path);
    if (!request->room) {
        return refuse(request, MHD_HTTP_NOT_FOUND, "There is nothing here.\n");
    }
    if (!has_method(request->room->allow, method)) {
        return refuse(request, MHD_HTTP_METHOD_NOT_ALLOWED, "Not by this method.\n");
    }
    if (!has_clear_length(request)) {
        return refuse(request, MHD_HTTP_BAD_REQUEST, "The length of the body isn't clear.\n");
    }
    struct http_answer answer = request->room->begin(request->room->context, request);
    if (answer.status != 0) {
        return answer_now(request, &answer);
    }
    unsigned status = begin_body(request);
    if (status != 0) {
        return refuse(request, status,
                      status == MHD_HTTP_CONTENT_TOO_LARGE ? "The body is too large.\n"
                                                           : "Too much at a time.\n");
    }
    connections_enter(request->server->connections, request->clock, CONNECTION_BODY);
    return MHD_YES;
}

static enum MHD_Result hand_over(struct http_request *request)
{
    request->is_taken = true;
    connections_enter(request->server->connections, request->clock, CONNECTION_WAITS);
    MHD_suspend_connection(request->connection);
    request->room->take(request->room->context, request);
    return MHD_YES;
}

static struct http_request *request_new(struct http_server *server,
                                        struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct arena *arena = arena_new();
    struct http_request *request = ARENA_NEW(arena, struct http_request);
    request->arena = arena;
    request->server = server;
    request->connection = connection;
    request->clock = info->socket_context;
    return request;
}

/* ---- What libmicrohttpd calls ---- */

/* First with a head, then with each piece of the body, then without one; and again once a suspended
 * request is resumed. */
static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
                                  const char *path, const char *method, const char *version,
                                  const char *bytes, size_t *length, void **own)
{
    struct http_request *request = *own;
    if (!request) {
        request = request_new(context, connection);
        *own = request;
        return begin(request, path, method);
    }
    if (*length > 0) {
        bool fits = append_body(request, bytes, *length);
        *length = 0;
        return fits ? MHD_YES : MHD_NO; /* there can be no answer before the end of the body */
    }
    if (!request->is_taken) {
        return hand_over(request);
    }
    struct MHD_Response *answer = request->answer;
    request->answer = NULL;
    return send_now(request, request->status, answer);
}

static void on_request_end(void *context, struct MHD_Connection *connection, void **own,
                           enum MHD_RequestTerminationCode code)
{
    struct http_request *request = *own;
    if (!request) {
        return;
    }
    struct arena *arena = request->arena;
    if (request->answer) {
        MHD_destroy_response(request->answer);
    }
    http_request_drop_body(request);
    connections_enter(request->server->connections, request->clock, CONNECTION_HEAD);
    arena_free(arena);
    *own = NULL;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **own,
                          enum MHD_ConnectionNotificationCode code)
{
    struct http_server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *own = connections_add(server->connections, info->connect_fd);
    } else {
        connections_remove(server->connections, *own);
        *own = NULL;
    }
}

/* What libmicrohttpd says of clients and of itself. */
static void on_log(void *context, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
static void on_log(void *context, const char *format, va_list arguments)
{
    const struct http_server *server = context;
    char text[512];
    int length = vsnprintf(text, sizeof text, format, arguments);
    if (length > 0) {
        log_line(server->log, LOG_DEBUG, "libmicrohttpd: %.*s",
                 SLICE_ARGS(slice_trim(slice_from(text))));
    }
}

/* ---- The server ---- */

struct http_server *http_server_new(struct arena *arena, const struct http_options *options,
                                    struct live_log *log, const char **why)
{
    struct http_server *server = ARENA_NEW(arena, struct http_server);
    unsigned second = options->second ? options->second : 1000;
    server->options = *options;
    server->log = log;
    int file = address_listen(arena, options->address, &server->port, why);
    if (file < 0) {
        return NULL;
    }
    /* A pool of one thread is told as a mistake. */
    struct MHD_OptionItem pool[] = {
        {MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)options->threads, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    server->connections = connections_new(second);
    if (server->connections) {
        server->daemon = MHD_start_daemon(
            MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL,
            NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, on_log, server,
            MHD_OPTION_LISTEN_SOCKET, file, MHD_OPTION_NOTIFY_COMPLETED, on_request_end, server,
            MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_CONNECTION_LIMIT,
            options->connection_max, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_MAX,
            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENCE_SECONDS, MHD_OPTION_STRICT_FOR_CLIENT,
            1, MHD_OPTION_ARRAY, options->threads > 1 ? pool : &pool[1], MHD_OPTION_END);
    }
    if (!server->daemon) {
        *why = "no thread can be started for it";
        close(file);
        if (server->connections) {
            connections_free(server->connections);
        }
        return NULL;
    }
    return server;
}

uint16_t http_server_port(const struct http_server *server)
{
    return server->port;
}

void http_server_close(struct http_server *server)
{
    int file = MHD_quiesce_daemon(server->daemon);
    if (file >= 0) {
        close(file);
    }
}

void http_server_free(struct http_server *server)
{
    if (server) {
        MHD_stop_daemon(server->daemon);
        connections_free(server->connections);
    }
}

/* ---- Of a request ---- */

struct arena *http_request_arena(struct http_request *request)
{
    return request->arena;
}

const char *http_request_header(const struct http_request *request, const char *name)
{
    return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

struct lookup {
    const char *name;
    unsigned count;
};

static void count_header(void *context, const char *name, const char *value)
{
    struct lookup *lookup = context;
    lookup->count += strcasecmp(name, lookup->name) == 0;
}

unsigned http_request_header_count(const struct http_request *request, const char *name)
{
    struct lookup lookup = {.name = name};
    http_request_headers(request, count_header, &lookup);
    return lookup.count;
}

struct each_header {
    void (*each)(void *context, const char *name, const char *value);
    void *context;
};

static enum MHD_Result call_each(void *context, enum MHD_ValueKind kind, const char *name,
                                 const char *value)
{
    const struct each_header *each = context;
    each->each(each->context, name, value ? value : "");
    return MHD_YES;
}

void http_request_headers(const struct http_request *request,
                          void (*each)(void *context, const char *name, const char *value),
                          void *context)
{
    struct each_header calling = {each, context};
    MHD_get_connection_values(request->connection, MHD_HEADER_KIND, call_each, &calling);
}

slice http_request_body(const struct http_request *request)
{
    return (slice){request->body ? request->body : "", request->length};
}
