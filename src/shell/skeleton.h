/* The skeleton: a copy of a script, byte for byte as long, in which only structure is left.
 *
 * Every word is a run of `x`, every operator between commands a `;`, every heredoc body, comment,
 * redirection of a compound command and list of a `for` is blank. What tree-sitter-bash gets wrong
 * in real scripts is thereby gone before it looks. */
#ifndef PAYLINT_SHELL_SKELETON_H
#define PAYLINT_SHELL_SKELETON_H

#include "shell/syntax.h"

/* The skeleton of the tokens from `first` up to `end`: as long as the bytes they take, which begin
 * at the first token's start. */
slice skeleton_of(struct arena *arena, const struct shell_script *script, size_t first, size_t end);

/* Whether the token closes a compound command. */
bool token_closes(const struct shell_script *script, const struct token *token);

#endif
