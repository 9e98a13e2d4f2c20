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

/* A command of a sink at work. */
struct extracting {
    struct arena *arena;
    const struct sink *sink;
    struct shell_evaluator *evaluator;
    const struct shell_event *event;
    const struct options *options;
};

/* ---- options.c ---- */

/* A command that may be a sink's. */
struct named_event {
    const struct shell_event *event;
    slice name;        /* without a path */
    bool runs_another; /* docker exec and its like: the sink's command stands further on */
};

/* False where the command's name isn't known. */
bool event_name(struct arena *arena, const struct shell_event *event, struct named_event *named);

/* Takes the event's arguments apart if they name the sink's command; false where they don't. The
 * words of the command are left out. */
bool options_of(struct arena *arena, const struct sink *sink, const struct named_event *named,
                struct options *options);

/* ---- extract.c ---- */

enum extracted {
    EXTRACTED_OTHER,   /* the command isn't the sink's */
    EXTRACTED_NOTHING, /* it is, and carries no payload, or one that is no JSON by what it says */
    EXTRACTED_PAYLOAD,
};

/* Appends the payloads that the command carries to the sink. */
enum extracted payload_extract(struct arena *arena, const struct sink *sink,
                               struct shell_evaluator *evaluator, const struct named_event *named,
                               struct payload_list *payloads);

/* What stands in the file of that name; "-" is standard input. A hole where it isn't known. */
struct text extract_file(const struct extracting *extracting, struct text name, struct span span);

/* ---- content.c ---- */

/* What the command says that it sends. */
enum content { CONTENT_UNSAID, CONTENT_JSON, CONTENT_LINES, CONTENT_OTHER };
enum content content_of(const struct extracting *extracting);
/* Whether the command labels what it sends as a form. */
bool is_labelled_form(const struct extracting *extracting);
struct text destination_of(const struct extracting *extracting);
/* Whether the argument, the first of http and its like, is the method and no URL. */
bool is_method(const struct extracting *extracting, const struct option *option);

bool has_option(const struct extracting *extracting, struct slice_list names);
/* The value of the last option that is one of these, or nothing. */
struct text option_value(const struct extracting *extracting, struct slice_list names);

/* ---- lines.c ---- */

/* The lines of the text that aren't empty; where it isn't known how many there are, each
 * alternative for itself. */
struct text_list lines_of(struct arena *arena, struct text text);
/* The line without what stands up to and with the first `separator`. */
struct text line_without_key(struct arena *arena, struct text line, slice separator);

/* ---- nested.c ---- */

/* Appends the payloads that stand in strings of `outer`, and those inside them. */
void nested_append(struct arena *arena, const struct payload *outer, struct payload_list *payloads);
/* What the text is in base64; false where that isn't known. */
bool base64_decoded(struct arena *arena, struct text text, struct text *decoded);

/* ---- build.c ---- */

/* The JSON that the command makes of its arguments; false where it makes none. */
bool build_payload(const struct extracting *extracting, struct text *text);

/* ---- bare.c ---- */

/* Whether the text is JSON by its look alone: {"key": … } or [{"key": … }], literal at both ends.
 */
bool is_bare_json(struct text text);

#endif
