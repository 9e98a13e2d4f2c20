/* The JSON that a generated script is to send, as a row of pieces, and the ways to write it in
 * shell. */
#ifndef PAYLINT_DIFFERENTIAL_DOCUMENT_H
#define PAYLINT_DIFFERENTIAL_DOCUMENT_H

#include "base/slice.h"

#include <stdbool.h>
#include <stddef.h>

struct script;
struct buffer;

enum { PIECES_MAX = 96 };

struct piece {
    bool is_expansion;
    slice text; /* the bytes; or what is expanded: a variable's name, or $(…) */
};

struct document {
    struct piece pieces[PIECES_MAX];
    size_t count;
    bool is_well_formed; /* no defect was put into its syntax */
};

/* What a document may refer to: names of variables, NULL where there is none. */
struct document_variables {
    const char *ids[2];
    const char *text;
    const char *number;
};

/* A document that sends the ids, with a defect now and then. */
struct document *document_make(struct script *script, const struct document_variables *variables);
/* Puts one of the defects in. */
void document_spoil(struct script *script, struct document *document);
/* The document in two, cut somewhere in its text. */
void document_split(struct script *script, const struct document *document,
                    struct document halves[2]);

/* ---- Ways to write it ---- */

/* As one word, quoted by one of the styles or by a mixture of them. */
void render_word(struct script *script, struct buffer *out, const struct document *document);
void render_heredoc(struct script *script, struct buffer *out, const struct document *document);
/* As the body of a heredoc whose delimiter is quoted: expansions become `${NAME}` for envsubst,
 * else placeholders that `render_sed_options` knows. */
void render_template(struct script *script, struct buffer *out, const struct document *document,
                     bool for_envsubst);
void render_sed_options(struct script *script, struct buffer *out, const struct document *document);
/* The names of its variables, blanks between. */
void render_variable_names(struct script *script, struct buffer *out,
                           const struct document *document);
void render_printf(struct script *script, struct buffer *out, const struct document *document);
void render_jq(struct script *script, struct buffer *out, const struct document *document);
/* Some bytes as one word, quoted somehow. */
void render_quoted(struct script *script, struct buffer *out, slice text);

#endif
