/* Pieces of expansion that builtins and command models share. Nobody outside src/shell includes
 * this. */
#ifndef PAYLINT_SHELL_EXPAND_H
#define PAYLINT_SHELL_EXPAND_H

#include "shell/evaluator.h"

/* Appends the bytes of a view as they stand there. */
void text_append_view(struct text_builder *builder, const struct view *view, uint32_t start,
                      uint32_t end, enum text_quoting quoting);

/* What command substitution leaves of an output (POSIX.1-2017 XCU 2.6.3). */
struct text text_without_final_newlines(struct arena *arena, struct text text);

/* Decodes the escape that `bytes` begin with, as $'…' and printf do, and returns its length.
 * `leading_zero`: three octal digits may follow a zero, as for echo -e and printf's %b. */
size_t decode_backslash(struct arena *arena, slice bytes, bool leading_zero, slice *decoded);

/* The bytes of a literal text from `from` up to `to`. */
struct text text_cut(struct arena *arena, struct text text, size_t from, size_t to);

/* What is looked for and what stands there afterwards. */
struct substitution {
    slice find;
    struct text replacement;
    bool all;     /* else the first, */
    bool by_line; /* or the first of each line */
};
/* Replaces it in `text`, which has no choices. False where what comes out isn't known. */
bool text_substitute(struct arena *arena, struct text text, const struct substitution *substitution,
                     struct text *result);

/* `function` applied to the text without its choices, each alternative for itself, the choices kept
 * around the results. */
typedef struct text text_function(struct shell_evaluator *evaluator, void *data, struct text text);
struct text text_map_choices(struct shell_evaluator *evaluator, text_function *function, void *data,
                             struct text text);

/* The text in lower or upper case. `by` names what does it. */
struct text text_change_case(struct shell_evaluator *evaluator, struct text text, bool lower,
                             const char *by, struct span span);

/* The text itself, or less of it: what has become too large to go on with is a hole. */
struct text text_bounded(struct shell_evaluator *evaluator, struct text text, struct span span);

/* Whether every value of `text` holds at least one byte, or none does, or it isn't known. */
enum emptiness { NEVER_EMPTY, ALWAYS_EMPTY, MAYBE_EMPTY };
enum emptiness text_emptiness(struct text text);

/* Whether the text is one UUID that isn't known. */
bool text_is_uuid(struct text text);

/* Whether a word may stand for any number of words. */
bool text_is_list(struct text text);
/* What stands where words are not split, as in an assignment: one word, however many it would be.
 */
struct text text_as_one_word(struct arena *arena, struct text text);

/* The text, known not to be empty: a hole alone becomes one that says so. */
struct text text_not_empty(struct shell_evaluator *evaluator, struct text text);

/* Whether values of this shape hold neither blanks nor newlines. */
bool shape_is_one_word(enum shape shape);

#endif
