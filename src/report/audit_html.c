/* The audit as one HTML page that needs nothing else: each script with its verdict, its findings,
 * its payloads with what is known of their holes, and its source, where the way of each id can be
 * drawn. */
#include "report/audit.h"
#include "report/html_page.h"
#include "report/html_source.h"
#include "report/markup.h"
#include "report/showing.h"
#include "rule/alternative.h"

struct page {
    const struct audit *audit;
    const struct audited_script *script;
    size_t number; /* of the script, from 1 */
    struct marks_list marks;
    FILE *out;
};

static void print(const struct page *page, const char *text)
{
    html_print(slice_from(text), page->out);
}

/* ---- Places ---- */

static uint32_t line_of(const struct page *page, struct span span)
{
    return span.source == page->script->source ? source_position(span.source, span.start).line : 0;
}

static void print_line_link(const struct page *page, struct span span)
{
    uint32_t line = line_of(page, span);
    if (line > 0) {
        fprintf(page->out, " <a href=\"#s%zuL%u\">line %u</a>", page->number, line, line);
    } else if (span.source) {
        fputs(" <span class=\"elsewhere\">", page->out);
        print(page, span.source->path);
        fprintf(page->out, ":%u</span>", source_position(span.source, span.start).line);
    }
}

static void add_mark(struct page *page, struct span span, const char *name, slice title)
{
    if (span.source == page->script->source && span.end > span.start) {
        struct mark mark = {span.start, span.end, name, title};
        VECTOR_PUSH(page->audit->arena, &page->marks, mark);
    }
}

/* ---- Findings ---- */

static void print_findings(struct page *page)
{
    if (page->script->finding_count == 0) {
        return;
    }
    fputs("<h3>Findings</h3>\n<ul class=\"findings\">\n", page->out);
    for (size_t i = 0; i < page->script->finding_count; i++) {
        const struct finding *finding = page->script->findings[i];
        fprintf(page->out, "<li><span class=\"severity %s\">%s</span> <code>",
                severity_name(finding->rule->severity), severity_name(finding->rule->severity));
        html_print(finding->rule->id, page->out);
        fputs("</code> ", page->out);
        html_print(finding->message, page->out);
        print_line_link(page, finding->span);
        fputs("</li>\n", page->out);
    }
    fputs("</ul>\n", page->out);
}

/* ---- Ids ---- */

/* "id violates" */
static const char *id_class(const struct page *page, enum certainty certainty)
{
    return arena_printf(page->audit->arena, "id %s", certainty_name(certainty)).data;
}

static void print_trail(const struct page *page, const struct audited_id *id)
{
    fputs("<ol class=\"trail\">", page->out);
    for (size_t i = 0; i < id->trail_count; i++) {
        fputs("<li>", page->out);
        html_print(id->trail[i].message, page->out);
        print_line_link(page, id->trail[i].span);
        fputs("</li>", page->out);
    }
    fputs("</ol>", page->out);
}

static void print_id(struct page *page, const struct audited_id *id)
{
    slice told = audit_id_told(page->audit->arena, id);
    const char *certainty = certainty_name(id->certainty);
    fprintf(page->out, "<tr class=\"%s\" tabindex=\"0\" data-trail=\"",
            id_class(page, id->certainty));
    uint32_t first = line_of(page, id->span);
    if (first > 0) {
        fprintf(page->out, "s%zuL%u", page->number, first);
    }
    for (size_t i = 0; i < id->trail_count; i++) {
        uint32_t line = line_of(page, id->trail[i].span);
        if (line > 0) {
            fprintf(page->out, " s%zuL%u", page->number, line);
        }
        add_mark(page, id->trail[i].span, "step", id->trail[i].message);
    }
    fprintf(page->out, "\"><td><span class=\"certainty %s\">%s</span></td><td><code>", certainty,
            certainty);
    html_print(id->pointer, page->out);
    fputs("</code></td><td><code>", page->out);
    html_print(told, page->out);
    fputs("</code></td><td>", page->out);
    print_trail(page, id);
    fputs("</td></tr>\n", page->out);
    add_mark(page, id->span, id_class(page, id->certainty),
             arena_printf(page->audit->arena, "%.*s: %s", SLICE_ARGS(id->pointer), certainty));
}

static void print_ids(struct page *page)
{
    if (page->script->id_count == 0) {
        return;
    }
    fputs("<h3>Ids</h3>\n<table class=\"ids\"><thead><tr><th>certainty</th><th>where</th>"
          "<th>value or origin</th><th>its way</th></tr></thead><tbody>\n",
          page->out);
    for (size_t i = 0; i < page->script->id_count; i++) {
        print_id(page, &page->script->ids[i]);
    }
    fputs("</tbody></table>\n", page->out);
}

/* ---- Payloads ---- */

static void print_hole(struct page *page, const struct showing *showing,
                       const struct text_piece *piece)
{
    const struct hole *hole = piece->hole;
    slice title = arena_printf(page->audit->arena, "%s: %.*s", shape_name(hole->shape),
                               SLICE_ARGS(hole->from));
    fputs("<span class=\"hole\" title=\"", page->out);
    html_print(title, page->out);
    fputs("\">", page->out);
    html_print(showing_hole(showing, piece), page->out);
    fputs("</span>", page->out);
    add_mark(page, piece->span, "hole", title);
}

static void print_payload(const struct showing *showing, void *target)
{
    struct page *page = target;
    const struct payload *payload = showing->payload;
    slice destination = payload_destination(showing->arena, payload);
    fputs("<figure><figcaption>", page->out);
    html_print(payload->sink->name, page->out);
    if (destination.data) {
        fputs(" to <code>", page->out);
        html_print(destination, page->out);
        fputs("</code>", page->out);
    }
    if (payload->inside.data) {
        fputs(", inside <code>", page->out);
        html_print(payload->inside, page->out);
        fputs("</code>", page->out);
    }
    fprintf(page->out, ", JSON: %s", showing->is_json ? showing_validity(showing) : "none");
    print_line_link(page, payload->command);
    fputs("</figcaption><pre class=\"payload\">", page->out);
    for (size_t i = 0; i < showing->flat.piece_count; i++) {
        const struct text_piece *piece = showing->flat.pieces[i].piece;
        if (piece->kind == PIECE_LITERAL) {
            html_print(piece_bytes(piece), page->out);
            add_mark(page, piece->span, "payload", (slice){NULL, 0});
        } else {
            print_hole(page, showing, piece);
        }
    }
    fputs("</pre></figure>\n", page->out);
    add_mark(page, payload->command, "sends",
             arena_printf(showing->arena, "sends by %.*s", SLICE_ARGS(payload->sink->name)));
}

static void print_payloads(struct page *page)
{
    if (page->script->payload_count == 0) {
        return;
    }
    fputs("<h3>Payloads</h3>\n", page->out);
    for (size_t i = 0; i < page->script->payload_count; i++) {
        show_payload(page->audit->arena, &page->script->payloads[i], print_payload, page);
    }
}

/* ---- Scripts ---- */

static void print_rules(const struct page *page)
{
    for (size_t i = 0; i < page->script->finding_count; i++) {
        fputs(i > 0 ? " " : "", page->out);
        html_print(page->script->findings[i]->rule->id, page->out);
    }
}

static void print_script(struct page *page)
{
    const struct audited_script *script = page->script;
    const char *verdict = audit_verdict_name(script->verdict);
    char prefix[32];
    snprintf(prefix, sizeof prefix, "s%zuL", page->number);
    page->marks = (struct marks_list){0};
    fprintf(page->out, "<details class=\"script\" id=\"s%zu\" data-verdict=\"%s\" data-rules=\"",
            page->number, verdict);
    print_rules(page);
    fputs("\" data-path=\"", page->out);
    print(page, script->path);
    fprintf(page->out, "\">\n<summary><span class=\"verdict %s\">%s</span> <span class=\"path\">",
            verdict, verdict);
    print(page, script->path);
    fputs("</span> <span class=\"reason\">", page->out);
    html_print(script->reason, page->out);
    fputs("</span></summary>\n", page->out);
    print_findings(page);
    print_ids(page);
    print_payloads(page);
    if (script->payload_count > 0 || script->finding_count > 0) {
        fputs("<h3>Source</h3>\n<div class=\"listing\">", page->out);
        struct html_listing listing = {.arena = page->audit->arena,
                                       .source = script->source,
                                       .marks = &page->marks,
                                       .prefix = prefix};
        html_print_source(&listing, page->out);
        fputs("</div>\n", page->out);
    }
    fputs("</details>\n", page->out);
}

/* ---- The page ---- */

/* Each rule that something was found by, once. */
static struct slice_list rules_of(const struct audit *audit)
{
    struct map *told = map_new(audit->arena);
    VECTOR(slice) rules = {0};
    for (size_t i = 0; i < audit->count; i++) {
        const struct audited_script *script = &audit->items[i];
        for (size_t k = 0; k < script->finding_count; k++) {
            slice id = script->findings[k]->rule->id;
            if (!map_get(told, id)) {
                map_put(told, id, told);
                VECTOR_PUSH(audit->arena, &rules, id);
            }
        }
    }
    return (struct slice_list){rules.items, rules.count};
}

static void print_filters(const struct page *page, const struct audit_summary *summary)
{
    struct html_filter filters[AUDIT_VERDICT_COUNT];
    for (int i = 0; i < AUDIT_VERDICT_COUNT; i++) {
        filters[i].name = audit_verdict_name((enum audit_verdict)i);
        filters[i].count = summary->counts[i];
    }
    struct slice_list rules = rules_of(page->audit);
    html_page_filters(filters, AUDIT_VERDICT_COUNT, &rules, page->out);
}

void audit_html(const struct audit *audit, FILE *out)
{
    struct page page = {.audit = audit, .out = out};
    struct audit_summary summary = audit_summary(audit);
    html_page_begin("Payload audit", out);
    fprintf(out, "<p>%zu script%s: ", audit->count, audit->count == 1 ? "" : "s");
    html_print(audit_summary_told(audit->arena, &summary), out);
    fprintf(out, ".</p>\n");
    print_filters(&page, &summary);
    fputs("</header>\n<main>\n", out);
    for (size_t i = 0; i < audit->count; i++) {
        page.script = &audit->items[i];
        page.number = i + 1;
        print_script(&page);
    }
    fputs("</main>\n", out);
    html_page_end(out);
}
