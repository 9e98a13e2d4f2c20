/* The table of command models and what they share. In: a command's name. Out: its model. */
#include "shell/models/model.h"

/* Sorted by name, byte by byte. */
static const struct model models[] = {
    {":", model_nothing, true},
    {"[", model_nothing, true},
    {"awk", model_awk, true},
    {"base64", model_base64, true},
    {"basename", model_basename, true},
    {"cat", model_cat, true},
    {"cut", model_cut, true},
    {"date", model_date, false},
    {"dirname", model_dirname, true},
    {"echo", model_echo, true},
    {"envsubst", model_envsubst, true},
    {"false", model_nothing, true},
    {"gawk", model_awk, true},
    {"grep", model_grep, true},
    {"head", model_first_lines, true},
    {"jq", model_jq, true},
    {"mawk", model_awk, true},
    {"md5sum", model_digest, true},
    {"mktemp", model_mktemp, false},
    {"node", model_interpreter, false},
    {"openssl", model_openssl, false},
    {"printf", model_printf, true},
    {"pwd", model_pwd, true},
    {"python", model_interpreter, false},
    {"python3", model_interpreter, false},
    {"readlink", model_realpath, true},
    {"realpath", model_realpath, true},
    {"rev", model_rev, true},
    {"ruby", model_interpreter, false},
    {"sed", model_sed, true},
    {"seq", model_seq, false},
    {"sha1sum", model_digest, true},
    {"sha256sum", model_digest, true},
    {"sha512sum", model_digest, true},
    {"sort", model_order, true},
    {"tac", model_order, true},
    {"tail", model_first_lines, true},
    {"tee", model_tee, true},
    {"test", model_nothing, true},
    {"tr", model_tr, true},
    {"true", model_nothing, true},
    {"uniq", model_order, true},
    {"uuidgen", model_uuidgen, false},
    {"wc", model_wc, true},
    {"xargs", model_xargs, false},
};

const struct model *model_find(slice name)
{
    size_t low = 0;
    size_t high = sizeof models / sizeof *models;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(name, slice_from(models[middle].name));
        if (order == 0) {
            return &models[middle];
        }
        low = order > 0 ? middle + 1 : low;
        high = order < 0 ? middle : high;
    }
    return NULL;
}

bool model_literal(const struct model_call *call, size_t index, slice *bytes)
{
    return index < call->argc &&
           text_is_literal(call->evaluator->arena, call->argv[index].text, bytes);
}

bool model_has_argument(const struct model_call *call, const char *argument)
{
    slice bytes;
    for (size_t i = 1; i < call->argc; i++) {
        if (model_literal(call, i, &bytes) && slice_is(bytes, argument)) {
            return true;
        }
    }
    return false;
}

struct text model_stdin(const struct model_call *call)
{
    return call->has_stdin
               ? call->stdin_text
               : evaluator_unknown(call->evaluator, SLICE("standard input"), call->span);
}

struct text model_file(const struct model_call *call, struct text name)
{
    slice bytes;
    struct text text;
    if (!text_is_literal(call->evaluator->arena, name, &bytes)) {
        return shell_read_file(call->evaluator, name, &text)
                   ? text
                   : evaluator_unknown(call->evaluator, SLICE("a file"), call->span);
    }
    if (slice_is(bytes, "-") || slice_is(bytes, "/dev/stdin")) {
        return model_stdin(call);
    }
    if (slice_is(bytes, "/proc/sys/kernel/random/uuid")) {
        struct text_builder builder = {.arena = call->evaluator->arena};
        text_append(&builder, evaluator_hole(call->evaluator, SHAPE_UUID_LOWER, bytes, call->span));
        text_append_literal(&builder, SLICE("\n"), call->span, TEXT_PLAIN);
        return text_finish(&builder);
    }
    if (shell_read_file(call->evaluator, name, &text)) {
        return text;
    }
    slice from = arena_printf(call->evaluator->arena, "file %.*s", SLICE_ARGS(bytes));
    return evaluator_unknown(call->evaluator, from, call->span);
}

struct text model_hole(const struct model_call *call, enum shape shape)
{
    slice name;
    model_literal(call, 0, &name);
    return evaluator_hole(call->evaluator, shape, name, call->span);
}

struct text model_line(const struct model_call *call, enum shape shape)
{
    struct text_builder builder = {.arena = call->evaluator->arena};
    text_append(&builder, model_hole(call, shape));
    text_append_literal(&builder, SLICE("\n"), call->span, TEXT_PLAIN);
    return text_finish(&builder);
}

struct text model_derived(const struct model_call *call, struct text text, enum shape shape)
{
    slice name;
    model_literal(call, 0, &name);
    return evaluator_derived(call->evaluator, text, shape,
                             arena_cstring(call->evaluator->arena, name), call->span);
}

struct text model_bytes_line(const struct model_call *call, slice bytes)
{
    slice line = arena_printf(call->evaluator->arena, "%.*s\n", SLICE_ARGS(bytes));
    return text_literal(call->evaluator->arena, line, call->span);
}

void model_append_line(struct text_builder *builder, struct text line, struct span span)
{
    text_append(builder, line);
    text_append_literal(builder, SLICE("\n"), span, TEXT_PLAIN);
}

struct text model_nothing(const struct model_call *call)
{
    return (struct text){0};
}
