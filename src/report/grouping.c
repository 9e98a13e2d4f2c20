/* Grouping. In: a report. Out: its findings by file, or how many there are by rule. */
#include "report/grouping.h"

#include "base/map.h"

#include <stdlib.h>

/* The index of the key in a list whose next item has the index `count`. */
static size_t index_of(struct arena *arena, struct map *indices, slice key, size_t count)
{
    size_t *index = map_get(indices, key);
    if (!index) {
        index = ARENA_NEW(arena, size_t);
        *index = count;
        map_put(indices, key, index);
    }
    return *index;
}

/* ---- Files ---- */

struct grouping {
    struct arena *arena;
    struct map *indices;
    struct file_groups groups;
};

static struct file_group *group_of(struct grouping *grouping, const char *path)
{
    struct file_groups *groups = &grouping->groups;
    size_t index = index_of(grouping->arena, grouping->indices, slice_from(path), groups->count);
    if (index == groups->count) {
        VECTOR_PUSH(grouping->arena, groups, ((struct file_group){.path = path}));
    }
    return &groups->items[index];
}

static void add_findings(struct grouping *grouping, const struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        struct file_group *group = group_of(grouping, finding->span.source->path);
        VECTOR_PUSH(grouping->arena, &group->findings, finding);
    }
}

struct file_groups group_by_file(const struct report *report)
{
    struct grouping grouping = {.arena = report->arena, .indices = map_new(report->arena)};
    for (size_t i = 0; i < report->files.count; i++) {
        group_of(&grouping, report->files.items[i]);
    }
    add_findings(&grouping, &report->findings);
    add_findings(&grouping, &report->suppressed);
    return grouping.groups;
}

/* ---- Rules ---- */

static int compare(const void *a, const void *b)
{
    const struct rule_group *first = a;
    const struct rule_group *second = b;
    return first->count != second->count ? (first->count < second->count ? 1 : -1)
                                         : slice_compare(first->rule->id, second->rule->id);
}

struct rule_groups group_by_rule(const struct report *report)
{
    struct map *indices = map_new(report->arena);
    struct rule_groups groups = {0};
    for (size_t i = 0; i < report->findings.count; i++) {
        const struct finding *finding = &report->findings.items[i];
        size_t index = index_of(report->arena, indices, finding->rule->id, groups.count);
        if (index == groups.count) {
            VECTOR_PUSH(report->arena, &groups, ((struct rule_group){.rule = finding->rule}));
        }
        groups.items[index].count++;
        groups.items[index].fixable += finding->fix != NULL;
    }
    if (groups.count > 0) {
        qsort(groups.items, groups.count, sizeof *groups.items, compare);
    }
    return groups;
}
