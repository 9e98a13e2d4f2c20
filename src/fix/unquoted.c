/* unquoted-expansion. In: an expansion that is all of a value. Out: JSON's quotes round it. */
#include "fix/fixer.h"

/* What now is a number at times would be a string then. */
bool fix_unquoted(struct fixer *fixer, const struct finding *finding, struct edits *edits,
                  struct fix *fix)
{
    const struct subject *subject = &finding->subject;
    struct splices splices = {0};
    if (!subject->flat || subject->flat->piece_count == 0 ||
        !splices_quote(fixer, subject->flat, &splices, subject->start, subject->end) ||
        !splices_write(fixer, finding, &splices, edits)) {
        return false;
    }
    fix->safety = FIX_UNSAFE;
    fix->title = SLICE("put it in quotes");
    return true;
}
