/* Words that are assignments (POSIX.1-2017 XCU 2.9.1; bash(1) "PARAMETERS", "Arrays"), taken apart:
 * for whoever evaluates them, and for whoever asks whether a word is one. */
#ifndef PAYLINT_SHELL_ASSIGNMENT_H
#define PAYLINT_SHELL_ASSIGNMENT_H

#include "shell/syntax.h"

/* `name=value`, `name+=value`, `name[subscript]=value`. Offsets are in the view. */
struct assignment {
    slice name;
    bool appends;
    bool has_subscript;
    slice subscript;
    uint32_t start;
    uint32_t value;
};

/* False where the token is no word of that form. */
bool assignment_read(const struct shell_script *script, const struct token *token,
                     struct assignment *assignment);

/* Whether the token is an assignment. */
bool token_is_assignment(const struct shell_script *script, const struct token *token);

/* The name that an assignment word or a bare word of `local` and its like names. */
slice assigned_name(slice word);

/* Where the subscript that begins at `at` ends. */
size_t subscript_end(slice word, size_t at);

#endif
