/* The clock over connections: one that takes too long to say what it wants, or to take its answer,
 * is cut off. libmicrohttpd's own time-out is one of silence, which a byte every few seconds keeps
 * away for ever. */
#ifndef PAYLINT_LIVE_HTTP_CONNECTIONS_H
#define PAYLINT_LIVE_HTTP_CONNECTIONS_H

#include <stddef.h>

/* What a connection is at, and how many seconds that may take. */
enum connection_phase {
    CONNECTION_HEAD,   /* idle, or sends the head of a request: 15 */
    CONNECTION_BODY,   /* sends a body: 60 */
    CONNECTION_WAITS,  /* for its answer: as long as it takes */
    CONNECTION_ANSWER, /* takes its answer: 30 */
};

struct connections;
struct connection;

/* Starts a thread. NULL where that can't be had. `unit`: milliseconds for each of those seconds;
 * 1000 but for tests. */
struct connections *connections_new(unsigned unit);
/* All connections must have been removed. */
void connections_free(struct connections *connections);

/* A connection over that socket begins, with its head. */
struct connection *connections_add(struct connections *connections, int socket);
/* Before the socket is closed. */
void connections_remove(struct connections *connections, struct connection *connection);
void connections_enter(struct connections *connections, struct connection *connection,
                       enum connection_phase phase);

#endif
