/* A client for tests. In: bytes. Out: what the server answers. */
#include "tests/watch/client.h"

#include "base/buffer.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int client_connect(uint16_t port)
{
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int file = socket(AF_INET, SOCK_STREAM, 0);
    if (file < 0 || connect(file, (const struct sockaddr *)&address, sizeof address) != 0) {
        perror("tests: can't connect");
        exit(2);
    }
    return file;
}

bool client_send(int socket, slice bytes)
{
    while (bytes.length > 0) {
        ssize_t sent = send(socket, bytes.data, bytes.length, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR) {
            return false;
        }
        bytes = slice_sub(bytes, sent > 0 ? (size_t)sent : 0, bytes.length);
    }
    return true;
}

slice client_receive(struct arena *arena, int socket, int milliseconds)
{
    struct buffer answer = {.arena = arena};
    char piece[4096];
    struct pollfd waiting = {.fd = socket, .events = POLLIN};
    while (poll(&waiting, 1, milliseconds) > 0) {
        ssize_t got = recv(socket, piece, sizeof piece, 0);
        if (got <= 0) {
            break;
        }
        buffer_append(&answer, (slice){piece, (size_t)got});
    }
    return buffer_slice(&answer);
}

int client_exchange(struct arena *arena, uint16_t port, slice request, slice *answer)
{
    int file = client_connect(port);
    client_send(file, request);
    slice got = client_receive(arena, file, 30000);
    close(file);
    if (answer) {
        *answer = got;
    }
    bool is_answer = got.length > 12 && slice_starts_with(got, SLICE("HTTP/1.1 "));
    return is_answer ? atoi(arena_cstring(arena, slice_sub(got, 9, 12))) : 0;
}

slice client_post(struct arena *arena, const char *headers, slice body)
{
    struct buffer request = {.arena = arena};
    buffer_printf(
        &request,
        "POST / HTTP/1.1\r\nHost: w\r\nConnection: close\r\nContent-Length: %zu\r\n%s\r\n",
        body.length, headers);
    buffer_append(&request, body);
    return buffer_slice(&request);
}
