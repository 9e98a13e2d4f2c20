/* Outputs. In: --format and --output, in their order. Out: streams, one for each format. */
#define _DEFAULT_SOURCE /* struct winsize */
#include "cli/outputs.h"

#include "base/new_file.h"
#include "base/vector.h"

#include <sys/ioctl.h>

/* ---- Options ---- */

static void take_output(struct arena *arena, struct outputs *outputs, struct output *open)
{
    if (open->format || open->path) {
        open->format = open->format ? open->format : "text";
        open->path = open->path && strcmp(open->path, "-") != 0 ? open->path : NULL;
        VECTOR_PUSH(arena, outputs, *open);
    }
    *open = (struct output){NULL, NULL};
}

static void pair(struct arena *arena, const struct name_list *asked, struct outputs *outputs)
{
    struct output open = {NULL, NULL};
    for (size_t i = 0; i + 1 < asked->count; i += 2) {
        bool is_format = strcmp(asked->items[i], "--format") == 0;
        if (is_format ? open.format : open.path) {
            take_output(arena, outputs, &open);
        }
        *(is_format ? &open.format : &open.path) = asked->items[i + 1];
    }
    take_output(arena, outputs, &open);
    if (outputs->count == 0) {
        open.format = "text";
        take_output(arena, outputs, &open);
    }
}

/* Whether both would be written to one place. */
static bool clash(const struct output *a, const struct output *b)
{
    return a->path && b->path ? strcmp(a->path, b->path) == 0 : !a->path && !b->path;
}

static int check_places(const struct subcommand *subcommand, const struct outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (clash(&outputs->items[k], &outputs->items[i])) {
                const char *path = outputs->items[i].path;
                return usage_error(subcommand,
                                   "%s and %s would both go to %s; name a file for each: "
                                   "--format %s --output FILE",
                                   outputs->items[k].format, outputs->items[i].format,
                                   path ? path : "standard output", outputs->items[i].format);
            }
        }
    }
    return EXIT_CLEAN;
}

bool outputs_take(const struct subcommand *subcommand, struct arena *arena,
                  const struct name_list *asked, name_at_function *name_at, struct outputs *outputs,
                  int *status)
{
    pair(arena, asked, outputs);
    for (size_t i = 0; i < outputs->count; i++) {
        if (!options_know_format(subcommand, outputs->items[i].format, name_at, status)) {
            return false;
        }
    }
    int clashes = check_places(subcommand, outputs);
    *status = clashes ? clashes : *status;
    return !clashes;
}

/* ---- Writing ---- */

bool output_is_coloured(const struct output *output, enum colour_when when, FILE *out)
{
    return output_wants_colour(output->path && when == COLOUR_AUTO ? COLOUR_NEVER : when, out);
}

size_t output_columns(const struct output *output, FILE *out)
{
    struct winsize size = {0};
    bool is_terminal = !output->path && ioctl(fileno(out), TIOCGWINSZ, &size) == 0;
    return is_terminal ? size.ws_col : 0;
}

void outputs_write(const struct outputs *outputs, struct arena *arena, FILE *standard,
                   void (*write)(void *context, const struct output *output, FILE *out),
                   void *context, struct error_sink *errors)
{
    for (size_t i = 0; i < outputs->count; i++) {
        const struct output *output = &outputs->items[i];
        if (!output->path) {
            write(context, output, standard);
            continue;
        }
        struct new_file file;
        const char *why = new_file_begin(&file, arena, output->path);
        if (!why) {
            write(context, output, file.out);
            why = new_file_finish(&file);
        }
        if (why) {
            error_report(errors, output->path, 0, 0, "can't write this report: %s", why);
        }
    }
}
