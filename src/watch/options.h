/* The command line of paylint-watch. */
#ifndef PAYLINT_WATCH_OPTIONS_H
#define PAYLINT_WATCH_OPTIONS_H

#include "cli/cli.h"
#include "live/log.h"

struct watch_options {
    /* Sources. */
    const char *subscription; /* in full; NULL: none */
    bool from_stdin;
    /* Actions; topics in full. */
    const char *dead_letter;
    const char *forward;
    bool nack;
    bool dry_run;
    /* Judging. */
    const char *config; /* NULL: built-in rules only */
    const char *destination;
    unsigned threads;
    /* Pulling. */
    const char *endpoint;
    bool is_plain;
    unsigned streams;
    unsigned messages_max;
    unsigned bytes_max;
    unsigned lease;
    /* The process. */
    unsigned drain; /* seconds */
    enum log_severity log_level;
};

extern const struct subcommand watch_command;

/* False where the program is to end with `*status`; what is wrong has been told. All that is set
 * lives in `arena` or as long as the arguments. */
bool watch_options_read(struct arena *arena, char **arguments, struct watch_options *options,
                        int *status);

#endif
