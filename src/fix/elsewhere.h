/* Literals that stand elsewhere in a file: as a file's name, say, or to look for an id in a log.
 *
 * The literals and the places that are changed are added first. Then the file is looked through
 * once for all of them, and after that asked for each. All lives in the arena. */
#ifndef PAYLINT_FIX_ELSEWHERE_H
#define PAYLINT_FIX_ELSEWHERE_H

#include "base/arena.h"

#include <stdint.h>

struct elsewhere;

/* `bytes` are those of the file. */
struct elsewhere *elsewhere_new(struct arena *arena, slice bytes);

/* A literal to look for, at least one byte; the bytes must live as long. */
void elsewhere_add(struct elsewhere *elsewhere, slice literal);

/* What begins from `start` up to `end` is changed, and doesn't count. */
void elsewhere_leave_out(struct elsewhere *elsewhere, uint32_t start, uint32_t end);

/* Whether what begins at `offset` counts. */
typedef bool elsewhere_counts(void *context, uint32_t offset);
/* Looks through the file; NULL: all counts that is left. */
void elsewhere_look(struct elsewhere *elsewhere, elsewhere_counts *counts, void *context);

/* Whether a literal that was added stands elsewhere as an id of its own: with no letter, digit,
 * - or _ next to it. */
bool elsewhere_has(const struct elsewhere *elsewhere, slice literal);
/* The same, or as a part of a longer one. */
bool elsewhere_has_part(const struct elsewhere *elsewhere, slice literal);

#endif
