/* What has a name in a document: resources and anchors. In: a document. Out: maps by URI and by
 * name. Only places where schemas stand are looked at: an `$id` inside an `enum` is data. */
#include "schema/compiler.h"

struct schema_registry {
    struct arena *arena;
    struct map *documents; /* URI -> const struct value */
};

struct schema_registry *schema_registry_new(struct arena *arena)
{
    struct schema_registry *registry = ARENA_NEW(arena, struct schema_registry);
    registry->arena = arena;
    registry->documents = map_new(arena);
    return registry;
}

void schema_registry_add(struct schema_registry *registry, slice uri, const struct value *json)
{
    slice key = arena_copy(registry->arena, uri_without_fragment(uri));
    map_put(registry->documents, key, (void *)(uintptr_t)json);
}

struct resource *resource_at(const struct compiling *compiling, const struct value *json)
{
    return map_get(compiling->roots, (slice){(const char *)&json, sizeof json});
}

/* ---- Walking ---- */

static bool index_schema(struct compiling *compiling, const struct value *json,
                         struct resource *resource);

static struct resource *resource_new(struct compiling *compiling, const struct value *root,
                                     slice uri, const struct resource *outer)
{
    struct arena *arena = compiling->arena;
    struct resource *resource = ARENA_NEW(arena, struct resource);
    *resource = (struct resource){
        .uri = uri,
        .root = root,
        .draft = compiling->options->has_draft ? compiling->options->draft : DRAFT_2020,
        .vocabularies = vocabularies_all(),
        .asserts_format = !compiling->options->format_is_annotation,
        .document = compiling->document,
        .anchors = map_new(arena),
        .dynamic_anchors = map_new(arena),
        .dynamic_nodes = map_new(arena),
    };
    if (outer) {
        resource->draft = outer->draft;
        resource->vocabularies = outer->vocabularies;
        resource->asserts_format = outer->asserts_format;
    }
    const struct value **key = ARENA_NEW(arena, const struct value *);
    *key = root;
    map_put(compiling->roots, (slice){(const char *)key, sizeof *key}, resource);
    if (!map_get(compiling->resources, uri)) {
        map_put(compiling->resources, uri, resource);
    }
    return resource;
}

static const struct value *string_member(const struct value *json, const char *name)
{
    const struct member *member = value_member(json, slice_from(name));
    return member && member->value.kind == VALUE_STRING ? &member->value : NULL;
}

static void add_anchor(struct compiling *compiling, struct resource *resource,
                       const struct value *json, slice name, bool dynamic)
{
    if (!map_get(resource->anchors, name)) {
        map_put(resource->anchors, name, (void *)(uintptr_t)json);
    }
    if (dynamic && !map_get(resource->dynamic_anchors, name)) {
        map_put(resource->dynamic_anchors, name, (void *)(uintptr_t)json);
        VECTOR_PUSH(compiling->arena, &resource->dynamic_names, name);
    }
}

/* The resource that an `$id` opens here, or the present one. */
static struct resource *enter(struct compiling *compiling, const struct value *json,
                              struct resource *resource)
{
    const struct value *id = string_member(json, resource->draft == DRAFT_4 ? "id" : "$id");
    bool hidden = resource->draft <= DRAFT_7 && value_member(json, SLICE("$ref"));
    if (!id || hidden) {
        return resource;
    }
    slice uri = uri_resolve(compiling->arena, resource->uri, id->string.bytes);
    slice name = uri_fragment(compiling->arena, uri);
    uri = uri_without_fragment(uri);
    if (resource->draft <= DRAFT_7 && name.length > 0) {
        add_anchor(compiling, resource, json, name, false);
        if (id->string.bytes.data[0] == '#') {
            return resource;
        }
    }
    if (resource->root == json) {
        resource->uri = uri;
        if (!map_get(compiling->resources, uri)) {
            map_put(compiling->resources, uri, resource);
        }
        return resource;
    }
    struct resource *inner = resource_new(compiling, json, uri, resource);
    const struct value *draft = string_member(json, "$schema");
    return draft && !draft_read(compiling, draft, inner) ? NULL : inner;
}

static void index_anchors(struct compiling *compiling, const struct value *json,
                          struct resource *resource)
{
    const struct value *anchor = string_member(json, "$anchor");
    const struct value *dynamic = string_member(json, "$dynamicAnchor");
    const struct member *recursive = value_member(json, SLICE("$recursiveAnchor"));
    if (anchor && resource->draft >= DRAFT_2019) {
        add_anchor(compiling, resource, json, anchor->string.bytes, false);
    }
    if (dynamic && resource->draft >= DRAFT_2020) {
        add_anchor(compiling, resource, json, dynamic->string.bytes, true);
    }
    /* No anchor can be called that. */
    if (recursive && recursive->value.kind == VALUE_BOOLEAN && recursive->value.boolean &&
        resource->draft == DRAFT_2019 && resource->root == json) {
        add_anchor(compiling, resource, json, SLICE("#"), true);
    }
}

static bool index_all(struct compiling *compiling, const struct value *value,
                      struct resource *resource)
{
    for (uint32_t i = 0; i < value->count; i++) {
        const struct value *inner =
            value->kind == VALUE_OBJECT ? &value->members[i].value : &value->items[i];
        if (!index_schema(compiling, inner, resource)) {
            return false;
        }
    }
    return true;
}

static bool index_keyword(struct compiling *compiling, const struct member *member,
                          struct resource *resource)
{
    const struct keyword *keyword = keyword_find(member->key.string.bytes, resource->draft);
    const struct value *value = &member->value;
    switch (keyword ? keyword->takes : TAKES_ANY) {
    case TAKES_SCHEMA:
        return index_schema(compiling, value, resource);
    case TAKES_ITEMS:
        return value->kind == VALUE_ARRAY ? index_all(compiling, value, resource)
                                          : index_schema(compiling, value, resource);
    case TAKES_SCHEMAS:
        return value->kind != VALUE_ARRAY || index_all(compiling, value, resource);
    case TAKES_SCHEMA_MAP:
    case TAKES_DEPENDENCIES:
        return value->kind != VALUE_OBJECT || index_all(compiling, value, resource);
    default:
        return true;
    }
}

/* JSON_DEPTH_MAX bounds the recursion. */
static bool index_schema(struct compiling *compiling, const struct value *json,
                         struct resource *resource)
{
    if (json->kind != VALUE_OBJECT) {
        return true;
    }
    resource = enter(compiling, json, resource);
    if (!resource) {
        return false;
    }
    index_anchors(compiling, json, resource);
    for (uint32_t i = 0; i < json->count; i++) {
        if (!index_keyword(compiling, &json->members[i], resource)) {
            return false;
        }
    }
    return true;
}

struct resource *resource_index(struct compiling *compiling, const struct value *json, slice uri)
{
    uri = uri_without_fragment(uri.data ? uri : SLICE(""));
    compiling->document = json == compiling->main ? (slice){NULL, 0} : uri;
    struct resource *resource = resource_new(compiling, json, uri, NULL);
    const struct value *draft = json->kind == VALUE_OBJECT ? string_member(json, "$schema") : NULL;
    if (draft && !draft_read(compiling, draft, resource)) {
        return NULL;
    }
    return index_schema(compiling, json, resource) ? resource : NULL;
}

/* ---- Finding ---- */

/* Our own text for the metaschema of that URI, read. */
static const struct value *metaschema(struct compiling *compiling, slice uri)
{
    slice text = metaschema_text(compiling->arena, uri);
    if (!text.data) {
        return NULL;
    }
    struct flat_text flat = flat_of_bytes(text);
    struct json_document document = json_read(compiling->arena, &flat);
    struct value *root = ARENA_NEW(compiling->arena, struct value);
    *root = document.root;
    return root;
}

struct resource *resource_find(struct compiling *compiling, slice uri, const struct value *where)
{
    struct resource *resource = map_get(compiling->resources, uri);
    if (resource) {
        return resource;
    }
    const struct schema_registry *registry = compiling->options->registry;
    const struct value *json = registry ? map_get(registry->documents, uri) : NULL;
    json = json ? json : metaschema(compiling, uri);
    if (!json) {
        compile_fail(compiling, where,
                     "nothing is known of \"%.*s\": no document of that name was "
                     "given, and none is fetched",
                     SLICE_ARGS(uri));
        return NULL;
    }
    slice document = compiling->document;
    resource = resource_index(compiling, json, uri);
    compiling->document = document;
    return resource;
}
