/* A command's output piped through another: "pipe". In: what a command prints as it shouldn't.
 * Out: `| tr …` behind it.
 *
 * A pipeline ends with the status of its last command, but for `set -o pipefail`: where something
 * depends on whether the command fails (`uuidgen || python3 …`), all of that is piped. */
#include "fix/fixer.h"
#include "shell/assignment.h"

static bool is_output(const struct token *token)
{
    const struct redirect *redirect = token_redirect(token);
    return redirect && redirect->descriptor != 2 && redirect->kind != REDIRECT_IN &&
           redirect->kind != REDIRECT_HEREDOC && redirect->kind != REDIRECT_STRING &&
           redirect->kind != REDIRECT_COPY_IN;
}

/* The node of a script, and the outermost and-or list round it. */
struct piped {
    const struct shell_node *command;
    const struct shell_node *list;
    bool is_tested;      /* something else is done where it fails */
    bool list_is_tested; /* the same of the list */
    bool is_last;        /* the script's status is its status */
};

/* What is done in any case. */
static bool always_succeeds(const struct shell_script *script, const struct shell_node *node)
{
    slice word = token_bytes(script, &script->tokens[node->tokens.first]);
    return !node->next && (slice_is(word, "true") || slice_is(word, ":"));
}

/* Follows the status of a child of the node. */
static void follow_status(struct piped *piped, const struct shell_script *script,
                          const struct shell_node *node, const struct outline_node *step)
{
    const struct shell_node *child = step->node;
    switch (node->kind) {
    case NODE_SEQUENCE:
    case NODE_PIPELINE:
        piped->is_tested &= !child->next;
        piped->is_last &= !child->next;
        break;
    case NODE_AND_OR:
        piped->is_tested |= child->next && !always_succeeds(script, child->next);
        break;
    case NODE_IF:
    case NODE_WHILE:
    case NODE_UNTIL:
        piped->is_tested |= step->is_tested;
        break;
    case NODE_FUNCTION:
        piped->is_tested = false;
        piped->is_last = false;
        break;
    default:
        break;
    }
}

static struct piped find_command(struct arena *arena, const struct shell_script *script,
                                 const struct outline *outline, const struct token *token)
{
    struct piped piped = {.is_last = true};
    struct outline_path path = outline_path(arena, outline, (uint32_t)(token - script->tokens));
    for (size_t i = 0; i < path.count; i++) {
        const struct shell_node *node = path.steps[i]->node;
        if (node->kind == NODE_AND_OR && !piped.list) {
            piped.list_is_tested = piped.is_tested;
        }
        if (node->kind == NODE_AND_OR || node->kind == NODE_SEQUENCE) {
            piped.list = node->kind == NODE_AND_OR ? node : NULL;
        }
        if (node->kind == NODE_COMMAND) {
            piped.command = node;
        }
        if (i + 1 < path.count) {
            follow_status(&piped, script, node, path.steps[i + 1]);
        }
    }
    return piped;
}

/* Whether it matters that the command of the region which holds the substitution fails: an
 * assignment without a command does where that fails (POSIX.1-2017 XCU 2.9.1). */
static bool is_assignment_tested(struct arena *arena, const struct site *site)
{
    const struct shell_script *script = site->region->script;
    struct piped piped = find_command(arena, script, &site->region->outline, site->outer);
    bool assigns = piped.command != NULL;
    for (uint32_t i = assigns ? piped.command->tokens.first : 0;
         assigns && i < piped.command->tokens.end; i++) {
        const struct token *token = &script->tokens[i];
        assigns = token->kind == TOKEN_REDIRECT || token_is_assignment(script, token);
    }
    return assigns && piped.is_tested;
}

static uint32_t token_origin(const struct shell_script *script, uint32_t index)
{
    return view_origin(script->view, script->tokens[index].start);
}

static uint32_t end_origin(const struct shell_script *script, uint32_t index)
{
    return view_end(script->view, script->tokens[index].end);
}

static void put_in(struct arena *arena, struct edits *edits, uint32_t at, slice text)
{
    edits_add(arena, edits, (struct edit){at, at, text});
}

/* Behind all of a list, whose status stays what it is but for its last command's. */
static void pipe_list(struct arena *arena, const struct shell_script *script,
                      const struct shell_node *list, slice pipe, struct edits *edits)
{
    put_in(arena, edits, token_origin(script, list->tokens.first), SLICE("{ "));
    put_in(arena, edits, end_origin(script, list->tokens.end - 1),
           arena_printf(arena, "; } | %.*s", SLICE_ARGS(pipe)));
}

/* Behind one command, before what sends its output elsewhere; false where more is redirected behind
 * that (`> file 2>&1`), which would move too. */
static bool pipe_command(struct arena *arena, const struct shell_script *script,
                         const struct shell_node *command, slice pipe, struct edits *edits)
{
    uint32_t end = command->tokens.first + 1;
    while (end < command->tokens.end && !is_output(&script->tokens[end])) {
        end++;
    }
    for (uint32_t i = end + 1; i < command->tokens.end; i++) {
        if (script->tokens[i].kind == TOKEN_REDIRECT) {
            return false;
        }
    }
    put_in(arena, edits, end_origin(script, end - 1),
           arena_printf(arena, " | %.*s", SLICE_ARGS(pipe)));
    return true;
}

/* ---- ${X,,} ---- */

/* readonly, declare -r and their like: no assignment may follow. */
static bool makes_readonly(const struct shell_script *script, const struct shell_node *command)
{
    for (uint32_t i = command->tokens.first; i < command->tokens.end; i++) {
        slice word = token_bytes(script, &script->tokens[i]);
        if (slice_is(word, "readonly") ||
            (slice_starts_with(word, SLICE("-")) && slice_find_byte(word, 'r') < word.length)) {
            return true;
        }
    }
    return false;
}

/* NAME=$(command) and nothing else, in a script that changes case so elsewhere: one more assignment
 * behind it, NAME=${NAME,,}. */
static bool lower_by_expansion(struct fixer *fixer, const struct site *site, struct edits *edits)
{
    const struct shell_script *outer = site->region->script;
    const struct token *token = site->outer;
    slice word = token_bytes(outer, token);
    size_t length = slice_find(word, SLICE("=$("));
    struct target value = {.kind = TARGET_SHELL,
                           .source = site->file->source,
                           .start = view_origin(outer->view, token->start) + (uint32_t)length + 1,
                           .end = view_end(outer->view, token->end),
                           .site = *site};
    if (!site->file->lowers_by_expansion || site->file->is_posix || token->kind != TOKEN_WORD ||
        site->script == outer || length == word.length || site->script->token_count != 1) {
        return false;
    }
    value.site.script = outer;
    value.site.token = token;
    value.site.part = NULL;
    slice name = target_assigned(&value);
    struct statement_path path = statement_path(fixer->arena, site->region, token);
    const struct shell_node *statement =
        path.count > 0 ? path.steps[path.count - 1].statement : NULL;
    if (!name.data || !statement || statement->kind != NODE_COMMAND ||
        statement->tokens.end != (uint32_t)(token - outer->tokens) + 1 ||
        makes_readonly(outer, statement)) {
        return false;
    }
    struct edit edit = statement_after(
        fixer->arena, site->region, statement,
        arena_printf(fixer->arena, "%.*s=${%.*s,,}", SLICE_ARGS(name), SLICE_ARGS(name)));
    edits_add(fixer->arena, edits, edit);
    return true;
}

bool fix_pipe(struct fixer *fixer, const struct finding *finding, struct edits *edits,
              struct fix *fix)
{
    struct arena *arena = fixer->arena;
    struct site site;
    struct shell_problems problems = {0};
    slice pipe = finding->rule->fix.argument;
    if (!site_find(fixer, finding->span.source, finding->span.start, &site) || site.heredoc) {
        return false;
    }
    bool lowers = slice_is(pipe, "tr '[:upper:]' '[:lower:]'");
    if (lowers && lower_by_expansion(fixer, &site, edits)) {
        fix->title = SLICE("change it to lower case as the script does elsewhere");
        return true;
    }
    const struct shell_script *script = site.script;
    struct outline inner = {0};
    if (script != site.region->script) {
        inner = outline_new(arena, shell_parse(fixer->parser, arena, script, &problems));
    }
    struct piped piped =
        find_command(arena, script, inner.count > 0 ? &inner : &site.region->outline, site.token);
    fix->title = arena_printf(arena, "pipe it through %.*s", SLICE_ARGS(pipe));
    bool status_passes = site.file->sets_pipefail;
    if (!piped.command || piped.command->negated ||
        ((piped.list ? piped.list_is_tested : piped.is_tested) && !status_passes)) {
        return false;
    }
    if (script != site.region->script && piped.is_last && !status_passes &&
        is_assignment_tested(arena, &site)) {
        fix->safety = FIX_UNSAFE;
    }
    if (piped.list) {
        pipe_list(arena, script, piped.list, pipe, edits);
        return true;
    }
    return pipe_command(arena, script, piped.command, pipe, edits);
}
