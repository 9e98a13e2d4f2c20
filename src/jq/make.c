/* Objects, strings and arrays that a jq program writes down. In: their parts. Out: values. */
#include "jq/run.h"

/* All objects of the entries from `entry` on, on top of `object`. */
static void make_objects(const struct jq_filter *filter, const struct jq_node *entry,
                         const struct jq_value *object)
{
    struct jq_run *run = filter->run;
    if (!entry) {
        jq_output(run, filter->outputs, object);
        return;
    }
    struct jq_values keys = {0};
    struct jq_values values = {0};
    jq_evaluate(run, entry->first, filter->scope, filter->input, &keys);
    jq_evaluate(run, entry->second, filter->scope, filter->input, &values);
    for (size_t i = 0; i < keys.count && !run->lost && !run->failed; i++) {
        if (keys.items[i]->kind != JQ_STRING) {
            run->lost = run->lost || keys.items[i]->kind >= JQ_UNKNOWN;
            jq_fail(run);
            return;
        }
        for (size_t k = 0; k < values.count && !run->lost; k++) {
            struct jq_member member = {keys.items[i]->text, keys.items[i]->origin, values.items[k]};
            make_objects(filter, entry->next, jq_object_with(run->arena, object, member));
        }
    }
}

/* All strings of the parts from `part` on, behind `text`. */
static void make_strings(const struct jq_filter *filter, const struct jq_node *node,
                         const struct jq_node *part, struct text text)
{
    struct jq_run *run = filter->run;
    if (!part) {
        jq_output(run, filter->outputs, jq_string(run->arena, text, jq_node_origin(run, node)));
        return;
    }
    struct text_builder builder = {.arena = run->arena};
    text_append(&builder, text);
    if (part->kind == JQ_LITERAL) {
        text_append(&builder, part->text);
        make_strings(filter, node, part->next, text_finish(&builder));
        return;
    }
    struct jq_values values = {0};
    jq_evaluate(run, part->first, filter->scope, filter->input, &values);
    for (size_t i = 0; i < values.count && !run->lost; i++) {
        struct text_builder longer = {.arena = run->arena};
        text_append(&longer, text);
        const struct jq_value *formatted =
            node->name.length > 0
                ? jq_format(run, node->name, values.items[i], jq_node_origin(run, part))
                : values.items[i];
        if (formatted) {
            text_append(&longer, jq_to_text(run, formatted));
            make_strings(filter, node, part->next, text_finish(&longer));
        }
    }
}

void jq_make_array(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_values items = {0};
    if (node->first) {
        jq_evaluate(filter->run, node->first, filter->scope, filter->input, &items);
    }
    jq_output(filter->run, filter->outputs,
              jq_array(filter->run->arena, &items, jq_node_origin(filter->run, node)));
}

void jq_make_objects(const struct jq_filter *filter, const struct jq_node *node)
{
    struct jq_value *empty = ARENA_NEW(filter->run->arena, struct jq_value);
    *empty = (struct jq_value){.kind = JQ_OBJECT, .origin = jq_node_origin(filter->run, node)};
    make_objects(filter, node->parts, empty);
}

void jq_make_strings(const struct jq_filter *filter, const struct jq_node *node)
{
    make_strings(filter, node, node->parts, (struct text){0});
}
