/* Compares what a script sent with what paylint predicted. */
#ifndef PAYLINT_DIFFERENTIAL_JUDGE_H
#define PAYLINT_DIFFERENTIAL_JUDGE_H

#include "predict.h"

enum fault_kind {
    FAULT_CRASH,            /* paylint gave no answer */
    FAULT_FALSE_ID,         /* said to violate, but a run sends it right */
    FAULT_FALSE_SYNTAX,     /* said to be no JSON, but it is */
    FAULT_FALSE_UNEXPANDED, /* said to be sent by its name, but it isn't */
    FAULT_UNCOVERED,        /* sent, but not predicted */
    FAULT_WRONG_SYNTAX,     /* predicted as JSON and isn't, or the other way round */
    FAULT_MISSED_ID,        /* every run sends a bad id, and it isn't found */
    FAULT_MISSED_SYNTAX,    /* every run sends what is no JSON, and it isn't found */
    FAULT_DOUBTFUL,         /* said to be bad perhaps, but right in every run */
    FAULT_FIX_REFUSED,      /* a fixed script isn't shell any more */
    FAULT_FIX_BAD,          /* what was said to be fixed is still sent wrong */
    FAULT_FIX_CHANGES,      /* more is sent otherwise than what was wrong */
    FAULT_FIX_AGAIN,        /* a second --fix changes it again */
    FAULT_FIX_PATCH,        /* --diff isn't what --fix does */
    FAULT_FIX_ALONE,        /* the edits of one finding alone don't put it right */
    FAULT_COUNT,
};

struct fault {
    enum fault_kind kind;
    slice text;
};

/* Something that paylint left open, and what it says it depends on. */
struct open_question {
    slice reason;
    bool is_id;     /* or whether the payload is JSON */
    bool is_missed; /* it is wrong in every run */
};

struct judgement {
    VECTOR(struct fault) faults;
    VECTOR(struct open_question) questions;
    size_t messages;
    size_t bad_ids, bad_ids_found; /* places where every run sends a bad id */
    size_t outside; /* of both: not known, and rightly so, as it depends on what is not in the
                       script */
    size_t malformed, malformed_found; /* commands with which every run sends what is no JSON */
};

/* Judges the script `text`. `sent[run]` is what each run sent. */
void judge(struct arena *arena, slice text, const struct messages sent[RUNS],
           const struct prediction *prediction, struct judgement *judgement);

bool judgement_has(const struct judgement *judgement, enum fault_kind kind);
const char *fault_name(enum fault_kind kind);

#endif
