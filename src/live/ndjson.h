/* Lines as a source of live messages: each that isn't blank is the data of one. */
#ifndef PAYLINT_LIVE_NDJSON_H
#define PAYLINT_LIVE_NDJSON_H

#include "live/intake.h"

struct ndjson;

/* Starts a thread that reads `descriptor`; what is wrong with the lines themselves is told to the
 * errors. What is handed in must live as long. NULL, and told, where there is no thread. */
struct ndjson *ndjson_start(int descriptor, struct intake *intake, struct error_sink *errors);

/* Whether all lines are read and settled. */
bool ndjson_is_over(struct ndjson *ndjson);
/* Messages that are read and not settled yet. */
int64_t ndjson_outstanding(struct ndjson *ndjson);
/* How many lines were settled to be delivered again, which nobody does. */
int64_t ndjson_failures(struct ndjson *ndjson);
/* Reads no further line: a thread that waits for input is left waiting. */
void ndjson_stop(struct ndjson *ndjson);
/* Once nothing is outstanding. */
void ndjson_free(struct ndjson *ndjson);

#endif
