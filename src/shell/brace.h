/* Brace expansion (bash(1) "Brace Expansion"): a{b,c}d, {1..9}. */
#ifndef PAYLINT_SHELL_BRACE_H
#define PAYLINT_SHELL_BRACE_H

#include "base/vector.h"
#include "shell/syntax.h"

/* More words than this aren't made. */
enum { BRACE_ROWS_MAX = 128 };

/* Bytes of the word from `start` up to `end` of the view, or a literal. */
struct brace_piece {
    uint32_t start;
    uint32_t end;
    slice literal;
};

struct brace_row {
    struct brace_piece *items;
    size_t count;
    size_t capacity;
};

struct brace_rows {
    struct brace_row *items;
    size_t count;
    size_t capacity;
};

/* The words that `word` stands for, one a row; false where it is one word. Where there are more
 * than BRACE_ROWS_MAX of them, or too many groups, rows->count says so and there are no rows. */
bool brace_expand(struct arena *arena, const struct view *view, struct shell_word word,
                  struct brace_rows *rows);

#endif
