/* A small generator of numbers (splitmix64, Steele and others 2014): what it makes depends on
 * nothing but its seed, so that each script can be made again. */
#ifndef PAYLINT_DIFFERENTIAL_RANDOM_H
#define PAYLINT_DIFFERENTIAL_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state;
};

static inline uint64_t random_next(struct random *random)
{
    uint64_t z = (random->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* One of 0 … `count` - 1. */
static inline size_t random_below(struct random *random, size_t count)
{
    return count ? (size_t)(random_next(random) % count) : 0;
}

/* True `percent` times in a hundred. */
static inline bool random_chance(struct random *random, unsigned percent)
{
    return random_below(random, 100) < percent;
}

#endif
