/* Which host a file has. In: a path and a source. Out: the regions of shell in it. */
#include "host/hosts.h"

static const struct host *const hosts[] = {&markdown_host, &makefile_host, &dockerfile_host,
                                           &yaml_host};
enum { HOST_COUNT = sizeof hosts / sizeof *hosts };

/* What a walk takes of YAML: other files of it are told by their content when they are named. */
static bool is_known_yaml(slice path)
{
    static const char *const starts[] = {"cloudbuild", "docker-compose", "compose"};
    if (path_is(path, "action.yml") || path_is(path, "action.yaml") ||
        name_is_like(path, "", ".gitlab-ci.yml") || name_is_like(path, "", ".gitlab-ci.yaml")) {
        return true;
    }
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (name_is_like(path, starts[i], ".yml") || name_is_like(path, starts[i], ".yaml")) {
            return true;
        }
    }
    slice folder = slice_sub(path, 0, path.length - slice_basename(path).length);
    return slice_ends_with(folder, SLICE(".github/workflows/")) ||
           slice_ends_with(folder, SLICE(".gitea/workflows/")) ||
           slice_ends_with(folder, SLICE(".forgejo/workflows/"));
}

static const struct host *host_of(slice path)
{
    for (size_t i = 0; i < HOST_COUNT; i++) {
        if (hosts[i]->takes(path)) {
            return hosts[i];
        }
    }
    return NULL;
}

bool host_reads(slice path)
{
    return host_of(path) != NULL;
}

bool host_takes(slice path)
{
    const struct host *host = host_of(path);
    return host && (host != &yaml_host || is_known_yaml(path));
}

bool host_takes_hidden(const char *name)
{
    static const char *const names[] = {".github", ".gitea", ".forgejo", ".gitlab-ci.yml",
                                        ".gitlab-ci.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* A script, all of which is shell. */
static void find_script(struct arena *arena, const struct source *source, struct regions *regions)
{
    struct writing writing = {.kind = WRITTEN_AS_LINES};
    struct region region = {.view = view_written_as(arena, view_of_source(arena, source), writing)};
    VECTOR_PUSH(arena, regions, region);
}

void host_find_regions(struct arena *arena, const struct source *source, struct regions *regions)
{
    const struct host *host = host_of(slice_from(source->path));
    (host ? host->find : find_script)(arena, source, regions);
    for (size_t i = 0; i < regions->count; i++) {
        regions->items[i].view = view_without_nul(arena, regions->items[i].view);
    }
}
