/* A proxy of TCP connections. In: connections to a port. Out: the same to another. SIGUSR1 cuts all
 * that there are; SIGUSR2 stops passing anything on, or goes on with it. */
#include "tool.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PAIRS_MAX = 64, ROOM = 65536 };

static volatile sig_atomic_t wants_cut, is_stalled;

static void on_signal(int signal)
{
    if (signal == SIGUSR1) {
        wants_cut = 1;
    } else {
        is_stalled = !is_stalled;
    }
}

/* What was read at one end and isn't written at the other yet. */
struct way {
    int from, to;
    char bytes[ROOM];
    size_t at, length;
};

struct pair {
    struct way ways[2];
    bool is_used;
};

static struct sockaddr_in address_of(unsigned long port)
{
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static void close_pair(struct pair *pair)
{
    close(pair->ways[0].from);
    close(pair->ways[0].to);
    pair->is_used = false;
}

static void accept_pair(struct pair *pairs, int listener, unsigned long target)
{
    int incoming = accept(listener, NULL, NULL);
    int outgoing = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = address_of(target);
    if (incoming >= 0 && connect(outgoing, (struct sockaddr *)&address, sizeof address) == 0) {
        for (size_t i = 0; i < PAIRS_MAX; i++) {
            if (!pairs[i].is_used) {
                pairs[i].ways[0] = (struct way){.from = incoming, .to = outgoing};
                pairs[i].ways[1] = (struct way){.from = outgoing, .to = incoming};
                pairs[i].is_used = true;
                return;
            }
        }
    }
    close(incoming);
    close(outgoing);
}

/* Passes on what can be; false where an end is closed. */
static bool pass_on(struct way *way, short from_events, short to_events)
{
    if (way->length == 0 && (from_events & (POLLIN | POLLHUP | POLLERR))) {
        ssize_t got = recv(way->from, way->bytes, ROOM, MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN)) {
            return false;
        }
        way->at = 0;
        way->length = got > 0 ? (size_t)got : 0;
    }
    if (way->length > 0 && (to_events & (POLLOUT | POLLERR))) {
        ssize_t sent = send(way->to, way->bytes + way->at, way->length, MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN) {
            return false;
        }
        way->at += sent > 0 ? (size_t)sent : 0;
        way->length -= sent > 0 ? (size_t)sent : 0;
    }
    return true;
}

static void serve_once(struct pair *pairs, int listener, unsigned long target)
{
    struct pollfd polls[1 + 2 * PAIRS_MAX];
    size_t count = 1;
    polls[0] = (struct pollfd){.fd = listener, .events = POLLIN};
    for (size_t i = 0; i < PAIRS_MAX; i++) {
        const struct way *ways = pairs[i].ways;
        for (int k = 0; k < 2; k++) {
            short events =
                (short)((ways[k].length == 0 ? POLLIN : 0) | (ways[!k].length > 0 ? POLLOUT : 0));
            polls[count++] =
                (struct pollfd){.fd = pairs[i].is_used ? ways[k].from : -1, .events = events};
        }
    }
    if (poll(polls, count, 100) <= 0) {
        return;
    }
    for (size_t i = 0; i < PAIRS_MAX; i++) {
        short first = polls[1 + 2 * i].revents, second = polls[2 + 2 * i].revents;
        if (pairs[i].is_used && (!pass_on(&pairs[i].ways[0], first, second) ||
                                 !pass_on(&pairs[i].ways[1], second, first))) {
            close_pair(&pairs[i]);
        }
    }
    if (polls[0].revents & POLLIN) {
        accept_pair(pairs, listener, target);
    }
}

/* proxy PORT TARGET-PORT */
int command_proxy(char **arguments)
{
    unsigned long target = strtoul(arguments[1], NULL, 10);
    struct sockaddr_in address = address_of(strtoul(arguments[0], NULL, 10));
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    int yes = 1;
    struct pair *pairs = calloc(PAIRS_MAX, sizeof *pairs);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, 16) != 0) {
        perror("proxy");
        return 1;
    }
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    for (;;) {
        if (is_stalled) {
            usleep(20000);
        } else {
            serve_once(pairs, listener, target);
        }
        for (size_t i = 0; wants_cut && i < PAIRS_MAX; i++) {
            if (pairs[i].is_used) {
                close_pair(&pairs[i]);
            }
        }
        wants_cut = 0;
    }
}
