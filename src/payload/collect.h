/* What a script sends: payloads and commands, gathered while it is evaluated. */
#ifndef PAYLINT_PAYLOAD_COLLECT_H
#define PAYLINT_PAYLOAD_COLLECT_H

#include "rule/payload.h"
#include "shell/evaluate.h"

/* A command that prints something unknown of a known shape, such as uuidgen. */
struct made_value {
    slice command; /* its name, without a path */
    const struct hole *hole;
    struct span span; /* of the command */
    bool is_used;     /* a command or a file gets it as it was printed */
    bool is_kept;     /* a variable or the terminal does */
    bool is_changed;  /* something derived from it is used */
};

struct collected {
    struct payload_list payloads; /* in the order of the run, those of sinks before bare JSON */
    struct {
        struct made_value **items;
        size_t count;
        size_t capacity;
    } made;
    struct map *variables; /* the names that the script sets */
};

/* Evaluates the script in `view` and gathers what it sends. Everything lives in `arena`. */
void payloads_collect(struct arena *arena, const struct sink_table *sinks,
                      struct shell_parser *parser, const struct view *view,
                      const struct shell_start *start, struct shell_problems *problems,
                      struct collected *collected);

#endif
