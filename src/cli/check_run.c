/* A run of `paylint check`. In: options and paths. Out: findings in the formats asked for, files
 * fixed, a baseline written. */
#include "cli/check_run.h"

#include "base/shown.h"
#include "cli/analysis.h"
#include "cli/baseline.h"
#include "cli/changes.h"
#include "cli/fixing.h"
#include "cli/scan.h"
#include "cli/unused.h"
#include "report/forge.h"

/* Arenas of files that have findings live until the report is written. */
struct check_run {
    const struct check_options *options;
    struct analysis analysis;
    struct error_sink errors;
    struct report report;
    VECTOR(struct arena *) kept;
    struct unused unused;
    struct baseline *baseline; /* NULL without */
    struct progress progress;
    struct changes *changes; /* NULL: what hasn't changed is told, too */
    struct fixing *fixing;
    bool pipes; /* standard input is to be fixed: what comes of it goes to standard output */
    slice piped;
    struct map *told; /* findings by rule and place: a file that many source is told of once */
};

/* Whether options leave the rule in. */
static bool is_run(const void *context, slice id)
{
    const struct check_options *options = context;
    return !name_list_has(&options->ignored, id) &&
           (options->selected.count == 0 || name_list_has(&options->selected, id));
}

/* What a guarded destination refuses is its own answer to the script. */
static bool is_asked_for(const struct check_options *options, const struct finding *finding)
{
    return is_run(options, finding->rule->id) &&
           (options->strict || (finding->certainty != CERTAINTY_UNKNOWN && !finding->is_guarded));
}

static bool is_wanted(const struct check_options *options, const struct finding *finding)
{
    return is_asked_for(options, finding) && !finding->is_suppressed;
}

/* What one script's comment suppresses may be told of another that sources the same file. */
static bool is_new(struct check_run *run, const struct finding *finding)
{
    const char *path = finding->span.source->path;
    slice key = arena_printf(run->report.arena, "%d %.*s %u %u %s", finding->is_suppressed,
                             SLICE_ARGS(finding->rule->id), finding->span.start, finding->span.end,
                             strncmp(path, "./", 2) == 0 ? path + 2 : path);
    bool told = map_get(run->told, key) != NULL;
    map_put(run->told, key, run);
    return !told;
}

static void add_finding(struct check_run *run, const struct finding *finding)
{
    if (!is_new(run, finding)) {
        return;
    }
    struct finding added = *finding;
    if (run->baseline) {
        added.is_in_baseline =
            (finding->is_suppressed ? baseline_has : baseline_takes)(run->baseline, finding);
    }
    if (run->changes && !changes_touch(run->changes, finding)) {
        return;
    }
    if (finding_counts(&added)) {
        VECTOR_PUSH(run->report.arena, &run->report.findings, added);
    } else if (run->options->show_suppressed) {
        VECTOR_PUSH(run->report.arena, &run->report.suppressed, added);
    }
}

static void tell_problems(const struct script *script, struct arena *arena,
                          const struct shell_problems *problems)
{
    const struct source *source = source_new(arena, script->path, script->bytes);
    for (size_t i = 0; i < problems->count; i++) {
        struct position position = source_position(source, problems->items[i].offset);
        if (problems->items[i].is_limit) {
            continue; /* a warning says so */
        }
        shown_print(stderr, slice_from(script->path));
        fprintf(stderr, ":%u:%u: note: %s\n", position.line, position.column,
                problems->items[i].message);
    }
}

/* Whether a file's results are needed once it has been analysed: its findings, its suppressions, or
 * what isn't understood in it. */
static bool is_kept(const void *context, const struct analysed *analysed)
{
    const struct check_run *run = context;
    bool kept = run->pipes || analysed->suppressing.suppressions.count > 0 ||
                analysed->others.count > 0 ||
                (run->options->verbose && analysed->problems.count > 0);
    for (size_t i = 0; i < analysed->findings.count && !kept; i++) {
        kept = is_wanted(run->options, &analysed->findings.items[i]);
    }
    return kept;
}

bool check_makes_fixes(const struct check_options *options)
{
    return options->fix || options->diff || options->unsafe_fixes;
}

static bool is_fixed(const void *context, const struct finding *finding)
{
    const struct check_run *run = context;
    return is_wanted(run->options, finding) &&
           !(run->baseline && baseline_has(run->baseline, finding));
}

static void take_file(void *context, const struct scanned *scanned)
{
    struct check_run *run = context;
    if (scanned->is_read) {
        VECTOR_PUSH(run->report.arena, &run->report.files, scanned->script.path);
    }
    run->report.payloads += scanned->payload_count;
    if (!scanned->analysed) {
        return;
    }
    struct fixed_script script = {scanned->script, scanned->analysed, scanned->arena};
    if (check_makes_fixes(run->options)) {
        fixing_make(run->fixing, &script);
    } else {
        fixing_offer(run->fixing, &script);
    }
    const struct analysed *analysed = script.analysed;
    if (run->pipes && !script.script.in_repository) {
        run->piped = arena_copy(run->report.arena, script.script.bytes);
    }
    if (run->options->verbose) {
        progress_clear(&run->progress);
        tell_problems(&script.script, script.arena, &analysed->problems);
    }
    for (size_t i = 0; i < analysed->findings.count; i++) {
        const struct finding *finding = &analysed->findings.items[i];
        if (is_wanted(run->options, finding) ||
            (run->options->show_suppressed && is_asked_for(run->options, finding))) {
            add_finding(run, finding);
        }
    }
    unused_note(&run->unused, analysed, run->report.findings.count);
    VECTOR_PUSH(run->report.arena, &run->kept, script.arena);
}

/* The findings about suppressions, each file's behind its others. */
static void add_unused(struct check_run *run)
{
    struct arena *arena = run->report.arena;
    struct findings all = {0};
    size_t next = 0;
    const struct rules_run rules = {is_run, run->options,
                                    run->options->ignored.count + run->options->selected.count == 0,
                                    run->analysis.asked};
    struct findings before = run->report.findings;
    for (size_t i = 0; i < run->unused.files.count; i++) {
        const struct unused_file *file = &run->unused.files.items[i];
        struct findings found = {0};
        unused_tell(&run->unused, file, &rules, arena, &found);
        for (; next < file->at; next++) {
            VECTOR_PUSH(arena, &all, before.items[next]);
        }
        run->report.findings = all;
        for (size_t k = 0; k < found.count; k++) {
            add_finding(run, &found.items[k]);
        }
        all = run->report.findings;
    }
    for (; next < before.count; next++) {
        VECTOR_PUSH(arena, &all, before.items[next]);
    }
    run->report.findings = all;
}

/* The rules that options name must be there. */
static int check_rule_names(const struct rule_set *rules, const struct name_list *names)
{
    for (size_t i = 0; i < names->count; i++) {
        if (!rules_find(rules, slice_from(names->items[i]))) {
            return unknown_rule(rules, names->items[i]);
        }
    }
    return EXIT_CLEAN;
}

static void write_report(void *context, const struct output *output, FILE *out)
{
    struct check_run *run = context;
    const struct report_format *format = report_find(output->format);
    run->report.colour = output_is_coloured(output, run->options->colour, out);
    run->report.columns = output_columns(output, out);
    report_print(format, &run->report, out);
    report_tell_left_out(format, &run->report, stderr);
}

/* Whether something asked for couldn't be checked. */
static bool is_incomplete(const struct check_run *run)
{
    return run->errors.count > 0 || (run->options->strict && run->errors.warnings > 0);
}

static void write_reports(struct check_run *run)
{
    run->report.fixed = run->fixing->fixed;
    run->report.is_incomplete = is_incomplete(run);
    report_prepare(&run->report);
    outputs_write(&run->options->outputs, run->report.arena, run->pipes ? stderr : stdout,
                  write_report, run, &run->errors);
}

static int finish_diff(struct check_run *run)
{
    bool any = fixing_print_patch(run->fixing, stdout);
    size_t count = run->fixing->fixed;
    if (!run->options->quiet) {
        fprintf(stderr, "%zu finding%s would be fixed.\n", count, plural(count));
    }
    bool found = any && !run->options->exit_zero;
    return is_incomplete(run) ? EXIT_TROUBLE : found ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* Whether the edits of each fix are told: any may then be made without the others. */
static bool tells_edits(const struct outputs *outputs)
{
    bool tells = false;
    for (size_t i = 0; i < outputs->count; i++) {
        tells = tells || report_find(outputs->items[i].format)->tells_edits;
    }
    return tells;
}

static void start_fixing(struct check_run *run, const struct name_list *names)
{
    run->fixing = fixing_new(&run->analysis, &run->errors);
    run->fixing->takes_unsafe = run->options->unsafe_fixes;
    run->fixing->writes = check_makes_fixes(run->options) && !run->options->diff;
    run->fixing->tries_alone = tells_edits(&run->options->outputs);
    run->fixing->progress = &run->progress;
    run->fixing->context = run;
    run->fixing->is_wanted = is_fixed;
    run->pipes = run->options->fix && !run->options->diff && name_list_has(names, SLICE("-"));
}

static int check_files(struct check_run *run, const struct name_list *names)
{
    start_fixing(run, names);
    struct path_list paths = {0};
    scan_find(run->report.arena, run->analysis.configurations, names, run->options->force_exclude,
              &paths, &run->errors);
    const struct scanning scanning = {
        .analysis = &run->analysis,
        .stdin_name = run->options->stdin_filename,
        .jobs = run->options->jobs,
        .progress = run->options->quiet ? NULL : &run->progress,
        .errors = &run->errors,
        .context = run,
        .is_kept = is_kept,
        .take = take_file,
    };
    scan_files(&scanning, paths.items, paths.count);
    add_unused(run);
    struct rule_set rules = configurations_rules(run->analysis.configurations, run->report.arena);
    run->report.rules = &rules;
    if (run->options->new_baseline) {
        baseline_write(run->report.arena, run->options->new_baseline, &run->report.findings,
                       &run->errors);
        run->report.findings.count = 0;
    }
    if (run->options->diff) {
        return finish_diff(run);
    }
    fixing_write(run->fixing);
    if (run->pipes) {
        fwrite(run->piped.data, 1, run->piped.length, stdout);
    }
    write_reports(run);
    bool found = run->report.findings.count > 0 && !run->options->exit_zero;
    return is_incomplete(run) ? EXIT_TROUBLE : found ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* The rules that options name must be there, in the configuration of the first file at least. */
static int check_options_of(struct check_run *run, const struct name_list *names)
{
    const struct check_options *options = run->options;
    slice relative;
    for (size_t i = 0; i < names->count; i++) {
        const char *name = names->items[i];
        configurations_of(run->analysis.configurations,
                          strcmp(name, "-") == 0 ? options->stdin_filename : name, &relative);
        configurations_of(run->analysis.configurations,
                          arena_printf(run->report.arena, "%s/.", name).data, &relative);
    }
    struct rule_set rules = configurations_rules(run->analysis.configurations, run->report.arena);
    slice *asked = ARENA_ARRAY(run->report.arena, slice, options->selected.count);
    for (size_t i = 0; i < options->selected.count; i++) {
        asked[i] = slice_from(options->selected.items[i]);
    }
    run->analysis.asked = (struct slice_list){asked, options->selected.count};
    int status = check_rule_names(&rules, &options->ignored);
    return status ? status : check_rule_names(&rules, &options->selected);
}

int check_paths(const struct check_options *options, const struct name_list *names)
{
    struct check_run run = {.options = options, .errors = {.out = stderr}};
    run.analysis = analysis_new(options->config, options->no_config, &run.errors);
    run.analysis.limits = options->limits;
    run.analysis.reads_all = options->no_prefilter || options->verbose;
    run.report = (struct report){.arena = arena_new(),
                                 .is_quiet = options->quiet,
                                 .shows_statistics = options->statistics,
                                 .has_baseline = options->baseline != NULL};
    forge_find_root(&run.report);
    run.progress = progress_new();
    run.told = map_new(run.report.arena);
    run.unused = (struct unused){.arena = run.report.arena, .used = map_new(run.report.arena)};
    int status = check_options_of(&run, names);
    if (options->baseline) {
        run.baseline = baseline_read(run.report.arena, options->baseline, &run.errors);
    }
    if (options->changed_since && !status) {
        run.changes = changes_read(run.report.arena, options->changed_since, &run.errors);
        status = run.changes ? EXIT_CLEAN : EXIT_TROUBLE;
    }
    status = status ? status : check_files(&run, names);
    fixing_free(run.fixing);
    for (size_t i = 0; i < run.kept.count; i++) {
        arena_free(run.kept.items[i]);
    }
    arena_free(run.report.arena);
    analysis_free(&run.analysis);
    return finish_output(status);
}
