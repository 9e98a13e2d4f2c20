/* `paylint init`. In: nothing. Out: a paylint.json to begin with, in the working folder. */
#include "cli/cli.h"
#include "rule/embedded.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int write_starter(const char *path)
{
    slice bytes = embedded_find("rules/starter.json")->bytes;
    /* O_EXCL: what is there is never overwritten. */
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) {
        fprintf(stderr, "paylint: can't make %s: %s\n", path,
                errno == EEXIST ? "it is there already, and is left as it is" : strerror(errno));
        return EXIT_TROUBLE;
    }
    ssize_t written = write(file, bytes.data, bytes.length);
    if (close(file) != 0 || written != (ssize_t)bytes.length) {
        fprintf(stderr, "paylint: can't write %s: %s\n", path, strerror(errno));
        unlink(path);
        return EXIT_TROUBLE;
    }
    printf("%s is there; paylint check . reads it\n", path);
    return EXIT_CLEAN;
}

static int run_init(const struct subcommand *subcommand, char **arguments)
{
    const struct option_row rows[] = {{NULL, NULL, NULL, NULL}};
    struct arena *arena = arena_new();
    struct name_list names = {0};
    int status;
    if (options_parse(subcommand, arena, arguments, rows, &names, &status)) {
        status = names.count > 0 ? usage_error(subcommand, "init takes no names")
                                 : write_starter("paylint.json");
    }
    arena_free(arena);
    return finish_output(status);
}

const struct subcommand init_subcommand = {
    .name = "init",
    .summary = "write a paylint.json to begin with",
    .help =
        "Usage: paylint init [OPTIONS]\n"
        "\n"
        "Writes a paylint.json with comments into the working folder. One that is there already\n"
        "is left as it is.\n"
        "\n"
        "Options:\n"
        "  -h, --help            this text\n"
        "\n"
        "Exit status: 0, or 2 where it can't be written.\n",
    .run = run_init,
};
