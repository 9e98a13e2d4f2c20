/* One file through all stages. In: bytes. Out: payloads and findings. */
#include "cli/analysis.h"

#include "cli/repository.h"
#include "host/host.h"

struct analysis analysis_new(struct error_sink *errors)
{
    struct analysis analysis = {.arena = arena_new(), .parser = shell_parser_new()};
    analysis.rules = rules_load(analysis.arena, errors);
    analysis.sinks = sinks_load(analysis.arena, errors);
    return analysis;
}

void analysis_free(struct analysis *analysis)
{
    rules_free(&analysis->rules);
    shell_parser_free(analysis->parser);
    arena_free(analysis->arena);
}

/* What a command prints is judged where it is used as it was printed, or kept and never changed. */
static bool is_left_as_printed(const struct made_value *made)
{
    return made->is_used || (made->is_kept && !made->is_changed);
}

static void analyse_region(const struct analysis *analysis, struct arena *arena,
                           const struct region *region, const struct shell_files *files,
                           struct analysed *analysed)
{
    struct collected collected;
    struct shell_start start = region->start;
    start.files = region->elsewhere || !files->read ? NULL : files;
    payloads_collect(arena, &analysis->sinks, analysis->parser, region->view, &start,
                     &analysed->problems, &collected);
    struct checking checking = {arena, &analysis->rules, &analysed->findings, collected.variables};
    for (size_t i = 0; i < collected.payloads.count; i++) {
        check_payload(&checking, &collected.payloads.items[i]);
        VECTOR_PUSH(arena, &analysed->payloads, collected.payloads.items[i]);
    }
    for (size_t i = 0; i < collected.made.count; i++) {
        const struct made_value *made = collected.made.items[i];
        if (is_left_as_printed(made)) {
            check_command(&checking, made->command, made->hole, made->span);
        }
    }
}

struct analysed analyse(const struct analysis *analysis, struct arena *arena, const char *path,
                        slice bytes, bool in_repository)
{
    struct analysed analysed = {0};
    struct regions regions = {0};
    struct shell_files files = {0};
    if (in_repository) {
        files = repository_files(arena, path);
    }
    host_find_regions(arena, source_new(arena, path, bytes), &regions);
    for (size_t i = 0; i < regions.count; i++) {
        analyse_region(analysis, arena, &regions.items[i], &files, &analysed);
    }
    findings_sort(&analysed.findings);
    return analysed;
}
