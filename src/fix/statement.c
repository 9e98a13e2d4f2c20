/* Statements, for what must run before them. In: tokens of a region. Out: the statements round
 * them, and edits that put a command in front. */
#include "fix/fixer.h"

static bool holds(const struct shell_node *node, uint32_t token)
{
    return token >= node->tokens.first && token < node->tokens.end;
}

struct statement_path statement_path(struct arena *arena, const struct shell_region *region,
                                     const struct token *token)
{
    VECTOR(const struct shell_node *) sequences = {0};
    VECTOR(const struct shell_node *) statements = {0};
    uint32_t index = (uint32_t)(token - region->script->tokens);
    for (const struct shell_node *node = region->tree->root; node;) {
        const struct shell_node *child = node->children;
        while (child && !holds(child, index)) {
            child = child->next;
        }
        if (child && node->kind == NODE_SEQUENCE) {
            VECTOR_PUSH(arena, &sequences, node);
            VECTOR_PUSH(arena, &statements, child);
        }
        node = child;
    }
    return (struct statement_path){sequences.items, statements.items, sequences.count};
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

/* What stands before `at` in its line, if the statement there is the first in the line. */
static bool own_line(const struct shell_region *region, uint32_t offset, uint32_t at, slice *indent)
{
    slice view = region->view->bytes;
    slice bytes = region->view->source->bytes;
    while (offset > 0 && (view.data[offset - 1] == ' ' || view.data[offset - 1] == '\t')) {
        offset--;
    }
    uint32_t start = at;
    while (start > 0 && bytes.data[start - 1] != '\n') {
        start--;
    }
    *indent = slice_sub(bytes, start, at);
    for (size_t i = 0; i < indent->length; i++) {
        if (!strchr(" \t>", indent->data[i])) {
            return false;
        }
    }
    return region->writing == WRITTEN_AS_LINES && (offset == 0 || view.data[offset - 1] == '\n');
}

/* The indentation of the statement, and the newline that its line ends with; false where it has no
 * line of its own. */
static bool line_of(const struct shell_region *region, const struct shell_node *statement,
                    uint32_t *at, slice *indent, const char **newline)
{
    uint32_t offset = region->script->tokens[first_token(region->script, statement)].start;
    *at = view_origin(region->view, offset);
    slice line = source_line(region->view->source, *at);
    *newline = slice_ends_with(line, SLICE("\r")) ? "\r\n" : "\n";
    return own_line(region, offset, *at, indent);
}

struct edit statement_before(struct arena *arena, const struct shell_region *region,
                             const struct shell_node *statement, slice command)
{
    uint32_t at;
    slice indent;
    const char *newline;
    slice text =
        line_of(region, statement, &at, &indent, &newline)
            ? arena_printf(arena, "%.*s%s%.*s", SLICE_ARGS(command), newline, SLICE_ARGS(indent))
            : arena_printf(arena, "%.*s; ", SLICE_ARGS(command));
    return (struct edit){at, at, text};
}

struct edit statement_after(struct arena *arena, const struct shell_region *region,
                            const struct shell_node *statement, slice command)
{
    uint32_t start;
    slice indent;
    const char *newline;
    const struct shell_script *script = region->script;
    uint32_t next = statement->tokens.end;
    uint32_t end = script->tokens[next - 1].end;
    uint32_t at = view_origin(region->view, end - 1) + 1;
    bool last = next >= script->token_count || script->tokens[next].kind == TOKEN_NEWLINE;
    bool commented =
        last && !slice_starts_with(slice_sub(region->view->bytes, end, SIZE_MAX), SLICE("\n"));
    slice text =
        line_of(region, statement, &start, &indent, &newline) && last && !commented
            ? arena_printf(arena, "%s%.*s%.*s", newline, SLICE_ARGS(indent), SLICE_ARGS(command))
            : arena_printf(arena, "; %.*s", SLICE_ARGS(command));
    return (struct edit){at, at, text};
}
