/* What is told of values that are wrong: the place, the keyword, the reason. Schemas that can't be
 * compiled: where and why. Schemas and values made to break a judge. In: JSON, in which <shape> is
 * a hole and ' stands for ". Out: one line a row. */
#include "base/buffer.h"
#include "schema/schema.h"
#include "tests/test.h"

#include <stdio.h>
#include <string.h>

struct row {
    const char *schema;
    const char *value;
    const char *told; /* "certainty pointer keyword: reason", each problem on a line */
};

static const struct row rows[] = {
    {"{'type':'object','required':['id'],'properties':{'n':{'maximum':10}}}", "{'n':11}",
     "violates  required: has no member \"id\"\nviolates /n maximum: is greater than 10"},
    {"{'properties':{'a':{'items':{'type':'string'}}}}", "{'a':['x',1,true]}",
     "violates /a/1 type: is a number\nviolates /a/2 type: is a boolean"},
    {"{'additionalProperties':false,'properties':{'a':true}}", "{'a':1,'b/c':2}",
     "violates /b~1c false: may not be there"},
    {"{'required':['id']}", "{'a':1, <unknown>}", "unknown  required: the test"},
    {"{'required':['id']}", "{'x<integer>':1}", "violates  required: has no member \"id\""},
    {"{'properties':{'n':{'maximum':10}}}", "{'n':<integer>}",
     "may-violate /n maximum: is greater than 10"},
    {"{'properties':{'n':{'type':'string'}}}", "{'n':<integer>}", "violates /n type: is a number"},
    {"{'not':{'properties':{'n':{'maximum':10}},'required':['n']}}", "{'n':<integer>}",
     "may-violate  not: is what it must not be"},
    {"{'properties':{'id':{'format':'uuid'}}}", "{'id':'<uuid>'}", ""},
    {"{'properties':{'id':{'format':'uuid'}}}", "{'id':'<unknown>'}",
     "unknown /id format: the test"},
    {"{'properties':{'id':{'format':'uuid'}}}", "{'id':'id-<unknown>'}",
     "violates /id format: is not a UUID"},
    {"{'properties':{'d':{'format':'date'}}}", "{'d':'<uuid>'}",
     "violates /d format: is not a date (2026-07-31)"},
    {"{'anyOf':[{'type':'string'},{'properties':{'k':{'const':'a'},'n':{'type':'integer'}}}]}",
     "{'k':'a','n':'x'}", "violates /n type: is a string"},
    {"{'oneOf':[{'type':'string'},{'minLength':1}]}", "'x'",
     "violates  oneOf: fits more than one of the 2 alternatives"},
    {"{'enum':['a','b']}", "'c'", "violates  enum: is none of a, b"},
    {"{'uniqueItems':true}", "['<uuid>','a','a']",
     "violates  uniqueItems: has the same item at 1 and 2"},
    {"{'multipleOf':0.1}", "1e400", ""},
    {"{'multipleOf':0.3}", "0.1", "violates  multipleOf: is not a multiple of 0.3"},
    {"{'maximum':1e400}", "1e401", "violates  maximum: is greater than 1e400"},
    {"{'type':'integer'}", "1e1000000000", ""},
    {"{'multipleOf':7}", "1e1000000000", "violates  multipleOf: is not a multiple of 7"},
    {"{'minimum':1}", "1e-99999999999999999999", "violates  minimum: is less than 1"},
    {"{'$ref':'#'}", "1",
     "unknown  schema: a schema that refers to itself without end, or takes too long"},
    {"{'allOf':[{'$ref':'#'},{'$ref':'#'}]}", "1",
     "unknown  schema: a schema that refers to itself without end, or takes too long"},
    {"{'pattern':'^(a+)+$'}", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'",
     "unknown  pattern: something not known"},
    /* Draft 7 and others, by $schema. */
    {"{'$schema':'http://json-schema.org/draft-07/schema#','items':[{'type':'string'}],"
     "'additionalItems':false}",
     "['a',1]", "violates /1 false: may not be there"},
    {"{'$schema':'http://json-schema.org/draft-07/schema#','dependencies':{'a':['b'],'c':{"
     "'required':['d']}}}",
     "{'a':1,'c':1}",
     "violates  dependentRequired: has a member \"a\", but no \"b\"\nviolates  required: has no "
     "member \"d\""},
    {"{'$schema':'http://json-schema.org/draft-07/schema#','definitions':{'s':{'type':'string'}},"
     "'properties':{'a':{'$ref':'#/definitions/s','minLength':5}}}",
     "{'a':'x'}", ""},
    {"{'$schema':'http://json-schema.org/draft-07/schema#','definitions':{'s':{'$id':'#s','type':"
     "'string'}},'$ref':'#/definitions/s'}",
     "1", "violates  type: is a number"},
    {"{'$schema':'http://json-schema.org/draft-07/schema#','definitions':{'s':{'$id':'#s','type':"
     "'string'}},'properties':{'a':{'$ref':'#s'}}}",
     "{'a':1}", "violates /a type: is a number"},
    {"{'$schema':'http://json-schema.org/draft-04/schema#','minimum':1,'exclusiveMinimum':true}",
     "1", "violates  exclusiveMinimum: is not greater than 1"},
    {"{'$schema':'http://json-schema.org/draft-07/schema#','$ref':"
     "'http://json-schema.org/draft-07/schema#'}",
     "{'properties':{'a':{'minLength':-1}}}",
     "violates /properties/a/minLength minimum: is less than 0"},
    {"{'$schema':'https://json-schema.org/draft/2019-09/schema','$recursiveAnchor':true,"
     "'properties':{'a':{'$recursiveRef':'#'}},'unevaluatedProperties':false}",
     "{'a':{'b':1}}", "violates /a/b false: may not be there"},
};

static const struct row errors[] = {
    {"{'type':'text'}", "",
     "8 \"type\" takes null, boolean, integer, number, string, array or object"},
    {"{'properties':{'a':{'minLength':-1}}}", "", "32 \"minLength\" takes an integer from 0 on"},
    {"{'minLenght':1}", "",
     "1 the keyword \"minLenght\" is not known; did you mean \"minLength\"?"},
    {"{'format':'datetime'}", "",
     "10 there is no format \"datetime\"; did you mean \"date-time\"?"},
    {"{'$ref':'#/$defs/a'}", "", "8 there is nothing at \"#/$defs/a\""},
    {"{'$ref':'http://example.com/a.json'}", "",
     "8 nothing is known of \"http://example.com/a.json\": no document of that name was given, and "
     "none is fetched"},
    {"{'pattern':'a(b'}", "", "11 a group isn't closed (at character 4 of the pattern)"},
    {"{'pattern':'(?i)a'}", "", "11 ECMA-262 has no such group (at character 1 of the pattern)"},
    {"{'patternProperties':{'[':true}}", "",
     "22 a character class isn't closed (at character 2 of the pattern)"},
};

static slice with_quotes(struct arena *arena, const char *written)
{
    slice copy = arena_copy(arena, slice_from(written));
    char *bytes = (char *)(size_t)copy.data;
    for (size_t i = 0; i < copy.length; i++) {
        bytes[i] = bytes[i] == '\'' ? '"' : bytes[i];
    }
    return copy;
}

static enum shape shape_named(slice name)
{
    for (int shape = 0; shape < SHAPE_COUNT; shape++) {
        if (slice_is(name, shape_name((enum shape)shape))) {
            return (enum shape)shape;
        }
    }
    return SHAPE_UNKNOWN;
}

static struct flat_text flat_of(struct arena *arena, slice rest)
{
    struct text_builder builder = {.arena = arena};
    while (rest.length > 0) {
        size_t open = slice_find_byte(rest, '<');
        size_t close = slice_find_byte(rest, '>');
        text_append_literal(&builder, slice_sub(rest, 0, open), (struct span){0}, TEXT_PLAIN);
        if (open == rest.length) {
            break;
        }
        struct hole *hole = ARENA_NEW(arena, struct hole);
        hole->shape = shape_named(slice_sub(rest, open + 1, close));
        hole->from = SLICE("the test");
        hole->from_outside = hole->shape == SHAPE_UNKNOWN;
        text_append_hole(&builder, hole, (struct span){0});
        rest = slice_sub(rest, close + 1, rest.length);
    }
    return text_flatten(arena, text_finish(&builder));
}

static struct schema *compile(struct arena *arena, slice text, struct schema_error *error)
{
    struct flat_text flat = flat_of_bytes(text);
    struct json_document *document = ARENA_NEW(arena, struct json_document);
    *document = json_read(arena, &flat);
    return schema_compile(arena, &document->root, error);
}

static void run_row(struct arena *arena, const struct row *row)
{
    struct schema_error error;
    struct schema *schema = compile(arena, with_quotes(arena, row->schema), &error);
    if (!schema) {
        test_report(false, "%s: %.*s", row->schema, SLICE_ARGS(error.message));
        return;
    }
    struct flat_text flat = flat_of(arena, with_quotes(arena, row->value));
    struct json_document document = json_read(arena, &flat);
    struct schema_problems problems = {0};
    struct buffer told = {.arena = arena};
    schema_judge_all(arena, schema, &document.root, &flat, &problems);
    for (size_t i = 0; i < problems.count; i++) {
        const struct schema_problem *problem = &problems.items[i];
        buffer_printf(&told, "%s%s %.*s %.*s: %.*s", i > 0 ? "\n" : "",
                      certainty_name(problem->certainty), SLICE_ARGS(problem->pointer),
                      SLICE_ARGS(problem->keyword), SLICE_ARGS(problem->reason));
    }
    char name[400];
    snprintf(name, sizeof name, "%s of %s", row->schema, row->value);
    test_bytes(name, told.length > 0 ? buffer_slice(&told) : SLICE(""), slice_from(row->told));
    schema_free(schema);
}

static void run_error(struct arena *arena, const struct row *row)
{
    struct schema_error error = {0};
    struct schema *schema = compile(arena, with_quotes(arena, row->schema), &error);
    slice got =
        schema ? SLICE("it was compiled")
               : arena_printf(arena, "%u %.*s", (unsigned)error.offset, SLICE_ARGS(error.message));
    test_bytes(row->schema, got, slice_from(row->told));
    schema_free(schema);
}

/* ---- Made to break it ---- */

static slice repeat(struct arena *arena, const char *before, const char *middle, const char *after,
                    size_t count)
{
    struct buffer out = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        buffer_append(&out, slice_from(before));
    }
    buffer_append(&out, slice_from(middle));
    for (size_t i = 0; i < count; i++) {
        buffer_append(&out, slice_from(after));
    }
    return with_quotes(arena, arena_cstring(arena, buffer_slice(&out)));
}

static enum certainty judge_text(struct arena *arena, slice schema_text, slice value)
{
    struct schema_error error = {0};
    struct schema *schema = compile(arena, schema_text, &error);
    if (!schema) {
        printf("  %.*s\n", SLICE_ARGS(error.message));
        return CERTAINTY_MAY_VIOLATE;
    }
    struct flat_text flat = flat_of_bytes(value);
    struct json_document document = json_read(arena, &flat);
    enum certainty certainty = schema_judge(arena, schema, &document.root, &flat).certainty;
    schema_free(schema);
    return certainty;
}

static slice long_chain(struct arena *arena, size_t count)
{
    struct buffer out = {.arena = arena};
    buffer_append(&out, SLICE("{\"$defs\":{"));
    for (size_t i = 0; i < count; i++) {
        buffer_printf(&out, "\"%zu\":{\"$ref\":\"#/$defs/%zu\"},", i, i + 1);
    }
    buffer_printf(&out, "\"%zu\":{\"type\":\"null\"}},\"$ref\":\"#/$defs/0\"}", count);
    return buffer_slice(&out);
}

static void check_extremes(struct arena *arena)
{
    slice nested = repeat(arena, "{'items':", "{'type':'array'}", "}", 900);
    slice value = repeat(arena, "[", "1", "]", 900);
    test_report(judge_text(arena, nested, value) == CERTAINTY_VIOLATES, "schemas 900 deep");
    slice tree =
        with_quotes(arena, "{'anyOf':[{'items':{'$ref':'#'}},{'items':{'$ref':'#'}}],'not':"
                           "{'const':1}}");
    test_report(judge_text(arena, tree, value) != CERTAINTY_VALID,
                "a schema that tries everything twice at each level");
    test_report(judge_text(arena, long_chain(arena, 2000), SLICE("1")) == CERTAINTY_VIOLATES,
                "2,000 references one behind the other");
    test_report(judge_text(arena, long_chain(arena, 20000), SLICE("1")) == CERTAINTY_UNKNOWN,
                "20,000 references are given up");
    slice digits = repeat(arena, "7", "", "", 200000);
    slice multiple =
        arena_printf(arena, "{\"multipleOf\":%.*s}", SLICE_ARGS(slice_sub(digits, 0, 100)));
    test_report(judge_text(arena, multiple, digits) == CERTAINTY_VALID,
                "a number of 200,000 digits divided by one of 100");
    struct buffer items = {.arena = arena};
    buffer_append_byte(&items, '[');
    for (int i = 0; i < 100000; i++) {
        buffer_printf(&items, "%d,", i);
    }
    buffer_append(&items, SLICE("1.0e0]"));
    test_report(judge_text(arena, SLICE("{\"uniqueItems\":true}"), buffer_slice(&items)) ==
                    CERTAINTY_VIOLATES,
                "100,000 items, one of them twice");
}

int main(void)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        run_row(arena, &rows[i]);
    }
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        run_error(arena, &errors[i]);
    }
    check_extremes(arena);
    arena_free(arena);
    return test_status();
}
