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

#endif
