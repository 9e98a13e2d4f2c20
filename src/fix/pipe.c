/* A command's output piped through another: "pipe". In: what a command prints as it shouldn't.
 * Out: `| tr …` behind it.
 *
 * A pipeline ends with the status of its last command: where something depends on whether the
 * command fails (`uuidgen || python3 …`), all of that is piped. */
#include "fix/fixer.h"

static bool is_output(const struct token *token)
{
    const struct redirect *redirect = token->redirect;
    return redirect && redirect->descriptor != 2 && redirect->kind != REDIRECT_IN &&
           redirect->kind != REDIRECT_HEREDOC && redirect->kind != REDIRECT_STRING &&
           redirect->kind != REDIRECT_COPY_IN;
}

/* The node of a script, and the outermost and-or list round it. */
struct piped {
    const struct shell_node *command;
    const struct shell_node *list;
    bool in_condition;
};

static struct piped find_command(const struct shell_tree *tree, uint32_t token)
{
    struct piped piped = {0};
    for (const struct shell_node *node = tree->root; node;) {
        const struct shell_node *child = node->children;
        while (child && !(token >= child->tokens.first && token < child->tokens.end)) {
            child = child->next;
        }
        if (node->kind == NODE_SEQUENCE) {
            piped.list = NULL;
        }
        bool tests = node->kind == NODE_IF || node->kind == NODE_WHILE || node->kind == NODE_UNTIL;
        piped.in_condition = tests ? child && child->next != NULL
                                   : piped.in_condition && node->kind == NODE_SEQUENCE;
        if (child && child->kind == NODE_AND_OR) {
            piped.list = child;
        }
        if (child && child->kind == NODE_COMMAND) {
            piped.command = child;
        }
        node = child;
    }
    return piped;
}

static uint32_t token_origin(const struct shell_script *script, uint32_t index)
{
    return view_origin(script->view, script->tokens[index].start);
}

static uint32_t end_origin(const struct shell_script *script, uint32_t index)
{
    return view_origin(script->view, script->tokens[index].end - 1) + 1;
}

bool fix_pipe(struct fixer *fixer, const struct finding *finding, struct edits *edits,
              struct fix *fix)
{
    struct arena *arena = fixer->arena;
    struct site site;
    slice pipe = finding->rule->fix.argument;
    if (!site_find(fixer, finding->span.source, finding->span.start, &site) || !site.token ||
        site.region->writing != WRITTEN_AS_LINES || site.heredoc) {
        return false;
    }
    const struct shell_script *script = site.script;
    struct shell_problems problems = {0};
    const struct shell_tree *tree = script == site.region->script
                                        ? site.region->tree
                                        : shell_parse(fixer->parser, arena, script, &problems);
    uint32_t index = (uint32_t)(site.token - script->tokens);
    struct piped piped = find_command(tree, index);
    if (!piped.command || piped.in_condition || piped.command->negated) {
        return false;
    }
    if (piped.list) {
        edits_add(arena, edits,
                  (struct edit){token_origin(script, piped.list->tokens.first),
                                token_origin(script, piped.list->tokens.first), SLICE("{ ")});
        uint32_t end = end_origin(script, piped.list->tokens.end - 1);
        edits_add(arena, edits,
                  (struct edit){end, end, arena_printf(arena, "; } | %.*s", SLICE_ARGS(pipe))});
    } else {
        uint32_t last = piped.command->tokens.first;
        for (uint32_t i = last; i < piped.command->tokens.end; i++) {
            if (is_output(&script->tokens[i])) {
                break;
            }
            last = i;
        }
        for (uint32_t i = last + 2; i < piped.command->tokens.end; i++) {
            if (script->tokens[i].kind == TOKEN_REDIRECT) {
                return false; /* `> file 2>&1`: what else is redirected would move too */
            }
        }
        uint32_t end = end_origin(script, last);
        edits_add(arena, edits,
                  (struct edit){end, end, arena_printf(arena, " | %.*s", SLICE_ARGS(pipe))});
    }
    fix->title = arena_printf(arena, "pipe it through %.*s", SLICE_ARGS(pipe));
    return true;
}
