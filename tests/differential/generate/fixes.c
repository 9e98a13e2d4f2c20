/* Fixing scripts by paylint in all its ways. In: scripts. Out: what came of them, and what is at
 * fault. */
#include "fixes.h"

#include <stdio.h>
#include <stdlib.h>

void fixes_blame(struct arena *arena, struct fix_trial *trial, enum fault_kind kind, slice text)
{
    VECTOR_PUSH(arena, &trial->judgement.faults, ((struct fault){kind, text}));
}

static bool is_changed(const struct fix_trial *trial)
{
    return !slice_equal(trial->before, trial->after);
}

static struct world beside(const struct world *world, const char *scripts)
{
    struct world other = *world;
    other.scripts = scripts;
    return other;
}

/* ---- --fix and --diff ---- */

static const char *unsafe_option(bool takes_unsafe)
{
    return takes_unsafe ? "--unsafe-fixes" : NULL;
}

/* `9.sh:1:2: note: the fix of … is withdrawn: …` */
static void count_withdrawn(slice lines, size_t first, size_t count, struct fix_trial *trials)
{
    while (lines.length > 0) {
        size_t end = slice_find_byte(lines, '\n');
        slice line = slice_sub(lines, 0, end);
        size_t index = strtoul(line.data, NULL, 10) - first;
        if (index < count && slice_find(line, SLICE(" is withdrawn: ")) < line.length) {
            trials[index].withdrawn++;
        }
        lines = slice_sub(lines, end + 1, lines.length);
    }
}

static void fix(struct arena *arena, const struct world *world, bool takes_unsafe, size_t first,
                size_t count, struct fix_trial *trials)
{
    const char *words[] = {world->paylint,
                           "check",
                           "--no-config",
                           "--exit-zero",
                           "--fix",
                           unsafe_option(takes_unsafe),
                           NULL};
    slice output, errors;
    if (world_ask(arena, world, words, first, count, &output, &errors) == 0) {
        count_withdrawn(errors, first, count, trials);
    } else if (count == 1) {
        fixes_blame(arena, trials, FAULT_CRASH,
                    arena_printf(arena, "of --fix: %.*s", SLICE_ARGS(slice_sub(errors, 0, 200))));
    } else {
        fix(arena, world, takes_unsafe, first, count / 2, trials);
        fix(arena, world, takes_unsafe, first + count / 2, count - count / 2, trials + count / 2);
    }
}

/* What --diff prints about the scripts, applied to copies of them by git. */
static void patch(struct arena *arena, const struct world *world, bool takes_unsafe, size_t first,
                  size_t count, struct fix_trial *trials)
{
    const struct world patched = beside(world, "patched");
    const char *words[] = {world->paylint,
                           "check",
                           "--no-config",
                           "--exit-zero",
                           "--diff",
                           unsafe_option(takes_unsafe),
                           NULL};
    slice output, errors;
    for (size_t i = 0; i < count; i++) {
        world_write_script(arena, &patched, first + i, trials[i].before);
    }
    int status = world_ask(arena, world, words, first, count, &output, &errors);
    if (status == 0 && output.length > 0) {
        char *path = arena_cstring(arena, arena_printf(arena, "%s/home/patch", world->folder));
        const char *apply[] = {world->git, "apply", "--whitespace=nowarn", path, NULL};
        world_write_file(path, output);
        status = world_ask(arena, &patched, apply, 0, 0, &output, &errors);
    }
    if (status != 0 && count > 1) {
        patch(arena, world, takes_unsafe, first, count / 2, trials);
        patch(arena, world, takes_unsafe, first + count / 2, count - count / 2, trials + count / 2);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        trials[i].patched = world_read_script(arena, &patched, first + i);
        if (status != 0) {
            fixes_blame(arena, &trials[i], FAULT_FIX_PATCH, slice_sub(errors, 0, 200));
        }
    }
}

/* ---- bash -n ---- */

/* Which of the scripts bash can't read. */
static bool *refused(struct arena *arena, const struct world *world, size_t count)
{
    static const char loop[] = "for f; do bash -n \"$f\" 2> /dev/null || echo \"$f\"; done";
    const char *words[] = {world->bash, "-c", loop, "bash", NULL};
    bool *is_refused = ARENA_ARRAY(arena, bool, count);
    slice output, errors;
    world_ask(arena, world, words, 0, count, &output, &errors);
    while (output.length > 0) {
        size_t end = slice_find_byte(output, '\n');
        size_t index = strtoul(output.data, NULL, 10);
        if (index < count) {
            is_refused[index] = true;
        }
        output = slice_sub(output, end + 1, output.length);
    }
    return is_refused;
}

/* ---- Each fix by itself ---- */

struct lone_fix {
    size_t script;
    const struct predicted_finding *finding;
};

static slice applied(struct arena *arena, slice text, const struct predicted_finding *finding)
{
    struct buffer out = {.arena = arena};
    uint32_t at = 0;
    for (size_t i = 0; i < finding->edits.count; i++) {
        const struct predicted_edit *edit = &finding->edits.items[i];
        buffer_append(&out, slice_sub(text, at, edit->start));
        buffer_append(&out, edit->text);
        at = edit->end;
    }
    buffer_append(&out, slice_sub(text, at, text.length));
    return buffer_slice(&out);
}

static size_t count_rule(const struct prediction *prediction, slice rule)
{
    size_t count = 0;
    for (size_t i = 0; i < prediction->findings.count; i++) {
        count += slice_equal(prediction->findings.items[i].rule, rule);
    }
    return count;
}

/* The edits that JSON output tells, each finding's applied to the script alone. */
static void try_alone(struct arena *arena, const struct world *world, bool takes_unsafe,
                      const bool *was_refused, size_t count, struct fix_trial *trials)
{
    const struct world alone = beside(world, "alone");
    VECTOR(struct lone_fix) lone = {0};
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < trials[i].told.findings.count; k++) {
            const struct predicted_finding *finding = &trials[i].told.findings.items[k];
            if (finding->edits.count > 0 && (takes_unsafe || slice_is(finding->safety, "safe"))) {
                struct lone_fix one = {i, finding};
                world_write_script(arena, &alone, lone.count,
                                   applied(arena, trials[i].before, finding));
                VECTOR_PUSH(arena, &lone, one);
            }
        }
    }
    if (lone.count == 0) {
        return;
    }
    bool *is_refused = refused(arena, &alone, lone.count);
    struct prediction *left = ARENA_ARRAY(arena, struct prediction, lone.count);
    predict_findings(arena, &alone, false, 0, lone.count, left);
    for (size_t i = 0; i < lone.count; i++) {
        struct fix_trial *trial = &trials[lone.items[i].script];
        const struct predicted_finding *finding = lone.items[i].finding;
        slice what = arena_printf(arena, "%.*s: %.*s", SLICE_ARGS(finding->rule),
                                  SLICE_ARGS(finding->message));
        if (is_refused[i] && !was_refused[lone.items[i].script]) {
            fixes_blame(arena, trial, FAULT_FIX_ALONE,
                        arena_printf(arena, "not shell any more: %.*s", SLICE_ARGS(what)));
        } else if (left[i].failed ||
                   count_rule(&left[i], finding->rule) >= count_rule(&trial->told, finding->rule)) {
            fixes_blame(arena, trial, FAULT_FIX_ALONE,
                        arena_printf(arena, "still there: %.*s", SLICE_ARGS(what)));
        }
    }
}

/* ---- Running ---- */

static struct messages *run_texts(struct arena *arena, const struct world *world,
                                  const slice *texts, size_t count)
{
    struct messages *sent = ARENA_ARRAY(arena, struct messages, count * RUNS);
    struct world steady = *world;
    steady.is_steady = true;
    for (size_t i = 0; i < count; i++) {
        world_write_script(arena, world, i, texts[i]);
    }
    world_run(arena, &steady, count, sent);
    return sent;
}

/* Runs the scripts that were changed, as they were and as they are; those that then send something
 * else once more as they were, as they may do so by themselves. Where fixes that aren't safe are
 * made, something else may be sent. */
static void run_changed(struct arena *arena, const struct world *world, struct fix_mode mode,
                        size_t count, struct fix_trial *trials)
{
    struct fix_trial **changed = ARENA_ARRAY(arena, struct fix_trial *, count);
    slice *before = ARENA_ARRAY(arena, slice, count);
    slice *after = ARENA_ARRAY(arena, slice, count);
    size_t changed_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_changed(&trials[i])) {
            before[changed_count] = trials[i].before;
            after[changed_count] = trials[i].after;
            changed[changed_count++] = &trials[i];
        }
    }
    const struct messages *was =
        mode.takes_unsafe ? NULL : run_texts(arena, world, before, changed_count);
    const struct messages *is = run_texts(arena, world, after, changed_count);
    VECTOR(slice) doubtful = {0};
    VECTOR(size_t) indices = {0};
    for (size_t i = 0; i < changed_count; i++) {
        if (fixes_judge(arena, changed[i], mode, was ? &was[i * RUNS] : NULL, &is[i * RUNS])) {
            continue;
        }
        while (doubtful.count % 2 != i % 2) { /* which arguments a script gets depends on that */
            VECTOR_PUSH(arena, &doubtful, SLICE(""));
            VECTOR_PUSH(arena, &indices, SIZE_MAX);
        }
        VECTOR_PUSH(arena, &doubtful, changed[i]->before);
        VECTOR_PUSH(arena, &indices, i);
    }
    const struct messages *again = run_texts(arena, world, doubtful.items, doubtful.count);
    for (size_t k = 0; k < doubtful.count; k++) {
        size_t i = indices.items[k];
        if (i < changed_count) {
            fixes_judge_again(arena, changed[i], &was[i * RUNS], &again[k * RUNS], &is[i * RUNS]);
        }
    }
}

/* A fix that is offered where it should have been made. */
static bool has_fix(const struct prediction *left, bool takes_unsafe)
{
    for (size_t i = 0; i < left->findings.count; i++) {
        slice safety = left->findings.items[i].safety;
        if (slice_is(safety, "safe") || (takes_unsafe && safety.data)) {
            return true;
        }
    }
    return false;
}

static void compare_texts(struct arena *arena, bool takes_unsafe, struct fix_trial *trial)
{
    if (!slice_equal(trial->after, trial->again)) {
        fixes_blame(arena, trial, FAULT_FIX_AGAIN,
                    SLICE("a second --fix changes the script again"));
    }
    if (has_fix(&trial->left, takes_unsafe)) {
        fixes_blame(arena, trial, FAULT_FIX_AGAIN, SLICE("a fix that holds has not been made"));
    }
    /* A UUID that is written out is another one each time. */
    if (!slice_equal(without_uuids(arena, trial->after, "?"),
                     without_uuids(arena, trial->patched, "?"))) {
        fixes_blame(arena, trial, FAULT_FIX_PATCH, SLICE("--diff is another change than --fix"));
    }
}

void fixes_try(struct arena *arena, const struct world *world, struct fix_mode mode,
               const slice *texts, size_t count, struct fix_trial *trials)
{
    struct prediction *told = ARENA_ARRAY(arena, struct prediction, count);
    struct prediction *left = ARENA_ARRAY(arena, struct prediction, count);
    for (size_t i = 0; i < count; i++) {
        trials[i] = (struct fix_trial){.before = texts[i]};
        world_write_script(arena, world, i, texts[i]);
    }
    predict_findings(arena, world, false, 0, count, told);
    if (world->git) {
        patch(arena, world, mode.takes_unsafe, 0, count, trials);
    }
    bool *was_refused = refused(arena, world, count);
    fix(arena, world, mode.takes_unsafe, 0, count, trials);
    bool *is_refused = refused(arena, world, count);
    predict_findings(arena, world, true, 0, count, left);
    for (size_t i = 0; i < count; i++) {
        trials[i].told = told[i];
        trials[i].left = left[i];
        trials[i].after = world_read_script(arena, world, i);
        if (is_refused[i] && !was_refused[i]) {
            fixes_blame(arena, &trials[i], FAULT_FIX_REFUSED, SLICE("bash can't read it any more"));
        }
    }
    struct fix_trial *second = ARENA_ARRAY(arena, struct fix_trial, count);
    fix(arena, world, mode.takes_unsafe, 0, count, second);
    for (size_t i = 0; i < count; i++) {
        trials[i].again = world_read_script(arena, world, i);
        trials[i].patched = world->git ? trials[i].patched : trials[i].after;
        compare_texts(arena, mode.takes_unsafe, &trials[i]);
    }
    try_alone(arena, world, mode.takes_unsafe, was_refused, count, trials);
    run_changed(arena, world, mode, count, trials);
}
