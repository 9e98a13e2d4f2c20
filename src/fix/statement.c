/* Statements, for what must run before them. In: tokens of a region. Out: the statements round
 * them, and edits that put a command in front. */
#include "fix/fixer.h"

struct statement_path statement_path(struct arena *arena, const struct shell_region *region,
                                     const struct token *token)
{
    VECTOR(struct statement_step) steps = {0};
    const struct shell_node *tested_by = NULL;
    uint32_t index = (uint32_t)(token - region->script->tokens);
    struct outline_path path = outline_path(arena, &region->outline, index);
    for (size_t i = 1; i < path.count; i++) {
        const struct shell_node *parent = path.steps[i - 1]->node;
        const struct outline_node *child = path.steps[i];
        if (parent->kind == NODE_SEQUENCE) {
            VECTOR_PUSH(arena, &steps, ((struct statement_step){parent, child->node, tested_by}));
        }
        tested_by = child->is_tested ? parent : NULL;
    }
    return (struct statement_path){steps.items, steps.count};
}

/* `!`, `time` and the like before it belong to the statement. */
static uint32_t first_token(const struct shell_script *script, const struct shell_node *statement)
{
    static const char *const prefixes[] = {"!", "time", "-p", "--", "coproc"};
    uint32_t first = statement->tokens.first;
    for (size_t i = 0; first > 0 && i < sizeof prefixes / sizeof *prefixes;) {
        const struct token *before = &script->tokens[first - 1];
        if (before->kind == TOKEN_RESERVED && slice_is(token_bytes(script, before), prefixes[i])) {
            first--;
            i = 0;
        } else {
            i++;
        }
    }
    return first;
}

static uint32_t start_of(const struct shell_region *region, const struct shell_node *statement)
{
    return region->script->tokens[first_token(region->script, statement)].start;
}

/* The line above the one that begins, but for blanks, at the offset; data NULL where there is none.
 */
static slice line_above(slice bytes, size_t offset)
{
    while (offset > 0 && strchr(" \t", bytes.data[offset - 1])) {
        offset--;
    }
    if (offset == 0 || bytes.data[offset - 1] != '\n') {
        return (slice){NULL, 0};
    }
    size_t end = offset - 1;
    size_t start = end;
    while (start > 0 && bytes.data[start - 1] != '\n') {
        start--;
    }
    return slice_sub(bytes, start, end);
}

/* A comment about the next command; shellcheck's before the first one are about all of the file. */
static bool is_directive(slice comment, bool first)
{
    slice text = slice_trim(slice_sub(comment, 1, comment.length));
    return slice_starts_with(comment, SLICE("#")) &&
           ((!first && slice_starts_with(text, SLICE("shellcheck "))) ||
            slice_starts_with(text, SLICE("paylint:")));
}

/* Where the statement begins, or such comments right above it, which would else be about what is
 * put between. */
static uint32_t start_with_directives(const struct shell_region *region,
                                      const struct shell_node *statement)
{
    const struct shell_script *script = region->script;
    slice bytes = region->view->bytes;
    uint32_t start = start_of(region, statement);
    uint32_t before = first_token(script, statement);
    while (before > 0 && script->tokens[before - 1].kind == TOKEN_NEWLINE) {
        before--;
    }
    uint32_t end = before > 0 ? script->tokens[before - 1].end : 0;
    for (;;) {
        slice comment = slice_trim(line_above(bytes, start));
        if (!is_directive(comment, before == 0) || comment.data < bytes.data + end) {
            return start;
        }
        start = (uint32_t)(comment.data - bytes.data);
    }
}

struct edit statement_before(struct arena *arena, const struct shell_region *region,
                             const struct shell_node *statement, slice command)
{
    uint32_t offset = start_of(region, statement);
    uint32_t above = start_with_directives(region, statement);
    slice separator = writing_separator(arena, region->view, above);
    if (slice_starts_with(separator, SLICE("\n"))) {
        offset = above;
    } else {
        separator = writing_separator(arena, region->view, offset);
    }
    uint32_t at = view_origin(region->view, offset);
    slice text = arena_printf(arena, "%.*s%.*s", SLICE_ARGS(command), SLICE_ARGS(separator));
    return (struct edit){at, at, text};
}

struct edit statement_after(struct arena *arena, const struct shell_region *region,
                            const struct shell_node *statement, slice command)
{
    const struct shell_script *script = region->script;
    const struct view *view = region->view;
    uint32_t next = statement->tokens.end;
    uint32_t end = script->tokens[next - 1].end;
    uint32_t at = view_end(view, end);
    slice separator = writing_separator(arena, view, start_of(region, statement));
    bool last = next >= script->token_count || script->tokens[next].kind == TOKEN_NEWLINE;
    bool ends_line = last && slice_starts_with(slice_sub(view->bytes, end, SIZE_MAX), SLICE("\n"));
    bool own_line = ends_line && slice_starts_with(separator, SLICE("\n")) &&
                    writing_takes_lines(view, end - 1);
    slice text = arena_printf(arena, "%.*s%.*s", SLICE_ARGS(own_line ? separator : SLICE("; ")),
                              SLICE_ARGS(command));
    return (struct edit){at, at, text};
}
