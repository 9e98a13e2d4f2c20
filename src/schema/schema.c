/* Schemas: compiling and judging. In: JSON. Out: a schema; verdicts on values. */
#include "schema/schema.h"

#include "schema/assertion.h"

enum { TYPE_COUNT = 7 };

static const char *const type_names[TYPE_COUNT] = {"null",   "boolean", "integer", "number",
                                                   "string", "array",   "object"};

struct schema {
    unsigned types; /* bits by type_names; 0: any */
    bool uuid;
    struct pattern *pattern;
};

const char *certainty_name(enum certainty certainty)
{
    static const char *const names[] = {"valid", "violates", "may-violate", "unknown"};
    return names[certainty];
}

/* ---- Compiling ---- */

struct compiling {
    struct arena *arena;
    struct schema *schema;
    struct schema_error *error;
};

static bool fail(struct compiling *compiling, const struct value *where, slice message)
{
    *compiling->error = (struct schema_error){where->start, message};
    return false;
}

static bool add_type(struct compiling *compiling, const struct value *name)
{
    for (size_t i = 0; i < TYPE_COUNT; i++) {
        if (name->kind == VALUE_STRING && slice_is(name->string.bytes, type_names[i])) {
            compiling->schema->types |= 1u << i;
            return true;
        }
    }
    return fail(compiling, name,
                SLICE("\"type\" takes null, boolean, integer, number, string, array or object"));
}

static bool compile_type(struct compiling *compiling, const struct value *value)
{
    if (value->kind != VALUE_ARRAY) {
        return add_type(compiling, value);
    }
    for (uint32_t i = 0; i < value->count; i++) {
        if (!add_type(compiling, &value->items[i])) {
            return false;
        }
    }
    return true;
}

static bool compile_format(struct compiling *compiling, const struct value *value)
{
    compiling->schema->uuid = value->kind == VALUE_STRING && slice_is(value->string.bytes, "uuid");
    return compiling->schema->uuid ||
           fail(compiling, value, SLICE("the only \"format\" so far is \"uuid\""));
}

static bool compile_pattern(struct compiling *compiling, const struct value *value)
{
    slice message = SLICE("\"pattern\" takes a regular expression");
    if (value->kind == VALUE_STRING) {
        compiling->schema->pattern =
            pattern_compile(compiling->arena, value->string.bytes, &message);
    }
    return compiling->schema->pattern || fail(compiling, value, message);
}

static bool compile_nothing(struct compiling *compiling, const struct value *value)
{
    return true;
}

struct keyword {
    const char *name;
    bool (*compile)(struct compiling *compiling, const struct value *value);
};

static const struct keyword keywords[] = {
    {"type", compile_type},           {"format", compile_format},    {"pattern", compile_pattern},
    {"title", compile_nothing},       {"$comment", compile_nothing}, {"examples", compile_nothing},
    {"description", compile_nothing},
};

static bool compile_keyword(struct compiling *compiling, const struct member *member)
{
    slice name = member->key.string.bytes;
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (slice_is(name, keywords[i].name)) {
            return keywords[i].compile(compiling, &member->value);
        }
    }
    return fail(
        compiling, &member->key,
        arena_printf(compiling->arena, "the keyword \"%.*s\" is not supported", SLICE_ARGS(name)));
}

struct schema *schema_compile(struct arena *arena, const struct value *json,
                              struct schema_error *error)
{
    struct compiling compiling = {arena, ARENA_NEW(arena, struct schema), error};
    if (json->kind != VALUE_OBJECT) {
        fail(&compiling, json, SLICE("a schema is an object"));
        return NULL;
    }
    for (uint32_t i = 0; i < json->count; i++) {
        if (!compile_keyword(&compiling, &json->members[i])) {
            schema_free(compiling.schema);
            return NULL;
        }
    }
    return compiling.schema;
}

void schema_free(struct schema *schema)
{
    if (schema) {
        pattern_free(schema->pattern);
    }
}

/* ---- Judging ---- */

static const char *kind_phrase(enum value_kind kind)
{
    static const char *const phrases[] = {
        [VALUE_NULL] = "is null",       [VALUE_BOOLEAN] = "is a boolean",
        [VALUE_NUMBER] = "is a number", [VALUE_STRING] = "is a string",
        [VALUE_ARRAY] = "is an array",  [VALUE_OBJECT] = "is an object",
        [VALUE_HOLE] = "is not known",
    };
    return phrases[kind];
}

/* Whether a number as written has no fraction (JSON Schema 2020-12 Core, section 4.2.3: 1.0 is an
 * integer). */
static bool is_integer(slice number)
{
    size_t point = slice_find_byte(number, '.');
    for (size_t i = point + 1; i < number.length; i++) {
        if (number.data[i] != '0') {
            return false;
        }
    }
    return slice_find_byte(number, 'e') == number.length &&
           slice_find_byte(number, 'E') == number.length;
}

static unsigned types_of(const struct value *value)
{
    static const unsigned bits[] = {
        [VALUE_NULL] = 1u << 0,   [VALUE_BOOLEAN] = 1u << 1, [VALUE_NUMBER] = 1u << 3,
        [VALUE_STRING] = 1u << 4, [VALUE_ARRAY] = 1u << 5,   [VALUE_OBJECT] = 1u << 6,
        [VALUE_HOLE] = 0,
    };
    unsigned types = bits[value->kind];
    if (value->kind == VALUE_NUMBER && is_integer(value->string.bytes)) {
        types |= 1u << 2;
    }
    return types;
}

/* A hole that is the whole value: only of a number is the type known. */
static struct verdict judge_hole(struct arena *arena, const struct schema *schema,
                                 const struct value *value)
{
    const struct hole *hole =
        value->string.hole_count > 0 ? value->string.holes[0].piece->hole : NULL;
    bool number = hole && hole->shape == SHAPE_INTEGER && value->string.bytes.length == 1;
    if (number && schema->types && !(schema->types & (1u << 2 | 1u << 3))) {
        struct verdict verdict = {CERTAINTY_VIOLATES, {NULL, 0}, SLICE("is a number")};
        const struct hole *depends;
        string_fill(arena, &value->string, 0, &verdict.witness, &depends);
        return verdict;
    }
    if (number && !schema->uuid && !schema->pattern) {
        return (struct verdict){.certainty = CERTAINTY_VALID};
    }
    return verdict_unknown(hole);
}

struct verdict schema_judge_string(struct arena *arena, const struct schema *schema,
                                   const struct string_value *string)
{
    struct verdict verdict = {0};
    if (schema->uuid) {
        verdict = judge_uuid(arena, string);
    }
    if (schema->pattern && verdict.certainty != CERTAINTY_VIOLATES) {
        struct verdict second = judge_pattern(arena, schema->pattern, string);
        bool worse =
            second.certainty == CERTAINTY_VIOLATES || verdict.certainty == CERTAINTY_VALID ||
            (verdict.certainty == CERTAINTY_UNKNOWN && second.certainty == CERTAINTY_MAY_VIOLATE);
        verdict = worse ? second : verdict;
    }
    return verdict;
}

struct verdict schema_judge(struct arena *arena, const struct schema *schema,
                            const struct value *value, const struct flat_text *flat)
{
    if (value->kind == VALUE_HOLE) {
        return judge_hole(arena, schema, value);
    }
    if (schema->types && !(schema->types & types_of(value))) {
        return (struct verdict){CERTAINTY_VIOLATES,
                                slice_sub(flat->bytes, value->start, value->end),
                                slice_from(kind_phrase(value->kind))};
    }
    return value->kind == VALUE_STRING ? schema_judge_string(arena, schema, &value->string)
                                       : (struct verdict){0};
}
