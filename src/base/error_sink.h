/* The error sink: where a function says once, with position, what went wrong. What it says is about
 * reading input, usage or configuration, never a finding. */
#ifndef PAYLINT_BASE_ERROR_SINK_H
#define PAYLINT_BASE_ERROR_SINK_H

#include "base/buffer.h"

#include <stdio.h>

struct error_sink {
    FILE *out;           /* standard error, or NULL: count only */
    size_t count;        /* how many errors were told */
    struct buffer *kept; /* where `out` is NULL: what is told is kept here, or NULL */
    const char *program; /* who tells it; NULL: paylint */
    size_t warnings;     /* how many of these were told */
};

/* Prints `paylint: PATH:LINE:COLUMN: message` and counts it. `path` may be NULL, `line` and
 * `column` (from 1) may be 0: what is unknown is left out. It is one line, whatever is in the path
 * and the message (base/shown.h). */
void error_report(struct error_sink *errors, const char *path, size_t line, size_t column,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The same for what doesn't keep the rest from being right: `paylint: PATH:LINE:COLUMN: warning:
 * message`. It is counted apart. */
void error_warn(struct error_sink *errors, const char *path, size_t line, size_t column,
                const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Tells what another sink, with `kept`, was told. */
void error_pass_on(struct error_sink *errors, const struct error_sink *kept);

#endif
