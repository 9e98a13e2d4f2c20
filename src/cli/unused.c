/* unused-suppression. In: suppressions of all files, and which were used. Out: findings. */
#include "cli/unused.h"

static slice key_of(struct arena *arena, const struct suppressed_rule *rule)
{
    const char *path = rule->span.source->path;
    path += strncmp(path, "./", 2) == 0 ? 2 : 0;
    return arena_printf(arena, "%s %u %.*s", path, rule->span.start, SLICE_ARGS(rule->id));
}

static void note_used(struct unused *unused, const struct suppressions *suppressions)
{
    for (size_t i = 0; i < suppressions->count; i++) {
        for (size_t k = 0; k < suppressions->items[i].rule_count; k++) {
            const struct suppressed_rule *rule = &suppressions->items[i].rules[k];
            if (rule->is_used) {
                map_put(unused->used, key_of(unused->arena, rule), unused);
            }
        }
    }
}

void unused_note(struct unused *unused, const struct analysed *analysed, size_t at)
{
    const struct suppressions *own = &analysed->suppressing.suppressions;
    note_used(unused, own);
    for (size_t i = 0; i < analysed->others.count; i++) {
        note_used(unused, &analysed->others.items[i]->suppressions);
    }
    if (own->count > 0) {
        struct unused_file file = {analysed->configuration, analysed->path, own,
                                   analysed->suppressing.arena, at};
        VECTOR_PUSH(unused->arena, &unused->files, file);
    }
}

/* ---- Telling ---- */

struct telling {
    const struct unused *unused;
    const struct unused_file *file;
    const struct rules_run *run;
    struct arena *arena;
    struct findings *findings;
    const struct rule *rule; /* unused-suppression itself */
};

static const struct rule *rule_here(const struct telling *telling, slice id)
{
    const struct rule_set *rules = &telling->file->configuration->rules;
    const struct message_place place = {.path = telling->file->path};
    const struct rule *rule = rules_find(rules, id);
    bool asked = slice_list_has(telling->run->asked, id);
    return rule && telling->run->is_run(telling->run->context, id)
               ? configuration_rule(telling->file->configuration, telling->arena,
                                    (size_t)(rule - rules->items), &place, asked)
               : NULL;
}

static const slice suppresses_nothing = {"suppresses nothing", 18};

static void add(const struct telling *telling, struct span span, slice message, slice label)
{
    struct finding finding = {
        .rule = telling->rule,
        .certainty = CERTAINTY_VIOLATES,
        .span = span,
        .message = message,
        .label = label,
    };
    findings_add(telling->arena, telling->findings, finding);
}

static void tell_unknown(const struct telling *telling, const struct suppressed_rule *rule)
{
    const struct rule *closest = rules_closest(&telling->file->configuration->rules, rule->id);
    slice close = closest ? closest->id : SLICE("");
    slice message =
        arena_printf(telling->arena, "there is no rule %.*s%s%.*s%s", SLICE_ARGS(rule->id),
                     closest ? "; did you mean " : "", SLICE_ARGS(close), closest ? "?" : "");
    add(telling, rule->span, message, SLICE("is no rule"));
}

static void tell_rule(const struct telling *telling, const struct suppressed_rule *rule)
{
    bool used = rule->is_used || map_get(telling->unused->used, key_of(telling->arena, rule));
    if (used) {
        return;
    }
    if (!rule->id.data && telling->run->all) {
        add(telling, rule->span, SLICE("there is nothing here to ignore"), suppresses_nothing);
    } else if (rule->id.data && !rules_find(&telling->file->configuration->rules, rule->id)) {
        tell_unknown(telling, rule);
    } else if (rule->id.data && rule_here(telling, rule->id)) {
        add(telling, rule->span,
            arena_printf(telling->arena, "%.*s finds nothing here to ignore", SLICE_ARGS(rule->id)),
            suppresses_nothing);
    }
}

void unused_tell(const struct unused *unused, const struct unused_file *file,
                 const struct rules_run *run, struct arena *arena, struct findings *findings)
{
    struct telling telling = {unused, file, run, arena, findings, NULL};
    telling.rule = rule_here(&telling, SLICE("unused-suppression"));
    for (size_t i = 0; telling.rule && i < file->suppressions->count; i++) {
        const struct suppression *suppression = &file->suppressions->items[i];
        if (suppression->is_malformed) {
            add(&telling, suppression->span,
                SLICE("this is not understood; write paylint: ignore[rule] or ignore-file[rule]"),
                SLICE("is not understood"));
            continue;
        }
        for (size_t k = 0; k < suppression->rule_count; k++) {
            tell_rule(&telling, &suppression->rules[k]);
        }
    }
}

bool unused_is_about_comment(const struct finding *finding)
{
    return slice_is(finding->rule->id, "unused-suppression");
}

bool unused_may_be_used(const struct finding *finding)
{
    return unused_is_about_comment(finding) && slice_equal(finding->label, suppresses_nothing);
}
