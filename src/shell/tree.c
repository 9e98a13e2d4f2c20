/* Nodes from tokens and extents. In: a script and where its compound commands end. Out: a tree of
 * sequences, and-or lists, pipelines and commands, by the grammar of POSIX.1-2017 XCU 2.10.2. */
#include "shell/tree.h"

#include "shell/extent.h"
#include "shell/skeleton.h"

struct building {
    struct arena *arena;
    const struct shell_script *script;
    struct extents extents;
    struct shell_problems *problems;
    uint32_t at;
    uint32_t depth;
};

static struct shell_node *build_sequence(struct building *building, uint32_t end);
static struct shell_node *build_command(struct building *building, uint32_t end);

static struct shell_node *node_new(struct building *building, enum shell_node_kind kind)
{
    struct shell_node *node = ARENA_NEW(building->arena, struct shell_node);
    node->kind = kind;
    node->tokens = (struct token_range){building->at, building->at};
    return node;
}

static const struct token *token_here(const struct building *building)
{
    return &building->script->tokens[building->at];
}

/* SYMBOL_NONE at the end. */
static enum token_symbol symbol_here(const struct building *building, uint32_t end)
{
    return building->at < end ? token_here(building)->symbol : SYMBOL_NONE;
}

static bool here_is(const struct building *building, uint32_t end, enum token_symbol symbol)
{
    return symbol_here(building, end) == symbol;
}

static void skip_newlines(struct building *building, uint32_t end)
{
    while (building->at < end && token_here(building)->kind == TOKEN_NEWLINE) {
        building->at++;
    }
}

static void step_over(struct building *building, uint32_t end)
{
    building->at += building->at < end;
}

static void append_child(struct shell_node *parent, struct shell_node **last,
                         struct shell_node *child)
{
    if (*last) {
        (*last)->next = child;
    } else {
        parent->children = child;
    }
    *last = child;
}

static struct extent extent_here(const struct building *building)
{
    if (!building->extents.by_token || building->at >= building->script->token_count) {
        return (struct extent){0};
    }
    return building->extents.by_token[building->at];
}

/* Where, between here and `end`, the reserved word stands that belongs to the compound command at
 * hand, not to one inside it. */
static uint32_t find_reserved(const struct building *building, uint32_t end,
                              const enum token_symbol *words, size_t word_count)
{
    struct building ahead = *building;
    /* The brace of `for x { …; }` has an extent of its own and is looked for all the same. */
    while (ahead.at < end) {
        uint32_t inner_end = extent_here(&ahead).end;
        if (inner_end > ahead.at && inner_end < end) {
            ahead.at = inner_end;
            continue;
        }
        for (size_t i = 0; i < word_count; i++) {
            if (here_is(&ahead, end, words[i])) {
                return ahead.at;
            }
        }
        ahead.at++;
    }
    return end;
}

static struct shell_node *build_unknown(struct building *building, uint32_t end)
{
    struct shell_node *node = node_new(building, NODE_UNKNOWN);
    building->at = end;
    node->tokens.end = end;
    return node;
}

static uint32_t find_line_end(const struct building *building, uint32_t end)
{
    uint32_t at = building->at;
    while (at < end && building->script->tokens[at].kind != TOKEN_NEWLINE) {
        at++;
    }
    return at;
}

/* ---- Compound commands: the reserved word that opens them is here; `end` is one past the last
 * token ---- */

static struct shell_node *build_if(struct building *building, uint32_t end)
{
    static const enum token_symbol after_condition[] = {SYMBOL_THEN};
    static const enum token_symbol after_body[] = {SYMBOL_ELIF, SYMBOL_ELSE, SYMBOL_FI};
    struct shell_node *node = node_new(building, NODE_IF);
    struct shell_node *last = NULL;
    bool more = true;
    while (more) {
        bool condition = !here_is(building, end, SYMBOL_ELSE);
        building->at++;
        if (condition) {
            uint32_t then = find_reserved(building, end, after_condition, 1);
            append_child(node, &last, build_sequence(building, then));
            step_over(building, end);
        }
        uint32_t body_end = find_reserved(building, end, after_body, 3);
        append_child(node, &last, build_sequence(building, body_end));
        building->at = body_end;
        more = condition && body_end < end && !here_is(building, end, SYMBOL_FI);
    }
    return node;
}

static struct shell_node *build_while(struct building *building, uint32_t end)
{
    static const enum token_symbol after_condition[] = {SYMBOL_DO};
    bool until = here_is(building, end, SYMBOL_UNTIL);
    struct shell_node *node = node_new(building, until ? NODE_UNTIL : NODE_WHILE);
    struct shell_node *last = NULL;
    building->at++;
    uint32_t start = find_reserved(building, end, after_condition, 1);
    append_child(node, &last, build_sequence(building, start));
    step_over(building, end);
    append_child(node, &last, build_sequence(building, end - 1));
    return node;
}

static struct shell_node *build_for(struct building *building, uint32_t end)
{
    static const enum token_symbol opens_body[] = {SYMBOL_DO, SYMBOL_BRACE};
    struct shell_node *node = node_new(building, NODE_FOR);
    building->at++;
    node->head = (struct token_range){building->at, building->at + 1};
    step_over(building, end);
    skip_newlines(building, end);
    if (here_is(building, end, SYMBOL_IN)) {
        node->has_list = true;
        building->at++;
        while (building->at < end && token_here(building)->kind == TOKEN_WORD) {
            building->at++;
        }
        node->head.end = building->at;
    }
    building->at = find_reserved(building, end, opens_body, 2);
    step_over(building, end);
    node->children = build_sequence(building, end - 1);
    return node;
}

static bool ends_item(enum token_symbol symbol)
{
    return symbol == SYMBOL_ITEM_END || symbol == SYMBOL_ITEM_GOES_ON ||
           symbol == SYMBOL_ITEM_TRIES;
}

/* The body of an item ends at `;;`, `;&` or `;;&`, or at `esac`. */
static uint32_t find_item_end(const struct building *building, uint32_t end)
{
    struct building ahead = *building;
    while (ahead.at < end) {
        uint32_t inner_end = extent_here(&ahead).end;
        if (inner_end > ahead.at) {
            ahead.at = inner_end;
        } else if (ends_item(symbol_here(&ahead, end))) {
            return ahead.at;
        } else {
            ahead.at++;
        }
    }
    return end;
}

static struct shell_node *build_case_item(struct building *building, uint32_t end)
{
    struct shell_node *item = node_new(building, NODE_CASE_ITEM);
    item->head.first = building->at;
    while (building->at < end && !here_is(building, end, SYMBOL_CLOSING_PARENTHESIS)) {
        building->at++;
    }
    item->head.end = building->at;
    building->at += building->at < end;
    uint32_t body_end = find_item_end(building, end);
    item->children = build_sequence(building, body_end);
    building->at = body_end;
    if (body_end < end) {
        item->goes_on = !here_is(building, end, SYMBOL_ITEM_END);
        building->at++;
    }
    item->tokens.end = building->at;
    return item;
}

static struct shell_node *build_case(struct building *building, uint32_t end)
{
    struct shell_node *node = node_new(building, NODE_CASE);
    struct shell_node *last = NULL;
    building->at++;
    node->head = (struct token_range){building->at, building->at + 1};
    step_over(building, end - 1);
    skip_newlines(building, end - 1);
    step_over(building, end - 1); /* in */
    skip_newlines(building, end - 1);
    while (building->at < end - 1) {
        append_child(node, &last, build_case_item(building, end - 1));
        skip_newlines(building, end - 1);
    }
    return node;
}

static struct shell_node *build_nested(struct building *building, uint32_t end,
                                       enum shell_node_kind kind)
{
    struct shell_node *node = node_new(building, kind);
    building->at++;
    node->children = build_sequence(building, end - 1);
    return node;
}

static struct shell_node *build_group(struct building *building, uint32_t end)
{
    return build_nested(building, end, NODE_GROUP);
}

static struct shell_node *build_subshell(struct building *building, uint32_t end)
{
    return build_nested(building, end, NODE_SUBSHELL);
}

typedef struct shell_node *compound_builder(struct building *building, uint32_t end);

/* By the token that opens it; NULL: it opens none. */
static compound_builder *const compound_builders[SYMBOL_COUNT] = {
    [SYMBOL_IF] = build_if,       [SYMBOL_WHILE] = build_while,
    [SYMBOL_UNTIL] = build_while, [SYMBOL_FOR] = build_for,
    [SYMBOL_SELECT] = build_for,  [SYMBOL_CASE] = build_case,
    [SYMBOL_BRACE] = build_group, [SYMBOL_PARENTHESIS] = build_subshell,
};

static void take_redirects(struct building *building, struct shell_node *node, uint32_t end)
{
    node->redirects.first = building->at;
    while (building->at < end && token_here(building)->kind == TOKEN_REDIRECT) {
        building->at++;
    }
    node->redirects.end = building->at;
}

static compound_builder *compound_here(const struct building *building, uint32_t end)
{
    return compound_builders[symbol_here(building, end)];
}

static void problem_here(struct building *building, const char *message)
{
    struct shell_problem problem = {
        .offset = view_origin(building->script->view, token_here(building)->start),
        .message = message};
    VECTOR_PUSH(building->arena, building->problems, problem);
}

static struct shell_node *build_compound(struct building *building, compound_builder *build,
                                         uint32_t end)
{
    struct extent extent = extent_here(building);
    if (extent.end <= building->at || extent.end > end) {
        problem_here(building, "the end of this compound command is not found");
        return build_unknown(building, find_line_end(building, end));
    }
    if (building->depth >= SHELL_DEPTH_MAX) {
        problem_here(building, "nested too deeply");
        return build_unknown(building, extent.end);
    }
    building->depth++;
    struct shell_node *node = build(building, extent.end);
    building->depth--;
    building->at = extent.end;
    take_redirects(building, node, end);
    return node;
}

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

static struct shell_node *build_command(struct building *building, uint32_t end)
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

static struct shell_node *build_sequence(struct building *building, uint32_t end)
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
