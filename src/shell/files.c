/* Files that a script reads: those it has written itself, and those of the repository it stands in.
 * In: names as far as they are known. Out: what stands in the files.
 *
 * A file of the repository is what it is there until the script, or a command that is given its
 * name, may have changed it. Names are compared by what stands behind the last slash, as two names
 * of one file can differ in all else. */
#include "shell/command_name.h"

/* ---- The working folder ---- */

struct text files_path(struct shell_evaluator *evaluator, enum hole_path path, slice from,
                       struct span span)
{
    struct hole *hole = hole_unknown(evaluator->arena, from, span);
    hole->path = path;
    hole->not_empty = true;
    return text_of_hole(evaluator->arena, hole);
}

static enum hole_path path_of(struct text text)
{
    bool hole = text.count > 0 && text.pieces[0].kind == PIECE_HOLE;
    return hole ? text.pieces[0].hole->path : PATH_NONE;
}

struct text files_folder(struct shell_evaluator *evaluator)
{
    return state_value(evaluator->state, STATE_FOLDER);
}

/* `name` as seen from the working folder. */
static struct text joined(struct shell_evaluator *evaluator, struct text name)
{
    slice prefix = text_prefix(name);
    if (prefix.length == 0 || prefix.data[0] == '/') {
        return name;
    }
    struct text_builder builder = {.arena = evaluator->arena};
    text_append(&builder, files_folder(evaluator));
    text_append_literal(&builder, SLICE("/"), (struct span){0}, TEXT_PLAIN);
    text_append(&builder, name);
    return text_finish(&builder);
}

void files_enter(struct shell_evaluator *evaluator, struct text folder)
{
    state_set_text(evaluator->state, STATE_FOLDER, joined(evaluator, folder));
}

bool files_folder_of(struct shell_evaluator *evaluator, struct text path, struct text *folder)
{
    slice bytes;
    if (path.count == 1 && path_of(path) == PATH_SCRIPT) {
        *folder = files_path(evaluator, PATH_SCRIPT_FOLDER, SLICE("the script's folder"),
                             path.pieces[0].span);
        return true;
    }
    if (!text_is_literal(evaluator->arena, path, &bytes) || bytes.length == 0 ||
        slice_ends_with(bytes, SLICE("/"))) {
        return false;
    }
    size_t length = bytes.length - slice_basename(bytes).length;
    bool bare = length == 0;
    length = length > 1 ? length - 1 : length;
    *folder = bare ? text_literal(evaluator->arena, SLICE("."), path.pieces[0].span)
                   : text_cut(evaluator->arena, path, 0, length);
    return true;
}

/* ---- Changes ---- */

bool files_base_name(struct shell_evaluator *evaluator, struct text name, slice *base)
{
    slice bytes;
    if (text_is_literal(evaluator->arena, name, &bytes)) {
        *base = slice_basename(bytes);
        return base->length > 0;
    }
    const struct text_piece *last = name.count > 0 ? &name.pieces[name.count - 1] : NULL;
    if (!last || last->kind != PIECE_LITERAL ||
        slice_find_byte(piece_bytes(last), '/') == last->length) {
        return false;
    }
    *base = slice_basename(piece_bytes(last));
    return base->length > 0;
}

void files_note_change(struct shell_evaluator *evaluator, struct text name)
{
    slice base;
    if (evaluator->files && files_base_name(evaluator, name, &base) &&
        !map_get(evaluator->changed_files, base)) {
        map_put(evaluator->changed_files, arena_copy(evaluator->arena, base), evaluator);
    }
}

static bool edits_in_place(struct shell_evaluator *evaluator, const struct shell_argument *argv,
                           size_t argc)
{
    for (size_t i = 1; i < argc; i++) {
        slice prefix = text_prefix(argv[i].text);
        if (slice_starts_with(prefix, SLICE("-i")) ||
            slice_starts_with(prefix, SLICE("--in-place"))) {
            return true;
        }
    }
    return false;
}

/* Of cp FILE NEW.json only the last argument: no folder, by its look. */
static size_t first_changed(struct shell_evaluator *evaluator, slice command,
                            const struct shell_argument *argv, size_t argc)
{
    slice base;
    bool copies = slice_is(command, "cp") && argc > 2 &&
                  files_base_name(evaluator, argv[argc - 1].text, &base);
    bool named = copies && slice_find_byte(slice_sub(base, 1, base.length), '.') + 1 < base.length;
    return named ? argc - 1 : 1;
}

/* @FILE and file://FILE are how senders name files that they read. */
static bool names_input(struct text argument)
{
    slice prefix = text_prefix(argument);
    return slice_find_byte(prefix, '@') < prefix.length ||
           slice_find(prefix, SLICE("file://")) < prefix.length ||
           slice_find(prefix, SLICE("fileb://")) < prefix.length;
}

void files_note_command(struct shell_evaluator *evaluator, const struct command_name *command,
                        const struct shell_argument *argv, size_t argc)
{
    bool sed = slice_is(command->base, "sed");
    if (!evaluator->files || command->only_reads ||
        (sed && !edits_in_place(evaluator, argv, argc))) {
        return;
    }
    for (size_t i = first_changed(evaluator, command->base, argv, argc); i < argc; i++) {
        if (!names_input(argv[i].text)) {
            files_note_change(evaluator, argv[i].text);
        }
    }
}

/* ---- Reading ---- */

bool shell_file_text(struct shell_evaluator *evaluator, slice name, struct text *text)
{
    const struct variable *file = state_get_file(evaluator->state, name);
    if (!file || file->kind != VARIABLE_SCALAR) {
        return false;
    }
    *text = file->value;
    return true;
}

const struct source *shell_repository_file(struct shell_evaluator *evaluator, struct text name)
{
    slice base;
    slice bytes;
    if (!evaluator->files || !files_base_name(evaluator, name, &base) ||
        map_get(evaluator->changed_files, base)) {
        return NULL;
    }
    struct text path = path_of(name) == PATH_NONE ? joined(evaluator, name) : name;
    enum hole_path from = path_of(path);
    struct text rest = {path.pieces + 1, path.count > 0 ? path.count - 1 : 0};
    if ((from != PATH_SCRIPT_FOLDER && from != PATH_RUN_FOLDER) ||
        !text_is_literal(evaluator->arena, rest, &bytes) || bytes.length < 2 ||
        bytes.data[0] != '/') {
        return NULL;
    }
    while (bytes.length > 0 && bytes.data[0] == '/') {
        bytes = slice_sub(bytes, 1, bytes.length);
    }
    return evaluator->files->read(
        evaluator->files->context,
        from == PATH_SCRIPT_FOLDER ? SHELL_SCRIPT_FOLDER : SHELL_RUN_FOLDER, bytes);
}

bool shell_read_file(struct shell_evaluator *evaluator, struct text name, struct text *text)
{
    slice bytes;
    if (text_is_literal(evaluator->arena, name, &bytes)) {
        if (shell_file_text(evaluator, bytes, text)) {
            return true;
        }
        if (state_get_file(evaluator->state, bytes)) {
            return false;
        }
    }
    const struct source *source = shell_repository_file(evaluator, name);
    if (!source) {
        return false;
    }
    *text = text_literal(evaluator->arena, source->bytes,
                         (struct span){source, 0, (uint32_t)source->bytes.length});
    return true;
}
