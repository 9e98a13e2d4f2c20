/* What a fix changes, in HTML. */
#ifndef PAYLINT_REPORT_HTML_FIX_H
#define PAYLINT_REPORT_HTML_FIX_H

#include "rule/finding.h"

#include <stdio.h>

/* Prints what the fix does, and the lines that it changes as they are and as they would be. */
void html_print_fix(struct arena *arena, const struct source *source, const struct fix *fix,
                    FILE *out);

#endif
