/* unused-suppression: comments that suppress nothing, or name a rule that isn't there. */
#ifndef PAYLINT_CLI_UNUSED_H
#define PAYLINT_CLI_UNUSED_H

#include "cli/analysis.h"

/* What a run knows of its suppressions. A comment in a file that others source may be used by what
 * they send, so that nothing can be said of it before the end. */
struct unused {
    struct arena *arena;
    struct map *used; /* by path, place and rule */
    struct {
        struct unused_file *items;
        size_t count;
        size_t capacity;
    } files;
};

/* The suppressions of one file. */
struct unused_file {
    const struct configuration *configuration;
    slice path;
    const struct suppressions *suppressions;
    struct arena *arena;
    size_t at; /* how many findings of the run are before it */
};

/* Which rules were run. */
struct rules_run {
    bool (*is_run)(const void *context, slice id);
    const void *context;
    bool all; /* none is left out by an option */
    struct slice_list asked;
};

/* Notes what was used in the file, whose results must live as long as `unused`, and that its own
 * suppressions are to be told of. */
void unused_note(struct unused *unused, const struct analysed *analysed, size_t at);

/* Adds findings about the suppressions of one file. */
void unused_tell(const struct unused *unused, const struct unused_file *file,
                 const struct rules_run *run, struct arena *arena, struct findings *findings);

/* Whether the finding is about a comment that suppresses nothing, or isn't understood. */
bool unused_is_about_comment(const struct finding *finding);
/* Whether a file that sources this one may need the comment: only a run over all files tells. */
bool unused_may_be_used(const struct finding *finding);

#endif
