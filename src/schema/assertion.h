/* Assertions about strings that may have holes; shared by the files of src/schema. */
#ifndef PAYLINT_SCHEMA_ASSERTION_H
#define PAYLINT_SCHEMA_ASSERTION_H

#include "schema/schema.h"

/* format "uuid" (RFC 9562 section 4, either case). */
struct verdict judge_uuid(struct arena *arena, const struct string_value *string);

/* A regular expression (PCRE2, set as near to ECMA-262 as it goes). */
struct pattern;
struct pattern *pattern_compile(struct arena *arena, slice source, slice *error);
void pattern_free(struct pattern *pattern);
struct verdict judge_pattern(struct arena *arena, const struct pattern *pattern,
                             const struct string_value *string);

/* The bytes with each hole filled by its `index`th sample. Where a hole has none it is shown as
 * "…",
 * `*depends` is set to it, and false returned. */
bool string_fill(struct arena *arena, const struct string_value *string, size_t index,
                 slice *filled, const struct hole **depends);

struct verdict verdict_unknown(const struct hole *hole);

#endif
