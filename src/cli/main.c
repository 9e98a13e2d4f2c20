/* main of `paylint`. In: the command line. Out: the subcommand's exit code. */
#include "base/suggest.h"
#include "cli/cli.h"
#include "shell/tree.h"
#include "version.h"

#include <cjson/cJSON.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static const struct subcommand *const subcommands[] = {
    &check_subcommand,    &payloads_subcommand, &audit_subcommand,
    &validate_subcommand, &rules_subcommand,    &explain_subcommand,
    &test_subcommand,     &init_subcommand,     &lsp_subcommand,
};
enum { SUBCOMMAND_COUNT = sizeof subcommands / sizeof *subcommands };

static int print_help(void)
{
    puts("paylint: finds what is wrong in the payloads that scripts send, before they are sent\n"
         "\n"
         "Usage: paylint COMMAND [OPTIONS] ...\n"
         "\n"
         "Commands:");
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++) {
        printf("  %-10s %s\n", subcommands[i]->name, subcommands[i]->summary);
    }
    puts("\n"
         "  -h, --help     this text; paylint COMMAND --help for more\n"
         "  -V, --version  the version\n"
         "\n"
         "For example: paylint check scripts/");
    return finish_output(EXIT_CLEAN);
}

static int unknown_command(const char *name)
{
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++) {
        size_t distance = suggest_distance(slice_from(name), slice_from(subcommands[i]->name));
        if (suggest_is_close(distance, slice_from(name))) {
            return usage_error(NULL, "there is no command %s; did you mean %s?", name,
                               subcommands[i]->name);
        }
    }
    return usage_error(NULL, "there is no command %s", name);
}

static bool is_either(const char *argument, const char *brief, const char *full)
{
    return strcmp(argument, brief) == 0 || strcmp(argument, full) == 0;
}

/* What libraries allocate doesn't fail either: cJSON would leave out what it has no memory for. */
static void take_memory(void)
{
    cJSON_Hooks hooks = {memory_alloc, free};
    cJSON_InitHooks(&hooks);
#ifdef __GLIBC__
    /* Memory of this size comes from the system, zeroed, and goes back to it at once. By itself the
     * limit rises with what is freed, and calloc has then to zero what is used again. */
    enum { FROM_SYSTEM = 128 * 1024 };
    mallopt(M_MMAP_THRESHOLD, FROM_SYSTEM);
#endif
    shell_parser_begin();
}

int main(int argc, char **argv)
{
    take_memory();
    /* A reader that goes away is told by finish_output, not by a signal. */
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        return usage_error(NULL, "name a command");
    }
    if (is_either(argv[1], "-h", "--help") || strcmp(argv[1], "help") == 0) {
        return print_help();
    }
    if (is_either(argv[1], "-V", "--version")) {
        puts("paylint " PAYLINT_VERSION);
        return finish_output(EXIT_CLEAN);
    }
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++) {
        if (strcmp(subcommands[i]->name, argv[1]) == 0) {
            return subcommands[i]->run(subcommands[i], argv + 2);
        }
    }
    return unknown_command(argv[1]);
}
