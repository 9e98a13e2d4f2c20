/* `paylint audit`. In: paths. Out: one verdict a script. */
#include "report/audit.h"

#include "cli/outputs.h"
#include "cli/scan.h"

struct audit_options {
    struct name_list asked; /* --format and --output */
    struct outputs outputs;
    enum colour_when colour;
    const char *stdin_filename;
    const char *config;
    bool no_config;
    bool no_prefilter;
    bool exit_zero;
    bool force_exclude;
    unsigned jobs;
    struct limits limits;
};

/* Arenas of the files live until the report is written. */
struct audit_run {
    const struct audit_options *options;
    struct audit audit;
    VECTOR(struct arena *) kept;
};

static bool is_kept(const void *context, const struct analysed *analysed)
{
    return true;
}

/* What isn't followed may send anything. */
static void depend_on_limit(struct arena *arena, const struct analysed *analysed,
                            struct audited_script *script)
{
    const struct shell_problem *problem = analysed_limit(analysed);
    if (problem && script->verdict != AUDIT_NEEDS_FIX) {
        script->verdict = AUDIT_DEPENDS;
        script->reason = arena_printf(arena, "it is not followed to its end: %s", problem->message);
    }
}

static void take_file(void *context, const struct scanned *scanned)
{
    struct audit_run *run = context;
    const struct analysed *analysed = scanned->analysed;
    if (!analysed) {
        return;
    }
    struct audited_script script = audit_script(
        scanned->arena, analysed->source, &analysed->payloads, &analysed->findings, &analysed->ids);
    depend_on_limit(scanned->arena, analysed, &script);
    VECTOR_PUSH(run->audit.arena, &run->audit, script);
    VECTOR_PUSH(run->audit.arena, &run->kept, scanned->arena);
}

static void write_audit(void *context, const struct output *output, FILE *out)
{
    struct audit_run *run = context;
    run->audit.colour = output_is_coloured(output, run->options->colour, out);
    audit_find(output->format)(&run->audit, out);
}

static int audit_paths(const struct audit_options *options, const struct name_list *names)
{
    struct error_sink errors = {.out = stderr};
    struct audit_run run = {.options = options, .audit = {.arena = arena_new()}};
    struct analysis analysis = analysis_new(options->config, options->no_config, &errors);
    struct path_list paths = {0};
    analysis.limits = options->limits;
    analysis.reads_all = options->no_prefilter;
    analysis.audits = true;
    scan_find(run.audit.arena, analysis.configurations, names, options->force_exclude, &paths,
              &errors);
    struct progress progress = progress_new();
    const struct scanning scanning = {
        .analysis = &analysis,
        .stdin_name = options->stdin_filename,
        .jobs = options->jobs,
        .progress = &progress,
        .errors = &errors,
        .context = &run,
        .is_kept = is_kept,
        .take = take_file,
    };
    scan_files(&scanning, paths.items, paths.count);
    outputs_write(&options->outputs, run.audit.arena, stdout, write_audit, &run, &errors);
    struct audit_summary summary = audit_summary(&run.audit);
    bool found = summary.counts[AUDIT_NEEDS_FIX] > 0 && !options->exit_zero;
    for (size_t i = 0; i < run.kept.count; i++) {
        arena_free(run.kept.items[i]);
    }
    analysis_free(&analysis);
    arena_free(run.audit.arena);
    return finish_output(errors.count > 0 ? EXIT_TROUBLE : found ? EXIT_FINDINGS : EXIT_CLEAN);
}

static int run_audit(const struct subcommand *subcommand, char **arguments)
{
    struct audit_options options = {.asked.keeps_options = true, .stdin_filename = "-"};
    const char *jobs = NULL;
    const char *colour = NULL;
    struct name_list limited = {0};
    const struct option_row rows[] = {
        {"--format", NULL, NULL, &options.asked},
        {"--output", NULL, NULL, &options.asked},
        {"--color", &colour, NULL, NULL},
        {"--force-exclude", NULL, &options.force_exclude, NULL},
        {"--stdin-filename", &options.stdin_filename, NULL, NULL},
        {"--config", &options.config, NULL, NULL},
        {"--no-config", NULL, &options.no_config, NULL},
        {"--no-prefilter", NULL, &options.no_prefilter, NULL},
        {"--exit-zero", NULL, &options.exit_zero, NULL},
        {"--jobs", &jobs, NULL, NULL},
        {"--limit", NULL, NULL, &limited},
        {NULL, NULL, NULL, NULL},
    };
    struct arena *arena = arena_new();
    struct name_list names = {0};
    int status;
    if (options_parse(subcommand, arena, arguments, rows, &names, &status) &&
        options_take_colour(subcommand, colour, &options.colour, &status) &&
        scan_take_jobs(subcommand, jobs, &options.jobs, &status) &&
        scan_take_limits(subcommand, &limited, &options.limits, &status) &&
        outputs_take(subcommand, arena, &options.asked, audit_name, &options.outputs, &status) &&
        options_name_files(subcommand, &names, "a file, a folder,", &status)) {
        status = audit_paths(&options, &names);
    }
    arena_free(arena);
    return status;
}

const struct subcommand audit_subcommand = {
    .name = "audit",
    .summary = "say of each script whether what it sends is right",
    .help =
        "Usage: paylint audit [OPTIONS] PATH...\n"
        "\n"
        "Gives each script one verdict, says why, and shows where each id in its payloads comes "
        "from:\n"
        "  needs-fix        an error is sent, or can be\n"
        "  depends          on something outside the script, which is named\n"
        "  protected        what it sends to validates by itself: \"guards\" in paylint.json says "
        "so\n"
        "  already-correct  every id is proven\n"
        "  safe             it sends no id; the receiver makes it\n"
        "  no-payload       it sends nothing\n"
        "\n"
        "Options:\n"
        "  --format FORMAT       text (default), markdown, json or html\n"
        "  --output FILE         write it into this file, at once. Several pairs of --format and\n"
        "                        this option write several\n"
        "  --color WHEN          auto (default), always or never\n"
        "  --exit-zero           exit with 0 even if a script needs a fix\n"
        "  --stdin-filename NAME what standard input is called, and what kind of file it is\n"
        "  --config FILE         this configuration for all files\n"
        "  --no-config           read no paylint.json\n"
        "  --force-exclude       leave out what paylint.json excludes even where it is named\n"
        "  --jobs N              how many files at once; by default as many as there are CPUs\n"
        "  --limit NAME=VALUE    what a file may take: size, steps, memory or time; may be given "
        "several\n"
        "                        times\n"
        "  --no-prefilter        also read files in which nothing stands that sends a message, and "
        "no\n"
        "                        JSON. docs/limits.md says what a look at the bytes can't see\n"
        "  -h, --help            this text\n"
        "\n"
        "Exit status: 0 no script needs a fix, 1 one does, 2 a usage or read error.\n",
    .run = run_audit,
};
