/* Instants: microseconds since 1970, and how people and protocols write them (RFC 3339, in UTC). */
#ifndef PAYLINT_BASE_INSTANT_H
#define PAYLINT_BASE_INSTANT_H

#include "base/arena.h"

#include <stdint.h>

/* 2026-01-02T03:04:05.678Z, or with an offset such as +01:00, with any number of digits behind the
 * point. False where it is none. */
bool instant_read(slice text, int64_t *microseconds);

/* "2026-01-02T03:04:05Z"; fractions of a second are left out. */
slice instant_written(struct arena *arena, int64_t microseconds);

/* A length of time: "90s", "15m", "4h", "1d", and several of them, the longest first: "1h30m".
 * False where it is none, or longer than ten years. */
bool duration_read(slice text, int64_t *seconds);

/* For people: "45 s", "8 min 20 s", "1 h 32 min", "2 d 3 h"; under a second "0.25 s". */
slice duration_written(struct arena *arena, double seconds);

#endif
