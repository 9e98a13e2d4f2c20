/* Arena: a list of blocks, each twice the size of the one before up to a limit.
 * In: sizes. Out: zeroed memory that lives until the arena is reset or freed. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    FIRST_BLOCK = 16 * 1024,
    LARGEST_BLOCK = 1024 * 1024,
    ALIGNMENT = 16,
};

struct block {
    struct block *previous;
    size_t capacity;
    size_t used;
    size_t dirty; /* what stands behind this is zero still, as it came from the system */
    _Alignas(ALIGNMENT) char bytes[];
};

struct arena {
    struct block *current;
    struct block *spare; /* blocks of an earlier use: the system is asked for memory only once */
    size_t asked;
};

/* Not by exit(3): two threads may be here at once, and others at work. */
static _Noreturn void out_of_memory(void)
{
    fputs("paylint: out of memory\n", stderr);
    _Exit(2);
}

void *memory_alloc(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory) {
        out_of_memory();
    }
    return memory;
}

void *memory_alloc_zeroed(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory) {
        out_of_memory();
    }
    return memory;
}

void *memory_resize(void *old, size_t size)
{
    void *memory = realloc(old, size ? size : 1);
    if (!memory) {
        out_of_memory();
    }
    return memory;
}

static struct block *block_new(struct block *previous, size_t capacity)
{
    if (capacity > SIZE_MAX - sizeof(struct block)) {
        out_of_memory();
    }
    struct block *block = calloc(1, sizeof(struct block) + capacity);
    if (!block) {
        out_of_memory();
    }
    block->previous = previous;
    block->capacity = capacity;
    return block;
}

struct arena *arena_new(void)
{
    struct arena *arena = memory_alloc(sizeof *arena);
    arena->current = block_new(NULL, FIRST_BLOCK);
    arena->spare = NULL;
    arena->asked = 0;
    return arena;
}

static void free_blocks(struct block *block)
{
    while (block) {
        struct block *previous = block->previous;
        free(block);
        block = previous;
    }
}

static void give_back(struct block *block)
{
    block->dirty = block->used > block->dirty ? block->used : block->dirty;
    block->used = 0;
}

/* The newest blocks are the largest, unless a single thing was larger than all the others: those go
 * back to the system. */
void arena_reset(struct arena *arena)
{
    struct block *block = arena->current;
    while (block->previous) {
        struct block *previous = block->previous;
        if (block->capacity > LARGEST_BLOCK) {
            free(block);
        } else {
            give_back(block);
            block->previous = arena->spare;
            arena->spare = block;
        }
        block = previous;
    }
    give_back(block);
    arena->current = block;
    arena->asked = 0;
}

size_t arena_size(const struct arena *arena)
{
    return arena->asked;
}

void arena_free(struct arena *arena)
{
    if (arena) {
        free_blocks(arena->current);
        free_blocks(arena->spare);
        free(arena);
    }
}

static size_t round_up(size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT) {
        out_of_memory();
    }
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static size_t next_capacity(const struct block *block, size_t wanted)
{
    size_t capacity = block->capacity * 2;
    if (capacity > LARGEST_BLOCK) {
        capacity = LARGEST_BLOCK;
    }
    return capacity < wanted ? wanted : capacity;
}

/* Makes room for `size` bytes in a block of its own, a spare one where that is large enough. */
static void add_block(struct arena *arena, size_t size)
{
    struct block *block = arena->spare;
    if (block && block->capacity >= size) {
        arena->spare = block->previous;
        block->previous = arena->current;
    } else {
        block = block_new(arena->current, next_capacity(arena->current, size));
    }
    arena->current = block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size = round_up(size);
    arena->asked += size;
    if (size > arena->current->capacity - arena->current->used) {
        add_block(arena, size);
    }
    struct block *block = arena->current;
    char *memory = block->bytes + block->used;
    if (block->used < block->dirty) {
        memset(memory, 0, size);
    }
    block->used += size;
    return memory;
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) {
        out_of_memory();
    }
    return arena_alloc(arena, count * size);
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    struct block *block = arena->current;
    size_t old_room = round_up(old_size);
    size_t new_room = round_up(new_size);
    char *last = block->bytes + block->used - old_room;
    if (old && (char *)old == last && new_room - old_room <= block->capacity - block->used) {
        block->used += new_room - old_room;
        arena->asked += new_room;
        memset((char *)old + old_size, 0, new_room - old_size);
        return old;
    }
    void *memory = arena_alloc(arena, new_size);
    if (old_size) {
        memcpy(memory, old, old_size);
    }
    return memory;
}

slice arena_copy(struct arena *arena, slice bytes)
{
    return (slice){arena_cstring(arena, bytes), bytes.length};
}

slice arena_copy_in_case(struct arena *arena, slice bytes, bool lower)
{
    char *changed = arena_cstring(arena, bytes);
    for (size_t i = 0; i < bytes.length; i++) {
        char c = changed[i];
        if (lower ? c >= 'A' && c <= 'Z' : c >= 'a' && c <= 'z') {
            changed[i] = (char)(c ^ 0x20);
        }
    }
    return (slice){changed, bytes.length};
}

char *arena_cstring(struct arena *arena, slice bytes)
{
    char *copy = arena_alloc(arena, bytes.length + 1);
    if (bytes.length) {
        memcpy(copy, bytes.data, bytes.length);
    }
    return copy;
}

slice arena_vprintf(struct arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    /* Where it is to stand, as most do that fit there. */
    struct block *block = arena->current;
    char *bytes = block->bytes + block->used;
    size_t room = block->capacity - block->used;
    int length = vsnprintf(bytes, room, format, again);
    va_end(again);
    if (length < 0) {
        return SLICE("");
    }
    if ((size_t)length < room) {
        size_t taken = round_up((size_t)length + 1);
        block->used += taken < room ? taken : room;
        arena->asked += taken;
    } else {
        block->dirty = block->capacity;
        bytes = arena_alloc(arena, (size_t)length + 1);
        vsnprintf(bytes, (size_t)length + 1, format, arguments);
    }
    return (slice){bytes, (size_t)length};
}

slice arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    slice printed = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return printed;
}
