/* What paylint says of a script. */
#ifndef PAYLINT_DIFFERENTIAL_PREDICT_H
#define PAYLINT_DIFFERENTIAL_PREDICT_H

#include "base/buffer.h"
#include "world.h"

struct predicted_payload {
    slice sink, destination, json;
    slice pattern;     /* PCRE2: what it covers */
    slice bare_source; /* where all of it comes from, if it is nothing but a hole */
    bool has_hole;
};

struct predicted_edit {
    uint32_t start, end;
    slice text;
};

struct predicted_finding {
    slice rule, certainty, sink, destination, pointer, witness, message;
    slice safety; /* of its fix; NULL without one */
    VECTOR(struct predicted_edit) edits;
};

struct prediction {
    bool failed; /* paylint crashed, hung or printed no JSON */
    VECTOR(struct predicted_payload) payloads;
    VECTOR(struct predicted_finding) findings;
};

/* Asks about the scripts `first` … of the world; `predictions[i]` is of script `first + i`. */
void predict(struct arena *arena, const struct world *world, size_t first, size_t count,
             struct prediction *predictions);
/* Only what `check` finds. */
void predict_findings(struct arena *arena, const struct world *world, bool is_strict, size_t first,
                      size_t count, struct prediction *predictions);

#endif
