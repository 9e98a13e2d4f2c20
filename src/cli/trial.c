/* Trials. In: a script and some of its fixes. Out: whether the fixed script is right. */
#include "cli/trial.h"

#include "base/file.h"
#include "base/sort.h"
#include "cli/sent.h"

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
        edit_pile_add(arena, &file->edits, finding->fix->edits[i]);
    }
}

bool fixes_add(struct arena *arena, struct fix_list *fixes, struct finding *finding)
{
    const struct file_edits *file = edits_of(&fixes->edits, finding->span.source);
    for (size_t i = 0; file && i < finding->fix->edit_count; i++) {
        if (edit_pile_clashes(&file->edits, &finding->fix->edits[i])) {
            return false;
        }
    }
    add_edits(arena, &fixes->edits, finding);
    VECTOR_PUSH(arena, fixes, finding);
    return true;
}

/* ---- What came of it ---- */

/* A file as fixes change it. */
struct changed_file {
    const struct source *source;
    struct edits edits;
    struct edit_moves moves;
};

struct changed_files {
    const struct changed_file *items;
    size_t count;
};

struct comparison {
    const struct analysed *before;
    const struct analysed *after;
    const struct fix_list *fixes;
    const struct changed_files *files;
};

static struct changed_files files_changed_by(struct arena *arena, const struct fix_list *fixes)
{
    const struct all_edits *all = &fixes->edits;
    struct changed_file *files = ARENA_ARRAY(arena, struct changed_file, all->count);
    for (size_t i = 0; i < all->count; i++) {
        files[i].source = all->items[i].source;
        files[i].edits = edit_pile_edits(arena, &all->items[i].edits);
        files[i].moves = edits_moves(arena, &files[i].edits);
    }
    return (struct changed_files){files, all->count};
}

static bool same_path(const struct source *a, const struct source *b)
{
    return strcmp(a->path, b->path) == 0;
}

/* Where a byte of the file as it was stands now. */
static uint32_t moved(const struct changed_files *files, const struct source *source,
                      uint32_t offset)
{
    for (size_t i = 0; i < files->count; i++) {
        if (files->items[i].source == source) {
            return edits_moved(&files->items[i].moves, offset);
        }
    }
    return offset;
}

/* Where what was fixed stands now: where it began, and what took the place of others' bytes. */
struct place {
    const struct finding *fixed;
    uint32_t start;
    uint32_t end;
};

struct places {
    struct place *items; /* by ascending start */
    size_t count;
    size_t capacity;
    uint32_t longest;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *first = a;
    const struct place *second = b;
    return first->start < second->start ? -1 : first->start > second->start;
}

static void add_place(struct arena *arena, struct places *places, const struct finding *fixed,
                      uint32_t start, size_t length)
{
    struct place place = {fixed, start, start + (uint32_t)length};
    VECTOR_PUSH(arena, places, place);
    places->longest = length > places->longest ? (uint32_t)length : places->longest;
}

static struct places places_of(struct arena *arena, const struct comparison *comparison)
{
    struct places places = {0};
    const struct fix_list *fixes = comparison->fixes;
    const struct changed_files *files = comparison->files;
    for (size_t i = 0; i < fixes->count; i++) {
        const struct finding *fixed = fixes->items[i];
        const struct source *source = fixed->span.source;
        add_place(arena, &places, fixed, moved(files, source, fixed->span.start), 0);
        for (size_t k = 0; k < fixed->fix->edit_count; k++) {
            const struct edit *edit = &fixed->fix->edits[k];
            if (edit->end > edit->start) {
                add_place(arena, &places, fixed, moved(files, source, edit->start),
                          edit->text.length);
            }
        }
    }
    sort_stable(places.items, places.count, sizeof *places.items, compare_places);
    return places;
}

/* Whether the finding is what was fixed. */
static bool is_left(const struct places *places, const struct finding *finding)
{
    uint32_t at = finding->span.start;
    size_t low = 0;
    size_t high = places->count;
    while (low < high) { /* the first that may reach so far */
        size_t middle = low + (high - low) / 2;
        if (places->items[middle].start + places->longest < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < places->count && places->items[low].start <= at; low++) {
        const struct finding *fixed = places->items[low].fixed;
        bool told = finding->certainty != CERTAINTY_UNKNOWN ||
                    fixed->certainty == CERTAINTY_VIOLATES; /* it was known, and isn't right now */
        if (at <= places->items[low].end && told &&
            slice_equal(finding->rule->id, fixed->rule->id) &&
            same_path(finding->span.source, fixed->span.source)) {
            return true;
        }
    }
    return false;
}

static bool is_told(const struct finding *finding)
{
    return finding->certainty != CERTAINTY_UNKNOWN && !finding->is_suppressed;
}

/* How often each rule is told, and was fixed. */
struct tally {
    slice rule;
    size_t before;
    size_t after;
    size_t fixed;
};

struct tallies {
    struct tally *items;
    size_t count;
    size_t capacity;
};

static struct tally *tally_of(struct arena *arena, struct tallies *tallies, slice rule)
{
    for (size_t i = 0; i < tallies->count; i++) {
        if (slice_equal(tallies->items[i].rule, rule)) {
            return &tallies->items[i];
        }
    }
    struct tally added = {.rule = rule};
    VECTOR_PUSH(arena, tallies, added);
    return &tallies->items[tallies->count - 1];
}

/* Whether some rule has more to tell than what was left to fix. */
static bool brings_another(struct arena *arena, const struct comparison *comparison)
{
    struct tallies tallies = {0};
    const struct findings *before = &comparison->before->findings;
    const struct findings *after = &comparison->after->findings;
    for (size_t i = 0; i < before->count; i++) {
        const struct finding *finding = &before->items[i];
        tally_of(arena, &tallies, finding->rule->id)->before += is_told(finding);
    }
    for (size_t i = 0; i < after->count; i++) {
        const struct finding *finding = &after->items[i];
        tally_of(arena, &tallies, finding->rule->id)->after += is_told(finding);
    }
    for (size_t i = 0; i < comparison->fixes->count; i++) {
        tally_of(arena, &tallies, comparison->fixes->items[i]->rule->id)->fixed++;
    }
    for (size_t i = 0; i < tallies.count; i++) {
        const struct tally *tally = &tallies.items[i];
        if (tally->after > 0 && tally->after + tally->fixed > tally->before) {
            return true;
        }
    }
    return false;
}

bool trial_opens_payload(const struct finding *finding)
{
    return slice_is(check_name(finding->rule->check), "json-syntax");
}

static bool opens_payloads(const struct fix_list *fixes)
{
    for (size_t i = 0; i < fixes->count; i++) {
        if (trial_opens_payload(fixes->items[i])) {
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

static enum sent_change worst_change(struct arena *arena, const struct comparison *comparison)
{
    enum sent_change worst = SENT_AS_MEANT;
    struct sent_fixes fixes = sent_fixes(arena, comparison->fixes);
    for (size_t i = 0; i < comparison->before->payloads.count; i++) {
        enum sent_change change =
            sent_compare(arena, &fixes, &comparison->before->payloads.items[i],
                         &comparison->after->payloads.items[i]);
        worst = change > worst ? change : worst;
    }
    return worst;
}

static const char *why_not(struct arena *arena, const struct comparison *comparison)
{
    const struct findings *after = &comparison->after->findings;
    if (comparison->after->problems.count > comparison->before->problems.count) {
        return "the shell would not read the file as it should";
    }
    struct places places = places_of(arena, comparison);
    for (size_t i = 0; i < after->count; i++) {
        if (is_left(&places, &after->items[i])) {
            return "it would still be there";
        }
    }
    if (!opens_payloads(comparison->fixes) && brings_another(arena, comparison)) {
        return "it would bring another finding";
    }
    if (comparison->after->payloads.count != comparison->before->payloads.count) {
        return "other messages would be sent";
    }
    return NULL;
}

/* ---- Running ---- */

/* False where a file that is to be written isn't to be found any more. */
static bool put_edits(struct trial *trial, const struct fixing *fixing,
                      const struct fixed_script *before, const struct changed_files *files)
{
    struct arena *arena = trial->after.arena;
    for (size_t i = 0; i < files->count; i++) {
        const struct changed_file *file = &files->items[i];
        slice bytes = edits_apply(arena, file->source->bytes, &file->edits);
        bool own = strcmp(file->source->path, before->script.path) == 0;
        if (own) {
            trial->after.script.bytes = bytes;
        }
        bool piped = own && !before->script.in_repository;
        slice real = SLICE(OVERLAY_STDIN);
        if (piped || file_real_path(arena, file->source->path, &real)) {
            overlay_put(&trial->overlay, file->source->path, real, file->source->bytes, bytes);
        } else if (fixing->writes) {
            return false;
        }
    }
    return true;
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
    struct changed_files files = files_changed_by(arena, fixes);
    /* What of it isn't changed must live as long as what is. */
    trial->after.script.bytes = arena_copy(arena, before->script.bytes);
    bool put = put_edits(trial, fixing, before, &files);
    struct analysis analysis = fixing->analysis;
    analysis.overlay = &trial->overlay;
    *trial->after.analysed = analyse(&analysis, fixing->parser, arena, &trial->after.script);
    struct comparison comparison = {before->analysed, trial->after.analysed, fixes, &files};
    trial->why = put ? why_not(arena, &comparison) : "its file is not to be found any more";
    if (!trial->why) {
        enum sent_change change = worst_change(arena, &comparison);
        trial->why = change == SENT_BROKEN ? "what is sent would be no JSON" : NULL;
        trial->changes_right_message =
            change == SENT_OTHERWISE || changes_right_message(&comparison);
    }
    return trial;
}

void trial_free(struct trial *trial)
{
    arena_free(trial->after.arena);
}
