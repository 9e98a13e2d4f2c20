/* Reads a shell text as paylint does, down to the last substitution, and shows each script and
 * heredoc found on the way. For the tests of src/shell. */
#ifndef PAYLINT_TESTS_SHELL_WALK_H
#define PAYLINT_TESTS_SHELL_WALK_H

#include "shell/tree.h"

struct walk {
    struct arena *arena;
    struct shell_parser *parser;
    struct shell_problems problems;
    void *context;
    void (*on_tree)(void *context, const struct shell_tree *tree);
    void (*on_heredoc)(void *context, const struct shell_script *script,
                       const struct heredoc *heredoc);
};

static void walk_script(struct walk *walk, const struct shell_script *script);

static void walk_parts(struct walk *walk, const struct word_part *parts)
{
    for (const struct word_part *part = parts; part; part = part->next) {
        if (part->kind == PART_PARAMETER) {
            walk_parts(walk, part->parameter->subscript);
            walk_parts(walk, part->parameter->operand);
            walk_parts(walk, part->parameter->second);
        } else if (part->kind == PART_COMMAND || part->kind == PART_PROCESS) {
            walk_script(walk, part->script);
        } else {
            walk_parts(walk, part->children);
        }
    }
}

static void walk_script(struct walk *walk, const struct shell_script *script)
{
    const struct shell_tree *tree = shell_parse(walk->parser, walk->arena, script, &walk->problems);
    if (walk->on_tree) {
        walk->on_tree(walk->context, tree);
    }
    for (size_t i = 0; i < script->token_count; i++) {
        const struct token *token = &script->tokens[i];
        const struct redirect *redirect = token_redirect(token);
        walk_parts(walk, redirect ? redirect->target.parts : token->parts);
        const struct heredoc *heredoc = redirect ? redirect->heredoc : NULL;
        if (heredoc && walk->on_heredoc) {
            walk->on_heredoc(walk->context, script, heredoc);
        }
        if (heredoc) {
            walk_parts(walk, heredoc->parts);
        }
    }
}

/* Reads all of `bytes`. */
static inline const struct shell_script *walk_bytes(struct walk *walk, slice bytes)
{
    const struct source *source = source_new(walk->arena, "script", bytes);
    const struct view *view = view_of_source(walk->arena, source);
    const struct shell_script *script = shell_lex(walk->arena, view, &walk->problems);
    walk_script(walk, script);
    return script;
}

#endif
