/* `paylint check`. In: paths. Out: findings in the format asked for. */
#include "base/shown.h"
#include "cli/analysis.h"
#include "cli/baseline.h"
#include "cli/changes.h"
#include "cli/cli.h"
#include "cli/fixing.h"
#include "cli/outputs.h"
#include "cli/scan.h"
#include "cli/unused.h"
#include "report/forge.h"

struct check_options {
    struct name_list asked; /* --format and --output */
    struct outputs outputs;
    enum colour_when colour;
    const char *stdin_filename;
    const char *config;
    const char *baseline;
    const char *new_baseline; /* where --write-baseline writes it */
    const char *changed_since;
    bool exit_zero;
    bool strict;
    bool no_config;
    bool no_prefilter;
    bool verbose;
    bool fix;
    bool unsafe_fixes;
    bool diff;
    bool statistics;
    bool quiet;
    bool show_suppressed;
    bool force_exclude;
    unsigned jobs;
    struct limits limits;
    struct name_list limited; /* --limit */
    struct name_list ignored;
    struct name_list selected;
};

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

static bool is_listed(const struct name_list *names, slice id)
{
    for (size_t i = 0; i < names->count; i++) {
        if (slice_is(id, names->items[i])) {
            return true;
        }
    }
    return false;
}

/* Whether options leave the rule in. */
static bool is_run(const void *context, slice id)
{
    const struct check_options *options = context;
    return !is_listed(&options->ignored, id) &&
           (options->selected.count == 0 || is_listed(&options->selected, id));
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

static bool makes_fixes(const struct check_options *options)
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
    if (makes_fixes(run->options)) {
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
    run->fixing->writes = makes_fixes(run->options) && !run->options->diff;
    run->fixing->tries_alone = tells_edits(&run->options->outputs);
    run->fixing->progress = &run->progress;
    run->fixing->context = run;
    run->fixing->is_wanted = is_fixed;
    run->pipes = run->options->fix && !run->options->diff && is_listed(names, SLICE("-"));
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

static int check_paths(const struct check_options *options, const struct name_list *names)
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

/* Fixes move lines, and standard input is no file that git knows. */
static bool can_take_changes(const struct subcommand *subcommand,
                             const struct check_options *options, const struct name_list *names,
                             int *status)
{
    bool fits = !options->changed_since || (!makes_fixes(options) && !is_listed(names, SLICE("-")));
    if (!fits) {
        *status = usage_error(subcommand, "--changed-since goes neither with --fix, --diff or "
                                          "--unsafe-fixes nor with standard input");
    }
    return fits;
}

/* Options that don't go together. */
static bool check_together(const struct subcommand *subcommand, const struct check_options *options,
                           int *status)
{
    for (size_t i = 0; i < options->outputs.count; i++) {
        const struct output *output = &options->outputs.items[i];
        if (options->statistics && !report_find(output->format)->has_statistics) {
            *status = usage_error(
                subcommand, "--statistics goes with text, json, markdown and html, not with %s",
                output->format);
            return false;
        }
        if (options->diff && output->path) {
            *status = usage_error(subcommand, "--diff prints a patch; it takes no --output");
            return false;
        }
    }
    return true;
}

static int run_check(const struct subcommand *subcommand, char **arguments)
{
    struct check_options options = {.asked.keeps_options = true, .stdin_filename = "-"};
    const char *jobs = NULL;
    const char *colour = NULL;
    const struct option_row rows[] = {
        {"--format", NULL, NULL, &options.asked},
        {"--output", NULL, NULL, &options.asked},
        {"--color", &colour, NULL, NULL},
        {"--statistics", NULL, &options.statistics, NULL},
        {"--quiet", NULL, &options.quiet, NULL},
        {"--show-suppressed", NULL, &options.show_suppressed, NULL},
        {"--force-exclude", NULL, &options.force_exclude, NULL},
        {"--stdin-filename", &options.stdin_filename, NULL, NULL},
        {"--config", &options.config, NULL, NULL},
        {"--baseline", &options.baseline, NULL, NULL},
        {"--write-baseline", &options.new_baseline, NULL, NULL},
        {"--changed-since", &options.changed_since, NULL, NULL},
        {"--exit-zero", NULL, &options.exit_zero, NULL},
        {"--fix", NULL, &options.fix, NULL},
        {"--unsafe-fixes", NULL, &options.unsafe_fixes, NULL},
        {"--diff", NULL, &options.diff, NULL},
        {"--jobs", &jobs, NULL, NULL},
        {"--limit", NULL, NULL, &options.limited},
        {"--strict", NULL, &options.strict, NULL},
        {"--no-config", NULL, &options.no_config, NULL},
        {"--no-prefilter", NULL, &options.no_prefilter, NULL},
        {"--verbose", NULL, &options.verbose, NULL},
        {"--ignore", NULL, NULL, &options.ignored},
        {"--select", NULL, NULL, &options.selected},
        {NULL, NULL, NULL, NULL},
    };
    struct arena *arena = arena_new();
    struct name_list names = {0};
    int status;
    if (options_parse(subcommand, arena, arguments, rows, &names, &status) &&
        scan_take_jobs(subcommand, jobs, &options.jobs, &status) &&
        scan_take_limits(subcommand, &options.limited, &options.limits, &status) &&
        options_take_colour(subcommand, colour, &options.colour, &status) &&
        outputs_take(subcommand, arena, &options.asked, report_name, &options.outputs, &status) &&
        check_together(subcommand, &options, &status) &&
        options_name_files(subcommand, &names, "a file, a folder,", &status) &&
        can_take_changes(subcommand, &options, &names, &status)) {
        status = check_paths(&options, &names);
    }
    arena_free(arena);
    return status;
}

const struct subcommand check_subcommand = {
    .name = "check",
    .summary = "find what is wrong in the payloads that scripts send",
    .help =
        "Usage: paylint check [OPTIONS] PATH...\n"
        "\n"
        "Works out what each script would send, without running it, and says what is wrong there.\n"
        "A folder is walked as ripgrep does it: .gitignore is heeded, hidden files (but .github "
        "and\n"
        ".gitlab-ci.yml) and symbolic links are left out. Shell scripts are told by their ending "
        "or\n"
        "shebang, and shell is found in the files that hold it: Markdown fences, GitHub Actions,\n"
        "GitLab CI, Cloud Build and Docker Compose files, Makefiles and Dockerfiles. A file that "
        "is\n"
        "named is always checked, YAML of any name if its content is one of these; - is standard\n"
        "input.\n"
        "\n"
        "Options:\n"
        "  --format FORMAT       text (default), json, sarif, github, gitlab, junit, checkstyle, "
        "gcc,\n"
        "                        rdjson, markdown or html\n"
        "  --output FILE         write the report into this file, at once, instead of to standard\n"
        "                        output. Several pairs of --format and --output write several\n"
        "                        reports; a --format without one goes to standard output\n"
        "  --statistics          how many findings there are of each rule, instead of the "
        "findings\n"
        "  --quiet               findings only: without the closing words\n"
        "  --show-suppressed     also show, as such, what comments and the baseline suppress; "
        "text,\n"
        "                        json, sarif, junit and html can\n"
        "  --color WHEN          auto (default), always or never. auto is on a terminal, and "
        "heeds\n"
        "                        NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE\n"
        "  --strict              also say what can't be known, and what it depends on\n"
        "  --select RULE         only this rule, on or off by itself; may be given several times\n"
        "  --ignore RULE         not this rule; may be given several times\n"
        "  --fix                 put right what can be, in the files; what is left is reported. "
        "With "
        "-\n"
        "                        what comes of standard input is printed, and the report goes to\n"
        "                        standard error\n"
        "  --unsafe-fixes        with --fix or --diff: also fixes that may change what was meant\n"
        "  --diff                print what --fix would do as a patch, and change nothing; exit "
        "with "
        "1\n"
        "                        where there is something\n"
        "  --exit-zero           exit with 0 even if something is found\n"
        "  --stdin-filename NAME what standard input is called in the output; its ending tells "
        "what it\n"
        "                        is: deploy.yml, README.md, Makefile\n"
        "  --config FILE         this configuration for all files; globs in it count from the "
        "working\n"
        "                        folder. Else the nearest paylint.json upwards from each file\n"
        "  --no-config           read no paylint.json\n"
        "  --force-exclude       leave out what paylint.json excludes even where it is named\n"
        "  --baseline FILE       don't tell again what stands in this file\n"
        "  --write-baseline FILE write what is found into this file, for --baseline\n"
        "  --changed-since REV   only what is wrong on lines that changed since HEAD and this git\n"
        "                        revision parted, committed or not, or is made or sent on such a "
        "line\n"
        "  --jobs N              files at once; as many as there are CPUs unless told\n"
        "  --limit NAME=VALUE    what a file may take before it is left: size (256M), steps, "
        "memory "
        "or\n"
        "                        time (60s); may be given several times. docs/limits.md says "
        "more\n"
        "  --no-prefilter        also read files in which nothing stands that sends a message, and "
        "no\n"
        "                        JSON. docs/limits.md says what a look at the bytes can't see\n"
        "  --verbose             also say what in a script is not understood\n"
        "  -h, --help            this text\n"
        "\n"
        "Exit status: 0 nothing found, 1 something found, 2 a usage or read error (after all that\n"
        "could be checked has been reported). A file that runs into a limit is warned of; with "
        "--strict\n"
        "that is 2 as well.\n",
    .run = run_check,
};
