/* Files that the script has written and a command changes after that. In: a command's arguments.
 * Out: what is known of those files; names are compared as they are written. */
#include "shell/written.h"

#include "base/ascii.h"
#include "shell/command_name.h"

/* ---- Which files ---- */

static bool is_below(const void *context, slice path)
{
    slice folder = *(const slice *)context;
    return path.length > folder.length && slice_starts_with(path, folder) &&
           path.data[folder.length] == '/';
}

static bool has_base(const void *context, slice path)
{
    return slice_equal(slice_basename(path), *(const slice *)context);
}

static bool is_relative(const void *context, slice path)
{
    (void)context;
    return path.length == 0 || path.data[0] != '/';
}

static bool continues_name(char c)
{
    return ascii_is_alphanumeric(c) || (c != '\0' && strchr("_./-@", c) != NULL);
}

/* Whether the name stands in the text by itself. */
static bool is_mentioned(const void *context, slice path)
{
    slice text = *(const slice *)context;
    for (size_t at = 0; at < text.length; at++) {
        slice rest = slice_sub(text, at, text.length);
        size_t found = slice_find(rest, path);
        if (found == rest.length) {
            return false;
        }
        at += found;
        size_t end = at + path.length;
        if ((at == 0 || !continues_name(text.data[at - 1])) &&
            (end == text.length || !continues_name(text.data[end]))) {
            return true;
        }
    }
    return false;
}

static slice without_slashes(slice path)
{
    while (path.length > 1 && path.data[path.length - 1] == '/') {
        path = slice_sub(path, 0, path.length - 1);
    }
    return slice_starts_with(path, SLICE("./")) ? slice_sub(path, 2, path.length) : path;
}

/* ---- Forgetting ---- */

static slice changed_by(struct shell_evaluator *evaluator, slice command)
{
    return arena_printf(evaluator->arena, "a file, changed by %.*s", SLICE_ARGS(command));
}

void written_forget(struct shell_evaluator *evaluator, slice path, slice command, struct span span)
{
    struct text before;
    if (shell_file_text(evaluator, path, &before)) {
        slice from = arena_printf(evaluator->arena, "file %.*s, edited by %.*s", SLICE_ARGS(path),
                                  SLICE_ARGS(command));
        state_set_text(evaluator->state, state_file_key(evaluator->arena, path),
                       evaluator_unknown(evaluator, from, span));
    }
}

static void forget_below(struct shell_evaluator *evaluator, slice folder, slice command,
                         struct span span)
{
    slice name = without_slashes(folder);
    state_forget_files_that(evaluator->state, is_below, &name, changed_by(evaluator, command),
                            span);
}

void written_forget_relative(struct shell_evaluator *evaluator, slice from, struct span span)
{
    state_forget_files_that(evaluator->state, is_relative, NULL, from, span);
}

bool hole_is_argument(const struct hole *hole)
{
    slice from = hole ? hole->from : SLICE("");
    return slice_equal(from, SOME_ARGUMENT) ||
           (from.length > 1 && from.data[0] == '$' && strchr("@*123456789", from.data[1]));
}

void written_forget_unnamed(struct shell_evaluator *evaluator, struct text name, slice command,
                            struct span span)
{
    slice base;
    slice from = changed_by(evaluator, command);
    if (files_base_name(evaluator, name, &base)) {
        state_forget_files_that(evaluator->state, has_base, &base, from, span);
    } else if (text_is_list(name) || hole_is_argument(text_first_hole(name))) {
        written_forget_relative(evaluator, from, span);
    }
}

/* ---- Commands ---- */

static bool argument_literal(struct shell_evaluator *evaluator,
                             const struct shell_argument *argument, slice *bytes)
{
    return text_is_literal(evaluator->arena, argument->text, bytes);
}

void written_forget_arguments(struct shell_evaluator *evaluator, slice command,
                              const struct shell_argument *argv, size_t argc)
{
    for (size_t i = 1; i < argc; i++) {
        slice bytes;
        if (argument_literal(evaluator, &argv[i], &bytes)) {
            size_t equals = slice_find_byte(bytes, '=');
            bytes = slice_sub(bytes, equals < bytes.length ? equals + 1 : 0, bytes.length);
            written_forget(evaluator, bytes, command, argv[i].span);
        }
    }
}

/* rm leaves nothing of a folder, nor of what matches a pattern. */
static void forget_removed(struct shell_evaluator *evaluator, slice command,
                           const struct shell_argument *argv, size_t argc)
{
    for (size_t i = 1; i < argc; i++) {
        slice bytes;
        if (argument_literal(evaluator, &argv[i], &bytes)) {
            forget_below(evaluator, bytes, command, argv[i].span);
        } else {
            written_forget_unnamed(evaluator, argv[i].text, command, argv[i].span);
        }
    }
}

/* sort -o FILE, -oFILE, --output=FILE */
static void forget_output(struct shell_evaluator *evaluator, slice command,
                          const struct shell_argument *argv, size_t argc)
{
    for (size_t i = 1; i < argc; i++) {
        slice bytes;
        if (!argument_literal(evaluator, &argv[i], &bytes)) {
            continue;
        }
        if (slice_is(bytes, "-o") && i + 1 < argc &&
            argument_literal(evaluator, &argv[i + 1], &bytes)) {
            written_forget(evaluator, bytes, command, argv[i].span);
        } else if (slice_starts_with(bytes, SLICE("-o"))) {
            written_forget(evaluator, slice_sub(bytes, 2, bytes.length), command, argv[i].span);
        } else if (slice_starts_with(bytes, SLICE("--output="))) {
            written_forget(evaluator, slice_sub(bytes, 9, bytes.length), command, argv[i].span);
        }
    }
}

/* sed -Ei, which its model doesn't follow. */
static bool edits_by_letters(slice option)
{
    bool edits = option.length > 2 && option.data[0] == '-' && option.data[1] != 'i';
    for (size_t i = 1; edits && i < option.length; i++) {
        edits = strchr("Enrsuzi", option.data[i]) != NULL;
    }
    return edits && slice_find_byte(option, 'i') < option.length;
}

static bool may_write(slice program)
{
    static const char *const marks[] = {">", "write", "'w", "\"w", "w ", "'a", "\"a", "r+", "dump"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (slice_find(program, slice_from(marks[i])) < program.length) {
            return true;
        }
    }
    return false;
}

/* Commands whose arguments are programs: awk '{ print > "file" }'. */
static const char *const interpreters[] = {
    "awk",  "bash", "bun", "dash",   "deno",    "find", "gawk", "gsed", "ksh",   "mawk",
    "node", "perl", "php", "python", "python3", "ruby", "sed",  "sh",   "xargs", "zsh"};

static void forget_mentioned(struct shell_evaluator *evaluator, slice command,
                             const struct shell_argument *argv, size_t argc)
{
    for (size_t i = 1; i < argc; i++) {
        slice bytes;
        if (!argument_literal(evaluator, &argv[i], &bytes)) {
            continue;
        }
        struct text script;
        if (shell_file_text(evaluator, bytes, &script)) {
            text_is_literal(evaluator->arena, script, &bytes);
        }
        if (may_write(bytes)) {
            state_forget_files_that(evaluator->state, is_mentioned, &bytes,
                                    changed_by(evaluator, command), argv[i].span);
        }
        if (slice_is(command, "sed") && edits_by_letters(bytes)) {
            written_forget_arguments(evaluator, command, argv, argc);
        }
    }
}

void written_note_command(struct shell_evaluator *evaluator, slice command,
                          const struct shell_argument *argv, size_t argc)
{
    if (slice_is(command, "rm")) {
        forget_removed(evaluator, command, argv, argc);
    } else if (slice_is(command, "sort")) {
        forget_output(evaluator, command, argv, argc);
    } else if (SLICE_IS_ONE_OF(command, interpreters)) {
        forget_mentioned(evaluator, command, argv, argc);
    }
}

/* ---- cp and mv ---- */

struct copying {
    const struct builtin_call *call;
    slice command;
    bool moves;
    bool may_not; /* -n and its like: the file may stay as it is */
};

/* What stands in the one file now stands in the other. */
static void copy_file(const struct copying *copying, const struct shell_argument *source, slice to)
{
    struct shell_evaluator *evaluator = copying->call->evaluator;
    slice from;
    struct text text;
    bool known =
        argument_literal(evaluator, source, &from) && shell_file_text(evaluator, from, &text);
    if (known && !copying->may_not) {
        state_set_text(evaluator->state, state_file_key(evaluator->arena, to), text);
    } else {
        written_forget(evaluator, to, copying->command, copying->call->span);
    }
    if (known && copying->moves) {
        written_forget(evaluator, from, copying->command, copying->call->span);
    }
}

static bool is_folder(struct shell_evaluator *evaluator, slice path)
{
    slice name = without_slashes(path);
    return slice_ends_with(path, SLICE("/")) || slice_is(path, ".") || slice_is(path, "..") ||
           state_has_file_that(evaluator->state, is_below, &name);
}

/* The file of the same name in the folder. */
static void copy_into(const struct copying *copying, const struct shell_argument *source,
                      slice folder)
{
    struct shell_evaluator *evaluator = copying->call->evaluator;
    slice from;
    slice name = without_slashes(folder);
    if (!argument_literal(evaluator, source, &from) || is_folder(evaluator, from)) {
        forget_below(evaluator, name, copying->command, copying->call->span);
        return;
    }
    slice base = slice_basename(from);
    copy_file(copying, source,
              slice_is(name, ".") ? base
                                  : arena_printf(evaluator->arena, "%.*s/%.*s", SLICE_ARGS(name),
                                                 SLICE_ARGS(base)));
}

/* Options that say how, not what or where. */
static bool is_harmless(slice option)
{
    for (size_t i = 1; i < option.length; i++) {
        if (!strchr("fpv", option.data[i])) {
            return false;
        }
    }
    return true;
}

void builtin_copy(const struct builtin_call *call)
{
    struct shell_evaluator *evaluator = call->evaluator;
    struct copying copying = {.call = call};
    builtin_literal(call, 0, &copying.command);
    copying.moves = slice_is(copying.command, "mv");
    struct arguments operands = {0};
    slice bytes;
    for (size_t i = 1; i < call->argc; i++) {
        if (builtin_literal(call, i, &bytes) && builtin_is_option(bytes)) {
            copying.may_not = copying.may_not || !(is_harmless(bytes) || slice_is(bytes, "--"));
        } else {
            VECTOR_PUSH(evaluator->arena, &operands, call->argv[i]);
        }
    }
    size_t sources = operands.count - (operands.count > 0);
    struct text target = sources > 0 ? operands.items[sources].text : (struct text){0};
    if (sources == 0 || !text_is_literal(evaluator->arena, target, &bytes)) {
        written_forget_unnamed(evaluator, target, copying.command, call->span);
        return;
    }
    bool folder = sources > 1 || is_folder(evaluator, bytes);
    for (size_t i = 0; i < sources; i++) {
        if (folder) {
            copy_into(&copying, &operands.items[i], bytes);
        } else {
            copy_file(&copying, &operands.items[i], bytes);
        }
    }
    if (copying.may_not) { /* -t FOLDER, -r: any of these may be the target */
        for (size_t i = 0; i < operands.count; i++) {
            if (text_is_literal(evaluator->arena, operands.items[i].text, &bytes)) {
                forget_below(evaluator, bytes, copying.command, call->span);
            }
        }
    }
}
