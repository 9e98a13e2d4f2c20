/* The configuration that messages are judged by, which can be read anew while they are. */
#ifndef PAYLINT_LIVE_RULEBOOK_H
#define PAYLINT_LIVE_RULEBOOK_H

#include "live/log.h"
#include "live/metrics.h"
#include "rule/configuration.h"

struct rulebook;

/* Reads the file at `path`, or the built-in rules where it is NULL. NULL, and told to the errors,
 * where anything is wrong with it. `path` must live as long. */
struct rulebook *rulebook_new(const char *path, struct error_sink *errors);
void rulebook_free(struct rulebook *rulebook);

/* Reads it again. Where anything is wrong with it now, that is logged, and the old one stays. */
bool rulebook_reload(struct rulebook *rulebook, struct live_log *log, struct metrics *metrics);

/* One reading of the configuration; others may come, this one stays until it is given back. */
struct ruling {
    struct configuration *configuration;
    unsigned long number; /* which reading it is, from 1 */
};
const struct ruling *rulebook_take(struct rulebook *rulebook);
void rulebook_give_back(struct rulebook *rulebook, const struct ruling *ruling);
/* Whether there is a newer one. */
bool rulebook_is_newer(const struct rulebook *rulebook, const struct ruling *ruling);

#endif
