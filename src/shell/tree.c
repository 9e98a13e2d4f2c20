/* Nodes from tokens and extents. In: a script and where its compound commands end. Out: a tree of
 * sequences, and-or lists, pipelines and commands, by the grammar of POSIX.1-2017 XCU 2.10.2. */
#include "shell/building.h"

/* ---- Functions and simple commands ---- */

static bool function_here(const struct building *building, uint32_t end)
{
    uint32_t at = building->at;
    const struct token *tokens = building->script->tokens;
    return here_is(building, end, SYMBOL_FUNCTION) ||
           (at + 1 < end && tokens[at].kind == TOKEN_WORD &&
            tokens[at + 1].symbol == SYMBOL_PARENTHESIS);
}

static struct shell_node *build_function(struct building *building, uint32_t end)
{
    struct shell_node *node = node_new(building, NODE_FUNCTION);
    building->at += here_is(building, end, SYMBOL_FUNCTION);
    node->head = (struct token_range){building->at, building->at};
    step_over(building, end);
    node->head.end = building->at;
    if (here_is(building, end, SYMBOL_PARENTHESIS)) {
        step_over(building, end); /* `(` */
        step_over(building, end); /* `)` */
    }
    skip_newlines(building, end);
    if (building->depth >= SHELL_DEPTH_MAX) {
        problem_here(building, "nested too deeply");
        building->at = end;
    } else if (building->at < end) {
        building->depth++;
        node->children = build_command(building, end);
        building->depth--;
    }
    return node;
}

static struct shell_node *build_simple(struct building *building, uint32_t end)
{
    struct shell_node *node = node_new(building, NODE_COMMAND);
    while (building->at < end) {
        enum token_kind kind = token_here(building)->kind;
        if (kind == TOKEN_OPERATOR || kind == TOKEN_NEWLINE || kind == TOKEN_RESERVED) {
            break;
        }
        building->at++;
    }
    if (building->at == node->tokens.first) {
        /* An operator or reserved word that nothing here asks for. */
        return build_unknown(building, building->at + 1);
    }
    return node;
}

struct shell_node *build_command(struct building *building, uint32_t end)
{
    compound_builder *build = compound_here(building, end);
    struct extent extent = extent_here(building);
    struct shell_node *node;
    if (extent.unknown && extent.end <= end) {
        node = build_unknown(building, extent.end);
    } else if (build) {
        node = build_compound(building, build, end);
    } else if (function_here(building, end)) {
        node = build_function(building, end);
    } else {
        node = build_simple(building, end);
    }
    node->tokens.end = building->at;
    return node;
}

/* ---- Lists ---- */

/* `!`, `time`, `coproc` with what belongs to them. Returns whether the pipeline is negated. */
static bool skip_prefixes(struct building *building, uint32_t end, bool *in_background)
{
    bool negated = false;
    for (;; building->at++) {
        switch (symbol_here(building, end)) {
        case SYMBOL_NOT:
            negated = !negated;
            break;
        case SYMBOL_TIME:
        case SYMBOL_TIME_PORTABLE:
        case SYMBOL_TIME_END:
            break;
        case SYMBOL_COPROC:
            building->at++;
            *in_background = true;
            /* The lexer has made a name here a reserved word. */
            if (building->at == end || token_here(building)->kind != TOKEN_RESERVED ||
                compound_here(building, end)) {
                return negated;
            }
            break;
        default:
            return negated;
        }
    }
}

/* Makes `parent` of kind `kind` with the child `first`, unless it is made already. */
static void need_parent(struct building *building, struct shell_node **parent,
                        enum shell_node_kind kind, struct shell_node *first)
{
    if (!*parent) {
        *parent = node_new(building, kind);
        (*parent)->children = first;
    }
}

static bool separator_here(const struct building *building, uint32_t end)
{
    enum token_symbol symbol = symbol_here(building, end);
    return token_here(building)->kind == TOKEN_NEWLINE || symbol == SYMBOL_SEMICOLON ||
           symbol == SYMBOL_BACKGROUND || symbol == SYMBOL_AND || symbol == SYMBOL_OR;
}

static struct shell_node *build_pipeline(struct building *building, uint32_t end)
{
    uint32_t start = building->at;
    struct extent extent = extent_here(building);
    if (extent.unknown && extent.end <= end) {
        return build_unknown(building, extent.end);
    }
    bool in_background = false;
    bool negated = skip_prefixes(building, end, &in_background);
    struct shell_node *pipeline = NULL;
    struct shell_node *only = NULL;
    struct shell_node *last = NULL;
    bool empty = building->at == end || (building->at > start && separator_here(building, end));
    if (empty) {
        only = node_new(building, NODE_COMMAND); /* a lone `!` or `time`, or nothing behind && */
    }
    while (!empty && building->at < end) {
        struct shell_node *child = build_command(building, end);
        if (only) {
            need_parent(building, &pipeline, NODE_PIPELINE, only);
            append_child(pipeline, &last, child);
        } else {
            only = last = child;
        }
        if (!here_is(building, end, SYMBOL_PIPE) && !here_is(building, end, SYMBOL_PIPE_ALL)) {
            break;
        }
        building->at++;
        skip_newlines(building, end);
    }
    struct shell_node *node = pipeline ? pipeline : only;
    node->negated = negated;
    node->background = in_background;
    if (pipeline) {
        node->tokens = (struct token_range){start, building->at};
    }
    return node;
}

static enum shell_joint joint_here(const struct building *building, uint32_t end)
{
    enum token_symbol symbol = symbol_here(building, end);
    return symbol == SYMBOL_AND ? JOINT_AND : symbol == SYMBOL_OR ? JOINT_OR : JOINT_NONE;
}

static struct shell_node *build_and_or(struct building *building, uint32_t end)
{
    uint32_t start = building->at;
    struct shell_node *list = NULL;
    struct shell_node *first = build_pipeline(building, end);
    struct shell_node *last = first;
    for (enum shell_joint joint; (joint = joint_here(building, end)) != JOINT_NONE;) {
        need_parent(building, &list, NODE_AND_OR, first);
        building->at++;
        skip_newlines(building, end);
        append_child(list, &last, build_pipeline(building, end));
        last->joint = joint;
    }
    if (!list) {
        return first;
    }
    list->tokens = (struct token_range){start, building->at};
    return list;
}

struct shell_node *build_sequence(struct building *building, uint32_t end)
{
    struct shell_node *sequence = node_new(building, NODE_SEQUENCE);
    struct shell_node *last = NULL;
    while (building->at < end) {
        if (token_here(building)->kind == TOKEN_NEWLINE ||
            here_is(building, end, SYMBOL_SEMICOLON)) {
            building->at++;
            continue;
        }
        append_child(sequence, &last, build_and_or(building, end));
        if (here_is(building, end, SYMBOL_BACKGROUND)) {
            last->background = true;
            building->at++;
        }
    }
    sequence->tokens.end = building->at;
    return sequence;
}

const struct shell_tree *shell_parse(struct shell_parser *parser, struct arena *arena,
                                     const struct shell_script *script,
                                     struct shell_problems *problems)
{
    struct building building = {.arena = arena, .script = script, .problems = problems};
    building.extents = extents_of(parser, arena, script, problems);
    struct shell_tree *tree = ARENA_NEW(arena, struct shell_tree);
    tree->script = script;
    tree->has_error = building.extents.has_error;
    tree->root = build_sequence(&building, (uint32_t)script->token_count);
    extents_end(parser, arena);
    return tree;
}
