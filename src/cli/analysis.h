/* From a file's bytes to findings: all stages in a row. */
#ifndef PAYLINT_CLI_ANALYSIS_H
#define PAYLINT_CLI_ANALYSIS_H

#include "payload/collect.h"
#include "rule/check.h"

/* What all files of a run share. */
struct analysis {
    struct rule_set rules;
    struct sink_table sinks;
    struct shell_parser *parser;
    struct arena *arena; /* of the rules and sinks */
};

/* The built-in rules and sinks; free with `analysis_free`. */
struct analysis analysis_new(struct error_sink *errors);
void analysis_free(struct analysis *analysis);

struct analysed {
    struct {
        struct payload *items;
        size_t count;
        size_t capacity;
    } payloads;               /* of each region of the file those of sinks before bare JSON */
    struct findings findings; /* sorted */
    struct shell_problems problems;
};

/* Everything lives in `arena`. `path` and `bytes` must live as long. `in_repository`: the script
 * stands at `path`, and reads the files beside it. */
struct analysed analyse(const struct analysis *analysis, struct arena *arena, const char *path,
                        slice bytes, bool in_repository);

#endif
