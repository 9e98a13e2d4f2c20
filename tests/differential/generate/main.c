/* differential: writes scripts from a seed, runs them under bash, asks paylint about them, and
 * tells where the two disagree.
 *
 *   differential [-n COUNT] [-s SEED] [-i FIRST] [-o FOLDER] [-m SHRUNK] [-p] STUB PAYLINT
 *
 * -i begins with script FIRST; -p prints the scripts instead of running them; -o keeps failing
 * scripts, made small, in FOLDER; -m does so for that many of each kind of fault. */
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
};

static void keep_failure(const struct options *options, const struct world *world, uint64_t index,
                         const struct fault *fault, slice text)
{
    struct arena *arena = arena_new();
    char *path = arena_cstring(arena, arena_printf(arena, "%s/%" PRIu64 "-%d.sh", options->folder,
                                                   index, (int)fault->kind));
    slice small = shrink(arena, world, text, fault);
    FILE *file = fopen(path, "w");
    if (file) {
        fprintf(file, "%.*s# seed %" PRIu64 ", script %" PRIu64 ": %s\n# %.*s\n", SLICE_ARGS(small),
                options->seed, index, fault_name(fault->kind), SLICE_ARGS(fault->text));
        fclose(file);
    }
    arena_free(arena);
}

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
        bool is_kept[FAULT_COUNT] = {false};
        for (size_t j = 0; j < judgement.faults.count; j++) {
            const struct fault *fault = &judgement.faults.items[j];
            if (options->folder && !is_kept[fault->kind] &&
                report->kept[fault->kind] < options->shrunk_max) {
                report->kept[fault->kind]++;
                is_kept[fault->kind] = true;
                keep_failure(options, world, first + i, fault, texts[i]);
            }
        }
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
    while ((option = getopt(count, arguments, "n:s:i:o:m:p")) != -1) {
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
        case 'p':
            options->prints = true;
            break;
        default:
            return false;
        }
    }
    return options->prints || optind + 2 == count;
}

int main(int count, char **arguments)
{
    struct options options = {.seed = (uint64_t)time(NULL), .count = 300, .shrunk_max = 3};
    if (!read_options(count, arguments, &options)) {
        fputs("usage: differential [-n COUNT] [-s SEED] [-i FIRST] [-o FOLDER] [-m SHRUNK] [-p] "
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
    world_make(arena, &world, arguments[optind], arguments[optind + 1]);
    if (options.folder) {
        mkdir(options.folder, 0755);
    }
    for (uint64_t done = 0; done < options.count; done += BATCH) {
        uint64_t left = options.count - done;
        run_batch(&options, &world, report, options.first + done, left < BATCH ? left : BATCH);
    }
    world_remove(&world);
    bool is_good = report_print(report);
    arena_free(arena);
    return is_good ? 0 : 1;
}
