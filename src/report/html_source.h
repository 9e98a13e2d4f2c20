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
    const char *name; /* a class of page.css: "payload", "hole", "id violates" */
    slice title;      /* what a pointer over it says; data NULL: nothing */
};

struct marks_list {
    struct mark *items;
    size_t count;
    size_t capacity;
};

struct html_listing {
    struct arena *arena;
    const struct source *source;
    const struct marks_list *marks; /* are sorted */
    const char *prefix;             /* of each line's id, which its number ends */
    bool is_excerpt; /* only lines round marks, each cut where it is long; titles stand below */
};

/* Prints lines, with their numbers: all, or of a source of more than SOURCE_LINES_MAX those round
 * marks. */
enum { SOURCE_LINES_MAX = 2000 };
void html_print_source(const struct html_listing *listing, FILE *out);

#endif
