/* The audit for people at a terminal: a line a script, its ids below it. */
#include "report/audit.h"

#include "rule/alternative.h"

static void print_ids(struct arena *arena, const struct audited_script *script, FILE *out)
{
    for (size_t i = 0; i < script->id_count; i++) {
        const struct audited_id *id = &script->ids[i];
        const struct source *source = id->span.source;
        struct position at =
            source ? source_position(source, id->span.start) : (struct position){0, 0};
        slice destination = payload_destination(arena, id->payload);
        fprintf(out, "    %-12s %.*s", certainty_name(id->certainty), SLICE_ARGS(id->pointer));
        if (id->payload->sink) {
            fprintf(out, " to %.*s %.*s", SLICE_ARGS(id->payload->sink->name),
                    SLICE_ARGS(bytes_shown(arena, destination)));
        }
        fprintf(out, ": %.*s", SLICE_ARGS(audit_id_told(arena, id)));
        if (source && source != script->source) {
            fprintf(out, " (%s:%u)", source->path, at.line);
        } else if (source) {
            fprintf(out, " (line %u)", at.line);
        }
        fputc('\n', out);
    }
}

void audit_text(const struct audit *audit, FILE *out)
{
    struct audit_summary summary = audit_summary(audit);
    int width = 0;
    for (size_t i = 0; i < audit->count; i++) {
        int length = (int)strlen(audit->items[i].path);
        width = length > width && length <= 60 ? length : width;
    }
    for (size_t i = 0; i < audit->count; i++) {
        const struct audited_script *script = &audit->items[i];
        fprintf(out, "%-*s  %-15s  %.*s\n", width, script->path,
                audit_verdict_name(script->verdict), SLICE_ARGS(script->reason));
        print_ids(audit->arena, script, out);
    }
    fprintf(out, "%s%zu script%s: %.*s.\n", audit->count > 0 ? "\n" : "", audit->count,
            audit->count == 1 ? "" : "s", SLICE_ARGS(audit_summary_told(audit->arena, &summary)));
}
