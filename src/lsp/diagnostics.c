/* Diagnostics (LSP 3.17, "Publish Diagnostics", "Pull Diagnostics"). In: what is known of
 * documents. Out: what is told of them, pushed or, where the client asks by itself, on request. */
#include "lsp/state.h"

#include "base/uri.h"
#include "report/json_output.h"

#include <unistd.h>

/* ---- One finding ---- */

/* DiagnosticSeverity */
enum { SEVERITY_OF_ERROR = 1, SEVERITY_OF_WARNING = 2, SEVERITY_OF_INFO = 3, SEVERITY_OF_HINT = 4 };
enum { TAG_UNNECESSARY = 1 };

static int severity_of(const struct finding *finding)
{
    static const int severities[] = {[SEVERITY_ERROR] = SEVERITY_OF_ERROR,
                                     [SEVERITY_WARNING] = SEVERITY_OF_WARNING,
                                     [SEVERITY_INFO] = SEVERITY_OF_INFO};
    /* A file that sources this one may need the comment. */
    return unused_may_be_used(finding)               ? SEVERITY_OF_HINT
           : finding->certainty == CERTAINTY_UNKNOWN ? SEVERITY_OF_INFO
                                                     : severities[finding->rule->severity];
}

slice diagnostics_uri(const struct server *server, const struct document *document,
                      const struct source *source)
{
    if (source == document->reading->script.analysed->source) {
        return document->uri;
    }
    slice path = slice_from(source->path);
    for (const struct document *other = server->documents; other; other = other->next) {
        if (slice_equal(slice_from(other->path), path)) {
            return other->uri;
        }
    }
    return uri_of_path(server->scratch, path);
}

static void add_related(const struct server *server, const struct document *document,
                        cJSON *related, struct span span, slice message)
{
    cJSON *item = output_add_object(related, NULL);
    cJSON *location = output_add_object(item, "location");
    output_add_slice(server->scratch, location, "uri",
                     diagnostics_uri(server, document, span.source));
    position_add_range(location, "range", server->client.encoding, span.source, span.start,
                       span.end);
    output_add_slice(server->scratch, item, "message", message);
}

/* The way of the value, and where it stands if that isn't in the document. */
static void add_all_related(const struct server *server, const struct document *document,
                            const struct told *told, cJSON *diagnostic)
{
    const struct finding *finding = told->finding;
    bool elsewhere = finding->span.source != told->span.source;
    if (!server->client.has_related || finding->trail_count + elsewhere == 0) {
        return;
    }
    cJSON *related = output_add_array(diagnostic, "relatedInformation");
    if (elsewhere) {
        slice label = finding->label.length > 0 ? finding->label : SLICE("here");
        add_related(server, document, related, finding->span, label);
    }
    for (size_t i = 0; i < finding->trail_count; i++) {
        add_related(server, document, related, finding->trail[i].span, finding->trail[i].message);
    }
}

/* The page of the rule, if it is installed: rules of the user's own have none. */
static void add_description(const struct server *server, const struct rule *rule, cJSON *diagnostic)
{
    if (!server->client.has_code_description || !server->options.pages) {
        return;
    }
    slice page =
        arena_printf(server->scratch, "%s/%.*s.md", server->options.pages, SLICE_ARGS(rule->id));
    if (access(page.data, R_OK) == 0) {
        cJSON *description = output_add_object(diagnostic, "codeDescription");
        output_add_slice(server->scratch, description, "href", uri_of_path(server->scratch, page));
    }
}

void diagnostics_add(const struct server *server, const struct document *document,
                     const struct told *told, cJSON *array)
{
    const struct finding *finding = told->finding;
    cJSON *diagnostic = output_add_object(array, NULL);
    position_add_range(diagnostic, "range", server->client.encoding, told->span.source,
                       told->span.start, told->span.end);
    cJSON_AddNumberToObject(diagnostic, "severity", severity_of(finding));
    output_add_slice(server->scratch, diagnostic, "code", finding->rule->id);
    add_description(server, finding->rule, diagnostic);
    cJSON_AddStringToObject(diagnostic, "source", "paylint");
    output_add_slice(server->scratch, diagnostic, "message", finding->message);
    if (server->client.has_tags && unused_is_about_comment(finding)) {
        cJSON_AddItemToArray(output_add_array(diagnostic, "tags"),
                             cJSON_CreateNumber(TAG_UNNECESSARY));
    }
    add_all_related(server, document, told, diagnostic);
}

/* ---- A document ---- */

static void add_all(struct server *server, struct document *document, cJSON *parent,
                    const char *key)
{
    cJSON *array = output_add_array(parent, key);
    const struct reading *reading = reading_of(server, document);
    for (size_t i = 0; reading && i < reading->told.count; i++) {
        diagnostics_add(server, document, &reading->told.items[i], array);
    }
}

static cJSON *start_publishing(struct server *server, const struct document *document,
                               cJSON **message)
{
    cJSON *params = server_notification("textDocument/publishDiagnostics", message);
    output_add_slice(server->scratch, params, "uri", document->uri);
    return params;
}

static void publish(struct server *server, struct document *document)
{
    cJSON *message;
    cJSON *params = start_publishing(server, document, &message);
    cJSON_AddNumberToObject(params, "version", document->version);
    add_all(server, document, params, "diagnostics");
    server_send(server, message);
}

/* The one that was changed last is looked at. */
bool diagnostics_publish_one(struct server *server)
{
    struct document *last = NULL;
    for (struct document *document = server->documents; document; document = document->next) {
        if (document->is_pending && (!last || document->changed_at > last->changed_at)) {
            last = document;
        }
    }
    if (!last) {
        return false;
    }
    if (!server->client.pulls_diagnostics) {
        publish(server, last);
    }
    last->is_pending = false;
    return true;
}

void diagnostics_clear(struct server *server, const struct document *document)
{
    cJSON *message;
    if (!server->client.pulls_diagnostics) {
        cJSON *params = start_publishing(server, document, &message);
        output_add_array(params, "diagnostics");
        server_send(server, message);
    }
}

/* ---- On request ---- */

void diagnostics_refresh(struct server *server)
{
    cJSON *message;
    if (server->client.pulls_diagnostics && server->client.refreshes_diagnostics) {
        server_request(server, "refresh", "workspace/diagnostic/refresh", &message);
        cJSON_DeleteItemFromObject(message, "params");
        server_send(server, message);
    }
}

cJSON *diagnostics_answer(struct server *server, const struct value *params,
                          struct failure *failure)
{
    slice previous;
    struct document *document = document_of(server, params, failure);
    if (!document) {
        return NULL;
    }
    reading_of(server, document);
    document->is_pending = false;
    slice result = arena_printf(server->scratch, "%llu", (unsigned long long)document->result);
    bool same =
        params_string(params, "previousResultId", &previous) && slice_equal(previous, result);
    cJSON *report = cJSON_CreateObject();
    cJSON_AddStringToObject(report, "kind", same ? "unchanged" : "full");
    output_add_slice(server->scratch, report, "resultId", result);
    if (!same) {
        add_all(server, document, report, "items");
    }
    return report;
}
