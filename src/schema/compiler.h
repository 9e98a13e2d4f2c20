/* Compiling schemas: what the files of this folder share while they do so.
 *
 * A document is first walked for what has a name (resource.c), then the nodes that the root leads
 * to are compiled one by one from a list of those that wait (compile.c), so that neither long
 * chains of references nor cycles of them are recursion. */
#ifndef PAYLINT_SCHEMA_COMPILER_H
#define PAYLINT_SCHEMA_COMPILER_H

#include "schema/node.h"

enum vocabulary {
    VOCABULARY_CORE,
    VOCABULARY_APPLICATOR,
    VOCABULARY_UNEVALUATED,
    VOCABULARY_VALIDATION,
    VOCABULARY_FORMAT,
    VOCABULARY_ANNOTATION, /* content, meta-data: judge nothing */
    VOCABULARY_COUNT,
};

/* What a keyword's value must be. */
enum takes {
    TAKES_ANY,
    TAKES_STRING,
    TAKES_BOOLEAN,
    TAKES_COUNT, /* an integer that isn't negative */
    TAKES_NUMBER,
    TAKES_POSITIVE, /* a number greater than 0 */
    TAKES_ARRAY,
    TAKES_OBJECT,
    TAKES_TYPES, /* the name of a type, or several */
    TAKES_NAMES, /* an array of strings */
    TAKES_NAMES_MAP,
    TAKES_SCHEMA,
    TAKES_SCHEMAS, /* an array of them, not empty */
    TAKES_SCHEMA_MAP,
    TAKES_ITEMS,        /* a schema, or an array of them */
    TAKES_DEPENDENCIES, /* an object of schemas and arrays of strings */
    TAKES_COUNT_OF,
};

struct compiling;

struct keyword {
    const char *name;
    enum schema_draft first; /* the drafts that know it */
    enum schema_draft last;
    enum vocabulary vocabulary;
    enum takes takes;
    bool (*compile)(struct compiling *compiling, struct node *node, const struct member *member);
};

/* The keyword of that name in that draft, or NULL. */
const struct keyword *keyword_find(slice name, enum schema_draft draft);
extern const struct keyword keywords[];
extern const size_t keyword_count;
/* The name that is most like it; data NULL: none is. */
slice keyword_closest(slice name, enum schema_draft draft);
/* Whether the value is what the keyword takes; tells where it isn't. */
bool keyword_check(struct compiling *compiling, const struct keyword *keyword,
                   const struct value *value);

struct compiling {
    struct arena *arena;
    const struct schema_options *options;
    struct schema *schema;
    struct schema_error *error;
    bool failed;
    slice document; /* whose nodes are being compiled, for errors */
    const struct value *main;
    struct map *nodes;     /* address of a value -> struct node */
    struct map *resources; /* URI -> struct resource */
    struct map *roots;     /* address of a value -> struct resource */
    VECTOR(struct node *) waiting;
};

/* ---- compile.c ---- */

/* Tells an error, once; returns false. */
bool compile_fail(struct compiling *compiling, const struct value *where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The node of a schema, which may still wait to be compiled. */
struct node *compile_node(struct compiling *compiling, const struct value *json,
                          const struct resource *resource);
/* The same of a schema that stands in the node's own. */
static inline struct node *compile_inner(struct compiling *compiling, const struct node *node,
                                         const struct value *json)
{
    return compile_node(compiling, json, node->resource);
}
struct node_list compile_list(struct compiling *compiling, const struct node *node,
                              const struct value *json);
/* The number of a TAKES_COUNT. */
uint64_t compile_count(const struct value *json);
struct pattern *compile_pattern(struct compiling *compiling, const struct value *where,
                                slice source);

/* The groups of a node, made when they are first asked for. */
struct number_rules *node_number(struct compiling *compiling, struct node *node);
struct string_rules *node_string(struct compiling *compiling, struct node *node);
struct array_rules *node_array(struct compiling *compiling, struct node *node);
struct object_rules *node_object(struct compiling *compiling, struct node *node);
struct value_rules *node_values(struct compiling *compiling, struct node *node);
struct logic_rules *node_logic(struct compiling *compiling, struct node *node);

/* ---- The keywords, by group: compile_logic.c, compile_object.c, … ---- */

#define COMPILES(name) \
    bool compile_##name(struct compiling *compiling, struct node *node, const struct member *member)
COMPILES(type);
COMPILES(enum);
COMPILES(const);
COMPILES(minimum);
COMPILES(maximum);
COMPILES(exclusive_minimum);
COMPILES(exclusive_maximum);
COMPILES(multiple_of);
COMPILES(min_length);
COMPILES(max_length);
COMPILES(pattern_keyword);
COMPILES(format);
COMPILES(prefix_items);
COMPILES(items);
COMPILES(additional_items);
COMPILES(contains);
COMPILES(min_contains);
COMPILES(max_contains);
COMPILES(min_items);
COMPILES(max_items);
COMPILES(unique_items);
COMPILES(unevaluated_items);
COMPILES(properties);
COMPILES(pattern_properties);
COMPILES(additional_properties);
COMPILES(property_names);
COMPILES(unevaluated_properties);
COMPILES(required);
COMPILES(min_properties);
COMPILES(max_properties);
COMPILES(dependent_schemas);
COMPILES(dependent_required);
COMPILES(dependencies);
COMPILES(ref);
COMPILES(dynamic_ref);
COMPILES(recursive_ref);
COMPILES(all_of);
COMPILES(any_of);
COMPILES(one_of);
COMPILES(not );
COMPILES(if);
COMPILES(then);
COMPILES(else);

/* Makes the table of the names that the group knows. */
void object_finish(struct compiling *compiling, struct object_rules *rules);

/* ---- resource.c ---- */

/* Walks a document for what has a name; its root's resource, or NULL after an error. */
struct resource *resource_index(struct compiling *compiling, const struct value *json, slice uri);
/* The resource whose root `json` is, or NULL. */
struct resource *resource_at(const struct compiling *compiling, const struct value *json);
/* The resource of that URI, which has no fragment, or NULL after an error. */
struct resource *resource_find(struct compiling *compiling, slice uri, const struct value *where);

/* ---- draft.c ---- */

/* The draft that a metaschema's URI names. */
bool draft_of_uri(slice uri, enum schema_draft *draft);
/* What `$schema` says of the resource; tells where it isn't known. */
bool draft_read(struct compiling *compiling, const struct value *schema_keyword,
                struct resource *resource);
/* Text of our own that says what the metaschema of that URI says; data NULL: it is none. */
slice metaschema_text(struct arena *arena, slice uri);
unsigned vocabularies_all(void);

/* ---- uri.c ---- */

/* RFC 3986, section 5.2: what `reference` means in a document at `base`. */
slice uri_resolve(struct arena *arena, slice base, slice reference);
/* What stands behind the #, percent-decoded, and what stands before it. */
slice uri_fragment(struct arena *arena, slice uri);
slice uri_without_fragment(slice uri);

/* ---- reference.c ---- */

/* The schema that `reference` means in `resource`, and the resource that it stands in; NULL after
 * an error. */
const struct value *reference_find(struct compiling *compiling, const struct resource *resource,
                                   const struct value *reference, const struct resource **found);

#endif
