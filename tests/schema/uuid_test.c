/* format "uuid" and `pattern` over strings with holes. In: strings written with holes as <shape>.
 * Each row says the certainty; the verdict on a string with holes must agree with the verdicts on
 * its fillings. */
#include "base/buffer.h"
#include "schema/schema.h"
#include "tests/test.h"

#include <stdio.h>

struct row {
    const char *string;
    enum certainty certainty;
};

#define UUID "8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33"

static const struct row uuid_rows[] = {
    {UUID, CERTAINTY_VALID},
    {"8B0F0F0E-4F6C-4B3E-9D51-0D7F6C1B2A33", CERTAINTY_VALID},
    {"<uuid-lower>", CERTAINTY_VALID},
    {"<uuid>", CERTAINTY_VALID},
    {"", CERTAINTY_VIOLATES},
    {"test1_backward_compat", CERTAINTY_VIOLATES},
    {"8b0f0f0e4f6c4b3e9d510d7f6c1b2a33", CERTAINTY_VIOLATES},
    {"{" UUID "}", CERTAINTY_VIOLATES},
    {UUID " ", CERTAINTY_VIOLATES},
    {"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a3", CERTAINTY_VIOLATES},
    {"test-<uuid-lower>", CERTAINTY_VIOLATES},
    {"<uuid-lower>-1", CERTAINTY_VIOLATES},
    {"<uuid-lower><uuid-lower>", CERTAINTY_VIOLATES},
    {"<integer>", CERTAINTY_VIOLATES},
    {"<hex>", CERTAINTY_VIOLATES},
    {"test-rate-<integer>", CERTAINTY_VIOLATES},
    {"name-<unknown>", CERTAINTY_VIOLATES},
    {"8b0f0f0e-4f6c-4b3e-9d51-<hex>", CERTAINTY_MAY_VIOLATE},
    {"00000000-0000-0000-0000-<integer>", CERTAINTY_MAY_VIOLATE},
    {"<unknown>", CERTAINTY_UNKNOWN},
    {"<text>", CERTAINTY_UNKNOWN},
    {"<word>", CERTAINTY_UNKNOWN},
    {"8b0f0f0e-<unknown>", CERTAINTY_UNKNOWN},
    {"<hex>-<hex>-<hex>-<hex>-<unknown>", CERTAINTY_UNKNOWN},
};

static const struct row no_capitals_rows[] = {
    {"abc-1", CERTAINTY_VALID},
    {"", CERTAINTY_VALID},
    {"aBc", CERTAINTY_VIOLATES},
    {"<uuid-lower>", CERTAINTY_VALID},
    {"<integer>", CERTAINTY_VALID},
    {"<uuid>", CERTAINTY_MAY_VIOLATE},
    {"<uuid-upper>", CERTAINTY_MAY_VIOLATE},
    {"X<uuid-lower>", CERTAINTY_VIOLATES},
    {"<unknown>", CERTAINTY_UNKNOWN},
};

static enum shape shape_named(slice name)
{
    for (int shape = 0; shape < SHAPE_COUNT; shape++) {
        if (slice_is(name, shape_name((enum shape)shape))) {
            return (enum shape)shape;
        }
    }
    return SHAPE_UNKNOWN;
}

/* "a<hex>b" as a string value. */
static struct string_value string_of(struct arena *arena, const char *written)
{
    struct buffer bytes = {.arena = arena};
    VECTOR(struct string_hole) holes = {0};
    slice rest = slice_from(written);
    while (rest.length > 0) {
        size_t open = slice_find_byte(rest, '<');
        buffer_append(&bytes, slice_sub(rest, 0, open));
        if (open == rest.length) {
            break;
        }
        size_t close = slice_find_byte(rest, '>');
        struct hole *hole = ARENA_NEW(arena, struct hole);
        hole->shape = shape_named(slice_sub(rest, open + 1, close));
        hole->from_outside = hole->shape == SHAPE_UNKNOWN;
        struct text_piece *piece = ARENA_NEW(arena, struct text_piece);
        *piece = (struct text_piece){.kind = PIECE_HOLE, .hole = hole};
        struct string_hole place = {(uint32_t)bytes.length, piece};
        VECTOR_PUSH(arena, &holes, place);
        buffer_append_byte(&bytes, TEXT_HOLE_BYTE);
        rest = slice_sub(rest, close + 1, rest.length);
    }
    slice all = bytes.length > 0 ? buffer_slice(&bytes) : SLICE("");
    return (struct string_value){all, holes.items, holes.count};
}

static struct schema *schema_of(struct arena *arena, const char *json)
{
    struct flat_text flat = flat_of_bytes(slice_from(json));
    struct json_document document = json_read(arena, &flat);
    struct schema_error error = {0};
    struct schema *schema = schema_compile(arena, &document.root, &error);
    if (!schema) {
        printf("  %.*s\n", SLICE_ARGS(error.message));
    }
    return schema;
}

static void run(struct arena *arena, const char *json, const struct row *rows, size_t count)
{
    struct schema *schema = schema_of(arena, json);
    for (size_t i = 0; schema && i < count; i++) {
        struct string_value string = string_of(arena, rows[i].string);
        struct verdict verdict = schema_judge_string(arena, schema, &string);
        test_report(verdict.certainty == rows[i].certainty, "%s: \"%s\" is %s (judged %s)", json,
                    rows[i].string, certainty_name(rows[i].certainty),
                    certainty_name(verdict.certainty));
    }
    schema_free(schema);
}

/* A witness must be a value that a schema without holes calls wrong, too. */
static void check_witnesses(struct arena *arena)
{
    struct schema *schema = schema_of(arena, "{\"format\": \"uuid\"}");
    for (size_t i = 0; i < sizeof uuid_rows / sizeof *uuid_rows; i++) {
        struct string_value string = string_of(arena, uuid_rows[i].string);
        struct verdict verdict = schema_judge_string(arena, schema, &string);
        if (verdict.certainty != CERTAINTY_VIOLATES && verdict.certainty != CERTAINTY_MAY_VIOLATE) {
            continue;
        }
        struct string_value witness = {verdict.witness, NULL, 0};
        struct verdict second = schema_judge_string(arena, schema, &witness);
        test_report(second.certainty == CERTAINTY_VIOLATES,
                    "the witness \"%.*s\" of \"%s\" is wrong", SLICE_ARGS(verdict.witness),
                    uuid_rows[i].string);
    }
    schema_free(schema);
}

static void check_errors(struct arena *arena)
{
    static const char *const wrong[] = {"{\"type\": \"text\"}",     "{\"format\": \"dat\"}",
                                        "{\"pattern\": \"[\"}",     "{\"pattern\": 1}",
                                        "{\"minLenght\": 1}",       "[]",
                                        "{\"type\": [\"null\", 1]}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct schema *schema = schema_of(arena, wrong[i]);
        test_report(schema == NULL, "%s is refused", wrong[i]);
        schema_free(schema);
    }
}

int main(void)
{
    struct arena *arena = arena_new();
    run(arena, "{\"format\": \"uuid\"}", uuid_rows, sizeof uuid_rows / sizeof *uuid_rows);
    run(arena, "{\"pattern\": \"^[^A-Z]*$\"}", no_capitals_rows,
        sizeof no_capitals_rows / sizeof *no_capitals_rows);
    check_witnesses(arena);
    check_errors(arena);
    arena_free(arena);
    return test_status();
}
