/* Text for people in an editor: Markdown (CommonMark 0.31.2), or plain text for those that show no
 * Markdown. */
#ifndef PAYLINT_LSP_PROSE_H
#define PAYLINT_LSP_PROSE_H

#include "base/buffer.h"

struct prose {
    struct buffer text; /* what means nothing in Markdown may be appended to it as it is */
    bool is_plain;
};

/* Appends what is there for Markdown alone. */
void prose_mark(struct prose *prose, const char *mark);
/* Appends text of rules and findings, in which only backquotes are meant as Markdown. */
void prose_append(struct prose *prose, slice text);
/* Appends a code span (section 6.1): bytes on one line, cut where they are long. */
void prose_append_code(struct prose *prose, slice code);
/* Appends a code block on lines of its own (section 4.5). */
void prose_append_block(struct prose *prose, const char *language, slice code);

#endif
