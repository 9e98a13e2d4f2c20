/* Checkpoints. In: time, counters, and what is looked up. Out: files, and whether all is well.
 *
 * Each report is DIR/checkpoint-TIME.md and .json; the newest is DIR/report.md and .json, too. */
#define _GNU_SOURCE /* pthread_cond_clockwait */
#include "live/checkpoint/checkpoints.h"

#include "base/instant.h"
#include "base/new_file.h"
#include "live/checkpoint/history.h"
#include "live/checkpoint/lookup.h"
#include "live/checkpoint/report.h"
#include "live/message.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SECOND ((int64_t)1000000)

struct checkpoints {
    struct checkpoint_options options;
    struct rulebook *rulebook;
    struct metrics *metrics;
    struct live_log *log;
    struct arena *arena;
    struct report_baseline baseline;
    struct history *history; /* of the thread; in the end of checkpoints_finish */
    unsigned number;         /* of reports made */
    int64_t began;           /* by clock_now */
    pthread_t thread;
    pthread_mutex_t lock; /* of `stop` */
    pthread_cond_t stopped;
    bool stop;
};

/* ---- Looking up ---- */

struct troubles {
    VECTOR(slice) items;
};

static void trouble(struct checkpoints *checkpoints, struct arena *arena, struct troubles *troubles,
                    const char *what, const char *why)
{
    slice told = arena_printf(arena, "%s: %s", what, why);
    log_line(checkpoints->log, LOG_WARNING, "Checkpoint: %.*s", SLICE_ARGS(told));
    VECTOR_PUSH(arena, &troubles->items, told);
}

static bool is_asked(const struct watch_lookup *lookup)
{
    return lookup->arguments || lookup->path;
}

static void look_up(struct checkpoints *checkpoints, struct arena *arena,
                    const struct watch_settings *settings, struct troubles *troubles)
{
    const struct {
        const char *what;
        const struct watch_lookup *lookup;
        int kind; /* of entries; -1: executions */
    } rows[] = {
        {"executions", &settings->executions, -1},
        {"timeout-entries", &settings->timeout_entries, ENTRIES_TIMEOUT},
        {"rejection-entries", &settings->rejection_entries, ENTRIES_REJECTION},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        slice json;
        if (!is_asked(rows[i].lookup)) {
            continue;
        }
        const char *why = lookup_take(arena, rows[i].lookup, settings->lookup_seconds, &json);
        if (!why) {
            why = rows[i].kind < 0
                      ? history_take_executions(checkpoints->history, json, settings, clock_wall())
                      : history_take_entries(checkpoints->history,
                                             (enum history_entries)rows[i].kind, json, settings);
        }
        if (why) {
            trouble(checkpoints, arena, troubles, rows[i].what, why);
        }
    }
}

/* ---- A report ---- */

static const enum outcome *outcomes_of(struct arena *arena, struct criterion_list criteria,
                                       const struct figures *figures)
{
    enum outcome *outcomes = ARENA_ARRAY(arena, enum outcome, criteria.count);
    for (size_t i = 0; i < criteria.count; i++) {
        enum figure figure = criteria.items[i].figure;
        outcomes[i] = !figures->is_known[figure] ? OUTCOME_NOT_KNOWN
                      : criterion_holds(&criteria.items[i], figures->values[figure])
                          ? OUTCOME_MET
                          : OUTCOME_NOT_MET;
    }
    return outcomes;
}

static bool put(struct checkpoints *checkpoints, struct arena *arena, const char *name, slice bytes)
{
    struct new_file file;
    const char *path = arena_printf(arena, "%s/%s", checkpoints->options.folder, name).data;
    const char *why = new_file_begin(&file, arena, path);
    if (!why) {
        fwrite(bytes.data, 1, bytes.length, file.out);
        why = new_file_finish(&file);
    }
    if (why) {
        log_line(checkpoints->log, LOG_ERROR, "Checkpoint: can't write %s: %s", path, why);
    }
    return !why;
}

/* 2026-01-02T03:04:05Z without the colons, which not every file system takes. */
static const char *file_time(struct arena *arena, int64_t time)
{
    char *text = arena_cstring(arena, instant_written(arena, time));
    for (char *at = text; *at; at++) {
        *at = *at == ':' ? '-' : *at;
    }
    return text;
}

static bool write_report(struct checkpoints *checkpoints, struct arena *arena,
                         const struct checkpoint_report *report)
{
    const char *time = file_time(arena, report->taken_at);
    slice json = report_as_json(arena, report);
    slice markdown = report_as_markdown(arena, report);
    bool dated =
        put(checkpoints, arena, arena_printf(arena, "checkpoint-%s.json", time).data, json) &&
        put(checkpoints, arena, arena_printf(arena, "checkpoint-%s.md", time).data, markdown);
    return put(checkpoints, arena, "report.json", json) &&
           put(checkpoints, arena, "report.md", markdown) && dated;
}

static void log_report(struct checkpoints *checkpoints, struct arena *arena,
                       const struct checkpoint_report *report)
{
    bool met = report_is_met(report);
    slice missed = SLICE("");
    for (size_t i = 0; i < report->criteria.count; i++) {
        if (report->outcomes[i] != OUTCOME_MET) {
            missed =
                arena_printf(arena, "%.*s%s%.*s", SLICE_ARGS(missed), missed.length > 0 ? "; " : "",
                             SLICE_ARGS(report->criteria.items[i].written));
        }
    }
    const struct log_field fields[] = {
        LOG_COUNT("checkpoint", report->number),
        LOG_COUNT("messages", (int64_t)report->figures.values[FIGURE_MESSAGES]),
        LOG_COUNT("rejected", (int64_t)report->figures.values[FIGURE_REJECTED]),
        LOG_FIELD("notMet", missed),
    };
    log_event(checkpoints->log, met ? LOG_NOTICE : LOG_WARNING,
              met ? SLICE("Checkpoint") : SLICE("Checkpoint: not all criteria are met"), fields,
              sizeof fields / sizeof *fields - (met ? 1 : 0));
}

/* False where it can't be written, or not all criteria are met. */
static bool report_now(struct checkpoints *checkpoints, bool is_last)
{
    struct arena *arena = arena_new();
    struct troubles troubles = {0};
    const struct ruling *ruling = rulebook_take(checkpoints->rulebook);
    const struct watch_settings *settings = &ruling->configuration->watch;
    look_up(checkpoints, arena, settings, &troubles);
    const struct metrics_snapshot *counted = metrics_snapshot(checkpoints->metrics, arena);
    struct checkpoint_report report = {
        .number = ++checkpoints->number,
        .is_last = is_last,
        .judged = checkpoints->options.judged,
        .started_at = counted->started_at,
        .taken_at = counted->taken_at,
        .rules = counted->rules,
        .rule_count = counted->rule_count,
        .criteria = settings->criteria,
        .baseline = checkpoints->options.baseline ? &checkpoints->baseline : NULL,
        .troubles = troubles.items.items,
        .trouble_count = troubles.items.count,
    };
    figures_count(&report.figures, counted);
    history_figures(checkpoints->history, &report.figures);
    figures_share(&report.figures);
    report.outcomes = outcomes_of(arena, settings->criteria, &report.figures);
    bool written = write_report(checkpoints, arena, &report);
    log_report(checkpoints, arena, &report);
    bool met = report_is_met(&report);
    rulebook_give_back(checkpoints->rulebook, ruling);
    arena_free(arena);
    return written && met;
}

/* ---- Time ---- */

/* Whether it is to stop before `until`, by clock_now. With the lock held. */
static bool stops_before(struct checkpoints *checkpoints, int64_t until)
{
    const struct timespec time = {until / SECOND, until % SECOND * 1000};
    int timed_out = 0;
    while (!checkpoints->stop && !timed_out) {
        timed_out = pthread_cond_clockwait(&checkpoints->stopped, &checkpoints->lock,
                                           CLOCK_MONOTONIC, &time);
    }
    return checkpoints->stop;
}

/* The checkpoint at the end of the run is the last report, which is made once all is settled. */
static void *report_regularly(void *context)
{
    struct checkpoints *checkpoints = context;
    int64_t every = checkpoints->options.every * SECOND;
    int64_t duration = checkpoints->options.duration * SECOND;
    int64_t due = every;
    pthread_mutex_lock(&checkpoints->lock);
    while (every > 0 && (duration == 0 || due < duration) &&
           !stops_before(checkpoints, checkpoints->began + due)) {
        pthread_mutex_unlock(&checkpoints->lock);
        report_now(checkpoints, false);
        int64_t passed = clock_now() - checkpoints->began;
        due = passed - passed % every + every;
        pthread_mutex_lock(&checkpoints->lock);
    }
    pthread_mutex_unlock(&checkpoints->lock);
    return NULL;
}

bool checkpoints_are_over(struct checkpoints *checkpoints)
{
    int64_t duration = checkpoints->options.duration * SECOND;
    return duration > 0 && clock_now() - checkpoints->began >= duration;
}

/* ---- The whole of it ---- */

static bool open_folder(const char *folder, struct error_sink *errors)
{
    if ((mkdir(folder, 0777) != 0 && errno != EEXIST) || access(folder, W_OK | X_OK) != 0) {
        error_report(errors, folder, 0, 0, "can't write reports here: %s", strerror(errno));
        return false;
    }
    return true;
}

struct checkpoints *checkpoints_new(const struct checkpoint_options *options,
                                    struct rulebook *rulebook, struct metrics *metrics,
                                    struct live_log *log, struct error_sink *errors)
{
    struct arena *arena = arena_new();
    struct checkpoints *checkpoints = ARENA_NEW(arena, struct checkpoints);
    *checkpoints = (struct checkpoints){.options = *options,
                                        .rulebook = rulebook,
                                        .metrics = metrics,
                                        .log = log,
                                        .arena = arena,
                                        .began = clock_now()};
    if ((options->baseline &&
         !report_baseline_read(arena, options->baseline, &checkpoints->baseline, errors)) ||
        !open_folder(options->folder, errors)) {
        arena_free(arena);
        return NULL;
    }
    checkpoints->history = history_new(clock_wall());
    pthread_mutex_init(&checkpoints->lock, NULL);
    pthread_cond_init(&checkpoints->stopped, NULL);
    int error = pthread_create(&checkpoints->thread, NULL, report_regularly, checkpoints);
    if (error != 0) {
        error_report(errors, NULL, 0, 0, "can't start a thread: %s", strerror(error));
        history_free(checkpoints->history);
        arena_free(arena);
        return NULL;
    }
    return checkpoints;
}

static void end_thread(struct checkpoints *checkpoints)
{
    pthread_mutex_lock(&checkpoints->lock);
    checkpoints->stop = true;
    pthread_cond_signal(&checkpoints->stopped);
    pthread_mutex_unlock(&checkpoints->lock);
    pthread_join(checkpoints->thread, NULL);
}

static void free_all(struct checkpoints *checkpoints)
{
    pthread_cond_destroy(&checkpoints->stopped);
    pthread_mutex_destroy(&checkpoints->lock);
    history_free(checkpoints->history);
    arena_free(checkpoints->arena);
}

bool checkpoints_finish(struct checkpoints *checkpoints)
{
    end_thread(checkpoints);
    bool well = report_now(checkpoints, true);
    free_all(checkpoints);
    return well;
}

void checkpoints_abandon(struct checkpoints *checkpoints)
{
    end_thread(checkpoints);
    free_all(checkpoints);
}
