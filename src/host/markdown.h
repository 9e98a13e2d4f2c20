/* Reading Markdown for its fenced code blocks. */
#ifndef PAYLINT_HOST_MARKDOWN_H
#define PAYLINT_HOST_MARKDOWN_H

#include "text/view.h"

struct fence {
    slice info;              /* the info string, blanks at both ends left out */
    const struct view *view; /* the content, indentation and carriage returns removed */
};

typedef void fence_function(void *context, const struct fence *fence);

/* Calls `function` for each fenced code block of the document, in order. */
void markdown_read(struct arena *arena, const struct source *source, fence_function *function,
                   void *context);

/* ---- html_block.c ---- */

/* Which kind of HTML block (1 to 7) the line, its indentation left out, begins; 0: none. */
uint32_t html_block_kind(slice line, bool in_paragraph);
/* Whether a block of this kind ends with the line; 6 and 7 end at a blank one instead. */
bool html_block_ends(uint32_t kind, slice line);

#endif
