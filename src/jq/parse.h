/* The parser's own state, shared by parse.c (operators), term.c and string.c. */
#ifndef PAYLINT_JQ_PARSE_H
#define PAYLINT_JQ_PARSE_H

#include "jq/syntax.h"

enum { JQ_PARSE_DEPTH_MAX = 200 };

struct jq_parser {
    struct arena *arena;
    const struct flat_text *program;
    uint32_t at;
    uint32_t depth;
    bool failed;
};

struct jq_node *jq_node_new(const struct jq_parser *parser, enum jq_node_kind kind, uint32_t start);
/* Says that the program isn't understood; returns a node, so that callers can go on. */
struct jq_node *jq_parse_fail(struct jq_parser *parser);
/* Steps over blanks and comments. */
void jq_skip_blanks(struct jq_parser *parser);
/* Takes the bytes where they come next, blanks before them included. */
bool jq_take(struct jq_parser *parser, const char *bytes);
void jq_expect(struct jq_parser *parser, const char *bytes);
/* The word that comes next, `::` in it included; empty where none does. */
slice jq_peek_word(struct jq_parser *parser);
bool jq_take_word(struct jq_parser *parser, const char *word);
slice jq_take_name(struct jq_parser *parser);

/* A pipe, with definitions before it. */
const struct jq_node *jq_parse_pipe(struct jq_parser *parser);
/* The same without comma outside brackets, as the values of an object have it. */
const struct jq_node *jq_parse_without_comma(struct jq_parser *parser);
/* A term and what is glued to its end: .a[0]? */
const struct jq_node *jq_parse_postfix(struct jq_parser *parser);
/* "…" with \( ) in it; `format` is @name or empty. */
struct jq_node *jq_parse_string(struct jq_parser *parser, slice format);

#endif
