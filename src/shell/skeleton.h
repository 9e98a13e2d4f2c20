/* The skeleton: a text in which nothing of a script is left but the nesting of its compound
 * commands.
 *
 * It is made of cells of the same width, each for a token. Simple commands in a row, however they
 * are joined, are one `x;`; heredocs, comments, redirections of compound commands, names of
 * functions and lists of `for` are left out. What tree-sitter-bash gets wrong in real scripts is
 * thereby gone before it looks, and it has little to read. */
#ifndef PAYLINT_SHELL_SKELETON_H
#define PAYLINT_SHELL_SKELETON_H

#include "shell/syntax.h"

enum { SKELETON_CELL = 8 };

struct skeleton {
    slice bytes;
    const uint32_t *tokens; /* of each cell, its token */
};

/* The skeleton of the tokens from `first` up to `end`. */
struct skeleton skeleton_of(struct arena *arena, const struct shell_script *script, size_t first,
                            size_t end);

bool token_is_reserved(const struct shell_script *script, const struct token *token,
                       const char *word);
/* An operator that isn't part of a pattern. */
bool token_is_operator(const struct shell_script *script, const struct token *token,
                       const char *operation);

/* Whether the token opens, closes a compound command. A `for` whose body is a `{ … }` opens none:
 * its brace does. */
bool token_opens(const struct shell_script *script, const struct token *token);
bool token_closes(const struct shell_script *script, const struct token *token);

/* The `{` that begins the body of the `for` or `select` at token `at`; 0 where it is a `do` or
 * there is no `for`. */
size_t for_brace(const struct shell_script *script, size_t at);

#endif
