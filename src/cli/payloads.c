/* `paylint payloads`. In: paths. Out: every payload, reconstructed. */
#include "cli/scan.h"
#include "report/report.h"

struct payloads_options {
    const char *format;
    enum colour_when colour;
    const char *config;
    bool no_config;
    bool no_prefilter;
    unsigned jobs;
    struct limits limits;
};

struct payloads_run {
    struct arena *arena;
    struct payload_list all;
    VECTOR(struct arena *) kept;
};

static bool is_kept(const void *context, const struct analysed *analysed)
{
    return analysed->payloads.count > 0;
}

static void take_file(void *context, const struct scanned *scanned)
{
    struct payloads_run *run = context;
    for (size_t i = 0; scanned->analysed && i < scanned->payload_count; i++) {
        VECTOR_PUSH(run->arena, &run->all, scanned->analysed->payloads.items[i]);
    }
    if (scanned->analysed) {
        VECTOR_PUSH(run->arena, &run->kept, scanned->arena);
    }
}

static int show_payloads(const struct name_list *names, const struct payloads_options *options)
{
    struct error_sink errors = {.out = stderr};
    struct payloads_run run = {.arena = arena_new()};
    struct analysis analysis = analysis_new(options->config, options->no_config, &errors);
    analysis.limits = options->limits;
    analysis.reads_all = options->no_prefilter;
    struct path_list paths = {0};
    scan_find(run.arena, analysis.configurations, names, false, &paths, &errors);
    struct progress progress = progress_new();
    const struct scanning scanning = {
        .analysis = &analysis,
        .stdin_name = "-",
        .jobs = options->jobs,
        .progress = &progress,
        .errors = &errors,
        .context = &run,
        .is_kept = is_kept,
        .take = take_file,
    };
    scan_files(&scanning, paths.items, paths.count);
    if (strcmp(options->format, "json") == 0) {
        report_payloads_json(run.arena, run.all.items, run.all.count, stdout);
    } else {
        bool coloured = output_wants_colour(options->colour, stdout);
        report_payloads_text(run.arena, run.all.items, run.all.count, coloured, stdout);
    }
    for (size_t i = 0; i < run.kept.count; i++) {
        arena_free(run.kept.items[i]);
    }
    analysis_free(&analysis);
    arena_free(run.arena);
    return finish_output(errors.count > 0 ? EXIT_TROUBLE : EXIT_CLEAN);
}

static const char *format_name(size_t index)
{
    static const char *const names[] = {"text", "json"};
    return index < 2 ? names[index] : NULL;
}

static int run_payloads(const struct subcommand *subcommand, char **arguments)
{
    struct payloads_options options = {.format = "text"};
    const char *jobs = NULL;
    const char *colour = NULL;
    struct name_list limited = {0};
    const struct option_row rows[] = {
        {"--format", &options.format, NULL, NULL},
        {"--color", &colour, NULL, NULL},
        {"--config", &options.config, NULL, NULL},
        {"--no-config", NULL, &options.no_config, NULL},
        {"--no-prefilter", NULL, &options.no_prefilter, NULL},
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
        options_know_format(subcommand, options.format, format_name, &status) &&
        options_name_files(subcommand, &names, "a file, a folder,", &status)) {
        status = show_payloads(&names, &options);
    }
    arena_free(arena);
    return status;
}

const struct subcommand payloads_subcommand = {
    .name = "payloads",
    .summary = "show every payload that scripts would send",
    .help =
        "Usage: paylint payloads [OPTIONS] PATH...\n"
        "\n"
        "Shows each payload as the receiver would get it. What isn't known before the script runs\n"
        "is a hole: where it comes from, and its shape (uuid-lower, integer, text, ...).\n"
        "\n"
        "Options:\n"
        "  --format FORMAT       text (default) or json\n"
        "  --color WHEN          auto (default), always or never\n"
        "  --config FILE         the sinks of this configuration. Else those of the nearest\n"
        "                        paylint.json upwards from each file\n"
        "  --no-config           read no paylint.json\n"
        "  --jobs N              files at once; as many as there are CPUs unless told\n"
        "  --limit NAME=VALUE    what a file may take: size, steps, memory or time; may be given "
        "several\n"
        "                        times\n"
        "  --no-prefilter        also read files in which nothing stands that sends a message, and "
        "no\n"
        "                        JSON. docs/limits.md says what a look at the bytes can't see\n"
        "  -h, --help            this text\n"
        "\n"
        "Exit status: 0, or 2 for a usage or read error.\n",
    .run = run_payloads,
};
