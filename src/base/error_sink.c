/* Prints errors in the form that compilers use. In: a position and a message. Out: one line. */
#include "base/error_sink.h"

#include "base/shown.h"

#include <stdarg.h>

static void tell(struct error_sink *errors, slice bytes)
{
    if (errors->out) {
        fwrite(bytes.data, 1, bytes.length, errors->out);
    } else if (errors->kept) {
        buffer_append(errors->kept, bytes);
    }
}

static void report(struct error_sink *errors, const char *path, size_t line, size_t column,
                   const char *kind, const char *format, va_list arguments)
{
    struct arena *arena = arena_new();
    struct buffer told = {.arena = arena};
    buffer_printf(&told, "%s: ", errors->program ? errors->program : "paylint");
    if (path) {
        shown_append(&told, slice_from(path), SIZE_MAX);
        buffer_append_byte(&told, ':');
        if (line) {
            buffer_printf(&told, "%zu:", line);
        }
        if (line && column) {
            buffer_printf(&told, "%zu:", column);
        }
        buffer_append_byte(&told, ' ');
    }
    buffer_append(&told, slice_from(kind));
    shown_append(&told, arena_vprintf(arena, format, arguments), SIZE_MAX);
    buffer_append_byte(&told, '\n');
    tell(errors, buffer_slice(&told));
    arena_free(arena);
}

void error_report(struct error_sink *errors, const char *path, size_t line, size_t column,
                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(errors, path, line, column, "", format, arguments);
    va_end(arguments);
    errors->count++;
}

void error_warn(struct error_sink *errors, const char *path, size_t line, size_t column,
                const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(errors, path, line, column, "warning: ", format, arguments);
    va_end(arguments);
    errors->warnings++;
}

void error_pass_on(struct error_sink *errors, const struct error_sink *kept)
{
    errors->count += kept->count;
    errors->warnings += kept->warnings;
    if (kept->count + kept->warnings > 0) {
        tell(errors, buffer_slice(kept->kept));
    }
}
