/* Heredocs whose delimiter is quoted, for expansions that are to take place there. In: a heredoc,
 * and what in it is to be expanded. Out: edits that take the quotes off the delimiter and escape
 * the rest. By POSIX.1-2017 XCU 2.7.4. */
#include "fix/fixer.h"

#include "base/ascii.h"

static bool needs_escape(slice body, uint32_t at)
{
    char next = at + 1 < body.length ? body.data[at + 1] : '\0';
    return body.data[at] == '$' || body.data[at] == '`' ||
           (body.data[at] == '\\' && next != '\0' && strchr("\\$`\n", next));
}

static bool is_delimiter(slice word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (!ascii_is_name(word.data[i], false)) {
            return false;
        }
    }
    return word.length > 0;
}

/* The bytes of a body that would mean something without the quotes. */
struct special_bytes {
    const struct heredoc *heredoc;
    uint32_t *items; /* where they stand in the file, in their order */
    size_t count;
    size_t capacity;
};

static const struct special_bytes *special_bytes_of(struct fixer *fixer,
                                                    const struct heredoc *heredoc)
{
    slice key = {(const char *)&heredoc, sizeof heredoc};
    slice body = heredoc->view->bytes;
    if (!fixer->special_bytes) {
        fixer->special_bytes = map_new(fixer->arena);
    }
    struct special_bytes *special = map_get(fixer->special_bytes, key);
    if (special) {
        return special;
    }
    special = ARENA_NEW(fixer->arena, struct special_bytes);
    special->heredoc = heredoc;
    for (uint32_t at = 0; at < body.length; at++) {
        if (needs_escape(body, at)) {
            uint32_t origin = view_origin(heredoc->view, at);
            VECTOR_PUSH(fixer->arena, special, origin);
        }
    }
    key.data = (const char *)&special->heredoc;
    map_put(fixer->special_bytes, key, special);
    return special;
}

bool heredoc_unquote(struct fixer *fixer, const struct target *target, const struct span *expanded,
                     size_t count, size_t escapes_max, struct edits *edits)
{
    const struct site *site = &target->site;
    const struct shell_word *word = &site->token->redirect->target;
    struct span delimiter = view_span(site->script->view, word->start, word->end);
    struct edits found = {0};
    size_t span = 0;
    if (!is_delimiter(site->heredoc->delimiter) || !target->is_direct) {
        return false;
    }
    struct edit unquoted = {delimiter.start, delimiter.end, site->heredoc->delimiter};
    edits_add(fixer->arena, &found, unquoted);
    const struct special_bytes *special = special_bytes_of(fixer, site->heredoc);
    for (size_t i = 0; i < special->count; i++) {
        uint32_t origin = special->items[i];
        while (span < count && expanded[span].end <= origin) {
            span++;
        }
        if (span < count && origin >= expanded[span].start) {
            continue;
        }
        struct edit escape = {origin, origin, SLICE("\\")};
        edits_add(fixer->arena, &found, escape);
        if (found.count > escapes_max + 1) {
            return false;
        }
    }
    for (size_t i = 0; i < found.count; i++) {
        edits_add(fixer->arena, edits, found.items[i]);
    }
    return true;
}
