/* Prints errors in the form that compilers use. In: a position and a message. Out: one line. */
#include "base/error_sink.h"

#include <stdarg.h>

static void tell(struct error_sink *errors, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void vtell(struct error_sink *errors, const char *format, va_list arguments)
{
    if (errors->out) {
        vfprintf(errors->out, format, arguments);
    } else if (errors->kept) {
        buffer_append(errors->kept, arena_vprintf(errors->kept->arena, format, arguments));
    }
}

static void tell(struct error_sink *errors, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vtell(errors, format, arguments);
    va_end(arguments);
}

void error_report(struct error_sink *errors, const char *path, size_t line, size_t column,
                  const char *format, ...)
{
    errors->count++;
    tell(errors, "paylint: ");
    if (path) {
        tell(errors, "%s:", path);
        if (line) {
            tell(errors, "%zu:", line);
        }
        if (line && column) {
            tell(errors, "%zu:", column);
        }
        tell(errors, " ");
    }
    va_list arguments;
    va_start(arguments, format);
    vtell(errors, format, arguments);
    va_end(arguments);
    tell(errors, "\n");
}

void error_pass_on(struct error_sink *errors, const struct error_sink *kept)
{
    errors->count += kept->count;
    if (kept->count > 0) {
        tell(errors, "%.*s", SLICE_ARGS(buffer_slice(kept->kept)));
    }
}
