/* Which messages came lately: how redeliveries are known that the server doesn't count. */
#ifndef PAYLINT_LIVE_SEEN_H
#define PAYLINT_LIVE_SEEN_H

#include "base/slice.h"

struct seen;

struct seen *seen_new(void);
void seen_free(struct seen *seen);

/* Whether that id came before, and isn't forgotten yet; one without data never did. Threads may ask
 * at once. */
bool seen_before(struct seen *seen, slice id);

#endif
