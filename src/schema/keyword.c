/* The keywords as one table. In: a name and a draft. Out: what it takes, and what compiles it. */
#include "base/suggest.h"
#include "schema/compiler.h"

#define ALL DRAFT_4, DRAFT_2020
#define OLD DRAFT_4, DRAFT_7
#define NEW DRAFT_2019, DRAFT_2020
#define SINCE_6 DRAFT_6, DRAFT_2020
#define SINCE_7 DRAFT_7, DRAFT_2020
#define CORE VOCABULARY_CORE
#define APPLICATOR VOCABULARY_APPLICATOR
#define VALIDATION VOCABULARY_VALIDATION
#define ANNOTATION VOCABULARY_ANNOTATION

const struct keyword keywords[] = {
    {"id", DRAFT_4, DRAFT_4, CORE, TAKES_STRING, NULL},
    {"$id", SINCE_6, CORE, TAKES_STRING, NULL},
    {"$schema", ALL, CORE, TAKES_STRING, NULL},
    {"$ref", ALL, CORE, TAKES_STRING, compile_ref},
    {"$anchor", NEW, CORE, TAKES_STRING, NULL},
    {"$dynamicRef", DRAFT_2020, DRAFT_2020, CORE, TAKES_STRING, compile_dynamic_ref},
    {"$dynamicAnchor", DRAFT_2020, DRAFT_2020, CORE, TAKES_STRING, NULL},
    {"$recursiveRef", DRAFT_2019, DRAFT_2019, CORE, TAKES_STRING, compile_recursive_ref},
    {"$recursiveAnchor", DRAFT_2019, DRAFT_2019, CORE, TAKES_BOOLEAN, NULL},
    {"$vocabulary", NEW, CORE, TAKES_OBJECT, NULL},
    {"$comment", SINCE_7, CORE, TAKES_STRING, NULL},
    /* Each is used with drafts of the other's. */
    {"$defs", ALL, CORE, TAKES_SCHEMA_MAP, NULL},
    {"definitions", ALL, CORE, TAKES_SCHEMA_MAP, NULL},

    {"allOf", ALL, APPLICATOR, TAKES_SCHEMAS, compile_all_of},
    {"anyOf", ALL, APPLICATOR, TAKES_SCHEMAS, compile_any_of},
    {"oneOf", ALL, APPLICATOR, TAKES_SCHEMAS, compile_one_of},
    {"not", ALL, APPLICATOR, TAKES_SCHEMA, compile_not},
    {"if", SINCE_7, APPLICATOR, TAKES_SCHEMA, compile_if},
    {"then", SINCE_7, APPLICATOR, TAKES_SCHEMA, compile_then},
    {"else", SINCE_7, APPLICATOR, TAKES_SCHEMA, compile_else},
    {"properties", ALL, APPLICATOR, TAKES_SCHEMA_MAP, compile_properties},
    {"patternProperties", ALL, APPLICATOR, TAKES_SCHEMA_MAP, compile_pattern_properties},
    {"additionalProperties", ALL, APPLICATOR, TAKES_SCHEMA, compile_additional_properties},
    {"propertyNames", SINCE_6, APPLICATOR, TAKES_SCHEMA, compile_property_names},
    {"dependentSchemas", NEW, APPLICATOR, TAKES_SCHEMA_MAP, compile_dependent_schemas},
    {"dependencies", ALL, APPLICATOR, TAKES_DEPENDENCIES, compile_dependencies},
    {"prefixItems", DRAFT_2020, DRAFT_2020, APPLICATOR, TAKES_SCHEMAS, compile_prefix_items},
    {"items", DRAFT_2020, DRAFT_2020, APPLICATOR, TAKES_SCHEMA, compile_items},
    {"items", DRAFT_4, DRAFT_2019, APPLICATOR, TAKES_ITEMS, compile_items},
    {"additionalItems", DRAFT_4, DRAFT_2019, APPLICATOR, TAKES_SCHEMA, compile_additional_items},
    {"contains", SINCE_6, APPLICATOR, TAKES_SCHEMA, compile_contains},
    {"unevaluatedItems", NEW, VOCABULARY_UNEVALUATED, TAKES_SCHEMA, compile_unevaluated_items},
    {"unevaluatedProperties", NEW, VOCABULARY_UNEVALUATED, TAKES_SCHEMA,
     compile_unevaluated_properties},

    {"type", ALL, VALIDATION, TAKES_TYPES, compile_type},
    {"enum", ALL, VALIDATION, TAKES_ARRAY, compile_enum},
    {"const", SINCE_6, VALIDATION, TAKES_ANY, compile_const},
    {"minimum", ALL, VALIDATION, TAKES_NUMBER, compile_minimum},
    {"maximum", ALL, VALIDATION, TAKES_NUMBER, compile_maximum},
    {"exclusiveMinimum", DRAFT_4, DRAFT_4, VALIDATION, TAKES_BOOLEAN, compile_exclusive_minimum},
    {"exclusiveMaximum", DRAFT_4, DRAFT_4, VALIDATION, TAKES_BOOLEAN, compile_exclusive_maximum},
    {"exclusiveMinimum", SINCE_6, VALIDATION, TAKES_NUMBER, compile_exclusive_minimum},
    {"exclusiveMaximum", SINCE_6, VALIDATION, TAKES_NUMBER, compile_exclusive_maximum},
    {"multipleOf", ALL, VALIDATION, TAKES_POSITIVE, compile_multiple_of},
    {"minLength", ALL, VALIDATION, TAKES_COUNT, compile_min_length},
    {"maxLength", ALL, VALIDATION, TAKES_COUNT, compile_max_length},
    {"pattern", ALL, VALIDATION, TAKES_STRING, compile_pattern_keyword},
    {"minItems", ALL, VALIDATION, TAKES_COUNT, compile_min_items},
    {"maxItems", ALL, VALIDATION, TAKES_COUNT, compile_max_items},
    {"uniqueItems", ALL, VALIDATION, TAKES_BOOLEAN, compile_unique_items},
    {"minContains", NEW, VALIDATION, TAKES_COUNT, compile_min_contains},
    {"maxContains", NEW, VALIDATION, TAKES_COUNT, compile_max_contains},
    {"required", ALL, VALIDATION, TAKES_NAMES, compile_required},
    {"minProperties", ALL, VALIDATION, TAKES_COUNT, compile_min_properties},
    {"maxProperties", ALL, VALIDATION, TAKES_COUNT, compile_max_properties},
    {"dependentRequired", NEW, VALIDATION, TAKES_NAMES_MAP, compile_dependent_required},

    {"format", ALL, VOCABULARY_FORMAT, TAKES_STRING, compile_format},

    {"title", ALL, ANNOTATION, TAKES_STRING, NULL},
    {"description", ALL, ANNOTATION, TAKES_STRING, NULL},
    {"default", ALL, ANNOTATION, TAKES_ANY, NULL},
    {"examples", SINCE_6, ANNOTATION, TAKES_ARRAY, NULL},
    {"deprecated", NEW, ANNOTATION, TAKES_BOOLEAN, NULL},
    {"readOnly", SINCE_7, ANNOTATION, TAKES_BOOLEAN, NULL},
    {"writeOnly", SINCE_7, ANNOTATION, TAKES_BOOLEAN, NULL},
    {"contentEncoding", SINCE_7, ANNOTATION, TAKES_STRING, NULL},
    {"contentMediaType", SINCE_7, ANNOTATION, TAKES_STRING, NULL},
    {"contentSchema", NEW, ANNOTATION, TAKES_SCHEMA, NULL},
};

const size_t keyword_count = sizeof keywords / sizeof *keywords;

const struct keyword *keyword_find(slice name, enum schema_draft draft)
{
    for (size_t i = 0; i < keyword_count; i++) {
        const struct keyword *keyword = &keywords[i];
        if (keyword->first <= draft && draft <= keyword->last && slice_is(name, keyword->name)) {
            return keyword;
        }
    }
    return NULL;
}

slice keyword_closest(slice name, enum schema_draft draft)
{
    size_t best = SIZE_MAX;
    slice closest = {NULL, 0};
    for (size_t i = 0; i < keyword_count; i++) {
        slice known = slice_from(keywords[i].name);
        size_t distance = suggest_distance(name, known);
        if (keywords[i].first <= draft && draft <= keywords[i].last && distance < best &&
            suggest_is_close(distance, known)) {
            best = distance;
            closest = known;
        }
    }
    return closest;
}

/* ---- What a keyword takes ---- */

static bool is_number(const struct value *value)
{
    return value->kind == VALUE_NUMBER && value->string.hole_count == 0;
}

static bool is_positive(const struct value *value)
{
    if (!is_number(value)) {
        return false;
    }
    struct decimal number = decimal_read(value->string.bytes);
    return number.count > 0 && !number.negative;
}

static bool is_count(const struct value *value)
{
    if (!is_number(value)) {
        return false;
    }
    struct decimal number = decimal_read(value->string.bytes);
    return decimal_is_integer(&number) && !number.negative;
}

static bool is_schema(const struct value *value)
{
    return value->kind == VALUE_OBJECT || value->kind == VALUE_BOOLEAN;
}

static bool is_string(const struct value *value)
{
    return value->kind == VALUE_STRING;
}

static bool is_name_list(const struct value *value)
{
    bool all = value->kind == VALUE_ARRAY;
    for (uint32_t i = 0; i < value->count && all; i++) {
        all = is_string(&value->items[i]);
    }
    return all;
}

static bool is_schema_list(const struct value *value)
{
    bool all = value->kind == VALUE_ARRAY && value->count > 0;
    for (uint32_t i = 0; i < value->count && all; i++) {
        all = is_schema(&value->items[i]);
    }
    return all;
}

static bool is_schema_or_names(const struct value *value)
{
    return is_schema(value) || is_name_list(value);
}

static bool is_map_of(const struct value *value, bool (*is)(const struct value *value))
{
    bool all = value->kind == VALUE_OBJECT;
    for (uint32_t i = 0; i < value->count && all; i++) {
        all = is(&value->members[i].value);
    }
    return all;
}

static bool fits(enum takes takes, const struct value *value)
{
    switch (takes) {
    case TAKES_STRING:
        return is_string(value);
    case TAKES_BOOLEAN:
        return value->kind == VALUE_BOOLEAN;
    case TAKES_COUNT:
        return is_count(value);
    case TAKES_NUMBER:
        return is_number(value);
    case TAKES_POSITIVE:
        return is_positive(value);
    case TAKES_ARRAY:
        return value->kind == VALUE_ARRAY;
    case TAKES_OBJECT:
        return value->kind == VALUE_OBJECT;
    case TAKES_TYPES:
        return is_string(value) || is_name_list(value);
    case TAKES_NAMES:
        return is_name_list(value);
    case TAKES_NAMES_MAP:
        return is_map_of(value, is_name_list);
    case TAKES_SCHEMA:
        return is_schema(value);
    case TAKES_SCHEMAS:
        return is_schema_list(value);
    case TAKES_SCHEMA_MAP:
        return is_map_of(value, is_schema);
    case TAKES_ITEMS:
        return is_schema(value) || is_schema_list(value) ||
               (value->kind == VALUE_ARRAY && value->count == 0);
    case TAKES_DEPENDENCIES:
        return is_map_of(value, is_schema_or_names);
    default:
        return true;
    }
}

bool keyword_check(struct compiling *compiling, const struct keyword *keyword,
                   const struct value *value)
{
    static const char *const phrases[TAKES_COUNT_OF] = {
        [TAKES_STRING] = "a string",
        [TAKES_BOOLEAN] = "true or false",
        [TAKES_COUNT] = "an integer from 0 on",
        [TAKES_NUMBER] = "a number",
        [TAKES_POSITIVE] = "a number greater than 0",
        [TAKES_ARRAY] = "an array",
        [TAKES_OBJECT] = "an object",
        [TAKES_TYPES] = "null, boolean, integer, number, string, array or object",
        [TAKES_NAMES] = "an array of strings",
        [TAKES_NAMES_MAP] = "an object of arrays of strings",
        [TAKES_SCHEMA] = "a schema",
        [TAKES_SCHEMAS] = "an array of schemas, at least one",
        [TAKES_SCHEMA_MAP] = "an object of schemas",
        [TAKES_ITEMS] = "a schema or an array of them",
        [TAKES_DEPENDENCIES] = "an object of schemas and arrays of strings",
    };
    return fits(keyword->takes, value) || compile_fail(compiling, value, "\"%s\" takes %s",
                                                       keyword->name, phrases[keyword->takes]);
}
