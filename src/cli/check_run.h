/* A run of `paylint check`. */
#ifndef PAYLINT_CLI_CHECK_RUN_H
#define PAYLINT_CLI_CHECK_RUN_H

#include "base/limits.h"
#include "cli/cli.h"
#include "cli/outputs.h"

/* What is asked for; help says what each option means. */
struct check_options {
    struct name_list asked; /* --format and --output */
    struct outputs outputs;
    enum colour_when colour;
    const char *stdin_filename;
    const char *config;
    const char *baseline;
    const char *new_baseline; /* where --write-baseline writes it */
    const char *changed_since;
    bool exit_zero;
    bool strict;
    bool no_config;
    bool no_prefilter;
    bool verbose;
    bool fix;
    bool unsafe_fixes;
    bool diff;
    bool statistics;
    bool quiet;
    bool show_suppressed;
    bool force_exclude;
    unsigned jobs;
    struct limits limits;
    struct name_list limited; /* --limit */
    struct name_list ignored;
    struct name_list selected;
};

/* Whether files are to be changed, or it is to be told how. */
bool check_makes_fixes(const struct check_options *options);

/* Checks the files and folders of these names and reports what is found; returns the status. */
int check_paths(const struct check_options *options, const struct name_list *names);

#endif
