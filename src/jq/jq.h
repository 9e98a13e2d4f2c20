/* jq (jq(1), stedolan.github.io/jq): what a program prints, of input and arguments that are partly
 * known, without running it. What it isn't sure of it says it doesn't know. */
#ifndef PAYLINT_JQ_JQ_H
#define PAYLINT_JQ_JQ_H

#include "jq/value.h"

struct jq_variable {
    slice name; /* without the $ */
    const struct jq_value *value;
    struct jq_variable *next;
};

struct jq_call {
    struct arena *arena;
    struct text program;                 /* without choices */
    const struct jq_variable *variables; /* of --arg and its like */
    const struct jq_values *inputs;      /* the program is run once for each */
    uint32_t *next_choice;               /* where ids of new choices come from */
};

/* Appends what the program makes of the inputs. False where that isn't known. */
bool jq_run(const struct jq_call *call, struct jq_values *outputs);

#endif
