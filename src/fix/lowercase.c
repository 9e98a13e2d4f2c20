/* "case": "lower": a literal in lower case, where it is written. In: a value. Out: its letters. */
#include "fix/elsewhere.h"
#include "fix/fixer.h"

/* Adds what the fix changes of one subject. */
static void leave_out(struct fixer *fixer, const struct finding *finding,
                      const struct source *source, struct elsewhere *elsewhere)
{
    struct target target;
    if (target_of_value(fixer, finding, &target) && target.source == source &&
        target.end > target.start) {
        elsewhere_add(elsewhere, slice_sub(source->bytes, target.start, target.end));
        elsewhere_leave_out(elsewhere, target.start, target.end);
    }
}

/* Where the rule's literals stand in the file besides where it changes them. */
static const struct elsewhere *look_through(struct fixer *fixer, const struct rule *rule,
                                            const struct source *source)
{
    struct elsewhere *elsewhere = elsewhere_new(fixer->arena, source->bytes);
    for (size_t i = 0; i < fixer->finding_count; i++) {
        struct finding one = *fixer->findings[i];
        if (one.rule != rule) {
            continue;
        }
        leave_out(fixer, &one, source, elsewhere);
        for (const struct finding_other *other = one.others; other; other = other->next) {
            one.subject = other->subject;
            leave_out(fixer, &one, source, elsewhere);
        }
    }
    elsewhere_look(elsewhere, NULL, NULL);
    return elsewhere;
}

/* The rule and the file of a finding. */
struct lowered {
    const struct rule *rule;
    const struct source *source;
    const struct elsewhere *elsewhere;
};

/* Whether the script has the same literal where it stays as it is: to look for it in a log, say. */
static bool is_used_elsewhere(struct fixer *fixer, const struct finding *finding, slice literal)
{
    struct lowered place = {.rule = finding->rule, .source = finding->span.source};
    slice key = {(const char *)&place, offsetof(struct lowered, elsewhere)};
    if (!fixer->lowered) {
        fixer->lowered = map_new(fixer->arena);
    }
    const struct lowered *known = map_get(fixer->lowered, key);
    if (!known) {
        struct lowered *made = ARENA_NEW(fixer->arena, struct lowered);
        *made = place;
        made->elsewhere = look_through(fixer, place.rule, place.source);
        key.data = (const char *)made;
        map_put(fixer->lowered, key, made);
        known = made;
    }
    return elsewhere_has_part(known->elsewhere, literal);
}

bool fix_lowercase(struct fixer *fixer, const struct finding *finding, struct edits *edits,
                   struct fix *fix)
{
    const struct subject *subject = &finding->subject;
    struct target target;
    if (!target_of_value(fixer, finding, &target) || target.source != finding->span.source) {
        return false;
    }
    slice written = slice_sub(target.source->bytes, target.start, target.end);
    slice value = slice_sub(subject->flat->bytes, subject->start + 1, subject->end - 1);
    if (!slice_equal(written, value)) {
        return false; /* it is put together there, or made */
    }
    slice lower = arena_copy_in_case(fixer->arena, written, true);
    slice text = quote_bytes(fixer->arena, &target, lower);
    if (!text.data) {
        return false;
    }
    if (is_used_elsewhere(fixer, finding, written)) {
        fix->safety = FIX_UNSAFE;
    }
    fix->title = SLICE("write it in lower case");
    edits_add(fixer->arena, edits, (struct edit){target.start, target.end, text});
    return true;
}
