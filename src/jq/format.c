/* @formats of jq (jq(1) "Format strings and escaping"). In: a value. Out: a string. */
#include "base/buffer.h"
#include "jq/run.h"

static slice base64(struct arena *arena, slice bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct buffer encoded = {.arena = arena};
    for (size_t i = 0; i < bytes.length; i += 3) {
        unsigned group = 0;
        size_t count = bytes.length - i < 3 ? bytes.length - i : 3;
        for (size_t k = 0; k < 3; k++) {
            group = group << 8 | (k < count ? (unsigned char)bytes.data[i + k] : 0);
        }
        for (size_t k = 0; k < 4; k++) {
            buffer_append_byte(&encoded, k <= count ? digits[group >> (18 - 6 * k) & 63] : '=');
        }
    }
    return buffer_slice(&encoded);
}

static struct text compact(struct jq_run *run, const struct jq_value *value)
{
    struct text_builder builder = {.arena = run->arena};
    struct jq_form form = {0};
    jq_write(&builder, value, &form);
    return text_finish(&builder);
}

struct text jq_to_text(struct jq_run *run, const struct jq_value *value)
{
    if (value->kind == JQ_STRING) {
        return value->text;
    }
    if (value->kind != JQ_UNKNOWN && value->kind != JQ_CHOICE) {
        return compact(run, value);
    }
    return jq_made_string(run, value, SHAPE_UNKNOWN, "tostring", value->origin)->text;
}

const struct jq_value *jq_format(struct jq_run *run, slice name, const struct jq_value *value,
                                 struct jq_origin origin)
{
    if (slice_is(name, "text")) {
        return jq_string(run->arena, jq_to_text(run, value), origin);
    }
    if (slice_is(name, "json")) {
        bool vague = value->kind == JQ_UNKNOWN || value->kind == JQ_CHOICE;
        return vague ? jq_made_string(run, value, SHAPE_UNKNOWN, "tojson", origin)
                     : jq_string(run->arena, compact(run, value), origin);
    }
    slice bytes;
    struct text text = jq_to_text(run, value);
    if (slice_is(name, "base64") && text_is_literal(run->arena, text, &bytes)) {
        return jq_string(run->arena,
                         text_literal(run->arena, base64(run->arena, bytes), origin.span), origin);
    }
    return jq_made_string(run, jq_string(run->arena, text, origin),
                          slice_is(name, "base64") ? SHAPE_BASE64 : SHAPE_TEXT,
                          arena_printf(run->arena, "@%.*s", SLICE_ARGS(name)).data, origin);
}
