/* `paylint validate`. In: files of finished messages, one a line. Out: findings, as they are found,
 * in the order of the lines; memory doesn't grow with the files. */
#include "base/memory_stream.h"
#include "base/suggest.h"
#include "cli/outputs.h"
#include "cli/scan.h"
#include "live/crew.h"
#include "live/judge.h"
#include "live/lines.h"
#include "report/forge.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct validate_options {
    struct name_list asked; /* --format and --output */
    struct outputs outputs; /* one */
    enum colour_when colour;
    bool quiet;
    const char *config;
    const char *destination;
    const char *sink;
    unsigned jobs;
    bool exit_zero;
    bool no_config;
};

struct validation {
    const struct validate_options *options;
    struct error_sink errors;
    struct configurations *configurations;
    const struct name_list *names;
    const struct report_format *format;
    FILE *out;
    struct report report; /* what was written so far is counted in it */
    size_t written;       /* findings, so far */
};

/* A block of messages, and what is to be written of it. */
struct block_job {
    const char *path;
    const struct configuration *configuration; /* of that file */
    slice relative;                            /* its path, as the configuration's globs see it */
    struct line_block block;
    struct memory_stream output; /* opened where something is found */
    struct summary summary;
    size_t messages;
};

/* What a thread has for itself. */
struct worker {
    const struct validation *run;
    const char *path; /* of the file that `judge` is for */
    struct message_judge *judge;
    struct report report;
};

/* ---- Judging a block ---- */

static void *worker_new(void *context)
{
    const struct validation *run = context;
    struct worker *worker = memory_alloc(sizeof *worker);
    *worker = (struct worker){.run = run};
    worker->report = run->report;
    worker->report.arena = arena_new();
    return worker;
}

static void worker_free(void *context)
{
    struct worker *worker = context;
    message_judge_free(worker->judge);
    arena_free(worker->report.arena);
    free(worker);
}

static slice slice_or_none(const char *string)
{
    return string ? slice_from(string) : (slice){NULL, 0};
}

static void take_judge(struct worker *worker, const struct block_job *job)
{
    const struct validate_options *options = worker->run->options;
    const struct message_place place = {.path = job->relative,
                                        .sink = slice_or_none(options->sink),
                                        .destination = slice_or_none(options->destination)};
    if (worker->path != job->path) {
        message_judge_free(worker->judge);
        worker->judge = message_judge_new(job->configuration, &place);
        worker->path = job->path;
    }
}

static void write_finding(struct worker *worker, struct block_job *job,
                          const struct finding *finding)
{
    const struct report_format *format = worker->run->format;
    if (!job->output.out) {
        memory_stream_open(&job->output);
    }
    fputs(format->between, job->output.out);
    format->finding(&worker->report, finding, job->output.out);
    report_count(&job->summary, finding);
    arena_reset(worker->report.arena);
}

static void judge_line(struct worker *worker, struct block_job *job, slice line, uint32_t before)
{
    const struct message message = {line, job->path, before};
    const struct findings *findings = message_judge(worker->judge, &message);
    for (size_t i = 0; i < findings->count; i++) {
        if (!findings->items[i].is_guarded) {
            write_finding(worker, job, &findings->items[i]);
        }
    }
}

static void judge_block(void *context, void *given)
{
    struct worker *worker = context;
    struct block_job *job = given;
    slice rest = {job->block.bytes, job->block.length};
    slice line;
    take_judge(worker, job);
    for (uint32_t before = job->block.lines_before; line_next(&rest, &line); before++) {
        if (slice_trim(line).length > 0) {
            judge_line(worker, job, line, before);
            job->messages++;
        }
    }
    if (job->output.out) {
        memory_stream_close(&job->output);
    }
}

/* ---- Writing what was found ---- */

static size_t findings_in(const struct summary *summary)
{
    return summary->errors + summary->warnings + summary->infos;
}

/* Of more findings than the format takes the last ones are left out, a block at a time. */
static void write_block(struct validation *run, const struct block_job *job)
{
    size_t count = findings_in(&job->summary);
    if (run->format->most > 0 && run->written + count > run->format->most) {
        run->report.left_out += count;
        return;
    }
    size_t skipped = run->written > 0 ? 0 : strlen(run->format->between);
    fwrite(job->output.bytes + skipped, 1, job->output.length - skipped, run->out);
    fflush(run->out);
    run->written += count;
}

static void take_block(void *context, void *taken)
{
    struct validation *run = context;
    struct block_job *job = taken;
    struct summary *summary = &run->report.summary;
    summary->errors += job->summary.errors;
    summary->warnings += job->summary.warnings;
    summary->infos += job->summary.infos;
    run->report.payloads += job->messages;
    if (job->output.bytes) {
        write_block(run, job);
        free(job->output.bytes);
    }
    *job = (struct block_job){.block = job->block};
}

static const struct crew_duties duties = {worker_new, worker_free, judge_block, take_block};

/* ---- Files ---- */

static void validate_file(struct validation *run, struct crew *crew, const char *path)
{
    bool standard_input = strcmp(path, "-") == 0;
    struct line_stream stream = {.path = path, .errors = &run->errors};
    stream.descriptor = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (stream.descriptor < 0) {
        error_report(&run->errors, path, 0, 0, "can't read this: %s", strerror(errno));
        return;
    }
    slice relative;
    const struct configuration *configuration =
        configurations_of(run->configurations, path, &relative);
    VECTOR_PUSH(run->report.arena, &run->report.files, path);
    for (;;) {
        struct block_job *job = crew_job(crew);
        job->path = path;
        job->configuration = configuration;
        job->relative = relative;
        if (!lines_read(&stream, &job->block) || ferror(run->out)) {
            break;
        }
        crew_give(crew);
    }
    lines_free(&stream);
    if (!standard_input) {
        close(stream.descriptor);
    }
}

static void validate_files(void *context, const struct output *output, FILE *out)
{
    struct validation *run = context;
    run->out = out;
    run->report.colour = output_is_coloured(output, run->options->colour, out);
    run->report.columns = output_columns(output, out);
    size_t thread_count = run->options->jobs;
    size_t count = thread_count * 2 + 1; /* one is filled while some wait */
    struct block_job *jobs = ARENA_ARRAY(run->report.arena, struct block_job, count);
    struct crew *crew = crew_new(&duties, run, jobs, sizeof *jobs, count, thread_count);
    if (run->format->begin) {
        run->format->begin(&run->report, out);
    }
    for (size_t i = 0; i < run->names->count; i++) {
        validate_file(run, crew, run->names->items[i]);
    }
    crew_free(crew);
    run->report.is_incomplete = run->errors.count > 0;
    if (run->format->end) {
        run->format->end(&run->report, out);
    }
    report_tell_left_out(run->format, &run->report, stderr);
    for (size_t i = 0; i < count; i++) {
        line_block_free(&jobs[i].block);
    }
}

/* ---- Options ---- */

static int unknown_sink(const struct subcommand *subcommand, const struct sink_table *sinks,
                        const char *name)
{
    struct suggestion suggestion = {.wanted = slice_from(name)};
    for (size_t i = 0; i < sinks->count; i++) {
        suggest_consider(&suggestion, sinks->items[i].name, &sinks->items[i]);
    }
    const struct sink *closest = suggestion.closest;
    return closest ? usage_error(subcommand, "there is no sink %s; did you mean %.*s?", name,
                                 SLICE_ARGS(closest->name))
                   : usage_error(subcommand, "there is no sink %s", name);
}

/* Reads the configurations, so that what is wrong with them is told first and once. */
static int check_configurations(const struct subcommand *subcommand, struct validation *run,
                                const struct name_list *names)
{
    const struct validate_options *options = run->options;
    for (size_t i = 0; i < names->count; i++) {
        slice relative;
        const struct configuration *configuration =
            configurations_of(run->configurations, names->items[i], &relative);
        if (options->sink && !sinks_find(&configuration->sinks, slice_from(options->sink))) {
            return unknown_sink(subcommand, &configuration->sinks, options->sink);
        }
    }
    return EXIT_CLEAN;
}

static int validate_paths(const struct subcommand *subcommand,
                          const struct validate_options *options, const struct name_list *names)
{
    struct validation run = {.options = options,
                             .errors = {.out = stderr},
                             .names = names,
                             .format = report_find(options->outputs.items[0].format)};
    run.configurations = configurations_new(options->config, options->no_config, &run.errors);
    run.report =
        (struct report){.arena = arena_new(), .is_quiet = options->quiet, .noun = "message"};
    forge_find_root(&run.report);
    int status = check_configurations(subcommand, &run, names);
    struct rule_set rules = configurations_rules(run.configurations, run.report.arena);
    run.report.rules = &rules;
    if (status == EXIT_CLEAN) {
        outputs_write(&options->outputs, run.report.arena, stdout, validate_files, &run,
                      &run.errors);
        bool found = findings_in(&run.report.summary) > 0;
        status = run.errors.count > 0           ? EXIT_TROUBLE
                 : found && !options->exit_zero ? EXIT_FINDINGS
                                                : EXIT_CLEAN;
    }
    configurations_free(run.configurations);
    arena_free(run.report.arena);
    return finish_output(status);
}

/* Findings are told as they are found, so that there is no second time. */
static bool is_one_output(const struct subcommand *subcommand, const struct outputs *outputs,
                          int *status)
{
    if (outputs->count != 1) {
        *status = usage_error(subcommand, "validate writes one report; name one --format");
    }
    return outputs->count == 1;
}

static int run_validate(const struct subcommand *subcommand, char **arguments)
{
    struct validate_options options = {.asked.keeps_options = true};
    const char *jobs = NULL;
    const char *colour = NULL;
    const struct option_row rows[] = {
        {"--format", NULL, NULL, &options.asked},
        {"--output", NULL, NULL, &options.asked},
        {"--color", &colour, NULL, NULL},
        {"--quiet", NULL, &options.quiet, NULL},
        {"--config", &options.config, NULL, NULL},
        {"--destination", &options.destination, NULL, NULL},
        {"--sink", &options.sink, NULL, NULL},
        {"--jobs", &jobs, NULL, NULL},
        {"--exit-zero", NULL, &options.exit_zero, NULL},
        {"--no-config", NULL, &options.no_config, NULL},
        {NULL, NULL, NULL, NULL},
    };
    struct arena *arena = arena_new();
    struct name_list names = {0};
    int status;
    if (options_parse(subcommand, arena, arguments, rows, &names, &status) &&
        scan_take_jobs(subcommand, jobs, &options.jobs, &status) &&
        options_take_colour(subcommand, colour, &options.colour, &status) &&
        outputs_take(subcommand, arena, &options.asked, report_name_in_parts, &options.outputs,
                     &status) &&
        is_one_output(subcommand, &options.outputs, &status) &&
        options_name_files(subcommand, &names, "a file,", &status)) {
        status = validate_paths(subcommand, &options, &names);
    }
    arena_free(arena);
    return status;
}

const struct subcommand validate_subcommand = {
    .name = "validate",
    .summary = "find what is wrong in finished messages, one a line",
    .help =
        "Usage: paylint validate [OPTIONS] FILE.ndjson...\n"
        "\n"
        "Judges finished messages by the rules and contracts that the payloads of scripts are\n"
        "judged by. Each line of a file is one message, a JSON text; blank lines are left out, "
        "and\n"
        "- is standard input. Memory doesn't grow with the files, and findings are told as they\n"
        "are found, in the order of the lines.\n"
        "\n"
        "Options:\n"
        "  --format FORMAT       text (default), json, sarif, github, gitlab, gcc or rdjson\n"
        "  --output FILE         write the report into this file, at once, instead of to standard\n"
        "                        output\n"
        "  --quiet               findings only: without the closing words\n"
        "  --color WHEN          auto (default), always or never\n"
        "  --destination NAME    where the messages go, or come from: a topic, a subscription, a\n"
        "                        URL, for contracts and rules with destinations\n"
        "  --sink NAME           what they are sent by: its limit counts, and rules with sinks\n"
        "  --jobs N              threads; as many as there are cores where it isn't said\n"
        "  --exit-zero           exit with 0 even if something is found\n"
        "  --config FILE         this configuration for all files. Else the nearest paylint.json\n"
        "                        upwards from each file\n"
        "  --no-config           read no paylint.json\n"
        "  -h, --help            this text\n"
        "\n"
        "Exit status: 0 nothing found, 1 something found, 2 a usage or read error, or a line of\n"
        "more than 16 MiB (after all that could be judged has been reported).\n",
    .run = run_validate,
};
