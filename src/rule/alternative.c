/* What checks share. In: alternatives of payloads. Out: their values one by one. */
#include "rule/alternative.h"

slice looking_pointer(const struct looking *looking, const struct json_path *path)
{
    return json_path_pointer(looking->checking->arena, path);
}

/* JSON_DEPTH_MAX bounds the recursion. */
static void walk(const struct looking *looking, value_visitor *visit, const struct value *value,
                 const struct json_path *path, slice key)
{
    if (looking_is_over(looking)) {
        return;
    }
    visit(looking, value, path, key);
    for (uint32_t i = 0; i < value->count; i++) {
        if (value->kind == VALUE_OBJECT) {
            slice name = value->members[i].key.string.bytes;
            struct json_path inner = {.outer = path, .is_key = true, .key = name};
            walk(looking, visit, &value->members[i].value, &inner, name);
        } else if (value->kind == VALUE_ARRAY) {
            struct json_path inner = {.outer = path, .index = i};
            walk(looking, visit, &value->items[i], &inner, (slice){NULL, 0});
        }
    }
}

void alternative_walk(const struct looking *looking, value_visitor *visit)
{
    walk(looking, visit, &looking->alternative->document.root, NULL, (slice){NULL, 0});
}

static bool any_matches(struct slice_list patterns, slice bytes)
{
    for (size_t i = 0; i < patterns.count; i++) {
        if (sink_pattern_matches(patterns.items[i], bytes)) {
            return true;
        }
    }
    return false;
}

bool rule_has_field(const struct rule *rule, slice key)
{
    return key.data && any_matches(rule->fields, key);
}

bool rule_allows(const struct rule *rule, slice bytes)
{
    return any_matches(rule->allow, bytes);
}
