/* Strings in jq (jq(1) "Builtin operators and functions"). In: a call. Out: the string, as far as
 * it is known. */
#include "jq/function.h"

void builtin_tostring(const struct builtin_call *call)
{
    give(call, jq_string(call->run->arena, jq_to_text(call->run, call->input),
                         call->input->kind == JQ_STRING ? call->input->origin : call->origin));
}

void builtin_tojson(const struct builtin_call *call)
{
    give(call, jq_format(call->run, SLICE("json"), call->input, call->origin));
}

void builtin_fromjson(const struct builtin_call *call)
{
    if (call->input->kind == JQ_STRING && !text_first_choice(call->input->text)) {
        struct flat_text flat = text_flatten(call->run->arena, call->input->text);
        const struct jq_value *value = jq_value_of_json(call->run->arena, &flat);
        if (value) {
            give(call, value);
            return;
        }
    }
    give_made(call);
}

void builtin_tonumber(const struct builtin_call *call)
{
    if (call->input->kind == JQ_STRING) {
        give(call, jq_number(call->run->arena, call->input->text, call->origin));
    } else if (call->input->kind == JQ_NUMBER) {
        give(call, call->input);
    } else {
        give_made(call);
    }
}

/* A text in another case, piece by piece. */
static struct text in_case(struct arena *arena, struct text text, bool lower)
{
    struct text_builder builder = {.arena = arena};
    for (size_t i = 0; i < text.count; i++) {
        struct text_piece piece = text.pieces[i];
        if (piece.kind == PIECE_LITERAL) {
            piece_set_bytes(&piece, arena_copy_in_case(arena, piece_bytes(&piece), lower));
        } else if (piece.kind == PIECE_HOLE) {
            struct hole *hole = ARENA_NEW(arena, struct hole);
            *hole = *piece.hole;
            hole->derived_from = piece.hole;
            hole->shape = hole->shape == SHAPE_ONE_OF ? SHAPE_TEXT
                          : lower                     ? shape_lower(hole->shape)
                                                      : shape_upper(hole->shape);
            hole->from = arena_printf(arena, "%.*s | jq ascii_%scase", SLICE_ARGS(hole->from),
                                      lower ? "down" : "up");
            piece.hole = hole;
        } else {
            struct text *alternatives = ARENA_ARRAY(arena, struct text, piece.choice->count);
            for (uint32_t k = 0; k < piece.choice->count; k++) {
                alternatives[k] = in_case(arena, piece.choice->alternatives[k], lower);
            }
            piece.choice = text_choice(arena, piece.choice->id, alternatives, piece.choice->count)
                               .pieces[0]
                               .choice;
        }
        text_append_piece(&builder, piece);
    }
    return text_finish(&builder);
}

void builtin_case(const struct builtin_call *call)
{
    bool lower = slice_is(call->node->name, "ascii_downcase");
    if (call->input->kind == JQ_STRING) {
        give(call, jq_string(call->run->arena, in_case(call->run->arena, call->input->text, lower),
                             call->input->origin));
    } else {
        give_string(call, SHAPE_TEXT);
    }
}

/* ltrimstr, rtrimstr, startswith, endswith of what is known byte for byte. */
void builtin_affix(const struct builtin_call *call)
{
    slice name = call->node->name;
    slice bytes;
    slice affix;
    const struct jq_value *by = argument(call);
    bool asks = slice_ends_with(name, SLICE("with"));
    bool front = slice_is(name, "ltrimstr") || slice_is(name, "startswith");
    if (!by) {
        return;
    }
    if (!literal_string(call, call->input, &bytes) || !literal_string(call, by, &affix)) {
        if (asks) {
            give_made(call);
        } else {
            give_string(call, SHAPE_TEXT);
        }
        return;
    }
    bool has = front ? slice_starts_with(bytes, affix) : slice_ends_with(bytes, affix);
    if (asks) {
        give(call, jq_boolean(call->run->arena, has, call->origin));
        return;
    }
    slice left = front ? slice_sub(bytes, affix.length, bytes.length)
                       : slice_sub(bytes, 0, bytes.length - affix.length);
    give(call,
         has ? jq_string(call->run->arena, text_literal(call->run->arena, left, call->origin.span),
                         call->input->origin)
             : call->input);
}

/* join(separator) of an array of strings. */
void builtin_join(const struct builtin_call *call)
{
    const struct jq_value *separator = argument(call);
    struct text_builder builder = {.arena = call->run->arena};
    bool known = separator && separator->kind == JQ_STRING && call->input->kind == JQ_ARRAY;
    for (uint32_t i = 0; known && i < call->input->count; i++) {
        const struct jq_value *item = call->input->items[i];
        known = item->kind == JQ_STRING || item->kind == JQ_NUMBER;
        text_append(&builder, i ? separator->text : (struct text){0});
        text_append(&builder, item->text);
    }
    if (known) {
        give(call, jq_string(call->run->arena, text_finish(&builder), call->origin));
    } else {
        give_string(call, SHAPE_TEXT);
    }
}
