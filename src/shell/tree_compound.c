/* Compound commands (POSIX.1-2017 XCU 2.9.4; bash(1) "Compound Commands"). In: the reserved word
 * that opens one. Out: its node, with the conditions, lists and items in it. */
#include "shell/building.h"

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

static uint32_t find_line_end(const struct building *building, uint32_t end)
{
    uint32_t at = building->at;
    while (at < end && building->script->tokens[at].kind != TOKEN_NEWLINE) {
        at++;
    }
    return at;
}

/* ---- Each of them: the reserved word that opens it is here; `end` is one past its last token ----
 */

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

compound_builder *compound_here(const struct building *building, uint32_t end)
{
    return compound_builders[symbol_here(building, end)];
}

struct shell_node *build_compound(struct building *building, compound_builder *build, uint32_t end)
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
