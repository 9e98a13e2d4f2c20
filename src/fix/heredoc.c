/* Heredocs whose delimiter is quoted, for expansions that are to take place there. In: a heredoc,
 * and what in it is to be expanded. Out: edits that take the quotes off the delimiter and escape
 * the rest. By POSIX.1-2017 XCU 2.7.4. */
#include "fix/fixer.h"

#include <ctype.h>

static bool needs_escape(slice body, uint32_t at)
{
    char next = at + 1 < body.length ? body.data[at + 1] : '\0';
    return body.data[at] == '$' || body.data[at] == '`' ||
           (body.data[at] == '\\' && next != '\0' && strchr("\\$`\n", next));
}

static bool is_delimiter(slice word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (!isalnum((unsigned char)word.data[i]) && word.data[i] != '_') {
            return false;
        }
    }
    return word.length > 0;
}

static bool is_expanded(const struct span *expanded, size_t count, uint32_t origin)
{
    for (size_t i = 0; i < count; i++) {
        if (origin >= expanded[i].start && origin < expanded[i].end) {
            return true;
        }
    }
    return false;
}

bool heredoc_unquote(struct arena *arena, const struct target *target, const struct span *expanded,
                     size_t count, size_t escapes_max, struct edits *edits)
{
    const struct site *site = &target->site;
    const struct heredoc *heredoc = site->heredoc;
    slice body = heredoc->view->bytes;
    const struct shell_word *word = &site->token->redirect->target;
    struct span delimiter = view_span(site->script->view, word->start, word->end);
    size_t escapes = 0;
    struct edits found = {0};
    if (!is_delimiter(heredoc->delimiter) || !target->is_direct) {
        return false;
    }
    struct edit unquoted = {delimiter.start, delimiter.end, heredoc->delimiter};
    edits_add(arena, &found, unquoted);
    for (uint32_t at = 0; at < body.length; at++) {
        uint32_t origin = view_origin(heredoc->view, at);
        if (!needs_escape(body, at) || is_expanded(expanded, count, origin)) {
            continue;
        }
        struct edit escape = {origin, origin, SLICE("\\")};
        edits_add(arena, &found, escape);
        if (++escapes > escapes_max) {
            return false;
        }
    }
    for (size_t i = 0; i < found.count; i++) {
        edits_add(arena, edits, found.items[i]);
    }
    return true;
}
