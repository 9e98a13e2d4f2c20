/* Fixing. In: scripts with findings. Out: fixes that hold, and files as they make them. */
#include "cli/fixing.h"

#include "base/file.h"
#include "base/shown.h"
#include "cli/fixing_write.h"
#include "cli/trial.h"
#include "fix/fix.h"

#include <stdlib.h>

/* Fixes that bring others to light are made one after the other, so many times. */
enum { PASSES_MAX = 50 };

/* Of one pass: each analyses the script anew. More fixes than a few aren't tried one by one. */
enum { TRIALS_MAX = 500, ALONE_MAX = 100 };

struct fixing *fixing_new(const struct analysis *analysis, struct error_sink *errors)
{
    struct fixing *fixing = memory_alloc(sizeof *fixing);
    *fixing =
        (struct fixing){.analysis = *analysis, .parser = shell_parser_new(), .errors = errors};
    fixing->overlay.below = analysis->overlay;
    fixing->overlay.arena = arena_new();
    fixing->refused = map_new(fixing->overlay.arena);
    fixing->analysis.overlay = &fixing->overlay;
    return fixing;
}

void fixing_free(struct fixing *fixing)
{
    if (fixing) {
        shell_parser_free(fixing->parser);
        arena_free(fixing->overlay.arena);
        free(fixing);
    }
}

/* ---- Choosing ---- */

struct wanted_list {
    struct finding **items;
    size_t count;
    size_t capacity;
};

static bool is_takeable(const struct finding *finding, bool takes_unsafe)
{
    return finding->fix && (takes_unsafe || finding->fix->safety == FIX_SAFE);
}

/* The findings that are told, each with the fix that may put it right. */
static struct wanted_list find_fixes(struct fixing *fixing, const struct fixed_script *script)
{
    struct wanted_list list = {0};
    struct findings *findings = &script->analysed->findings;
    for (size_t i = 0; i < findings->count; i++) {
        struct finding *finding = &findings->items[i];
        if (finding->certainty != CERTAINTY_UNKNOWN && !finding->is_suppressed &&
            fixing->is_wanted(fixing->context, finding)) {
            VECTOR_PUSH(script->arena, &list, finding);
        }
    }
    fixing->withdrawn = (struct withdrawn_list){0};
    fix_findings(script->arena, fixing->parser, list.items, list.count);
    for (size_t i = 0; i < list.count; i++) {
        if (is_takeable(list.items[i], fixing->takes_unsafe) &&
            fixing_leaves(fixing, list.items[i]->span.source->path)) {
            list.items[i]->fix = NULL;
        }
    }
    return list;
}

/* The fixes of these findings that can be made together. */
static struct fix_list choose(struct arena *arena, const struct wanted_list *findings,
                              bool takes_unsafe)
{
    struct fix_list fixes = {0};
    for (size_t i = 0; i < findings->count; i++) {
        if (is_takeable(findings->items[i], takes_unsafe)) {
            fixes_add(arena, &fixes, findings->items[i]);
        }
    }
    return fixes;
}

static void withdraw(struct fixing *fixing, struct arena *arena, struct finding *finding,
                     const char *why)
{
    struct withdrawn withdrawn = {finding, why};
    VECTOR_PUSH(arena, &fixing->withdrawn, withdrawn);
    finding->fix = NULL;
}

static void tell_withdrawn(const struct fixing *fixing)
{
    for (size_t i = 0; i < fixing->withdrawn.count; i++) {
        const struct finding *finding = fixing->withdrawn.items[i].finding;
        struct position at = source_position(finding->span.source, finding->span.start);
        progress_clear(fixing->progress);
        shown_print(stderr, slice_from(finding->span.source->path));
        fprintf(stderr, ":%u:%u: note: the fix of %.*s is withdrawn: %s\n", at.line, at.column,
                SLICE_ARGS(finding->rule->id), fixing->withdrawn.items[i].why);
    }
}

static void make_unsafe(struct arena *arena, struct finding *finding)
{
    struct fix *fix = ARENA_NEW(arena, struct fix);
    *fix = *finding->fix;
    fix->safety = FIX_UNSAFE;
    finding->fix = fix;
}

/* The fixing of a file may take as long as checking it. */
static void start_clock(struct fixing *fixing, const struct fixed_script *script)
{
    struct limits limits = analysis_limits(&fixing->analysis, script->analysed->configuration);
    fixing->budget = budget_new(&limits, script->arena);
}

static bool may_try(struct fixing *fixing)
{
    return fixing->trials_left > 0 && !budget_is_late(&fixing->budget);
}

/* A fix by itself: where it doesn't hold the next one is taken, or it is withdrawn. */
static void settle(struct fixing *fixing, const struct fixed_script *script,
                   struct finding *finding)
{
    const char *why = "";
    while (why && finding->fix) {
        struct fix_list one = {0};
        if (!may_try(fixing)) {
            bool late = fixing->trials_left > 0;
            withdraw(fixing, script->arena, finding,
                     late ? "trying them takes longer than --limit time=SECONDS allows"
                          : "too many don't hold, so that it isn't tried");
            return;
        }
        fixing->trials_left--;
        fixes_add(script->arena, &one, finding);
        struct trial *trial = trial_run(fixing, script, &one);
        why = trial->why;
        if (!why && trial->changes_right_message) {
            make_unsafe(script->arena, finding);
        } else if (why && finding->fix->otherwise) {
            finding->fix = finding->fix->otherwise;
        } else if (why) {
            withdraw(fixing, script->arena, finding, why);
        }
        trial_free(trial);
    }
}

/* The first of the fixes, `count` of them, tried together; NULL where they don't hold. */
static struct trial *try_first(struct fixing *fixing, const struct fixed_script *script,
                               const struct fix_list *fixes, size_t count, bool takes_unsafe)
{
    struct fix_list some = {0};
    if (!may_try(fixing)) {
        return NULL;
    }
    fixing->trials_left--;
    for (size_t i = 0; i < count; i++) {
        fixes_add(script->arena, &some, fixes->items[i]);
    }
    struct trial *trial = trial_run(fixing, script, &some);
    if (!trial->why && (takes_unsafe || !trial->changes_right_message)) {
        return trial;
    }
    trial_free(trial);
    return NULL;
}

/* Some fixes don't hold together: looks for those that are to blame by halves. */
static void settle_halves(struct fixing *fixing, const struct fixed_script *script,
                          const struct fix_list *fixes, bool takes_unsafe)
{
    if (fixes->count == 1) {
        settle(fixing, script, fixes->items[0]);
        return;
    }
    size_t middle = fixes->count / 2;
    for (int half = 0; half < 2; half++) {
        struct fix_list part = {0};
        for (size_t i = half ? middle : 0; i < (half ? fixes->count : middle); i++) {
            fixes_add(script->arena, &part, fixes->items[i]);
        }
        struct trial *trial = try_first(fixing, script, &part, part.count, takes_unsafe);
        if (trial) {
            trial_free(trial);
        } else {
            settle_halves(fixing, script, &part, takes_unsafe);
        }
    }
}

static bool same_fixes(const struct fix_list *a, const struct fix_list *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = a->items[i] == b->items[i];
    }
    return same;
}

/* Tries what can be made together, and leaves to the findings only fixes that hold. NULL where none
 * does; else a trial of some of them, which holds: all of them but for those that clash. */
static struct trial *try_fixes(struct fixing *fixing, const struct fixed_script *script,
                               const struct wanted_list *findings, bool takes_unsafe, size_t *count)
{
    struct fix_list settled = {0};
    struct trial *trial = NULL;
    fixing->trials_left = TRIALS_MAX;
    for (;;) { /* in the place of a fix that is withdrawn comes one that clashed with it */
        struct fix_list fixes = choose(script->arena, findings, takes_unsafe);
        *count = fixes.count;
        trial = *count > 0 ? try_first(fixing, script, &fixes, *count, takes_unsafe) : NULL;
        if (trial || *count == 0 || same_fixes(&fixes, &settled)) {
            break;
        }
        settle_halves(fixing, script, &fixes, takes_unsafe);
        settled = fixes;
    }
    /* Where each holds, but not all together, the rest is left to later passes. */
    while (!trial && *count > 1) {
        *count /= 2;
        trial = try_first(fixing, script, &settled, *count, takes_unsafe);
    }
    return trial;
}

/* ---- Offering ---- */

/* Those whose fixes open payloads, or those whose fixes don't. */
static struct wanted_list pending(struct arena *arena, const struct wanted_list *findings,
                                  bool takes_unsafe, bool opens)
{
    struct wanted_list list = {0};
    for (size_t i = 0; i < findings->count; i++) {
        if (is_takeable(findings->items[i], takes_unsafe) &&
            trial_opens_payload(findings->items[i]) == opens) {
            VECTOR_PUSH(arena, &list, findings->items[i]);
        }
    }
    return list;
}

/* Tries each of the fixes in a group of those that it doesn't clash with, or by itself. */
static void try_each(struct fixing *fixing, const struct fixed_script *script,
                     struct wanted_list findings, bool takes_unsafe)
{
    bool alone = fixing->tries_alone && findings.count <= ALONE_MAX;
    while (findings.count > 0) {
        struct fix_list group = {0};
        struct wanted_list rest = {0};
        for (size_t i = 0; i < findings.count; i++) {
            bool full = alone && group.count > 0;
            if (full || !fixes_add(script->arena, &group, findings.items[i])) {
                VECTOR_PUSH(script->arena, &rest, findings.items[i]);
            }
        }
        struct trial *trial =
            group.count > 1 ? try_first(fixing, script, &group, group.count, takes_unsafe) : NULL;
        if (trial) {
            trial_free(trial);
        } else {
            settle_halves(fixing, script, &group, takes_unsafe);
        }
        findings = rest;
    }
}

/* Leaves to the findings only fixes that hold. One that opens a payload may bring findings to
 * light, which would hide what others bring. */
static void offer(struct fixing *fixing, const struct fixed_script *script,
                  const struct wanted_list *findings, bool takes_unsafe)
{
    fixing->trials_left = TRIALS_MAX;
    try_each(fixing, script, pending(script->arena, findings, takes_unsafe, true), takes_unsafe);
    try_each(fixing, script, pending(script->arena, findings, takes_unsafe, false), takes_unsafe);
}

/* Fixes that aren't safe, beside those that are and have been tried. */
static void offer_unsafe(struct fixing *fixing, const struct fixed_script *script,
                         const struct wanted_list *findings)
{
    struct wanted_list unsafe = {0};
    for (size_t i = 0; i < findings->count; i++) {
        const struct fix *fix = findings->items[i]->fix;
        if (fix && fix->safety == FIX_UNSAFE) {
            VECTOR_PUSH(script->arena, &unsafe, findings->items[i]);
        }
    }
    offer(fixing, script, &unsafe, true);
}

static void offer_all(struct fixing *fixing, struct fixed_script *script)
{
    struct wanted_list findings = find_fixes(fixing, script);
    offer(fixing, script, &findings, false);
    offer_unsafe(fixing, script, &findings);
}

void fixing_offer(struct fixing *fixing, struct fixed_script *script)
{
    start_clock(fixing, script);
    offer_all(fixing, script);
}

void fixing_try(struct fixing *fixing, const struct fixed_script *script, struct finding *finding)
{
    start_clock(fixing, script);
    fixing->trials_left = TRIALS_MAX;
    settle(fixing, script, finding);
}

/* ---- Making ---- */

static void keep(struct fixing *fixing, const struct overlay *overlay)
{
    for (size_t i = 0; i < overlay->files.count; i++) {
        const struct overlay_file *file = &overlay->files.items[i];
        overlay_put(&fixing->overlay, file->path, file->real, file->before, file->bytes);
    }
}

/* What stands in the file by now, where fixes of another script have changed it. */
static void refresh(const struct fixing *fixing, struct fixed_script *script)
{
    slice real;
    if (fixing->overlay.files.count > 0 && script->script.in_repository &&
        file_real_path(script->arena, script->script.path, &real)) {
        overlay_get(&fixing->overlay, real, &script->script.bytes);
        *script->analysed =
            analyse(&fixing->analysis, fixing->parser, script->arena, &script->script);
    }
}

/* Makes fixes that hold together; false where there are none: then those that aren't to be made are
 * offered. Where a payload is no JSON yet, that is mended first: what else a fix would change in it
 * can be seen only then. */
static bool make_some(struct fixing *fixing, struct fixed_script *script)
{
    bool takes_unsafe = fixing->takes_unsafe;
    struct wanted_list findings = find_fixes(fixing, script);
    struct wanted_list first = pending(script->arena, &findings, takes_unsafe, true);
    size_t count;
    struct trial *trial = try_fixes(fixing, script, &first, takes_unsafe, &count);
    if (!trial) {
        trial = try_fixes(fixing, script, &findings, takes_unsafe, &count);
    }
    if (!trial) {
        offer_unsafe(fixing, script, &findings);
        return false;
    }
    keep(fixing, &trial->overlay);
    fixing->fixed += count;
    arena_free(script->arena);
    *script = trial->after;
    return true;
}

void fixing_make(struct fixing *fixing, struct fixed_script *script)
{
    int passes = 0;
    start_clock(fixing, script);
    refresh(fixing, script);
    while (passes < PASSES_MAX && make_some(fixing, script)) {
        passes++;
    }
    if (passes == PASSES_MAX) {
        offer_all(fixing, script);
    }
    if (!fixing->is_quiet) {
        tell_withdrawn(fixing);
    }
}
