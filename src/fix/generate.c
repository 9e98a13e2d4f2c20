/* A fresh value for a wrong one: "generate": "uuid". In: findings. Out: edits.
 *
 * In shell a variable is set before the statement, TEST1_UUID=$(uuidgen | tr …), and takes the
 * place of the literal; all places of one file that hold the same literal get the same variable, so
 * that what was the same id stays one. Where the literal is all of an assignment's value, or of a
 * default, the command takes its place. In data, and where no expansion can stand, a new UUID is
 * written. */
#include "fix/fixer.h"

#include "base/buffer.h"
#include "base/uuid.h"

#include <ctype.h>

/* RFC 9562 section 4: lower case on output; macOS's uuidgen prints upper case. */
static const char command[] = "$(uuidgen | tr '[:upper:]' '[:lower:]')";

struct candidate {
    struct finding *finding;
    struct target target;
    struct statement_path path; /* empty: no statement can be put before it */
    bool is_literal;            /* it is written as it is sent; else it is put together there */
    bool is_string;
};

/* Places that hold the same value. */
struct group {
    const struct source *source;
    const struct shell_region *region;
    slice key; /* as it is written: the literal, or what it is put together of */
    struct {
        struct candidate *items;
        size_t count;
        size_t capacity;
    } candidates;
};

struct generating {
    struct fixer *fixer;
    struct {
        struct group **items;
        size_t count;
        size_t capacity;
    } groups;
    struct map *names; /* given to variables */
    struct map *uuids; /* by key */
};

/* ---- Candidates ---- */

static bool is_expansion_only(slice written)
{
    slice word = slice_trim(written);
    bool quoted = word.length >= 2 && word.data[0] == '"';
    word = quoted ? slice_sub(word, 1, word.length - 1) : word;
    if (word.length < 2 || word.data[0] != '$' || word.data[1] == '(') {
        return false;
    }
    for (size_t i = 1; i < word.length; i++) {
        if (!isalnum((unsigned char)word.data[i]) && !strchr("_{}", word.data[i])) {
            return false;
        }
    }
    return true;
}

/* A variable is sent by its name: unexpanded-variable's to mend. */
static bool is_unexpanded(slice sent)
{
    size_t dollar = slice_find_byte(sent, '$');
    return dollar + 1 < sent.length &&
           (isalpha((unsigned char)sent.data[dollar + 1]) || strchr("_{(", sent.data[dollar + 1]));
}

/* The value as it is sent, without its quotes. */
static slice value_bytes(const struct candidate *candidate)
{
    const struct subject *subject = &candidate->finding->subject;
    return slice_sub(subject->flat->bytes, subject->start + candidate->is_string,
                     subject->end - candidate->is_string);
}

/* What a rule for one field says of an array or object is not about a value that can be made; nor
 * is it known where a string ends that isn't closed. */
static bool is_replaceable(const struct subject *subject)
{
    if (!subject->flat || subject->end <= subject->start) {
        return false;
    }
    const char *bytes = subject->flat->bytes.data;
    char first = bytes[subject->start];
    bool closed =
        first != '"' || (subject->end - subject->start >= 2 && bytes[subject->end - 1] == '"');
    return first != '[' && first != '{' && closed;
}

/* A place of printf's: the argument that fills it would fill the next one. */
static bool is_format(slice written)
{
    unsigned depth = 0; /* of ${…} and $(…), where it says something else */
    for (size_t i = 0; i < written.length; i++) {
        char c = written.data[i];
        depth += (c == '{' || c == '(') && i > 0 && written.data[i - 1] == '$';
        depth -= (c == '}' || c == ')') && depth > 0;
        if (c == '%' && depth == 0) {
            return true;
        }
    }
    return false;
}

/* What isn't a string is put into quotes, which must mean there what they mean in JSON: a trial
 * tells, but only where all of it is JSON before. */
static bool is_valid(struct fixer *fixer, const struct subject *subject)
{
    return json_read(fixer->arena, subject->flat).validity == JSON_VALID;
}

/* ID=${ID}-1: each time it is something else, of which only one is told. */
static bool is_of_itself(const struct target *target, slice written)
{
    slice name = target_assigned(target);
    return name.data && slice_find(written, name) < written.length;
}

static bool find_candidate(struct generating *generating, struct finding *finding,
                           struct candidate *candidate)
{
    struct fixer *fixer = generating->fixer;
    const struct subject *subject = &finding->subject;
    *candidate = (struct candidate){.finding = finding};
    if (finding->certainty == CERTAINTY_UNKNOWN || !is_replaceable(subject) ||
        !target_of_value(fixer, finding, &candidate->target)) {
        return false;
    }
    struct target *target = &candidate->target;
    candidate->is_string = subject->flat->bytes.data[subject->start] == '"';
    slice written = target_written(target);
    candidate->is_literal = slice_equal(written, value_bytes(candidate));
    if (is_unexpanded(value_bytes(candidate)) ||
        (!candidate->is_string && !is_valid(fixer, subject)) ||
        (!candidate->is_literal &&
         (is_expansion_only(written) || is_format(written) || is_of_itself(target, written) ||
          finding->certainty != CERTAINTY_VIOLATES || target->kind != TARGET_SHELL))) {
        return false;
    }
    if (target->kind == TARGET_SHELL) {
        candidate->path = statement_path(fixer->arena, target->site.region, target->site.outer);
        for (size_t i = 0; i < candidate->path.count; i++) {
            if (candidate->path.statements[i]->kind == NODE_UNKNOWN) {
                return false;
            }
        }
    }
    return true;
}

static slice key_of(const struct candidate *candidate)
{
    return target_written(&candidate->target);
}

static struct group *group_of(struct generating *generating, const struct candidate *candidate)
{
    slice key = key_of(candidate);
    const struct shell_region *region =
        candidate->target.kind == TARGET_SHELL ? candidate->target.site.region : NULL;
    for (size_t i = 0; i < generating->groups.count; i++) {
        struct group *group = generating->groups.items[i];
        if (group->source == candidate->target.source && group->region == region &&
            slice_equal(group->key, key)) {
            return group;
        }
    }
    struct group *group = ARENA_NEW(generating->fixer->arena, struct group);
    group->source = candidate->target.source;
    group->region = region;
    group->key = key;
    VECTOR_PUSH(generating->fixer->arena, &generating->groups, group);
    return group;
}

/* ---- Safety ---- */

/* Whether the byte stands in one of the places that are replaced. */
static bool is_replaced(const struct generating *generating, const struct source *source,
                        uint32_t offset)
{
    for (size_t i = 0; i < generating->groups.count; i++) {
        const struct group *group = generating->groups.items[i];
        for (size_t k = 0; group->source == source && k < group->candidates.count; k++) {
            const struct target *target = &group->candidates.items[k].target;
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
    const struct shell_node *statement = path.count > 0 ? path.statements[path.count - 1] : NULL;
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

/* The longest run of letters, digits and what joins them, outside expansions: what an id that is
 * put together can be known by. */
static slice longest_part(slice written)
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

static enum fix_safety safety_of(const struct generating *generating, const struct group *group)
{
    enum { PART_SHORT = 4 }; /* one such stands in many words by chance */
    const struct fixer *fixer = generating->fixer;
    bool literal = group->candidates.items[0].is_literal;
    slice part = literal ? group->key : longest_part(group->key);
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

/* More dollars and backslashes than these to escape in a heredoc, and a UUID is put in instead. */
enum { ESCAPES_MAX = 4 };

/* ---- Edits ---- */

/* The statement that all places of the group stand in or behind, and that nothing but sequences of
 * commands is between; NULL where there is none. */
static const struct shell_node *statement_of(const struct group *group)
{
    const struct statement_path *first = &group->candidates.items[0].path;
    size_t depth = first->count;
    for (size_t i = 1; i < group->candidates.count; i++) {
        const struct statement_path *path = &group->candidates.items[i].path;
        size_t same = 0;
        while (same < depth && same < path->count &&
               path->sequences[same] == first->sequences[same]) {
            same++;
        }
        depth = same;
    }
    if (depth == 0) {
        return NULL;
    }
    const struct shell_node *earliest = first->statements[depth - 1];
    for (size_t i = 1; i < group->candidates.count; i++) {
        const struct shell_node *one = group->candidates.items[i].path.statements[depth - 1];
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
    const struct shell_node *statement = statement_of(group);
    slice quote = candidate->is_string ? SLICE("") : SLICE("\"");
    struct span replaced = {target.source, target.start, target.end};
    if (!statement || (target.site.heredoc && target.site.quoting == TEXT_QUOTED_HEREDOC &&
                       !heredoc_unquote(fixer->arena, &target, &replaced, 1, ESCAPES_MAX, edits))) {
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

/* Where names may be in use: the file, and its shell where an escape of the host (`\n`) would hide
 * that one begins. */
static slice bytes_with_names(struct arena *arena, const struct group *group)
{
    slice file = group->source->bytes;
    slice shell = group->region->view->bytes;
    struct buffer both = {.arena = arena};
    if (shell.data == file.data) {
        return file;
    }
    buffer_append(&both, shell);
    buffer_append_byte(&both, '\n');
    buffer_append(&both, file);
    return buffer_slice(&both);
}

/* ${NAME}, which all places of a group share; made when it is needed first. */
static slice name_of(struct generating *generating, const struct group *group,
                     const struct candidate *candidate)
{
    struct arena *arena = generating->fixer->arena;
    slice literal = !candidate->is_string   ? SLICE("")
                    : candidate->is_literal ? group->key
                                            : longest_part(group->key);
    slice name = name_for_literal(arena, bytes_with_names(arena, group), generating->names, literal,
                                  slice_basename(candidate->finding->pointer));
    map_put(generating->names, name, generating);
    return name;
}

static void fix_group(struct generating *generating, const struct group *group)
{
    struct fixer *fixer = generating->fixer;
    enum fix_safety safety = safety_of(generating, group);
    slice name = {NULL, 0};
    for (size_t i = 0; i < group->candidates.count; i++) {
        const struct candidate *candidate = &group->candidates.items[i];
        struct finding *finding = candidate->finding;
        bool shell = candidate->target.kind == TARGET_SHELL;
        struct edits whole = {0};
        struct edits variable = {0};
        struct edits literal = {0};
        if (shell && replace_whole(fixer, group, candidate, &whole) &&
            fixer_add(fixer, finding, &whole,
                      (struct fix){.safety = safety, .title = SLICE("make a fresh UUID here")})) {
            continue;
        }
        if (shell && !name.data) {
            name = name_of(generating, group, candidate);
        }
        if (shell && replace_by_variable(fixer, group, candidate, name, &variable)) {
            slice title = arena_printf(fixer->arena, "use a fresh UUID, ${%.*s}", SLICE_ARGS(name));
            fixer_add(fixer, finding, &variable, (struct fix){.safety = safety, .title = title});
        }
        if (replace_by_uuid(generating, candidate, &literal)) {
            fixer_add(fixer, finding, &literal,
                      (struct fix){.safety = safety, .title = SLICE("use a UUID")});
        }
    }
}

void fix_generate(struct fixer *fixer, struct finding *const *findings, size_t count)
{
    struct generating generating = {
        .fixer = fixer, .names = map_new(fixer->arena), .uuids = map_new(fixer->arena)};
    for (size_t i = 0; i < count; i++) {
        struct candidate candidate;
        if (find_candidate(&generating, findings[i], &candidate)) {
            struct group *group = group_of(&generating, &candidate);
            VECTOR_PUSH(fixer->arena, &group->candidates, candidate);
        }
    }
    for (size_t i = 0; i < generating.groups.count; i++) {
        fix_group(&generating, generating.groups.items[i]);
    }
}
