/* Edits: bytes of a file that others take the place of. */
#ifndef PAYLINT_TEXT_EDIT_H
#define PAYLINT_TEXT_EDIT_H

#include "base/arena.h"

#include <stdint.h>

/* The bytes from `start` up to `end` of a file become `text`; nothing is put in where `start` and
 * `end` are the same. */
struct edit {
    uint32_t start;
    uint32_t end;
    slice text;
};

/* By ascending start. */
struct edits {
    struct edit *items;
    size_t count;
    size_t capacity;
};

/* Adds an edit where it belongs: behind those that start before it; of those that start at the same
 * byte what puts something in stands first, in the order added. One that is there already isn't
 * added again. */
void edits_add(struct arena *arena, struct edits *edits, struct edit edit);
bool edits_have(const struct edits *edits, const struct edit *edit);

/* Whether the edit can't be made together with these: it shares a byte with another one, or puts
 * something in inside another's bytes. Edits that are the same don't clash, and of two that put
 * something in at the same byte the first stands first. */
bool edits_clash(const struct edits *edits, const struct edit *edit);

/* The bytes as the edits make them; none may overlap. Shared where there are no edits. */
slice edits_apply(struct arena *arena, slice bytes, const struct edits *edits);

/* How far edits move bytes; they must live as long, and none may be added. */
struct edit_moves {
    const struct edits *edits;
    const int64_t *by; /* what stands behind the edit of that index, and before the next */
};

struct edit_moves edits_moves(struct arena *arena, const struct edits *edits);

/* Where the byte at `offset` stands afterwards; of one that goes, where what takes its place
 * begins. */
uint32_t edits_moved(const struct edit_moves *moves, uint32_t offset);

#endif
