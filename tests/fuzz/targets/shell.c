/* The lexer and the structure. In: a script. Wrong: tokens that overlap or leave the script, and an
 * end before its end. */
#include "shell/tree.h"
#include "tests/fuzz/targets/target.h"

static void check_script(const struct shell_script *script)
{
    uint32_t at = script->start;
    for (size_t i = 0; i < script->token_count; i++) {
        const struct token *token = &script->tokens[i];
        if (token->start < at || token->end < token->start || token->end > script->end) {
            fuzz_fail("token %zu from %u to %u", i, token->start, token->end);
        }
        at = token->end;
    }
}

void fuzz_shell(struct fuzzing *fuzzing)
{
    struct shell_problems problems = {0};
    struct shell_comments comments = {0};
    const struct source *source = source_new(fuzzing->arena, "fuzz.sh", fuzzing->bytes);
    const struct view *view = view_of_source(fuzzing->arena, source);
    const struct shell_script *script =
        shell_lex_comments(fuzzing->arena, view, &problems, &comments);
    check_script(script);
    if (script->end != fuzzing->bytes.length) {
        fuzz_fail("read up to %u of %zu bytes", script->end, fuzzing->bytes.length);
    }
    shell_parse(fuzzing->parser, fuzzing->arena, script, &problems);
    for (size_t i = 0; i < problems.count; i++) {
        if (problems.items[i].offset > fuzzing->bytes.length) {
            fuzz_fail("a problem at %u", problems.items[i].offset);
        }
    }
}
