/* `paylint lsp`. In: a client on standard input. Out: what is found, for it, on standard output. */
#include "base/file.h"
#include "cli/cli.h"
#include "lsp/serve.h"

/* Where the rules' pages are: beside the program as it is installed, or as it is built. NULL where
 * they aren't there. */
static const char *find_pages(struct arena *arena)
{
    static const char *const places[] = {"../share/doc/paylint/docs/rules", "../docs/rules"};
    slice program;
    slice pages;
    if (!file_real_path(arena, "/proc/self/exe", &program)) {
        return NULL;
    }
    slice folder = slice_sub(program, 0, program.length - slice_basename(program).length);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *place = arena_printf(arena, "%.*s%s", SLICE_ARGS(folder), places[i]).data;
        if (file_real_path(arena, place, &pages)) {
            return pages.data;
        }
    }
    return NULL;
}

static int run_lsp(const struct subcommand *subcommand, char **arguments)
{
    struct server_options options = {0};
    bool stdio = false;
    const struct option_row rows[] = {
        {"--config", &options.config, NULL, NULL},
        {"--no-config", NULL, &options.no_config, NULL},
        {"--strict", NULL, &options.strict, NULL},
        {"--stdio", NULL, &stdio, NULL},
        {NULL, NULL, NULL, NULL},
    };
    struct arena *arena = arena_new();
    struct name_list names = {0};
    int status;
    if (options_parse(subcommand, arena, arguments, rows, &names, &status)) {
        options.pages = find_pages(arena);
        status = names.count > 0 ? usage_error(subcommand, "lsp takes no names") : serve(&options);
    }
    arena_free(arena);
    return status;
}

const struct subcommand lsp_subcommand = {
    .name = "lsp",
    .summary = "serve an editor (Language Server Protocol)",
    .help =
        "Usage: paylint lsp [OPTIONS]\n"
        "\n"
        "A language server (LSP 3.17) on standard input and output: editors start it by "
        "themselves;\n"
        "docs/editors.md says how to set them up. It says what is found while a script is "
        "written,\n"
        "also in Markdown, Makefiles, Dockerfiles and YAML of CI, offers fixes and comments that\n"
        "suppress, and shows over a payload what would be sent. The text in the editor counts, "
        "not\n"
        "the file: also of other files that are open and sourced.\n"
        "\n"
        "Options:\n"
        "  --strict       also say what can't be known, and what it depends on\n"
        "  --config FILE  this configuration for all files, instead of the nearest paylint.json\n"
        "  --no-config    no paylint.json\n"
        "  --stdio        as always; for editors that say it\n"
        "\n"
        "An editor can set the same: {\"paylint\": {\"config\": FILE, \"noConfig\": true, "
        "\"strict\": "
        "true}}\n"
        "in its settings, or without \"paylint\" in initializationOptions.\n"
        "\n"
        "Exit status: 0 where the client has ended the session in order, else 1.\n",
    .run = run_lsp,
};
