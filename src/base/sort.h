/* Sorting that leaves in their order what compares as equal, and so gives the same everywhere:
 * qsort(3) does so in some C libraries only, and in glibc as long as there is memory. */
#ifndef PAYLINT_BASE_SORT_H
#define PAYLINT_BASE_SORT_H

#include <stddef.h>

/* As qsort(3). */
void sort_stable(void *items, size_t count, size_t size,
                 int (*compare)(const void *a, const void *b));

#endif
