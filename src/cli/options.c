/* Options of subcommands, in the manner of getopt_long. In: arguments. Out: values, and the rest.
 */
#include "cli/cli.h"

#include "base/suggest.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int usage_error(const struct subcommand *subcommand, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *program = subcommand && subcommand->program ? subcommand->program : "paylint";
    const char *name = subcommand ? subcommand->name : NULL;
    fprintf(stderr, "%s: ", program);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\nTry: %s %s%s--help\n", program, name ? name : "", name ? " " : "");
    return EXIT_TROUBLE;
}

int unknown_rule(const struct rule_set *rules, const char *id)
{
    const struct rule *closest = rules_closest(rules, slice_from(id));
    fprintf(stderr, "paylint: there is no rule %s", id);
    if (closest) {
        fprintf(stderr, "; did you mean %.*s?\n", SLICE_ARGS(closest->id));
    } else {
        fputs("; paylint rules lists them\n", stderr);
    }
    return EXIT_TROUBLE;
}

bool options_take_colour(const struct subcommand *subcommand, const char *value,
                         enum colour_when *when, int *status)
{
    static const char *const names[] = {"auto", "always", "never"};
    *when = COLOUR_AUTO;
    for (int i = 0; value && i < 3; i++) {
        if (strcmp(value, names[i]) == 0) {
            *when = (enum colour_when)i;
            return true;
        }
    }
    if (value) {
        *status = usage_error(subcommand, "--color takes auto, always or never");
    }
    return !value;
}

/* Whether the environment sets the variable to something, and to nothing that means no. */
static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value && strcmp(value, "0") != 0;
}

bool output_wants_colour(enum colour_when when, FILE *out)
{
    const char *no_colour = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    if (when != COLOUR_AUTO || (no_colour && *no_colour)) {
        return when == COLOUR_ALWAYS;
    }
    return is_set("FORCE_COLOR") || is_set("CLICOLOR_FORCE") ||
           (isatty(fileno(out)) && !(terminal && strcmp(terminal, "dumb") == 0));
}

int finish_output(int status)
{
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "paylint: can't write the output: %s\n", strerror(errno));
        return EXIT_TROUBLE;
    }
    return status;
}

static const struct option_row *find_row(const struct option_row *rows, slice name)
{
    for (; rows->name; rows++) {
        if (slice_is(name, rows->name)) {
            return rows;
        }
    }
    return NULL;
}

static int unknown_option(const struct subcommand *subcommand, const struct option_row *rows,
                          slice name)
{
    struct suggestion suggestion = {.wanted = name};
    for (; rows->name; rows++) {
        suggest_consider(&suggestion, slice_from(rows->name), rows->name);
    }
    const char *closest = suggestion.closest;
    return closest ? usage_error(subcommand, "there is no option %.*s; did you mean %s?",
                                 SLICE_ARGS(name), closest)
                   : usage_error(subcommand, "there is no option %.*s", SLICE_ARGS(name));
}

struct parsing {
    const struct subcommand *subcommand;
    struct arena *arena;
    char **at;
    const struct option_row *rows;
    struct name_list *rest;
};

/* One option; false where the command is to end with `*status`. */
static bool parse_option(struct parsing *parsing, int *status)
{
    slice argument = slice_from(*parsing->at);
    size_t equals = slice_find_byte(argument, '=');
    slice name = slice_sub(argument, 0, equals);
    const struct option_row *row = find_row(parsing->rows, name);
    if (!row) {
        *status = unknown_option(parsing->subcommand, parsing->rows, name);
        return false;
    }
    if (row->flag) {
        *row->flag = true;
        if (equals < argument.length) {
            *status = usage_error(parsing->subcommand, "%s takes no value", row->name);
        }
        return equals == argument.length;
    }
    const char *value = equals < argument.length ? *parsing->at + equals + 1 : NULL;
    if (!value && parsing->at[1]) {
        value = *++parsing->at;
    }
    if (!value) {
        *status = usage_error(parsing->subcommand, "%s needs a value", row->name);
        return false;
    }
    if (row->list && row->list->keeps_options) {
        VECTOR_PUSH(parsing->arena, row->list, row->name);
    }
    if (row->list) {
        VECTOR_PUSH(parsing->arena, row->list, value);
    } else {
        *row->value = value;
    }
    return true;
}

bool options_parse(const struct subcommand *subcommand, struct arena *arena, char **arguments,
                   const struct option_row *rows, struct name_list *rest, int *status)
{
    struct parsing parsing = {subcommand, arena, arguments, rows, rest};
    bool options = true;
    for (; *parsing.at; parsing.at++) {
        const char *argument = *parsing.at;
        if (options && strcmp(argument, "--") == 0) {
            options = false;
        } else if (options && (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0)) {
            fputs(subcommand->help, stdout);
            *status = finish_output(EXIT_CLEAN);
            return false;
        } else if (options && argument[0] == '-' && argument[1] != '\0') {
            if (!parse_option(&parsing, status)) {
                return false;
            }
        } else {
            VECTOR_PUSH(arena, rest, argument);
        }
    }
    return true;
}

/* "text, json and sarif" */
static slice names_listed(struct arena *arena, name_at_function *name_at)
{
    struct buffer listed = {.arena = arena};
    for (size_t i = 0; name_at(i); i++) {
        const char *between = i == 0 ? "" : name_at(i + 1) ? ", " : " and ";
        buffer_printf(&listed, "%s%s", between, name_at(i));
    }
    return buffer_slice(&listed);
}

bool options_know_format(const struct subcommand *subcommand, const char *format,
                         name_at_function *name_at, int *status)
{
    struct suggestion suggestion = {.wanted = slice_from(format)};
    for (size_t i = 0; name_at(i); i++) {
        if (strcmp(name_at(i), format) == 0) {
            return true;
        }
        suggest_consider(&suggestion, slice_from(name_at(i)), name_at(i));
    }
    struct arena *arena = arena_new();
    slice names = names_listed(arena, name_at);
    const char *closest = suggestion.closest;
    *status =
        closest ? usage_error(subcommand, "there is no format %s; did you mean %s? There are %.*s",
                              format, closest, SLICE_ARGS(names))
                : usage_error(subcommand, "there is no format %s; there are %.*s", format,
                              SLICE_ARGS(names));
    arena_free(arena);
    return false;
}

bool name_list_has(const struct name_list *names, slice name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (slice_is(name, names->items[i])) {
            return true;
        }
    }
    return false;
}

bool options_name_files(const struct subcommand *subcommand, const struct name_list *names,
                        const char *what, int *status)
{
    if (names->count == 0) {
        *status = usage_error(subcommand, "name %s or - for standard input", what);
    }
    return names->count > 0;
}
