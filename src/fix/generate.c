/* A fresh value for a wrong one: "generate": "uuid". In: findings. Out: edits.
 *
 * In shell a variable is set before the statement, TEST1_UUID=$(uuidgen | tr …), and takes the
 * place of the literal; all places of one file that hold the same literal get the same variable, so
 * that what was the same id stays one. Where the literal is all of an assignment's value, or of a
 * default, the command takes its place. In data, and where no expansion can stand, a new UUID is
 * written. */
#include "fix/generate.h"

#include "base/buffer.h"
#include "base/uuid.h"

/* RFC 9562 section 4: lower case on output; macOS's uuidgen prints upper case. */
static const char command[] = "$(uuidgen | tr '[:upper:]' '[:lower:]')";

/* More dollars and backslashes than these to escape in a heredoc, and a UUID is put in instead. */
enum { ESCAPES_MAX = 4 };

/* ---- Groups ---- */

static slice key_of(const struct candidate *candidate)
{
    return target_written(&candidate->target);
}

/* Where and what a group is, as bytes. */
static slice group_identity(struct arena *arena, const struct group *group)
{
    struct buffer buffer = {.arena = arena};
    buffer_append(&buffer, (slice){(const char *)&group->source, sizeof group->source});
    buffer_append(&buffer, (slice){(const char *)&group->region, sizeof group->region});
    buffer_append(&buffer, group->key);
    return buffer_slice(&buffer);
}

static struct group *group_of(struct generating *generating, const struct candidate *candidate)
{
    struct arena *arena = generating->fixer->arena;
    struct group *group = ARENA_NEW(arena, struct group);
    group->source = candidate->target.source;
    group->region = candidate->target.kind == TARGET_SHELL ? candidate->target.site.region : NULL;
    group->key = key_of(candidate);
    slice identity = group_identity(arena, group);
    struct group *known = map_get(generating->known, identity);
    if (known) {
        return known;
    }
    map_put(generating->known, identity, group);
    VECTOR_PUSH(arena, &generating->groups, group);
    return group;
}

/* ---- Edits ---- */

/* Whether one value serves all times that the condition is tested: a literal is sent again by a
 * loop that tries again, and so is what takes its place. */
static bool is_set_before_condition(const struct group *group, const struct shell_node *tested_by)
{
    bool once = tested_by && tested_by->kind == NODE_IF;
    return tested_by && (once || group->candidates.items[0]->is_literal);
}

/* The statement that all places of the group stand in or behind, and that nothing but sequences of
 * commands is between, and conditions; NULL where there is none. */
static const struct shell_node *statement_of(const struct group *group)
{
    const struct statement_path *first = &group->candidates.items[0]->path;
    size_t depth = first->count;
    for (size_t i = 1; i < group->candidates.count; i++) {
        const struct statement_path *path = &group->candidates.items[i]->path;
        size_t same = 0;
        while (same < depth && same < path->count &&
               path->steps[same].sequence == first->steps[same].sequence) {
            same++;
        }
        depth = same;
    }
    while (depth > 0 && is_set_before_condition(group, first->steps[depth - 1].tested_by)) {
        depth--;
    }
    if (depth == 0) {
        return NULL;
    }
    const struct shell_node *earliest = first->steps[depth - 1].statement;
    for (size_t i = 1; i < group->candidates.count; i++) {
        const struct shell_node *one = group->candidates.items[i]->path.steps[depth - 1].statement;
        earliest = one->tokens.first < earliest->tokens.first ? one : earliest;
    }
    return earliest;
}

/* The command in place of all that a variable, or its default, is set to. */
static bool replace_whole(struct fixer *fixer, const struct group *group,
                          const struct candidate *candidate, struct edits *edits)
{
    struct target target = candidate->target;
    bool operand = target_is_operand(&target);
    if (group->candidates.count > 1 || !candidate->is_string ||
        (!operand && !target_assigned(&target).data)) {
        return false;
    }
    if (!operand) {
        target_take_quotes(&target);
    }
    struct edit edit = {target.start, target.end, slice_from(command)};
    edits_add(fixer->arena, edits, edit);
    return true;
}

/* The variable's expansion in place of the literal, and what sets it before. */
static bool replace_by_variable(struct fixer *fixer, const struct group *group,
                                const struct candidate *candidate, slice name, struct edits *edits)
{
    struct target target = candidate->target;
    const struct shell_node *statement = group->statement;
    slice quote = candidate->is_string ? SLICE("") : SLICE("\"");
    struct span replaced = {target.source, target.start, target.end};
    if (!statement || (target.site.heredoc && target.site.quoting == TEXT_QUOTED_HEREDOC &&
                       !heredoc_unquote(fixer, &target, &replaced, 1, ESCAPES_MAX, edits))) {
        return false;
    }
    if (target.site.quoting == TEXT_QUOTED_HEREDOC) {
        target.site.quoting = TEXT_HEREDOC;
    }
    if (candidate->is_string) {
        target_take_quotes(&target);
    }
    slice text = quote_expansion(fixer->arena, &target, quote, name, quote);
    if (!text.data) {
        return false;
    }
    slice assignment = arena_printf(fixer->arena, "%.*s=%s", SLICE_ARGS(name), command);
    edits_add(fixer->arena, edits,
              statement_before(fixer->arena, group->region, statement, assignment));
    edits_add(fixer->arena, edits, (struct edit){target.start, target.end, text});
    return true;
}

static bool replace_by_uuid(struct generating *generating, const struct candidate *candidate,
                            struct edits *edits)
{
    struct arena *arena = generating->fixer->arena;
    const struct target *target = &candidate->target;
    slice key = key_of(candidate);
    slice *uuid = map_get(generating->uuids, key);
    if (!candidate->is_literal) {
        return false;
    }
    if (!uuid) {
        uuid = ARENA_NEW(arena, slice);
        *uuid = uuid_make(arena);
        map_put(generating->uuids, key, uuid);
    }
    slice json = candidate->is_string ? *uuid : arena_printf(arena, "\"%.*s\"", SLICE_ARGS(*uuid));
    slice text = quote_bytes(arena, target, json);
    if (text.data) {
        edits_add(arena, edits, (struct edit){target->start, target->end, text});
    }
    return text.data != NULL;
}

/* The names in use in the group's region. */
static struct names *names_of(struct generating *generating, const struct group *group)
{
    struct fixer *fixer = generating->fixer;
    slice region = {(const char *)&group->region, sizeof group->region};
    struct names *names = map_get(generating->names, region);
    if (!names) {
        names = names_new(fixer->arena, fixer_file(fixer, group->source), group->region,
                          generating->given);
        map_put(generating->names, region, names);
    }
    return names;
}

/* The variable that all places of a group share. */
static slice name_of(struct generating *generating, const struct candidate *candidate)
{
    struct group *group = candidate->group;
    const struct subject *subject = &candidate->finding->subject;
    bool expands = slice_find_byte(group->key, '$') < group->key.length ||
                   slice_find_byte(group->key, '`') < group->key.length;
    bool known = !expands && flat_first_hole(subject->flat, subject->start) ==
                                 flat_first_hole(subject->flat, subject->end);
    slice literal = !candidate->is_string ? SLICE("")
                    : known               ? candidate_value(candidate)
                                          : longest_part(group->key);
    if (!group->name.data) {
        group->name = name_for_literal(names_of(generating, group), literal,
                                       slice_basename(candidate->finding->pointer));
    }
    return group->name;
}

/* ---- Findings ---- */

/* What may take the place of a value, the best first. */
enum replacement { REPLACED_WHOLE, REPLACED_BY_VARIABLE, REPLACED_BY_UUID, REPLACEMENTS };

/* Appends the edits of one place, by the best way from `from` on; REPLACEMENTS where there is none.
 */
static enum replacement replace(struct generating *generating, const struct candidate *candidate,
                                enum replacement from, struct edits *edits)
{
    struct fixer *fixer = generating->fixer;
    bool shell = candidate->target.kind == TARGET_SHELL;
    if (from <= REPLACED_WHOLE && shell &&
        replace_whole(fixer, candidate->group, candidate, edits)) {
        return REPLACED_WHOLE;
    }
    if (from <= REPLACED_BY_VARIABLE && shell &&
        replace_by_variable(fixer, candidate->group, candidate, name_of(generating, candidate),
                            edits)) {
        return REPLACED_BY_VARIABLE;
    }
    return replace_by_uuid(generating, candidate, edits) ? REPLACED_BY_UUID : REPLACEMENTS;
}

static slice title_of(const struct generating *generating, const struct request *request,
                      enum replacement best)
{
    return best == REPLACED_WHOLE ? SLICE("make a fresh UUID here")
           : best == REPLACED_BY_UUID
               ? SLICE("use a UUID")
               : arena_printf(generating->fixer->arena, "use a fresh UUID, ${%.*s}",
                              SLICE_ARGS(request->candidates.items[0]->group->name));
}

/* Gives the finding a fix that changes all its places, each by the best way from `from` on. Returns
 * the best of them; REPLACEMENTS where some place can't be changed so. */
static enum replacement fix_request(struct generating *generating, const struct request *request,
                                    enum replacement from)
{
    struct arena *arena = generating->fixer->arena;
    struct fix fix = {.safety = FIX_SAFE};
    struct edits edits = {0};
    enum replacement best = REPLACEMENTS;
    for (size_t i = 0; i < request->candidates.count; i++) {
        const struct candidate *candidate = request->candidates.items[i];
        struct edits more = {0};
        enum replacement how = replace(generating, candidate, from, &more);
        for (size_t k = 0; k < more.count; k++) {
            if (edits_clash(&edits, &more.items[k])) {
                return REPLACEMENTS;
            }
            edits_add(arena, &edits, more.items[k]);
        }
        if (how == REPLACEMENTS) {
            return REPLACEMENTS;
        }
        best = how < best ? how : best;
        fix.safety = candidate->group->safety == FIX_UNSAFE ? FIX_UNSAFE : fix.safety;
    }
    fix.title = title_of(generating, request, best);
    return fixer_add(generating->fixer, request->finding, &edits, fix) ? best : REPLACEMENTS;
}

/* A command in place of a value holds where it can be written at all; an expansion may not, and
 * then a UUID does. */
static void fix_by_some_way(struct generating *generating, const struct request *request)
{
    if (fix_request(generating, request, REPLACED_WHOLE) == REPLACED_WHOLE) {
        return;
    }
    const struct fix *first = request->finding->fix;
    if (!first) {
        fix_request(generating, request, REPLACED_BY_VARIABLE);
    }
    fix_request(generating, request, REPLACED_BY_UUID);
}

/* One more place to change, where it isn't known already; false where that can't be. */
static bool add_candidate(struct generating *generating, struct request *request,
                          const struct finding *finding)
{
    struct arena *arena = generating->fixer->arena;
    struct candidate *candidate = ARENA_NEW(arena, struct candidate);
    if (!candidate_find(generating->fixer, finding, candidate)) {
        return false;
    }
    for (size_t i = 0; i < request->candidates.count; i++) {
        const struct target *known = &request->candidates.items[i]->target;
        if (known->source == candidate->target.source && known->start == candidate->target.start &&
            known->end == candidate->target.end) {
            return true;
        }
    }
    VECTOR_PUSH(arena, &request->candidates, candidate);
    return true;
}

/* The finding's own place and those of all others told with it; false where some can't be changed,
 * so that it would still be there. */
static bool find_candidates(struct generating *generating, struct finding *finding,
                            struct request *request)
{
    *request = (struct request){.finding = finding};
    if ((finding->other_count > 0 && !finding->others) ||
        !add_candidate(generating, request, finding)) {
        return false;
    }
    for (const struct finding_other *other = finding->others; other; other = other->next) {
        struct finding *one = ARENA_NEW(generating->fixer->arena, struct finding);
        *one = *finding;
        one->subject = other->subject;
        one->certainty = other->certainty;
        if (other->certainty != CERTAINTY_UNKNOWN && !add_candidate(generating, request, one)) {
            return false;
        }
    }
    return true;
}

void fix_generate(struct fixer *fixer, struct finding *const *findings, size_t count)
{
    struct generating generating = {.fixer = fixer,
                                    .known = map_new(fixer->arena),
                                    .names = map_new(fixer->arena),
                                    .given = map_new(fixer->arena),
                                    .uuids = map_new(fixer->arena)};
    struct request *requests = ARENA_ARRAY(fixer->arena, struct request, count);
    size_t request_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct request *request = &requests[request_count];
        if (!find_candidates(&generating, findings[i], request)) {
            continue;
        }
        request_count++;
        for (size_t k = 0; k < request->candidates.count; k++) {
            struct candidate *candidate = request->candidates.items[k];
            candidate->group = group_of(&generating, candidate);
            VECTOR_PUSH(fixer->arena, &candidate->group->candidates, candidate);
        }
    }
    for (size_t i = 0; i < generating.groups.count; i++) {
        struct group *group = generating.groups.items[i];
        group->statement = statement_of(group);
    }
    groups_find_safety(&generating);
    for (size_t i = 0; i < request_count; i++) {
        fix_by_some_way(&generating, &requests[i]);
    }
}
