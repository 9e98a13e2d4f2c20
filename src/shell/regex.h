/* Regular expressions of `[[ =~ ]]`: POSIX's extended ones (POSIX.1-2017 Base Definitions 9.4),
 * which bash takes from regcomp(3), too. */
#ifndef PAYLINT_SHELL_REGEX_H
#define PAYLINT_SHELL_REGEX_H

#include "base/arena.h"

enum { REGEX_GROUPS_MAX = 10 };

/* What was found, and the groups in it; the first is the whole. */
struct regex_match {
    bool matches;
    size_t count;
    struct {
        size_t from; /* of a group that took no part in it both are 0 */
        size_t to;
    } groups[REGEX_GROUPS_MAX];
};

/* Looks for the expression in the bytes. False where nothing is said: where it is none, hangs on
 * the locale or might take too much. */
bool regex_find(struct arena *arena, slice bytes, slice regex, struct regex_match *match);

#endif
