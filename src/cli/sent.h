/* What fixes make of messages. */
#ifndef PAYLINT_CLI_SENT_H
#define PAYLINT_CLI_SENT_H

#include "cli/trial.h"

enum sent_change {
    SENT_AS_MEANT,  /* nothing has changed but values of fields that fixes are about */
    SENT_OTHERWISE, /* something else has, too */
    SENT_BROKEN,    /* it was JSON, and may be none now */
};

/* What has changed between a payload of the script as it was and the same one as fixes make it. */
enum sent_change sent_compare(struct arena *arena, const struct fix_list *fixes,
                              const struct payload *before, const struct payload *after);

#endif
