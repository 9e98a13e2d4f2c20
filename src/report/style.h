/* Colours of text for people. */
#ifndef PAYLINT_REPORT_STYLE_H
#define PAYLINT_REPORT_STYLE_H

#include "rule/rule.h"

#include <stdbool.h>

/* Escape sequences (ECMA-48 SGR), or "" where there are no colours. Each ends with `off`. */
struct text_style {
    const char *error, *warning, *info, *good, *bold, *frame, *off;
};

const struct text_style *text_style(bool coloured);

/* What the severity's words and marks look like. */
const char *text_severity_style(const struct text_style *style, enum severity severity);

#endif
