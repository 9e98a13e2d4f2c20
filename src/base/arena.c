/* Arena: a list of blocks, each twice the size of the one before up to a limit. What is large has
 * memory of its own.
 * In: sizes. Out: zeroed memory that lives until the arena is reset or freed. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    FIRST_BLOCK = 16 * 1024,
    LARGEST_BLOCK = 1024 * 1024,
    LARGE = LARGEST_BLOCK / 8, /* from here on */
    CLEANED = 1024,            /* bytes are zeroed so many at once, shortly before they are used */
};

struct arena_block {
    struct arena_block *previous;
    size_t capacity;
    size_t dirty; /* what stands behind this is zero still, as it came from the system */
    _Alignas(ARENA_ALIGNMENT) char bytes[];
};

struct arena_large {
    struct arena_large *previous; /* NULL: it is the arena's first */
    struct arena_large *next;
    _Alignas(ARENA_ALIGNMENT) char bytes[];
};

/* Not by exit(3): two threads may be here at once, and others at work. */
_Noreturn void memory_is_out(void)
{
    fputs("paylint: out of memory\n", stderr);
    _Exit(2);
}

void *memory_alloc(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory) {
        memory_is_out();
    }
    return memory;
}

void *memory_alloc_zeroed(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory) {
        memory_is_out();
    }
    return memory;
}

void *memory_resize(void *old, size_t size)
{
    void *memory = realloc(old, size ? size : 1);
    if (!memory) {
        memory_is_out();
    }
    return memory;
}

static struct arena_block *block_new(struct arena_block *previous, size_t capacity)
{
    if (capacity > SIZE_MAX - sizeof(struct arena_block)) {
        memory_is_out();
    }
    struct arena_block *block = memory_alloc_zeroed(1, sizeof(struct arena_block) + capacity);
    block->previous = previous;
    block->capacity = capacity;
    return block;
}

/* The block at hand from its beginning. */
static void begin_block(struct arena *arena, struct arena_block *block)
{
    arena->current = block;
    arena->next = block->bytes;
    arena->clean = block->bytes;
}

/* Zeroes what is handed out next up to `end` at least; that much is in the block. */
static void clean_up_to(struct arena *arena, const char *end)
{
    struct arena_block *block = arena->current;
    size_t from = (size_t)(arena->clean - block->bytes);
    size_t to = (size_t)(end - block->bytes);
    to = to + CLEANED < block->capacity ? to + CLEANED : block->capacity;
    size_t dirty = block->dirty < to ? block->dirty : to;
    if (from < dirty) {
        memset(arena->clean, 0, dirty - from);
    }
    block->dirty = block->dirty > to ? block->dirty : to;
    arena->clean = block->bytes + to;
}

struct arena *arena_new(void)
{
    struct arena *arena = memory_alloc(sizeof *arena);
    *arena = (struct arena){0};
    begin_block(arena, block_new(NULL, FIRST_BLOCK));
    return arena;
}

static void free_blocks(struct arena_block *block)
{
    while (block) {
        struct arena_block *previous = block->previous;
        free(block);
        block = previous;
    }
}

static void free_large(struct arena *arena)
{
    while (arena->large) {
        struct arena_large *next = arena->large->next;
        free(arena->large);
        arena->large = next;
    }
}

/* The newest blocks are the largest. */
void arena_reset_for(struct arena *arena, struct arena *other)
{
    struct arena_block *block = arena->current;
    while (block->previous) {
        struct arena_block *previous = block->previous;
        block->previous = other->spare;
        other->spare = block;
        block = previous;
    }
    begin_block(arena, block);
    free_large(arena);
    arena->asked = 0;
}

void arena_reset(struct arena *arena)
{
    arena_reset_for(arena, arena);
}

size_t arena_size(const struct arena *arena)
{
    return arena->asked;
}

void arena_free(struct arena *arena)
{
    if (arena) {
        free_large(arena);
        free_blocks(arena->current);
        free_blocks(arena->spare);
        free(arena);
    }
}

static size_t round_up(size_t size)
{
    if (size > SIZE_MAX - ARENA_ALIGNMENT) {
        memory_is_out();
    }
    return (size + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1);
}

/* Blocks are of few sizes, so that those of one file serve the next one. */
static size_t next_capacity(const struct arena_block *block, size_t wanted)
{
    size_t capacity = block->capacity * 2;
    while (capacity < wanted) {
        capacity *= 2;
    }
    return capacity < LARGEST_BLOCK ? capacity : LARGEST_BLOCK;
}

/* A spare block that is large enough, no longer among the spare ones; NULL where there is none. */
static struct arena_block *take_spare(struct arena *arena, size_t size)
{
    struct arena_block **place = &arena->spare;
    while (*place && (*place)->capacity < size) {
        place = &(*place)->previous;
    }
    struct arena_block *block = *place;
    if (block) {
        *place = block->previous;
    }
    return block;
}

/* ---- What is large ---- */

static size_t large_size(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct arena_large)) {
        memory_is_out();
    }
    return sizeof(struct arena_large) + size;
}

/* Memory that is new, or has moved, takes its place in the list. */
static void *link_large(struct arena *arena, struct arena_large *large)
{
    *(large->previous ? &large->previous->next : &arena->large) = large;
    if (large->next) {
        large->next->previous = large;
    }
    return large->bytes;
}

static void *large_new(struct arena *arena, size_t size)
{
    struct arena_large *large = memory_alloc_zeroed(1, large_size(size));
    large->next = arena->large;
    return link_large(arena, large);
}

static struct arena_large *large_of(void *memory)
{
    return (void *)((char *)memory - offsetof(struct arena_large, bytes));
}

static void *large_resize(struct arena *arena, void *old, size_t size)
{
    return link_large(arena, memory_resize(large_of(old), large_size(size)));
}

void arena_drop(struct arena *arena, void *memory, size_t size)
{
    if (size < LARGE) {
        return;
    }
    struct arena_large *large = large_of(memory);
    *(large->previous ? &large->previous->next : &arena->large) = large->next;
    if (large->next) {
        large->next->previous = large->previous;
    }
    free(large);
}

/* ---- Handing out ---- */

/* Makes room for `size` bytes in a block of its own. */
static void add_block(struct arena *arena, size_t size)
{
    struct arena_block *block = take_spare(arena, size);
    if (block) {
        block->previous = arena->current;
    } else {
        block = block_new(arena->current, next_capacity(arena->current, size));
    }
    begin_block(arena, block);
}

/* How much the block at hand still holds. */
static size_t room_left(const struct arena *arena)
{
    return (size_t)(arena->current->bytes + arena->current->capacity - arena->next);
}

void *arena_alloc_more(struct arena *arena, size_t size)
{
    size_t room = round_up(size);
    arena->asked += room;
    if (room >= LARGE) {
        return large_new(arena, room);
    }
    if (room > room_left(arena)) {
        add_block(arena, room);
    }
    clean_up_to(arena, arena->next + room);
    void *memory = arena->next;
    arena->next += room;
    return memory;
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) {
        memory_is_out();
    }
    return arena_alloc(arena, count * size);
}

/* All that is as large as that is large from the beginning, or has become so here. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    size_t old_room = round_up(old_size);
    size_t new_room = round_up(new_size);
    if (old && old_size >= LARGE) {
        arena->asked += new_room;
        return large_resize(arena, old, new_room);
    }
    bool last = old && (char *)old + old_room == arena->next;
    if (last && new_room < LARGE && new_room - old_room <= room_left(arena)) {
        char *end = (char *)old + new_room;
        if (end > arena->clean) {
            clean_up_to(arena, end);
        }
        arena->next = end;
        arena->asked += new_room;
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
    char *bytes = arena->next;
    size_t room = (size_t)(arena->clean - arena->next);
    int length = vsnprintf(bytes, room, format, again);
    va_end(again);
    if (length < 0) {
        return SLICE("");
    }
    if ((size_t)length < room) {
        arena_alloc(arena, (size_t)length + 1);
    } else {
        memset(bytes, 0, room);
        bytes = arena_alloc(arena, (size_t)length + 1);
        vsnprintf(bytes, (size_t)length + 1, format, arguments);
    }
    return (slice){bytes, (size_t)length};
}

slice arena_concat(struct arena *arena, const slice *parts, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += parts[i].length;
    }
    char *all = arena_alloc(arena, length + 1);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].length > 0) {
            memcpy(all + at, parts[i].data, parts[i].length);
        }
        at += parts[i].length;
    }
    all[length] = '\0';
    return (slice){all, length};
}

slice arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    slice printed = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return printed;
}
