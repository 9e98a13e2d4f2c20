/* The language server's input and output. In: bytes of the client. Out: bytes for it. Input is read
 * whenever some is there, also between two pieces of work, so that a cancelled request or a
 * document that has changed once more is known of in time. */
#include "lsp/serve.h"

#include "lsp/frame.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    READ_SIZE = 64 * 1024,
    CLIENT_CHECK_MS = 10 * 1000, /* how often it is looked whether the client is still there */
};

struct connection {
    struct server *server;
    struct frame_reader *frames;
    bool has_ended; /* no more comes in */
    bool is_deaf;   /* what is sent can't be written */
    bool saw_client;
};

/* ---- Output ---- */

static bool write_all(slice bytes)
{
    while (bytes.length > 0) {
        ssize_t put = write(STDOUT_FILENO, bytes.data, bytes.length);
        if (put < 0 && errno == EAGAIN) {
            struct pollfd ready = {.fd = STDOUT_FILENO, .events = POLLOUT};
            poll(&ready, 1, -1);
        } else if (put < 0 && errno != EINTR) {
            return false;
        }
        bytes = slice_sub(bytes, put > 0 ? (size_t)put : 0, bytes.length);
    }
    return true;
}

static void send_content(void *context, slice content)
{
    struct connection *connection = context;
    char header[64];
    int length = snprintf(header, sizeof header, "Content-Length: %zu\r\n\r\n", content.length);
    connection->is_deaf =
        connection->is_deaf || !write_all((slice){header, (size_t)length}) || !write_all(content);
}

/* ---- Input ---- */

static void take_frames(struct connection *connection)
{
    slice content;
    enum frame_kind kind;
    while ((kind = frame_take(connection->frames, &content)) != FRAME_NONE) {
        if (kind == FRAME_CONTENT) {
            server_take(connection->server, content);
        } else if (kind == FRAME_TOO_LARGE) {
            server_refuse(connection->server, "the message is larger than 64 MiB");
        } else {
            server_refuse(connection->server, "a header with a Content-Length was expected");
        }
    }
}

static void read_some(struct connection *connection)
{
    char bytes[READ_SIZE];
    ssize_t got = read(STDIN_FILENO, bytes, sizeof bytes);
    if (got > 0) {
        frame_put(connection->frames, (slice){bytes, (size_t)got});
        take_frames(connection);
    } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
        connection->has_ended = true;
    }
}

/* Whether there is something to read within that time, or the end. */
static bool input_waits(int milliseconds)
{
    struct pollfd ready = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&ready, 1, milliseconds) > 0;
}

/* A client in another PID namespace, such as that of a container, is never seen. */
static void look_for_client(struct connection *connection)
{
    long process = server_client_process(connection->server);
    bool there = process > 0 && (kill((pid_t)process, 0) == 0 || errno != ESRCH);
    connection->is_deaf = connection->is_deaf || (connection->saw_client && !there);
    connection->saw_client = there;
}

static void read_all(struct connection *connection)
{
    while (!connection->has_ended && server_queued(connection->server) < SERVER_QUEUE_MAX &&
           input_waits(0)) {
        read_some(connection);
    }
}

int serve(const struct server_options *options)
{
    int status = 0;
    struct connection connection = {.frames = frame_reader_new()};
    struct server_options own = *options;
    own.send = send_content;
    own.context = &connection;
    connection.server = server_new(&own);
    for (;;) {
        read_all(&connection);
        bool worked = server_work(connection.server);
        if (server_is_done(connection.server, &status) || connection.is_deaf ||
            (!worked && connection.has_ended)) {
            break;
        }
        if (!worked && !input_waits(CLIENT_CHECK_MS)) {
            look_for_client(&connection);
        }
    }
    server_free(connection.server);
    frame_reader_free(connection.frames);
    return status;
}
