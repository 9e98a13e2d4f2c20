/* Keywords of objects. In: their values, which are what they take. Out: the object group of a node.
 */
#include "schema/compiler.h"
#include "schema/property.h"

static struct property *property_named(struct compiling *compiling, struct object_rules *rules,
                                       slice name)
{
    for (size_t i = 0; i < rules->count; i++) {
        if (slice_equal(rules->properties[i].name, name)) {
            return &rules->properties[i];
        }
    }
    struct {
        struct property *items;
        size_t count;
        size_t capacity;
    } vector = {rules->properties, rules->count, rules->capacity};
    struct property property = {.name = name};
    VECTOR_PUSH(compiling->arena, &vector, property);
    rules->properties = vector.items;
    rules->count = vector.count;
    rules->capacity = vector.capacity;
    return &rules->properties[rules->count - 1];
}

COMPILES(properties)
{
    struct object_rules *rules = node_object(compiling, node);
    for (uint32_t i = 0; i < member->value.count; i++) {
        const struct member *property = &member->value.members[i];
        struct node *inner = compile_inner(compiling, node, &property->value);
        property_named(compiling, rules, property->key.string.bytes)->node = inner;
    }
    return true;
}

COMPILES(required)
{
    struct object_rules *rules = node_object(compiling, node);
    for (uint32_t i = 0; i < member->value.count; i++) {
        slice name = member->value.items[i].string.bytes;
        property_named(compiling, rules, name)->required = true;
        rules->has_required = true;
    }
    return true;
}

COMPILES(pattern_properties)
{
    struct object_rules *rules = node_object(compiling, node);
    const struct value *value = &member->value;
    rules->patterns = ARENA_ARRAY(compiling->arena, struct pattern_property, value->count);
    rules->pattern_count = value->count;
    for (uint32_t i = 0; i < value->count; i++) {
        const struct value *key = &value->members[i].key;
        struct pattern *pattern = compile_pattern(compiling, key, key->string.bytes);
        if (!pattern) {
            return false;
        }
        rules->patterns[i] = (struct pattern_property){
            pattern, compile_inner(compiling, node, &value->members[i].value)};
    }
    return true;
}

COMPILES(additional_properties)
{
    node_object(compiling, node)->additional = compile_inner(compiling, node, &member->value);
    return true;
}

COMPILES(property_names)
{
    node_object(compiling, node)->names = compile_inner(compiling, node, &member->value);
    return true;
}

COMPILES(unevaluated_properties)
{
    node_object(compiling, node)->unevaluated = compile_inner(compiling, node, &member->value);
    node->tracks = true;
    return true;
}

COMPILES(min_properties)
{
    compiling->schema->counts_members = true;
    node_object(compiling, node)->least = compile_count(&member->value);
    return true;
}

COMPILES(max_properties)
{
    compiling->schema->counts_members = true;
    node_object(compiling, node)->most = compile_count(&member->value);
    return true;
}

/* ---- Dependencies ---- */

static void add_dependency(struct compiling *compiling, struct node *node,
                           const struct member *member)
{
    struct dependency dependency = {.name = member->key.string.bytes};
    const struct value *value = &member->value;
    if (value->kind == VALUE_ARRAY) {
        slice *names = ARENA_ARRAY(compiling->arena, slice, value->count);
        for (uint32_t i = 0; i < value->count; i++) {
            names[i] = value->items[i].string.bytes;
        }
        dependency.names = names;
        dependency.count = value->count;
    } else {
        dependency.node = compile_inner(compiling, node, value);
    }
    VECTOR_PUSH(compiling->arena, &node_object(compiling, node)->dependencies, dependency);
}

COMPILES(dependencies)
{
    for (uint32_t i = 0; i < member->value.count; i++) {
        add_dependency(compiling, node, &member->value.members[i]);
    }
    return true;
}

COMPILES(dependent_schemas)
{
    return compile_dependencies(compiling, node, member);
}

COMPILES(dependent_required)
{
    return compile_dependencies(compiling, node, member);
}

/* ---- The table of names ---- */

void object_finish(struct compiling *compiling, struct object_rules *rules)
{
    uint32_t size = 4;
    while (size < 2 * rules->count) {
        size *= 2;
    }
    uint32_t *table = ARENA_ARRAY(compiling->arena, uint32_t, size);
    for (uint32_t i = 0; i < rules->count; i++) {
        uint32_t at = property_hash(rules->properties[i].name) & (size - 1);
        while (table[at]) {
            at = (at + 1) & (size - 1);
        }
        table[at] = i + 1;
    }
    rules->table = table;
    rules->table_mask = size - 1;
}
