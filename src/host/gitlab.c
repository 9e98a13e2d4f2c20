/* GitLab CI. In: a file's root. Out: for each job a region of its before_script and script, which
 * one shell runs, and one of its after_script. */
#include "host/hosts.h"
#include "host/yaml.h"

enum { SCRIPT_NODES_MAX = 100000 };

struct pipeline {
    struct arena *arena;
    const struct source *source;
    struct regions *regions;
    const struct yaml_node *root;
    uint32_t *left; /* nodes of scripts more to be put in: aliases of aliases grow without end */
};

/* Variables refer to others by $NAME; what those are isn't followed. */
static const struct view *read_value(struct arena *arena, const struct view *view)
{
    bool refers = slice_find_byte(view->bytes, '$') < view->bytes.length;
    return refers ? NULL : view;
}

/* `$[[ inputs.x ]]` is put in before. */
static const struct view *read_script(struct arena *arena, const struct view *view)
{
    return view_with_placeholders(arena, view, placeholder_of_templates);
}

/* Appends the lines of a script: a scalar, or a list of them, nested or not. What isn't in this
 * file (`!reference`) may be any commands. */
static void append_script(const struct pipeline *pipeline, struct view_builder *builder,
                          const struct yaml_node *node, unsigned depth)
{
    enum { NESTING_MAX = 10 };
    if (*pipeline->left == 0) {
        return;
    }
    bool last = --*pipeline->left == 0;
    if (yaml_is(node, YAML_SCALAR) && !last) {
        const struct view *view = read_script(pipeline->arena, node->view);
        if (depth > 0) {
            view =
                view_written_as(pipeline->arena, view, (struct writing){.kind = WRITTEN_AS_ITEM});
        }
        uint32_t length = (uint32_t)view->bytes.length;
        struct span span = view_span(view, 0, length);
        view_builder_append(builder, view, 0, length);
        view_builder_make(builder, SLICE("\n"), span.end, span.end);
    } else if (yaml_is(node, YAML_SEQUENCE) && !last && depth < NESTING_MAX) {
        for (size_t i = 0; i < node->count; i++) {
            append_script(pipeline, builder, node->items[i], depth + 1);
        }
    } else if (node) {
        struct span nowhere = {pipeline->source, 0, 0};
        const struct hole *hole =
            hole_pasted(pipeline->arena, SLICE("a script from elsewhere"), nowhere);
        view_builder_hole(builder, hole, 0, 0);
        view_builder_make(builder, SLICE("\n"), 0, 0);
    }
}

/* What the job says itself, or else the default. */
static const struct yaml_node *inherited(const struct pipeline *pipeline,
                                         const struct yaml_node *job, const char *key)
{
    const struct yaml_node *own = yaml_get(job, key);
    const struct yaml_node *shared = yaml_get(yaml_get(pipeline->root, "default"), key);
    shared = shared ? shared : yaml_get(pipeline->root, key);
    return own ? own : yaml_get(job, "extends") ? NULL : shared;
}

static void add_job(const struct pipeline *pipeline, const struct yaml_node *job)
{
    struct arena *arena = pipeline->arena;
    const struct view *file = view_of_source(arena, pipeline->source);
    struct variables variables = {0};
    /* Those of a project, a group or a pipeline go before those of the file. */
    variables_add_node(arena, &variables, yaml_get(pipeline->root, "variables"), read_value, true);
    variables_add_node(arena, &variables, yaml_get(job, "variables"), read_value, true);
    struct view_builder *script = view_builder_new(arena, file);
    append_script(pipeline, script, inherited(pipeline, job, "before_script"), 0);
    append_script(pipeline, script, yaml_get(job, "script"), 0);
    regions_add(arena, pipeline->regions, view_builder_finish(script), &variables);
    struct view_builder *after = view_builder_new(arena, file);
    append_script(pipeline, after, inherited(pipeline, job, "after_script"), 0);
    regions_add(arena, pipeline->regions, view_builder_finish(after), &variables);
}

static bool is_for_windows(const struct yaml_node *job)
{
    const struct yaml_node *tags = yaml_get(job, "tags");
    for (size_t i = 0; yaml_is(tags, YAML_SEQUENCE) && i < tags->count; i++) {
        if (holds_word(yaml_bytes(tags->items[i]), "windows")) {
            return true;
        }
    }
    return false;
}

static bool is_script(const struct yaml_node *node)
{
    return yaml_is(node, YAML_SEQUENCE) || yaml_is(node, YAML_SCALAR);
}

static void find_in_pipeline(struct arena *arena, const struct source *source,
                             const struct yaml_node *root, struct regions *regions)
{
    uint32_t left = SCRIPT_NODES_MAX;
    struct pipeline pipeline = {arena, source, regions, root, &left};
    for (size_t i = 0; i < root->count; i++) {
        const struct yaml_node *job = root->pairs[i].value;
        if (is_script(yaml_get(job, "script")) && !is_for_windows(job)) {
            add_job(&pipeline, job);
        }
    }
}

static bool is_pipeline(slice path, const struct yaml_node *root)
{
    if (name_is_like(path, "", ".gitlab-ci.yml") || name_is_like(path, "", ".gitlab-ci.yaml")) {
        return true;
    }
    for (size_t i = 0; i < root->count; i++) {
        const struct yaml_node *job = root->pairs[i].value;
        if (yaml_is(yaml_get(job, "script"), YAML_SEQUENCE) &&
            (yaml_get(job, "stage") || yaml_get(job, "image") || yaml_get(root, "stages"))) {
            return true;
        }
    }
    return false;
}

const struct yaml_dialect gitlab_dialect = {is_pipeline, find_in_pipeline};
