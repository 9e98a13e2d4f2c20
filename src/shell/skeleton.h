/* The skeleton: a script of which nothing is left but the nesting of its compound commands.
 *
 * It is made of cells, each for a token. Simple commands in a row, however they
 * are joined, are one `x;`; heredocs, comments, redirections of compound commands, names of
 * functions and lists of `for` are left out. What tree-sitter-bash gets wrong in real scripts is
 * thereby gone before it looks, and it has little to read. */
#ifndef PAYLINT_SHELL_SKELETON_H
#define PAYLINT_SHELL_SKELETON_H

#include "shell/syntax.h"

enum skeleton_cell {
    CELL_NONE,
    CELL_WORD,
    CELL_SEPARATOR,
    CELL_NEWLINE,
    CELL_PARENTHESIS,
    CELL_CLOSING_PARENTHESIS,
    CELL_BRACE,
    CELL_CLOSING_BRACE,
    CELL_IF,
    CELL_THEN,
    CELL_ELIF,
    CELL_ELSE,
    CELL_FI,
    CELL_WHILE,
    CELL_UNTIL,
    CELL_FOR, /* or select, and the name behind it */
    CELL_DO,
    CELL_DONE,
    CELL_CASE,
    CELL_IN,
    CELL_ITEM_END,
    CELL_ESAC,
    CELL_COUNT,
    CELL_SEPARATED = 0x80, /* added: a separator stands before it */
};

struct skeleton {
    const unsigned char *cells;
    const uint32_t *tokens; /* of each cell, its token */
    size_t count;
};

/* The skeleton of the tokens from `first` up to `end`. */
struct skeleton skeleton_of(struct arena *arena, const struct shell_script *script, size_t first,
                            size_t end);

/* The skeleton written out for tree-sitter-bash: SKELETON_CELL bytes for each cell. */
enum { SKELETON_CELL = 8 };
slice skeleton_bytes(struct arena *arena, const struct skeleton *skeleton);

/* Whether the token opens, closes a compound command. A `for` whose body is a `{ … }` opens none:
 * its brace does. */
bool token_opens(const struct shell_script *script, const struct token *token);
bool token_closes(const struct shell_script *script, const struct token *token);

/* The `{` that begins the body of the `for` or `select` at token `at`; 0 where it is a `do` or
 * there is no `for`. */
size_t for_brace(const struct shell_script *script, size_t at);

#endif
