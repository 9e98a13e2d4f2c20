/* Bytes as the shell reads them back. In: bytes and where they go. Out: how they are written there.
 * By POSIX.1-2017 XCU 2.2 (quoting), 2.7.4 (here-documents) and bash(1) for $'…'. */
#include "fix/fixer.h"

#include "base/buffer.h"

/* What stands between double quotes, or in a heredoc. */
static void append_expanded(struct buffer *buffer, slice bytes, const char *special)
{
    for (size_t i = 0; i < bytes.length; i++) {
        if (strchr(special, bytes.data[i]) && bytes.data[i] != '\0') {
            buffer_append_byte(buffer, '\\');
        }
        buffer_append_byte(buffer, bytes.data[i]);
    }
}

static void append_single(struct buffer *buffer, slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        if (bytes.data[i] == '\'') {
            buffer_append(buffer, SLICE("'\\''"));
        } else {
            buffer_append_byte(buffer, bytes.data[i]);
        }
    }
}

static void append_ansi_c(struct buffer *buffer, slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        char c = bytes.data[i];
        if (c == '\n') {
            buffer_append(buffer, SLICE("\\n"));
        } else if (c == '\\' || c == '\'') {
            buffer_printf(buffer, "\\%c", c);
        } else {
            buffer_append_byte(buffer, c);
        }
    }
}

static const char in_double_quotes[] = "\"\\$`";
static const char in_heredoc[] = "\\$`";

slice quote_bytes(struct arena *arena, const struct target *target, slice bytes)
{
    struct buffer buffer = {.arena = arena};
    if (target->kind == TARGET_DATA || writing_is_plain(bytes)) {
        return bytes;
    }
    if (target->kind == TARGET_OPAQUE || !target->is_direct) {
        return (slice){NULL, 0};
    }
    switch (target->site.quoting) {
    case TEXT_SINGLE_QUOTED:
        append_single(&buffer, bytes);
        break;
    case TEXT_ANSI_C_QUOTED:
        append_ansi_c(&buffer, bytes);
        break;
    case TEXT_DOUBLE_QUOTED:
        append_expanded(&buffer, bytes, in_double_quotes);
        break;
    case TEXT_HEREDOC:
        append_expanded(&buffer, bytes, in_heredoc);
        break;
    case TEXT_QUOTED_HEREDOC:
        return bytes;
    case TEXT_PLAIN:
    case TEXT_ESCAPED:
        buffer_append_byte(&buffer, '\'');
        append_single(&buffer, bytes);
        buffer_append_byte(&buffer, '\'');
        break;
    }
    return buffer_slice(&buffer);
}

static void append_value(struct buffer *buffer, slice name)
{
    if (slice_starts_with(name, SLICE("$("))) {
        buffer_append(buffer, name);
    } else {
        buffer_printf(buffer, "${%.*s}", SLICE_ARGS(name));
    }
}

/* All of it between double quotes. */
static void append_double_quoted(struct buffer *buffer, slice before, slice name, slice after)
{
    buffer_append_byte(buffer, '"');
    append_expanded(buffer, before, in_double_quotes);
    append_value(buffer, name);
    append_expanded(buffer, after, in_double_quotes);
    buffer_append_byte(buffer, '"');
}

slice quote_expansion(struct arena *arena, const struct target *target, slice before, slice name,
                      slice after)
{
    struct buffer buffer = {.arena = arena};
    bool bare = before.length == 0 && after.length == 0;
    if (target->kind != TARGET_SHELL || (!bare && !target->is_direct)) {
        return (slice){NULL, 0};
    }
    const char *special = target->site.quoting == TEXT_HEREDOC ? in_heredoc : in_double_quotes;
    switch (target->site.quoting) {
    case TEXT_SINGLE_QUOTED:
        append_single(&buffer, before);
        buffer_append_byte(&buffer, '\'');
        append_double_quoted(&buffer, SLICE(""), name, SLICE(""));
        buffer_append_byte(&buffer, '\'');
        append_single(&buffer, after);
        break;
    case TEXT_ANSI_C_QUOTED:
        append_ansi_c(&buffer, before);
        buffer_append_byte(&buffer, '\'');
        append_double_quoted(&buffer, SLICE(""), name, SLICE(""));
        buffer_append(&buffer, SLICE("$'"));
        append_ansi_c(&buffer, after);
        break;
    case TEXT_DOUBLE_QUOTED:
    case TEXT_HEREDOC:
        append_expanded(&buffer, before, special);
        append_value(&buffer, name);
        append_expanded(&buffer, after, special);
        break;
    case TEXT_PLAIN:
    case TEXT_ESCAPED:
        if (target->site.operand && bare) {
            append_value(&buffer, name);
        } else {
            append_double_quoted(&buffer, before, name, after);
        }
        break;
    case TEXT_QUOTED_HEREDOC:
        return (slice){NULL, 0};
    }
    return buffer_slice(&buffer);
}
