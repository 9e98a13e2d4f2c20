/* Compiling. In: a schema as JSON. Out: its nodes. */
#include "schema/compiler.h"

#include "schema/format.h"

/* ---- Errors ---- */

bool compile_fail(struct compiling *compiling, const struct value *where, const char *format, ...)
{
    if (compiling->failed) {
        return false;
    }
    va_list arguments;
    va_start(arguments, format);
    compiling->error->message = arena_vprintf(compiling->arena, format, arguments);
    va_end(arguments);
    compiling->error->offset = where->start;
    compiling->error->document = compiling->document;
    compiling->failed = true;
    return false;
}

/* ---- Nodes ---- */

struct node *compile_node(struct compiling *compiling, const struct value *json,
                          const struct resource *resource)
{
    slice address = {(const char *)&json, sizeof json};
    struct node *node = map_get(compiling->nodes, address);
    if (node) {
        return node;
    }
    node = ARENA_NEW(compiling->arena, struct node);
    const struct resource *own = resource_at(compiling, json);
    node->json = json;
    node->resource = own ? own : resource;
    node->types = TYPE_ANY;
    /* The key of the map is the address as it stands in the node. */
    map_put(compiling->nodes, (slice){(const char *)&node->json, sizeof node->json}, node);
    VECTOR_PUSH(compiling->arena, &compiling->waiting, node);
    return node;
}

struct node_list compile_list(struct compiling *compiling, const struct node *node,
                              const struct value *json)
{
    struct node_list list = {ARENA_ARRAY(compiling->arena, struct node *, json->count),
                             json->count};
    for (uint32_t i = 0; i < json->count; i++) {
        list.items[i] = compile_inner(compiling, node, &json->items[i]);
    }
    return list;
}

uint64_t compile_count(const struct value *json)
{
    struct decimal number = decimal_read(json->string.bytes);
    uint64_t count = 0;
    if (number.is_small) {
        return (uint64_t)number.small;
    }
    if (number.exponent > 18) {
        return UINT64_MAX;
    }
    for (int64_t i = 0, digit = 0; i < number.exponent; i++) {
        if (digit < (int64_t)number.digits.length && number.digits.data[digit] == '.') {
            digit++;
        }
        count *= 10;
        count += digit < (int64_t)number.digits.length
                     ? (uint64_t)(number.digits.data[digit++] - '0')
                     : 0;
    }
    return count;
}

struct pattern *compile_pattern(struct compiling *compiling, const struct value *where,
                                slice source)
{
    slice error;
    struct pattern *pattern = pattern_compile(compiling->arena, source, &error);
    if (!pattern) {
        compile_fail(compiling, where, "%.*s", SLICE_ARGS(error));
        return NULL;
    }
    VECTOR_PUSH(compiling->arena, &compiling->schema->patterns, pattern);
    return pattern;
}

/* ---- Groups ---- */

struct number_rules *node_number(struct compiling *compiling, struct node *node)
{
    if (!node->number) {
        node->number = ARENA_NEW(compiling->arena, struct number_rules);
    }
    return node->number;
}

struct string_rules *node_string(struct compiling *compiling, struct node *node)
{
    if (!node->string) {
        node->string = ARENA_NEW(compiling->arena, struct string_rules);
        node->string->most = UINT64_MAX;
    }
    return node->string;
}

struct array_rules *node_array(struct compiling *compiling, struct node *node)
{
    if (!node->array) {
        node->array = ARENA_NEW(compiling->arena, struct array_rules);
        node->array->most = UINT64_MAX;
        node->array->contains_least = 1;
        node->array->contains_most = UINT64_MAX;
        node->array->contains_evaluates = node->resource->draft >= DRAFT_2020;
    }
    return node->array;
}

struct object_rules *node_object(struct compiling *compiling, struct node *node)
{
    if (!node->object) {
        node->object = ARENA_NEW(compiling->arena, struct object_rules);
        node->object->most = UINT64_MAX;
    }
    return node->object;
}

struct value_rules *node_values(struct compiling *compiling, struct node *node)
{
    if (!node->values) {
        node->values = ARENA_NEW(compiling->arena, struct value_rules);
    }
    return node->values;
}

struct logic_rules *node_logic(struct compiling *compiling, struct node *node)
{
    if (!node->logic) {
        node->logic = ARENA_NEW(compiling->arena, struct logic_rules);
    }
    return node->logic;
}

/* ---- One node ---- */

static bool unknown_keyword(struct compiling *compiling, const struct node *node,
                            const struct member *member)
{
    slice name = member->key.string.bytes;
    slice meant = keyword_closest(name, node->resource->draft);
    /* Names that begin so are promised to mean nothing to those who don't know them. */
    if (compiling->options->ignore_unknown || slice_starts_with(name, SLICE("x-"))) {
        return true;
    }
    return meant.data ? compile_fail(compiling, &member->key,
                                     "the keyword \"%.*s\" is not known; did you mean \"%.*s\"?",
                                     SLICE_ARGS(name), SLICE_ARGS(meant))
                      : compile_fail(compiling, &member->key, "the keyword \"%.*s\" is not known",
                                     SLICE_ARGS(name));
}

static bool compile_keyword(struct compiling *compiling, struct node *node,
                            const struct member *member)
{
    const struct keyword *keyword = keyword_find(member->key.string.bytes, node->resource->draft);
    if (!keyword) {
        return unknown_keyword(compiling, node, member);
    }
    if (!(node->resource->vocabularies >> keyword->vocabulary & 1)) {
        return true;
    }
    return keyword_check(compiling, keyword, &member->value) &&
           (!keyword->compile || keyword->compile(compiling, node, member));
}

static bool compile_object(struct compiling *compiling, struct node *node)
{
    const struct value *json = node->json;
    const struct member *reference = value_member(json, SLICE("$ref"));
    if (reference && node->resource->draft <= DRAFT_7) {
        /* Up to draft 7 a reference stands for the schema that it is in. */
        return compile_keyword(compiling, node, reference);
    }
    for (uint32_t i = 0; i < json->count; i++) {
        if (!compile_keyword(compiling, node, &json->members[i])) {
            return false;
        }
    }
    if (node->object) {
        object_finish(compiling, node->object);
    }
    return true;
}

static bool compile_waiting(struct compiling *compiling, struct node *node)
{
    compiling->document = node->resource->document;
    switch (node->json->kind) {
    case VALUE_BOOLEAN:
        node->kind = node->json->boolean ? NODE_TRUE : NODE_FALSE;
        return true;
    case VALUE_OBJECT:
        node->kind = NODE_RULES;
        if (!compile_object(compiling, node)) {
            return false;
        }
        if (node->types == TYPE_ANY && !node->number && !node->string && !node->array &&
            !node->object && !node->values && !node->logic) {
            node->kind = NODE_TRUE;
        }
        return true;
    default:
        return compile_fail(compiling, node->json, "a schema is an object, true or false");
    }
}

/* ---- Dynamic references ---- */

/* Each schema that a $dynamicRef may come to is compiled: those of its name in all resources that
 * are in use. */
static void compile_dynamic(struct compiling *compiling, const struct resource *resource)
{
    for (size_t i = 0; i < resource->dynamic_names.count; i++) {
        slice name = resource->dynamic_names.items[i];
        const struct value *json = map_get(resource->dynamic_anchors, name);
        map_put(resource->dynamic_nodes, name, compile_node(compiling, json, resource));
    }
}

static bool compile_all(struct compiling *compiling)
{
    const struct resource *last = NULL;
    while (compiling->waiting.count > 0) {
        struct node *node = compiling->waiting.items[--compiling->waiting.count];
        if (!compile_waiting(compiling, node)) {
            return false;
        }
        if (node->resource != last) {
            last = node->resource;
            compile_dynamic(compiling, last);
        }
    }
    return true;
}

/* ---- Whole schemas ---- */

struct schema *schema_compile_with(struct arena *arena, const struct value *json,
                                   const struct schema_options *options, struct schema_error *error)
{
    struct compiling compiling = {
        .arena = arena,
        .options = options,
        .schema = ARENA_NEW(arena, struct schema),
        .error = error,
        .main = json,
        .nodes = map_new(arena),
        .resources = map_new(arena),
        .roots = map_new(arena),
    };
    *error = (struct schema_error){0};
    if (json->kind != VALUE_OBJECT && json->kind != VALUE_BOOLEAN) {
        compile_fail(&compiling, json, "a schema is an object, true or false");
        return NULL;
    }
    const struct resource *resource = resource_index(&compiling, json, options->base_uri);
    if (resource) {
        compiling.schema->root = compile_node(&compiling, json, resource);
    }
    if (!resource || !compile_all(&compiling)) {
        schema_free(compiling.schema);
        return NULL;
    }
    return compiling.schema;
}

struct schema *schema_compile(struct arena *arena, const struct value *json,
                              struct schema_error *error)
{
    static const struct schema_options strict = {0};
    return schema_compile_with(arena, json, &strict, error);
}

void schema_free(struct schema *schema)
{
    for (size_t i = 0; schema && i < schema->patterns.count; i++) {
        pattern_free(schema->patterns.items[i]);
    }
}
