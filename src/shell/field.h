/* Fields under construction: what words become, split where they are (POSIX.1-2017 XCU 2.6.5).
 * Nobody but expand.c includes this. */
#ifndef PAYLINT_SHELL_FIELD_H
#define PAYLINT_SHELL_FIELD_H

#include "shell/expand.h"

/* Pieces of most fields: they are put together outside the arena, where what grows would leave its
 * first pieces behind. */
enum { FIELD_ROOM = 8 };

struct expanding {
    struct shell_evaluator *evaluator;
    const struct view *view;
    struct text_piece *room; /* FIELD_ROOM of them, the caller's */
    bool splits;
    struct text_builder field; /* in the room, or where that is too small in the arena */
    bool open;                 /* there is a field, even if nothing stands in it: "" */
    bool globs;                /* a pattern for file names stands in it, unquoted */
    bool pasted;               /* so does what the host puts in before the shell reads it */
    struct span span;
    struct arguments *fields; /* NULL where nothing is split */
    const struct hole *list;  /* in the field: a list whose words aren't known, or NULL */
};

static inline bool is_quoted(enum text_quoting quoting)
{
    return quoting != TEXT_PLAIN;
}

void field_begin(struct expanding *expanding);
/* The field, in the arena. */
struct text field_finish(const struct expanding *expanding);
/* Where there is a field it goes to the others, and the next begins. */
void field_close(struct expanding *expanding);
/* Appends the bytes of the view as they stand there. */
void field_append_view(struct expanding *expanding, uint32_t start, uint32_t end,
                       enum text_quoting quoting);

/* The bytes that split fields: those of IFS. False where they aren't known. */
bool field_separators(const struct expanding *expanding, slice *separators);
/* Appends what stands outside quotes, in as many fields as it is; false where it is one, which is
 * left to the caller. */
bool field_append_split(struct expanding *expanding, const struct text_piece *piece,
                        slice separators);

#endif
