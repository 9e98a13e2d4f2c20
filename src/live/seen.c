/* Ids that came lately. In: ids. Out: whether one came before. A table of hashes, each in the one
 * place that its low bits name: a later one takes the place of an earlier one. */
#include "live/seen.h"

#include "base/map.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { PLACES = 1 << 18 };

struct seen {
    _Atomic uint64_t hashes[PLACES];
};

struct seen *seen_new(void)
{
    struct seen *seen = memory_alloc(sizeof *seen);
    for (size_t i = 0; i < PLACES; i++) {
        atomic_init(&seen->hashes[i], 0);
    }
    return seen;
}

void seen_free(struct seen *seen)
{
    free(seen);
}

bool seen_before(struct seen *seen, slice id)
{
    if (!id.data) {
        return false;
    }
    uint64_t hash = map_hash(id);
    return atomic_exchange_explicit(&seen->hashes[hash % PLACES], hash, memory_order_relaxed) ==
           hash;
}
