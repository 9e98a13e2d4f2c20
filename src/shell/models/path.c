/* Commands that take paths apart: dirname, basename, pwd, realpath. In: arguments. Out: the path
 * that is printed, as far as it is known. */
#include "shell/models/model.h"

static struct text line_of(const struct model_call *call, struct text text)
{
    struct text_builder builder = {.arena = call->evaluator->arena};
    text_append(&builder, text);
    text_append_literal(&builder, SLICE("\n"), call->span, TEXT_PLAIN);
    return text_finish(&builder);
}

/* The one argument that is no option; false where there are more or fewer. */
static bool only_operand(const struct model_call *call, struct text *operand)
{
    size_t count = 0;
    for (size_t i = 1; i < call->argc; i++) {
        slice prefix = text_prefix(call->argv[i].text);
        if (prefix.length == 0 || prefix.data[0] != '-') {
            *operand = call->argv[i].text;
            count++;
        }
    }
    return count == 1;
}

static struct text unknown(const struct model_call *call)
{
    slice name;
    model_literal(call, 0, &name);
    slice from = arena_printf(call->evaluator->arena, "output of %.*s", SLICE_ARGS(name));
    return evaluator_unknown(call->evaluator, from, call->span);
}

struct text model_dirname(const struct model_call *call)
{
    struct text path;
    struct text folder;
    return only_operand(call, &path) && files_folder_of(call->evaluator, path, &folder)
               ? line_of(call, folder)
               : unknown(call);
}

/* basename PATH [SUFFIX] */
struct text model_basename(const struct model_call *call)
{
    slice bytes;
    slice suffix = SLICE("");
    bool known = model_literal(call, 1, &bytes) && bytes.length > 0 && bytes.data[0] != '-' &&
                 !slice_ends_with(bytes, SLICE("/")) && call->argc <= 3 &&
                 (call->argc == 2 || model_literal(call, 2, &suffix));
    if (!known) {
        return unknown(call);
    }
    slice base = slice_basename(bytes);
    size_t from = bytes.length - base.length;
    bool cut = suffix.length < base.length && slice_ends_with(base, suffix);
    size_t to = bytes.length - (cut ? suffix.length : 0);
    return line_of(call, text_cut(call->evaluator->arena, call->argv[1].text, from, to));
}

struct text model_pwd(const struct model_call *call)
{
    return line_of(call, files_folder(call->evaluator));
}

/* realpath and readlink -f: another name of the same script or folder. */
struct text model_realpath(const struct model_call *call)
{
    struct text path;
    bool known = only_operand(call, &path) && path.count > 0 && path.pieces[0].kind == PIECE_HOLE &&
                 path.pieces[0].hole->path != PATH_NONE;
    return known ? line_of(call, path) : unknown(call);
}
