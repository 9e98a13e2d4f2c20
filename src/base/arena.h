/* An arena: memory that is handed out piece by piece and given back all at once.
 * One arena serves the analysis of one file; nothing in it is freed alone.
 * When the system has no more memory the program says so on standard error and exits
 * with status 2: no caller checks for NULL. */
#ifndef PAYLINT_BASE_ARENA_H
#define PAYLINT_BASE_ARENA_H

#include "base/slice.h"

#include <stdarg.h>
#include <stddef.h>

struct arena_block;
struct arena_large;

/* Nobody but the functions of this header looks into it. */
struct arena {
    char *next;  /* what is handed out next */
    char *clean; /* up to here it is zeroed already */
    struct arena_block *current;
    struct arena_block *spare; /* of an earlier use: the system is asked for memory only once */
    struct arena_large *large; /* what is too large for a block */
    size_t asked;
};

/* A new, empty arena; the caller owns it and gives it back with `arena_free`. */
struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* Takes back what the arena handed out, but keeps it for the next use. */
void arena_reset(struct arena *arena);

/* The same, but for its first block: `other` takes its memory for what it hands out next. */
void arena_reset_for(struct arena *arena, struct arena *other);

/* How many bytes have been asked for: the same for the same requests, whatever the arena was used
 * for before. What grew in place counts as if it had been moved. */
size_t arena_size(const struct arena *arena);

enum { ARENA_ALIGNMENT = 8 };

/* The same, where what is zeroed already isn't enough. */
void *arena_alloc_more(struct arena *arena, size_t size);

/* `size` zeroed bytes, aligned for any type but long double, of which nothing here is made. */
static inline void *arena_alloc(struct arena *arena, size_t size)
{
    size_t room = (size + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1);
    if (room < size || room > (size_t)(arena->clean - arena->next)) {
        return arena_alloc_more(arena, size);
    }
    void *memory = arena->next;
    arena->next += room;
    arena->asked += room;
    return memory;
}
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);

/* `old_size` bytes at `old` moved to a room of `new_size`; in place where they were the last
 * thing handed out. What is large is moved by the system, and nothing of it stays behind. `old` may
 * also be memory of the caller's own. The bytes past `old_size` are any. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);

/* `size` bytes that were handed out as one thing aren't needed any more: where they are large the
 * system gets them back. */
void arena_drop(struct arena *arena, void *memory, size_t size);

slice arena_copy(struct arena *arena, slice bytes);
/* A copy with the letters of ASCII in lower case, or in upper. */
slice arena_copy_in_case(struct arena *arena, slice bytes, bool lower);
/* A NUL-terminated copy, for system calls and libraries. */
char *arena_cstring(struct arena *arena, slice bytes);
/* All of the slices, one behind the other; cheaper than printing them. */
slice arena_concat(struct arena *arena, const slice *parts, size_t count);
#define ARENA_CONCAT(arena, ...)                        \
    arena_concat((arena), (const slice[]){__VA_ARGS__}, \
                 sizeof((const slice[]){__VA_ARGS__}) / sizeof(slice))
/* What printf would print. */
slice arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
slice arena_vprintf(struct arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Says that there is no memory left and ends the program with status 2, whatever thread is at work.
 */
_Noreturn void memory_is_out(void);

/* malloc that doesn't fail: for what outlives every arena. The caller frees it. */
void *memory_alloc(size_t size);
/* calloc and realloc that don't: for libraries that take others than the system's. */
void *memory_alloc_zeroed(size_t count, size_t size);
void *memory_resize(void *old, size_t size);

#endif
