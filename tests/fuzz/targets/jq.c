/* jq programs. In: the input in one line, JSON with holes, and the program. */
#include "jq/jq.h"
#include "tests/fuzz/targets/target.h"

void fuzz_jq(struct fuzzing *fuzzing)
{
    struct arena *arena = fuzzing->arena;
    const struct source *source = source_new(arena, "fuzz.jq", fuzzing->bytes);
    const struct jq_origin origin = {.span = {source, 0, 0}};
    slice program = fuzzing->bytes;
    struct flat_text input = fuzz_flat(arena, fuzz_take_line(&program));
    const struct jq_value *value = jq_value_of_json(arena, &input);
    struct jq_values inputs = {0};
    struct jq_values outputs = {0};
    VECTOR_PUSH(arena, &inputs, value ? value : jq_null(arena, origin));
    struct span span = {source, (uint32_t)(fuzzing->bytes.length - program.length),
                        (uint32_t)fuzzing->bytes.length};
    struct jq_variable unknown = {.name = SLICE("u"),
                                  .value = jq_unknown(arena, SLICE("fuzz"), NULL, origin)};
    struct jq_variable known = {
        .name = SLICE("k"),
        .value = jq_string(arena, text_literal(arena, SLICE("a b"), span), origin),
        .next = &unknown};
    uint32_t next_choice = 1;
    const struct jq_call call = {.arena = arena,
                                 .program = text_literal(arena, program, span),
                                 .variables = &known,
                                 .inputs = &inputs,
                                 .next_choice = &next_choice};
    const struct jq_form form = {.indent = 2, .sort_keys = true};
    bool is_known = jq_run(&call, &outputs);
    for (size_t i = 0; is_known && i < outputs.count; i++) {
        struct text_builder builder = {.arena = arena};
        jq_write(&builder, outputs.items[i], &form);
        text_resolve(arena, text_finish(&builder), 16);
    }
}
