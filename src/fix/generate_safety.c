/* What else a script does with a value. In: places that hold it. Out: whether others can take its
 * place safely. */
#include "base/ascii.h"
#include "fix/elsewhere.h"
#include "fix/generate.h"

enum { PART_SHORT = 4 }; /* one such stands in many words by chance */

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
    return ascii_is_name(c, false) || c == '-';
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
                   (ascii_is_name(written.data[at + 1], false))) {
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

/* What the group's value can be known by elsewhere. */
static slice known_by(const struct group *group)
{
    return group->candidates.items[0]->is_literal ? group->key : longest_part(group->key);
}

/* Of the group by itself, whatever else the files hold. */
static enum fix_safety own_safety(const struct group *group)
{
    bool literal = group->candidates.items[0]->is_literal;
    for (size_t i = 0; i < group->candidates.count; i++) {
        const struct candidate *candidate = group->candidates.items[i];
        if (is_null(candidate) || target_has_side_effect(&candidate->target)) {
            return FIX_UNSAFE;
        }
    }
    return literal || known_by(group).length >= PART_SHORT ? FIX_SAFE : FIX_UNSAFE;
}

static bool is_sought(const struct group *group)
{
    return group->safety == FIX_SAFE && known_by(group).length >= PART_SHORT;
}

/* A file that is looked through. */
struct looking {
    struct fixer *fixer;
    const struct source *source;
};

/* Comments and messages to a person don't count. */
static bool is_given_to_command(void *context, uint32_t offset)
{
    const struct looking *looking = context;
    struct site site;
    return site_find(looking->fixer, looking->source, offset, &site) &&
           !only_tells(looking->fixer, &site);
}

/* Which of the groups' values stand in the file where they stay as they are, and a command gets
 * them: as a file's name, or to look for it in a log. */
static const struct elsewhere *look_through(const struct generating *generating,
                                            const struct source *source)
{
    struct elsewhere *elsewhere = elsewhere_new(generating->fixer->arena, source->bytes);
    for (size_t i = 0; i < generating->groups.count; i++) {
        const struct group *group = generating->groups.items[i];
        if (is_sought(group)) {
            elsewhere_add(elsewhere, known_by(group));
        }
        for (size_t k = 0; group->source == source && k < group->candidates.count; k++) {
            const struct target *target = &group->candidates.items[k]->target;
            elsewhere_leave_out(elsewhere, target->start, target->end);
        }
    }
    elsewhere_look(elsewhere, is_given_to_command, &(struct looking){generating->fixer, source});
    return elsewhere;
}

/* Of a part of an id more may follow. */
static bool stands_in(const struct elsewhere *elsewhere, const struct group *group)
{
    return group->candidates.items[0]->is_literal ? elsewhere_has(elsewhere, known_by(group))
                                                  : elsewhere_has_part(elsewhere, known_by(group));
}

void groups_find_safety(const struct generating *generating)
{
    const struct fixer *fixer = generating->fixer;
    for (size_t i = 0; i < generating->groups.count; i++) {
        struct group *group = generating->groups.items[i];
        group->safety = own_safety(group);
    }
    for (size_t i = 0; i < fixer->files.count; i++) {
        const struct elsewhere *elsewhere = look_through(generating, fixer->files.items[i]->source);
        for (size_t k = 0; k < generating->groups.count; k++) {
            struct group *group = generating->groups.items[k];
            if (is_sought(group) && stands_in(elsewhere, group)) {
                group->safety = FIX_UNSAFE;
            }
        }
    }
}
