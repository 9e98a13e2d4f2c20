/* Schemas and patterns. In: a schema, judged by itself and by a few values; a schema in one line
 * and a value with holes behind it; a pattern in one line and a string behind it. Wrong: two ways
 * of judging that differ, and a verdict that a filling of the holes contradicts. */
#include "schema/schema.h"
#include "schema/pattern.h"
#include "tests/fuzz/targets/target.h"

static const struct value *read_value(struct arena *arena, const struct flat_text *flat)
{
    struct json_document *document = ARENA_NEW(arena, struct json_document);
    *document = json_read(arena, flat);
    return document->validity == JSON_INVALID ? NULL : &document->root;
}

static struct schema *compile(struct arena *arena, const struct value *json, bool lenient)
{
    struct schema_error error;
    const struct schema_options options = {.ignore_unknown = lenient,
                                           .format_is_annotation = lenient};
    return json ? schema_compile_with(arena, json, &options, &error) : NULL;
}

/* A finished value; CERTAINTY_UNKNOWN where that was too much work. */
static enum certainty judge_finished(struct arena *arena, const struct schema *schema, slice bytes)
{
    struct flat_text flat = flat_of_bytes(bytes);
    struct json_document document = json_read(arena, &flat);
    if (document.validity != JSON_VALID || fuzz_has_duplicates(&document.root)) {
        return CERTAINTY_UNKNOWN;
    }
    enum certainty one = schema_judge(arena, schema, &document.root, &flat).certainty;
    bool fast = schema_is_valid(arena, schema, &document.root);
    if (one == CERTAINTY_MAY_VIOLATE ||
        (one != CERTAINTY_UNKNOWN && fast != (one == CERTAINTY_VALID))) {
        fuzz_fail("%.*s is %s, and valid: %d", SLICE_ARGS(bytes), certainty_name(one), fast);
    }
    return one;
}

void fuzz_schema(struct fuzzing *fuzzing)
{
    static const slice values[] = {
        {"null", 4},
        {"\"6f1c2f0e-3b7a-4c5d-9e8f-0a1b2c3d4e5f\"", 38},
        {"[1,2.5,\"a\",[],{}]", 17},
        {"{\"a\":1,\"b\":[true],\"request_id\":\"x\"}", 36},
    };
    struct flat_text flat = flat_of_bytes(fuzzing->bytes);
    const struct value *json = read_value(fuzzing->arena, &flat);
    for (int lenient = 0; json && lenient < 2; lenient++) {
        struct schema *schema = compile(fuzzing->arena, json, lenient);
        for (size_t i = 0; schema && i < sizeof values / sizeof *values; i++) {
            judge_finished(fuzzing->arena, schema, values[i]);
        }
        if (schema) {
            judge_finished(fuzzing->arena, schema, fuzzing->bytes);
            schema_free(schema);
        }
    }
}

static void judge_fillings(struct fuzzing *fuzzing, const struct schema *schema,
                           const struct flat_text *flat, enum certainty certainty)
{
    for (size_t i = 0; i < 6; i++) {
        slice filled;
        if (!fuzz_fill(fuzzing->arena, flat, i, &filled)) {
            return;
        }
        enum certainty one = judge_finished(fuzzing->arena, schema, filled);
        if ((certainty == CERTAINTY_VALID && one == CERTAINTY_VIOLATES) ||
            (certainty == CERTAINTY_VIOLATES && one == CERTAINTY_VALID)) {
            fuzz_fail("it is %s, but %.*s is %s", certainty_name(certainty), SLICE_ARGS(filled),
                      certainty_name(one));
        }
    }
}

void fuzz_judge(struct fuzzing *fuzzing)
{
    slice rest = fuzzing->bytes;
    struct flat_text schema_flat = flat_of_bytes(fuzz_take_line(&rest));
    struct schema *schema =
        compile(fuzzing->arena, read_value(fuzzing->arena, &schema_flat), false);
    struct flat_text flat = fuzz_flat(fuzzing->arena, rest);
    const struct value *value = read_value(fuzzing->arena, &flat);
    if (schema && value && !fuzz_has_duplicates(value)) {
        struct schema_problems problems = {0};
        enum certainty certainty =
            schema_judge_all(fuzzing->arena, schema, value, &flat, &problems);
        if ((certainty == CERTAINTY_VALID) != (problems.count == 0)) {
            fuzz_fail("%s with %zu problems", certainty_name(certainty), problems.count);
        }
        judge_fillings(fuzzing, schema, &flat, certainty);
    }
    if (schema) {
        schema_free(schema);
    }
}

/* What ECMA-262 has and PCRE2 can't do, and nothing else that it complains about. */
static bool is_too_hard(slice error)
{
    static const char *const limits[] = {
        PATTERN_TOO_HARD "lookbehind assertion is not fixed length",
        PATTERN_TOO_HARD "lookbehind assertion is too long",
        PATTERN_TOO_HARD "lookbehind is too complicated",
        PATTERN_TOO_HARD "unknown property after \\P or \\p",
        PATTERN_TOO_HARD "regular expression is too large",
        PATTERN_TOO_HARD "number too big in {} quantifier",
        PATTERN_TOO_HARD "parentheses are too deeply nested",
    };
    return SLICE_IS_ONE_OF(error, limits);
}

void fuzz_pattern(struct fuzzing *fuzzing)
{
    slice rest = fuzzing->bytes;
    slice source = fuzz_take_line(&rest);
    slice error;
    struct pattern *pattern = pattern_compile(fuzzing->arena, source, &error);
    bool valid = regex_is_valid(fuzzing->arena, source);
    if (pattern ? !valid : valid && !is_too_hard(error)) {
        fuzz_fail("compiled: %d, which validity contradicts: %.*s: %.*s", pattern != NULL,
                  SLICE_ARGS(source), SLICE_ARGS(pattern ? SLICE("") : error));
    }
    if (!pattern) {
        return;
    }
    struct flat_text flat = fuzz_flat(fuzzing->arena, rest);
    struct string_hole *holes = ARENA_ARRAY(fuzzing->arena, struct string_hole, flat.hole_count);
    for (size_t i = 0; i < flat.hole_count; i++) {
        holes[i] = (struct string_hole){flat.holes[i], flat_piece_at(&flat, flat.holes[i])->piece};
    }
    const struct string_value string = {flat.bytes, holes, flat.hole_count};
    enum certainty certainty = pattern_judge(pattern, &string);
    slice filled;
    for (size_t i = 0; i < 6 && fuzz_fill(fuzzing->arena, &flat, i, &filled); i++) {
        const struct string_value whole = {.bytes = filled};
        enum certainty one = pattern_judge(pattern, &whole);
        if (certainty != CERTAINTY_UNKNOWN && one != CERTAINTY_UNKNOWN && one != certainty) {
            fuzz_fail("it is %s, but %.*s is %s", certainty_name(certainty), SLICE_ARGS(filled),
                      certainty_name(one));
        }
    }
    pattern_free(pattern);
}
