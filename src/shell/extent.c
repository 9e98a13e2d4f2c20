/* Extents of compound commands. In: a script's tokens. Out: for each token that opens a compound
 * command, the token that ends it: found in the skeleton by a stack, or, where that isn't plainly
 * right, by parsing it with tree-sitter-bash. */
#include "shell/extent.h"

#include "shell/nesting.h"

#include <stdio.h>
#include <stdlib.h>
#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_bash(void);

static const char *const compound_types[] = {"if_statement",       "for_statement",
                                             "subshell",           "case_statement",
                                             "compound_statement", "while_statement"};
enum { COMPOUND_TYPES = sizeof compound_types / sizeof *compound_types };

struct shell_parser {
    struct arena *arena;   /* of extents, and what they are found by */
    bool only_tree_sitter; /* for a test */
    TSParser *tree_sitter; /* NULL until it is needed */
    TSSymbol compound[COMPOUND_TYPES];
};

struct finding_extents {
    struct shell_parser *parser;
    struct arena *arena; /* of problems */
    const struct shell_script *script;
    struct shell_problems *problems;
    struct extent *by_token;
    bool has_error;
};

void shell_parser_begin(void)
{
    ts_set_allocator(memory_alloc, memory_alloc_zeroed, memory_resize, free);
}

struct shell_parser *shell_parser_new(void)
{
    struct shell_parser *parser = memory_alloc(sizeof *parser);
    *parser = (struct shell_parser){.arena = arena_new()};
    return parser;
}

/* Most runs never need it. */
static TSParser *tree_sitter(struct shell_parser *parser)
{
    if (parser->tree_sitter) {
        return parser->tree_sitter;
    }
    parser->tree_sitter = ts_parser_new();
    const TSLanguage *language = tree_sitter_bash();
    if (!parser->tree_sitter || !ts_parser_set_language(parser->tree_sitter, language)) {
        fputs("paylint: tree-sitter-bash does not fit this tree-sitter\n", stderr);
        exit(2);
    }
    for (size_t i = 0; i < COMPOUND_TYPES; i++) {
        const char *type = compound_types[i];
        parser->compound[i] =
            ts_language_symbol_for_name(language, type, (uint32_t)strlen(type), true);
    }
    return parser->tree_sitter;
}

void shell_parser_free(struct shell_parser *parser)
{
    if (parser) {
        ts_parser_delete(parser->tree_sitter);
        arena_free(parser->arena);
        free(parser);
    }
}

void shell_parser_use_tree_sitter(struct shell_parser *parser)
{
    parser->only_tree_sitter = true;
}

static bool is_compound(const struct shell_parser *parser, TSNode node)
{
    TSSymbol symbol = ts_node_symbol(node);
    for (size_t i = 0; i < COMPOUND_TYPES; i++) {
        if (parser->compound[i] == symbol) {
            return true;
        }
    }
    return false;
}

static void note_extent(void *context, uint32_t opener, uint32_t closer)
{
    struct finding_extents *finding = context;
    const struct shell_script *script = finding->script;
    if (opener < closer && token_opens(script, &script->tokens[opener]) &&
        token_closes(script, &script->tokens[closer])) {
        finding->by_token[opener] = (struct extent){closer + 1, false};
    }
}

/* Walks with a cursor, as deep as the tree goes. */
static void note_extents(struct finding_extents *finding, TSTree *tree,
                         const struct skeleton *skeleton)
{
    TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
    for (bool more = true; more;) {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        if (is_compound(finding->parser, node)) {
            note_extent(finding, skeleton->tokens[ts_node_start_byte(node) / SKELETON_CELL],
                        skeleton->tokens[(ts_node_end_byte(node) - 1) / SKELETON_CELL]);
        }
        if (ts_tree_cursor_goto_first_child(&cursor)) {
            continue;
        }
        while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
            if (!ts_tree_cursor_goto_parent(&cursor)) {
                more = false;
                break;
            }
        }
    }
    ts_tree_cursor_delete(&cursor);
}

/* A compound command that is open: the closing token it waits for. */
static unsigned char closer_of(const struct token *opener)
{
    switch (opener->symbol) {
    case SYMBOL_PARENTHESIS:
        return SYMBOL_CLOSING_PARENTHESIS;
    case SYMBOL_BRACE:
        return SYMBOL_CLOSING_BRACE;
    case SYMBOL_IF:
        return SYMBOL_FI;
    case SYMBOL_CASE:
        return SYMBOL_ESAC;
    default:
        return SYMBOL_DONE;
    }
}

/* Whether all that is opened is closed again, and not too deep. tree-sitter takes long over what
 * isn't. */
static bool is_balanced(const struct finding_extents *finding, size_t first, size_t end)
{
    const struct shell_script *script = finding->script;
    unsigned char open[SHELL_DEPTH_MAX];
    size_t depth = 0;
    for (size_t at = first; at < end; at++) {
        const struct token *token = &script->tokens[at];
        if (token_opens(script, token)) {
            if (depth == SHELL_DEPTH_MAX) {
                return false;
            }
            open[depth++] = closer_of(token);
        } else if (token_closes(script, token) && (depth == 0 || token->symbol != open[--depth])) {
            return false;
        }
    }
    return depth == 0;
}

/* By tree-sitter-bash; false, and nothing noted, where there is an error. */
static bool parse_skeleton(struct finding_extents *finding, const struct skeleton *skeleton)
{
    slice bytes = skeleton_bytes(finding->parser->arena, skeleton);
    TSTree *tree = ts_parser_parse_string(tree_sitter(finding->parser), NULL, bytes.data,
                                          (uint32_t)bytes.length);
    bool right = tree && !ts_node_has_error(ts_tree_root_node(tree));
    if (right) {
        note_extents(finding, tree, skeleton);
    }
    ts_tree_delete(tree);
    return right;
}

/* Parses the tokens from `first` up to `end`; false, and nothing noted, where there is an error. */
static bool parse_tokens(struct finding_extents *finding, size_t first, size_t end)
{
    if (!is_balanced(finding, first, end)) {
        return false;
    }
    struct skeleton skeleton = skeleton_of(finding->parser->arena, finding->script, first, end);
    const struct nesting nesting = {finding, note_extent};
    if (!finding->parser->only_tree_sitter && nesting_read(&skeleton, &nesting)) {
        return true;
    }
    for (size_t at = first; at < end; at++) {
        finding->by_token[at] = (struct extent){0};
    }
    return parse_skeleton(finding, &skeleton);
}

static bool separates(const struct token *token)
{
    return token->kind == TOKEN_NEWLINE ||
           (!token->pattern &&
            (token->symbol == SYMBOL_SEMICOLON || token->symbol == SYMBOL_BACKGROUND));
}

/* One past the statement that begins at `first`: what it opens is closed again. */
static size_t statement_end(const struct shell_script *script, size_t first)
{
    size_t depth = 0;
    size_t at = first;
    for (; at < script->token_count; at++) {
        const struct token *token = &script->tokens[at];
        if (depth == 0 && separates(token)) {
            return at + 1;
        }
        if (token_opens(script, token)) {
            depth++;
        } else if (depth > 0 && token_closes(script, token)) {
            depth--;
        }
    }
    return at;
}

static void parse_statements(struct finding_extents *finding)
{
    const struct shell_script *script = finding->script;
    finding->has_error = true;
    for (size_t first = 0; first < script->token_count;) {
        size_t end = statement_end(script, first);
        if (!parse_tokens(finding, first, end)) {
            struct shell_problem problem = {
                .offset = view_origin(script->view, script->tokens[first].start),
                .message = "this statement is not understood"};
            VECTOR_PUSH(finding->arena, finding->problems, problem);
            finding->by_token[first] = (struct extent){(uint32_t)end, true};
        }
        first = end;
    }
}

/* Without a reserved word or a parenthesis nothing is nested. */
static bool has_compound(const struct shell_script *script)
{
    for (size_t i = 0; i < script->token_count; i++) {
        if (token_opens(script, &script->tokens[i])) {
            return true;
        }
    }
    return false;
}

/* To the skeleton `for x { …; }` is its `{ …; }`. */
static void note_braced_for(struct finding_extents *finding)
{
    for (size_t i = 0; i < finding->script->token_count; i++) {
        size_t brace = for_brace(finding->script, i);
        if (brace && finding->by_token[brace].end > 0) {
            finding->by_token[i].end = finding->by_token[brace].end;
        }
    }
}

struct extents extents_of(struct shell_parser *parser, struct arena *arena,
                          const struct shell_script *script, struct shell_problems *problems)
{
    struct finding_extents finding = {parser, arena, script, problems, NULL, false};
    if (!has_compound(script)) {
        return (struct extents){NULL, false};
    }
    finding.by_token = ARENA_ARRAY(parser->arena, struct extent, script->token_count);
    if (!parse_tokens(&finding, 0, script->token_count)) {
        parse_statements(&finding);
    }
    note_braced_for(&finding);
    return (struct extents){finding.by_token, finding.has_error};
}

void extents_end(struct shell_parser *parser, struct arena *arena)
{
    arena_reset_for(parser->arena, arena);
}
