/* Trying fixes on a copy. */
#ifndef PAYLINT_CLI_TRIAL_H
#define PAYLINT_CLI_TRIAL_H

#include "cli/fixing.h"
#include "text/edit_pile.h"

/* The edits of one file. */
struct file_edits {
    const struct source *source;
    struct edit_pile edits;
};

struct all_edits {
    struct file_edits *items;
    size_t count;
    size_t capacity;
};

/* Findings whose fixes can be made together. */
struct fix_list {
    struct finding **items;
    size_t count;
    size_t capacity;
    struct all_edits edits;
};

/* Adds the finding; false where its fix can't be made together with those that are there. */
bool fixes_add(struct arena *arena, struct fix_list *fixes, struct finding *finding);

/* Whether more may be found once it is put right: of a payload that is no JSON only some of what is
 * wrong can be told. */
bool trial_opens_payload(const struct finding *finding);

/* What came of fixes that were tried together. */
struct trial {
    struct fixed_script after;
    struct overlay overlay;     /* the files that the fixes change */
    const char *why;            /* why the fixes don't hold; NULL where they do */
    bool changes_right_message; /* they hold, but a message that was right is sent otherwise */
};

/* Free with `trial_free`; or take `after` out of it first. */
struct trial *trial_run(const struct fixing *fixing, const struct fixed_script *before,
                        const struct fix_list *fixes);
void trial_free(struct trial *trial);

#endif
