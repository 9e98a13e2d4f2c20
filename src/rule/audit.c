/* The audit's verdicts. In: what was found out about a script. Out: one verdict, and why. */
#include "rule/audit.h"

#include "base/buffer.h"
#include "rule/alternative.h"
#include "rule/configuration.h"

const char *audit_verdict_name(enum audit_verdict verdict)
{
    static const char *const names[AUDIT_VERDICT_COUNT] = {
        "needs-fix", "depends", "protected", "already-correct", "safe", "no-payload"};
    return names[verdict];
}

/* What counts towards the verdict. */
struct auditing {
    struct arena *arena;
    struct audited_script *script;
    const struct findings *findings;
    struct {
        struct payload *items;
        size_t count;
        size_t capacity;
    } sent;
    struct {
        slice *items;
        size_t count;
        size_t capacity;
    } names; /* that something depends on */
    struct {
        const struct finding **items;
        size_t count;
        size_t capacity;
    } told;
    const struct guard *guard;
    size_t errors;
    size_t opaque;                    /* payloads whose contents aren't judged */
    const struct finding *first;      /* error */
    const struct finding *suppressed; /* by a comment; NULL: none is */
};

static bool is_listed(const struct auditing *auditing, slice name)
{
    for (size_t i = 0; i < auditing->names.count; i++) {
        if (slice_equal(auditing->names.items[i], name)) {
            return true;
        }
    }
    return false;
}

static void add_name(struct auditing *auditing, slice name)
{
    if (name.length > 0 && !is_listed(auditing, name)) {
        VECTOR_PUSH(auditing->arena, &auditing->names, name);
    }
}

static void count_findings(struct auditing *auditing)
{
    for (size_t i = 0; i < auditing->findings->count; i++) {
        const struct finding *finding = &auditing->findings->items[i];
        bool error = finding->rule->severity == SEVERITY_ERROR;
        if (finding->is_suppressed) {
            bool told = error && finding->certainty != CERTAINTY_UNKNOWN;
            auditing->suppressed = told ? finding : auditing->suppressed;
            continue;
        }
        if (finding->certainty != CERTAINTY_UNKNOWN) {
            VECTOR_PUSH(auditing->arena, &auditing->told, finding);
        }
        if (finding->is_guarded) {
            continue; /* count_payloads has the guard */
        }
        if (finding->certainty == CERTAINTY_UNKNOWN) {
            if (error) {
                add_name(auditing, finding->reason);
            }
        } else if (error) {
            auditing->first = auditing->first ? auditing->first : finding;
            auditing->errors++;
        } else {
            auditing->script->warnings++;
        }
    }
}

static void count_payloads(struct auditing *auditing, const struct payload_list *payloads)
{
    for (size_t i = 0; i < payloads->count; i++) {
        const struct payload *payload = &payloads->items[i];
        if (!payload->sink) {
            continue;
        }
        VECTOR_PUSH(auditing->arena, &auditing->sent, *payload);
        if (payload->guard && (payload->is_not_json || !payload->is_right)) {
            auditing->guard = payload->guard;
        } else if (payload->is_not_json) {
            auditing->opaque++;
        }
    }
}

/* A guard counts too for what can't be known of the ids that go there. */
static void count_guarded_ids(struct auditing *auditing, const struct audited_ids *ids)
{
    for (size_t i = 0; i < ids->count; i++) {
        const struct audited_id *id = &ids->items[i];
        if (id->payload->guard && id->certainty != CERTAINTY_VALID) {
            auditing->guard = id->payload->guard;
        }
    }
}

/* ---- Reasons ---- */

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static slice reason_of_errors(const struct auditing *auditing)
{
    const struct finding *first = auditing->first;
    struct position at = source_position(first->span.source, first->span.start);
    slice more = auditing->errors > 1
                     ? arena_printf(auditing->arena, "; %zu more", auditing->errors - 1)
                     : SLICE("");
    return arena_printf(auditing->arena, "line %u: %.*s%.*s", at.line, SLICE_ARGS(first->message),
                        SLICE_ARGS(more));
}

static slice reason_of_names(const struct auditing *auditing)
{
    enum { NAMES_TOLD_MAX = 4 };
    struct buffer buffer = {.arena = auditing->arena};
    size_t count = auditing->names.count;
    buffer_append(&buffer, SLICE("depends on "));
    for (size_t i = 0; i < count && i < NAMES_TOLD_MAX; i++) {
        const char *joint = i == 0 ? "" : i + 1 == count ? " and " : ", ";
        buffer_printf(&buffer, "%s%.*s", joint,
                      SLICE_ARGS(bytes_shown(auditing->arena, auditing->names.items[i])));
    }
    if (count > NAMES_TOLD_MAX) {
        buffer_printf(&buffer, " and %zu more", count - NAMES_TOLD_MAX);
    } else if (count == 0) {
        buffer_append(&buffer, SLICE("what the receiver makes of it: it isn't JSON"));
    }
    return buffer_slice(&buffer);
}

/* What makes the ids, each told once: "uuidgen | tr". */
static slice reason_of_ids(const struct auditing *auditing, const struct audited_ids *ids)
{
    struct buffer buffer = {.arena = auditing->arena};
    struct map *told = map_new(auditing->arena);
    buffer_append(&buffer,
                  ids->count == 1 ? SLICE("its id is a UUID: ") : SLICE("every id is a UUID: "));
    bool first = true;
    for (size_t i = 0; i < ids->count; i++) {
        slice from = ids->items[i].from.data ? ids->items[i].from : SLICE("written there");
        if (!map_get(told, from)) {
            buffer_printf(&buffer, "%s%.*s", first ? "" : ", ",
                          SLICE_ARGS(bytes_shown(auditing->arena, from)));
            map_put(told, from, told);
            first = false;
        }
    }
    return buffer_slice(&buffer);
}

static slice reason_of_guard(const struct auditing *auditing)
{
    const struct finding *suppressed = auditing->suppressed;
    if (!auditing->guard) {
        struct position at = source_position(suppressed->span.source, suppressed->span.start);
        return arena_printf(auditing->arena, "a comment allows what is wrong in line %u", at.line);
    }
    return auditing->guard->reason.data ? auditing->guard->reason
                                        : SLICE("its destination validates by itself");
}

static slice with_warnings(const struct auditing *auditing, slice reason)
{
    size_t count = auditing->script->warnings;
    return count > 0 ? arena_printf(auditing->arena, "%.*s; %zu warning%s", SLICE_ARGS(reason),
                                    count, plural(count))
                     : reason;
}

struct audited_script audit_script(struct arena *arena, const struct source *source,
                                   const struct payload_list *payloads,
                                   const struct findings *findings, const struct audited_ids *ids)
{
    struct audited_script script = {.path = source->path, .source = source};
    struct auditing auditing = {.arena = arena, .script = &script, .findings = findings};
    slice reason;
    count_findings(&auditing);
    count_payloads(&auditing, payloads);
    count_guarded_ids(&auditing, ids);
    if (auditing.errors > 0) {
        script.verdict = AUDIT_NEEDS_FIX;
        reason = reason_of_errors(&auditing);
    } else if (auditing.sent.count == 0) {
        script.verdict = AUDIT_NO_PAYLOAD;
        reason = SLICE("it sends nothing");
    } else if (auditing.names.count > 0 || auditing.opaque > 0) {
        script.verdict = AUDIT_DEPENDS;
        reason = reason_of_names(&auditing);
    } else if (auditing.guard || auditing.suppressed) {
        script.verdict = AUDIT_PROTECTED;
        reason = reason_of_guard(&auditing);
    } else if (ids->count > 0) {
        script.verdict = AUDIT_ALREADY_CORRECT;
        reason = reason_of_ids(&auditing, ids);
    } else {
        script.verdict = AUDIT_SAFE;
        reason = SLICE("it sends no id: the receiver makes it");
    }
    script.reason = with_warnings(&auditing, reason);
    script.payloads = auditing.sent.items;
    script.payload_count = auditing.sent.count;
    script.ids = ids->items;
    script.id_count = ids->count;
    script.findings = auditing.told.items;
    script.finding_count = auditing.told.count;
    script.depends_on = auditing.names.items;
    script.depends_count = auditing.names.count;
    return script;
}
