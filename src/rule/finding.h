/* Findings: what a rule says of a place. */
#ifndef PAYLINT_RULE_FINDING_H
#define PAYLINT_RULE_FINDING_H

#include "rule/payload.h"
#include "rule/rule.h"
#include "text/edit.h"
#include "json/json.h"

/* One step of a value on its way, for people. */
struct finding_step {
    struct span span;
    slice message;
};

/* The bytes of a payload that a finding is about, quotes included. */
struct subject {
    const struct flat_text *flat; /* NULL: it is about no such bytes */
    const struct json_document *document;
    uint32_t start;
    uint32_t end;
};

/* The same finding at the same place, of another payload or another use of what stands there. */
struct finding_other {
    enum certainty certainty;
    struct subject subject;
    const struct finding_other *next;
};

/* What would put a finding right: edits of the file that it stands in. */
struct fix {
    enum fix_safety safety;
    slice title;              /* what it does, for people: "use a fresh UUID, ${TEST1_UUID}" */
    const struct edit *edits; /* by ascending start; none overlap */
    size_t edit_count;
    const struct fix *otherwise; /* what may hold where this one doesn't; NULL: nothing */
};

struct finding {
    const struct rule *rule;
    enum certainty certainty; /* never CERTAINTY_VALID */
    struct span span;
    const struct source *script; /* the one that was analysed, where the place is in another */
    slice message;
    slice label;   /* what the carets say; short */
    slice sent;    /* the payload that is or can be sent, round the value; data NULL: not told */
    slice witness; /* the bytes that are sent and shouldn't be; data NULL where there are none */
    slice reason;  /* why it is wrong; of CERTAINTY_UNKNOWN what it depends on */
    slice pointer; /* JSON Pointer into the payload; data NULL where it doesn't apply */
    slice sink;    /* data NULL where there is none */
    struct span command;              /* what sends it; source NULL where nothing does */
    bool is_suppressed;               /* by a comment */
    slice justification;              /* what that says; data NULL: nothing */
    bool is_guarded;                  /* its destination validates by itself */
    slice destination;                /* as far as it is known; data NULL where there is none */
    const struct finding_step *trail; /* from the origin to where it is sent */
    size_t trail_count;
    struct subject subject;
    const struct finding_other *others; /* findings_add's own; NULL: there are none, or too many */
    uint32_t other_count;
    const struct fix *fix; /* NULL: there is none */
    bool is_in_baseline;   /* it was there before */
    uint32_t ordinal;      /* of those that a forge can't tell apart, from 1; 0: not numbered */
};

struct findings {
    struct finding *items;
    size_t count;
    size_t capacity;
    size_t wrong;         /* how often something was added that isn't only unknown */
    struct map *by_place; /* findings_add's own */
};

/* Adds a finding; of several at one place by one rule the most certain is kept, and what the others
 * are about. */
void findings_add(struct arena *arena, struct findings *findings, struct finding finding);
/* Whether it is neither suppressed nor in the baseline. */
static inline bool finding_counts(const struct finding *finding)
{
    return !finding->is_suppressed && !finding->is_in_baseline;
}
/* Sorts by place. */
void findings_sort(struct findings *findings);

#endif
