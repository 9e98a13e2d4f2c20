/* A client of the language server that reads session files, for tests.
 *
 * A session file is a conversation. Lines that begin with `<` are what the server says, and are
 * written anew by `make sessions`; lines that begin with `=` are a document's text once an action
 * has been applied. All others are the client's:
 *
 *   # …                     a comment
 *   file NAME               writes a file; its lines follow, each behind `| `
 *   open NAME [LANGUAGE]    textDocument/didOpen of a text that follows in the same way
 *   change NAME RANGE "TEXT"  textDocument/didChange; RANGE is LINE:CHARACTER-LINE:CHARACTER, or
 * all save NAME, close NAME request METHOD [PARAMS] each request has the next id, from 1 notify
 * METHOD [PARAMS] raw CONTENT             a content as it stands actions NAME RANGE [ONLY…]
 * textDocument/codeAction hover NAME LINE:CHARACTER apply N                 applies the Nth action
 * of the last answer together … end          what stands between is sent before the server does
 * anything
 *
 * Lines and characters count from 0. PARAMS is JSON that may go on in indented lines, in which
 * $ROOT is the URI of the folder that the session's files stand in. */
#ifndef PAYLINT_TESTS_LSP_CLIENT_H
#define PAYLINT_TESTS_LSP_CLIENT_H

#include "base/buffer.h"
#include "base/vector.h"

#include <cjson/cJSON.h>

struct contents {
    slice *items;
    size_t count;
    size_t capacity;
};

/* A new folder below /tmp, and its end with all that stands in it. */
const char *client_make_folder(struct arena *arena);
void client_remove_folder(const char *folder);

/* Plays the session whose text is `script`, its files in `folder`. What was said and answered is
 * appended to `transcript`, the contents that were sent to `sent`; all lives in the arena of
 * `transcript`. */
void client_play(slice script, const char *folder, struct buffer *transcript,
                 struct contents *sent);

/* Appends JSON for people: what fits a line stands on one, and text of several lines is shown as
 * such. Each line begins with `mark`. */
void client_print(struct buffer *out, const cJSON *json, const char *mark);

#endif
