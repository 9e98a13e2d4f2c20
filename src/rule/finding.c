/* Lists of findings. In: findings in the order in which they were made. Out: sorted, each once. */
#include "rule/finding.h"

#include <stdlib.h>

/* The most certain first: violates, may-violate, unknown are in that order. */
void findings_add(struct arena *arena, struct findings *findings, struct finding finding)
{
    for (size_t i = 0; i < findings->count; i++) {
        struct finding *known = &findings->items[i];
        if (known->rule == finding.rule && span_equal(known->span, finding.span)) {
            if (finding.certainty < known->certainty) {
                *known = finding;
            }
            return;
        }
    }
    VECTOR_PUSH(arena, findings, finding);
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
        qsort(findings->items, findings->count, sizeof *findings->items, compare);
    }
}
