/* From commands to payloads; shared by the files of src/payload. */
#ifndef PAYLINT_PAYLOAD_EXTRACT_H
#define PAYLINT_PAYLOAD_EXTRACT_H

#include "payload/collect.h"

/* One option or argument of a command, taken apart as its sink says. */
struct option {
    slice name;        /* "--message"; of an argument data is NULL */
    struct text value; /* of a flag: nothing */
    struct span span;
};

struct options {
    struct option *items;
    size_t count;
    size_t capacity;
};

/* Takes the event's arguments apart if they name the sink's command; false where they don't. The
 * words of the command are left out. */
bool options_of(struct arena *arena, const struct sink *sink, const struct shell_event *event,
                struct options *options);

enum extracted {
    EXTRACTED_OTHER,   /* the command isn't the sink's */
    EXTRACTED_NOTHING, /* it is, and carries no payload, or one that is no JSON by what it says */
    EXTRACTED_PAYLOAD,
};

/* The payload that the command carries to the sink. */
enum extracted payload_extract(struct arena *arena, const struct sink *sink,
                               struct shell_evaluator *evaluator, const struct shell_event *event,
                               struct payload *payload);

/* Whether the text is JSON by its look alone: {"key": … } or [{"key": … }], literal at both ends.
 */
bool is_bare_json(struct text text);

#endif
