/* Scanning. In: paths. Out: each file's findings and payloads. An arena is taken along from file to
 * file by a thread until something in it is kept. */
#include "cli/scan.h"

#include "base/ascii.h"
#include "base/map.h"
#include "base/path.h"
#include "base/pool.h"
#include "cli/walk.h"

#include <stdlib.h>

/* One file. */
struct job {
    const char *path;
    struct scanned scanned;
    struct error_sink errors; /* those of reading it, told in its turn */
};

/* What a thread has for all its files. */
struct worker {
    struct shell_parser *parser;
    struct arena *spare; /* empty, or NULL */
};

static void *worker_new(void *context)
{
    struct worker *worker = memory_alloc(sizeof *worker);
    *worker = (struct worker){.parser = shell_parser_new()};
    return worker;
}

static void worker_free(void *context, void *state)
{
    struct worker *worker = state;
    shell_parser_free(worker->parser);
    arena_free(worker->spare);
    free(worker);
}

/* A file that wasn't followed to its end may hold more than what is said of it. */
static void warn_of_limit(struct job *job, const struct analysed *analysed)
{
    const struct shell_problem *problem = analysed_limit(analysed);
    if (problem) {
        struct position at = source_position(analysed->source, problem->offset);
        error_warn(&job->errors, analysed->source->path, at.line, at.column,
                   "what comes after this is not checked: %s", problem->message);
    }
}

static void scan_bytes(const struct scanning *scanning, const struct worker *worker,
                       struct arena *arena, struct job *job)
{
    struct scanned *scanned = &job->scanned;
    struct analysed *analysed = ARENA_NEW(arena, struct analysed);
    *analysed = analyse(scanning->analysis, worker->parser, arena, &scanned->script);
    scanned->payload_count = analysed->payloads.count;
    warn_of_limit(job, analysed);
    if (scanning->is_kept(scanning->context, analysed)) {
        scanned->analysed = analysed;
        scanned->arena = arena;
    }
}

static struct limits limits_of(const struct analysis *analysis, const char *path)
{
    slice relative;
    return analysis_limits(analysis, configurations_of(analysis->configurations, path, &relative));
}

static void scan_job(void *context, void *state, void *item)
{
    const struct scanning *scanning = context;
    struct worker *worker = state;
    struct job *job = item;
    struct scanned *scanned = &job->scanned;
    bool file = strcmp(job->path, "-") != 0;
    struct arena *arena = worker->spare ? worker->spare : arena_new();
    struct buffer *kept = ARENA_NEW(arena, struct buffer);
    kept->arena = arena;
    job->errors.kept = kept;
    scanned->script =
        (struct script){.path = file ? job->path : scanning->stdin_name, .in_repository = file};
    struct limits limits = limits_of(scanning->analysis, scanned->script.path);
    scanned->is_read = read_script(arena, job->path, &limits, &scanned->script.bytes, &job->errors);
    if (scanned->is_read) {
        scan_bytes(scanning, worker, arena, job);
    }
    if (job->errors.count + job->errors.warnings > 0) {
        scanned->arena = arena; /* what is told stands in it */
    }
    worker->spare = scanned->arena ? NULL : arena;
    if (worker->spare) {
        arena_reset(worker->spare);
    }
}

static void take_job(void *context, void *item)
{
    const struct scanning *scanning = context;
    struct job *job = item;
    if (job->errors.count + job->errors.warnings > 0) {
        progress_clear(scanning->progress);
    }
    error_pass_on(scanning->errors, &job->errors);
    if (!job->scanned.analysed) {
        arena_free(job->scanned.arena);
        job->scanned.arena = NULL;
    }
    scanning->take(scanning->context, &job->scanned);
    progress_step(scanning->progress);
}

static bool is_excluded(struct configurations *configurations, const char *path)
{
    slice relative;
    const struct configuration *configuration = configurations_of(configurations, path, &relative);
    return configuration_excludes(configuration, relative);
}

/* Whether the path is met for the first time: names on the command line may overlap. Behind a link
 * .. may lead anywhere. */
static bool is_new(struct arena *arena, struct map *met, const char *path)
{
    if (strstr(path, "..")) {
        return true;
    }
    slice key = path_without_dots(arena, slice_from(path));
    bool new = !map_get(met, key);
    map_put(met, key, met);
    return new;
}

void scan_find(struct arena *arena, struct configurations *configurations,
               const struct name_list *names, bool force_exclude, struct path_list *paths,
               struct error_sink *errors)
{
    struct map *met = map_new(arena);
    for (size_t i = 0; i < names->count; i++) {
        struct path_list found = {0};
        walk_path(arena, names->items[i], &found, errors);
        for (size_t k = 0; k < found.count; k++) {
            bool named = strcmp(found.items[k], names->items[i]) == 0 && !force_exclude;
            if ((named || !is_excluded(configurations, found.items[k])) &&
                (names->count == 1 || is_new(arena, met, found.items[k]))) {
                VECTOR_PUSH(arena, paths, found.items[k]);
            }
        }
    }
}

void scan_files(const struct scanning *scanning, const char *const *paths, size_t count)
{
    struct arena *arena = arena_new();
    struct scanning own = *scanning;
    const struct pool_work work = {&own, worker_new, worker_free, scan_job, take_job};
    if (scanning->progress) {
        scanning->progress->total = count;
    }
    struct pool *pool = pool_new(scanning->jobs, &work);
    struct job *jobs = ARENA_ARRAY(arena, struct job, count);
    for (size_t i = 0; i < count; i++) {
        jobs[i].path = paths[i];
        pool_add(pool, &jobs[i]);
    }
    pool_finish(pool);
    progress_clear(scanning->progress);
    arena_free(arena);
}

bool scan_take_limits(const struct subcommand *subcommand, const struct name_list *values,
                      struct limits *limits, int *status)
{
    *limits = (struct limits){0};
    for (size_t i = 0; i < values->count; i++) {
        slice value = slice_from(values->items[i]);
        size_t equals = slice_find_byte(value, '=');
        enum limit limit;
        if (equals == value.length || !limit_find(slice_sub(value, 0, equals), &limit)) {
            *status = usage_error(subcommand, "--limit takes size=…, steps=…, memory=… or time=…");
            return false;
        }
        if (!limit_read(limit, slice_sub(value, equals + 1, value.length),
                        &limits->values[limit])) {
            *status = usage_error(subcommand, "--limit %s= takes %s", limit_name(limit),
                                  limit_values(limit));
            return false;
        }
    }
    return true;
}

enum { JOBS_MAX = 256 };

bool scan_take_jobs(const struct subcommand *subcommand, const char *value, unsigned *jobs,
                    int *status)
{
    char *end;
    if (!value) {
        *jobs = pool_cpus();
        return true;
    }
    unsigned long count = strtoul(value, &end, 10);
    bool right = ascii_is_digit(*value) && *end == '\0' && count >= 1 && count <= JOBS_MAX;
    *jobs = right ? (unsigned)count : 0;
    if (!right) {
        *status = usage_error(subcommand, "--jobs takes a number from 1 to %d", JOBS_MAX);
    }
    return right;
}
