/* Makefiles (GNU make manual, chapters 3, 5 and 6). In: a file. Out: a region for each line of a
 * recipe, as make hands it to the shell: without the tab and @ - +, `$$` as `$`, make's own
 * variables put in where one simple assignment says what they are and as holes where not. */
#include "host/hosts.h"

#include "base/map.h"

/* What is known of a variable of make. */
struct make_variable {
    const struct view *value; /* NULL: it isn't known */
    bool exported;
    size_t index; /* how many includes stand before it */
};

struct makefile {
    struct arena *arena;
    const struct view *file;
    struct regions *regions;
    struct map *variables;
    struct variables exported;
    VECTOR(slice) names;
    size_t includes;
    uint32_t conditional; /* ifeq … endif that are open */
    bool gathering;       /* variables: the first pass */
    bool in_rule;
    bool one_shell;
    bool other_shell; /* SHELL isn't one */
    char prefix;
};

static uint32_t line_end(slice bytes, uint32_t at)
{
    return at + (uint32_t)slice_find_byte(slice_sub(bytes, at, bytes.length), '\n');
}

/* The end of the line at `at` and those that it goes on with: an odd number of backslashes ends
 * each but the last. */
static uint32_t logical_end(slice bytes, uint32_t at)
{
    for (;;) {
        uint32_t end = line_end(bytes, at);
        uint32_t last = end > at && bytes.data[end - 1] == '\r' ? end - 1 : end;
        uint32_t backslashes = 0;
        while (last - backslashes > at && bytes.data[last - backslashes - 1] == '\\') {
            backslashes++;
        }
        if (backslashes % 2 == 0 || end >= bytes.length) {
            return end;
        }
        at = end + 1;
    }
}

static slice first_word(slice line)
{
    size_t end = 0;
    while (end < line.length && !strchr(" \t\r\n", line.data[end])) {
        end++;
    }
    return slice_sub(line, 0, end);
}

/* ---- Variables ---- */

struct assignment {
    slice name;
    slice operation;
    uint32_t value; /* where its value begins */
    bool exported;
};

/* NAME = value, export NAME := value; false where the line is none. */
static bool read_assignment(slice bytes, uint32_t start, uint32_t end,
                            struct assignment *assignment)
{
    static const char *const modifiers[] = {"export", "override", "private", "unexport"};
    static const char *const operations[] = {":::=", "::=", ":=", "?=", "+=", "!=", "="};
    *assignment = (struct assignment){0};
    uint32_t at = start;
    for (;;) {
        while (at < end && strchr(" \t", bytes.data[at])) {
            at++;
        }
        slice word = first_word(slice_sub(bytes, at, end));
        slice after = slice_trim(slice_sub(bytes, at + word.length, end));
        if (!SLICE_IS_ONE_OF(word, modifiers) || after.length == 0 ||
            strchr("=:?+!", after.data[0])) {
            break;
        }
        assignment->exported = assignment->exported || slice_is(word, "export");
        at += (uint32_t)word.length;
    }
    uint32_t name = at;
    while (at < end && !strchr(" \t:=?+!#$(){}\n", bytes.data[at])) {
        at++;
    }
    assignment->name = slice_sub(bytes, name, at);
    while (at < end && strchr(" \t", bytes.data[at])) {
        at++;
    }
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        slice operation = slice_from(operations[i]);
        if (assignment->name.length > 0 &&
            slice_starts_with(slice_sub(bytes, at, end), operation)) {
            assignment->operation = operation;
            at += (uint32_t)operation.length;
            while (at < end && strchr(" \t", bytes.data[at])) {
                at++;
            }
            assignment->value = at;
            return true;
        }
    }
    return false;
}

static void set_variable(struct makefile *makefile, slice name, const struct view *value,
                         bool exported)
{
    struct make_variable *variable = map_get(makefile->variables, name);
    if (variable) { /* which of several holds isn't followed */
        variable->value = NULL;
        return;
    }
    variable = ARENA_NEW(makefile->arena, struct make_variable);
    *variable = (struct make_variable){value, exported, makefile->includes};
    map_put(makefile->variables, name, variable);
    VECTOR_PUSH(makefile->arena, &makefile->names, name);
}

/* The value, where it is written out; NULL where make would have to work it out. */
static const struct view *literal_value(struct makefile *makefile, uint32_t start, uint32_t end)
{
    slice bytes = makefile->file->bytes;
    for (uint32_t at = start; at < end; at++) {
        char c = bytes.data[at];
        if (c == '#') {
            end = at;
        } else if (c == '$' || c == '\n' ||
                   (c == '\\' && at + 1 < end && bytes.data[at + 1] == '#')) {
            return NULL;
        }
    }
    end -= end > start && bytes.data[end - 1] == '\r';
    return view_part(makefile->arena, makefile->file, start, end);
}

static void note_assignment(struct makefile *makefile, const struct assignment *assignment,
                            uint32_t end)
{
    bool simple = makefile->conditional == 0 && assignment->operation.data[0] != '?' &&
                  assignment->operation.data[0] != '+' && assignment->operation.data[0] != '!';
    const struct view *value = simple ? literal_value(makefile, assignment->value, end) : NULL;
    if (slice_is(assignment->name, "SHELL")) {
        slice shell = slice_sub(makefile->file->bytes, assignment->value, end);
        makefile->other_shell = !is_shell_name(shell);
    }
    if (slice_is(assignment->name, ".RECIPEPREFIX")) {
        makefile->prefix = value && value->bytes.length > 0 ? value->bytes.data[0] : '\t';
    }
    set_variable(makefile, assignment->name, value, assignment->exported);
}

/* ---- Recipes ---- */

/* The length of the reference at `at`, a `$`: $(…), ${…}, $X. */
static uint32_t reference_length(slice bytes, uint32_t at, uint32_t end)
{
    if (at + 1 >= end) {
        return 1;
    }
    char open = bytes.data[at + 1];
    char close = open == '(' ? ')' : '}';
    if (open != '(' && open != '{') {
        return 2;
    }
    uint32_t nesting = 0;
    for (uint32_t i = at + 1; i < end; i++) {
        nesting += bytes.data[i] == open;
        nesting -= bytes.data[i] == close;
        if (nesting == 0) {
            return i + 1 - at;
        }
    }
    return end - at;
}

static const struct view *value_of(const struct makefile *makefile, slice reference)
{
    slice name = slice_sub(reference, 1, 2);
    if (reference.length > 3) {
        name = slice_sub(reference, 2, reference.length - 1);
    }
    const struct make_variable *variable = map_get(makefile->variables, name);
    /* What is included later may say otherwise. */
    return variable && variable->index == makefile->includes ? variable->value : NULL;
}

static void append_reference(struct makefile *makefile, struct view_builder *builder, uint32_t at,
                             uint32_t length)
{
    slice reference = slice_sub(makefile->file->bytes, at, at + length);
    const struct view *value = value_of(makefile, reference);
    if (value) {
        view_builder_paste(builder, value, at, at + length);
        return;
    }
    slice name = slice_sub(reference, 0, slice_find_byte(reference, '\n'));
    name = arena_printf(makefile->arena, "make variable %.*s", SLICE_ARGS(name));
    struct span span = {makefile->file->source, at, at + length};
    view_builder_hole(builder, hole_pasted(makefile->arena, name, span), at, at + length);
}

/* Appends a logical line of a recipe: after each newline inside it the prefix is taken away. */
static void append_recipe(struct makefile *makefile, struct view_builder *builder, uint32_t start,
                          uint32_t end)
{
    slice bytes = makefile->file->bytes;
    uint32_t from = start;
    for (uint32_t at = start; at < end;) {
        char c = bytes.data[at];
        if (c == '$' && at + 1 < end && bytes.data[at + 1] == '$') {
            view_builder_keep(builder, from, at);
            view_builder_make(builder, SLICE("$"), at, at + 2);
            from = at += 2;
        } else if (c == '$') {
            uint32_t length = reference_length(bytes, at, end);
            view_builder_keep(builder, from, at);
            append_reference(makefile, builder, at, length);
            from = at += length;
        } else if (c == '\r' && at + 1 < bytes.length && bytes.data[at + 1] == '\n') {
            view_builder_keep(builder, from, at);
            from = ++at;
        } else if (c == '\n' && at + 1 < end && bytes.data[at + 1] == makefile->prefix) {
            view_builder_keep(builder, from, at + 1);
            from = at += 2;
        } else {
            at++;
        }
    }
    view_builder_keep(builder, from, end);
}

static uint32_t skip_prefixes(slice bytes, uint32_t at, uint32_t end)
{
    while (at < end && strchr("@-+ \t", bytes.data[at])) {
        at++;
    }
    return at;
}

/* ---- Lines ---- */

/* Whether the line begins a rule, and where a recipe on the same line does: behind a `;`. */
static bool is_rule(const struct makefile *makefile, uint32_t start, uint32_t end, uint32_t *recipe,
                    uint32_t *colon)
{
    slice bytes = makefile->file->bytes;
    bool found = false;
    *recipe = 0;
    for (uint32_t at = start; at < end; at++) {
        char c = bytes.data[at];
        if (c == '$') {
            at += reference_length(bytes, at, end) - 1;
        } else if (c == '#' || (c == '=' && !found)) {
            return found;
        } else if (c == ':' && !found) {
            found = true;
            *colon = at;
        } else if (c == ';' && found) {
            *recipe = at + 1;
            return true;
        }
    }
    return found;
}

static bool follow_directive(struct makefile *makefile, slice word)
{
    static const char *const opens[] = {"ifeq", "ifneq", "ifdef", "ifndef"};
    static const char *const includes[] = {"include", "-include", "sinclude"};
    static const char *const others[] = {"vpath", "undefine", "load", "-load", "unexport"};
    if (SLICE_IS_ONE_OF(word, opens)) {
        makefile->conditional++;
    } else if (slice_is(word, "endif")) {
        makefile->conditional -= makefile->conditional > 0;
    } else if (SLICE_IS_ONE_OF(word, includes)) {
        makefile->includes += makefile->gathering;
        makefile->in_rule = false;
    } else if (SLICE_IS_ONE_OF(word, others)) {
        makefile->in_rule = false;
    } else {
        return slice_is(word, "else");
    }
    return true;
}

/* From `define NAME` on; returns where the line after `endef` begins. */
static uint32_t skip_define(struct makefile *makefile, uint32_t start, uint32_t at)
{
    slice bytes = makefile->file->bytes;
    slice line = slice_trim(slice_sub(bytes, start, at));
    size_t word = slice_find(line, SLICE("define")) + 6;
    slice name = first_word(slice_trim(slice_sub(line, word, line.length)));
    uint32_t nesting = 1;
    set_variable(makefile, name, NULL, false);
    set_variable(makefile, name, NULL, false);
    makefile->in_rule = false;
    while (at < bytes.length && nesting > 0) {
        uint32_t end = line_end(bytes, ++at);
        slice first = first_word(slice_trim(slice_sub(bytes, at, end)));
        nesting += slice_is(first, "define");
        nesting -= slice_is(first, "endef");
        at = end;
    }
    return at;
}

/* A pass over the file: without `recipe` variables are gathered, with it recipes are told. */
typedef void recipe_reader(struct makefile *makefile, uint32_t start, uint32_t end, bool first);

static void read_plain_line(struct makefile *makefile, uint32_t start, uint32_t end,
                            recipe_reader *recipe, bool *first)
{
    slice bytes = makefile->file->bytes;
    struct assignment assignment;
    uint32_t inline_recipe;
    uint32_t colon = start;
    if (read_assignment(bytes, start, end, &assignment)) {
        makefile->in_rule = false;
        if (!recipe) {
            note_assignment(makefile, &assignment, end);
        }
        return;
    }
    if (!is_rule(makefile, start, end, &inline_recipe, &colon)) {
        return;
    }
    if (read_assignment(bytes, colon + 1, end, &assignment)) {
        makefile->in_rule = false;
        if (!recipe) { /* for one target only */
            note_assignment(makefile, &assignment, end);
            set_variable(makefile, assignment.name, NULL, false);
        }
        return;
    }
    slice target = slice_trim(slice_sub(bytes, start, colon));
    makefile->one_shell = makefile->one_shell || slice_is(target, ".ONESHELL");
    makefile->in_rule = true;
    *first = true;
    if (inline_recipe > 0 && recipe) {
        recipe(makefile, inline_recipe, end, true);
        *first = false;
    }
}

static void read_lines(struct makefile *makefile, recipe_reader *recipe)
{
    slice bytes = makefile->file->bytes;
    bool first = true;
    makefile->in_rule = false;
    makefile->gathering = !recipe;
    makefile->conditional = 0;
    makefile->prefix = '\t';
    for (uint32_t at = 0; at < bytes.length;) {
        uint32_t end = logical_end(bytes, at);
        slice line = slice_trim(slice_sub(bytes, at, end));
        slice word = first_word(line);
        if (makefile->in_rule && bytes.data[at] == makefile->prefix) {
            if (recipe) {
                recipe(makefile, at + 1, end, first);
            }
            first = false;
        } else if (slice_is(word, "define") || slice_starts_with(line, SLICE("export define ")) ||
                   slice_starts_with(line, SLICE("override define "))) {
            end = skip_define(makefile, at, end);
        } else if (line.length > 0 && line.data[0] != '#' && !follow_directive(makefile, word)) {
            read_plain_line(makefile, at, end, recipe, &first);
        }
        at = end + 1;
    }
}

/* ---- Regions ---- */

static const struct view *recipe_view(struct makefile *makefile, uint32_t start, uint32_t end)
{
    struct arena *arena = makefile->arena;
    struct view_builder *builder = view_builder_new(arena, makefile->file);
    struct writing joined = {.kind = WRITTEN_JOINED,
                             .line_prefix = arena_printf(arena, "%c", makefile->prefix)};
    struct writing doubled = {.kind = WRITTEN_DOLLARS_DOUBLED};
    append_recipe(makefile, builder, skip_prefixes(makefile->file->bytes, start, end), end);
    return view_written_as(arena, view_written_as(arena, view_builder_finish(builder), joined),
                           doubled);
}

static void add_line(struct makefile *makefile, uint32_t start, uint32_t end, bool first)
{
    regions_add(makefile->arena, makefile->regions, recipe_view(makefile, start, end),
                &makefile->exported);
}

/* Under .ONESHELL a rule's lines are one script (5.3.1). */
static void add_to_shared(struct makefile *makefile, uint32_t start, uint32_t end, bool first)
{
    const struct view *line = recipe_view(makefile, start, end);
    struct view_builder *builder = view_builder_new(makefile->arena, makefile->file);
    if (!first && makefile->regions->count > 0) {
        const struct view *before = makefile->regions->items[--makefile->regions->count].view;
        view_builder_append(builder, before, 0, (uint32_t)before->bytes.length);
        view_builder_make(builder, SLICE("\n"), start - 1, start - 1);
    }
    view_builder_append(builder, line, 0, (uint32_t)line->bytes.length);
    regions_add(makefile->arena, makefile->regions, view_builder_finish(builder),
                &makefile->exported);
}

static void export_variables(struct makefile *makefile)
{
    for (size_t i = 0; i < makefile->names.count; i++) {
        slice name = makefile->names.items[i];
        const struct make_variable *variable = map_get(makefile->variables, name);
        if (variable->exported) {
            struct shell_variable exported = {.name = name, .value = variable->value};
            variables_add(makefile->arena, &makefile->exported, &exported);
        }
    }
}

static void find_recipes(struct arena *arena, const struct source *source, struct regions *regions)
{
    struct makefile makefile = {.arena = arena,
                                .file = view_of_source(arena, source),
                                .regions = regions,
                                .variables = map_new(arena)};
    read_lines(&makefile, NULL);
    if (makefile.other_shell) {
        return;
    }
    export_variables(&makefile);
    read_lines(&makefile, makefile.one_shell ? add_to_shared : add_line);
}

static bool takes_makefile(slice path)
{
    return path_is(path, "Makefile") || path_is(path, "makefile") || path_is(path, "GNUmakefile") ||
           name_is_like(path, "", ".mk") || name_is_like(path, "makefile.", "");
}

const struct host makefile_host = {takes_makefile, find_recipes};
