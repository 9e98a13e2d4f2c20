/* The prefilter: whether a file is worth reading, told by one look at its bytes.
 *
 * What sends a message, or keeps one as JSON, is written in the file, or in one that it reads. So
 * nothing is found in a file that holds none of
 * - all words of a sink's command: "gcloud pubsub topics publish" in any order, anywhere
 * - the name of a command whose output is judged; jq, which makes JSON
 * - JSON by its look: a { with a quote behind it, and a quote with a : behind it
 * - the word json, as names of files and media types have it
 * - a command that reads another script: `source`, or `.`
 *
 * Quotes inside a word don't count ("c'ur'l"), nor does case; a line that begins with # doesn't
 * count up to its first quote or $. A name that is put together from variables, or decoded, isn't
 * seen: such a file is left unread where nothing else in it is a reason to read it. */
#ifndef PAYLINT_RULE_PREFILTER_H
#define PAYLINT_RULE_PREFILTER_H

#include "base/arena.h"

struct configuration;
struct prefilter;

/* Whether the script may read the script of that absolute name. */
struct prefilter_reader {
    void *context;
    bool (*reads)(void *context, slice name);
};

/* For what the configuration's sinks and rules look for; lives in `arena`. */
const struct prefilter *prefilter_new(struct arena *arena,
                                      const struct configuration *configuration);

/* Whether anything can be found in the file that holds `bytes`. `reader` is asked about scripts
 * that are named from the root; NULL where the file reads no other. Several threads may ask at
 * once, each with an arena of its own. */
bool prefilter_passes(const struct prefilter *prefilter, struct arena *arena, slice bytes,
                      const struct prefilter_reader *reader);

#endif
