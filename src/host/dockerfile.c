/* Dockerfiles. In: a file. Out: a region for each RUN, CMD, ENTRYPOINT and the command of each
 * HEALTHCHECK, in shell form, exec form or a heredoc, with the variables of ENV and ARG. */
#include "host/hosts.h"

#include "base/ascii.h"

struct stage {
    slice name;
    struct variables variables;
};

struct dockerfile {
    struct arena *arena;
    const struct source *source;
    const struct view *file;
    struct regions *regions;
    char escape;                /* continues lines: \ or, where a directive says so, ` */
    bool other_shell;           /* SHELL isn't one */
    struct variables variables; /* of the stage at hand */
    struct {
        struct stage *items;
        size_t count;
        size_t capacity;
    } stages;
};

static uint32_t line_end(slice bytes, uint32_t at)
{
    return at + (uint32_t)slice_find_byte(slice_sub(bytes, at, bytes.length), '\n');
}

static uint32_t skip_blanks(slice bytes, uint32_t at)
{
    while (at < bytes.length && strchr(" \t\r", bytes.data[at])) {
        at++;
    }
    return at;
}

/* ---- Instructions ---- */

/* Where the backslash that continues the line stands, or `end`: blanks may follow it. */
static uint32_t continuation(const struct dockerfile *dockerfile, uint32_t at, uint32_t end)
{
    slice bytes = dockerfile->file->bytes;
    uint32_t last = end;
    while (last > at && strchr(" \t\r", bytes.data[last - 1])) {
        last--;
    }
    return last > at && bytes.data[last - 1] == dockerfile->escape ? last - 1 : end;
}

/* The instruction that begins at `*at`, its lines joined as the builder joins them: without the
 * escape and the newline, and without comments and empty lines between. */
static const struct view *read_instruction(const struct dockerfile *dockerfile, uint32_t *at)
{
    slice bytes = dockerfile->file->bytes;
    struct view_builder *builder = view_builder_new(dockerfile->arena, dockerfile->file);
    bool first = true;
    while (*at < bytes.length) {
        uint32_t end = line_end(bytes, *at);
        uint32_t content = skip_blanks(bytes, *at);
        uint32_t next = end < bytes.length ? end + 1 : end;
        bool skipped = !first && (content >= end || bytes.data[content] == '#');
        if (skipped) {
            *at = next;
            continue;
        }
        uint32_t stop = continuation(dockerfile, *at, end);
        uint32_t visible = stop == end && end > *at && bytes.data[end - 1] == '\r' ? end - 1 : stop;
        view_builder_keep(builder, *at, visible);
        first = false;
        *at = next;
        if (stop == end) {
            break;
        }
    }
    struct writing joined = {.kind = WRITTEN_JOINED, .indent = SLICE("    ")};
    struct writing other = {.kind = WRITTEN_AS_ONE_LINE};
    return view_written_as(dockerfile->arena, view_builder_finish(builder),
                           dockerfile->escape == '\\' ? joined : other);
}

static bool is_word(slice bytes, const char *word)
{
    return slice_equal_in_any_case(bytes, slice_from(word));
}

static slice word_at(slice bytes, uint32_t at)
{
    uint32_t end = at;
    while (end < bytes.length && !strchr(" \t\r", bytes.data[end])) {
        end++;
    }
    return slice_sub(bytes, at, end);
}

/* Skips --mount=… and the like. */
static uint32_t skip_flags(slice bytes, uint32_t at)
{
    at = skip_blanks(bytes, at);
    while (slice_starts_with(slice_sub(bytes, at, bytes.length), SLICE("--"))) {
        at = skip_blanks(bytes, at + (uint32_t)word_at(bytes, at).length);
    }
    return at;
}

/* ---- Heredocs ---- */

struct heredoc_start {
    slice delimiter;
    bool strip_tabs;
};

/* The heredoc that `<<` at `at` begins; false where none does. */
static bool read_heredoc_start(slice bytes, uint32_t at, struct heredoc_start *heredoc)
{
    at += 2;
    heredoc->strip_tabs = at < bytes.length && bytes.data[at] == '-';
    at += heredoc->strip_tabs;
    char quote = at < bytes.length && strchr("'\"", bytes.data[at]) ? bytes.data[at] : '\0';
    at += quote != '\0';
    uint32_t start = at;
    while (at < bytes.length &&
           (ascii_is_alphanumeric(bytes.data[at]) || strchr("_.-", bytes.data[at]))) {
        at++;
    }
    heredoc->delimiter = slice_sub(bytes, start, at);
    return at > start && (!quote || (at < bytes.length && bytes.data[at] == quote));
}

/* The first heredoc from `*at` on, which is moved behind its <<; false where there is none. */
static bool find_heredoc(slice bytes, uint32_t *at, struct heredoc_start *heredoc)
{
    for (; *at + 1 < bytes.length; ++*at) {
        slice rest = slice_sub(bytes, *at, bytes.length);
        if (slice_starts_with(rest, SLICE("<<<"))) {
            *at += 2;
        } else if (slice_starts_with(rest, SLICE("<<")) &&
                   read_heredoc_start(bytes, *at, heredoc)) {
            *at += 2;
            return true;
        }
    }
    return false;
}

/* Appends the lines of a heredoc to `builder`; returns where the line after its delimiter begins.
 * The delimiter's own line is appended where `whole` is set. */
static uint32_t append_heredoc(const struct dockerfile *dockerfile, struct view_builder *builder,
                               uint32_t at, const struct heredoc_start *heredoc, bool whole)
{
    slice bytes = dockerfile->file->bytes;
    while (at < bytes.length) {
        uint32_t end = line_end(bytes, at);
        uint32_t next = end < bytes.length ? end + 1 : end;
        uint32_t content = at;
        while (heredoc->strip_tabs && content < end && bytes.data[content] == '\t') {
            content++;
        }
        uint32_t visible = end > content && bytes.data[end - 1] == '\r' ? end - 1 : end;
        bool closes = slice_equal(slice_sub(bytes, content, visible), heredoc->delimiter);
        if (!closes || whole) {
            view_builder_keep(builder, whole ? at : content, visible);
            view_builder_keep(builder, end, next);
        }
        at = next;
        if (closes) {
            break;
        }
    }
    return at;
}

/* RUN with heredocs: one alone is the script, whose first line may name an interpreter; else the
 * line is a command that they belong to. Returns where the next instruction begins. */
static uint32_t add_heredocs(struct dockerfile *dockerfile, const struct view *instruction,
                             uint32_t start, uint32_t next)
{
    slice bytes = instruction->bytes;
    struct writing lines = {.kind = WRITTEN_AS_LINES};
    struct view_builder *builder = view_builder_new(
        dockerfile->arena, view_written_as(dockerfile->arena, dockerfile->file, lines));
    struct heredoc_start heredoc;
    bool alone = slice_starts_with(slice_sub(bytes, start, bytes.length), SLICE("<<")) &&
                 read_heredoc_start(bytes, start, &heredoc) &&
                 slice_find_byte(slice_trim(slice_sub(bytes, start, bytes.length)), ' ') ==
                     slice_trim(slice_sub(bytes, start, bytes.length)).length;
    if (!alone) {
        view_builder_append(builder, instruction, start, (uint32_t)bytes.length);
        view_builder_make(builder, SLICE("\n"), next, next);
    }
    for (uint32_t at = start; find_heredoc(bytes, &at, &heredoc);) {
        next = append_heredoc(dockerfile, builder, next, &heredoc, !alone);
    }
    const struct view *view = view_builder_finish(builder);
    bool other = slice_starts_with(view->bytes, SLICE("#!")) &&
                 !is_shell_name(slice_sub(view->bytes, 2, line_end(view->bytes, 0)));
    bool env = slice_starts_with(view->bytes, SLICE("#!/usr/bin/env "));
    if (env) {
        other = !is_shell_name(slice_sub(view->bytes, 15, line_end(view->bytes, 0)));
    }
    if (!other && !dockerfile->other_shell) {
        regions_add(dockerfile->arena, dockerfile->regions, view, &dockerfile->variables)
            ->elsewhere = true;
    }
    return next;
}

static bool has_heredoc(slice bytes, uint32_t start)
{
    struct heredoc_start heredoc;
    return find_heredoc(bytes, &start, &heredoc);
}

/* ---- Commands ---- */

/* What runs later may be given other variables. */
static struct variables run_later(const struct dockerfile *dockerfile)
{
    struct variables variables = {0};
    for (size_t i = 0; i < dockerfile->variables.count; i++) {
        struct shell_variable variable = dockerfile->variables.items[i];
        variable.may_differ = true;
        variables_add(dockerfile->arena, &variables, &variable);
    }
    return variables;
}

static void add_command(struct dockerfile *dockerfile, const struct view *instruction,
                        uint32_t start, bool later)
{
    struct arena *arena = dockerfile->arena;
    const struct view *command =
        view_part(arena, instruction, start, (uint32_t)instruction->bytes.length);
    struct words_builder *words = words_builder_new(arena, dockerfile->source);
    if (json_words(arena, command, words)) {
        command = words_finish(words);
    } else if (dockerfile->other_shell) {
        return;
    }
    if (command) {
        struct variables variables = later ? run_later(dockerfile) : dockerfile->variables;
        regions_add(arena, dockerfile->regions, command, &variables)->elsewhere = true;
    }
}

/* HEALTHCHECK [OPTIONS] CMD command */
static void add_health_check(struct dockerfile *dockerfile, const struct view *instruction,
                             uint32_t start)
{
    start = skip_flags(instruction->bytes, start);
    slice word = word_at(instruction->bytes, start);
    if (is_word(word, "cmd")) {
        start = skip_blanks(instruction->bytes, start + (uint32_t)word.length);
        add_command(dockerfile, instruction, start, true);
    }
}

/* ---- Variables and stages ---- */

static void set_variable(struct dockerfile *dockerfile, slice name, const struct view *value,
                         bool may_differ)
{
    /* Earlier regions keep the list as it was. */
    struct variables variables = {0};
    for (size_t i = 0; i < dockerfile->variables.count; i++) {
        variables_add(dockerfile->arena, &variables, &dockerfile->variables.items[i]);
    }
    struct shell_variable variable = {.name = name, .value = value, .may_differ = may_differ};
    variables_add(dockerfile->arena, &variables, &variable);
    dockerfile->variables = variables;
}

/* The end of the word at `at`, quotes and escapes minded; `*plain` where it has none of them. */
static uint32_t value_end(const struct dockerfile *dockerfile, slice bytes, uint32_t at,
                          bool *plain)
{
    char quote = '\0';
    *plain = true;
    for (; at < bytes.length; at++) {
        char c = bytes.data[at];
        if (quote == '\0' && strchr(" \t\r", c)) {
            break;
        }
        *plain = *plain && c != '$' && c != dockerfile->escape;
        if (c == dockerfile->escape && quote != '\'') {
            at++;
        } else if (c == quote) {
            quote = '\0';
        } else if (quote == '\0' && (c == '"' || c == '\'')) {
            quote = c;
        }
    }
    return at < bytes.length ? at : (uint32_t)bytes.length;
}

/* The value without the quotes that stand around all of it; NULL where it isn't written out. */
static const struct view *plain_value(const struct dockerfile *dockerfile, const struct view *view,
                                      uint32_t start, uint32_t end)
{
    slice bytes = view->bytes;
    char first = end > start ? bytes.data[start] : '\0';
    if ((first == '"' || first == '\'') && end - start >= 2 && bytes.data[end - 1] == first) {
        start++;
        end--;
    }
    slice value = slice_sub(bytes, start, end);
    if (slice_find_byte(value, '"') < value.length || slice_find_byte(value, '\'') < value.length) {
        return NULL;
    }
    return view_part(dockerfile->arena, view, start, end);
}

/* ENV goes before ARG, whatever their order. */
static bool is_set_for_sure(const struct dockerfile *dockerfile, slice name)
{
    bool sure = false;
    for (size_t i = 0; i < dockerfile->variables.count; i++) {
        const struct shell_variable *variable = &dockerfile->variables.items[i];
        sure = slice_equal(variable->name, name) ? !variable->may_differ : sure;
    }
    return sure;
}

/* ENV A=1 B="two", ENV A one; ARG A=1, ARG A. */
static void read_variables(struct dockerfile *dockerfile, const struct view *instruction,
                           uint32_t at, bool may_differ)
{
    slice bytes = instruction->bytes;
    at = skip_blanks(bytes, at);
    while (at < bytes.length) {
        uint32_t name = at;
        while (at < bytes.length && !strchr("= \t\r", bytes.data[at])) {
            at++;
        }
        slice named = slice_sub(bytes, name, at);
        bool plain = false;
        uint32_t end = at;
        const struct view *value = NULL;
        if (at < bytes.length && bytes.data[at] == '=') {
            end = value_end(dockerfile, bytes, at + 1, &plain);
            value = plain ? plain_value(dockerfile, instruction, at + 1, end) : NULL;
        } else if (!may_differ) { /* ENV NAME and the rest of the line */
            end = (uint32_t)bytes.length;
            slice rest = slice_trim(slice_sub(bytes, at, end));
            uint32_t start = skip_blanks(bytes, at);
            bool written = slice_find_byte(rest, '$') == rest.length &&
                           slice_find_byte(rest, '"') == rest.length &&
                           slice_find_byte(rest, '\'') == rest.length &&
                           slice_find_byte(rest, dockerfile->escape) == rest.length;
            value = written ? view_part(dockerfile->arena, instruction, start,
                                        start + (uint32_t)rest.length)
                            : NULL;
        }
        if (named.length > 0 && !(may_differ && is_set_for_sure(dockerfile, named))) {
            set_variable(dockerfile, named, value, may_differ);
        }
        at = skip_blanks(bytes, end > at ? end : at + 1);
    }
}

/* FROM image AS name: what an earlier stage has set stays, of other images nothing is known. */
static void begin_stage(struct dockerfile *dockerfile, const struct view *instruction, uint32_t at)
{
    slice bytes = instruction->bytes;
    at = skip_flags(bytes, at);
    slice image = word_at(bytes, at);
    at = skip_blanks(bytes, at + (uint32_t)image.length);
    slice as = word_at(bytes, at);
    slice name = is_word(as, "as") ? word_at(bytes, skip_blanks(bytes, at + (uint32_t)as.length))
                                   : (slice){NULL, 0};
    dockerfile->variables = (struct variables){0};
    dockerfile->other_shell = false;
    for (size_t i = 0; i < dockerfile->stages.count; i++) {
        if (slice_equal(dockerfile->stages.items[i].name, image)) {
            dockerfile->variables = dockerfile->stages.items[i].variables;
        }
    }
    struct stage stage = {name, {0}};
    VECTOR_PUSH(dockerfile->arena, &dockerfile->stages, stage);
}

static void set_shell(struct dockerfile *dockerfile, const struct view *instruction, uint32_t at)
{
    struct arena *arena = dockerfile->arena;
    const struct view *list =
        view_part(arena, instruction, at, (uint32_t)instruction->bytes.length);
    slice trimmed = slice_trim(list->bytes);
    size_t end = slice_find_byte(slice_sub(trimmed, 2, trimmed.length), '"');
    dockerfile->other_shell = !is_shell_name(slice_sub(trimmed, 2, 2 + end));
}

/* ---- The file ---- */

/* Returns where the next instruction begins. */
static uint32_t read_one(struct dockerfile *dockerfile, uint32_t at)
{
    const struct view *instruction = read_instruction(dockerfile, &at);
    slice bytes = instruction->bytes;
    uint32_t start = skip_blanks(bytes, 0);
    slice keyword = word_at(bytes, start);
    start = skip_blanks(bytes, start + (uint32_t)keyword.length);
    bool on_build = is_word(keyword, "onbuild");
    if (on_build) {
        keyword = word_at(bytes, start);
        start = skip_blanks(bytes, start + (uint32_t)keyword.length);
    }
    if (is_word(keyword, "run")) {
        start = skip_flags(bytes, start);
        if (has_heredoc(bytes, start)) {
            return add_heredocs(dockerfile, instruction, start, at);
        }
        add_command(dockerfile, instruction, start, on_build);
    } else if (is_word(keyword, "cmd") || is_word(keyword, "entrypoint")) {
        add_command(dockerfile, instruction, start, true);
    } else if (is_word(keyword, "healthcheck")) {
        add_health_check(dockerfile, instruction, start);
    } else if (is_word(keyword, "env")) {
        read_variables(dockerfile, instruction, start, false);
    } else if (is_word(keyword, "arg")) {
        read_variables(dockerfile, instruction, start, true);
    } else if (is_word(keyword, "from")) {
        begin_stage(dockerfile, instruction, start);
    } else if (is_word(keyword, "shell")) {
        set_shell(dockerfile, instruction, start);
    } else if ((is_word(keyword, "copy") || is_word(keyword, "add")) && has_heredoc(bytes, start)) {
        struct regions none = {0};
        struct regions *regions = dockerfile->regions;
        dockerfile->regions = &none;
        at = add_heredocs(dockerfile, instruction, start, at);
        dockerfile->regions = regions;
    }
    if (dockerfile->stages.count > 0) {
        dockerfile->stages.items[dockerfile->stages.count - 1].variables = dockerfile->variables;
    }
    return at;
}

/* `# escape=` and `` ` `` in the comments that the file begins with. */
static char escape_of(slice bytes)
{
    for (uint32_t at = 0; at < bytes.length && bytes.data[at] == '#';
         at = line_end(bytes, at) + 1) {
        slice line = slice_trim(slice_sub(bytes, at + 1, line_end(bytes, at)));
        size_t equals = slice_find_byte(line, '=');
        if (is_word(slice_trim(slice_sub(line, 0, equals)), "escape")) {
            slice value = slice_trim(slice_sub(line, equals + 1, line.length));
            return value.length == 1 && value.data[0] == '`' ? '`' : '\\';
        }
    }
    return '\\';
}

static void find_commands(struct arena *arena, const struct source *source, struct regions *regions)
{
    struct dockerfile dockerfile = {.arena = arena,
                                    .source = source,
                                    .file = view_of_source(arena, source),
                                    .regions = regions,
                                    .escape = escape_of(source->bytes)};
    slice bytes = source->bytes;
    for (uint32_t at = 0; at < bytes.length;) {
        uint32_t content = skip_blanks(bytes, at);
        uint32_t end = line_end(bytes, at);
        if (content >= end || bytes.data[content] == '#') {
            at = end + 1;
        } else {
            at = read_one(&dockerfile, at);
        }
    }
}

static bool takes_dockerfile(slice path)
{
    return path_is(path, "Dockerfile") || path_is(path, "Containerfile") ||
           name_is_like(path, "dockerfile.", "") || name_is_like(path, "containerfile.", "") ||
           name_is_like(path, "", ".dockerfile") || name_is_like(path, "", ".containerfile");
}

const struct host dockerfile_host = {takes_dockerfile, find_commands};
