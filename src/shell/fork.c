/* Commands whose number of words isn't known. In: a command that takes an array of which the
 * branches before made different ones. Out: the command, run once for each of them. */
#include "shell/assignment.h"
#include "shell/expand.h"

/* The state holds several of these; one command is run for at most so many of them at a time. */
enum { FORKS_MAX = 2 };

static bool has_alternatives(const struct shell_evaluator *evaluator, slice name)
{
    const struct variable *variable = state_get(evaluator->state, name);
    return variable && variable->alternative_count > 0;
}

static bool find_in_parts(const struct shell_evaluator *evaluator, const struct word_part *parts,
                          slice *name)
{
    for (const struct word_part *part = parts; part; part = part->next) {
        if (part->kind == PART_PARAMETER && part->parameter->has_subscript &&
            has_alternatives(evaluator, part->parameter->name)) {
            *name = part->parameter->name;
            return true;
        }
        bool quoted =
            part->kind == PART_DOUBLE_QUOTED || part->kind == PART_ARRAY || part->kind == PART_WORD;
        if (quoted && find_in_parts(evaluator, part->children, name)) {
            return true;
        }
    }
    return false;
}

static bool find_name(const struct shell_evaluator *evaluator, struct token_range range,
                      slice *name)
{
    const struct shell_script *script = evaluator->script;
    for (uint32_t i = range.first; i < range.end; i++) {
        const struct token *token = &script->tokens[i];
        if (token->kind != TOKEN_WORD) {
            continue;
        }
        *name = assigned_name(token_bytes(script, token));
        if ((token_is_assignment(script, token) && has_alternatives(evaluator, *name)) ||
            find_in_parts(evaluator, token->parts, name)) {
            return true;
        }
    }
    return false;
}

bool evaluate_forked(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    slice name;
    if (!evaluator->state->has_alternatives || evaluator->forks >= FORKS_MAX ||
        !find_name(evaluator, node->tokens, &name)) {
        return false;
    }
    const struct variable *variable = state_get(evaluator->state, name);
    struct changes *ways =
        ARENA_ARRAY(evaluator->arena, struct changes, variable->alternative_count);
    evaluator->forks++;
    for (uint32_t i = 0; i < variable->alternative_count; i++) {
        struct branch branch = branch_begin(evaluator);
        state_set(evaluator->state, name, variable->alternatives[i]);
        evaluate_command(evaluator, node);
        ways[i] = branch_end(evaluator, branch);
    }
    evaluator->forks--;
    evaluator->live = state_join(evaluator->state, ways, variable->alternative_count, 0);
    return true;
}
