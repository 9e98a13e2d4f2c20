/* A payload as it is shown to people: each of its alternatives, with its holes by name. */
#ifndef PAYLINT_REPORT_SHOWING_H
#define PAYLINT_REPORT_SHOWING_H

#include "rule/payload.h"
#include "json/json.h"

/* One alternative of a payload. */
struct showing {
    struct arena *arena;
    const struct payload *payload;
    struct flat_text flat;
    struct json_document document;
    bool is_json; /* it is judged as JSON */
};

typedef void show_function(const struct showing *showing, void *target);

/* Shows each alternative of the payload, at most PAYLOAD_ALTERNATIVES_MAX. */
void show_payload(struct arena *arena, const struct payload *payload, show_function *show,
                  void *target);

/* How the hole is written where it stands in the payload: "${ID}". */
slice showing_hole(const struct showing *showing, const struct text_piece *piece);
/* Where the payload stands; of one that stands nowhere, the command that sends it. */
struct span showing_span(const struct showing *showing);
/* "valid", "invalid" or "unknown": whether it is JSON. */
const char *showing_validity(const struct showing *showing);

#endif
