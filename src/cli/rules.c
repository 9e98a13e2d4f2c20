/* `paylint rules` and `paylint explain`. In: the rule set. Out: a list, or one rule's page. */
#include "cli/cli.h"

#include <stdio.h>

static void print_wrapped(slice text)
{
    enum { WIDTH = 80 };
    size_t column = 0;
    while (text.length > 0) {
        size_t end = slice_find_byte(text, ' ');
        if (column > 0 && column + 1 + end > WIDTH) {
            putchar('\n');
            column = 0;
        }
        printf("%s%.*s", column ? " " : "", SLICE_ARGS(slice_sub(text, 0, end)));
        column += end + (column > 0);
        text = slice_sub(text, end + 1, text.length);
    }
    putchar('\n');
}

static void print_list(const struct rule_set *rules)
{
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = &rules->items[i];
        printf("%-26.*s %-8s %.*s\n", SLICE_ARGS(rule->id), severity_name(rule->severity),
               SLICE_ARGS(rule->summary));
    }
}

static void print_page(const struct rule *rule)
{
    printf("%.*s (%s)\n\n", SLICE_ARGS(rule->id), severity_name(rule->severity));
    print_wrapped(rule->summary);
    printf("\nWhy\n");
    print_wrapped(rule->why);
    printf("\nWhat to do\n");
    print_wrapped(rule->help);
}

static int run_rules(const struct subcommand *subcommand, char **arguments)
{
    const struct option_row rows[] = {{NULL, NULL, NULL, NULL}};
    struct error_sink errors = {.out = stderr};
    struct arena *arena = arena_new();
    struct name_list names = {0};
    int status;
    if (options_parse(subcommand, arena, arguments, rows, &names, &status)) {
        struct rule_set rules = rules_load(arena, &errors);
        bool explains = subcommand == &explain_subcommand;
        const struct rule *rule =
            explains && names.count == 1 ? rules_find(&rules, slice_from(names.items[0])) : NULL;
        status = errors.count > 0 ? EXIT_TROUBLE : EXIT_CLEAN;
        if (names.count != explains) {
            status = usage_error(subcommand, explains ? "name one rule" : "rules takes no names");
        } else if (!explains) {
            print_list(&rules);
        } else if (rule) {
            print_page(rule);
        } else {
            status = unknown_rule(&rules, names.items[0]);
        }
        rules_free(&rules);
    }
    arena_free(arena);
    return finish_output(status);
}

const struct subcommand rules_subcommand = {
    .name = "rules",
    .summary = "list the rules",
    .help = "Usage: paylint rules\n\nLists the rules with their severities.\n",
    .run = run_rules,
};

const struct subcommand explain_subcommand = {
    .name = "explain",
    .summary = "say why a rule is there and what to do",
    .help = "Usage: paylint explain RULE\n\nSays what a rule wants, why, and what to do.\n",
    .run = run_rules,
};
