/* Docker Compose. In: a file's root. Out: a region for each service's command, with its entrypoint,
 * and for its health check. */
#include "host/hosts.h"
#include "host/yaml.h"

/* Compose puts in ${NAME} and $NAME from its own environment; `$$` is `$`. */
static const struct view *read_value(struct arena *arena, const struct view *view)
{
    return view_with_substitutions(arena, view, false);
}

struct service {
    struct arena *arena;
    const struct source *source;
    struct regions *regions;
    struct variables variables;
};

static void add_region(const struct service *service, const struct view *view)
{
    if (view) {
        regions_add(service->arena, service->regions, view, &service->variables)->elsewhere = true;
    }
}

/* A string that is split into words as a shell does it, though none reads it. */
static void add_words(const struct service *service, const struct yaml_node *command)
{
    struct writing writing = {.kind = WRITTEN_AS_WORDS};
    add_region(service,
               view_written_as(service->arena, read_value(service->arena, command->view), writing));
}

/* Appends the items of a list from `first` on; false where one isn't a scalar. */
static bool append_items(const struct service *service, struct words_builder *words,
                         const struct yaml_node *list, size_t first)
{
    for (size_t i = first; yaml_is(list, YAML_SEQUENCE) && i < list->count; i++) {
        if (!yaml_is(list->items[i], YAML_SCALAR)) {
            return false;
        }
        words_append(words, read_value(service->arena, list->items[i]->view));
    }
    return true;
}

/* Lists are words as they are. An entrypoint that is a string, or unknown, makes arguments of the
 * command: then nothing is said of it. */
static void add_command(const struct service *service, const struct yaml_node *entrypoint,
                        const struct yaml_node *command)
{
    struct words_builder *words = words_builder_new(service->arena, service->source);
    if (yaml_is(entrypoint, YAML_SCALAR)) {
        add_words(service, entrypoint);
        return;
    }
    if (yaml_is(command, YAML_SCALAR) && !yaml_is(entrypoint, YAML_SEQUENCE)) {
        add_words(service, command);
        return;
    }
    if (append_items(service, words, entrypoint, 0) && (!yaml_is(command, YAML_SCALAR)) &&
        append_items(service, words, command, 0)) {
        add_region(service, words_finish(words));
    }
}

static void add_health_check(const struct service *service, const struct yaml_node *test)
{
    if (yaml_is(test, YAML_SCALAR)) {
        add_region(service, read_value(service->arena, test->view));
        return;
    }
    if (!yaml_is(test, YAML_SEQUENCE) || test->count < 2) {
        return;
    }
    slice kind = yaml_bytes(test->items[0]);
    struct words_builder *words = words_builder_new(service->arena, service->source);
    if (slice_is(kind, "CMD-SHELL") && yaml_is(test->items[1], YAML_SCALAR)) {
        add_region(service, read_value(service->arena, test->items[1]->view));
    } else if (slice_is(kind, "CMD") && append_items(service, words, test, 1)) {
        add_region(service, words_finish(words));
    }
}

static void find_in_compose(struct arena *arena, const struct source *source,
                            const struct yaml_node *root, struct regions *regions)
{
    const struct yaml_node *services = yaml_get(root, "services");
    for (size_t i = 0; i < services->count; i++) {
        const struct yaml_node *node = services->pairs[i].value;
        struct service service = {arena, source, regions, {0}};
        variables_add_node(arena, &service.variables, yaml_get(node, "environment"), read_value,
                           true);
        add_command(&service, yaml_get(node, "entrypoint"), yaml_get(node, "command"));
        add_health_check(&service, yaml_get(yaml_get(node, "healthcheck"), "test"));
    }
}

static bool is_compose(slice path, const struct yaml_node *root)
{
    return yaml_is(yaml_get(root, "services"), YAML_MAPPING);
}

const struct yaml_dialect compose_dialect = {is_compose, find_in_compose};
