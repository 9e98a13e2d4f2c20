/* From a file's bytes to findings: all stages in a row. */
#ifndef PAYLINT_CLI_ANALYSIS_H
#define PAYLINT_CLI_ANALYSIS_H

#include "cli/configurations.h"
#include "cli/overlay.h"
#include "cli/suppression.h"
#include "payload/collect.h"
#include "rule/check.h"

/* What all files of a run share. */
struct analysis {
    struct configurations *configurations;
    struct slice_list asked;       /* rules that are on even if they are turned off */
    struct limits limits;          /* set on the command line: before a configuration's */
    bool audits;                   /* ids are noted */
    bool reads_all;                /* without a look whether anything can be found: no prefilter */
    const struct overlay *overlay; /* files as fixes make them; NULL: none */
};

/* `config`: the file that --config names, or NULL; `no_config`: the built-in rules alone. Free with
 * `analysis_free`. */
struct analysis analysis_new(const char *config, bool no_config, struct error_sink *errors);
void analysis_free(struct analysis *analysis);

struct analysed {
    struct payload_list payloads; /* of each region of the file those of sinks before bare JSON */
    const struct source *source;
    struct audited_ids ids;   /* none unless asked for */
    struct findings findings; /* sorted */
    struct shell_problems problems;
    struct suppressing suppressing;      /* of the file itself */
    VECTOR(struct suppressing *) others; /* of files that it sources, where findings stand */
    const struct configuration *configuration;
    slice path;      /* relative to the configuration's folder */
    bool asks_files; /* what is found depends on other files of the repository */
};

/* A file's bytes. */
struct script {
    const char *path;
    slice bytes;
    bool in_repository; /* it stands at `path`, and reads the files beside it */
};

/* What holds for a file of that configuration. */
struct limits analysis_limits(const struct analysis *analysis,
                              const struct configuration *configuration);
/* Where the first limit was reached, or NULL: what stands behind it was not followed. */
const struct shell_problem *analysed_limit(const struct analysed *analysed);

/* Everything lives in `arena`; what the script's fields point at must live as long. Several threads
 * may do so at once, each with an arena and a parser of its own. */
struct analysed analyse(const struct analysis *analysis, struct shell_parser *parser,
                        struct arena *arena, const struct script *script);

#endif
