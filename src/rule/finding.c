/* Lists of findings. In: findings in the order in which they were made. Out: sorted, each once. */
#include "rule/finding.h"

#include "base/sort.h"

/* What tells one finding from another. */
struct place_key {
    const char *rule; /* its id */
    const struct source *source;
    uint32_t start;
    uint32_t end;
};

/* The index of the finding with that key, or where the next one goes; remembered. */
static size_t index_of(struct arena *arena, struct findings *findings, struct place_key key)
{
    struct place_key *kept = ARENA_NEW(arena, struct place_key);
    *kept = key;
    slice name = {(const char *)kept, sizeof *kept};
    if (!findings->by_place) {
        findings->by_place = map_new(arena);
    }
    size_t *index = map_get(findings->by_place, name);
    if (!index) {
        index = ARENA_NEW(arena, size_t);
        *index = findings->count;
        map_put(findings->by_place, name, index);
    }
    return *index;
}

/* Where there are more of them at one place, none is remembered. */
enum { OTHERS_MAX = 64 };

static void remember(struct arena *arena, struct finding *kept, const struct finding *finding)
{
    if (++kept->other_count > OTHERS_MAX) {
        kept->others = NULL;
        return;
    }
    struct finding_other *other = ARENA_NEW(arena, struct finding_other);
    *other = (struct finding_other){finding->certainty, finding->subject, kept->others};
    kept->others = other;
}

/* The most certain is kept: violates, may-violate, unknown are in that order. */
void findings_add(struct arena *arena, struct findings *findings, struct finding finding)
{
    struct span span = finding.span;
    struct place_key key = {finding.rule->id.data, span.source, span.start, span.end};
    size_t index = index_of(arena, findings, key);
    findings->wrong += finding.certainty != CERTAINTY_UNKNOWN;
    if (index == findings->count) {
        VECTOR_PUSH(arena, findings, finding);
        return;
    }
    struct finding *kept = &findings->items[index];
    if (finding.certainty < kept->certainty) {
        finding.others = kept->others;
        finding.other_count = kept->other_count;
        remember(arena, &finding, kept);
        *kept = finding;
    } else {
        remember(arena, kept, &finding);
    }
}

static int compare(const void *a, const void *b)
{
    const struct finding *first = a;
    const struct finding *second = b;
    if (first->span.start != second->span.start) {
        return first->span.start < second->span.start ? -1 : 1;
    }
    size_t length = first->rule->id.length < second->rule->id.length ? first->rule->id.length
                                                                     : second->rule->id.length;
    return memcmp(first->rule->id.data, second->rule->id.data, length);
}

void findings_sort(struct findings *findings)
{
    if (findings->count > 0) {
        sort_stable(findings->items, findings->count, sizeof *findings->items, compare);
    }
}
