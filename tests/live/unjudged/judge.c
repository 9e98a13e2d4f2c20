/* A judge that finds nothing and reads nothing: paylint-watch with this one in the place of
 * src/live/judge.c is what its throughput is held against. */
#include "live/judge.h"

#include "base/arena.h"

#include <stdlib.h>

struct message_judge {
    struct findings findings;
};

struct message_judge *message_judge_new(const struct configuration *configuration,
                                        const struct message_place *place)
{
    struct message_judge *judge = memory_alloc(sizeof *judge);
    *judge = (struct message_judge){0};
    return judge;
}

void message_judge_free(struct message_judge *judge)
{
    free(judge);
}

const struct findings *message_judge(struct message_judge *judge, const struct message *message)
{
    return &judge->findings;
}

const struct findings *message_judge_in_full(struct message_judge *judge,
                                             const struct message *message)
{
    return &judge->findings;
}
