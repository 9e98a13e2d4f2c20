/* The state of putting edits into a host's terms; shared by writing.c (where an edit stands),
 * writing_line.c (lines) and writing_form.c (the writings), and nobody else. */
#ifndef PAYLINT_HOST_WRITING_PARTS_H
#define PAYLINT_HOST_WRITING_PARTS_H

#include "host/writing.h"

/* ---- writing.c ---- */

/* The innermost writing of the byte; NULL where nothing is said of it. */
const struct writing *writing_at(const struct view *view, uint32_t offset);

/* ---- writing_line.c ---- */

/* What the host has before the first byte of the view's line: indentation, `> `, a prompt. */
slice writing_line_prefix(const struct view *view, uint32_t offset);
/* What stands before an item's scalar in its line: `    - `; empty where that is something else. */
slice writing_item_prefix(const struct view *view, const struct writing *item);
/* The indentation of a block's lines that a plain scalar can be made of, `run: command` becoming
 * `run: |` and lines; 0 where it can't: it isn't all that follows a key, in a line of its own. */
uint32_t writing_block_indent(const struct view *view, const struct writing *scalar);

/* ---- writing_form.c ---- */

struct putting {
    struct arena *arena;
    const struct view *view;
    uint32_t offset; /* in the view */
    const struct writing *writing;
    struct edit *edit;
    struct edits *edits; /* for what it needs beside it */
};

/* Makes edit->text what stands for it one writing further out; false where that can't be. */
typedef bool writing_form(struct putting *putting);

/* By enum writing_kind. */
extern writing_form *const writing_forms[];

#endif
