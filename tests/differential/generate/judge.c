/* The judge. A destination is unique to one command of a script, so that the messages of one
 * command can be told from all others; the k-th of one run is compared with the k-th of the other
 * where both send as many. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "judge.h"

#include <pcre2.h>

/* One command that sent something. */
struct site {
    slice sink, destination;
    struct {
        const struct message **items;
        size_t count;
        size_t capacity;
    } sent[RUNS];
    size_t instances; /* how many can be compared; 0 where the runs don't send as many */
};

struct sites {
    struct site *items;
    size_t count;
    size_t capacity;
};

struct judging {
    struct arena *arena;
    slice text;
    const struct prediction *prediction;
    struct judgement *judgement;
    struct sites sites;
};

const char *fault_name(enum fault_kind kind)
{
    static const char *const names[FAULT_COUNT] = {
        [FAULT_CRASH] = "no answer",
        [FAULT_FALSE_ID] = "false claim of an id",
        [FAULT_FALSE_SYNTAX] = "false claim of syntax",
        [FAULT_FALSE_UNEXPANDED] = "false claim of an unexpanded variable",
        [FAULT_UNCOVERED] = "wrong payload: not predicted",
        [FAULT_WRONG_SYNTAX] = "wrong payload: JSON or not",
        [FAULT_MISSED_ID] = "missed id",
        [FAULT_MISSED_SYNTAX] = "missed syntax",
        [FAULT_DOUBTFUL] = "doubtful",
        [FAULT_FIX_REFUSED] = "fix: bash refuses it",
        [FAULT_FIX_BAD] = "fix: still sent wrong",
        [FAULT_FIX_CHANGES] = "fix: changes what it shouldn't",
        [FAULT_FIX_AGAIN] = "fix: not done at once",
        [FAULT_FIX_PATCH] = "fix: --diff",
        [FAULT_FIX_ALONE] = "fix: edits of one finding",
    };
    return names[kind];
}

bool judgement_has(const struct judgement *judgement, enum fault_kind kind)
{
    for (size_t i = 0; i < judgement->faults.count; i++) {
        if (judgement->faults.items[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static void add_fault(struct judging *judging, enum fault_kind kind, slice text)
{
    VECTOR_PUSH(judging->arena, &judging->judgement->faults, ((struct fault){kind, text}));
}

/* ---- Sites ---- */

static struct site *find_site(struct judging *judging, const struct message *message)
{
    for (size_t i = 0; i < judging->sites.count; i++) {
        struct site *site = &judging->sites.items[i];
        if (slice_equal(site->sink, message->sink) &&
            slice_equal(site->destination, message->destination)) {
            return site;
        }
    }
    VECTOR_PUSH(judging->arena, &judging->sites,
                ((struct site){.sink = message->sink, .destination = message->destination}));
    return &judging->sites.items[judging->sites.count - 1];
}

static void find_sites(struct judging *judging, const struct messages sent[RUNS])
{
    for (size_t run = 0; run < RUNS; run++) {
        for (size_t i = 0; i < sent[run].count; i++) {
            struct site *site = find_site(judging, &sent[run].items[i]);
            VECTOR_PUSH(judging->arena, &site->sent[run], &sent[run].items[i]);
        }
    }
    for (size_t i = 0; i < judging->sites.count; i++) {
        struct site *site = &judging->sites.items[i];
        size_t first = site->sent[0].count, second = site->sent[1].count;
        site->instances =
            first == second || first == 0 || second == 0 ? (first > second ? first : second) : 0;
    }
}

static bool is_exactly_of_site(slice sink, slice destination, const struct site *site)
{
    return slice_equal(sink, site->sink) &&
           slice_equal(slice_basename(destination), site->destination);
}

/* Whether what paylint says of this sink and destination is said of the site. An address that isn't
 * known may be any. */
static bool is_of_site(slice sink, slice destination, const struct site *site)
{
    if (!slice_equal(sink, site->sink)) {
        return false;
    }
    slice last = slice_basename(destination);
    return is_exactly_of_site(sink, destination, site) || last.length == 0 ||
           slice_find(last, SLICE("…")) < last.length || slice_find(last, SLICE("$")) < last.length;
}

/* ---- What holds in all runs ---- */

typedef bool holds(const struct message *message, slice pointer);

static bool is_malformed(const struct message *message, slice pointer)
{
    return !message->is_json && !message->is_ndjson && slice_trim(message->bytes).length > 0 &&
           (slice_is(message->form, "json") || message_looks_like_json(message));
}

/* Or holds in base64 what is none. */
static bool is_not_one_json(const struct message *message, slice pointer)
{
    return !message->is_json || message->has_malformed_inside;
}

static bool has_bad_id(const struct message *message, slice pointer)
{
    for (size_t i = 0; i < message->ids.count; i++) {
        const struct sent_id *id = &message->ids.items[i];
        if (slice_equal(id->pointer, pointer) && !id->is_uuid) {
            return true;
        }
    }
    return false;
}

static bool has_id(const struct message *message, slice pointer)
{
    for (size_t i = 0; i < message->ids.count; i++) {
        if (slice_equal(message->ids.items[i].pointer, pointer)) {
            return true;
        }
    }
    return false;
}

/* For a claim: an id in what is no JSON can't be read, and is taken for bad; a message that has no
 * such id says nothing against it. */
static bool has_no_right_id(const struct message *message, slice pointer)
{
    for (size_t i = 0; i < message->ids.count; i++) {
        if (slice_equal(message->ids.items[i].pointer, pointer) && message->ids.items[i].is_uuid) {
            return false;
        }
    }
    return true;
}

static bool may_have_bad_id(const struct message *message, slice pointer)
{
    return is_not_one_json(message, pointer) || has_bad_id(message, pointer);
}

/* Whether there is one thing that is sent of which it holds whatever the run. */
static bool holds_in_all_runs(const struct site *site, holds *property, slice pointer)
{
    bool holds_for_all = true;
    for (size_t run = 0; run < RUNS; run++) {
        for (size_t i = 0; i < site->sent[run].count; i++) {
            holds_for_all &= property(site->sent[run].items[i], pointer);
        }
    }
    if (holds_for_all || site->instances == 0) {
        return holds_for_all;
    }
    for (size_t i = 0; i < site->instances; i++) {
        bool holds_here = true;
        for (size_t run = 0; run < RUNS; run++) {
            holds_here &= i >= site->sent[run].count || property(site->sent[run].items[i], pointer);
        }
        if (holds_here) {
            return true;
        }
    }
    return false;
}

/* Whether it holds of anything that is sent. */
static bool holds_in_some_run(const struct site *site, holds *property, slice pointer)
{
    for (size_t run = 0; run < RUNS; run++) {
        for (size_t i = 0; i < site->sent[run].count; i++) {
            if (property(site->sent[run].items[i], pointer)) {
                return true;
            }
        }
    }
    return false;
}

/* ---- Payloads ---- */

static bool pattern_matches(slice pattern, slice bytes)
{
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)pattern.data, pattern.length, 0, &error, &offset, NULL);
    if (!code) {
        return false;
    }
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    int result = pcre2_match(code, (PCRE2_SPTR)(bytes.length ? bytes.data : ""), bytes.length, 0, 0,
                             data, NULL);
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return result >= 0;
}

static slice shown(struct arena *arena, slice bytes)
{
    struct buffer out = {.arena = arena};
    for (size_t i = 0; i < bytes.length && i < 300; i++) {
        if ((unsigned char)bytes.data[i] < 0x20) {
            buffer_printf(&out, "\\x%02x", bytes.data[i]);
        } else {
            buffer_append_byte(&out, bytes.data[i]);
        }
    }
    return buffer_slice(&out);
}

static void judge_payload(struct judging *judging, const struct site *site,
                          const struct message *message)
{
    size_t covering = 0, invalid = 0, valid = 0;
    if (slice_trim(message->bytes).length == 0) {
        return; /* of a command that failed, and what fails is taken to print nothing */
    }
    for (size_t i = 0; i < judging->prediction->payloads.count; i++) {
        const struct predicted_payload *payload = &judging->prediction->payloads.items[i];
        if (is_of_site(payload->sink, payload->destination, site) &&
            pattern_matches(payload->pattern, message->bytes)) {
            covering++;
            invalid += slice_is(payload->json, "invalid");
            valid += slice_is(payload->json, "valid");
        }
    }
    bool is_to_be_json = slice_is(message->form, "json") || message_looks_like_json(message);
    const char *why = covering == 0                             ? "not predicted"
                      : !is_to_be_json || message->is_ndjson    ? NULL
                      : message->is_json && invalid == covering ? "JSON, predicted as none"
                      : !message->is_json && valid == covering  ? "no JSON, predicted as JSON"
                                                                : NULL;
    if (why) {
        add_fault(judging, covering ? FAULT_WRONG_SYNTAX : FAULT_UNCOVERED,
                  arena_printf(judging->arena, "%s: %.*s: %.*s", why,
                               SLICE_ARGS(message->destination),
                               SLICE_ARGS(shown(judging->arena, message->bytes))));
    }
}

/* ---- Claims ---- */

static bool is_literal_witness_sent(const struct site *site, slice pointer, slice witness)
{
    for (size_t run = 0; run < RUNS; run++) {
        for (size_t i = 0; i < site->sent[run].count; i++) {
            const struct message *message = site->sent[run].items[i];
            for (size_t j = 0; j < message->ids.count; j++) {
                if (slice_equal(message->ids.items[j].pointer, pointer) &&
                    slice_equal(message->ids.items[j].value, witness)) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Nothing but one payload, or one literal, is predicted: where there are several, a run need not
 * send each. */
static bool is_predicted_as_one(const struct judging *judging, const struct site *site,
                                bool is_literal)
{
    size_t count = 0;
    for (size_t i = 0; i < judging->prediction->payloads.count; i++) {
        const struct predicted_payload *payload = &judging->prediction->payloads.items[i];
        if (is_of_site(payload->sink, payload->destination, site)) {
            count += is_literal && payload->has_hole ? 2 : 1;
        }
    }
    return count == 1;
}

static void judge_id_claim(struct judging *judging, const struct site *site,
                           const struct predicted_finding *finding)
{
    bool violates = slice_is(finding->certainty, "violates");
    const char *why = NULL;
    enum fault_kind kind = FAULT_FALSE_ID;
    if (slice_is_uuid(finding->witness)) {
        why = "calls a UUID bad";
    } else if (violates && holds_in_some_run(site, has_id, finding->pointer) &&
               (!holds_in_some_run(site, may_have_bad_id, finding->pointer) ||
                (site->instances > 0 &&
                 !holds_in_all_runs(site, has_no_right_id, finding->pointer)))) {
        why = "said to violate, but a run sends it right";
    } else if (violates && is_predicted_as_one(judging, site, true) &&
               !holds_in_some_run(site, is_not_one_json, finding->pointer) &&
               !is_literal_witness_sent(site, finding->pointer, finding->witness)) {
        why = "the witness is never sent";
    } else if (!violates && !holds_in_some_run(site, may_have_bad_id, finding->pointer)) {
        why = "may violate, but is right in every run";
        kind = FAULT_DOUBTFUL;
    }
    if (why) {
        add_fault(judging, kind,
                  arena_printf(judging->arena, "%s: %.*s %.*s %.*s", why,
                               SLICE_ARGS(finding->destination), SLICE_ARGS(finding->pointer),
                               SLICE_ARGS(shown(judging->arena, finding->witness))));
    }
}

static void judge_syntax_claim(struct judging *judging, const struct site *site,
                               const struct predicted_finding *finding)
{
    bool violates = slice_is(finding->certainty, "violates");
    bool in_all = holds_in_all_runs(site, is_not_one_json, SLICE(""));
    bool in_some = holds_in_some_run(site, is_not_one_json, SLICE(""));
    bool is_inside = slice_find_byte(finding->pointer, '#') < finding->pointer.length;
    if (is_inside && !is_predicted_as_one(judging, site, false)) {
        return; /* of one alternative, which no run need send */
    }
    if (violates ? !in_all && (site->instances > 0 || !in_some) : !in_some) {
        add_fault(judging, violates ? FAULT_FALSE_SYNTAX : FAULT_DOUBTFUL,
                  arena_printf(judging->arena, "is JSON in some run: %.*s: %.*s",
                               SLICE_ARGS(finding->destination), SLICE_ARGS(finding->message)));
    }
}

static bool message_contains(const struct message *message, slice bytes)
{
    bool contains = slice_find(message->bytes, bytes) < message->bytes.length;
    for (size_t i = 0; i < message->inside.count; i++) {
        slice document = message->inside.items[i].bytes;
        contains |= slice_find(document, bytes) < document.length;
    }
    return contains;
}

static void judge_unexpanded_claim(struct judging *judging, const struct site *site,
                                   const struct predicted_finding *finding)
{
    for (size_t run = 0; run < RUNS; run++) {
        for (size_t i = 0; i < site->sent[run].count; i++) {
            if (message_contains(site->sent[run].items[i], finding->witness)) {
                return;
            }
        }
    }
    if (!is_predicted_as_one(judging, site, false)) {
        return;
    }
    add_fault(judging, FAULT_FALSE_UNEXPANDED,
              arena_printf(judging->arena, "not sent unexpanded: %.*s %.*s",
                           SLICE_ARGS(finding->destination), SLICE_ARGS(finding->witness)));
}

static void judge_claims(struct judging *judging, const struct site *site)
{
    for (size_t i = 0; i < judging->prediction->findings.count; i++) {
        const struct predicted_finding *finding = &judging->prediction->findings.items[i];
        if (!is_exactly_of_site(finding->sink, finding->destination, site) ||
            slice_is(finding->certainty, "unknown")) {
            continue;
        }
        if (slice_is(finding->rule, "request_id-must-be-UUID")) {
            judge_id_claim(judging, site, finding);
        } else if (slice_is(finding->rule, "payload-must-be-JSON")) {
            judge_syntax_claim(judging, site, finding);
        } else if (slice_is(finding->rule, "unexpanded-variable") &&
                   slice_is(finding->certainty, "violates")) {
            judge_unexpanded_claim(judging, site, finding);
        }
    }
}

/* ---- What must be found ---- */

/* What a finding that knows no answer says it depends on. */
static slice reason_of(slice message)
{
    size_t at = slice_find(message, SLICE("depends on "));
    return at < message.length ? slice_sub(message, at + 11, message.length) : message;
}

/* What leaves it open: the finding that says so, or the hole that is all there is of the payload.
 * Nothing where there is neither. */
static slice open_reason(const struct judging *judging, const struct site *site, const char *rule,
                         slice pointer)
{
    slice reason = {NULL, 0};
    for (size_t i = 0; i < judging->prediction->findings.count; i++) {
        const struct predicted_finding *finding = &judging->prediction->findings.items[i];
        if (slice_is(finding->rule, rule) && slice_is(finding->certainty, "unknown") &&
            is_of_site(finding->sink, finding->destination, site) &&
            (pointer.length == 0 || slice_equal(finding->pointer, pointer))) {
            reason = reason_of(finding->message);
        }
    }
    for (size_t i = 0; i < judging->prediction->payloads.count; i++) {
        const struct predicted_payload *payload = &judging->prediction->payloads.items[i];
        if (payload->bare_source.length > 0 &&
            is_of_site(payload->sink, payload->destination, site)) {
            reason = payload->bare_source;
        }
    }
    return reason;
}

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

/* Whether the script only ever reads the variable. */
static bool is_never_set(slice text, slice name)
{
    for (size_t at = slice_find(text, name); at < text.length;) {
        char before = at > 0 ? text.data[at - 1] : '\n';
        char after = at + name.length < text.length ? text.data[at + name.length] : '\n';
        if (!is_name_byte(before) && !is_name_byte(after) && !strchr("${", before)) {
            return false;
        }
        at++;
        at += slice_find(slice_sub(text, at, text.length), name);
    }
    return true;
}

/* What the environment, the arguments or a server give may be anything: two runs don't prove that
 * all would send it wrong. */
static bool is_from_outside(const struct judging *judging, slice pointer, slice reason)
{
    slice prefix = SLICE("environment variable ");
    if (slice_starts_with(reason, prefix)) {
        slice name = slice_sub(reason, prefix.length, reason.length);
        name.length = slice_find_byte(name, ' ');
        /* One that was set in a subshell and is lost: the right run has a UUID there. Without
         * quotes that is no JSON, but another value would be. */
        return pointer.length == 0 || is_never_set(judging->text, name);
    }
    return (reason.length > 1 && reason.data[0] == '$' && reason.data[1] >= '1' &&
            reason.data[1] <= '9') ||
           slice_starts_with(reason, SLICE("output of curl"));
}

static void add_missed(struct judging *judging, const struct site *site, slice pointer,
                       slice reason)
{
    if (is_from_outside(judging, pointer, reason)) {
        return;
    }
    reason = reason.length > 0 ? reason : SLICE("nothing is said");
    VECTOR_PUSH(judging->arena, &judging->judgement->questions,
                ((struct open_question){reason, pointer.length > 0, true}));
    add_fault(judging, pointer.length ? FAULT_MISSED_ID : FAULT_MISSED_SYNTAX,
              arena_printf(judging->arena, "%.*s %.*s: %.*s", SLICE_ARGS(site->destination),
                           SLICE_ARGS(pointer), SLICE_ARGS(reason)));
}

static bool is_predicted_as_none(const struct judging *judging, const struct site *site)
{
    for (size_t i = 0; i < judging->prediction->payloads.count; i++) {
        const struct predicted_payload *payload = &judging->prediction->payloads.items[i];
        if (slice_is(payload->json, "invalid") &&
            is_exactly_of_site(payload->sink, payload->destination, site)) {
            return true;
        }
    }
    return false;
}

/* A pointer into a list of documents, without the number of the document. */
static slice without_index(slice pointer)
{
    size_t at = 1;
    while (at < pointer.length && pointer.data[at] >= '0' && pointer.data[at] <= '9') {
        at++;
    }
    return at > 1 && at < pointer.length && pointer.data[at] == '/'
               ? slice_sub(pointer, at, pointer.length)
               : pointer;
}

/* One mistake that several commands send is told once, at the first of them: where nothing is left
 * open, a finding of another command is of this one too if it has the same pointer or value. */
static bool is_told_elsewhere(const struct judging *judging, const struct site *site,
                              const struct predicted_finding *finding, slice pointer)
{
    return pointer.length == 0
               ? is_predicted_as_none(judging, site)
               : slice_equal(without_index(finding->pointer), without_index(pointer)) ||
                     is_literal_witness_sent(site, pointer, finding->witness);
}

static bool is_found(const struct judging *judging, const struct site *site, const char *rule,
                     slice pointer, slice reason)
{
    for (size_t i = 0; i < judging->prediction->findings.count; i++) {
        const struct predicted_finding *finding = &judging->prediction->findings.items[i];
        bool is_asked = slice_is(finding->rule, rule) ||
                        (pointer.length == 0 && slice_is(finding->rule, "unquoted-expansion"));
        if (!is_asked || slice_is(finding->certainty, "unknown")) {
            continue;
        }
        if (is_of_site(finding->sink, finding->destination, site) &&
            (pointer.length == 0 || slice_equal(finding->pointer, pointer))) {
            return true;
        }
        if (reason.length == 0 && is_told_elsewhere(judging, site, finding, pointer)) {
            return true;
        }
    }
    return false;
}

static void judge_recall_of_ids(struct judging *judging, const struct site *site)
{
    static const char rule[] = "request_id-must-be-UUID";
    VECTOR(slice) done = {NULL, 0, 0};
    for (size_t i = 0; i < RUNS * 64; i++) {
        size_t run = i / 64, at = i % 64;
        for (size_t j = 0; at < site->sent[run].count && j < site->sent[run].items[at]->ids.count;
             j++) {
            slice pointer = site->sent[run].items[at]->ids.items[j].pointer;
            bool is_done = false;
            for (size_t k = 0; k < done.count; k++) {
                is_done |= slice_equal(done.items[k], pointer);
            }
            if (is_done) {
                continue;
            }
            VECTOR_PUSH(judging->arena, &done, pointer);
            if (!holds_in_all_runs(site, has_bad_id, pointer)) {
                continue;
            }
            judging->judgement->bad_ids++;
            slice reason = open_reason(judging, site, rule, pointer);
            if (is_found(judging, site, rule, pointer, reason)) {
                judging->judgement->bad_ids_found++;
            } else {
                judging->judgement->outside += is_from_outside(judging, pointer, reason);
                judging->judgement->bad_ids -= is_from_outside(judging, pointer, reason);
                add_missed(judging, site, pointer, reason);
            }
        }
    }
}

static void judge_recall_of_syntax(struct judging *judging, const struct site *site)
{
    static const char rule[] = "payload-must-be-JSON";
    if (!holds_in_all_runs(site, is_malformed, SLICE(""))) {
        return;
    }
    judging->judgement->malformed++;
    slice reason = open_reason(judging, site, rule, SLICE(""));
    if (is_found(judging, site, rule, SLICE(""), reason)) {
        judging->judgement->malformed_found++;
    } else {
        judging->judgement->outside += is_from_outside(judging, SLICE(""), reason);
        judging->judgement->malformed -= is_from_outside(judging, SLICE(""), reason);
        add_missed(judging, site, SLICE(""), reason);
    }
}

static void add_open_questions(struct judging *judging)
{
    for (size_t i = 0; i < judging->prediction->findings.count; i++) {
        const struct predicted_finding *finding = &judging->prediction->findings.items[i];
        if (slice_is(finding->certainty, "unknown")) {
            VECTOR_PUSH(judging->arena, &judging->judgement->questions,
                        ((struct open_question){reason_of(finding->message),
                                                slice_is(finding->rule, "request_id-must-be-UUID"),
                                                false}));
        }
    }
}

/* Where a word that is split has pushed the destination aside, the command is no longer the one
 * that was written. */
static bool is_made_destination(slice destination)
{
    return destination.length > 1 && destination.data[0] == 'd' && destination.data[1] >= '0' &&
           destination.data[1] <= '9';
}

void judge(struct arena *arena, slice text, const struct messages sent[RUNS],
           const struct prediction *prediction, struct judgement *judgement)
{
    struct judging judging = {.arena = arena,
                              .text = text,
                              .prediction = prediction,
                              .judgement = judgement,
                              .sites = {NULL, 0, 0}};
    memset(judgement, 0, sizeof *judgement);
    if (prediction->failed) {
        add_fault(&judging, FAULT_CRASH, SLICE("paylint failed"));
        return;
    }
    find_sites(&judging, sent);
    for (size_t i = 0; i < judging.sites.count; i++) {
        const struct site *site = &judging.sites.items[i];
        if (!is_made_destination(site->destination)) {
            continue;
        }
        for (size_t run = 0; run < RUNS; run++) {
            for (size_t j = 0; j < site->sent[run].count; j++) {
                judgement->messages++;
                judge_payload(&judging, site, site->sent[run].items[j]);
            }
        }
        judge_claims(&judging, site);
        judge_recall_of_ids(&judging, site);
        judge_recall_of_syntax(&judging, site);
    }
    add_open_questions(&judging);
}
