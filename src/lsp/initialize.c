/* The beginning of a session (LSP 3.17, "Server lifecycle"), and settings. In: what the client can,
 * and what the user wants. Out: what the server offers. */
#include "lsp/state.h"

#include "base/uri.h"
#include "report/json_output.h"
#include "version.h"

/* ---- What the client can ---- */

/* The first encoding of the client's list, which stands in the order of its preference. */
static enum position_encoding choose_encoding(const struct value *capabilities)
{
    enum position_encoding encoding = ENCODING_UTF16;
    struct value_list list = params_list(capabilities, "general.positionEncodings");
    for (uint32_t i = 0; i < list.count; i++) {
        if (list.items[i].kind == VALUE_STRING &&
            position_encoding_find(list.items[i].string.bytes, &encoding)) {
            break;
        }
    }
    return encoding;
}

static struct client read_client(const struct value *capabilities)
{
    const struct value *document = params_at(capabilities, "textDocument");
    const struct value *workspace = params_at(capabilities, "workspace");
    const char *formats = "hover.contentFormat";
    return (struct client){
        .encoding = choose_encoding(capabilities),
        .pulls_diagnostics = params_at(document, "diagnostic") != NULL,
        .refreshes_diagnostics = params_true(workspace, "diagnostics.refreshSupport"),
        .has_related = params_true(document, "publishDiagnostics.relatedInformation") ||
                       params_at(document, "diagnostic") != NULL,
        .has_code_description =
            params_true(document, "publishDiagnostics.codeDescriptionSupport") ||
            params_at(document, "diagnostic") != NULL,
        .has_tags = params_at(document, "publishDiagnostics.tagSupport") != NULL ||
                    params_at(document, "diagnostic") != NULL,
        .has_document_changes = params_true(workspace, "workspaceEdit.documentChanges"),
        .has_action_literals = params_at(document, "codeAction.codeActionLiteralSupport") != NULL,
        .resolves_edits = params_has(document, "codeAction.resolveSupport.properties", "edit") &&
                          params_true(document, "codeAction.dataSupport"),
        .has_preferred = params_true(document, "codeAction.isPreferredSupport"),
        .has_plain_hover_only =
            params_at(document, formats) != NULL && !params_has(document, formats, "markdown"),
        .asks_configuration = params_true(workspace, "configuration"),
        .registers_configuration =
            params_true(workspace, "didChangeConfiguration.dynamicRegistration"),
        .registers_watchers = params_true(workspace, "didChangeWatchedFiles.dynamicRegistration"),
    };
}

/* ---- Settings ---- */

/* A path of the settings counts from the workspace's folder. */
static slice config_path(const struct server *server, slice path)
{
    bool absolute = slice_starts_with(path, SLICE("/")) || !server->root.data;
    return slice_from(absolute ? arena_cstring(server->settings_arena, path)
                               : arena_printf(server->settings_arena, "%.*s/%.*s",
                                              SLICE_ARGS(server->root), SLICE_ARGS(path))
                                     .data);
}

/* What isn't said is as on the command line; where nothing is said at all, all stays as it is. */
static void read_settings(struct server *server, const struct value *settings)
{
    slice config;
    const struct value *own = params_at(settings, "paylint");
    const struct server_options *options = &server->options;
    own = own ? own : settings;
    if (!own || own->kind != VALUE_OBJECT) {
        return;
    }
    arena_reset(server->settings_arena);
    server->settings = (struct settings){
        .config = options->config ? slice_from(options->config) : (slice){NULL, 0},
        .no_config = options->no_config || params_true(own, "noConfig"),
        .strict = options->strict || params_true(own, "strict"),
    };
    if (params_string(own, "config", &config) && config.length > 0 &&
        !memchr(config.data, '\0', config.length)) {
        server->settings.config = config_path(server, config);
    }
}

static void read_all_anew(struct server *server)
{
    reading_note_settings(server);
    diagnostics_refresh(server);
}

static void ask_settings(struct server *server)
{
    cJSON *message;
    cJSON *params = server_request(server, "settings", "workspace/configuration", &message);
    cJSON *item = output_add_object(output_add_array(params, "items"), NULL);
    cJSON_AddStringToObject(item, "section", "paylint");
    server_send(server, message);
}

void initialize_take_settings(struct server *server, const struct message *message)
{
    if (server->client.asks_configuration) {
        ask_settings(server);
    } else {
        read_settings(server, params_at(message->params, "settings"));
        read_all_anew(server);
    }
}

void initialize_take_answer(struct server *server, const struct message *message)
{
    bool settings = slice_starts_with(message->id, SLICE("\"settings "));
    struct value_list answers = params_list(message->params, "");
    if (settings && server->state == SESSION_RUNNING && answers.count == 1) {
        read_settings(server, &answers.items[0]);
        read_all_anew(server);
    }
}

/* The configuration is looked at itself; of a file that is open the text in the editor counts. */
void initialize_take_file_changes(struct server *server, const struct message *message)
{
    bool any = false;
    struct value_list changes = params_list(message->params, "changes");
    for (uint32_t i = 0; i < changes.count; i++) {
        slice uri;
        any = any || (params_string(&changes.items[i], "uri", &uri) && !document_find(server, uri));
    }
    if (any) {
        reading_note_file(server);
        diagnostics_refresh(server);
    }
    reading_check_configuration(server);
}

/* ---- initialize ---- */

static void find_root(struct server *server, const struct value *params)
{
    slice uri;
    slice path;
    struct value_list folders = params_list(params, "workspaceFolders");
    bool found = (folders.count > 0 && params_string(&folders.items[0], "uri", &uri)) ||
                 params_string(params, "rootUri", &uri);
    if ((found && uri_to_path(server->arena, uri, &path)) ||
        (params_string(params, "rootPath", &path) && slice_starts_with(path, SLICE("/")) &&
         !memchr(path.data, '\0', path.length))) {
        while (slice_ends_with(path, SLICE("/"))) {
            path = slice_sub(path, 0, path.length - 1);
        }
        server->root = slice_from(arena_cstring(server->arena, path));
    }
}

static void add_actions(const struct client *client, cJSON *capabilities)
{
    if (!client->has_action_literals) {
        cJSON_AddTrueToObject(capabilities, "codeActionProvider");
        return;
    }
    cJSON *provider = output_add_object(capabilities, "codeActionProvider");
    cJSON *kinds = output_add_array(provider, "codeActionKinds");
    cJSON_AddItemToArray(kinds, cJSON_CreateString("quickfix"));
    cJSON_AddItemToArray(kinds, cJSON_CreateString("source.fixAll.paylint"));
    cJSON_AddBoolToObject(provider, "resolveProvider", client->resolves_edits);
}

static void add_capabilities(const struct client *client, cJSON *capabilities)
{
    enum { SYNC_INCREMENTAL = 2 };
    cJSON_AddStringToObject(capabilities, "positionEncoding",
                            position_encoding_name(client->encoding));
    cJSON *sync = output_add_object(capabilities, "textDocumentSync");
    cJSON_AddTrueToObject(sync, "openClose");
    cJSON_AddNumberToObject(sync, "change", SYNC_INCREMENTAL);
    cJSON_AddFalseToObject(output_add_object(sync, "save"), "includeText");
    cJSON_AddTrueToObject(capabilities, "hoverProvider");
    add_actions(client, capabilities);
    if (client->pulls_diagnostics) {
        cJSON *provider = output_add_object(capabilities, "diagnosticProvider");
        cJSON_AddStringToObject(provider, "identifier", "paylint");
        cJSON_AddTrueToObject(provider, "interFileDependencies");
        cJSON_AddFalseToObject(provider, "workspaceDiagnostics");
    }
}

cJSON *initialize_answer(struct server *server, const struct value *params, struct failure *failure)
{
    int32_t process = 0;
    if (!params || params->kind != VALUE_OBJECT) {
        *failure = (struct failure){CODE_INVALID_PARAMS, "`initialize` has no parameters"};
        return NULL;
    }
    params_integer(params, "processId", &process);
    server->client_process = process;
    server->client = read_client(params_at(params, "capabilities"));
    find_root(server, params);
    server->state = SESSION_RUNNING;
    read_settings(server, params_at(params, "initializationOptions"));
    cJSON *result = cJSON_CreateObject();
    add_capabilities(&server->client, output_add_object(result, "capabilities"));
    cJSON *info = output_add_object(result, "serverInfo");
    cJSON_AddStringToObject(info, "name", "paylint");
    cJSON_AddStringToObject(info, "version", PAYLINT_VERSION);
    return result;
}

/* ---- initialized ---- */

static cJSON *add_registration(cJSON *registrations, const char *method)
{
    cJSON *registration = output_add_object(registrations, NULL);
    cJSON_AddStringToObject(registration, "id", method);
    cJSON_AddStringToObject(registration, "method", method);
    return output_add_object(registration, "registerOptions");
}

/* Configurations with their schemas, scripts that others source, messages that they read. */
static void add_watchers(cJSON *registrations)
{
    cJSON *options = add_registration(registrations, "workspace/didChangeWatchedFiles");
    cJSON *watcher = output_add_object(output_add_array(options, "watchers"), NULL);
    cJSON_AddStringToObject(watcher, "globPattern", "**/*.{sh,bash,bats,ksh,json}");
}

void initialize_finish(struct server *server, const struct message *message)
{
    cJSON *request;
    const struct client *client = &server->client;
    (void)message;
    if (client->registers_configuration || client->registers_watchers) {
        cJSON *params = server_request(server, "register", "client/registerCapability", &request);
        cJSON *registrations = output_add_array(params, "registrations");
        if (client->registers_watchers) {
            add_watchers(registrations);
        }
        if (client->registers_configuration) {
            cJSON *options = add_registration(registrations, "workspace/didChangeConfiguration");
            cJSON_AddStringToObject(options, "section", "paylint");
        }
        server_send(server, request);
    }
    if (client->asks_configuration) {
        ask_settings(server);
    }
}
