/* case (bash(1) "Compound Commands"). In: a word and patterns. Out: the items that may match, run.
 */
#include "shell/expand.h"
#include "shell/pattern.h"
#include "shell/setting.h"

enum match { MATCHES_NEVER, MATCHES_MAYBE, MATCHES_ALWAYS };

static enum match match_patterns(struct shell_evaluator *evaluator, const struct shell_node *item,
                                 bool known, slice word)
{
    enum match match = MATCHES_NEVER;
    const struct shell_script *script = evaluator->script;
    for (uint32_t i = item->head.first; i < item->head.end; i++) {
        const struct token *token = &script->tokens[i];
        slice pattern;
        if (token->kind != TOKEN_WORD) {
            continue;
        }
        bool literal = expand_word_pattern(evaluator, script->view, token_word(token), &pattern);
        if (literal && slice_is(pattern, "*")) {
            return MATCHES_ALWAYS;
        }
        if (!known || !literal) {
            match = MATCHES_MAYBE;
        } else if (pattern_matches(evaluator->arena, word, pattern)) {
            return MATCHES_ALWAYS;
        }
    }
    return match;
}

static bool ends_in(const struct shell_evaluator *evaluator, const struct shell_node *item,
                    enum token_symbol symbol)
{
    return evaluator->script->tokens[item->tokens.end - 1].symbol == symbol;
}

/* The body of an item, and those that `;&` (whatever their patterns) and `;;&` (if those match)
 * lead to. */
static void evaluate_item(struct shell_evaluator *evaluator, const struct shell_node *item,
                          bool known, slice word)
{
    evaluate_node(evaluator, item->children);
    while (item->goes_on && item->next && evaluator->live) {
        bool tests = ends_in(evaluator, item, SYMBOL_ITEM_TRIES);
        enum match match = MATCHES_ALWAYS;
        item = item->next;
        while (tests && (match = match_patterns(evaluator, item, known, word)) == MATCHES_NEVER &&
               item->next) {
            item = item->next;
        }
        if (match == MATCHES_ALWAYS) {
            evaluate_node(evaluator, item->children);
        } else if (match == MATCHES_MAYBE) {
            evaluate_maybe(evaluator, item->children);
        } else {
            return;
        }
    }
}

void evaluate_case(struct shell_evaluator *evaluator, const struct shell_node *node)
{
    const struct shell_script *script = evaluator->script;
    struct text text =
        expand_unsplit(evaluator, script->view, token_word(&script->tokens[node->head.first]));
    slice word;
    bool known = text_is_literal(evaluator->arena, text, &word) &&
                 !setting_may_be_on(evaluator, SETTING_NOCASEMATCH);
    VECTOR(struct changes) ways = {0};
    bool always = false;
    for (const struct shell_node *item = node->children; item && !always; item = item->next) {
        enum match match = match_patterns(evaluator, item, known, word);
        if (match == MATCHES_NEVER) {
            continue;
        }
        struct branch branch = branch_begin(evaluator);
        evaluate_item(evaluator, item, known, word);
        struct changes way = branch_end(evaluator, branch);
        VECTOR_PUSH(evaluator->arena, &ways, way);
        always = match == MATCHES_ALWAYS;
    }
    if (!always) {
        struct changes none = {.live = true};
        VECTOR_PUSH(evaluator->arena, &ways, none);
    }
    evaluate_join(evaluator, ways.items, ways.count);
}
