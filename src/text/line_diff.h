/* Differences between two texts, by lines. */
#ifndef PAYLINT_TEXT_LINE_DIFF_H
#define PAYLINT_TEXT_LINE_DIFF_H

#include "text/edit.h"

struct diff_lines {
    slice *items; /* each with its newline */
    size_t count;
    size_t capacity;
};

struct line_diff {
    struct diff_lines before;
    struct diff_lines after;
    bool *goes;  /* of the lines before: it isn't there afterwards */
    bool *comes; /* of the lines after: it wasn't there before */
};

/* All lives in `arena`, or is shared with the texts. */
struct line_diff line_diff_of(struct arena *arena, slice before, slice after);

/* Steps over a change, and says so, or over one line that stays; what follows is at *i of the lines
 * before and *k of those after. */
bool line_diff_step(const struct line_diff *diff, size_t *i, size_t *k);

/* Adds the edits of whole lines that make `after` of `before`. */
void line_diff_edits(struct arena *arena, slice before, slice after, struct edits *edits);

#endif
