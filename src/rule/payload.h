/* A payload: a message as a script would send it, or one that has arrived. */
#ifndef PAYLINT_RULE_PAYLOAD_H
#define PAYLINT_RULE_PAYLOAD_H

#include "base/map.h"
#include "rule/sink.h"

struct guard;

struct payload {
    const struct sink *sink; /* NULL: JSON that reaches no known sink; checked for form only */
    struct text destination;
    struct text text;
    bool is_file; /* written into a file, where comments and trailing commas are often allowed */
    bool is_json; /* it must be JSON whatever it looks like */
    bool is_form; /* the command labels it as a form, whatever it is */
    bool is_not_json; /* it is in another language: shown, not judged */
    bool is_finished; /* a message that has arrived: it is one JSON text, and nothing is merged */
    /* Of a payload that is a string inside another: where, as a pointer into that one
     * ("/0/Detail"); deeper ones follow after a # ("/0/Detail#/data"). Data NULL: it is no such
     * payload. */
    slice inside;
    const char *encoding; /* how it stands there: "base64" or "json-string" */
    struct span command;
    const struct guard *guard;   /* its destination validates by itself; NULL: it doesn't say so */
    bool is_right;               /* no rule has anything against it for sure, or in some run */
    const struct source *script; /* whose run sends it; the payload may stand in another file */
};

struct payload_list {
    struct payload *items;
    size_t count;
    size_t capacity;
};

/* Alternatives of one payload that are judged one by one; where there are more, the choices among
 * them become holes. */
enum { PAYLOAD_ALTERNATIVES_MAX = 16 };

/* Whether the text begins like a JSON object or array. */
bool payload_looks_like_json(struct text text);

/* Where it goes, for people: what isn't known of it is left out as "…", and of a default,
 * ${TOPIC:-requests}, the default is told. Data NULL where nothing is known. */
slice payload_destination(struct arena *arena, const struct payload *payload);

/* Whether the payload is judged as JSON. */
static inline bool payload_is_judged(const struct payload *payload)
{
    return !payload->is_not_json && (payload->is_json || payload_looks_like_json(payload->text));
}

#endif
