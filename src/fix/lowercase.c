/* "case": "lower": a literal in lower case, where it is written. In: a value. Out: its letters. */
#include "fix/fixer.h"

/* What this fix changes, for all findings of the rule. */
static void find_changed(struct fixer *fixer, const struct rule *rule)
{
    if (fixer->lowered.rule == rule) {
        return;
    }
    fixer->lowered.rule = rule;
    fixer->lowered.count = 0;
    for (size_t i = 0; i < fixer->finding_count; i++) {
        struct target target;
        if (fixer->findings[i]->rule == rule &&
            target_of_value(fixer, fixer->findings[i], &target)) {
            struct span span = {target.source, target.start, target.end};
            VECTOR_PUSH(fixer->arena, &fixer->lowered, span);
        }
    }
}

static bool is_changed(const struct fixer *fixer, const struct source *source, uint32_t offset)
{
    for (size_t i = 0; i < fixer->lowered.count; i++) {
        const struct span *span = &fixer->lowered.items[i];
        if (span->source == source && offset >= span->start && offset < span->end) {
            return true;
        }
    }
    return false;
}

/* Whether the script has the same literal where it stays as it is: to look for it in a log, say. */
static bool is_used_elsewhere(struct fixer *fixer, const struct finding *finding, slice literal)
{
    slice bytes = finding->span.source->bytes;
    find_changed(fixer, finding->rule);
    for (uint32_t at = 0;; at++) {
        at += (uint32_t)slice_find(slice_sub(bytes, at, bytes.length), literal);
        if (at >= bytes.length) {
            return false;
        }
        if (!is_changed(fixer, finding->span.source, at)) {
            return true;
        }
    }
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
