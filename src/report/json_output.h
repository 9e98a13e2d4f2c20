/* Building JSON output with cJSON; shared by the formats that are JSON. */
#ifndef PAYLINT_REPORT_JSON_OUTPUT_H
#define PAYLINT_REPORT_JSON_OUTPUT_H

#include "report/report.h"

#include <cjson/cJSON.h>

/* The bytes as output_add_slice writes them: what isn't UTF-8, and NUL, becomes U+FFFD. */
slice output_valid(struct arena *arena, slice bytes);

/* Adds a string member; nothing where the slice's data is NULL. Bytes that aren't UTF-8 become
 * U+FFFD, as JSON can't hold them. */
void output_add_slice(struct arena *arena, cJSON *object, const char *key, slice bytes);
/* A new object or array, added to `parent` under `key` (NULL: to the array `parent`). */
cJSON *output_add_object(cJSON *parent, const char *key);
cJSON *output_add_array(cJSON *parent, const char *key);
/* {"line": …, "column": …} */
void output_add_position(cJSON *object, const char *key, const struct source *source,
                         uint32_t offset);
/* Adds "trail": the steps from an origin to a use. Those that don't stand in `source` name theirs
 * as "path". */
void output_add_trail(struct arena *arena, cJSON *object, const struct finding_step *steps,
                      size_t count, const struct source *source);
/* Prints the document and a newline, and frees it. */
void output_print(cJSON *document, FILE *out);
/* The same without the newline: a part of a document. */
void output_print_part(cJSON *part, FILE *out);
/* The document with a line for each member: for files that people compare. */
void output_print_lines(cJSON *document, FILE *out);

#endif
