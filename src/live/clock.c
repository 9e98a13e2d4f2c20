/* Clocks. In: nothing. Out: microseconds. */
#include "live/message.h"

#include <time.h>

static int64_t microseconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_now(void)
{
    return microseconds_of(CLOCK_MONOTONIC);
}

int64_t clock_wall(void)
{
    return microseconds_of(CLOCK_REALTIME);
}
