/* Equality of JSON values that may have holes, `enum`, `const`. In: two values. Out: whether they
 * are always, never or sometimes the same. */
#include "schema/judge.h"

/* ---- Strings ---- */

static bool same_holes(const struct string_value *a, const struct string_value *b)
{
    if (a->hole_count != b->hole_count || !slice_equal(a->bytes, b->bytes)) {
        return false;
    }
    for (size_t i = 0; i < a->hole_count; i++) {
        if (a->holes[i].offset != b->holes[i].offset ||
            a->holes[i].piece->hole != b->holes[i].piece->hole) {
            return false;
        }
    }
    return true;
}

static slice literal_prefix(const struct string_value *string)
{
    return string->hole_count > 0 ? slice_sub(string->bytes, 0, string->holes[0].offset)
                                  : string->bytes;
}

static slice literal_suffix(const struct string_value *string)
{
    return string->hole_count > 0
               ? slice_sub(string->bytes, string->holes[string->hole_count - 1].offset + 1,
                           string->bytes.length)
               : string->bytes;
}

static bool ends_differ(const struct string_value *a, const struct string_value *b)
{
    slice a_prefix = literal_prefix(a);
    slice b_prefix = literal_prefix(b);
    slice a_suffix = literal_suffix(a);
    slice b_suffix = literal_suffix(b);
    return !(slice_starts_with(a_prefix, b_prefix) || slice_starts_with(b_prefix, a_prefix)) ||
           !(slice_ends_with(a_suffix, b_suffix) || slice_ends_with(b_suffix, a_suffix));
}

/* A string with holes and one without. */
static enum certainty equal_to_literal(const struct string_value *string, slice literal)
{
    struct linear linear;
    for (size_t i = 0; i < string->hole_count; i++) {
        const struct hole *hole = string->holes[i].piece->hole;
        bool any = !shape_alphabet(hole->shape) && hole->shape != SHAPE_ONE_OF;
        if (any && !hole->not_empty) {
            return literal.length + string->hole_count < string->bytes.length ? CERTAINTY_VIOLATES
                                                                              : CERTAINTY_UNKNOWN;
        }
    }
    return linear_of_literal(&linear, literal) ? linear_judge(&linear, string) : CERTAINTY_UNKNOWN;
}

enum certainty string_equal(struct judging *judging, const struct string_value *a,
                            const struct string_value *b)
{
    if (a->hole_count == 0 && b->hole_count == 0) {
        return certainty_of(slice_equal(a->bytes, b->bytes));
    }
    if (same_holes(a, b)) {
        return CERTAINTY_VALID;
    }
    if (ends_differ(a, b)) {
        return CERTAINTY_VIOLATES;
    }
    if (a->hole_count > 0 && b->hole_count > 0) {
        return CERTAINTY_UNKNOWN;
    }
    return a->hole_count > 0 ? equal_to_literal(a, b->bytes) : equal_to_literal(b, a->bytes);
}

/* ---- Values ---- */

bool value_has_holes(const struct value *value)
{
    if (value->kind == VALUE_HOLE || value->may_grow || value->string.hole_count > 0) {
        return true;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        bool object = value->kind == VALUE_OBJECT;
        if (object && (value->members[i].key.kind == VALUE_HOLE ||
                       value->members[i].key.string.hole_count > 0)) {
            return true;
        }
        if (value_has_holes(object ? &value->members[i].value : &value->items[i])) {
            return true;
        }
    }
    return false;
}

static enum certainty arrays_equal(struct judging *judging, const struct value *a,
                                   const struct value *b)
{
    enum certainty all = CERTAINTY_VALID;
    if (a->may_grow || b->may_grow) {
        return CERTAINTY_UNKNOWN;
    }
    if (a->count != b->count) {
        return CERTAINTY_VIOLATES;
    }
    for (uint32_t i = 0; i < a->count && all != CERTAINTY_VIOLATES; i++) {
        all = certainty_and(all, value_equal(judging, &a->items[i], &b->items[i]));
    }
    return all;
}

static bool has_unknown_keys(const struct value *object)
{
    for (uint32_t i = 0; i < object->count; i++) {
        const struct value *key = &object->members[i].key;
        if (key->kind == VALUE_HOLE || key->string.hole_count > 0) {
            return true;
        }
    }
    return false;
}

/* The member of that name; in objects of many members asked for in the same order, the next one. */
static const struct member *member_near(const struct value *object, uint32_t index, slice key)
{
    if (index < object->count && slice_equal(object->members[index].key.string.bytes, key)) {
        return &object->members[index];
    }
    return value_member(object, key);
}

static enum certainty objects_equal(struct judging *judging, const struct value *a,
                                    const struct value *b)
{
    enum certainty all = CERTAINTY_VALID;
    if (a->may_grow || b->may_grow || has_unknown_keys(a) || has_unknown_keys(b)) {
        return CERTAINTY_UNKNOWN;
    }
    if (a->count != b->count) {
        return CERTAINTY_VIOLATES;
    }
    for (uint32_t i = 0; i < a->count && all != CERTAINTY_VIOLATES; i++) {
        const struct member *other = member_near(b, i, a->members[i].key.string.bytes);
        if (!judge_step(judging)) {
            return CERTAINTY_UNKNOWN;
        }
        all = other ? certainty_and(all, value_equal(judging, &a->members[i].value, &other->value))
                    : CERTAINTY_VIOLATES;
    }
    return all;
}

static bool numbers_equal(slice a, slice b)
{
    if (slice_equal(a, b)) {
        return true;
    }
    struct decimal left = decimal_read(a);
    struct decimal right = decimal_read(b);
    return decimal_compare(&left, &right) == 0;
}

static unsigned type_of(const struct value *value)
{
    return value->kind == VALUE_HOLE ? hole_types(value) : kind_types(value->kind);
}

enum certainty value_equal(struct judging *judging, const struct value *a, const struct value *b)
{
    if (a->kind == VALUE_HOLE || b->kind == VALUE_HOLE) {
        return type_of(a) & type_of(b) ? CERTAINTY_UNKNOWN : CERTAINTY_VIOLATES;
    }
    if (a->kind != b->kind) {
        return CERTAINTY_VIOLATES;
    }
    switch (a->kind) {
    case VALUE_BOOLEAN:
        return certainty_of(a->boolean == b->boolean);
    case VALUE_NUMBER:
        return certainty_of(numbers_equal(a->string.bytes, b->string.bytes));
    case VALUE_STRING:
        return string_equal(judging, &a->string, &b->string);
    case VALUE_ARRAY:
        return arrays_equal(judging, a, b);
    case VALUE_OBJECT:
        return objects_equal(judging, a, b);
    default:
        return CERTAINTY_VALID;
    }
}

static uint64_t hash_bytes(slice bytes)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < bytes.length; i++) {
        hash = (hash ^ (unsigned char)bytes.data[i]) * 1099511628211u;
    }
    return hash;
}

uint64_t value_hash(const struct value *value)
{
    uint64_t hash = (uint64_t)value->kind * 2 + value->boolean;
    if (value->kind == VALUE_NUMBER) {
        struct decimal number = decimal_read(value->string.bytes);
        return decimal_hash(&number);
    }
    if (value->kind == VALUE_STRING) {
        return hash_bytes(value->string.bytes);
    }
    for (uint32_t i = 0; i < value->count; i++) {
        if (value->kind == VALUE_ARRAY) {
            hash = hash * 1099511628211u + value_hash(&value->items[i]);
        } else {
            /* Members have no order. */
            const struct member *member = &value->members[i];
            uint64_t both = hash_bytes(member->key.string.bytes) * 31 + value_hash(&member->value);
            hash += both * both + both;
        }
    }
    return hash;
}

/* ---- enum and const ---- */

/* Whether any is equal: never, surely, or it isn't known. */
static enum certainty any_equal(struct judging *judging, const struct value_rules *rules,
                                const struct value *value)
{
    enum certainty any = CERTAINTY_VIOLATES;
    if (rules->strings && value->kind == VALUE_STRING && value->string.hole_count == 0) {
        return certainty_of(map_get(rules->strings, value->string.bytes) != NULL);
    }
    for (uint32_t i = 0; i < rules->count && any != CERTAINTY_VALID; i++) {
        enum certainty equal = value_equal(judging, value, &rules->items[i]);
        any = equal == CERTAINTY_VIOLATES ? any : equal;
    }
    return any;
}

/* "a, b, c", for people. */
static slice listed(struct arena *arena, const struct value_rules *rules)
{
    enum { SHOWN_MAX = 6 };
    slice text = SLICE("");
    for (uint32_t i = 0; i < rules->count && i < SHOWN_MAX; i++) {
        slice one = value_witness(arena, &rules->items[i], NULL);
        text =
            arena_printf(arena, "%.*s%s%.*s", SLICE_ARGS(text), i > 0 ? ", " : "", SLICE_ARGS(one));
    }
    return rules->count > SHOWN_MAX ? arena_printf(arena, "%.*s, …", SLICE_ARGS(text)) : text;
}

enum certainty judge_values(struct judging *judging, const struct value_rules *rules,
                            const struct value *value)
{
    enum certainty all = CERTAINTY_VALID;
    if (rules->has_enum) {
        enum certainty any = any_equal(judging, rules, value);
        slice list = any == CERTAINTY_VIOLATES && judging->problems ? listed(judging->arena, rules)
                                                                    : SLICE("");
        judge_tell(judging, any, value, "enum", "is none of %.*s", SLICE_ARGS(list));
        if (judge_add(judging, &all, any)) {
            return all;
        }
    }
    if (rules->constant) {
        enum certainty equal = value_equal(judging, value, rules->constant);
        slice wanted = equal == CERTAINTY_VIOLATES && judging->problems
                           ? value_witness(judging->arena, rules->constant, NULL)
                           : SLICE("");
        judge_tell(judging, equal, value, "const", "is not %.*s", SLICE_ARGS(wanted));
        judge_add(judging, &all, equal);
    }
    return all;
}
