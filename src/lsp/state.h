/* What the files of the language server share: the state of a session. */
#ifndef PAYLINT_LSP_STATE_H
#define PAYLINT_LSP_STATE_H

#include "cli/fixing.h"
#include "cli/unused.h"
#include "lsp/message.h"
#include "lsp/position.h"
#include "lsp/server.h"

#include <cjson/cJSON.h>

/* ---- Documents ---- */

enum {
    DOCUMENTS_MAX = 10 * 1000,
    DOCUMENT_SIZE_MAX = 64 * 1024 * 1024,
    READINGS_MAX = 16, /* documents of which more is kept than their text */
};

/* A finding as it is told of a document. */
struct told {
    struct finding *finding;
    struct span span; /* in the document: where the finding stands, or what brings it about */
    bool is_tried;    /* its fix, by itself */
};

struct told_list {
    struct told *items; /* by place */
    size_t count;
    size_t capacity;
};

/* What is known of a document's text. */
struct reading {
    struct arena *arena; /* everything of it lives there */
    struct fixed_script script;
    struct told_list told;
    bool has_fixes; /* those of `told` have been looked for */
};

/* A text that the client has opened. */
struct document {
    struct arena *names; /* for the strings of it */
    uint64_t number;     /* by which others know it */
    slice uri;           /* as the client writes it */
    slice language;
    const char *path; /* of a file an absolute one */
    slice real; /* where that file is or will be, without symbolic links; data NULL: nowhere */
    int32_t version;
    char *text; /* freed with the document */
    size_t length;
    size_t capacity;
    bool is_lossy;   /* some of its bytes are not as they were written */
    bool is_lost;    /* a change wasn't understood: nothing is said until the whole is told again */
    bool is_pending; /* what is found is to be told */
    bool is_stale;   /* it has to be read anew */
    uint64_t opened_at;
    uint64_t changed_at;
    uint64_t used_at;
    uint64_t read_at;
    bool asks_files;         /* it depended then on other files */
    uint64_t result;         /* another one where another thing may be found */
    struct reading *reading; /* NULL: it has been forgotten */
    uint64_t *reads;         /* numbers of the documents whose text it reads; freed with it */
    size_t read_count;
    struct document *next;
};

/* ---- The session ---- */

/* What the client can do. */
struct client {
    enum position_encoding encoding;
    bool pulls_diagnostics;
    bool refreshes_diagnostics;
    bool has_related;
    bool has_code_description;
    bool has_tags;
    bool has_document_changes;
    bool has_action_literals;
    bool resolves_edits;
    bool has_preferred;
    bool has_plain_hover_only;
    bool asks_configuration; /* workspace/configuration can be sent to it */
    bool registers_configuration;
    bool registers_watchers;
};

/* What the user sets. */
struct settings {
    slice config; /* data NULL: the nearest paylint.json */
    bool no_config;
    bool strict;
};

enum session_state { SESSION_NEW, SESSION_RUNNING, SESSION_SHUT_DOWN, SESSION_DONE };

struct server {
    struct server_options options;
    enum session_state state;
    bool was_shut_down; /* when it ended */
    long client_process;
    struct client client;
    struct arena *arena; /* for what lives as long as the session */
    slice root;          /* the workspace's folder, without a slash at its end; data NULL: none */
    struct settings settings;
    struct arena *settings_arena;
    struct analysis analysis;
    bool has_analysis;
    struct error_sink errors; /* what configurations have to say */
    struct buffer told;       /* … in an arena of its own */
    struct shell_parser *parser;
    struct arena *scratch; /* for one piece of work */
    struct document *documents;
    size_t document_count;
    uint64_t clock;
    struct message *queue; /* the oldest first */
    struct message **queue_end;
    size_t queued;
    unsigned requests; /* sent to the client so far */
};

/* ---- server.c ---- */

/* Sends a message, to which "jsonrpc" is added, and frees it. */
void server_send(struct server *server, cJSON *message);
/* The parameters of a new notification, in `*message`. */
cJSON *server_notification(const char *method, cJSON **message);
/* Tells of an error: "window/showMessage" shows it to the user, "window/logMessage" keeps it. */
void server_tell(struct server *server, const char *method, slice text);
/* Asks the client; its answer goes to `initialize_take_answer`. */
cJSON *server_request(struct server *server, const char *kind, const char *method, cJSON **message);

/* How a request went wrong. */
struct failure {
    enum message_code code; /* 0: it didn't */
    const char *why;
};

/* Answers a request with a result that the caller frees, or NULL for null. */
typedef cJSON *request_handler(struct server *server, const struct value *params,
                               struct failure *failure);
typedef void notification_handler(struct server *server, const struct message *message);

/* ---- initialize.c ---- */

request_handler initialize_answer;
notification_handler initialize_finish;            /* `initialized` */
notification_handler initialize_take_settings;     /* workspace/didChangeConfiguration */
notification_handler initialize_take_file_changes; /* workspace/didChangeWatchedFiles */
/* The client's answer to a request of the server's. */
void initialize_take_answer(struct server *server, const struct message *message);

/* ---- document.c: the texts ---- */

notification_handler document_open, document_change, document_save, document_close;
/* The document that `textDocument` of the parameters names; NULL, and told, where none is open. */
struct document *document_of(struct server *server, const struct value *params,
                             struct failure *failure);
/* The open document of that URI, or NULL. */
struct document *document_find(const struct server *server, slice uri);
void document_free(struct document *document);
slice document_text(const struct document *document);
/* Where a Range of the protocol stands in the document's bytes; false where it is none. One whose
 * end stands before its start is taken the other way round, as editors do it. */
bool document_range(const struct server *server, const struct document *document,
                    const struct value *range, size_t *start, size_t *end);

/* ---- reading.c: what is known of them ---- */

/* Reads the document if it has changed; NULL where it is lost or holds no shell. What it points at
 * lives until the document or the configuration changes. */
struct reading *reading_of(struct server *server, struct document *document);
/* An analysis of other bytes at the document's place, with the texts of all documents that are
 * open; everything lives in `arena`, but these texts. */
struct fixed_script reading_of_bytes(struct server *server, const struct document *document,
                                     struct arena *arena, slice bytes);
/* What makes fixes in view of these texts; to be used up before the next piece of work, and freed
 * with `fixing_free`. */
struct fixing *reading_fixing(struct server *server);
void reading_forget(struct document *document);
/* The document has another text now, or none: it, and those that read it, are stale. */
void reading_note_change(struct server *server, struct document *document);
/* The same of one that has been opened: as long as its text is the file's nothing changes for
 * others.
 */
void reading_note_opened(struct server *server, struct document *document);
/* The settings are others now: all documents are stale. */
void reading_note_settings(struct server *server);
/* A file that isn't open is another one now: documents that depend on files are stale. */
void reading_note_file(struct server *server);
/* All are stale where a file of the configuration has changed. */
void reading_check_configuration(struct server *server);

/* ---- diagnostics.c ---- */

/* Tells what is found in one document that waits for it; false where none does. */
bool diagnostics_publish_one(struct server *server);
/* Tells that nothing is found in it any more. */
void diagnostics_clear(struct server *server, const struct document *document);
request_handler diagnostics_answer;
/* Has a client that asks by itself ask again. */
void diagnostics_refresh(struct server *server);
/* Adds the finding as a diagnostic to an array. */
void diagnostics_add(const struct server *server, const struct document *document,
                     const struct told *told, cJSON *array);

/* The URI of a file that the analysis of the document has read: the client's, if it is open. */
slice diagnostics_uri(const struct server *server, const struct document *document,
                      const struct source *source);

/* ---- action.c, suppress.c, hover.c ---- */

request_handler action_answer, action_resolve;
/* The edit that puts a comment above or behind what the finding is about, so that it is suppressed
 * and nothing else changes; false where there is none. */
bool suppress_edit(struct server *server, const struct document *document,
                   const struct reading *reading, const struct finding *finding, struct edit *edit);
request_handler hover_answer;

#endif
