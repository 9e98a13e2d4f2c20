/* The command line of paylint-watch. */
#ifndef PAYLINT_WATCH_OPTIONS_H
#define PAYLINT_WATCH_OPTIONS_H

#include "cli/cli.h"
#include "live/log.h"

#include <stdint.h>

struct watch_options {
    /* Sources. */
    const char *subscription; /* in full; NULL: none */
    bool from_stdin;
    const char *push; /* HOST:PORT; NULL: nothing is pushed */
    const char *push_path;
    const char *push_audience;
    const char *push_email;
    const char *jwks; /* a URL or a file; NULL: Google's */
    bool push_unwrapped;
    bool no_auth;
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
    /* Those who run it. */
    const char *listen; /* HOST:PORT; NULL: no pages */
    const char *report; /* a folder; NULL: no reports */
    const char *baseline;
    const char *checkpoint_every; /* as written */
    const char *duration;
    int64_t every_seconds;
    int64_t duration_seconds;
    /* The process. */
    unsigned drain; /* seconds */
    enum log_severity log_level;
};

extern const struct subcommand watch_command;

/* False where the program is to end with `*status`; what is wrong has been told. All that is set
 * lives in `arena` or as long as the arguments. */
bool watch_options_read(struct arena *arena, char **arguments, struct watch_options *options,
                        int *status);

/* What of that is in serving_options.c: addresses, and what goes together. */
bool serving_options_check(struct arena *arena, struct watch_options *options, int *status);

#endif
