/* The audit for people at a terminal: a line a script, its ids below it. */
#include "report/audit.h"

#include "base/shown.h"
#include "report/style.h"
#include "rule/alternative.h"

static const char *verdict_style(const struct text_style *style, enum audit_verdict verdict)
{
    switch (verdict) {
    case AUDIT_NEEDS_FIX:
        return style->error;
    case AUDIT_DEPENDS:
        return style->warning;
    case AUDIT_NO_PAYLOAD:
        return "";
    default:
        return style->good;
    }
}

static const char *certainty_style(const struct text_style *style, enum certainty certainty)
{
    return certainty == CERTAINTY_VIOLATES ? style->error
           : certainty == CERTAINTY_VALID  ? style->good
                                           : style->warning;
}

static void print_ids(const struct audit *audit, const struct audited_script *script, FILE *out)
{
    const struct text_style *style = text_style(audit->colour);
    for (size_t i = 0; i < script->id_count; i++) {
        const struct audited_id *id = &script->ids[i];
        const struct source *source = id->span.source;
        struct position at =
            source ? source_position(source, id->span.start) : (struct position){0, 0};
        slice destination = payload_destination(audit->arena, id->payload);
        fprintf(out, "    %s%-12s%s ", certainty_style(style, id->certainty),
                certainty_name(id->certainty), style->off);
        shown_print(out, id->pointer);
        if (id->payload->sink) {
            fprintf(out, " to %.*s %.*s", SLICE_ARGS(id->payload->sink->name),
                    SLICE_ARGS(bytes_shown(audit->arena, destination)));
        }
        fputs(": ", out);
        shown_print(out, audit_id_told(audit->arena, id));
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
    const struct text_style *style = text_style(audit->colour);
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
        fprintf(out, "%s%.*s%s%*s  %s%-15s%s  ", style->bold, SLICE_ARGS(path), style->off, rest,
                "", verdict_style(style, script->verdict), audit_verdict_name(script->verdict),
                style->off);
        shown_print(out, script->reason);
        fputc('\n', out);
        print_ids(audit, script, out);
    }
    fprintf(out, "%s%zu script%s: %.*s.\n", audit->count > 0 ? "\n" : "", audit->count,
            audit->count == 1 ? "" : "s", SLICE_ARGS(audit_summary_told(audit->arena, &summary)));
}
