/* What paylint-watch takes from the section "watch" of a configuration. */
#ifndef PAYLINT_RULE_WATCH_SETTINGS_H
#define PAYLINT_RULE_WATCH_SETTINGS_H

#include "rule/criterion.h"
#include "rule/rule.h"

/* Where something is looked up at each checkpoint: the output of a command, or a file. All NULL: it
 * isn't. */
struct watch_lookup {
    const char *const *arguments; /* ends with NULL */
    const char *path;
};

struct watch_settings {
    enum severity reject; /* the least severity that rejects a message */
    bool hides_values;    /* in log lines: they can be personal data */
    struct criterion_list criteria;
    struct watch_lookup executions;        /* `gcloud run jobs executions list --format=json` */
    struct watch_lookup timeout_entries;   /* `gcloud logging read --format=json` */
    struct watch_lookup rejection_entries; /* the same */
    bool all_executions;                   /* those, too, that started before the run */
    uint64_t execution_limit; /* seconds; one that takes as long has run into the limit. 0: only one
                               * that says so has */
    uint64_t lookup_seconds;  /* that a command may take */
};

/* What holds where nothing is said. */
struct watch_settings watch_settings_default(void);

/* Reads the section; what is wrong is told to the file's errors, and left out. */
void watch_settings_read(const struct config_file *file, const struct value *section,
                         struct watch_settings *settings);

#endif
