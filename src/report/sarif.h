/* The parts of a SARIF log. */
#ifndef PAYLINT_REPORT_SARIF_H
#define PAYLINT_REPORT_SARIF_H

#include "report/json_output.h"

/* "error", "warning" or "note". */
const char *sarif_level(enum severity severity);

/* Adds {"text": …} under `key`; nothing where the text's data is NULL. */
void sarif_add_text(struct arena *arena, cJSON *object, const char *key, slice text);

/* Prints one result (SARIF 2.1.0, section 3.27). */
void sarif_print_result(const struct report *report, const struct finding *finding, FILE *out);

#endif
