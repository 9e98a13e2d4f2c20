/* Nesting: a skeleton read by a stack alone.
 *
 * Nearly all that people write needs no more than that: each compound command has its parts in
 * their order, and something in each. What isn't so is left to tree-sitter-bash, which knows more.
 * tests/shell/nesting_test.c holds both to the same answers. */
#ifndef PAYLINT_SHELL_NESTING_H
#define PAYLINT_SHELL_NESTING_H

#include "shell/skeleton.h"

struct nesting {
    void *context;
    /* A compound command, from its first token to its last. */
    void (*found)(void *context, uint32_t opener, uint32_t closer);
};

/* Tells of every compound command of the skeleton, those inside others first. False where the
 * skeleton isn't plainly right; some may have been told of then. */
bool nesting_read(const struct skeleton *skeleton, const struct nesting *nesting);

#endif
