/* Text in HTML, XML and Markdown. */
#ifndef PAYLINT_REPORT_MARKUP_H
#define PAYLINT_REPORT_MARKUP_H

#include "base/slice.h"

#include <stdio.h>

/* Prints bytes of text, in an element or an attribute of HTML or XML; what would be read as markup
 * is escaped, and what isn't UTF-8 or can't stand there becomes U+FFFD. */
void html_print(slice text, FILE *out);

/* Prints text in a cell or a line of Markdown: what would be read as markup is escaped, and control
 * characters become blanks, what else isn't plain (base/shown.h) U+FFFD. */
void markdown_print(slice text, FILE *out);

#endif
