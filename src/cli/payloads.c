/* `paylint payloads`. In: paths. Out: every payload, reconstructed. */
#include "cli/analysis.h"
#include "cli/cli.h"
#include "cli/walk.h"
#include "report/report.h"

struct payloads_options {
    const char *format;
    const char *config;
    bool no_config;
};

static void collect_file(const struct analysis *analysis, struct arena *arena, const char *path,
                         struct payload_list *all, struct error_sink *errors)
{
    slice bytes;
    if (!read_script(arena, path, &bytes, errors)) {
        return;
    }
    struct analysed analysed = analyse(analysis, arena, path, bytes, strcmp(path, "-") != 0);
    for (size_t i = 0; i < analysed.payloads.count; i++) {
        VECTOR_PUSH(arena, all, analysed.payloads.items[i]);
    }
}

static int show_payloads(const struct name_list *names, const struct payloads_options *options)
{
    struct error_sink errors = {.out = stderr};
    struct arena *arena = arena_new();
    struct analysis analysis = analysis_new(options->config, options->no_config, &errors);
    struct path_list paths = {0};
    struct payload_list all = {0};
    for (size_t i = 0; i < names->count; i++) {
        walk_path(arena, names->items[i], &paths, &errors);
    }
    for (size_t i = 0; i < paths.count; i++) {
        collect_file(&analysis, arena, paths.items[i], &all, &errors);
    }
    if (strcmp(options->format, "json") == 0) {
        report_payloads_json(arena, all.items, all.count, stdout);
    } else {
        report_payloads_text(arena, all.items, all.count, stdout);
    }
    analysis_free(&analysis);
    arena_free(arena);
    return finish_output(errors.count > 0 ? EXIT_TROUBLE : EXIT_CLEAN);
}

static int run_payloads(const struct subcommand *subcommand, char **arguments)
{
    struct payloads_options options = {.format = "text"};
    const struct option_row rows[] = {
        {"--format", &options.format, NULL, NULL},
        {"--config", &options.config, NULL, NULL},
        {"--no-config", NULL, &options.no_config, NULL},
        {NULL, NULL, NULL, NULL},
    };
    struct arena *arena = arena_new();
    struct name_list names = {0};
    int status;
    if (options_parse(subcommand, arena, arguments, rows, &names, &status)) {
        if (strcmp(options.format, "json") != 0 && strcmp(options.format, "text") != 0) {
            status = usage_error(subcommand, "there is no format %s; there are text and json",
                                 options.format);
        } else if (names.count == 0) {
            status = usage_error(subcommand, "name a file, a folder, or - for standard input");
        } else {
            status = show_payloads(&names, &options);
        }
    }
    arena_free(arena);
    return status;
}

const struct subcommand payloads_subcommand = {
    .name = "payloads",
    .summary = "show every payload that scripts would send",
    .help =
        "Usage: paylint payloads [--format text|json] [--config FILE | --no-config] PATH...\n"
        "\n"
        "Shows each payload as the receiver would get it. What isn't known before the script runs\n"
        "is a hole: where it comes from, and its shape (uuid-lower, integer, text, ...).\n"
        "The sinks are those of the nearest paylint.json.\n"
        "\n"
        "Exit status: 0, or 2 for a usage or read error.\n",
    .run = run_payloads,
};
