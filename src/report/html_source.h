/* A script's source in HTML, with marks. */
#ifndef PAYLINT_REPORT_HTML_SOURCE_H
#define PAYLINT_REPORT_HTML_SOURCE_H

#include "base/vector.h"
#include "text/source.h"

#include <stdio.h>

/* Something to be seen in a source. */
struct mark {
    uint32_t start;
    uint32_t end;
    const char *name; /* a class of audit.css: "payload", "hole", "id violates" */
    slice title;      /* what a pointer over it says; data NULL: nothing */
};

struct marks_list {
    struct mark *items;
    size_t count;
    size_t capacity;
};

/* Prints the lines of `source`, each with an id `PREFIX` and its number. Of a source of more than
 * SOURCE_LINES_MAX lines only those round marks are printed. */
enum { SOURCE_LINES_MAX = 2000 };
void html_print_source(struct arena *arena, const struct source *source,
                       const struct marks_list *marks, const char *prefix, FILE *out);

#endif
