/* What a script really sent, read by the letter of RFC 8259. */
#ifndef PAYLINT_DIFFERENTIAL_MESSAGE_H
#define PAYLINT_DIFFERENTIAL_MESSAGE_H

#include "base/vector.h"

#include <stdbool.h>

struct sent_id {
    slice pointer; /* RFC 6901; `#` leads into what a string holds in base64 */
    slice value;   /* a string's bytes without its quotes, or the value's own */
    slice written; /* where it stands in the message, or in what a string holds */
    bool is_uuid;  /* a string that is one */
};

/* A string that holds a document in base64. */
struct sent_base64 {
    slice written;
    slice bytes; /* the document */
};

struct message {
    slice sink, form, destination, words, bytes;
    bool is_json;
    bool is_ndjson;            /* not one document, but several */
    bool has_malformed_inside; /* a string is base64 of what is to be JSON and isn't */
    VECTOR(struct sent_base64) inside;
    VECTOR(struct sent_id) ids; /* every value named request_id */
};

struct messages {
    struct message *items;
    size_t count;
    size_t capacity;
    int status; /* that the script ended with, as waitpid has it */
};

/* Reads a log that stub.c has written. */
void messages_read(struct arena *arena, slice log, struct messages *messages);

bool slice_is_uuid(slice text);
/* The bytes with `with` in place of each UUID. */
slice without_uuids(struct arena *arena, slice bytes, const char *with);
bool message_looks_like_json(const struct message *message);

#endif
