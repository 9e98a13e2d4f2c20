/* The contents of JSON strings (RFC 8259 section 7) as texts that may have holes. */
#ifndef PAYLINT_JSON_CONTENTS_H
#define PAYLINT_JSON_CONTENTS_H

#include "text/text.h"

/* The contents of a JSON string from `start` up to `end`, decoded, each byte where it stands. */
struct text json_unescaped(struct arena *arena, const struct flat_text *flat, uint32_t start,
                           uint32_t end);

/* `text` as the contents of a JSON string: each literal byte that needs it is escaped, each hole
 * known to be. */
struct text json_escaped(struct arena *arena, struct text text, bool ascii);

#endif
