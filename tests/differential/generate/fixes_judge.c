/* Holds what a fixed script sends against what it sent before. What a finding that is gone was
 * about must be right now; and nothing else may have changed: as many messages, in the same order,
 * by the same words, with the same bytes but for ids that were wrong. */
#include "fixes.h"

/* What fixes of a rule that was told may change in a message besides its wrong ids. */
enum loosening {
    LOOSE_CASE = 1,   /* of letters */
    LOOSE_SYNTAX = 2, /* where it was no JSON: punctuation */
    LOOSE_ALL = 4,    /* what is sent depends on it */
};

static const struct {
    const char *rule;
    unsigned loosening;
} loosenings[] = {
    {"uuidgen-lowercase", LOOSE_CASE},      {"uuid-must-be-lowercase", LOOSE_CASE},
    {"payload-must-be-JSON", LOOSE_SYNTAX}, {"unexpanded-variable", LOOSE_ALL},
    {"unquoted-expansion", LOOSE_ALL},      {"unescaped-expansion", LOOSE_ALL},
    {"base64-wraps-lines", LOOSE_ALL},      {"duplicate-key", LOOSE_ALL},
};

/* What is written to a file and sent from there is told once where it is written, without a
 * destination. */
static bool is_told_without_destination(const struct predicted_finding *left)
{
    return slice_is(left->rule, "payload-must-be-JSON") && left->destination.length == 0;
}

static bool is_about_same(const struct predicted_finding *left,
                          const struct predicted_finding *finding)
{
    return slice_equal(left->rule, finding->rule) &&
           ((slice_equal(left->sink, finding->sink) &&
             slice_equal(left->destination, finding->destination) &&
             slice_equal(left->pointer, finding->pointer)) ||
            is_told_without_destination(left));
}

/* Whether something is left of the finding; of what isn't known, too, if `counts_unknown`. */
static bool is_left(const struct fix_trial *trial, const struct predicted_finding *finding,
                    bool counts_unknown)
{
    for (size_t i = 0; i < trial->left.findings.count; i++) {
        const struct predicted_finding *left = &trial->left.findings.items[i];
        if (is_about_same(left, finding) &&
            (counts_unknown || !slice_is(left->certainty, "unknown"))) {
            return true;
        }
    }
    return false;
}

bool fixes_mended(const struct fix_trial *trial, const struct predicted_finding *finding)
{
    return !is_left(trial, finding, false);
}

static unsigned find_loosening(const struct fix_trial *trial)
{
    unsigned loosening = 0;
    for (size_t i = 0; i < trial->told.findings.count; i++) {
        const struct predicted_finding *finding = &trial->told.findings.items[i];
        for (size_t k = 0; k < sizeof loosenings / sizeof *loosenings; k++) {
            bool loosens = slice_is(finding->rule, loosenings[k].rule);
            loosening |= loosens ? loosenings[k].loosening : 0;
        }
    }
    return loosening;
}

/* ---- Right now ---- */

/* Where others send to the same destination, only what sends the very same is known to be meant. */
static bool is_wrong(const struct predicted_finding *finding, const struct message *message,
                     struct fix_mode mode)
{
    if (slice_is(finding->rule, "payload-must-be-JSON")) {
        return !mode.shares_destinations && !message->is_json && !message->is_ndjson;
    }
    for (size_t i = 0; i < message->ids.count; i++) {
        const struct sent_id *id = &message->ids.items[i];
        if (slice_is(finding->rule, "request_id-must-be-UUID") &&
            slice_equal(id->pointer, finding->pointer) && !id->is_uuid &&
            (!mode.shares_destinations || slice_equal(id->value, finding->witness))) {
            return true;
        }
    }
    return false;
}

static void judge_mended(struct arena *arena, struct fix_trial *trial, struct fix_mode mode,
                         const struct messages after[RUNS])
{
    for (size_t i = 0; i < trial->told.findings.count; i++) {
        const struct predicted_finding *finding = &trial->told.findings.items[i];
        slice destination = slice_basename(finding->destination);
        for (size_t k = 0; k < after[0].count + after[1].count; k++) {
            bool first = k < after[0].count;
            const struct message *message =
                first ? &after[0].items[k] : &after[1].items[k - after[0].count];
            if (finding->safety.data && slice_equal(message->destination, destination) &&
                is_wrong(finding, message, mode) && !is_left(trial, finding, true)) {
                fixes_blame(arena, trial, FAULT_FIX_BAD,
                            arena_printf(arena, "%.*s %.*s", SLICE_ARGS(finding->rule),
                                         SLICE_ARGS(message->bytes)));
                return;
            }
        }
    }
}

/* ---- Otherwise the same ---- */

static bool has_bad_id(const struct message *message)
{
    for (size_t i = 0; i < message->ids.count; i++) {
        if (!message->ids.items[i].is_uuid) {
            return true;
        }
    }
    return false;
}

static bool stands_in(slice bytes, size_t at, slice written)
{
    return written.data >= bytes.data + at && written.data < bytes.data + bytes.length;
}

/* Appends the bytes, which are the message's or what a string of it holds in base64: `?` in place
 * of the ids that were wrong before, and the document in place of base64. */
static void append_opened(struct buffer *out, slice bytes, const struct message *message,
                          const struct message *before)
{
    size_t at = 0;
    while (at < bytes.length) {
        slice next = slice_sub(bytes, bytes.length, bytes.length);
        const struct sent_base64 *opened = NULL;
        for (size_t i = 0; i < message->inside.count; i++) {
            const struct sent_base64 *inside = &message->inside.items[i];
            if (stands_in(bytes, at, inside->written) && inside->written.data < next.data) {
                next = inside->written;
                opened = inside;
            }
        }
        for (size_t i = 0; i < message->ids.count && i < before->ids.count; i++) {
            slice written = message->ids.items[i].written;
            if (!before->ids.items[i].is_uuid && stands_in(bytes, at, written) &&
                written.data < next.data) {
                next = written;
                opened = NULL;
            }
        }
        size_t start = (size_t)(next.data - bytes.data);
        buffer_append(out, slice_sub(bytes, at, start));
        if (opened) {
            append_opened(out, opened->bytes, message, before);
        } else if (start < bytes.length) {
            buffer_append_byte(out, '?');
        }
        at = start + next.length;
    }
}

static slice masked(struct arena *arena, const struct message *message,
                    const struct message *before)
{
    struct buffer out = {.arena = arena};
    append_opened(&out, message->bytes, message, before);
    return buffer_slice(&out);
}

/* What is left without punctuation, and what of it may be a word that was put into quotes. */
static slice bare(struct arena *arena, slice bytes)
{
    struct buffer out = {.arena = arena};
    for (size_t i = 0; i < bytes.length; i++) {
        char c = bytes.data[i];
        bool newline = c == '\\' && i + 1 < bytes.length && strchr("nrt", bytes.data[i + 1]);
        i += newline;
        if (!newline && !strchr("\"'\\,:{}[] \t\r\n", c)) {
            buffer_append_byte(&out, c);
        }
    }
    return buffer_slice(&out);
}

/* Whether a message that is no JSON has only got new ids: what stands between its UUIDs now was
 * there before, in this order. */
static bool has_new_ids_only(struct arena *arena, slice before, slice after)
{
    static const char mark[] = "\1";
    before = without_uuids(arena, before, mark);
    after = without_uuids(arena, after, mark);
    for (bool first = true;; first = false) {
        size_t end = slice_find_byte(after, mark[0]);
        slice part = slice_sub(after, 0, end);
        bool last = end >= after.length;
        size_t at = first ? 0 : last ? before.length - part.length : slice_find(before, part);
        if (part.length > before.length ||
            !slice_starts_with(slice_sub(before, at, before.length), part)) {
            return false;
        }
        if (last) {
            return true;
        }
        before = slice_sub(before, at + part.length, before.length);
        after = slice_sub(after, end + 1, after.length);
    }
}

static slice in_lower_case(struct arena *arena, slice bytes)
{
    return arena_copy_in_case(arena, bytes, true);
}

static bool is_json_throughout(const struct message *message)
{
    return message->is_json && !message->has_malformed_inside;
}

static bool is_same_message(struct arena *arena, const struct message *before,
                            const struct message *after, unsigned loosening)
{
    if ((loosening & LOOSE_ALL) || slice_equal(before->bytes, after->bytes)) {
        return true;
    }
    slice was = masked(arena, before, before);
    slice is = masked(arena, after, before);
    if (loosening & LOOSE_CASE) {
        was = in_lower_case(arena, was);
        is = in_lower_case(arena, is);
    }
    bool was_json = is_json_throughout(before);
    if (!was_json && (loosening & LOOSE_SYNTAX)) {
        return !is_json_throughout(after) || has_bad_id(after) || after->ids.count > 0 ||
               slice_equal(bare(arena, was), bare(arena, is));
    }
    return slice_equal(was, is) || (!was_json && has_new_ids_only(arena, was, is));
}

/* What is split into words may carry on with an id. */
static bool is_sent_alike(const struct message *a, const struct message *b)
{
    return slice_equal(a->sink, b->sink) &&
           (!a->is_json || slice_equal(a->destination, b->destination)) &&
           (!a->is_json || slice_equal(a->words, b->words));
}

static bool is_steady(const struct messages *before, const struct messages *once_more)
{
    bool same = before->count == once_more->count && before->status == once_more->status;
    for (size_t i = 0; same && i < before->count; i++) {
        same = slice_equal(before->items[i].destination, once_more->items[i].destination);
    }
    return same;
}

/* What is sent otherwise now for no good reason, in one of the two ways to run it; data NULL:
 * nothing.
 */
static slice find_change(struct arena *arena, struct fix_trial *trial,
                         const struct messages *before, const struct messages *once_more,
                         const struct messages *after)
{
    unsigned loosening = find_loosening(trial);
    if (before->count != after->count || before->status != after->status) {
        return arena_printf(arena, "%zu messages, %zu before; status %d, %d before", after->count,
                            before->count, after->status, before->status);
    }
    for (size_t i = 0; i < before->count; i++) {
        const struct message *was = &before->items[i];
        const struct message *is = &after->items[i];
        if (!slice_equal(was->bytes, once_more->items[i].bytes)) {
            trial->unsteady++;
            continue;
        }
        trial->compared += was->is_json && !has_bad_id(was);
        if (!is_sent_alike(was, is) || !is_same_message(arena, was, is, loosening)) {
            return arena_printf(arena, "%.*s was sent %.*s, is %.*s", SLICE_ARGS(was->destination),
                                SLICE_ARGS(was->bytes), SLICE_ARGS(is->bytes));
        }
    }
    return (slice){NULL, 0};
}

bool fixes_judge(struct arena *arena, struct fix_trial *trial, struct fix_mode mode,
                 const struct messages before[RUNS], const struct messages after[RUNS])
{
    judge_mended(arena, trial, mode, after);
    for (int run = 0; before && run < RUNS; run++) {
        if (find_change(arena, trial, &before[run], &before[run], &after[run]).data) {
            return false;
        }
    }
    return true;
}

void fixes_judge_again(struct arena *arena, struct fix_trial *trial,
                       const struct messages before[RUNS], const struct messages once_more[RUNS],
                       const struct messages after[RUNS])
{
    trial->compared = 0;
    for (int run = 0; run < RUNS; run++) {
        slice change = {NULL, 0};
        if (is_steady(&before[run], &once_more[run])) {
            change = find_change(arena, trial, &before[run], &once_more[run], &after[run]);
        }
        if (change.data) {
            fixes_blame(arena, trial, FAULT_FIX_CHANGES, change);
        }
    }
}
