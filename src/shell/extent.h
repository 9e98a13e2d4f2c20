/* Extents: where each compound command of a script begins and ends, by tree-sitter-bash. */
#ifndef PAYLINT_SHELL_EXTENT_H
#define PAYLINT_SHELL_EXTENT_H

#include "shell/tree.h"

struct extent {
    uint32_t end; /* one past the last token; 0: no compound command begins here */
    bool unknown; /* a statement that couldn't be parsed */
};

struct extents {
    const struct extent *by_token; /* one for each token; NULL: no compound command at all */
    bool has_error;
};

/* They live until `extents_end`; problems live in `arena`. */
struct extents extents_of(struct shell_parser *parser, struct arena *arena,
                          const struct shell_script *script, struct shell_problems *problems);
/* The extents found last aren't needed any more: `arena` takes their memory. */
void extents_end(struct shell_parser *parser, struct arena *arena);

#endif
