/* Trials. In: a script and some of its fixes. Out: whether the fixed script is right. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "cli/trial.h"

#include <stdlib.h>

static struct file_edits *edits_of(const struct all_edits *all, const struct source *source)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].source == source) {
            return &all->items[i];
        }
    }
    return NULL;
}

static void add_edits(struct arena *arena, struct all_edits *all, const struct finding *finding)
{
    struct file_edits *file = edits_of(all, finding->span.source);
    if (!file) {
        struct file_edits added = {.source = finding->span.source};
        VECTOR_PUSH(arena, all, added);
        file = &all->items[all->count - 1];
    }
    for (size_t i = 0; i < finding->fix->edit_count; i++) {
        edits_add(arena, &file->edits, finding->fix->edits[i]);
    }
}

bool fixes_add(struct arena *arena, struct fix_list *fixes, struct finding *finding)
{
    const struct file_edits *file = edits_of(&fixes->edits, finding->span.source);
    for (size_t i = 0; file && i < finding->fix->edit_count; i++) {
        if (edits_clash(&file->edits, &finding->fix->edits[i])) {
            return false;
        }
    }
    add_edits(arena, &fixes->edits, finding);
    VECTOR_PUSH(arena, fixes, finding);
    return true;
}

/* ---- What came of it ---- */

struct comparison {
    struct arena *arena;
    const struct analysed *before;
    const struct analysed *after;
    const struct fix_list *fixes;
};

static bool same_path(const struct source *a, const struct source *b)
{
    return strcmp(a->path, b->path) == 0;
}

/* Where a byte of the file as it was stands now. */
static uint32_t moved(const struct comparison *comparison, const struct source *source,
                      uint32_t offset)
{
    const struct file_edits *file = edits_of(&comparison->fixes->edits, source);
    return file ? edits_moved(&file->edits, offset) : offset;
}

static bool is_in_edits(const struct comparison *comparison, const struct finding *fixed,
                        uint32_t offset)
{
    for (size_t i = 0; i < fixed->fix->edit_count; i++) {
        const struct edit *edit = &fixed->fix->edits[i];
        uint32_t start = moved(comparison, fixed->span.source, edit->start);
        if (edit->end > edit->start && offset >= start && offset <= start + edit->text.length) {
            return true;
        }
    }
    return false;
}

/* Whether the finding is what was fixed. */
static bool is_left(const struct comparison *comparison, const struct finding *finding)
{
    for (size_t i = 0; i < comparison->fixes->count; i++) {
        const struct finding *fixed = comparison->fixes->items[i];
        if (finding->certainty == CERTAINTY_UNKNOWN ||
            !slice_equal(finding->rule->id, fixed->rule->id) ||
            !same_path(finding->span.source, fixed->span.source)) {
            continue;
        }
        if (finding->span.start == moved(comparison, fixed->span.source, fixed->span.start) ||
            is_in_edits(comparison, fixed, finding->span.start)) {
            return true;
        }
    }
    return false;
}

static size_t count_of(const struct findings *findings, slice rule)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        count += findings->items[i].certainty != CERTAINTY_UNKNOWN &&
                 slice_equal(findings->items[i].rule->id, rule);
    }
    return count;
}

static bool has_fix_of(const struct fix_list *fixes, const char *check)
{
    for (size_t i = 0; i < fixes->count; i++) {
        if (slice_is(check_name(fixes->items[i]->rule->check), check)) {
            return true;
        }
    }
    return false;
}

static bool is_scalar(const struct value *value)
{
    return value->kind != VALUE_ARRAY && value->kind != VALUE_OBJECT;
}

/* Whether both have the same members and items; scalars may be any. JSON_DEPTH_MAX bounds the
 * recursion. */
static bool same_structure(const struct value *before, const struct value *after)
{
    if (is_scalar(before) || is_scalar(after)) {
        return is_scalar(before) && is_scalar(after);
    }
    if (before->kind != after->kind || before->count != after->count) {
        return false;
    }
    for (uint32_t i = 0; i < before->count; i++) {
        bool object = before->kind == VALUE_OBJECT;
        const struct member *a = object ? &before->members[i] : NULL;
        const struct member *b = object ? &after->members[i] : NULL;
        if (object && (a->key.string.hole_count != b->key.string.hole_count ||
                       !slice_equal(a->key.string.bytes, b->key.string.bytes))) {
            return false;
        }
        if (!same_structure(object ? &a->value : &before->items[i],
                            object ? &b->value : &after->items[i])) {
            return false;
        }
    }
    return true;
}

/* Whether what the payload can be is what it could be but for values. */
static bool keeps_structure(struct arena *arena, const struct payload *before,
                            const struct payload *after)
{
    if (payload_is_judged(before) != payload_is_judged(after) || before->sink != after->sink) {
        return false;
    }
    struct text_list was = text_resolve(arena, before->text, PAYLOAD_ALTERNATIVES_MAX);
    struct text_list is = text_resolve(arena, after->text, PAYLOAD_ALTERNATIVES_MAX);
    bool judged = payload_is_judged(before) && was.count == is.count;
    for (size_t i = 0; i < was.count && judged; i++) {
        struct flat_text flat_before = text_flatten(arena, was.items[i]);
        struct flat_text flat_after = text_flatten(arena, is.items[i]);
        struct json_document a = json_read(arena, &flat_before);
        struct json_document b = json_read(arena, &flat_after);
        if (!same_structure(&a.root, &b.root)) {
            return false;
        }
    }
    return true;
}

/* Mending JSON, and taking a member away, change more of a message than values. */
static bool changes_structure(const struct comparison *comparison)
{
    struct arena *arena = comparison->arena;
    if (has_fix_of(comparison->fixes, "json-syntax") ||
        has_fix_of(comparison->fixes, "duplicate-key")) {
        return false;
    }
    for (size_t i = 0; i < comparison->before->payloads.count; i++) {
        const struct payload *before = &comparison->before->payloads.items[i];
        const struct payload *after = &comparison->after->payloads.items[i];
        if (!text_alike(before->text, after->text) && !keeps_structure(arena, before, after)) {
            return true;
        }
    }
    return false;
}

static bool changes_right_message(const struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->before->payloads.count; i++) {
        const struct payload *before = &comparison->before->payloads.items[i];
        const struct payload *after = &comparison->after->payloads.items[i];
        if (before->is_right && !text_alike(before->text, after->text)) {
            return true;
        }
    }
    return false;
}

static const char *why_not(const struct comparison *comparison)
{
    const struct findings *before = &comparison->before->findings;
    const struct findings *after = &comparison->after->findings;
    if (comparison->after->problems.count > comparison->before->problems.count) {
        return "the shell would not read the file as it should";
    }
    for (size_t i = 0; i < after->count; i++) {
        if (is_left(comparison, &after->items[i])) {
            return "it would still be there";
        }
    }
    /* In a payload that was no JSON only some of what is wrong could be told. */
    bool opens = has_fix_of(comparison->fixes, "json-syntax");
    for (size_t i = 0; i < after->count && !opens; i++) {
        slice rule = after->items[i].rule->id;
        if (count_of(after, rule) > count_of(before, rule)) {
            return "it would bring another finding";
        }
    }
    if (comparison->after->payloads.count != comparison->before->payloads.count ||
        changes_structure(comparison)) {
        return "other messages would be sent";
    }
    return NULL;
}

/* ---- Running ---- */

static void put_edits(struct trial *trial, const struct fixed_script *before,
                      const struct all_edits *edits)
{
    struct arena *arena = trial->after.arena;
    for (size_t i = 0; i < edits->count; i++) {
        const struct file_edits *file = &edits->items[i];
        slice bytes = edits_apply(arena, file->source->bytes, &file->edits);
        bool own = strcmp(file->source->path, before->script.path) == 0;
        if (own) {
            trial->after.script.bytes = bytes;
        }
        bool piped = own && !before->script.in_repository;
        char *real = piped ? NULL : realpath(file->source->path, NULL);
        if (real || piped) {
            overlay_put(&trial->overlay, file->source->path,
                        real ? slice_from(real) : SLICE(OVERLAY_STDIN), file->source->bytes, bytes);
        }
        free(real);
    }
}

struct trial *trial_run(const struct fixing *fixing, const struct fixed_script *before,
                        const struct fix_list *fixes)
{
    struct arena *arena = arena_new();
    struct trial *trial = ARENA_NEW(arena, struct trial);
    trial->after = (struct fixed_script){
        .script = before->script, .analysed = ARENA_NEW(arena, struct analysed), .arena = arena};
    trial->after.script.path = arena_cstring(arena, slice_from(before->script.path));
    trial->overlay = (struct overlay){.below = &fixing->overlay, .arena = arena};
    put_edits(trial, before, &fixes->edits);
    struct analysis analysis = fixing->analysis;
    analysis.overlay = &trial->overlay;
    *trial->after.analysed = analyse(&analysis, fixing->parser, arena, &trial->after.script);
    struct comparison comparison = {arena, before->analysed, trial->after.analysed, fixes};
    trial->why = why_not(&comparison);
    trial->changes_right_message = !trial->why && changes_right_message(&comparison);
    return trial;
}

void trial_free(struct trial *trial)
{
    arena_free(trial->after.arena);
}
