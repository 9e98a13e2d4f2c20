/* Assignments as they are written. In: a word. Out: the name, the subscript and where the value
 * begins. */
#include "shell/assignment.h"

#include "base/ascii.h"

static bool name_length(slice word, size_t *length)
{
    size_t at = word.length > 0 && ascii_is_name(word.data[0], true);
    while (at > 0 && at < word.length && ascii_is_name(word.data[at], false)) {
        at++;
    }
    *length = at;
    return at > 0;
}

slice assigned_name(slice word)
{
    size_t length;
    return name_length(word, &length) ? slice_sub(word, 0, length) : SLICE("");
}

/* Where the subscript that begins at `at` ends. */
size_t subscript_end(slice word, size_t at)
{
    size_t depth = 0;
    for (; at < word.length; at++) {
        depth += word.data[at] == '[';
        if (word.data[at] == ']' && --depth == 0) {
            return at + 1;
        }
    }
    return at;
}

bool assignment_read(const struct shell_script *script, const struct token *token,
                     struct assignment *assignment)
{
    size_t at;
    slice word = token_bytes(script, token);
    if (token->kind != TOKEN_WORD || !name_length(word, &at)) {
        return false;
    }
    struct assignment read = {.name = slice_sub(word, 0, at), .start = token->start};
    if (at < word.length && word.data[at] == '[') {
        size_t end = subscript_end(word, at);
        read.has_subscript = true;
        read.subscript = slice_sub(word, at + 1, end - 1);
        at = end;
    }
    if (at + 1 < word.length && word.data[at] == '+' && word.data[at + 1] == '=') {
        read.appends = true;
        at++;
    }
    read.value = token->start + (uint32_t)at + 1;
    *assignment = read;
    return at < word.length && word.data[at] == '=';
}

bool token_is_assignment(const struct shell_script *script, const struct token *token)
{
    struct assignment assignment;
    return assignment_read(script, token, &assignment);
}
