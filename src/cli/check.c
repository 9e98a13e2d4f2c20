/* `paylint check`. In: the command line. Out: the options of a run, and its status. */
#include "cli/check_run.h"

#include "cli/scan.h"
#include "report/report.h"

/* Fixes move lines, and standard input is no file that git knows. */
static bool can_take_changes(const struct subcommand *subcommand,
                             const struct check_options *options, const struct name_list *names,
                             int *status)
{
    bool fits = !options->changed_since ||
                (!check_makes_fixes(options) && !name_list_has(names, SLICE("-")));
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
