/* What else a script does with a value. In: places that hold it. Out: whether others can take its
 * place safely. */
#include "fix/generate.h"

#include <ctype.h>

/* Whether the byte stands in one of the places that are replaced. */
static bool is_replaced(const struct generating *generating, const struct source *source,
                        uint32_t offset)
{
    for (size_t i = 0; i < generating->groups.count; i++) {
        const struct group *group = generating->groups.items[i];
        for (size_t k = 0; group->source == source && k < group->candidates.count; k++) {
            const struct target *target = &group->candidates.items[k]->target;
            if (offset >= target->start && offset < target->end) {
                return true;
            }
        }
    }
    return false;
}

/* Whether all that the statement does is to show its words to a person. */
static bool only_tells(struct fixer *fixer, const struct site *site)
{
    struct statement_path path = statement_path(fixer->arena, site->region, site->outer);
    const struct shell_node *statement =
        path.count > 0 ? path.steps[path.count - 1].statement : NULL;
    const struct shell_script *script = site->region->script;
    if (!statement || statement->kind != NODE_COMMAND) {
        return false;
    }
    for (uint32_t i = statement->tokens.first; i < statement->tokens.end; i++) {
        if (script->tokens[i].kind == TOKEN_REDIRECT) {
            return false;
        }
    }
    slice name = token_bytes(script, &script->tokens[statement->tokens.first]);
    return slice_is(name, "echo") || slice_is(name, "printf");
}

static bool is_id_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '-';
}

/* Whether the literal stands in the file once more, where a command gets it: as a file's name, or
 * to look for it in a log. Comments and messages to a person don't count. Of a part of an id more
 * may follow. */
static bool is_used_elsewhere(const struct generating *generating, const struct source *source,
                              slice literal, bool is_part)
{
    slice bytes = source->bytes;
    for (uint32_t at = 0; at < bytes.length; at++) {
        struct site site;
        at += (uint32_t)slice_find(slice_sub(bytes, at, bytes.length), literal);
        size_t end = at + literal.length;
        if (at >= bytes.length) {
            return false;
        }
        bool whole = is_part || ((at == 0 || !is_id_byte(bytes.data[at - 1])) &&
                                 (end >= bytes.length || !is_id_byte(bytes.data[end])));
        if (whole && !is_replaced(generating, source, at) &&
            site_find(generating->fixer, source, at, &site) &&
            !only_tells(generating->fixer, &site)) {
            return true;
        }
    }
    return false;
}

slice longest_part(slice written)
{
    slice longest = {written.data, 0};
    for (size_t at = 0; at < written.length; at++) {
        size_t start = at;
        if (written.data[at] == '$') {
            char open = at + 1 < written.length ? written.data[at + 1] : '\0';
            size_t closing =
                slice_find_byte(slice_sub(written, at, written.length), open == '{' ? '}' : ')');
            at += open == '{' || open == '(' ? closing : 0;
            while (at + 1 < written.length && open != '{' && open != '(' &&
                   (isalnum((unsigned char)written.data[at + 1]) || written.data[at + 1] == '_')) {
                at++;
            }
            continue;
        }
        while (at < written.length && is_id_byte(written.data[at])) {
            at++;
        }
        if (at - start > longest.length) {
            longest = slice_sub(written, start, at);
        }
        at -= at > start;
    }
    return longest;
}

/* null may ask the receiver to make an id. */
static bool is_null(const struct candidate *candidate)
{
    return !candidate->is_string && slice_is(candidate_value(candidate), "null");
}

enum fix_safety group_safety(const struct generating *generating, const struct group *group)
{
    enum { PART_SHORT = 4 }; /* one such stands in many words by chance */
    const struct fixer *fixer = generating->fixer;
    bool literal = group->candidates.items[0]->is_literal;
    slice part = literal ? group->key : longest_part(group->key);
    for (size_t i = 0; i < group->candidates.count; i++) {
        const struct candidate *candidate = group->candidates.items[i];
        if (is_null(candidate) || target_has_side_effect(&candidate->target)) {
            return FIX_UNSAFE;
        }
    }
    if (part.length < PART_SHORT) {
        return literal ? FIX_SAFE : FIX_UNSAFE;
    }
    for (size_t i = 0; i < fixer->files.count; i++) {
        if (is_used_elsewhere(generating, fixer->files.items[i]->source, part, !literal)) {
            return FIX_UNSAFE;
        }
    }
    return FIX_SAFE;
}
