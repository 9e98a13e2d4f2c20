/* Prose. In: texts of rules, bytes of payloads. Out: Markdown in which they are shown as they are.
 */
#include "lsp/prose.h"

#include "base/ascii.h"
#include "rule/alternative.h"

void prose_mark(struct prose *prose, const char *mark)
{
    if (!prose->is_plain) {
        buffer_append(&prose->text, slice_from(mark));
    }
}

static size_t count_byte(slice text, char byte)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += text.data[i] == byte;
    }
    return count;
}

/* Whether the byte means something where it stands in a paragraph. An underscore inside a word, or
 * alone, means nothing, nor do brackets of which no link is made: editors that show Markdown as it
 * is written would show a backslash for nothing. */
static bool means_something(slice text, size_t i)
{
    bool in_word = i > 0 && i + 1 < text.length && ascii_is_alphanumeric(text.data[i - 1]) &&
                   ascii_is_alphanumeric(text.data[i + 1]);
    return text.data[i] == '\\' || text.data[i] == '<' ||
           (text.data[i] == '*' && count_byte(text, '*') > 1) ||
           (text.data[i] == '_' && !in_word && count_byte(text, '_') > 1) ||
           slice_starts_with(slice_sub(text, i, text.length), SLICE("]("));
}

void prose_append(struct prose *prose, slice text)
{
    bool in_code = false;
    for (size_t i = 0; i < text.length; i++) {
        in_code = in_code != (text.data[i] == '`');
        if (!in_code && means_something(text, i)) {
            prose_mark(prose, "\\");
        }
        buffer_append_byte(&prose->text, text.data[i]);
    }
}

static size_t longest_run(slice text, char byte)
{
    size_t longest = 0;
    size_t run = 0;
    for (size_t i = 0; i < text.length; i++) {
        run = text.data[i] == byte ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void append_ticks(struct prose *prose, size_t count)
{
    while (count-- > 0) {
        prose_mark(prose, "`");
    }
}

void prose_append_code(struct prose *prose, slice code)
{
    slice shown = bytes_shown(prose->text.arena, code);
    size_t ticks = longest_run(shown, '`') + 1;
    bool padded = shown.length == 0 || shown.data[0] == '`' || shown.data[shown.length - 1] == '`';
    append_ticks(prose, ticks);
    prose_mark(prose, padded ? " " : "");
    buffer_append(&prose->text, shown);
    prose_mark(prose, padded ? " " : "");
    append_ticks(prose, ticks);
}

void prose_append_block(struct prose *prose, const char *language, slice code)
{
    size_t longest = longest_run(code, '`');
    size_t ticks = longest < 3 ? 3 : longest + 1;
    append_ticks(prose, ticks);
    prose_mark(prose, language);
    prose_mark(prose, "\n");
    buffer_append(&prose->text, code);
    buffer_append_byte(&prose->text, '\n');
    append_ticks(prose, ticks);
    prose_mark(prose, "\n");
}
