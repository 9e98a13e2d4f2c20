/* Configurations of a run. In: paths of files. Out: the nearest paylint.json, each read once. */
#include "cli/configurations.h"

#include "base/file.h"
#include "base/map.h"

#include <pthread.h>
#include <sys/stat.h>

struct configurations {
    pthread_mutex_t mutex; /* for configurations_of */
    struct arena *arena;
    struct error_sink *errors;
    struct configuration *builtin;
    struct configuration *named; /* by --config; NULL without */
    bool none;
    struct map *by_folder; /* by a folder as scripts are named by it: struct place */
    struct map *nearest;   /* by a real folder: struct configuration */
    struct map *by_file;   /* by a file's path: struct place */
    struct stamped_files looked_for;
    VECTOR(struct configuration *) all;
};

/* A folder that scripts stand in. */
struct place {
    slice folder; /* absolute, ends with a slash */
    const struct configuration *configuration;
    slice relative; /* of one file in it */
};

/* Absolute, with a slash at its end; false where there is no such folder. */
static bool real_folder(struct arena *arena, slice path, slice *folder)
{
    const char *name = path.length > 0 ? arena_cstring(arena, path) : ".";
    slice real;
    if (!file_real_path(arena, name, &real)) {
        return false;
    }
    *folder = arena_printf(arena, "%.*s%s", SLICE_ARGS(real), slice_is(real, "/") ? "" : "/");
    return true;
}

static slice working_folder(struct arena *arena)
{
    slice folder;
    return real_folder(arena, SLICE("."), &folder) ? folder : SLICE("/");
}

struct configurations *configurations_new(const char *named, bool none, struct error_sink *errors)
{
    struct arena *arena = arena_new();
    struct configurations *configurations = ARENA_NEW(arena, struct configurations);
    pthread_mutex_init(&configurations->mutex, NULL);
    configurations->arena = arena;
    configurations->errors = errors;
    configurations->none = none;
    configurations->by_folder = map_new(arena);
    configurations->nearest = map_new(arena);
    configurations->by_file = map_new(arena);
    configurations->builtin = configuration_builtin(arena, errors);
    configurations->builtin->folder = working_folder(arena);
    VECTOR_PUSH(arena, &configurations->all, configurations->builtin);
    if (named && !none) {
        configurations->named = configuration_read(arena, named, working_folder(arena),
                                                   configurations->builtin, errors);
        VECTOR_PUSH(arena, &configurations->all, configurations->named);
    }
    return configurations;
}

void configurations_free(struct configurations *configurations)
{
    for (size_t i = 0; i < configurations->all.count; i++) {
        configuration_free(configurations->all.items[i]);
    }
    pthread_mutex_destroy(&configurations->mutex);
    arena_free(configurations->arena);
}

static bool is_there(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* How people find it: relative to the working folder where it is below that. */
static const char *shown_path(struct configurations *configurations, const char *path)
{
    slice shown = configuration_relative(configurations->builtin, slice_from(path));
    return arena_cstring(configurations->arena, shown);
}

/* The configuration whose file stands in `folder` itself, or NULL. */
static struct configuration *configuration_in(struct configurations *configurations, slice folder)
{
    struct arena *arena = configurations->arena;
    const char *path = arena_printf(arena, "%.*spaylint.json", SLICE_ARGS(folder)).data;
    file_note(arena, &configurations->looked_for, path);
    const struct stamped_files *noted = &configurations->looked_for;
    if (!noted->items[noted->count - 1].stamp.is_there || !is_there(path)) {
        return NULL;
    }
    struct configuration *configuration =
        configuration_read(arena, shown_path(configurations, path), folder, configurations->builtin,
                           configurations->errors);
    VECTOR_PUSH(arena, &configurations->all, configuration);
    return configuration;
}

/* That of the nearest folder from `folder` upwards; each is looked into once. */
static struct configuration *nearest(struct configurations *configurations, slice folder)
{
    struct configuration *found = map_get(configurations->nearest, folder);
    if (!found && folder.length > 0) {
        slice name = slice_basename(slice_sub(folder, 0, folder.length - 1));
        size_t above = folder.length - 1 - name.length;
        found = configuration_in(configurations, folder);
        found = found ? found : nearest(configurations, slice_sub(folder, 0, above));
        map_put(configurations->nearest, folder, found);
    }
    return found ? found : configurations->builtin;
}

static const struct place *place_of_folder(struct configurations *configurations, slice folder)
{
    struct arena *arena = configurations->arena;
    struct place *place = map_get(configurations->by_folder, folder);
    if (!place) {
        place = ARENA_NEW(arena, struct place);
        if (!real_folder(arena, folder, &place->folder)) {
            place->folder = working_folder(arena);
        }
        place->configuration = configurations->none    ? configurations->builtin
                               : configurations->named ? configurations->named
                                                       : nearest(configurations, place->folder);
        map_put(configurations->by_folder, arena_copy(arena, folder), place);
    }
    return place;
}

/* Asked again and again of the same files, by an editor above all. */
static const struct place *place_of_file(struct configurations *configurations, slice path)
{
    struct arena *arena = configurations->arena;
    struct place *place = map_get(configurations->by_file, path);
    if (!place) {
        slice name = slice_basename(path);
        slice folder = slice_sub(path, 0, path.length - name.length);
        place = ARENA_NEW(arena, struct place);
        *place = *place_of_folder(configurations, folder);
        slice absolute =
            arena_printf(arena, "%.*s%.*s", SLICE_ARGS(place->folder), SLICE_ARGS(name));
        place->relative = configuration_relative(place->configuration, absolute);
        map_put(configurations->by_file, arena_copy(arena, path), place);
    }
    return place;
}

const struct configuration *configurations_of(struct configurations *configurations,
                                              const char *path, slice *relative)
{
    pthread_mutex_lock(&configurations->mutex);
    const struct place *place = place_of_file(configurations, slice_from(path));
    pthread_mutex_unlock(&configurations->mutex);
    *relative = place->relative;
    return place->configuration;
}

bool configurations_are_stale(const struct configurations *configurations)
{
    bool unchanged = files_are_unchanged(&configurations->looked_for);
    for (size_t i = 0; unchanged && i < configurations->all.count; i++) {
        unchanged = files_are_unchanged(&configurations->all.items[i]->files);
    }
    return !unchanged;
}

struct rule_set configurations_rules(const struct configurations *configurations,
                                     struct arena *arena)
{
    struct rule_set rules = {0};
    for (size_t i = 0; i < configurations->all.count; i++) {
        const struct rule_set *some = &configurations->all.items[i]->rules;
        for (size_t k = 0; k < some->count; k++) {
            if (!rules_find(&rules, some->items[k].id)) {
                VECTOR_PUSH(arena, &rules, some->items[k]);
            }
        }
    }
    return rules;
}
