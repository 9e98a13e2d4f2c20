/* Texts taken apart at bytes such as newlines, where it is known that holes hold none. */
#ifndef PAYLINT_SHELL_SPLIT_H
#define PAYLINT_SHELL_SPLIT_H

#include "text/text.h"

/* Whether some value of the hole holds the byte. */
bool hole_may_hold(const struct hole *hole, char byte);

struct text_line {
    struct text text;
    struct text rest;
    bool ended; /* by the delimiter, not by the end of the text */
};

/* Takes what stands before the first `delimiter`; false where it isn't known where that is. */
bool text_take_line(struct arena *arena, struct text text, char delimiter, struct text_line *line);

struct texts {
    struct text *items;
    size_t count;
    size_t capacity;
};

/* The lines of `text`; what stands behind the last newline is one where it isn't empty. False where
 * they aren't known, or are more than `limit`. */
bool text_lines(struct arena *arena, struct text text, size_t limit, struct texts *lines);
/* What stands between the delimiters: one more than there are of them. */
bool text_fields(struct arena *arena, struct text text, char delimiter, struct texts *fields);
/* What stands between runs of blanks and tabs. */
bool text_words(struct arena *arena, struct text text, struct texts *words);

/* The parts of a word from `start` up to `end`: literal ones are cut. */
struct word_part;
const struct word_part *parts_between(struct arena *arena, const struct word_part *parts,
                                      uint32_t start, uint32_t end);

#endif
