/* The clock over connections. In: what each is at. Out: sockets shut down. */
#define _GNU_SOURCE /* pthread_cond_clockwait */
#include "live/http/connections.h"

#include "base/arena.h"
#include "live/message.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct connection {
    int socket;
    enum connection_phase phase;
    int64_t since; /* clock_now when the phase began */
    bool is_cut;
    struct connection *previous;
    struct connection *next;
};

struct connections {
    int64_t unit; /* microseconds */
    pthread_t thread;
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t changed;
    bool stop;
    struct connection *first;
};

static const int64_t limits[] = {
    [CONNECTION_HEAD] = 15,
    [CONNECTION_BODY] = 60,
    [CONNECTION_WAITS] = INT64_MAX,
    [CONNECTION_ANSWER] = 30,
};

/* libmicrohttpd sees the end of the connection, and closes it. */
static void cut_late(struct connections *connections, int64_t now)
{
    for (struct connection *each = connections->first; each; each = each->next) {
        int64_t units = (now - each->since) / connections->unit;
        if (!each->is_cut && units >= limits[each->phase]) {
            shutdown(each->socket, SHUT_RDWR);
            each->is_cut = true;
        }
    }
}

static void *watch(void *context)
{
    struct connections *connections = context;
    pthread_mutex_lock(&connections->lock);
    while (!connections->stop) {
        int64_t until = clock_now() + connections->unit;
        const struct timespec time = {until / 1000000, until % 1000000 * 1000};
        pthread_cond_clockwait(&connections->changed, &connections->lock, CLOCK_MONOTONIC, &time);
        cut_late(connections, clock_now());
    }
    pthread_mutex_unlock(&connections->lock);
    return NULL;
}

struct connections *connections_new(unsigned unit)
{
    struct connections *connections = memory_alloc(sizeof *connections);
    *connections = (struct connections){.unit = (int64_t)unit * 1000};
    pthread_mutex_init(&connections->lock, NULL);
    pthread_cond_init(&connections->changed, NULL);
    if (pthread_create(&connections->thread, NULL, watch, connections) != 0) {
        free(connections);
        return NULL;
    }
    return connections;
}

void connections_free(struct connections *connections)
{
    pthread_mutex_lock(&connections->lock);
    connections->stop = true;
    pthread_cond_signal(&connections->changed);
    pthread_mutex_unlock(&connections->lock);
    pthread_join(connections->thread, NULL);
    pthread_cond_destroy(&connections->changed);
    pthread_mutex_destroy(&connections->lock);
    free(connections);
}

struct connection *connections_add(struct connections *connections, int socket)
{
    struct connection *connection = memory_alloc(sizeof *connection);
    pthread_mutex_lock(&connections->lock);
    *connection =
        (struct connection){.socket = socket, .since = clock_now(), .next = connections->first};
    if (connection->next) {
        connection->next->previous = connection;
    }
    connections->first = connection;
    pthread_mutex_unlock(&connections->lock);
    return connection;
}

void connections_remove(struct connections *connections, struct connection *connection)
{
    pthread_mutex_lock(&connections->lock);
    if (connection->next) {
        connection->next->previous = connection->previous;
    }
    if (connection->previous) {
        connection->previous->next = connection->next;
    } else {
        connections->first = connection->next;
    }
    pthread_mutex_unlock(&connections->lock);
    free(connection);
}

void connections_enter(struct connections *connections, struct connection *connection,
                       enum connection_phase phase)
{
    pthread_mutex_lock(&connections->lock);
    connection->phase = phase;
    connection->since = clock_now();
    pthread_mutex_unlock(&connections->lock);
}
