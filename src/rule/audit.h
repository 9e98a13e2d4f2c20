/* The audit: one verdict a script, with its reasons (as people audited the scripts of the incident
 * by hand). */
#ifndef PAYLINT_RULE_AUDIT_H
#define PAYLINT_RULE_AUDIT_H

#include "rule/finding.h"

enum audit_verdict {
    AUDIT_NEEDS_FIX,       /* an error is sent, or can be */
    AUDIT_DEPENDS,         /* on something outside the script, which is named */
    AUDIT_PROTECTED,       /* what it sends to validates by itself, as a guard or a comment says */
    AUDIT_ALREADY_CORRECT, /* every id is proven */
    AUDIT_SAFE,            /* it sends no id; the receiver makes it */
    AUDIT_NO_PAYLOAD,      /* it sends nothing */
};
enum { AUDIT_VERDICT_COUNT = AUDIT_NO_PAYLOAD + 1 };

/* "needs-fix" */
const char *audit_verdict_name(enum audit_verdict verdict);

/* A value that a rule which can make a fresh one is about: an id. */
struct audited_id {
    const struct payload *payload;
    const struct rule *rule;
    slice pointer;
    enum certainty certainty;
    slice value; /* as it is or can be sent; data NULL where nothing of it is known */
    slice from;  /* what makes it: "uuidgen | tr"; data NULL: it is written there */
    struct span span;
    const struct finding_step *trail; /* from the origin to where it is sent */
    size_t trail_count;
};

struct audited_ids {
    struct audited_id *items;
    size_t count;
    size_t capacity;
};

struct audited_script {
    const char *path;
    enum audit_verdict verdict;
    slice reason; /* one line */
    const struct source *source;
    const struct payload *payloads; /* that sinks get */
    size_t payload_count;
    const struct audited_id *ids; /* in the order of the payloads */
    size_t id_count;
    const slice *depends_on; /* each once */
    size_t depends_count;
    const struct finding **findings; /* that are sure, or can be; none that are suppressed */
    size_t finding_count;
    size_t warnings; /* findings beside the verdict */
};

/* What is said of a script whose payloads have these findings and ids. Everything lives in `arena`.
 */
struct audited_script audit_script(struct arena *arena, const struct source *source,
                                   const struct payload_list *payloads,
                                   const struct findings *findings, const struct audited_ids *ids);

#endif
