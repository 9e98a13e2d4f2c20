/* One file through all stages. In: bytes. Out: payloads and findings. */
#include "cli/analysis.h"

#include "cli/repository.h"
#include "host/host.h"

struct analysis analysis_new(const char *config, bool no_config, struct error_sink *errors)
{
    return (struct analysis){.configurations = configurations_new(config, no_config, errors)};
}

void analysis_free(struct analysis *analysis)
{
    configurations_free(analysis->configurations);
}

struct limits analysis_limits(const struct analysis *analysis,
                              const struct configuration *configuration)
{
    return limits_merge(&analysis->limits, &configuration->limits);
}

const struct shell_problem *analysed_limit(const struct analysed *analysed)
{
    for (size_t i = 0; i < analysed->problems.count; i++) {
        if (analysed->problems.items[i].is_limit) {
            return &analysed->problems.items[i];
        }
    }
    return NULL;
}

/* What a command prints is judged where it is used as it was printed, or kept and never changed. */
static bool is_left_as_printed(const struct made_value *made)
{
    return made->is_used || (made->is_kept && !made->is_changed);
}

/* Payloads that are known by then aren't judged. */
static void tell_late(struct arena *arena, const struct budget *budget, const struct view *view,
                      struct analysed *analysed)
{
    if (!analysed_limit(analysed)) {
        slice told = budget_told(budget, arena, 0);
        struct shell_problem problem = {view_origin(view, 0), arena_cstring(arena, told), true};
        VECTOR_PUSH(arena, &analysed->problems, problem);
    }
}

static void analyse_region(const struct analysis *analysis, struct shell_parser *parser,
                           struct arena *arena, const struct region *region,
                           const struct shell_files *files, struct budget *budget,
                           struct analysed *analysed)
{
    struct collected collected;
    struct shell_start start = region->start;
    start.budget = budget;
    start.files = region->elsewhere || !files->read ? NULL : files;
    payloads_collect(arena, &analysed->configuration->sinks, parser, region->view, &start,
                     &analysed->problems, &collected);
    struct checking checking = {
        .arena = arena,
        .configuration = analysed->configuration,
        .findings = &analysed->findings,
        .variables = collected.variables,
        .path = analysed->path,
        .asked = analysis->asked,
        .ids = analysis->audits ? &analysed->ids : NULL,
    };
    for (size_t i = 0; i < collected.payloads.count; i++) {
        struct payload *payload = &collected.payloads.items[i];
        if (budget_is_twice_late(budget)) {
            tell_late(arena, budget, region->view, analysed);
            break;
        }
        size_t wrong = analysed->findings.wrong;
        check_payload(&checking, payload);
        payload->is_right = analysed->findings.wrong == wrong;
        payload->guard = check_guard(&checking, payload);
        VECTOR_PUSH(arena, &analysed->payloads, *payload);
    }
    check_script(&checking, collected.payloads.items, collected.payloads.count);
    for (size_t i = 0; i < collected.made.count; i++) {
        const struct made_value *made = collected.made.items[i];
        if (is_left_as_printed(made)) {
            check_command(&checking, made->command, made->hole, made->span);
        }
    }
}

/* ---- Suppression ---- */

static bool is_known(const struct analysed *analysed, const struct source *source)
{
    bool known = !source || source == analysed->suppressing.source;
    for (size_t i = 0; i < analysed->others.count; i++) {
        known = known || analysed->others.items[i]->source == source;
    }
    return known;
}

/* Comments in a file that the script sources count for what stands there, or is sent there. */
static void suppress_in(struct arena *arena, const struct source *source, struct analysed *analysed)
{
    if (is_known(analysed, source)) {
        return;
    }
    struct suppressing *other = ARENA_NEW(arena, struct suppressing);
    *other = (struct suppressing){.arena = arena, .source = source};
    if (suppression_is_possible(source)) {
        suppression_read(other, view_of_source(arena, source));
        suppression_apply(other, &analysed->findings);
    }
    VECTOR_PUSH(arena, &analysed->others, other);
}

static void suppress(struct arena *arena, const struct source *source,
                     const struct regions *regions, struct analysed *analysed)
{
    struct suppressing *own = &analysed->suppressing;
    *own = (struct suppressing){.arena = arena, .source = source};
    for (size_t i = 0; suppression_is_possible(source) && i < regions->count; i++) {
        suppression_read(own, regions->items[i].view);
    }
    suppression_apply(own, &analysed->findings);
    for (size_t i = 0; i < analysed->findings.count; i++) {
        suppress_in(arena, analysed->findings.items[i].span.source, analysed);
        suppress_in(arena, analysed->findings.items[i].command.source, analysed);
    }
}

static bool reads_script(void *context, slice name)
{
    const struct shell_files *files = context;
    return files->read(files->context, SHELL_RUN_FOLDER, name) != NULL;
}

/* Whether anything can be found in it. */
static bool is_worth_reading(const struct analysis *analysis, const struct analysed *analysed,
                             struct arena *arena, struct shell_files *files)
{
    const struct source *source = analysed->source;
    const struct prefilter_reader reader = {files, reads_script};
    return analysis->reads_all || suppression_is_possible(source) ||
           prefilter_passes(analysed->configuration->prefilter, arena, source->bytes,
                            files->read ? &reader : NULL);
}

struct analysed analyse(const struct analysis *analysis, struct shell_parser *parser,
                        struct arena *arena, const struct script *script)
{
    struct analysed analysed = {0};
    struct regions regions = {0};
    struct shell_files files = {0};
    analysed.configuration =
        configurations_of(analysis->configurations, script->path, &analysed.path);
    if (script->in_repository) {
        files = repository_files(arena, script->path, analysis->overlay);
    }
    struct limits limits = analysis_limits(analysis, analysed.configuration);
    struct budget budget = budget_new(&limits, arena);
    const struct source *source = source_new(arena, script->path, script->bytes);
    analysed.source = source;
    if (is_worth_reading(analysis, &analysed, arena, &files)) {
        host_find_regions(arena, source, &regions);
    }
    if (regions.unread) {
        struct shell_problem problem = {.message = regions.unread, .is_limit = true};
        VECTOR_PUSH(arena, &analysed.problems, problem);
    }
    for (size_t i = 0; i < regions.count; i++) {
        analyse_region(analysis, parser, arena, &regions.items[i], &files, &budget, &analysed);
    }
    analysed.asks_files = repository_was_asked(&files);
    findings_sort(&analysed.findings);
    suppress(arena, source, &regions, &analysed);
    return analysed;
}
