/* The audit in Markdown: a table, as it is put into an issue or a wiki, and the ids of each script.
 */
#include "report/audit.h"
#include "report/markup.h"
#include "rule/alternative.h"

static void print_ids(struct arena *arena, const struct audited_script *script, FILE *out)
{
    fputs("\n### ", out);
    markdown_print(slice_from(script->path), out);
    fputs("\n", out);
    for (size_t i = 0; i < script->id_count; i++) {
        const struct audited_id *id = &script->ids[i];
        const struct source *source = id->span.source;
        fprintf(out, "- %s: ", certainty_name(id->certainty));
        markdown_print(id->pointer, out);
        fputs(": ", out);
        markdown_print(audit_id_told(arena, id), out);
        if (source) {
            fprintf(out, " (line %u", source_position(source, id->span.start).line);
            if (source != script->source) {
                fputs(" of ", out);
                markdown_print(slice_from(source->path), out);
            }
            fputs(")", out);
        }
        fputs("\n", out);
    }
}

void audit_markdown(const struct audit *audit, FILE *out)
{
    struct audit_summary summary = audit_summary(audit);
    fprintf(out, "## Payload audit\n\n%zu script%s: %.*s.\n\n", audit->count,
            audit->count == 1 ? "" : "s", SLICE_ARGS(audit_summary_told(audit->arena, &summary)));
    fputs("| script | verdict | reason |\n|---|---|---|\n", out);
    for (size_t i = 0; i < audit->count; i++) {
        const struct audited_script *script = &audit->items[i];
        fputs("| ", out);
        markdown_print(slice_from(script->path), out);
        fprintf(out, " | %s | ", audit_verdict_name(script->verdict));
        markdown_print(script->reason, out);
        fputs(" |\n", out);
    }
    for (size_t i = 0; i < audit->count; i++) {
        if (audit->items[i].id_count > 0) {
            print_ids(audit->arena, &audit->items[i], out);
        }
    }
}
