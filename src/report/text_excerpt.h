/* Excerpts of sources in text: lines, and below each what is marked in it. */
#ifndef PAYLINT_REPORT_TEXT_EXCERPT_H
#define PAYLINT_REPORT_TEXT_EXCERPT_H

#include "report/style.h"
#include "rule/finding.h"

#include <stdio.h>

struct text_writing {
    struct arena *arena;
    FILE *out;
    const struct text_style *style;
    int gutter;     /* columns that the line numbers take */
    size_t columns; /* of the terminal; 0: lines aren't broken */
};

/* How wide the gutter must be. */
int text_gutter(const struct finding *finding);

/* Prints the place of the finding and the steps of its trail: of each file the lines in their
 * order, its own first. */
void text_print_excerpts(const struct text_writing *writing, const struct finding *finding);

#endif
