/* How each kind of mistake in JSON is mended: shared by json_syntax.c (the table) and the files
 * that have them, mend_structure.c and mend_string.c. */
#ifndef PAYLINT_FIX_JSON_MEND_H
#define PAYLINT_FIX_JSON_MEND_H

#include "fix/fixer.h"

/* One finding at work. */
struct mending {
    struct fixer *fixer;
    const struct finding *finding;
    const struct flat_text *flat;
    const struct json_document *document;
    const struct json_error *error;
    struct splices splices;
    enum fix_safety safety;
    slice title;
};

/* Adds the splices that mend mending->error; false where there are none. Makes the safety less
 * where this one is less safe than others of its kind, and says another title where it does
 * something else. */
typedef bool mender(struct mending *mending);

struct mender_row {
    enum json_error_kind kind;
    mender *mend;
    enum fix_safety safety;
    bool all; /* every mistake of this kind in the payload is mended, as it is told once for all */
    const char *title;
};

/* ---- mend_structure.c ---- */

mender mend_trailing_comma, mend_extra_comma, mend_missing_comma, mend_missing_colon, mend_comment,
    mend_open_end;

/* ---- mend_string.c ---- */

mender mend_single_quotes, mend_key, mend_word, mend_control, mend_inner_quotes, mend_escape;

#endif
