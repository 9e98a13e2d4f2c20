/* Many files through all stages, several at once; what is found is taken in the order of the files,
 * so that the output is the same however many threads work. */
#ifndef PAYLINT_CLI_SCAN_H
#define PAYLINT_CLI_SCAN_H

#include "cli/analysis.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "cli/walk.h"

/* A file that has been read and analysed. */
struct scanned {
    struct script script;
    size_t payload_count;
    /* Lives in `arena`; NULL where the file can't be read, or nothing of it is kept. */
    struct analysed *analysed;
    struct arena *arena;
    bool is_read;
};

struct scanning {
    const struct analysis *analysis;
    const char *stdin_name;    /* what the file "-" is called */
    unsigned jobs;             /* how many files at once */
    struct progress *progress; /* shown meanwhile; NULL: none. Who writes to standard error in
                                * `take` clears it first */
    struct error_sink *errors;
    void *context;
    /* Whether anything of the file is asked for later. Called in any thread. */
    bool (*is_kept)(const void *context, const struct analysed *analysed);
    /* Takes a file, in their order. Who keeps its arena frees it. */
    void (*take)(void *context, const struct scanned *scanned);
};

/* The files that the names on the command line stand for. Those that a walk has found are left out
 * where their configuration excludes them; those that were named only if `force_exclude`. Names
 * that overlap stand for one file once. */
void scan_find(struct arena *arena, struct configurations *configurations,
               const struct name_list *names, bool force_exclude, struct path_list *paths,
               struct error_sink *errors);

/* Scans `count` files; the paths must live as long as what is found. */
void scan_files(const struct scanning *scanning, const char *const *paths, size_t count);

/* The number that the option --jobs says, the number of CPUs where `value` is NULL. False, and it
 * is told, where it is no such number. */
bool scan_take_jobs(const struct subcommand *subcommand, const char *value, unsigned *jobs,
                    int *status);

/* What --limit NAME=VALUE says, of several of one name the last. False, and it is told, where that
 * is no limit. */
bool scan_take_limits(const struct subcommand *subcommand, const struct name_list *values,
                      struct limits *limits, int *status);

#endif
