/* What sets variables. In: a region. Out: for a name, the words that give it a value, in their
 * order: NAME=… for good, and the argument of `read` and its like. */
#include "fix/fixer.h"
#include "shell/assignment.h"

/* A word that gives a variable a value. */
struct setter {
    const struct token *word;
    bool is_local; /* in a function it is the function's own */
    struct setter *next;
};

struct setter_list {
    struct setter *first;
    struct setter *last;
};

/* Words and redirections one after the other. */
struct word_run {
    const struct shell_script *script;
    const struct token *begin;
    const struct token *end;
    const struct token *first; /* word; `end` where there is none */
};

/* The variable whose value the assignment is: $a is ${a[0]}. Empty of others. */
static slice set_by(const struct shell_script *script, const struct token *token)
{
    struct assignment assignment;
    bool sets = assignment_read(script, token, &assignment) &&
                (!assignment.has_subscript || slice_is(assignment.subscript, "0"));
    return sets ? assignment.name : SLICE("");
}

static void add_setter(struct arena *arena, struct map *setters, slice name,
                       const struct token *word, bool is_local)
{
    struct setter *setter = ARENA_NEW(arena, struct setter);
    struct setter_list *list = map_get(setters, name);
    *setter = (struct setter){.word = word, .is_local = is_local};
    if (!list) {
        list = ARENA_NEW(arena, struct setter_list);
        list->first = setter;
        map_put(setters, name, list);
    } else {
        list->last->next = setter;
    }
    list->last = setter;
}

/* Whether all words of the run assign: before a command that would be for that alone. */
static bool only_assigns(const struct word_run *run)
{
    for (const struct token *one = run->first; one < run->end; one++) {
        if (one->kind == TOKEN_WORD && !token_is_assignment(run->script, one)) {
            return false;
        }
    }
    return true;
}

/* The word that says what the run does: `for` is no word. */
static slice command_of(const struct word_run *run)
{
    const struct token *token = run->first;
    bool reserved =
        token == run->begin && token > run->script->tokens && token[-1].kind == TOKEN_RESERVED;
    return token_bytes(run->script, reserved ? token - 1 : token);
}

static void read_run(struct arena *arena, struct map *setters, const struct word_run *run)
{
    static const char *const declare[] = {"local", "declare", "typeset", "export", "readonly"};
    static const char *const local[] = {"local", "declare", "typeset"};
    static const char *const named[] = {"for",     "select",  "read",     "printf",
                                        "mapfile", "getopts", "readarray"};
    slice first = token_bytes(run->script, run->first);
    bool is_local = SLICE_IS_ONE_OF(first, local);
    bool assigns = SLICE_IS_ONE_OF(first, declare) || only_assigns(run);
    bool names = SLICE_IS_ONE_OF(command_of(run), named);
    for (const struct token *one = run->first; one < run->end; one++) {
        slice word = token_bytes(run->script, one);
        slice name = set_by(run->script, one);
        bool is_name = one->kind == TOKEN_WORD && assigned_name(word).length == word.length;
        if (assigns && name.length > 0) {
            add_setter(arena, setters, name, one, is_local);
        } else if (names && is_name) {
            add_setter(arena, setters, word, one, is_local);
        }
    }
}

static bool is_of_run(const struct token *token)
{
    return token->kind == TOKEN_WORD || token->kind == TOKEN_REDIRECT;
}

static struct map *read_setters(struct arena *arena, const struct shell_script *script)
{
    struct map *setters = map_new(arena);
    const struct token *end = script->tokens + script->token_count;
    for (const struct token *at = script->tokens; at < end; at++) {
        struct word_run run = {script, at, at, at};
        while (run.end < end && is_of_run(run.end)) {
            run.end++;
        }
        while (run.first < run.end && run.first->kind != TOKEN_WORD) {
            run.first++;
        }
        if (run.first < run.end) {
            read_run(arena, setters, &run);
        }
        at = run.end > at ? run.end - 1 : at;
    }
    return setters;
}

static const struct map *setters_of(struct fixer *fixer, const struct shell_region *region)
{
    slice script = {(const char *)&region->script, sizeof region->script};
    if (!fixer->setters) {
        fixer->setters = map_new(fixer->arena);
    }
    struct map *setters = map_get(fixer->setters, script);
    if (!setters) {
        setters = read_setters(fixer->arena, region->script);
        map_put(fixer->setters, script, setters);
    }
    return setters;
}

static bool holds(const struct shell_node *node, uint32_t token)
{
    return token >= node->tokens.first && token < node->tokens.end;
}

/* Whether what the word sets is gone where the reader stands: it is a function's own, or a
 * subshell's. */
static bool is_out_of_scope(struct arena *arena, const struct shell_region *region,
                            const struct setter *setter, const struct token *reader)
{
    const struct token *tokens = region->script->tokens;
    uint32_t index = (uint32_t)(setter->word - tokens);
    uint32_t reading = (uint32_t)(reader - tokens);
    struct outline_path path = outline_path(arena, &region->outline, index);
    for (size_t i = 0; i < path.count; i++) {
        const struct shell_node *node = path.steps[i]->node;
        bool ends =
            node->kind == NODE_SUBSHELL || (setter->is_local && node->kind == NODE_FUNCTION);
        if (ends && !holds(node, reading)) {
            return true;
        }
    }
    return false;
}

bool variable_is_set_before(struct fixer *fixer, const struct shell_region *region, slice name,
                            const struct token *reader)
{
    const struct setter_list *list = map_get(setters_of(fixer, region), name);
    const struct setter *setter = list ? list->first : NULL;
    while (setter && setter->word < reader &&
           is_out_of_scope(fixer->arena, region, setter, reader)) {
        setter = setter->next;
    }
    return setter && setter->word < reader;
}
