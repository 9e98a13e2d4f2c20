/* What fixes make of messages. */
#ifndef PAYLINT_CLI_SENT_H
#define PAYLINT_CLI_SENT_H

#include "base/map.h"
#include "cli/trial.h"

enum sent_change {
    SENT_AS_MEANT,  /* nothing has changed but values of fields that fixes are about */
    SENT_OTHERWISE, /* something else has, too */
    SENT_BROKEN,    /* it was JSON, and may be none now */
};

/* What fixes are about. */
struct sent_fixes {
    const struct map *fields; /* by name */
    bool bring_values; /* one puts in what comes from outside, of which not all may be known: a
                          variable that wasn't expanded */
};

struct sent_fixes sent_fixes(struct arena *arena, const struct fix_list *fixes);

/* What has changed between a payload of the script as it was and the same one as fixes make it. */
enum sent_change sent_compare(struct arena *arena, const struct sent_fixes *fixes,
                              const struct payload *before, const struct payload *after);

#endif
