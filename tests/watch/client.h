/* A client that sends bytes as they are: what a test wants to send is often no HTTP. */
#ifndef PAYLINT_TESTS_WATCH_CLIENT_H
#define PAYLINT_TESTS_WATCH_CLIENT_H

#include "base/arena.h"

#include <stdint.h>

/* A socket connected to that port of this machine; ends the program where that can't be. */
int client_connect(uint16_t port);
/* Sends what the server takes; false where it has closed. */
bool client_send(int socket, slice bytes);
/* All that comes until the server closes, or for so many milliseconds. */
slice client_receive(struct arena *arena, int socket, int milliseconds);

/* Sends a request of its own connection and returns the answer's status, 0 where there was none. */
int client_exchange(struct arena *arena, uint16_t port, slice request, slice *answer);

/* A POST to / with that body, and `headers`, lines that end with \r\n. */
slice client_post(struct arena *arena, const char *headers, slice body);

#endif
