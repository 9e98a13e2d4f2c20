/* differential: writes scripts from a seed, runs them under bash, asks paylint about them, and
 * tells where the two disagree.
 *
 *   differential [-n COUNT] [-s SEED] [-i FIRST] [-o FOLDER] [-m SHRUNK] [-f|-u|-p] STUB PAYLINT
 *   differential -f|-u STUB PAYLINT SCRIPT…
 *
 * -i begins with script FIRST; -p prints the scripts instead of running them; -f fixes them by
 * paylint, and tells where that breaks one; -u does so with fixes that aren't safe, too; -o keeps
 * failing scripts, made small, in FOLDER; -m does so for that many of each kind of fault. */
#include "fixes.h"
#include "report.h"
#include "script.h"
#include "shrink.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 200 };

struct options {
    uint64_t seed, first, count;
    const char *folder;
    size_t shrunk_max;
    bool prints;
    bool fixes;
    bool takes_unsafe;
    char **files; /* scripts to fix in place of new ones; NULL: none */
};

/* ---- Failures ---- */

static void judge_prediction(struct arena *arena, const struct world *world, slice text,
                             struct judgement *judgement)
{
    struct messages sent[RUNS];
    struct prediction prediction;
    world_write_script(arena, world, 0, text);
    world_run(arena, world, 1, sent);
    predict(arena, world, 0, 1, &prediction);
    judge(arena, text, sent, &prediction, judgement);
}

static void judge_safe_fixes(struct arena *arena, const struct world *world, slice text,
                             struct judgement *judgement)
{
    struct fix_trial trial;
    fixes_try(arena, world, (struct fix_mode){0}, &text, 1, &trial);
    *judgement = trial.judgement;
}

static void judge_all_fixes(struct arena *arena, const struct world *world, slice text,
                            struct judgement *judgement)
{
    struct fix_trial trial;
    fixes_try(arena, world, (struct fix_mode){.takes_unsafe = true}, &text, 1, &trial);
    *judgement = trial.judgement;
}

static void keep_failure(const struct options *options, const struct world *world, uint64_t index,
                         const struct fault *fault, slice text)
{
    struct arena *arena = arena_new();
    char *path = arena_cstring(arena, arena_printf(arena, "%s/%" PRIu64 "-%d.sh", options->folder,
                                                   index, (int)fault->kind));
    slice small = shrink(arena, world, text, fault,
                         !options->fixes         ? judge_prediction
                         : options->takes_unsafe ? judge_all_fixes
                                                 : judge_safe_fixes);
    FILE *file = fopen(path, "w");
    if (file) {
        fprintf(file, "%.*s# seed %" PRIu64 ", script %" PRIu64 ": %s\n# %.*s\n", SLICE_ARGS(small),
                options->seed, index, fault_name(fault->kind), SLICE_ARGS(fault->text));
        fclose(file);
    }
    arena_free(arena);
}

/* One of each kind that is at fault. */
static void keep_failures(const struct options *options, const struct world *world, uint64_t index,
                          const struct judgement *judgement, slice text, size_t kept[FAULT_COUNT])
{
    bool is_kept[FAULT_COUNT] = {false};
    for (size_t i = 0; options->folder && i < judgement->faults.count; i++) {
        const struct fault *fault = &judgement->faults.items[i];
        if (!is_kept[fault->kind] && kept[fault->kind] < options->shrunk_max) {
            kept[fault->kind]++;
            is_kept[fault->kind] = true;
            keep_failure(options, world, index, fault, text);
        }
    }
}

/* ---- Batches ---- */

static void run_batch(const struct options *options, const struct world *world,
                      struct report *report, uint64_t first, size_t count)
{
    struct arena *arena = arena_new();
    slice *texts = ARENA_ARRAY(arena, slice, count);
    struct messages *sent = ARENA_ARRAY(arena, struct messages, count * RUNS);
    struct prediction *predictions = ARENA_ARRAY(arena, struct prediction, count);
    for (size_t i = 0; i < count; i++) {
        texts[i] = script_make(arena, options->seed, first + i);
        world_write_script(arena, world, i, texts[i]);
    }
    world_run(arena, world, count, sent);
    predict(arena, world, 0, count, predictions);
    for (size_t i = 0; i < count; i++) {
        struct judgement judgement;
        judge(arena, texts[i], &sent[i * RUNS], &predictions[i], &judgement);
        report_add(report, first + i, &judgement);
        keep_failures(options, world, first + i, &judgement, texts[i], report->kept);
    }
    arena_free(arena);
}

static void fix_batch(const struct options *options, const struct world *world,
                      struct fix_report *report, size_t kept[FAULT_COUNT], uint64_t first,
                      size_t count)
{
    struct arena *arena = arena_new();
    slice *texts = ARENA_ARRAY(arena, slice, count);
    struct fix_trial *trials = ARENA_ARRAY(arena, struct fix_trial, count);
    struct fix_mode mode = {options->takes_unsafe, options->files != NULL};
    for (size_t i = 0; i < count; i++) {
        texts[i] = options->files ? world_read_file(arena, options->files[first + i])
                                  : script_make(arena, options->seed, first + i);
    }
    fixes_try(arena, world, mode, texts, count, trials);
    for (size_t i = 0; i < count; i++) {
        slice number = arena_printf(arena, "%" PRIu64, first + i);
        fix_report_add(report, options->files ? options->files[first + i] : number.data,
                       &trials[i]);
        keep_failures(options, world, first + i, &trials[i].judgement, texts[i], kept);
    }
    arena_free(arena);
}

static void print_scripts(const struct options *options)
{
    for (uint64_t i = 0; i < options->count; i++) {
        struct arena *arena = arena_new();
        slice text = script_make(arena, options->seed, options->first + i);
        fwrite(text.data, 1, text.length, stdout);
        arena_free(arena);
    }
}

static bool read_options(int count, char **arguments, struct options *options)
{
    int option = 0;
    while ((option = getopt(count, arguments, "n:s:i:o:m:pfu")) != -1) {
        switch (option) {
        case 'n':
            options->count = strtoull(optarg, NULL, 10);
            break;
        case 's':
            options->seed = strtoull(optarg, NULL, 10);
            break;
        case 'i':
            options->first = strtoull(optarg, NULL, 10);
            break;
        case 'o':
            options->folder = optarg;
            break;
        case 'm':
            options->shrunk_max = strtoull(optarg, NULL, 10);
            break;
        case 'f':
        case 'u':
            options->fixes = true;
            options->takes_unsafe = option == 'u';
            break;
        case 'p':
            options->prints = true;
            break;
        default:
            return false;
        }
    }
    if (options->fixes && optind + 2 < count) {
        options->files = &arguments[optind + 2];
        options->first = 0;
        options->count = (uint64_t)(count - optind - 2);
        return true;
    }
    return options->prints || optind + 2 == count;
}

int main(int count, char **arguments)
{
    struct options options = {.seed = (uint64_t)time(NULL), .count = 300, .shrunk_max = 3};
    if (!read_options(count, arguments, &options)) {
        fputs("usage: differential [-n COUNT] [-s SEED] [-i FIRST] [-o FOLDER] [-m SHRUNK] "
              "[-f|-u|-p] "
              "STUB PAYLINT\n",
              stderr);
        return 2;
    }
    if (options.prints) {
        print_scripts(&options);
        return 0;
    }
    struct arena *arena = arena_new();
    struct world world;
    struct report *report = report_new(arena, options.seed);
    struct fix_report fixing = {.seed = options.seed, .takes_unsafe = options.takes_unsafe};
    world_make(arena, &world, arguments[optind], arguments[optind + 1]);
    if (options.folder) {
        mkdir(options.folder, 0755);
    }
    for (uint64_t done = 0; done < options.count; done += BATCH) {
        uint64_t left = options.count - done;
        size_t many = left < BATCH ? left : BATCH;
        if (options.fixes) {
            fix_batch(&options, &world, &fixing, report->kept, options.first + done, many);
        } else {
            run_batch(&options, &world, report, options.first + done, many);
        }
    }
    world_remove(&world);
    bool is_good = options.fixes ? fix_report_print(&fixing) : report_print(report);
    arena_free(arena);
    return is_good ? 0 : 1;
}
