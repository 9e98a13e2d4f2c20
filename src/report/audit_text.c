/* The audit for people at a terminal: a line a script, its ids below it. */
#include "report/audit.h"

#include "base/shown.h"
#include "rule/alternative.h"

static void print_ids(struct arena *arena, const struct audited_script *script, FILE *out)
{
    for (size_t i = 0; i < script->id_count; i++) {
        const struct audited_id *id = &script->ids[i];
        const struct source *source = id->span.source;
        struct position at =
            source ? source_position(source, id->span.start) : (struct position){0, 0};
        slice destination = payload_destination(arena, id->payload);
        fprintf(out, "    %-12s ", certainty_name(id->certainty));
        shown_print(out, id->pointer);
        if (id->payload->sink) {
            fprintf(out, " to %.*s %.*s", SLICE_ARGS(id->payload->sink->name),
                    SLICE_ARGS(bytes_shown(arena, destination)));
        }
        fputs(": ", out);
        shown_print(out, audit_id_told(arena, id));
        if (source && source != script->source) {
            fputs(" (", out);
            shown_print(out, slice_from(source->path));
            fprintf(out, ":%u)", at.line);
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
        int length = (int)shown(audit->arena, slice_from(audit->items[i].path)).length;
        width = length > width && length <= 60 ? length : width;
    }
    for (size_t i = 0; i < audit->count; i++) {
        const struct audited_script *script = &audit->items[i];
        slice path = shown(audit->arena, slice_from(script->path));
        int rest = width > (int)path.length ? width - (int)path.length : 0;
        fprintf(out, "%.*s%*s  %-15s  ", SLICE_ARGS(path), rest, "",
                audit_verdict_name(script->verdict));
        shown_print(out, script->reason);
        fputc('\n', out);
        print_ids(audit->arena, script, out);
    }
    fprintf(out, "%s%zu script%s: %.*s.\n", audit->count > 0 ? "\n" : "", audit->count,
            audit->count == 1 ? "" : "s", SLICE_ARGS(audit_summary_told(audit->arena, &summary)));
}
