/* What HTML reports share: one page that needs nothing else, with filters. */
#ifndef PAYLINT_REPORT_HTML_PAGE_H
#define PAYLINT_REPORT_HTML_PAGE_H

#include "rule/rule.h"

#include <stdio.h>

/* Prints all up to the heading, which is `title`, in an open header. */
void html_page_begin(const char *title, FILE *out);

/* Filters are for the details of the page's main part, whose attributes data-verdict, data-rules
 * (separated by blanks) and data-path page.js reads. */
struct html_filter {
    const char *name; /* a verdict, and a class of page.css */
    size_t count;     /* of what has it; 0: it isn't offered */
};

/* Prints the filters: one button a verdict, and a choice of the rules that are there. */
void html_page_filters(const struct html_filter *filters, size_t filter_count,
                       const struct slice_list *rules, FILE *out);

/* Prints all after the main part. */
void html_page_end(FILE *out);

#endif
