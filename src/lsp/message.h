/* Messages of JSON-RPC 2.0 as the Language Server Protocol has them (LSP 3.17, "Base Protocol").
 *
 * What comes in is read by src/json, which takes RFC 8259 and nothing else, keeps NULs in strings
 * and says where a mistake is; what goes out is made with cJSON. */
#ifndef PAYLINT_LSP_MESSAGE_H
#define PAYLINT_LSP_MESSAGE_H

#include "json/json.h"

#include <stdint.h>

/* A message with more values than that is refused: each takes memory many times its length. */
enum { MESSAGE_VALUES_MAX = 200 * 1000 };

/* Error codes: JSON-RPC 2.0 section 5.1, LSP 3.17 "ErrorCodes". */
enum message_code {
    CODE_PARSE_ERROR = -32700,
    CODE_INVALID_REQUEST = -32600,
    CODE_METHOD_NOT_FOUND = -32601,
    CODE_INVALID_PARAMS = -32602,
    CODE_NOT_INITIALIZED = -32002,
    CODE_CANCELLED = -32800,
    CODE_CONTENT_MODIFIED = -32801,
};

enum message_kind {
    MESSAGE_REQUEST,
    MESSAGE_NOTIFICATION,
    MESSAGE_RESPONSE, /* to a request of the server's */
    MESSAGE_WRONG,    /* none of these */
};

struct message {
    struct arena *arena; /* everything of it lives there */
    enum message_kind kind;
    slice id; /* as it is written in JSON; "null" where it isn't known */
    slice method;
    const struct value *params; /* or the result of a response; NULL: there is none */
    bool is_cancelled;
    bool is_lossy;          /* it held bytes that aren't UTF-8: each is a question mark now */
    enum message_code code; /* of MESSAGE_WRONG, and why */
    slice why;
    struct message *next;
};

/* Reads a content, which is copied. Free with `message_free`. */
struct message *message_read(slice content);
void message_free(struct message *message);

/* ---- Parameters ---- */

/* The value that a path of keys leads to, "textDocument.uri"; NULL where there is none. */
const struct value *params_at(const struct value *params, const char *path);
/* The string there; false where there is none. */
bool params_string(const struct value *params, const char *path, slice *string);
/* An integer there that fits 32 bits; false where there is none. */
bool params_integer(const struct value *params, const char *path, int32_t *integer);
/* The same from 0 on (the protocol's uinteger). */
bool params_count(const struct value *params, const char *path, uint32_t *count);
/* Whether true stands there. */
bool params_true(const struct value *params, const char *path);
/* The array there, or one without items. */
struct value_list {
    const struct value *items;
    uint32_t count;
};
struct value_list params_list(const struct value *params, const char *path);
/* Whether an array of strings stands there that has this one. */
bool params_has(const struct value *params, const char *path, const char *string);

#endif
