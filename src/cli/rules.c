/* `paylint rules` and `paylint explain`. In: the rules of a configuration. Out: a list, or one
 * rule's page, for a terminal or in Markdown. */
#include "cli/cli.h"
#include "cli/configurations.h"
#include "report/json_output.h"
#include "report/rule_page.h"

#include <stdio.h>

/* ---- Lists ---- */

static const char *state_of(const struct rule *rule)
{
    return !rule->is_off ? "on" : rule->is_opt_in ? "opt-in" : "off";
}

static void print_list(const struct rule_set *rules)
{
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = &rules->items[i];
        printf("%-26.*s %-8s %-7s %-4s %.*s\n", SLICE_ARGS(rule->id), severity_name(rule->severity),
               state_of(rule), rule->fix.kind ? "fix" : "-", SLICE_ARGS(rule->summary));
    }
}

static void print_json(struct arena *arena, const struct rule_set *rules)
{
    cJSON *document = cJSON_CreateObject();
    cJSON *array = output_add_array(document, "rules");
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = &rules->items[i];
        cJSON *object = output_add_object(array, NULL);
        output_add_slice(arena, object, "id", rule->id);
        cJSON_AddStringToObject(object, "severity", severity_name(rule->severity));
        cJSON_AddBoolToObject(object, "on", !rule->is_off);
        cJSON_AddBoolToObject(object, "optIn", rule->is_opt_in);
        cJSON_AddBoolToObject(object, "fixable", rule->fix.kind != RULE_FIX_NONE);
        output_add_slice(arena, object, "summary", rule->summary);
        output_add_slice(arena, object, "why", rule->why);
        output_add_slice(arena, object, "help", rule->help);
    }
    output_print(document, stdout);
}

/* ---- Pages ---- */

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

static void print_indented(slice lines)
{
    while (lines.length > 0) {
        size_t end = slice_find_byte(lines, '\n');
        printf("    %.*s\n", SLICE_ARGS(slice_sub(lines, 0, end)));
        lines = slice_sub(lines, end + 1, lines.length);
    }
}

static void print_page(const struct rule *rule)
{
    printf("%.*s (%s%s)\n\n", SLICE_ARGS(rule->id), severity_name(rule->severity),
           !rule->is_off     ? ""
           : rule->is_opt_in ? ", opt-in: off unless paylint.json or --select asks for it"
                             : ", turned off");
    print_wrapped(rule->summary);
    const struct {
        const char *title;
        slice text;
        void (*print)(slice text);
    } parts[] = {
        {"Why", rule->why, print_wrapped},
        {"What to do", rule->help, print_wrapped},
        {"What --fix does", rule->fix.text, print_wrapped},
        {"Wrong", rule->bad, print_indented},
        {"Right", rule->good, print_indented},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].text.length > 0) {
            printf("\n%s\n", parts[i].title);
            parts[i].print(parts[i].text);
        }
    }
}

static void print_markdown(struct arena *arena, const struct rule *rule)
{
    printf("<!-- Made by `make docs` from rules/builtin.json; edit that. -->\n# %.*s\n\n%.*s",
           SLICE_ARGS(rule->id), SLICE_ARGS(rule_page_markdown(arena, rule)));
}

/* ---- Commands ---- */

struct rules_options {
    const char *format;
    const char *config;
    bool no_config;
    bool explains;
};

static int explain(const struct rules_options *options, struct arena *arena,
                   const struct rule_set *rules, const char *name)
{
    const struct rule *rule = rules_find(rules, slice_from(name));
    if (!rule) {
        return unknown_rule(rules, name);
    }
    if (strcmp(options->format, "markdown") == 0) {
        print_markdown(arena, rule);
    } else {
        print_page(rule);
    }
    return EXIT_CLEAN;
}

static int answer(const struct rules_options *options, struct arena *arena, const char *name)
{
    struct error_sink errors = {.out = stderr};
    struct configurations *configurations =
        configurations_new(options->config, options->no_config, &errors);
    slice relative;
    const struct rule_set *rules = &configurations_of(configurations, "-", &relative)->rules;
    int status = EXIT_CLEAN;
    if (options->explains) {
        status = explain(options, arena, rules, name);
    } else if (strcmp(options->format, "json") == 0) {
        print_json(arena, rules);
    } else {
        print_list(rules);
    }
    configurations_free(configurations);
    return errors.count > 0 ? EXIT_TROUBLE : status;
}

static int run_rules(const struct subcommand *subcommand, char **arguments)
{
    struct rules_options options = {.format = "text",
                                    .explains = subcommand == &explain_subcommand};
    const struct option_row rows[] = {
        {"--format", &options.format, NULL, NULL},
        {"--config", &options.config, NULL, NULL},
        {"--no-config", NULL, &options.no_config, NULL},
        {NULL, NULL, NULL, NULL},
    };
    struct arena *arena = arena_new();
    struct name_list names = {0};
    const char *other = options.explains ? "markdown" : "json";
    int status;
    if (options_parse(subcommand, arena, arguments, rows, &names, &status)) {
        if (strcmp(options.format, "text") != 0 && strcmp(options.format, other) != 0) {
            status = usage_error(subcommand, "there is no format %s; there are text and %s",
                                 options.format, other);
        } else if (names.count != options.explains) {
            status = usage_error(subcommand,
                                 options.explains ? "name one rule" : "rules takes no names");
        } else {
            status = answer(&options, arena, options.explains ? names.items[0] : NULL);
        }
    }
    arena_free(arena);
    return finish_output(status);
}

const struct subcommand rules_subcommand = {
    .name = "rules",
    .summary = "list the rules",
    .help = "Usage: paylint rules [OPTIONS]\n"
            "\n"
            "Lists the rules, with those of the nearest paylint.json: the severity; whether it is\n"
            "on, off, or opt-in (off by itself); fix where --fix does something; what it says.\n"
            "\n"
            "Options:\n"
            "  --format FORMAT       text (default) or json\n"
            "  --config FILE         with the rules of this configuration. Else with those of the\n"
            "                        nearest paylint.json upwards from the working folder\n"
            "  --no-config           the built-in rules alone\n"
            "  -h, --help            this text\n",
    .run = run_rules,
};

const struct subcommand explain_subcommand = {
    .name = "explain",
    .summary = "say why a rule is there and what to do",
    .help = "Usage: paylint explain [OPTIONS] RULE\n"
            "\n"
            "Says what a rule wants, why, and what to do, with what is wrong and what is right.\n"
            "\n"
            "Options:\n"
            "  --format FORMAT       text (default) or markdown\n"
            "  --config FILE         with the rules of this configuration. Else with those of the\n"
            "                        nearest paylint.json upwards from the working folder\n"
            "  --no-config           the built-in rules alone\n"
            "  -h, --help            this text\n",
    .run = run_rules,
};
