/* YAML 1.2.2 as far as hosts need it: mappings, sequences and scalars, each scalar a view of
 * exactly the characters that it stands for.
 *
 * tree-sitter-yaml tells the structure, the scalars are read here. */
#ifndef PAYLINT_HOST_YAML_H
#define PAYLINT_HOST_YAML_H

#include "host/writing.h"

enum yaml_kind {
    YAML_NOTHING, /* an empty node, or one that isn't understood */
    YAML_SCALAR,
    YAML_SEQUENCE,
    YAML_MAPPING,
};

struct yaml_pair;

struct yaml_node {
    enum yaml_kind kind;
    bool plain;                     /* of YAML_SCALAR: without quotes, not a block */
    const struct view *view;        /* of YAML_SCALAR */
    const struct yaml_node **items; /* of YAML_SEQUENCE */
    const struct yaml_pair *pairs;  /* of YAML_MAPPING, `<<` left as it is */
    size_t count;
};

struct yaml_pair {
    const struct yaml_node *key;
    const struct yaml_node *value;
};

struct yaml_documents {
    const struct yaml_node **items;
    size_t count;
    size_t capacity;
    const char *unread; /* why not all are read, for people; or NULL */
};

/* The documents of `source`; all lives in `arena`. */
struct yaml_documents yaml_read(struct arena *arena, const struct source *source);

/* The value of `key` in a mapping, its merged ones (`<<`) too; NULL where there is none. `node` may
 * be NULL or no mapping. */
const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key);

static inline bool yaml_is(const struct yaml_node *node, enum yaml_kind kind)
{
    return node && node->kind == kind;
}

/* The bytes of a scalar; empty where it is none. */
static inline slice yaml_bytes(const struct yaml_node *node)
{
    return yaml_is(node, YAML_SCALAR) ? node->view->bytes : (slice){NULL, 0};
}

/* Whether the scalar is null (YAML 1.2.2 section 10.3.2). */
bool yaml_is_null(const struct yaml_node *node);

/* ---- yaml_scalar.c: from a scalar's first byte on ---- */

/* `end` is one past the last byte. */
const struct view *yaml_plain(struct arena *arena, const struct view *file, uint32_t start,
                              uint32_t end);
const struct view *yaml_quoted(struct arena *arena, const struct view *file, uint32_t start,
                               uint32_t end);
/* At `|` or `>`; `parent` is the indentation of the node that it is in, -1 at the top. */
const struct view *yaml_block(struct arena *arena, const struct view *file, uint32_t start,
                              int32_t parent);

#endif
