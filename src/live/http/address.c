/* Addresses. In: "HOST:PORT". Out: sockets that listen there. */
#define _GNU_SOURCE /* SOCK_CLOEXEC, SOCK_NONBLOCK */
#include "live/http/address.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 256 };

/* The first address that the name stands for; freed with freeaddrinfo. NULL, and `*why` set, where
 * it is none. */
static struct addrinfo *resolve(struct arena *arena, const char *address, const char **why)
{
    slice whole = slice_from(address);
    size_t colon = whole.length;
    while (colon > 0 && whole.data[colon - 1] != ':') {
        colon--;
    }
    slice host = slice_sub(whole, 0, colon > 0 ? colon - 1 : 0);
    slice port = slice_sub(whole, colon, whole.length);
    bool brackets = slice_starts_with(host, SLICE("[")) && slice_ends_with(host, SLICE("]"));
    host = brackets ? slice_sub(host, 1, host.length - 1) : host;
    if (colon == 0 || port.length == 0 || (!brackets && slice_find_byte(host, ':') < host.length)) {
        *why = "an address is HOST:PORT, :PORT or [IPv6]:PORT";
        return NULL;
    }
    const struct addrinfo hints = {.ai_family = host.length > 0 ? AF_UNSPEC : AF_INET,
                                   .ai_socktype = SOCK_STREAM,
                                   .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    int error = getaddrinfo(host.length > 0 ? arena_cstring(arena, host) : NULL,
                            arena_cstring(arena, port), &hints, &found);
    if (error != 0) {
        *why = error == EAI_SYSTEM ? strerror(errno) : gai_strerror(error);
        return NULL;
    }
    return found;
}

static bool is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *inet = (const struct sockaddr_in *)address;
        return ntohl(inet->sin_addr.s_addr) >> 24 == 127;
    }
    const struct sockaddr_in6 *inet6 = (const struct sockaddr_in6 *)address;
    return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&inet6->sin6_addr);
}

bool address_is_loopback(struct arena *arena, const char *address, bool *loopback, const char **why)
{
    struct addrinfo *found = resolve(arena, address, why);
    if (found) {
        *loopback = true;
        for (const struct addrinfo *each = found; each; each = each->ai_next) {
            *loopback = *loopback && is_loopback(each->ai_addr);
        }
        freeaddrinfo(found);
    }
    return found != NULL;
}

static int listen_at(const struct addrinfo *found, uint16_t *port)
{
    int on = 1;
    struct sockaddr_storage bound;
    socklen_t length = sizeof bound;
    int file =
        socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, found->ai_protocol);
    if (file < 0) {
        return -1;
    }
    if (setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(file, found->ai_addr, found->ai_addrlen) != 0 || listen(file, BACKLOG) != 0 ||
        getsockname(file, (struct sockaddr *)&bound, &length) != 0) {
        int error = errno;
        close(file);
        errno = error;
        return -1;
    }
    *port = ntohs(bound.ss_family == AF_INET ? ((struct sockaddr_in *)&bound)->sin_port
                                             : ((struct sockaddr_in6 *)&bound)->sin6_port);
    return file;
}

int address_listen(struct arena *arena, const char *address, uint16_t *port, const char **why)
{
    struct addrinfo *found = resolve(arena, address, why);
    if (!found) {
        return -1;
    }
    int file = listen_at(found, port);
    if (file < 0) {
        *why = strerror(errno);
    }
    freeaddrinfo(found);
    return file;
}
