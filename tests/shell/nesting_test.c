/* Holds the nesting that a stack finds against tree-sitter-bash's, over the shell scripts of this
 * system, down to the last substitution: where both say that a script is right, every compound
 * command must end at the same token, and hardly any script may be right to one of them alone. */
#include "base/file.h"
#include "shell/extent.h"
#include "tests/shell/walk.h"
#include "tests/test.h"

#include <stdio.h>

struct comparing {
    struct shell_parser *both;
    struct shell_parser *tree_sitter;
    const char *path;
    size_t scripts;
    size_t compounds;
    size_t differ;    /* compound commands that end elsewhere */
    size_t disagreed; /* scripts that are right to one alone */
};

static void compare(void *context, const struct shell_tree *tree)
{
    struct comparing *comparing = context;
    struct arena *arena = arena_new();
    struct shell_problems problems = {0};
    const struct shell_script *script = tree->script;
    struct extents first = extents_of(comparing->both, arena, script, &problems);
    struct extents second = extents_of(comparing->tree_sitter, arena, script, &problems);
    comparing->scripts++;
    comparing->disagreed += first.has_error != second.has_error;
    for (size_t i = 0; first.by_token && i < script->token_count; i++) {
        bool both = !first.has_error && !second.has_error;
        bool same = first.by_token[i].end == second.by_token[i].end;
        comparing->compounds += first.by_token[i].end > 0;
        if (both && !same) {
            printf("  %s: byte %u\n", comparing->path, script->tokens[i].start);
            comparing->differ++;
        }
    }
    arena_free(arena);
}

static void compare_file(struct comparing *comparing, const char *path)
{
    struct arena *arena = arena_new();
    struct walk walk = {
        .arena = arena, .parser = comparing->both, .context = comparing, .on_tree = compare};
    slice bytes;
    comparing->path = path;
    if (!file_read(arena, path, SIZE_MAX, &bytes)) {
        walk_bytes(&walk, bytes);
    }
    arena_free(arena);
}

int main(void)
{
    struct comparing comparing = {.both = shell_parser_new(), .tree_sitter = shell_parser_new()};
    char path[4096];
    size_t files = 0;
    FILE *list = popen("tests/shell/system-scripts", "r");
    shell_parser_use_tree_sitter(comparing.tree_sitter);
    while (list && fgets(path, sizeof path, list)) {
        path[strcspn(path, "\n")] = '\0';
        compare_file(&comparing, path);
        files++;
    }
    test_report(list && pclose(list) == 0 && files > 100 && comparing.compounds > 1000,
                "nesting: there are scripts to compare");
    printf("  %zu files, %zu scripts in them, %zu compound commands, %zu right to one alone\n",
           files, comparing.scripts, comparing.compounds, comparing.disagreed);
    test_report(comparing.differ == 0, "nesting: every compound command ends where it should");
    test_report(comparing.disagreed <= comparing.scripts / 1000,
                "nesting: under 0.1 %% of the scripts are right to one alone");
    shell_parser_free(comparing.both);
    shell_parser_free(comparing.tree_sitter);
    return test_status();
}
