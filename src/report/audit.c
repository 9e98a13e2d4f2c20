/* The table of the audit's formats, and what they share. */
#include "report/audit.h"

#include "base/buffer.h"
#include "rule/alternative.h"

struct audit_row {
    const char *name;
    audit_function *function;
};

static const struct audit_row rows[] = {
    {"text", audit_text},
    {"markdown", audit_markdown},
    {"json", audit_json},
    {"html", audit_html},
};

audit_function *audit_find(const char *name)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return rows[i].function;
        }
    }
    return NULL;
}

const char *audit_name(size_t index)
{
    return index < sizeof rows / sizeof *rows ? rows[index].name : NULL;
}

struct audit_summary audit_summary(const struct audit *audit)
{
    struct audit_summary summary = {0};
    for (size_t i = 0; i < audit->count; i++) {
        summary.counts[audit->items[i].verdict]++;
    }
    return summary;
}

slice audit_summary_told(struct arena *arena, const struct audit_summary *summary)
{
    static const char *const one[AUDIT_VERDICT_COUNT] = {
        "needs a fix",  "depends on something outside",
        "is protected", "is already correct",
        "is safe",      "sends nothing"};
    static const char *const many[AUDIT_VERDICT_COUNT] = {
        "need a fix",    "depend on something outside",
        "are protected", "are already correct",
        "are safe",      "send nothing"};
    struct buffer buffer = {.arena = arena};
    for (size_t i = 0; i < AUDIT_VERDICT_COUNT; i++) {
        size_t count = summary->counts[i];
        if (count > 0) {
            buffer_printf(&buffer, "%s%zu %s", buffer.length > 0 ? ", " : "", count,
                          count == 1 ? one[i] : many[i]);
        }
    }
    return buffer_slice(&buffer);
}

slice audit_id_told(struct arena *arena, const struct audited_id *id)
{
    if (id->certainty != CERTAINTY_VALID && id->value.data) {
        return arena_printf(arena, "\"%.*s\"", SLICE_ARGS(bytes_shown(arena, id->value)));
    }
    return id->from.data
               ? bytes_shown(arena, id->from)
               : arena_printf(arena, "\"%.*s\"", SLICE_ARGS(bytes_shown(arena, id->value)));
}
