/* Code actions (LSP 3.17, "Code Action"). In: a range of a document. Out: what can be done about
 * the findings there, and about all that can be fixed safely. */
#include "lsp/state.h"

#include "base/utf8.h"
#include "report/json_output.h"
#include "text/line_diff.h"

static const char fix_all_kind[] = "source.fixAll.paylint";
static const char fix_all_title[] = "Fix all that paylint can fix safely";

/* Each takes an analysis of its own. Who selects more wants them all fixed. */
enum { QUICK_FIXES_MAX = 32, SUPPRESSIONS_MAX = 8 };

struct acting {
    struct server *server;
    struct document *document;
    struct reading *reading;
    cJSON *actions;
    size_t fixes;
    size_t suppressions;
};

/* ---- Edits ---- */

/* Whether all of it can be told in JSON. */
static bool can_be_told(const struct edit *edits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        slice text = edits[i].text;
        if (utf8_first_invalid(text) < text.length || slice_find_byte(text, '\0') < text.length) {
            return false;
        }
    }
    return true;
}

static void add_text_edits(const struct server *server, cJSON *array, const struct source *source,
                           const struct edit *edits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cJSON *edit = output_add_object(array, NULL);
        position_add_range(edit, "range", server->client.encoding, source, edits[i].start,
                           edits[i].end);
        output_add_slice(server->scratch, edit, "newText",
                         edits[i].text.data ? edits[i].text : SLICE(""));
    }
}

/* A WorkspaceEdit of one file. */
static void add_edit(const struct acting *acting, cJSON *action, const struct source *source,
                     const struct edit *edits, size_t count)
{
    const struct server *server = acting->server;
    cJSON *edit = output_add_object(action, "edit");
    slice uri = diagnostics_uri(server, acting->document, source);
    if (!server->client.has_document_changes) {
        cJSON *changes = output_add_object(edit, "changes");
        const char *key = arena_cstring(server->scratch, output_valid(server->scratch, uri));
        add_text_edits(server, output_add_array(changes, key), source, edits, count);
        return;
    }
    cJSON *change = output_add_object(output_add_array(edit, "documentChanges"), NULL);
    cJSON *identifier = output_add_object(change, "textDocument");
    const struct document *document = document_find(server, uri);
    output_add_slice(server->scratch, identifier, "uri", uri);
    if (document) {
        cJSON_AddNumberToObject(identifier, "version", document->version);
    } else {
        cJSON_AddNullToObject(identifier, "version");
    }
    add_text_edits(server, output_add_array(change, "edits"), source, edits, count);
}

/* ---- Quick fixes ---- */

static bool is_wanted(const void *context, const struct finding *finding)
{
    const struct reading *reading = context;
    for (size_t i = 0; i < reading->told.count; i++) {
        if (reading->told.items[i].finding == finding) {
            return true;
        }
    }
    return false;
}

/* Looks for fixes of what is told, once for each text; several are tried together. */
static void offer_fixes(struct server *server, struct reading *reading)
{
    if (!reading->has_fixes && reading->told.count > 0) {
        struct fixing *fixing = reading_fixing(server);
        fixing->context = reading;
        fixing->is_wanted = is_wanted;
        fixing_offer(fixing, &reading->script);
        fixing_free(fixing);
    }
    reading->has_fixes = true;
}

/* Whoever chooses a fix makes it without the others. */
static void try_alone(struct server *server, struct reading *reading, struct told *told)
{
    if (!told->is_tried) {
        struct fixing *fixing = reading_fixing(server);
        fixing_try(fixing, &reading->script, told->finding);
        fixing_free(fixing);
    }
    told->is_tried = true;
}

static cJSON *add_quick_fix(const struct acting *acting, const struct told *told, slice title)
{
    cJSON *action = output_add_object(acting->actions, NULL);
    output_add_slice(acting->server->scratch, action, "title", title);
    cJSON_AddStringToObject(action, "kind", "quickfix");
    diagnostics_add(acting->server, acting->document, told,
                    output_add_array(action, "diagnostics"));
    return action;
}

/* "use a fresh UUID" as a title: it begins with a capital, and says where it isn't here. */
static slice title_of(struct arena *arena, const struct told *told)
{
    const struct source *source = told->finding->span.source;
    const struct fix *fix = told->finding->fix;
    slice name = slice_basename(slice_from(source->path));
    bool here = source == told->span.source;
    slice where = here ? SLICE("") : arena_printf(arena, " (in %.*s)", SLICE_ARGS(name));
    slice title = arena_printf(arena, "%.*s%.*s%s", SLICE_ARGS(fix->title), SLICE_ARGS(where),
                               fix->safety == FIX_SAFE ? "" : " (may change what was meant)");
    char *first = (char *)title.data;
    *first = *first >= 'a' && *first <= 'z' ? (char)(*first - 'a' + 'A') : *first;
    return title;
}

static void add_fix(struct acting *acting, struct told *told)
{
    if (!told->finding->fix || acting->fixes++ >= QUICK_FIXES_MAX) {
        return;
    }
    try_alone(acting->server, acting->reading, told);
    const struct fix *fix = told->finding->fix;
    if (!fix || !can_be_told(fix->edits, fix->edit_count)) {
        return;
    }
    cJSON *action = add_quick_fix(acting, told, title_of(acting->server->scratch, told));
    if (fix->safety == FIX_SAFE && acting->server->client.has_preferred) {
        cJSON_AddTrueToObject(action, "isPreferred");
    }
    add_edit(acting, action, told->finding->span.source, fix->edits, fix->edit_count);
}

static void add_suppression(struct acting *acting, const struct told *told)
{
    struct edit edit;
    const struct finding *finding = told->finding;
    if (unused_is_about_comment(finding) || acting->suppressions++ >= SUPPRESSIONS_MAX ||
        !suppress_edit(acting->server, acting->document, acting->reading, finding, &edit)) {
        return;
    }
    slice title = arena_printf(acting->server->scratch, "Suppress %.*s here with a comment",
                               SLICE_ARGS(finding->rule->id));
    cJSON *action = add_quick_fix(acting, told, title);
    add_edit(acting, action, acting->reading->script.analysed->source, &edit, 1);
}

static void add_quick_fixes(struct acting *acting, size_t start, size_t end)
{
    for (int suppressions = 0; suppressions < 2; suppressions++) {
        for (size_t i = 0; i < acting->reading->told.count; i++) {
            struct told *told = &acting->reading->told.items[i];
            if (told->span.start > end || told->span.end < start) {
                continue;
            }
            if (suppressions) {
                add_suppression(acting, told);
            } else {
                add_fix(acting, told);
            }
        }
    }
}

/* ---- All fixes ---- */

static bool is_in_file(const void *context, const struct finding *finding)
{
    return strcmp(context, finding->span.source->path) == 0;
}

/* Makes all safe fixes of this file, those that others bring to light included. */
static void add_all_fixes(const struct acting *acting, cJSON *action)
{
    const struct source *source = acting->reading->script.analysed->source;
    struct edits edits = {0};
    struct fixed_script script =
        reading_of_bytes(acting->server, acting->document, arena_new(), source->bytes);
    struct fixing *fixing = reading_fixing(acting->server);
    fixing->context = source->path;
    fixing->is_wanted = is_in_file;
    fixing->is_quiet = true;
    fixing_make(fixing, &script);
    line_diff_edits(script.arena, source->bytes, script.script.bytes, &edits);
    if (can_be_told(edits.items, edits.count)) {
        add_edit(acting, action, source, edits.items, edits.count);
    }
    fixing_free(fixing);
    arena_free(script.arena);
}

static bool any_safe_fix(const struct reading *reading)
{
    const struct source *source = reading->script.analysed->source;
    for (size_t i = 0; i < reading->told.count; i++) {
        const struct finding *finding = reading->told.items[i].finding;
        if (finding->fix && finding->fix->safety == FIX_SAFE && finding->span.source == source) {
            return true;
        }
    }
    return false;
}

static cJSON *new_fix_all(void)
{
    cJSON *action = cJSON_CreateObject();
    cJSON_AddStringToObject(action, "title", fix_all_title);
    cJSON_AddStringToObject(action, "kind", fix_all_kind);
    return action;
}

/* Among all that can be done it costs nothing until it is chosen; one who asks for just that wants
 * it at once. */
static void add_fix_all(const struct acting *acting, bool is_asked_for)
{
    const struct server *server = acting->server;
    cJSON *action = new_fix_all();
    cJSON_AddItemToArray(acting->actions, action);
    if (server->client.resolves_edits && !is_asked_for) {
        cJSON *data = output_add_object(action, "data");
        output_add_slice(server->scratch, data, "uri", acting->document->uri);
        cJSON_AddNumberToObject(data, "version", acting->document->version);
    } else {
        add_all_fixes(acting, action);
    }
}

/* ---- Requests ---- */

/* Whether the client wants that kind: "source" asks for "source.fixAll.paylint" too. */
static bool wants(const struct value *params, const char *kind)
{
    struct value_list list = params_list(params, "context.only");
    bool wanted = list.count == 0;
    for (uint32_t i = 0; i < list.count && !wanted; i++) {
        slice name = list.items[i].string.bytes;
        slice rest = slice_from(kind);
        wanted = list.items[i].kind == VALUE_STRING && slice_starts_with(rest, name) &&
                 (rest.length == name.length || name.length == 0 || rest.data[name.length] == '.');
    }
    return wanted;
}

cJSON *action_answer(struct server *server, const struct value *params, struct failure *failure)
{
    size_t start;
    size_t end;
    struct acting acting = {.server = server, .document = document_of(server, params, failure)};
    if (!acting.document) {
        return NULL;
    }
    if (!document_range(server, acting.document, params_at(params, "range"), &start, &end)) {
        *failure = (struct failure){CODE_INVALID_PARAMS, "`range` is not there"};
        return NULL;
    }
    acting.actions = cJSON_CreateArray();
    acting.reading = reading_of(server, acting.document);
    if (!acting.reading || acting.document->is_lossy) {
        return acting.actions;
    }
    offer_fixes(server, acting.reading);
    if (wants(params, "quickfix")) {
        add_quick_fixes(&acting, start, end);
    }
    if (wants(params, fix_all_kind) && any_safe_fix(acting.reading)) {
        add_fix_all(&acting, params_list(params, "context.only").count > 0);
    }
    return acting.actions;
}

cJSON *action_resolve(struct server *server, const struct value *params, struct failure *failure)
{
    slice uri;
    int32_t version;
    struct document *document = NULL;
    if (params_string(params, "data.uri", &uri) &&
        params_integer(params, "data.version", &version)) {
        document = document_find(server, uri);
    }
    if (!document || document->version != version) {
        *failure = (struct failure){document ? CODE_CONTENT_MODIFIED : CODE_INVALID_PARAMS,
                                    "the document is no longer as it was"};
        return NULL;
    }
    struct acting acting = {.server = server, .document = document};
    acting.reading = reading_of(server, document);
    cJSON *action = new_fix_all();
    if (acting.reading && !document->is_lossy) {
        add_all_fixes(&acting, action);
    }
    return action;
}
