/* One alternative of a payload at work; shared by the files that check it. */
#ifndef PAYLINT_RULE_ALTERNATIVE_H
#define PAYLINT_RULE_ALTERNATIVE_H

#include "rule/check.h"
#include "rule/place.h"

/* What one rule says of one alternative at one pointer. Verdicts of the alternatives are merged:
 * only what all of them send wrong is certain. */
struct hit {
    size_t alternative; /* check_payload's own: which one */
    slice pointer;
    struct verdict verdict;
    struct place place;
    slice message; /* where it is certain */
    slice maybe;   /* where another alternative is right; data NULL: the same */
    slice label;
    slice sent; /* the payload round the value, for people; data NULL: it isn't told */
};

struct hits {
    struct hit *items;
    size_t count;
    size_t capacity;
};

struct alternative {
    const struct payload *payload;
    struct flat_text flat;
    struct json_document document;
};

/* What a file offers for the table in check.c: adds what `rule` says of the alternative,
 * CERTAINTY_VALID too where another alternative may have something there. */
typedef void rule_checker(const struct checking *checking, const struct rule *rule,
                          const struct alternative *alternative, struct hits *hits);

rule_checker check_schema_rule, check_contract_rule, check_syntax_rule, check_unexpanded_rule,
    check_duplicate_rule, check_number_rule, check_unquoted_rule, check_unescaped_rule,
    check_base64_rule, check_content_type_rule, check_size_rule, check_secret_rule,
    check_fresh_rule;

/* Adds findings about several payloads of one script. */
typedef void script_checker(const struct checking *checking, const struct rule *rule,
                            const struct payload *payloads, size_t count);
script_checker check_repeated_rule;

/* The payload for people, round the bytes from `start` up to `end`, in whose place `value` stands:
 * holes are … and runs of blanks one blank. */
slice payload_shown(struct arena *arena, const struct flat_text *flat, uint32_t start, uint32_t end,
                    slice value);

/* Adds the hit as a finding about the alternative, which must live as long. */
void check_add_finding(const struct checking *checking, const struct alternative *alternative,
                       const struct rule *rule, const struct hit *hit, enum certainty certainty);

/* One rule at work on one alternative. */
struct looking {
    const struct checking *checking;
    const struct rule *rule;
    const struct alternative *alternative;
    struct hits *hits;
    void *context; /* the visitor's own */
};

/* Calls `visit` for each value of the alternative, the root first, with the way there and, of an
 * object's member, its key (else data NULL). */
typedef void value_visitor(const struct looking *looking, const struct value *value,
                           const struct json_path *path, slice key);
/* The pointer of what `path` leads to. */
slice looking_pointer(const struct looking *looking, const struct json_path *path);
void alternative_walk(const struct looking *looking, value_visitor *visit);

/* Of a finished message a rule tells no more than this: whoever sends it decides how much is wrong
 * with it. */
enum { FINISHED_HITS_MAX = 100 };
static inline bool looking_is_over(const struct looking *looking)
{
    return looking->alternative->payload->is_finished && looking->hits->count >= FINISHED_HITS_MAX;
}

/* Whether a member's key is one of the rule's fields. */
bool rule_has_field(const struct rule *rule, slice key);
/* Whether the rule's options allow the value. */
bool rule_allows(const struct rule *rule, slice bytes);

/* The bytes for people: control characters escaped, cut where they are long. */
slice bytes_shown(struct arena *arena, slice bytes);

#endif
