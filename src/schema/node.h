/* The compiled form of a schema: what the files of this folder share and nobody else includes.
 *
 * A node is one schema; its keywords are sorted into one group for each kind of value that they say
 * something of. A group that has no keyword is NULL, so that a value meets only what concerns it.
 */
#ifndef PAYLINT_SCHEMA_NODE_H
#define PAYLINT_SCHEMA_NODE_H

#include "base/map.h"
#include "schema/decimal.h"
#include "schema/pattern.h"
#include "schema/schema.h"

/* The kinds of values that `type` tells apart; "number" is two of them. */
enum type_bit {
    TYPE_NULL = 1,
    TYPE_BOOLEAN = 2,
    TYPE_INTEGER = 4,
    TYPE_FRACTION = 8, /* a number that is no integer */
    TYPE_STRING = 16,
    TYPE_ARRAY = 32,
    TYPE_OBJECT = 64,
    TYPE_NUMBER = TYPE_INTEGER | TYPE_FRACTION,
    TYPE_ANY = 127,
};

struct node;

struct node_list {
    struct node **items;
    size_t count;
};

/* The name of a member and what is due if it is there. */
struct dependency {
    slice name;
    const slice *names; /* required then */
    size_t count;
    struct node *node; /* or NULL */
};

struct dependency_list {
    struct dependency *items;
    size_t count;
    size_t capacity;
};

struct number_rules {
    /* Bounds that are set have `is_set`. */
    struct bound {
        bool is_set;
        bool exclusive;
        struct decimal number;
        slice written;
    } minimum, maximum;
    struct decimal multiple; /* digits.length 0: none */
    slice multiple_written;
};

struct string_rules {
    uint64_t least; /* code points */
    uint64_t most;
    const struct pattern *pattern;
    const struct format *format;
    const struct pattern *format_outline; /* what each string of the format matches; or NULL */
};

struct array_rules {
    struct node_list prefix;
    struct node *rest; /* the items behind; NULL: any */
    struct node *contains;
    struct node *unevaluated;
    uint64_t contains_least;
    uint64_t contains_most;
    uint64_t least;
    uint64_t most;
    bool unique;
    bool contains_evaluates;
};

/* A name that `properties` or `required` knows. */
struct property {
    slice name;
    struct node *node; /* NULL: any value */
    bool required;
};

struct pattern_property {
    const struct pattern *pattern;
    struct node *node;
};

struct object_rules {
    struct property *properties;
    size_t count;
    size_t capacity;
    const uint32_t *table; /* by hash: index + 1 of a property */
    uint32_t table_mask;
    bool has_required;
    struct pattern_property *patterns;
    size_t pattern_count;
    struct node *additional;
    struct node *names;
    struct node *unevaluated;
    uint64_t least;
    uint64_t most;
    struct dependency_list dependencies;
};

/* `enum` and `const`. */
struct value_rules {
    const struct value *items; /* of enum */
    uint32_t count;
    const struct value *constant; /* or NULL */
    bool has_enum;
    const struct map *strings; /* of many strings: those that are listed */
};

struct logic_rules {
    struct node *reference; /* $ref */
    struct node *dynamic;   /* $dynamicRef, as it is without a dynamic scope */
    slice dynamic_name;     /* the $dynamicAnchor that is looked for; data NULL: none */
    struct node_list all;
    struct node_list any;
    struct node_list one;
    struct node *negated;
    struct node *condition;
    struct node *then;
    struct node *otherwise;
};

enum node_kind { NODE_RULES, NODE_TRUE, NODE_FALSE };

struct node {
    enum node_kind kind;
    unsigned types; /* type_bits */
    bool tracks;    /* has unevaluatedProperties or unevaluatedItems */
    const struct value *json;
    const struct resource *resource;
    struct number_rules *number;
    struct string_rules *string;
    struct array_rules *array;
    struct object_rules *object;
    struct value_rules *values;
    struct logic_rules *logic;
};

/* A part of a document that has a URI of its own. */
struct resource {
    slice uri;
    const struct value *root;
    enum schema_draft draft;
    unsigned vocabularies; /* bits by enum vocabulary */
    bool asserts_format;
    slice document;              /* the URI of the document that it stands in, for errors */
    struct map *anchors;         /* name -> const struct value */
    struct map *dynamic_anchors; /* name -> const struct value; some of `anchors` */
    struct map *dynamic_nodes;   /* name -> struct node */
    VECTOR(slice) dynamic_names;
};

struct schema {
    struct node *root;
    bool counts_members; /* that some have the same key counts, too */
    bool is_dynamic;     /* $dynamicRef is used: the scope counts */
    VECTOR(struct pattern *) patterns;
};

#endif
