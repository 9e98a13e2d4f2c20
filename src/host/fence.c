/* Fences of shell in Markdown. In: fenced code blocks. Out: a region for each that holds commands;
 * of a terminal session only what was typed. */
#include "base/ascii.h"
#include "host/hosts.h"
#include "host/markdown.h"

struct finding_fences {
    struct arena *arena;
    struct regions *regions;
};

/* ---- Languages ---- */

struct language {
    const char *name;
    bool session; /* commands behind a prompt, and what they printed */
};

static const struct language languages[] = {
    {"bash", false},    {"sh", false},          {"shell", false},       {"zsh", false},
    {"ksh", false},     {"dash", false},        {"console", true},      {"shell-session", true},
    {"terminal", true}, {"sh-session", true},   {"bash-session", true}, {"shellsession", true},
    {"session", true},  {"shellscript", false},
};

/* The first word of an info string: `bash {.line}`, `{.bash .numberLines}`, `bash,ignore`. */
static const struct language *language_of(slice info)
{
    size_t start = 0;
    while (start < info.length && strchr("{. ", info.data[start])) {
        start++;
    }
    size_t end = start;
    while (end < info.length && (ascii_is_alphanumeric(info.data[end]) || info.data[end] == '-')) {
        end++;
    }
    char name[16] = "";
    for (size_t i = start; i < end && end - start < sizeof name; i++) {
        name[i - start] = ascii_lower(info.data[i]);
    }
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (strcmp(name, languages[i].name) == 0) {
            return &languages[i];
        }
    }
    return NULL;
}

/* ---- Sessions ---- */

static uint32_t line_end(slice bytes, uint32_t at)
{
    return at + (uint32_t)slice_find_byte(slice_sub(bytes, at, bytes.length), '\n');
}

static slice line_at(slice bytes, uint32_t at)
{
    return slice_sub(bytes, at, line_end(bytes, at));
}

/* The length of a prompt: `$ `, `% `, `me@host:~/dir$ `, `root@host:/# `, `(env) $ `. */
static uint32_t prompt_length(slice line)
{
    uint32_t at = 0;
    while (at < line.length && line.data[at] == ' ') {
        at++;
    }
    if (at < line.length && line.data[at] == '(') {
        size_t close = slice_find(line, SLICE(") "));
        at = close < line.length ? (uint32_t)close + 2 : at;
    }
    uint32_t name = at;
    while (name < line.length &&
           (ascii_is_alphanumeric(line.data[name]) || strchr("@._-:~/[]", line.data[name]))) {
        name++;
    }
    bool host = slice_find_byte(slice_sub(line, at, name), '@') < name - at;
    at = host ? name : at;
    at += host && at < line.length && line.data[at] == ' ';
    bool sign = at < line.length &&
                (line.data[at] == '$' || line.data[at] == '%' || (host && line.data[at] == '#'));
    return sign && at + 1 < line.length && line.data[at + 1] == ' ' ? at + 2 : 0;
}

static bool has_prompt(slice bytes)
{
    for (uint32_t at = 0; at < bytes.length; at = line_end(bytes, at) + 1) {
        if (prompt_length(line_at(bytes, at)) > 0) {
            return true;
        }
    }
    return false;
}

/* Whether a compound command is open, or the last operator waits for a command. */
static bool waits(const struct shell_script *script)
{
    static const char *const opening[] = {"if", "for", "while", "until", "case", "select", "{"};
    static const char *const closing[] = {"fi", "done", "esac", "}"};
    static const char *const joining[] = {"|", "|&", "&&", "||"};
    size_t open = 0;
    bool joins = false;
    for (size_t i = 0; i < script->token_count; i++) {
        const struct token *token = &script->tokens[i];
        slice bytes = token_bytes(script, token);
        if (token->kind == TOKEN_RESERVED) {
            open += SLICE_IS_ONE_OF(bytes, opening);
            open -= open > 0 && SLICE_IS_ONE_OF(bytes, closing);
        }
        if (token->kind != TOKEN_NEWLINE) {
            joins = token->kind == TOKEN_OPERATOR && SLICE_IS_ONE_OF(bytes, joining);
        }
    }
    return open > 0 || joins;
}

/* Whether a shell would ask for more after these lines: something is open, or a backslash ends
 * them. */
static bool goes_on(struct arena *scratch, const struct view *view)
{
    slice bytes = view->bytes;
    struct shell_problems problems = {0};
    if (slice_ends_with(bytes, SLICE("\\\n"))) {
        return true;
    }
    const struct shell_script *script = shell_lex(scratch, view, &problems);
    bool open = problems.count > 0 || waits(script);
    arena_reset(scratch);
    return open;
}

/* Appends the command that begins behind the prompt at `at`; returns where the next line is. */
static uint32_t append_command(struct arena *arena, struct arena *scratch,
                               struct view_builder *builder, const struct view *view, uint32_t at)
{
    enum { LINES_MAX = 64 };
    slice bytes = view->bytes;
    struct view_builder *command = view_builder_new(arena, view);
    uint32_t start = at + prompt_length(line_at(bytes, at));
    for (uint32_t lines = 0; start < bytes.length && lines < LINES_MAX; lines++) {
        uint32_t end = line_end(bytes, start);
        uint32_t next = end < bytes.length ? end + 1 : end;
        view_builder_keep(command, start, next);
        view_builder_keep(builder, start, next);
        start = next;
        if (start >= bytes.length || !goes_on(scratch, view_builder_finish(command))) {
            break;
        }
        if (slice_starts_with(line_at(bytes, start), SLICE("> "))) {
            start += 2;
        }
    }
    return start;
}

static const struct view *typed(struct arena *arena, const struct view *view)
{
    struct view_builder *builder = view_builder_new(arena, view);
    struct arena *scratch = arena_new();
    for (uint32_t at = 0; at < view->bytes.length;) {
        if (prompt_length(line_at(view->bytes, at)) > 0) {
            at = append_command(arena, scratch, builder, view, at);
        } else {
            at = line_end(view->bytes, at) + 1;
        }
    }
    arena_free(scratch);
    return view_builder_finish(builder);
}

/* ---- Regions ---- */

/* Lines that end in ^ or ` go on in Windows' shells, and what is escaped there isn't here. */
static bool is_for_windows(slice bytes)
{
    for (uint32_t at = 0; at < bytes.length; at = line_end(bytes, at) + 1) {
        slice line = slice_trim(line_at(bytes, at));
        if (slice_ends_with(line, SLICE(" ^")) || slice_ends_with(line, SLICE(" `")) ||
            slice_starts_with(line, SLICE("PS C:\\")) || slice_starts_with(line, SLICE("C:\\"))) {
            return true;
        }
    }
    return false;
}

static void add_fence(void *context, const struct fence *fence)
{
    const struct finding_fences *finding = context;
    const struct language *language = language_of(fence->info);
    if (!language || is_for_windows(fence->view->bytes)) {
        return;
    }
    const struct view *view = fence->view;
    if (language->session || has_prompt(view->bytes)) {
        view = typed(finding->arena, view);
    }
    view = view_with_placeholders(finding->arena, view, placeholder_of_documents);
    struct writing writing = {.kind = WRITTEN_AS_LINES};
    struct region region = {.view = view_written_as(finding->arena, view, writing)};
    VECTOR_PUSH(finding->arena, finding->regions, region);
}

static void find_fences(struct arena *arena, const struct source *source, struct regions *regions)
{
    struct finding_fences finding = {arena, regions};
    markdown_read(arena, source, add_fence, &finding);
}

static bool takes_markdown(slice path)
{
    return name_is_like(path, "", ".md") || name_is_like(path, "", ".markdown") ||
           name_is_like(path, "", ".mdx");
}

const struct host markdown_host = {takes_markdown, find_fences};
