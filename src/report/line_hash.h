/* What GitHub code scanning knows the line of an alert by. */
#ifndef PAYLINT_REPORT_LINE_HASH_H
#define PAYLINT_REPORT_LINE_HASH_H

#include "text/source.h"

/* The hash of a line and the 99 characters behind its first one, blanks left out, and how often it
 * has been there in the file before, as GitHub's own action computes primaryLocationLineHash where
 * a SARIF file has none: "c129715d7a2bc9a3:1". */
struct line_hash {
    uint64_t hash;
    uint32_t ordinal; /* from 1 */
};

/* The hashes of all lines of the source, by their number from 0; `*count` is how many there are. */
const struct line_hash *line_hashes(struct arena *arena, const struct source *source,
                                    size_t *count);

#endif
