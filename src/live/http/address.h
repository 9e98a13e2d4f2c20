/* Addresses to listen at: "127.0.0.1:8080", "[::1]:8080", "localhost:8080", ":8080" (all). */
#ifndef PAYLINT_LIVE_HTTP_ADDRESS_H
#define PAYLINT_LIVE_HTTP_ADDRESS_H

#include "base/arena.h"

#include <stdint.h>

/* Whether an address is one that only this machine reaches; "0.0.0.0:80" is not. False, and `*why`
 * set, where it is no address. */
bool address_is_loopback(struct arena *arena, const char *address, bool *loopback,
                         const char **why);

/* A socket that listens at the address; port 0 is any free one, and `*port` what it is. -1, and
 * `*why` set, where that can't be had. The caller closes it. */
int address_listen(struct arena *arena, const char *address, uint16_t *port, const char **why);

#endif
