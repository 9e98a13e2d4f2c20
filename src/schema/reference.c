/* References. In: `$ref` and the resource that it stands in. Out: the schema that it means. */
#include "schema/compiler.h"

#include "base/ascii.h"
#include "base/buffer.h"

/* One reference token of a JSON Pointer, ~1 and ~0 decoded (RFC 6901, section 4). */
static slice read_token(struct arena *arena, slice *pointer)
{
    struct buffer out = {.arena = arena};
    size_t at = 1;
    while (at < pointer->length && pointer->data[at] != '/') {
        char c = pointer->data[at++];
        if (c == '~' && at < pointer->length) {
            c = pointer->data[at++] == '1' ? '/' : '~';
        }
        buffer_append_byte(&out, c);
    }
    *pointer = slice_sub(*pointer, at, pointer->length);
    return out.length > 0 ? buffer_slice(&out) : SLICE("");
}

static const struct value *item_at(const struct value *array, slice token)
{
    uint64_t index = 0;
    for (size_t i = 0; i < token.length; i++) {
        if (!ascii_is_digit(token.data[i]) || index > UINT32_MAX) {
            return NULL;
        }
        index = index * 10 + (uint64_t)(token.data[i] - '0');
    }
    return token.length > 0 && index < array->count ? &array->items[index] : NULL;
}

/* The value at a pointer; `*resource` becomes the one that it stands in. */
static const struct value *value_at(struct compiling *compiling, slice pointer,
                                    const struct resource **resource)
{
    const struct value *value = (*resource)->root;
    while (value && pointer.length > 0) {
        slice token = read_token(compiling->arena, &pointer);
        const struct member *member = value_member(value, token);
        value = value->kind == VALUE_ARRAY ? item_at(value, token) : member ? &member->value : NULL;
        const struct resource *inner = value ? resource_at(compiling, value) : NULL;
        *resource = inner ? inner : *resource;
    }
    return value;
}

const struct value *reference_find(struct compiling *compiling, const struct resource *resource,
                                   const struct value *reference, const struct resource **found)
{
    slice uri = uri_resolve(compiling->arena, resource->uri, reference->string.bytes);
    slice fragment = uri_fragment(compiling->arena, uri);
    *found = slice_equal(uri_without_fragment(uri), resource->uri)
                 ? resource
                 : resource_find(compiling, uri_without_fragment(uri), reference);
    if (!*found) {
        return NULL;
    }
    bool pointer = fragment.length == 0 || fragment.data[0] == '/';
    const struct value *value =
        pointer ? value_at(compiling, fragment, found) : map_get((*found)->anchors, fragment);
    if (!value) {
        compile_fail(compiling, reference, "there is nothing at \"%.*s\"",
                     SLICE_ARGS(reference->string.bytes));
    }
    return value;
}

bool compile_ref(struct compiling *compiling, struct node *node, const struct member *member)
{
    const struct resource *resource;
    const struct value *json = reference_find(compiling, node->resource, &member->value, &resource);
    if (json) {
        node_logic(compiling, node)->reference = compile_node(compiling, json, resource);
    }
    return json != NULL;
}

/* A reference that ends at an anchor of the same name in the outermost resource that has one, if
 * it ends at a dynamic anchor at all (Core, section 8.2.3.2). */
static bool compile_dynamic_to(struct compiling *compiling, struct node *node,
                               const struct value *reference, slice name)
{
    const struct resource *resource;
    const struct value *json = reference_find(compiling, node->resource, reference, &resource);
    if (!json) {
        return false;
    }
    struct logic_rules *logic = node_logic(compiling, node);
    logic->dynamic = compile_node(compiling, json, resource);
    if (map_get(resource->dynamic_anchors, name) == json) {
        logic->dynamic_name = name;
        compiling->schema->is_dynamic = true;
    }
    return true;
}

bool compile_dynamic_ref(struct compiling *compiling, struct node *node,
                         const struct member *member)
{
    return compile_dynamic_to(compiling, node, &member->value,
                              uri_fragment(compiling->arena, member->value.string.bytes));
}

bool compile_recursive_ref(struct compiling *compiling, struct node *node,
                           const struct member *member)
{
    return compile_dynamic_to(compiling, node, &member->value, SLICE("#"));
}
