/* unexpanded-variable. In: $NAME among literal bytes. Out: the quotes closed round it, or taken off
 * the heredoc's delimiter. */
#include "fix/fixer.h"

#include "base/ascii.h"
#include "base/sort.h"

/* Escapes in a heredoc that go with it: more of them would hide what it says. */
enum { ESCAPES_MAX = 12 };

/* What stands between `$` or `${` and `}`; a command with its `$(` and `)`. Data NULL for others.
 */
static slice expansion_name(slice written)
{
    bool braced = slice_starts_with(written, SLICE("${"));
    slice name = slice_sub(written, 1 + braced, written.length - braced);
    if (slice_starts_with(written, SLICE("$("))) {
        return written;
    }
    for (size_t i = 0; i < name.length; i++) {
        if (!ascii_is_name(name.data[i], false)) {
            return (slice){NULL, 0};
        }
    }
    return name.length > 0 ? name : (slice){NULL, 0};
}

/* The expansion's place, and what it expands; false where that isn't written in one place. */
static bool find_expansion(struct fixer *fixer, const struct finding *finding,
                           struct target *target, slice *name)
{
    const struct subject *subject = &finding->subject;
    if (!subject->flat || subject->flat->piece_count == 0 ||
        !target_of_bytes(fixer, subject->flat, subject->start, subject->end, target) ||
        target->kind != TARGET_SHELL || !target->is_direct ||
        target->source != finding->span.source) {
        return false;
    }
    slice written = slice_sub(target->source->bytes, target->start, target->end);
    *name = expansion_name(written);
    return name->data &&
           slice_equal(written, slice_sub(subject->flat->bytes, subject->start, subject->end));
}

static enum fix_safety safety_of(struct fixer *fixer, const struct target *target, slice name)
{
    const struct site *site = &target->site;
    bool set =
        name.data[0] != '$' && variable_is_set_before(fixer, site->region, name, site->outer);
    return set ? FIX_SAFE : FIX_UNSAFE;
}

/* What a rule finds in one heredoc. */
struct expanded {
    const struct heredoc *heredoc;
    struct span *items;
    size_t count;
    size_t capacity;
    bool is_unsafe; /* some of it */
    bool is_tried;
    bool can_be_unquoted;
    struct edits edits; /* that take the quotes off */
};

static int compare_spans(const void *a, const void *b)
{
    const struct span *first = a;
    const struct span *second = b;
    return (first->start > second->start) - (first->start < second->start);
}

/* The lists of a rule, by heredoc. */
static struct map *find_expanded(struct fixer *fixer, const struct rule *rule)
{
    struct map *all = map_new(fixer->arena);
    for (size_t i = 0; i < fixer->finding_count; i++) {
        struct target target;
        slice name;
        if (fixer->findings[i]->rule != rule ||
            !find_expansion(fixer, fixer->findings[i], &target, &name) || !target.site.heredoc) {
            continue;
        }
        slice heredoc = {(const char *)&target.site.heredoc, sizeof target.site.heredoc};
        struct expanded *expanded = map_get(all, heredoc);
        if (!expanded) {
            expanded = ARENA_NEW(fixer->arena, struct expanded);
            expanded->heredoc = target.site.heredoc;
            heredoc.data = (const char *)&expanded->heredoc;
            map_put(all, heredoc, expanded);
        }
        struct span span = {target.source, target.start, target.end};
        VECTOR_PUSH(fixer->arena, expanded, span);
        expanded->is_unsafe |= safety_of(fixer, &target, name) == FIX_UNSAFE;
    }
    return all;
}

/* All that is found in the heredoc is expanded at once; all else in it stays as it is. */
static bool unquote(struct fixer *fixer, const struct finding *finding, const struct target *target,
                    struct edits *edits, struct fix *fix)
{
    slice rule = {(const char *)&finding->rule, sizeof finding->rule};
    slice heredoc = {(const char *)&target->site.heredoc, sizeof target->site.heredoc};
    if (!fixer->unexpanded) {
        fixer->unexpanded = map_new(fixer->arena);
    }
    struct map *all = map_get(fixer->unexpanded, rule);
    if (!all) {
        all = find_expanded(fixer, finding->rule);
        map_put(fixer->unexpanded, rule, all);
    }
    struct expanded *expanded = map_get(all, heredoc);
    if (!expanded) {
        return false;
    }
    if (!expanded->is_tried) {
        sort_stable(expanded->items, expanded->count, sizeof *expanded->items, compare_spans);
        expanded->is_tried = true;
        expanded->can_be_unquoted = heredoc_unquote(fixer, target, expanded->items, expanded->count,
                                                    ESCAPES_MAX, &expanded->edits);
    }
    if (expanded->is_unsafe) {
        fix->safety = FIX_UNSAFE;
    }
    for (size_t i = 0; i < expanded->edits.count; i++) {
        edits_add(fixer->arena, edits, expanded->edits.items[i]);
    }
    fix->title = SLICE("take the quotes off the heredoc's delimiter");
    return expanded->can_be_unquoted;
}

bool fix_unexpanded(struct fixer *fixer, const struct finding *finding, struct edits *edits,
                    struct fix *fix)
{
    struct target target;
    slice name;
    if (!find_expansion(fixer, finding, &target, &name)) {
        return false;
    }
    fix->safety = safety_of(fixer, &target, name);
    if (target.site.quoting == TEXT_QUOTED_HEREDOC) {
        return unquote(fixer, finding, &target, edits, fix);
    }
    if (target.site.quoting != TEXT_SINGLE_QUOTED) {
        return false;
    }
    target_take_quotes(&target);
    slice text = quote_expansion(fixer->arena, &target, SLICE(""), name, SLICE(""));
    if (!text.data) {
        return false;
    }
    fix->title = SLICE("close the single quotes around it");
    edits_add(fixer->arena, edits, (struct edit){target.start, target.end, text});
    return true;
}
