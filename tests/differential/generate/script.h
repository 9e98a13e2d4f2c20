/* Writing one script from the tables of grammar.h. */
#ifndef PAYLINT_DIFFERENTIAL_SCRIPT_H
#define PAYLINT_DIFFERENTIAL_SCRIPT_H

#include "base/buffer.h"
#include "document.h"
#include "grammar.h"
#include "random.h"

enum { SCOPE_MAX = 16 };

struct script {
    struct arena *arena;
    struct random random;
    struct buffer out;
    unsigned indent;
    unsigned names;               /* made so far */
    unsigned destinations;        /* made so far */
    unsigned blocks;              /* of control flow written so far */
    const char *scope[SCOPE_MAX]; /* what @V may be, the innermost last */
    unsigned scope_depth;
    bool in_function;
    bool uses_up_arguments; /* in a loop that ends when $# is 0: nothing may set them anew */
    slice last_bad_id;      /* used again now and then */
};

/* Where a payload is. `name` is a variable's, a file's or a function's. */
struct kept_payload {
    enum keeper keeper;
    const char *name;
    const struct document *document;
};

typedef void write_body(struct script *script, void *data);

/* What the places of a template stand for; zero what the template has none of. */
struct places {
    const char *target;
    const char *own[3];
    const char *loop_variable;
    const char *function;
    const char *file;
    const struct row *row;
    const struct document *document;
    const struct kept_payload *payload;
    slice stdin_pipe, stdin_redirect; /* of the payload, once it is decided */
    bool has_stdin;
    write_body *body;
    void *data;
};

/* Writes the script of `seed` and `index`: always the same one. */
slice script_make(struct arena *arena, uint64_t seed, uint64_t index);

/* Writes the template of `places->row`. */
void script_write(struct script *script, struct places *places);

/* A row by weight, of those that can be used where the script stands; `kind` filters as
 * grammar.h says of the table. */
const struct row *script_pick(struct script *script, const struct table *table, unsigned kind);

/* A name that the script hasn't used: one of a few stems and a number. */
const char *script_name(struct script *script);
slice script_uuid(struct script *script);
slice script_bad_id(struct script *script);
slice script_simple_word(struct script *script);

#endif
