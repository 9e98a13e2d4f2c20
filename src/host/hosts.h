/* The hosts, one a file, and what they share. Nobody outside src/host includes this. */
#ifndef PAYLINT_HOST_HOSTS_H
#define PAYLINT_HOST_HOSTS_H

#include "host/host.h"
#include "host/writing.h"
#include "text/text.h"

struct host {
    bool (*takes)(slice path);
    void (*find)(struct arena *arena, const struct source *source, struct regions *regions);
};

extern const struct host markdown_host;
extern const struct host makefile_host;
extern const struct host dockerfile_host;
extern const struct host yaml_host;

struct yaml_node;

/* One kind of YAML file; ci.c has the table. */
struct yaml_dialect {
    bool (*is)(slice path, const struct yaml_node *root);
    void (*find)(struct arena *arena, const struct source *source, const struct yaml_node *root,
                 struct regions *regions);
};

extern const struct yaml_dialect workflow_dialect;
extern const struct yaml_dialect gitlab_dialect;
extern const struct yaml_dialect cloudbuild_dialect;
extern const struct yaml_dialect compose_dialect;

/* Variables under construction, each name once. Of more than VARIABLES_MAX the rest isn't known:
 * they are set for each region anew. */
enum { VARIABLES_MAX = 256 };
struct variables {
    struct shell_variable *items;
    size_t count;
    size_t capacity;
};

/* ---- ci.c: what the dialects share ---- */

/* One of the same name is replaced. */
void variables_add(struct arena *arena, struct variables *variables,
                   const struct shell_variable *variable);
/* Adds the names and values of a mapping, or of a list of `NAME=value`. Values are read by `read`;
 * those that aren't known for sure are NULL. */
typedef const struct view *value_reader(struct arena *arena, const struct view *view);
void variables_add_node(struct arena *arena, struct variables *variables,
                        const struct yaml_node *node, value_reader *read, bool may_differ);
/* Adds a region, which may be changed until the next is added. */
struct region *regions_add(struct arena *arena, struct regions *regions, const struct view *view,
                           const struct variables *variables);
/* Whether `word` names a shell whose language is read here: bash, /bin/sh, with options or not. */
bool is_shell_name(slice word);
/* Whether `word` stands in `bytes` as a word of letters, whatever the case. */
bool holds_word(slice bytes, const char *word);

/* ---- place.c: paths ---- */

/* Whether the path is that name, or ends with a slash and it. */
bool path_is(slice path, const char *name);
/* Whether its last part begins with `start` and ends with `end`, both in lower case, whatever the
 * case of the path; the two don't overlap. */
bool name_is_like(slice path, const char *start, const char *end);

/* ---- placeholder.c: what a host puts in before the shell reads it ---- */

/* The length of the placeholder that begins at `at`, or 0. `*from` is what it is called. */
typedef uint32_t placeholder_reader(slice bytes, uint32_t at, slice *from);
uint32_t placeholder_of_documents(slice bytes, uint32_t at, slice *from);
uint32_t placeholder_of_workflows(slice bytes, uint32_t at, slice *from);
uint32_t placeholder_of_templates(slice bytes, uint32_t at, slice *from);

/* The view with a hole wherever `reader` finds a placeholder. */
const struct view *view_with_placeholders(struct arena *arena, const struct view *view,
                                          placeholder_reader *reader);

/* The view with `$$` as `$`, and a hole for each `${NAME}` and `$NAME`; written so. */
const struct view *view_with_substitutions(struct arena *arena, const struct view *view,
                                           bool capitals_only);

/* A hole for what the host puts in. */
const struct hole *hole_pasted(struct arena *arena, slice from, struct span span);

/* ---- words.c: commands that no shell reads ---- */

/* Builds of words that are run as they are a script that runs the same: each in single quotes. How
 * they are written is said of their views; the script of `sh -c` is written as its word. */
struct words_builder;
struct words_builder *words_builder_new(struct arena *arena, const struct source *source);
void words_append(struct words_builder *builder, const struct view *word);
/* The region that runs them; of `sh -c SCRIPT` it is the script itself. NULL where there is no
 * word. */
const struct view *words_finish(struct words_builder *builder);

/* The strings of a JSON array, as Dockerfiles have them, each a view with its escapes resolved.
 * False where `view` isn't such an array. */
bool json_words(struct arena *arena, const struct view *view, struct words_builder *builder);

#endif
