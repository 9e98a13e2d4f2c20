/* jq programs taken apart (jq(1), jq 1.7). A program is laid-out bytes: holes may stand in its
 * strings, and where a number is due. */
#ifndef PAYLINT_JQ_SYNTAX_H
#define PAYLINT_JQ_SYNTAX_H

#include "jq/value.h"

enum jq_node_kind {
    JQ_IDENTITY,
    JQ_RECURSE,   /* .. */
    JQ_INDEX,     /* first[second]; .a is .["a"] */
    JQ_SLICE,     /* first[second:third], each of which may be NULL */
    JQ_ITERATE,   /* first[] */
    JQ_LITERAL,   /* a number: text */
    JQ_FORMATTED, /* a string: parts, through the format `name` where one stands before it */
    JQ_VARIABLE,  /* $name */
    JQ_OBJECT_OF, /* entries in parts: JQ_ENTRY */
    JQ_ENTRY,     /* first: the key; second: the value */
    JQ_ARRAY_OF,  /* [first], or [] where it is NULL */
    JQ_PIPE,
    JQ_COMMA,
    JQ_BINARY, /* `name` is the operator: + - * / % == != < <= > >= and or // */
    JQ_UPDATE, /* the same: = |= += -= *= /= %= //= */
    JQ_NEGATE,
    JQ_IF,      /* first, second, third (may be NULL) */
    JQ_TRY,     /* first, and what `?` and catch leave out: second (may be NULL) */
    JQ_REDUCE,  /* reduce first as $name (second; third) */
    JQ_FOREACH, /* the same, with fourth (may be NULL) */
    JQ_CALL,    /* name(parts) */
    JQ_AS,      /* first as $name | second */
    JQ_DEFINE,  /* def name(parameters): first; second */
};

struct jq_node {
    enum jq_node_kind kind;
    uint32_t start; /* in the laid-out program */
    uint32_t end;
    slice name;
    struct text text; /* of JQ_LITERAL, and of a part of JQ_FORMATTED that is no expression */
    const struct jq_node *first;
    const struct jq_node *second;
    const struct jq_node *third;
    const struct jq_node *fourth;
    const struct jq_node *parts; /* in a list by `next` */
    const struct jq_node *next;
    const slice *parameters; /* of JQ_DEFINE: f, or $f */
    uint32_t parameter_count;
};

/* The program, or NULL where it isn't understood. */
const struct jq_node *jq_parse(struct arena *arena, const struct flat_text *program);

#endif
