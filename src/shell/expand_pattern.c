/* Patterns of case, [[ == ]] and ${x#…} (bash(1) "Pattern Matching"). In: a word. Out: the pattern
 * for fnmatch(3), in which what is quoted is escaped. */
#include "base/ascii.h"
#include "base/buffer.h"
#include "shell/expand.h"

static void append_pattern(struct buffer *pattern, slice bytes, bool quoted)
{
    for (size_t i = 0; i < bytes.length; i++) {
        char c = bytes.data[i];
        bool plain = (unsigned char)c >= 0x80 || ascii_is_name(c, false);
        if (quoted && !plain) {
            buffer_append_byte(pattern, '\\');
        }
        buffer_append_byte(pattern, c);
    }
}

static bool append_part_pattern(struct shell_evaluator *evaluator, const struct view *view,
                                const struct word_part *part, struct buffer *pattern)
{
    if (!view_is_known(view, part->start, part->end)) {
        return false;
    }
    bool expansion =
        part->kind == PART_PARAMETER || part->kind == PART_COMMAND || part->kind == PART_ARITHMETIC;
    if (part->kind == PART_LITERAL) {
        append_pattern(pattern, slice_sub(view->bytes, part->start, part->end), false);
        return true;
    }
    struct word_part alone = *part;
    alone.next = NULL;
    slice bytes;
    bool known = text_is_literal(evaluator->arena,
                                 expand_parts(evaluator, view, &alone, 0, TEXT_PLAIN), &bytes);
    if (known) {
        append_pattern(pattern, bytes, !expansion);
    }
    return known;
}

bool expand_pattern(struct shell_evaluator *evaluator, const struct view *view,
                    const struct word_part *parts, slice *pattern)
{
    struct buffer buffer = {.arena = evaluator->arena};
    bool known = true;
    for (const struct word_part *part = parts; part; part = part->next) {
        known = append_part_pattern(evaluator, view, part, &buffer) && known;
    }
    *pattern = buffer_slice(&buffer);
    return known;
}

bool expand_word_pattern(struct shell_evaluator *evaluator, const struct view *view,
                         struct shell_word word, slice *pattern)
{
    if (word.parts) {
        return expand_pattern(evaluator, view, word.parts, pattern);
    }
    *pattern = slice_sub(view->bytes, word.start, word.end);
    return view_is_known(view, word.start, word.end);
}
