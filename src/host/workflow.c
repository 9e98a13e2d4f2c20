/* GitHub Actions (and Gitea, Forgejo): workflows and composite actions. In: a file's root. Out: a
 * region for each `run` of a shell, with the variables of `env` at each level. */
#include "host/hosts.h"
#include "host/yaml.h"

struct workflow {
    struct arena *arena;
    struct regions *regions;
    bool changes_environment; /* some step sets variables for later ones */
    const struct yaml_node *root;
    const struct yaml_node *job; /* NULL: an action's steps */
};

/* `${{ … }}` is put in before the shell runs. */
static const struct view *read_value(struct arena *arena, const struct view *view)
{
    return view_with_placeholders(arena, view, placeholder_of_workflows);
}

static const struct view *read_nothing(struct arena *arena, const struct view *view)
{
    return NULL;
}

/* The variables of a workflow or a job, which a step before may have set anew. */
static void add_environment(const struct workflow *workflow, struct variables *variables,
                            const struct yaml_node *owner)
{
    variables_add_node(workflow->arena, variables, yaml_get(owner, "env"),
                       workflow->changes_environment ? read_nothing : read_value, false);
}

static bool runs_on_windows(const struct yaml_node *job)
{
    const struct yaml_node *runs_on = yaml_get(job, "runs-on");
    const struct yaml_node *labels = yaml_get(runs_on, "labels");
    runs_on = labels ? labels : runs_on;
    for (size_t i = 0; yaml_is(runs_on, YAML_SEQUENCE) && i < runs_on->count; i++) {
        if (holds_word(yaml_bytes(runs_on->items[i]), "windows")) {
            return true;
        }
    }
    return holds_word(yaml_bytes(runs_on), "windows");
}

/* A step's own setting, its job's default or the workflow's. */
static const struct yaml_node *setting_of(const struct workflow *workflow,
                                          const struct yaml_node *step, const char *key)
{
    const struct yaml_node *owners[] = {workflow->job, workflow->root};
    const struct yaml_node *setting = yaml_get(step, key);
    for (size_t i = 0; i < 2 && !setting; i++) {
        setting = yaml_get(yaml_get(yaml_get(owners[i], "defaults"), "run"), key);
    }
    return setting;
}

static bool is_run_by_shell(const struct workflow *workflow, const struct yaml_node *step)
{
    const struct yaml_node *shell = setting_of(workflow, step, "shell");
    return shell ? is_shell_name(yaml_bytes(shell)) : !runs_on_windows(workflow->job);
}

static void add_steps(const struct workflow *workflow, const struct yaml_node *steps)
{
    for (size_t i = 0; yaml_is(steps, YAML_SEQUENCE) && i < steps->count; i++) {
        const struct yaml_node *step = steps->items[i];
        const struct yaml_node *run = yaml_get(step, "run");
        if (!yaml_is(run, YAML_SCALAR) || !is_run_by_shell(workflow, step)) {
            continue;
        }
        struct variables variables = {0};
        add_environment(workflow, &variables, workflow->root);
        add_environment(workflow, &variables, workflow->job);
        variables_add_node(workflow->arena, &variables, yaml_get(step, "env"), read_value, false);
        const struct view *view = read_value(workflow->arena, run->view);
        regions_add(workflow->arena, workflow->regions, view, &variables)->elsewhere =
            setting_of(workflow, step, "working-directory") != NULL;
    }
}

static void find_in_workflow(struct arena *arena, const struct source *source,
                             const struct yaml_node *root, struct regions *regions)
{
    slice bytes = source->bytes;
    struct workflow workflow = {.arena = arena, .regions = regions, .root = root};
    workflow.changes_environment = slice_find(bytes, SLICE("GITHUB_ENV")) < bytes.length;
    const struct yaml_node *jobs = yaml_get(root, "jobs");
    for (size_t i = 0; yaml_is(jobs, YAML_MAPPING) && i < jobs->count; i++) {
        workflow.job = jobs->pairs[i].value;
        add_steps(&workflow, yaml_get(workflow.job, "steps"));
    }
    workflow.job = NULL;
    add_steps(&workflow, yaml_get(yaml_get(root, "runs"), "steps"));
}

static bool is_workflow(slice path, const struct yaml_node *root)
{
    const struct yaml_node *jobs = yaml_get(root, "jobs");
    for (size_t i = 0; yaml_is(jobs, YAML_MAPPING) && i < jobs->count; i++) {
        if (yaml_get(jobs->pairs[i].value, "runs-on")) {
            return true;
        }
    }
    return yaml_is(yaml_get(yaml_get(root, "runs"), "steps"), YAML_SEQUENCE);
}

const struct yaml_dialect workflow_dialect = {is_workflow, find_in_workflow};
