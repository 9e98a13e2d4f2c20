/* Merge sort. In: items. Out: the same in order. */
#include "base/sort.h"

#include "base/arena.h"

#include <stdlib.h>

struct sorting {
    size_t size;
    int (*compare)(const void *a, const void *b);
    char *room; /* for all items */
};

/* The runs of `left` and of `right` items behind them become one. */
static void merge(const struct sorting *sorting, char *items, size_t left, size_t right)
{
    size_t size = sorting->size;
    const char *first = sorting->room;
    const char *second = items + left * size;
    memcpy(sorting->room, items, left * size);
    while (left > 0 && right > 0) {
        bool takes_second = sorting->compare(first, second) > 0;
        memmove(items, takes_second ? second : first, size);
        items += size;
        second += takes_second ? size : 0;
        first += takes_second ? 0 : size;
        right -= takes_second;
        left -= !takes_second;
    }
    memcpy(items, first, left * size);
}

void sort_stable(void *items, size_t count, size_t size,
                 int (*compare)(const void *a, const void *b))
{
    if (count < 2) {
        return;
    }
    struct sorting sorting = {size, compare, memory_alloc(count * size)};
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t at = 0; at + run < count; at += 2 * run) {
            size_t rest = count - at - run;
            merge(&sorting, (char *)items + at * size, run, rest < run ? rest : run);
        }
    }
    free(sorting.room);
}
