/* `paylint test`. In: scripts that say themselves what is to be found in them. Out: for each
 * whether that is what is found. */
#include "base/ascii.h"
#include "base/shown.h"
#include "cli/cli.h"
#include "cli/unused.h"
#include "cli/walk.h"

#include <stdio.h>

/* Something wanted or found. */
struct mark {
    slice path;
    uint32_t line;
    uint32_t column; /* 0: any */
    slice rule;
    slice certainty; /* data NULL: any */
    bool is_matched;
};

struct marks {
    struct mark *items;
    size_t count;
    size_t capacity;
};

struct testing {
    struct arena *arena; /* of all files */
    struct analysis analysis;
    struct shell_parser *parser;
    struct error_sink errors;
    struct marks wanted;
    struct marks found;
    struct unused unused;
};

/* ---- What is wanted ---- */

static slice next_word(slice *rest)
{
    size_t at = 0;
    while (at < rest->length && strchr(" \t,\r", rest->data[at])) {
        at++;
    }
    size_t end = at;
    while (end < rest->length && !strchr(" \t,\r", rest->data[end])) {
        end++;
    }
    slice word = slice_sub(*rest, at, end);
    *rest = slice_sub(*rest, end, rest->length);
    return word;
}

static uint32_t read_number(slice digits)
{
    uint32_t number = 0;
    for (size_t i = 0; i < digits.length && i < 9; i++) {
        char c = digits.data[i];
        if (!ascii_is_digit(c)) {
            return 0;
        }
        number = number * 10 + (uint32_t)(c - '0');
    }
    return number;
}

/* # want LINE:COLUMN RULE CERTAINTY, where `line` begins with it. */
static bool read_exact(struct testing *testing, slice path, slice line)
{
    static const char *const starts[] = {"# want ", "<!-- want "};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        slice start = slice_from(starts[i]);
        if (!slice_starts_with(line, start)) {
            continue;
        }
        slice rest = slice_sub(line, start.length, line.length);
        slice place = next_word(&rest);
        size_t colon = slice_find_byte(place, ':');
        struct mark mark = {.path = path, .line = read_number(slice_sub(place, 0, colon))};
        mark.column = read_number(slice_sub(place, colon + 1, place.length));
        mark.rule = next_word(&rest);
        mark.certainty = next_word(&rest);
        if (mark.line > 0 && mark.column > 0) {
            VECTOR_PUSH(testing->arena, &testing->wanted, mark);
            return true;
        }
    }
    return false;
}

static void read_wanted(struct testing *testing, slice path, const struct source *source)
{
    static const slice open = {"# want: ", 8};
    for (uint32_t i = 0; i < source->line_count; i++) {
        slice line = source_line(source, source->line_starts[i]);
        size_t at = slice_find(line, open);
        if (read_exact(testing, path, line) || at == line.length) {
            continue;
        }
        slice rest = slice_sub(line, at + open.length, line.length);
        for (slice rule = next_word(&rest); rule.length > 0; rule = next_word(&rest)) {
            struct mark mark = {.path = path, .line = i + 1, .rule = rule};
            VECTOR_PUSH(testing->arena, &testing->wanted, mark);
        }
    }
}

/* ---- What is found ---- */

static slice path_shown(const char *path)
{
    return slice_from(strncmp(path, "./", 2) == 0 ? path + 2 : path);
}

static bool is_there(const struct marks *marks, const struct mark *mark)
{
    for (size_t i = 0; i < marks->count; i++) {
        const struct mark *other = &marks->items[i];
        if (other->line == mark->line && other->column == mark->column &&
            slice_equal(other->rule, mark->rule) && slice_equal(other->path, mark->path) &&
            slice_equal(other->certainty, mark->certainty)) {
            return true;
        }
    }
    return false;
}

/* What stands in a file that several source is found once. */
static void add_found(struct testing *testing, const struct finding *finding, slice script)
{
    struct position start = source_position(finding->span.source, finding->span.start);
    struct mark mark = {
        .path = path_shown(finding->span.source->path),
        .line = start.line,
        .column = start.column,
        .rule = finding->rule->id,
        .certainty = slice_from(certainty_name(finding->certainty)),
    };
    bool elsewhere = !slice_equal(mark.path, script);
    bool wanted =
        !finding->is_suppressed && !finding->is_guarded && finding->certainty != CERTAINTY_UNKNOWN;
    if (wanted && !(elsewhere && is_there(&testing->found, &mark))) {
        VECTOR_PUSH(testing->arena, &testing->found, mark);
    }
}

static bool is_run(const void *context, slice id)
{
    return true;
}

static void test_file(struct testing *testing, const char *path)
{
    slice bytes;
    const struct limits unset = {0};
    if (!read_script(testing->arena, path, &unset, &bytes, &testing->errors)) {
        return;
    }
    struct analysed *analysed = ARENA_NEW(testing->arena, struct analysed);
    const struct script script = {path, bytes, true};
    *analysed = analyse(&testing->analysis, testing->parser, testing->arena, &script);
    read_wanted(testing, path_shown(path), source_new(testing->arena, path, bytes));
    for (size_t i = 0; i < analysed->findings.count; i++) {
        add_found(testing, &analysed->findings.items[i], path_shown(path));
    }
    unused_note(&testing->unused, analysed, 0);
}

static void test_suppressions(struct testing *testing)
{
    const struct rules_run run = {.is_run = is_run, .all = true};
    for (size_t i = 0; i < testing->unused.files.count; i++) {
        const struct unused_file *file = &testing->unused.files.items[i];
        struct findings findings = {0};
        unused_tell(&testing->unused, file, &run, testing->arena, &findings);
        for (size_t k = 0; k < findings.count; k++) {
            add_found(testing, &findings.items[k], path_shown(findings.items[k].span.source->path));
        }
    }
}

/* ---- Comparing ---- */

static bool matches(const struct mark *wanted, const struct mark *found)
{
    return wanted->line == found->line &&
           (wanted->column == 0 || wanted->column == found->column) &&
           (wanted->certainty.length == 0 || slice_equal(wanted->certainty, found->certainty)) &&
           slice_equal(wanted->rule, found->rule) && slice_equal(wanted->path, found->path);
}

/* Those that leave nothing open first. */
static void match_all(struct testing *testing, bool exact)
{
    for (size_t i = 0; i < testing->wanted.count; i++) {
        struct mark *wanted = &testing->wanted.items[i];
        for (size_t k = 0; k < testing->found.count && !wanted->is_matched; k++) {
            struct mark *found = &testing->found.items[k];
            if (!found->is_matched && (wanted->column > 0) == exact && matches(wanted, found)) {
                wanted->is_matched = found->is_matched = true;
            }
        }
    }
}

static bool print_unmatched(const struct marks *marks, slice path, const char *what, bool failed)
{
    for (size_t i = 0; i < marks->count; i++) {
        const struct mark *mark = &marks->items[i];
        if (mark->is_matched || !slice_equal(mark->path, path)) {
            continue;
        }
        if (!failed) {
            fputs("not ok ", stdout);
            shown_print(stdout, path);
            putchar(':');
        }
        printf("%s %s: %u", failed ? ";" : "", what, mark->line);
        if (mark->column > 0) {
            printf(":%u", mark->column);
        }
        printf(" %.*s %.*s", SLICE_ARGS(mark->rule), SLICE_ARGS(mark->certainty));
        failed = true;
    }
    return failed;
}

static bool report_file(const struct testing *testing, const char *name)
{
    slice path = path_shown(name);
    bool failed = print_unmatched(&testing->found, path, "found but not wanted", false);
    failed = print_unmatched(&testing->wanted, path, "wanted but not found", failed);
    if (failed) {
        putchar('\n');
    } else {
        fputs("ok ", stdout);
        shown_print(stdout, path);
        putchar('\n');
    }
    return !failed;
}

static int test_paths(const char *config, bool no_config, const struct name_list *names)
{
    struct testing testing = {
        .arena = arena_new(), .parser = shell_parser_new(), .errors = {.out = stderr}};
    struct path_list paths = {0};
    size_t failed = 0;
    testing.analysis = analysis_new(config, no_config, &testing.errors);
    testing.unused = (struct unused){.arena = testing.arena, .used = map_new(testing.arena)};
    for (size_t i = 0; i < names->count; i++) {
        walk_path(testing.arena, names->items[i], &paths, &testing.errors);
    }
    for (size_t i = 0; i < paths.count; i++) {
        test_file(&testing, paths.items[i]);
    }
    test_suppressions(&testing);
    match_all(&testing, true);
    match_all(&testing, false);
    for (size_t i = 0; i < paths.count; i++) {
        failed += !report_file(&testing, paths.items[i]);
    }
    int status = testing.errors.count > 0 ? EXIT_TROUBLE : failed > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
    analysis_free(&testing.analysis);
    shell_parser_free(testing.parser);
    arena_free(testing.arena);
    return finish_output(status);
}

static int run_test(const struct subcommand *subcommand, char **arguments)
{
    const char *config = NULL;
    bool no_config = false;
    const struct option_row rows[] = {
        {"--config", &config, NULL, NULL},
        {"--no-config", NULL, &no_config, NULL},
        {NULL, NULL, NULL, NULL},
    };
    struct arena *arena = arena_new();
    struct name_list names = {0};
    int status;
    if (options_parse(subcommand, arena, arguments, rows, &names, &status)) {
        status = names.count == 0 ? usage_error(subcommand, "name a folder of scripts")
                                  : test_paths(config, no_config, &names);
    }
    arena_free(arena);
    return status;
}

const struct subcommand test_subcommand = {
    .name = "test",
    .summary = "compare what rules find in scripts with what these say",
    .help =
        "Usage: paylint test [OPTIONS] DIR...\n"
        "\n"
        "For those who write rules of their own. The scripts say what is to be found in them:\n"
        "\n"
        "  curl … # want: RULE                   a finding of RULE starts on this line\n"
        "  # want LINE:COLUMN RULE CERTAINTY     one starts exactly there (CERTAINTY is violates\n"
        "                                        or may-violate)\n"
        "\n"
        "Each finding must be wanted and each wanted one found; a script without such comments\n"
        "is one in which nothing is found. A line for each: ok PATH, or not ok PATH: what "
        "differs.\n"
        "\n"
        "Options:\n"
        "  --config FILE         this configuration for all scripts. Else the nearest "
        "paylint.json\n"
        "                        upwards from each\n"
        "  --no-config           read no paylint.json\n"
        "  -h, --help            this text\n"
        "\n"
        "Exit status: 0 all as wanted, 1 not all, 2 a usage, configuration or read error.\n",
    .run = run_test,
};
