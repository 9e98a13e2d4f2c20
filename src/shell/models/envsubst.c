/* envsubst (GNU gettext). In: a template on standard input. Out: the template with $NAME and
 * ${NAME} replaced by what is exported.
 *
 * A name that the script sets, but doesn't export, may have been exported before it was started. */
#include "shell/models/model.h"

#include "base/ascii.h"

struct filling {
    const struct model_call *call;
    bool some; /* only the names of a list */
    slice list;
};

/* The length of $NAME or ${NAME} at the start of `rest`, 0 where there is none. */
static size_t reference_length(slice rest, slice *name)
{
    bool braced = rest.length > 1 && rest.data[1] == '{';
    size_t from = braced ? 2 : 1;
    size_t at = from;
    while (at < rest.length && ascii_is_name(rest.data[at], at == from)) {
        at++;
    }
    *name = slice_sub(rest, from, at);
    bool closed = !braced || (at < rest.length && rest.data[at] == '}');
    return at > from && closed ? at + braced : 0;
}

static bool is_wanted(const struct filling *filling, slice name)
{
    for (size_t at = 0; filling->some && at < filling->list.length; at++) {
        slice listed;
        slice rest = slice_sub(filling->list, at, filling->list.length);
        size_t length = rest.data[0] == '$' ? reference_length(rest, &listed) : 0;
        if (length > 0 && slice_equal(listed, name)) {
            return true;
        }
    }
    return !filling->some;
}

static struct text value_of(const struct filling *filling, slice name)
{
    struct shell_evaluator *evaluator = filling->call->evaluator;
    const struct variable *variable = state_get(evaluator->state, name);
    if (!variable || map_get(evaluator->exported, name)) {
        return state_value(evaluator->state, name);
    }
    slice from = arena_printf(evaluator->arena, "%.*s, where it is exported", SLICE_ARGS(name));
    return evaluator_unknown(evaluator, from, filling->call->span);
}

static struct text fill(struct shell_evaluator *evaluator, void *data, struct text text)
{
    const struct filling *filling = data;
    struct text_builder builder = {.arena = evaluator->arena};
    struct flat_text flat = text_flatten(evaluator->arena, text);
    uint32_t kept = 0;
    for (uint32_t at = 0; at < flat.bytes.length;) {
        slice name;
        slice rest = slice_sub(flat.bytes, at, flat.bytes.length);
        size_t length = rest.data[0] == '$' ? reference_length(rest, &name) : 0;
        if (length == 0 || !is_wanted(filling, name)) {
            at++;
            continue;
        }
        text_append(&builder, flat_cut(evaluator->arena, &flat, kept, at));
        text_append(&builder,
                    text_with_step(evaluator->arena, value_of(filling, name), TRAIL_EXPANDED,
                                   slice_sub(rest, 0, length), flat_byte_span(&flat, at)));
        at += (uint32_t)length;
        kept = at;
    }
    text_append(&builder, flat_cut(evaluator->arena, &flat, kept, (uint32_t)flat.bytes.length));
    return text_finish(&builder);
}

struct text model_envsubst(const struct model_call *call)
{
    struct filling filling = {.call = call, .some = call->argc > 1};
    struct text input = model_stdin(call);
    if (filling.some && (!model_literal(call, 1, &filling.list) || call->argc > 2 ||
                         slice_starts_with(filling.list, SLICE("-")))) {
        return evaluator_derived(call->evaluator, input, SHAPE_TEXT, "envsubst", call->span);
    }
    return text_map_choices(call->evaluator, fill, &filling, input);
}
