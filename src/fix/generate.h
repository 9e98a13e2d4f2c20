/* The state of replacing values by generated ones: shared by generate.c (the edits),
 * generate_candidate.c (what can be replaced) and generate_safety.c (what else uses it). */
#ifndef PAYLINT_FIX_GENERATE_H
#define PAYLINT_FIX_GENERATE_H

#include "fix/fixer.h"

/* A place where a value is written. */
struct candidate {
    const struct finding *finding;
    struct target target;
    struct statement_path path; /* empty: no statement can be put before it */
    bool is_literal;            /* it is written as it is sent; else it is put together there */
    bool is_string;
    struct group *group;
};

/* Places that hold the same value. */
struct group {
    const struct source *source;
    const struct shell_region *region;
    slice key;  /* as it is written: the literal, or what it is put together of */
    slice name; /* of the variable that takes its place; data NULL: none has been needed yet */
    const struct shell_node *statement; /* before which that is set; NULL: there is none */
    enum fix_safety safety;
    struct {
        struct candidate **items;
        size_t count;
        size_t capacity;
    } candidates;
};

/* A finding, and all places that must be changed to put it right. */
struct request {
    struct finding *finding;
    struct {
        struct candidate **items;
        size_t count;
        size_t capacity;
    } candidates;
};

struct generating {
    struct fixer *fixer;
    struct {
        struct group **items;
        size_t count;
        size_t capacity;
    } groups;
    struct map *known; /* the groups, by where and what they are */
    struct map *names; /* of each region */
    struct map *given; /* names given to variables */
    struct map *uuids; /* by key */
};

/* ---- generate_candidate.c ---- */

/* Where the value that the finding is about is written; false where nothing can take its place. */
bool candidate_find(struct fixer *fixer, const struct finding *finding,
                    struct candidate *candidate);
/* The value as it is sent, without its quotes. */
slice candidate_value(const struct candidate *candidate);

/* ---- generate_safety.c ---- */

/* The longest run of letters, digits and what joins them, outside expansions: what an id that is
 * put together can be known by. */
slice longest_part(slice written);
/* Sets the safety of all groups: unsafe where a file that findings stand in uses the group's
 * literal, or a part of it, elsewhere. */
void groups_find_safety(const struct generating *generating);

#endif
