/* The property that makes verdicts on unfinished values worth anything: for random schemas and
 * documents with holes, the verdict on the document never contradicts the verdict on any of its
 * fillings. In: nothing, or PAYLINT_SCHEMA_CASES and PAYLINT_SCHEMA_SEED. Out: how many cases were
 * decided, and one line. */
#include "base/buffer.h"
#include "schema/schema.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

enum { CASES = 20000, FILLINGS = 8, HOLES_MAX = 4, PARTS_MAX = 64 };

struct random {
    uint64_t state;
};

static unsigned pick(struct random *random, unsigned count)
{
    random->state ^= random->state << 13;
    random->state ^= random->state >> 7;
    random->state ^= random->state << 17;
    return (unsigned)((random->state >> 20) % count);
}

#define PICK(random, table) ((table)[pick((random), sizeof(table) / sizeof *(table))])

/* ---- Schemas ---- */

static const char *const scalars[] = {
    "{'type':'string'}",
    "{'type':'integer'}",
    "{'type':['null','boolean']}",
    "{'type':'number','minimum':2}",
    "{'type':'object'}",
    "{'type':'array'}",
    "{'maximum':10}",
    "{'exclusiveMaximum':1}",
    "{'multipleOf':0.5}",
    "{'multipleOf':3}",
    "{'multipleOf':1}",
    "{'minLength':2}",
    "{'maxLength':3}",
    "{'minLength':30}",
    "{'maxLength':36}",
    "{'pattern':'^[a-z]+$'}",
    "{'pattern':'^[^A-Z]*$'}",
    "{'pattern':'^x'}",
    "{'pattern':'-[0-9]+$'}",
    "{'pattern':'^(a|b)c'}",
    "{'pattern':'^[a-f0-9-]{36}$'}",
    "{'format':'uuid'}",
    "{'format':'date'}",
    "{'format':'ipv4'}",
    "{'format':'email'}",
    "{'format':'uri'}",
    "{'format':'hostname'}",
    "{'enum':['a','b',1,null]}",
    "{'enum':['a','x-1','x-42','ab','b','abc','1','c','d','42']}",
    "{'const':'x'}",
    "{'const':{'a':1}}",
    "{'const':42}",
    "{'enum':[[1],['a'],{'b':'x'}]}",
    "true",
    "false",
    "{'minItems':2}",
    "{'maxItems':1}",
    "{'minProperties':2}",
    "{'maxProperties':1}",
    "{'required':['a']}",
    "{'required':['b','c']}",
    "{'uniqueItems':true}",
    "{'dependentRequired':{'a':['b']}}",
    "{'$ref':'#/$defs/d'}",
};

/* What @ stands in for is a schema. */
static const char *const compounds[] = {
    "{'allOf':[@,@]}",
    "{'anyOf':[@,@]}",
    "{'anyOf':[@,@,@]}",
    "{'oneOf':[@,@]}",
    "{'oneOf':[@,@,@]}",
    "{'not':@}",
    "{'if':@,'then':@,'else':@}",
    "{'if':@,'then':@}",
    "{'properties':{'a':@,'b':@}}",
    "{'properties':{'a':@},'required':['a']}",
    "{'properties':{'a':@},'additionalProperties':@}",
    "{'properties':{'a':@,'b':true,'c':true},'additionalProperties':false}",
    "{'patternProperties':{'^[a-b]$':@},'additionalProperties':@}",
    "{'patternProperties':{'c':@}}",
    "{'propertyNames':@}",
    "{'dependentSchemas':{'a':@}}",
    "{'items':@}",
    "{'prefixItems':[@,@],'items':@}",
    "{'prefixItems':[@]}",
    "{'contains':@}",
    "{'contains':@,'minContains':2}",
    "{'contains':@,'minContains':0,'maxContains':1}",
    "{'properties':{'a':@},'unevaluatedProperties':false}",
    "{'anyOf':[{'properties':{'a':@}},{'properties':{'b':@}}],'unevaluatedProperties':false}",
    "{'if':{'properties':{'a':@},'required':['a']},'then':{'properties':{'b':true}},"
    "'unevaluatedProperties':@}",
    "{'anyOf':[{'prefixItems':[@]},{'contains':@}],'unevaluatedItems':@}",
    "{'prefixItems':[@],'unevaluatedItems':false}",
    "{'allOf':[{'properties':{'a':@}}],'dependentSchemas':{'b':{'properties':{'b':@}}},"
    "'unevaluatedProperties':false}",
};

static void write_schema(struct buffer *out, struct random *random, unsigned depth)
{
    bool compound = depth > 0 && pick(random, 4) > 0;
    for (const char *c = compound ? PICK(random, compounds) : PICK(random, scalars); *c; c++) {
        if (*c == '@') {
            write_schema(out, random, depth - 1);
        } else {
            buffer_append_byte(out, *c == '\'' ? '"' : *c);
        }
    }
}

static slice make_schema(struct arena *arena, struct random *random)
{
    struct buffer out = {.arena = arena};
    buffer_append(&out, SLICE("{\"$defs\":{\"d\":"));
    for (const char *c = "{'anyOf':[{'type':'string'},{'items':{'$ref':'#/$defs/d'}}]}"; *c; c++) {
        buffer_append_byte(&out, *c == '\'' ? '"' : *c);
    }
    buffer_append(&out, SLICE("},\"allOf\":["));
    write_schema(&out, random, 1 + pick(random, 3));
    buffer_append(&out, SLICE("]}"));
    return buffer_slice(&out);
}

/* ---- Documents ---- */

/* Where a hole stands. */
enum place { IN_STRING, AS_VALUE, AS_ITEMS, AS_GROWTH_OF_ARRAY, AS_GROWTH_OF_OBJECT };

struct part {
    slice bytes;
    struct hole *hole; /* or NULL */
    enum place place;
};

struct document {
    struct arena *arena;
    struct part parts[PARTS_MAX];
    size_t count;
    struct hole *holes[HOLES_MAX];
    enum place places[HOLES_MAX];
    size_t hole_count;
};

static void add_bytes(struct document *document, slice bytes)
{
    if (document->count < PARTS_MAX) {
        document->parts[document->count++] = (struct part){.bytes = bytes};
    }
}

static const slice words[] = {
    {"a", 1}, {"b", 1}, {"1", 1}, {"x-1", 3}, {"ABC", 3}, {"", 0}, {"x", 1}, {"\xC3\xA9", 2},
};
static const slice values[] = {
    {"1", 1},     {"42", 2},  {"true", 4},      {"null", 4},
    {"\"a\"", 3}, {"[1]", 3}, {"{\"a\":1}", 7}, {"2.5", 3},
};

static void choose_literals(struct document *document, struct random *random, struct hole *hole,
                            const slice *all, size_t count)
{
    slice *literals = ARENA_ARRAY(document->arena, slice, 3);
    hole->one_of_count = 1 + pick(random, 3);
    for (size_t i = 0; i < hole->one_of_count; i++) {
        literals[i] = all[pick(random, (unsigned)count)];
    }
    hole->one_of = literals;
}

static void choose_shape(struct document *document, struct random *random, struct hole *hole,
                         enum place place)
{
    static const enum shape in_string[] = {
        SHAPE_ONE_OF, SHAPE_UUID_LOWER, SHAPE_UUID_UPPER, SHAPE_UUID,    SHAPE_INTEGER,
        SHAPE_HEX,    SHAPE_WORD,       SHAPE_TEXT,       SHAPE_UNKNOWN,
    };
    static const enum shape as_value[] = {SHAPE_INTEGER, SHAPE_ONE_OF, SHAPE_UNKNOWN};
    hole->shape = SHAPE_UNKNOWN;
    if (place == IN_STRING) {
        hole->shape = PICK(random, in_string);
        hole->form = pick(random, 3) == 0 ? HOLE_ESCAPED : HOLE_FREE;
        choose_literals(document, random, hole, words, sizeof words / sizeof *words);
        hole->not_empty = pick(random, 3) == 0;
    } else if (place == AS_VALUE) {
        hole->shape = PICK(random, as_value);
        hole->form = hole->shape == SHAPE_UNKNOWN && pick(random, 2) ? HOLE_VALUE : HOLE_FREE;
        choose_literals(document, random, hole, values, sizeof values / sizeof *values);
    }
    hole->from_outside =
        hole->shape == SHAPE_UNKNOWN || (hole->shape != SHAPE_WORD && pick(random, 3) == 0);
    hole->from = SLICE("the test");
}

/* A hole, now and then one that stands elsewhere already. */
static void add_hole(struct document *document, struct random *random, enum place place)
{
    struct hole *hole = NULL;
    for (size_t i = 0; i < document->hole_count && pick(random, 4) == 0; i++) {
        hole = document->places[i] == place ? document->holes[i] : hole;
    }
    if (!hole && document->hole_count == HOLES_MAX) {
        add_bytes(document, place == IN_STRING                       ? SLICE("a")
                            : place == AS_VALUE || place == AS_ITEMS ? SLICE("1")
                                                                     : SLICE(" "));
        return;
    }
    if (!hole) {
        hole = ARENA_NEW(document->arena, struct hole);
        choose_shape(document, random, hole, place);
        document->places[document->hole_count] = place;
        document->holes[document->hole_count++] = hole;
    }
    if (document->count < PARTS_MAX) {
        document->parts[document->count++] = (struct part){.hole = hole, .place = place};
    }
}

static void add_string(struct document *document, struct random *random)
{
    static const slice strings[] = {
        {"a", 1}, {"b", 1}, {"x-", 2}, {"", 0}, {"abc", 3}, {"X", 1}, {"2026-07-", 8}, {"ac", 2},
    };
    add_bytes(document, SLICE("\""));
    add_bytes(document, PICK(random, strings));
    if (pick(random, 2) == 0) {
        add_hole(document, random, IN_STRING);
        add_bytes(document, pick(random, 2) ? PICK(random, strings) : SLICE(""));
    }
    add_bytes(document, SLICE("\""));
}

static void add_value(struct document *document, struct random *random, unsigned depth);

static void add_array(struct document *document, struct random *random, unsigned depth)
{
    unsigned count = pick(random, 4);
    add_bytes(document, SLICE("["));
    for (unsigned i = 0; i < count; i++) {
        add_bytes(document, i > 0 ? SLICE(",") : SLICE(""));
        if (pick(random, 6) == 0) {
            add_hole(document, random, AS_ITEMS);
        } else {
            add_value(document, random, depth - 1);
        }
    }
    if (pick(random, 6) == 0) {
        add_bytes(document, SLICE(" ")); /* glued to a word it would be taken for a part of it */
        add_hole(document, random, AS_GROWTH_OF_ARRAY);
    }
    add_bytes(document, SLICE("]"));
}

static void add_object(struct document *document, struct random *random, unsigned depth)
{
    static const slice keys[] = {{"\"a\"", 3}, {"\"b\"", 3}, {"\"c\"", 3}, {"\"zz\"", 4}};
    unsigned count = pick(random, 4);
    add_bytes(document, SLICE("{"));
    for (unsigned i = 0; i < count; i++) {
        add_bytes(document, i > 0 ? SLICE(",") : SLICE(""));
        if (pick(random, 6) == 0) {
            add_string(document, random);
        } else {
            add_bytes(document, keys[i]);
        }
        add_bytes(document, SLICE(":"));
        add_value(document, random, depth - 1);
    }
    if (pick(random, 6) == 0) {
        add_bytes(document, SLICE(" "));
        add_hole(document, random, AS_GROWTH_OF_OBJECT);
    }
    add_bytes(document, SLICE("}"));
}

static void add_value(struct document *document, struct random *random, unsigned depth)
{
    unsigned kind = pick(random, depth > 0 ? 10 : 5);
    if (kind < 2) {
        add_string(document, random);
    } else if (kind == 2) {
        add_bytes(document, PICK(random, values));
    } else if (kind == 3) {
        add_hole(document, random, AS_VALUE);
    } else if (kind == 4) {
        add_bytes(document, pick(random, 2) ? SLICE("3") : SLICE("0.5"));
    } else if (kind < 7) {
        add_array(document, random, depth);
    } else {
        add_object(document, random, depth);
    }
}

static struct flat_text flat_of(const struct document *document)
{
    struct text_builder builder = {.arena = document->arena};
    for (size_t i = 0; i < document->count; i++) {
        const struct part *part = &document->parts[i];
        if (part->hole) {
            text_append_hole(&builder, part->hole, (struct span){0});
        } else {
            text_append_literal(&builder, part->bytes, (struct span){0}, TEXT_PLAIN);
        }
    }
    return text_flatten(document->arena, text_finish(&builder));
}

/* ---- Fillings ---- */

static slice random_uuid(struct arena *arena, struct random *random, enum shape shape)
{
    char *bytes = arena_alloc(arena, 36);
    bool upper = shape == SHAPE_UUID_UPPER || (shape == SHAPE_UUID && pick(random, 2));
    for (size_t i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        bytes[i] = dash ? '-' : (upper ? "0123456789ABCDEF" : "0123456789abcdef")[pick(random, 16)];
    }
    return (slice){bytes, 36};
}

static slice filling_in_string(struct arena *arena, struct random *random, const struct hole *hole)
{
    static const slice integers[] = {{"1", 1}, {"42", 2}, {"-7", 2}, {"0", 1}, {"123456", 6}};
    static const slice hexes[] = {{"0", 1}, {"0a1b2c3d4e5f", 12}, {"AF", 2}, {"c", 1}};
    static const slice texts[] = {{"a", 1},
                                  {"b", 1},
                                  {"x", 1},
                                  {"-1", 2},
                                  {"01", 2},
                                  {"ABC", 3},
                                  {"a b", 3},
                                  {"1.2.3.4", 7},
                                  {"a@b.c", 5},
                                  {"http://x", 8},
                                  {"6f1c2f0e-3b7a-4c5d-9e8f-0a1b2c3d4e5f", 36}};
    switch (hole->shape) {
    case SHAPE_ONE_OF:
        return hole->one_of[pick(random, (unsigned)hole->one_of_count)];
    case SHAPE_INTEGER:
        return PICK(random, integers);
    case SHAPE_HEX:
        return PICK(random, hexes);
    case SHAPE_WORD:
    case SHAPE_TEXT:
    case SHAPE_UNKNOWN:
        return !hole->not_empty && pick(random, 5) == 0 ? SLICE("") : PICK(random, texts);
    default:
        return random_uuid(arena, random, hole->shape);
    }
}

static slice filling_of(struct arena *arena, struct random *random, const struct hole *hole,
                        enum place place)
{
    static const slice integers[] = {{"1", 1}, {"42", 2}, {"-7", 2}, {"0", 1}, {"12", 2}};
    static const slice any[] = {{"1", 1},         {"42", 2},  {"\"a\"", 3},        {"\"x-1\"", 5},
                                {"null", 4},      {"[]", 2},  {"{}", 2},           {"{\"a\":1}", 7},
                                {"[1,\"b\"]", 7}, {"2.5", 3}, {"{\"b\":\"x\"}", 9}};
    static const slice several[] = {{" ", 1}, {"1,\"a\"", 5}, {"2,3,4", 5}, {"\"a\",{}", 6}};
    static const slice items[] = {
        {" ", 1}, {",1", 2}, {",\"a\",2", 6}, {"1", 1}, {",{\"a\":1}", 8}};
    static const slice members[] = {
        {" ", 1}, {",\"c\":1", 6}, {",\"q\":\"a\"", 8}, {"\"a\":1", 5}, {",\"b\":null", 9}};
    switch (place) {
    case IN_STRING:
        return filling_in_string(arena, random, hole);
    case AS_VALUE:
        return hole->shape == SHAPE_INTEGER ? PICK(random, integers)
               : hole->shape == SHAPE_ONE_OF
                   ? hole->one_of[pick(random, (unsigned)hole->one_of_count)]
                   : PICK(random, any);
    case AS_ITEMS:
        return pick(random, 2) ? PICK(random, several) : PICK(random, any);
    case AS_GROWTH_OF_ARRAY:
        return PICK(random, items);
    default:
        return PICK(random, members);
    }
}

static slice fill(const struct document *document, struct random *random)
{
    struct buffer out = {.arena = document->arena};
    slice fillings[HOLES_MAX];
    for (size_t i = 0; i < document->hole_count; i++) {
        fillings[i] = filling_of(document->arena, random, document->holes[i], document->places[i]);
    }
    for (size_t i = 0; i < document->count; i++) {
        const struct part *part = &document->parts[i];
        slice bytes = part->bytes;
        for (size_t k = 0; part->hole && k < document->hole_count; k++) {
            bytes = document->holes[k] == part->hole ? fillings[k] : bytes;
        }
        buffer_append(&out, bytes);
    }
    return out.length > 0 ? buffer_slice(&out) : SLICE("");
}

static bool has_duplicates(const struct value *value)
{
    for (uint32_t i = 0; i < value->count; i++) {
        bool object = value->kind == VALUE_OBJECT;
        if (object &&
            value_member(value, value->members[i].key.string.bytes) != &value->members[i]) {
            return true;
        }
        if (has_duplicates(object ? &value->members[i].value : &value->items[i])) {
            return true;
        }
    }
    return false;
}

/* ---- Cases ---- */

struct counts {
    size_t verdicts[4];
    size_t fillings;
    size_t contradictions;
    size_t with_holes;
};

static void complain(slice schema, const struct document *document, enum certainty certainty,
                     slice filled, const char *what)
{
    printf("  schema %.*s\n  document ", SLICE_ARGS(schema));
    for (size_t i = 0; i < document->count; i++) {
        const struct part *part = &document->parts[i];
        if (part->hole) {
            printf("<%s", shape_name(part->hole->shape));
            for (size_t k = 0; part->hole->shape == SHAPE_ONE_OF && k < part->hole->one_of_count;
                 k++) {
                printf(" %.*s", SLICE_ARGS(part->hole->one_of[k]));
            }
            printf(">");
        } else {
            printf("%.*s", SLICE_ARGS(part->bytes));
        }
    }
    printf("\n  is %s, but %.*s is %s\n", certainty_name(certainty), SLICE_ARGS(filled), what);
}

static void check_fillings(struct arena *arena, struct random *random, const struct schema *schema,
                           slice text, const struct document *document, enum certainty certainty,
                           struct counts *counts)
{
    for (int i = 0; i < FILLINGS; i++) {
        slice bytes = fill(document, random);
        struct flat_text flat = flat_of_bytes(bytes);
        struct json_document filled = json_read(arena, &flat);
        if (filled.validity != JSON_VALID || has_duplicates(&filled.root)) {
            continue;
        }
        enum certainty one = schema_judge(arena, schema, &filled.root, &flat).certainty;
        bool fast = schema_is_valid(arena, schema, &filled.root);
        bool finished = one == CERTAINTY_VALID || one == CERTAINTY_VIOLATES;
        bool contradicts = (certainty == CERTAINTY_VALID && one != CERTAINTY_VALID) ||
                           (certainty == CERTAINTY_VIOLATES && one != CERTAINTY_VIOLATES);
        counts->fillings++;
        if (contradicts || !finished || fast != (one == CERTAINTY_VALID)) {
            counts->contradictions++;
            if (counts->contradictions <= 5) {
                complain(text, document, certainty, bytes,
                         contradicts ? certainty_name(one) : "judged in two ways");
            }
        }
    }
}

static void run_case(struct random *random, struct counts *counts)
{
    struct arena *arena = arena_new();
    slice text = make_schema(arena, random);
    struct flat_text schema_flat = flat_of_bytes(text);
    struct json_document schema_json = json_read(arena, &schema_flat);
    struct schema_error error;
    struct schema *schema = schema_compile(arena, &schema_json.root, &error);
    if (!schema) {
        printf("  %.*s: %.*s\n", SLICE_ARGS(text), SLICE_ARGS(error.message));
        counts->contradictions++;
    }
    for (int i = 0; schema && i < 4; i++) {
        struct document document = {.arena = arena};
        add_value(&document, random, 3);
        struct flat_text flat = flat_of(&document);
        struct json_document json = json_read(arena, &flat);
        if (json.validity == JSON_INVALID || document.hole_count == 0) {
            continue;
        }
        struct schema_problems problems = {0};
        enum certainty certainty = schema_judge_all(arena, schema, &json.root, &flat, &problems);
        counts->verdicts[certainty]++;
        counts->with_holes++;
        counts->contradictions += (certainty == CERTAINTY_VALID) != (problems.count == 0);
        check_fillings(arena, random, schema, text, &document, certainty, counts);
    }
    schema_free(schema);
    arena_free(arena);
}

static unsigned long number_from(const char *variable, unsigned long otherwise)
{
    const char *value = getenv(variable);
    return value && *value ? strtoul(value, NULL, 10) : otherwise;
}

int main(void)
{
    struct random random = {number_from("PAYLINT_SCHEMA_SEED", 20261124) * 2654435761u +
                            88172645463325252u};
    unsigned long cases = number_from("PAYLINT_SCHEMA_CASES", CASES);
    struct counts counts = {0};
    while (counts.with_holes < cases) {
        run_case(&random, &counts);
    }
    size_t decided = counts.verdicts[CERTAINTY_VALID] + counts.verdicts[CERTAINTY_VIOLATES];
    printf("%zu documents with holes: %zu valid, %zu violate, %zu may violate, %zu unknown; %zu "
           "fillings\n",
           counts.with_holes, counts.verdicts[CERTAINTY_VALID], counts.verdicts[CERTAINTY_VIOLATES],
           counts.verdicts[CERTAINTY_MAY_VIOLATE], counts.verdicts[CERTAINTY_UNKNOWN],
           counts.fillings);
    test_report(counts.contradictions == 0, "no verdict contradicts a filling (%zu do)",
                counts.contradictions);
    test_report(decided * 3 > counts.with_holes && counts.fillings > counts.with_holes,
                "a third of the documents is decided, and there are fillings");
    return test_status();
}
