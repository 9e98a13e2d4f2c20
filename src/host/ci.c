/* YAML files that hold shell. In: a source. Out: the regions of its dialect, told by path and
 * content; and what the dialects share. */
#include "base/ascii.h"
#include "host/hosts.h"
#include "host/yaml.h"

static const struct yaml_dialect *const dialects[] = {&gitlab_dialect, &workflow_dialect,
                                                      &cloudbuild_dialect, &compose_dialect};

void variables_add(struct arena *arena, struct variables *variables,
                   const struct shell_variable *variable)
{
    for (size_t i = 0; i < variables->count; i++) {
        if (slice_equal(variables->items[i].name, variable->name)) {
            variables->items[i] = *variable;
            return;
        }
    }
    if (variables->count < VARIABLES_MAX) {
        VECTOR_PUSH(arena, variables, *variable);
    }
}

/* Whether a plain scalar may be written otherwise once it is a string: 010, 1e3, True. */
static bool is_rewritten(const struct yaml_node *node)
{
    static const char *const words[] = {"True", "TRUE", "False", "FALSE"};
    slice bytes = yaml_bytes(node);
    bool number = node->plain && bytes.length > 0;
    bool decimal = bytes.length > 0 && (bytes.data[0] != '0' || bytes.length == 1);
    for (size_t i = 0; i < bytes.length; i++) {
        number = number && strchr("0123456789+-.eExXoabcdfABCDF_:", bytes.data[i]) != NULL;
        decimal = decimal && ascii_is_digit(bytes.data[i]);
    }
    number = number && strchr("0123456789+-.", bytes.data[0]) != NULL;
    for (size_t i = 0; node->plain && i < sizeof words / sizeof *words; i++) {
        if (slice_is(bytes, words[i])) {
            return true;
        }
    }
    return number && !decimal && bytes.length < 20;
}

static void add_pair(struct arena *arena, struct variables *variables, const struct yaml_pair *pair,
                     value_reader *read, bool may_differ)
{
    const struct yaml_node *value = pair->value;
    const struct yaml_node *inner = yaml_get(value, "value");
    value = inner ? inner : value;
    struct shell_variable variable = {.name = yaml_bytes(pair->key), .may_differ = may_differ};
    if (yaml_is(value, YAML_SCALAR) && !yaml_is_null(value) && !is_rewritten(value)) {
        variable.value = read(arena, value->view);
    }
    if (variable.name.length > 0) {
        variables_add(arena, variables, &variable);
    }
}

static void add_entry(struct arena *arena, struct variables *variables,
                      const struct yaml_node *entry, value_reader *read, bool may_differ)
{
    slice bytes = yaml_bytes(entry);
    size_t equals = slice_find_byte(bytes, '=');
    struct shell_variable variable = {.name = slice_sub(bytes, 0, equals),
                                      .may_differ = may_differ};
    if (bytes.length > 0 && equals < bytes.length) {
        variable.value = read(
            arena, view_part(arena, entry->view, (uint32_t)equals + 1, (uint32_t)bytes.length));
    }
    if (variable.name.length > 0) {
        variables_add(arena, variables, &variable);
    }
}

void variables_add_node(struct arena *arena, struct variables *variables,
                        const struct yaml_node *node, value_reader *read, bool may_differ)
{
    for (size_t i = 0; yaml_is(node, YAML_MAPPING) && i < node->count; i++) {
        add_pair(arena, variables, &node->pairs[i], read, may_differ);
    }
    for (size_t i = 0; yaml_is(node, YAML_SEQUENCE) && i < node->count; i++) {
        add_entry(arena, variables, node->items[i], read, may_differ);
    }
}

struct region *regions_add(struct arena *arena, struct regions *regions, const struct view *view,
                           const struct variables *variables)
{
    struct region region = {.view = view};
    if (variables) {
        region.start.variables = variables->items;
        region.start.variable_count = variables->count;
    }
    VECTOR_PUSH(arena, regions, region);
    return &regions->items[regions->count - 1];
}

bool is_shell_name(slice word)
{
    static const char *const shells[] = {"sh", "bash", "dash", "ash", "ksh", "zsh"};
    word = slice_trim(word);
    word = slice_sub(word, 0, slice_find_byte(word, ' '));
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (slice_is(slice_basename(word), shells[i])) {
            return true;
        }
    }
    return false;
}

static void find_in_document(struct arena *arena, const struct source *source,
                             const struct yaml_node *root, struct regions *regions)
{
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        if (dialects[i]->is(slice_from(source->path), root)) {
            dialects[i]->find(arena, source, root, regions);
            return;
        }
    }
}

static void find_in_yaml(struct arena *arena, const struct source *source, struct regions *regions)
{
    struct yaml_documents documents = yaml_read(arena, source);
    regions->unread = documents.unread;
    for (size_t i = 0; i < documents.count; i++) {
        if (yaml_is(documents.items[i], YAML_MAPPING)) {
            find_in_document(arena, source, documents.items[i], regions);
        }
    }
}

static bool takes_yaml(slice path)
{
    return name_is_like(path, "", ".yml") || name_is_like(path, "", ".yaml");
}

const struct host yaml_host = {takes_yaml, find_in_yaml};
