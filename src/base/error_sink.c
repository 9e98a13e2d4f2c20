/* Prints errors in the form that compilers use. In: a position and a message. Out: one line. */
#include "base/error_sink.h"

#include <stdarg.h>

void error_report(struct error_sink *errors, const char *path, size_t line, size_t column,
                  const char *format, ...)
{
    errors->count++;
    if (!errors->out) {
        return;
    }
    fputs("paylint: ", errors->out);
    if (path) {
        fprintf(errors->out, "%s:", path);
        if (line) {
            fprintf(errors->out, "%zu:", line);
        }
        if (line && column) {
            fprintf(errors->out, "%zu:", column);
        }
        fputc(' ', errors->out);
    }
    va_list arguments;
    va_start(arguments, format);
    vfprintf(errors->out, format, arguments);
    va_end(arguments);
    fputc('\n', errors->out);
}
