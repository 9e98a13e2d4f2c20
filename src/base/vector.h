/* A vector: a growing array in an arena. Declare one with VECTOR(type), zero it to make it empty,
 * read `items` and `count` directly. */
#ifndef PAYLINT_BASE_VECTOR_H
#define PAYLINT_BASE_VECTOR_H

#include "base/arena.h"

#define VECTOR(type)     \
    struct {             \
        type *items;     \
        size_t count;    \
        size_t capacity; \
    }

/* How many items a vector first has room for: most of those of large ones stay short. */
#define VECTOR_FIRST(vector)                    \
    (sizeof *(vector)->items > 32   ? (size_t)1 \
     : sizeof *(vector)->items > 16 ? (size_t)2 \
                                    : (size_t)8)

/* Makes room for one more item at the end; evaluates `vector` more than once. */
#define VECTOR_RESERVE(arena, vector)                                                           \
    do {                                                                                        \
        if ((vector)->count == (vector)->capacity) {                                            \
            size_t vector_wanted =                                                              \
                (vector)->capacity ? (vector)->capacity * 2 : VECTOR_FIRST(vector);             \
            (vector)->items =                                                                   \
                arena_grow((arena), (vector)->items, (vector)->count * sizeof *(vector)->items, \
                           vector_wanted * sizeof *(vector)->items);                            \
            (vector)->capacity = vector_wanted;                                                 \
        }                                                                                       \
    } while (0)

#define VECTOR_PUSH(arena, vector, item)             \
    do {                                             \
        VECTOR_RESERVE((arena), (vector));           \
        (vector)->items[(vector)->count++] = (item); \
    } while (0)

#endif
