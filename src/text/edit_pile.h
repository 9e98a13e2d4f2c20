/* Edits of a file by the thousand. What is put in stands apart from what is replaced, so that one
 * more edit moves none of the others as long as they come in the order of the file. */
#ifndef PAYLINT_TEXT_EDIT_PILE_H
#define PAYLINT_TEXT_EDIT_PILE_H

#include "base/map.h"
#include "text/edit.h"

/* Zero it to make it empty. */
struct edit_pile {
    struct edits put_in;
    struct edits replacing;
    struct map *known; /* what is put in, by its place and its bytes */
};

/* As edits_add, edits_clash. */
void edit_pile_add(struct arena *arena, struct edit_pile *pile, struct edit edit);
bool edit_pile_clashes(const struct edit_pile *pile, const struct edit *edit);

/* All of them, in their order. */
struct edits edit_pile_edits(struct arena *arena, const struct edit_pile *pile);

#endif
