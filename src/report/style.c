/* The table of colours. */
#include "report/style.h"

static const struct text_style colours = {
    .error = "\033[1;31m",
    .warning = "\033[1;33m",
    .info = "\033[1;36m",
    .good = "\033[32m",
    .bold = "\033[1m",
    .frame = "\033[1;34m",
    .off = "\033[0m",
};
static const struct text_style plain = {"", "", "", "", "", "", ""};

const struct text_style *text_style(bool coloured)
{
    return coloured ? &colours : &plain;
}

const char *text_severity_style(const struct text_style *style, enum severity severity)
{
    return severity == SEVERITY_ERROR     ? style->error
           : severity == SEVERITY_WARNING ? style->warning
                                          : style->info;
}
