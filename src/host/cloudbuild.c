/* Google Cloud Build. In: a file's root. Out: a region for each step: its `script`, the script of
 * `bash -c`, or the command that its image or entrypoint is given. */
#include "host/hosts.h"
#include "host/yaml.h"

/* In `args` and `env` Cloud Build puts in ${_NAME} and $PROJECT_ID, and `$$` is `$`. */
static const struct view *read_value(struct arena *arena, const struct view *view)
{
    return view_with_substitutions(arena, view, true);
}

static bool has_other_interpreter(slice script)
{
    slice line = slice_sub(script, 0, slice_find_byte(script, '\n'));
    if (!slice_starts_with(line, SLICE("#!"))) {
        return false;
    }
    line = slice_trim(slice_sub(line, 2, line.length));
    if (slice_starts_with(line, SLICE("/usr/bin/env "))) {
        line = slice_trim(slice_sub(line, 13, line.length));
    }
    return !is_shell_name(line);
}

/* The image's own name, which is that of its entrypoint with the official builders. */
static const struct view *image_name(struct arena *arena, const struct yaml_node *name)
{
    slice bytes = yaml_bytes(name);
    size_t start = bytes.length - slice_basename(bytes).length;
    size_t end = start;
    while (end < bytes.length && bytes.data[end] != ':' && bytes.data[end] != '@') {
        end++;
    }
    return view_part(arena, name->view, (uint32_t)start, (uint32_t)end);
}

static const struct view *command_of(struct arena *arena, const struct source *source,
                                     const struct yaml_node *step)
{
    const struct yaml_node *entrypoint = yaml_get(step, "entrypoint");
    const struct yaml_node *args = yaml_get(step, "args");
    struct words_builder *words = words_builder_new(arena, source);
    bool list = yaml_is(args, YAML_SEQUENCE) && args->count > 0;
    if (yaml_is(entrypoint, YAML_SCALAR)) {
        words_append(words, read_value(arena, entrypoint->view));
    } else if (yaml_is(yaml_get(step, "name"), YAML_SCALAR) && list &&
               !is_shell_name(yaml_bytes(args->items[0]))) {
        words_append(words, image_name(arena, yaml_get(step, "name")));
    }
    for (size_t i = 0; list && i < args->count; i++) {
        if (!yaml_is(args->items[i], YAML_SCALAR)) {
            return NULL;
        }
        words_append(words, read_value(arena, args->items[i]->view));
    }
    return words_finish(words);
}

static void find_in_build(struct arena *arena, const struct source *source,
                          const struct yaml_node *root, struct regions *regions)
{
    const struct yaml_node *steps = yaml_get(root, "steps");
    for (size_t i = 0; i < steps->count; i++) {
        const struct yaml_node *step = steps->items[i];
        const struct yaml_node *script = yaml_get(step, "script");
        struct variables variables = {0};
        variables_add_node(arena, &variables, yaml_get(yaml_get(root, "options"), "env"),
                           read_value, false);
        variables_add_node(arena, &variables, yaml_get(step, "env"), read_value, false);
        const struct view *view = NULL;
        if (!yaml_is(script, YAML_SCALAR)) {
            view = command_of(arena, source, step);
        } else if (!has_other_interpreter(yaml_bytes(script))) {
            view = script->view;
        }
        if (view) {
            regions_add(arena, regions, view, &variables);
        }
    }
}

static bool is_build(slice path, const struct yaml_node *root)
{
    const struct yaml_node *steps = yaml_get(root, "steps");
    const struct yaml_node *first =
        yaml_is(steps, YAML_SEQUENCE) && steps->count > 0 ? steps->items[0] : NULL;
    return yaml_get(first, "name") &&
           (yaml_get(first, "args") || yaml_get(first, "script") || yaml_get(first, "entrypoint"));
}

const struct yaml_dialect cloudbuild_dialect = {is_build, find_in_build};
