/* Fixing files: fixes are tried, looked at, and made until there is nothing more to do.
 *
 * A fix is tried on a copy of the file, which is analysed again. It is withdrawn where the shell no
 * longer reads the file as well as before, where the finding is still there, or where another one
 * is there that wasn't; and it counts as unsafe where a message that was right is no longer sent as
 * it was. */
#ifndef PAYLINT_CLI_FIXING_H
#define PAYLINT_CLI_FIXING_H

#include "cli/analysis.h"
#include "cli/progress.h"

/* A fix that doesn't hold. */
struct withdrawn {
    const struct finding *finding;
    const char *why;
};

struct withdrawn_list {
    struct withdrawn *items;
    size_t count;
    size_t capacity;
};

struct fixing {
    struct analysis analysis; /* of the run; the overlay in it is the fixing's own, above its */
    struct shell_parser *parser;
    struct overlay overlay; /* what has been fixed and not yet written */
    struct error_sink *errors;
    bool takes_unsafe;
    bool writes;               /* files will be written: of those that can't be nothing is fixed */
    struct map *refused;       /* by real path: files that can't be */
    struct progress *progress; /* cleared before something is told; may be NULL */
    bool is_quiet;             /* withdrawn fixes aren't told of */
    bool tries_alone; /* each fix that is offered: any of them may be made without the others */
    struct withdrawn_list withdrawn; /* since the script was last changed; in its arena */
    size_t fixed;                    /* findings, so far */
    size_t trials_left;              /* of this pass */
    struct budget budget;            /* of the file at hand: its time */
    const void *context;
    /* Whether a finding is told, and so fixed. */
    bool (*is_wanted)(const void *context, const struct finding *finding);
};

/* A file and what is known of it; all lives in `arena`, which the holder frees. */
struct fixed_script {
    struct script script;
    struct analysed *analysed;
    struct arena *arena;
};

struct fixing *fixing_new(const struct analysis *analysis, struct error_sink *errors);
void fixing_free(struct fixing *fixing);

/* Gives the findings of `script` that are wanted the fixes that hold. */
void fixing_offer(struct fixing *fixing, struct fixed_script *script);

/* Tries the fix that a finding has been offered by itself, as others may have been tried with it;
 * where it doesn't hold it is replaced by another one, or withdrawn. */
void fixing_try(struct fixing *fixing, const struct fixed_script *script, struct finding *finding);

/* Makes the fixes, safe ones or all, again and again until none is left, and analyses what comes of
 * it: `script` then holds that, in an arena of its own where anything has changed (the former is
 * freed). Nothing is written yet. Fixes that are left are offered. */
void fixing_make(struct fixing *fixing, struct fixed_script *script);

/* Writes what has been fixed. Each file is replaced at once or left as it is, and one that changed
 * meanwhile is left: that is told to the errors. */
void fixing_write(struct fixing *fixing);
/* Prints it as a patch instead; false where there is nothing to print. */
bool fixing_print_patch(const struct fixing *fixing, FILE *out);

#endif
