/* Judging numbers, strings and holes that are whole values. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "schema/format.h"
#include "schema/judge.h"

/* ---- Numbers ---- */

static bool is_within(const struct bound *bound, const struct decimal *number, bool upper)
{
    int order = decimal_compare(number, &bound->number);
    return order == 0 ? !bound->exclusive : upper ? order < 0 : order > 0;
}

enum certainty judge_number(struct judging *judging, const struct number_rules *rules,
                            const struct value *value)
{
    enum certainty all = CERTAINTY_VALID;
    struct decimal number = decimal_read(value->string.bytes);
    if (rules->minimum.is_set && !is_within(&rules->minimum, &number, false)) {
        all =
            judge_tell(judging, CERTAINTY_VIOLATES, value,
                       rules->minimum.exclusive ? "exclusiveMinimum" : "minimum",
                       rules->minimum.exclusive ? "is not greater than %.*s" : "is less than %.*s",
                       SLICE_ARGS(rules->minimum.written));
    }
    if (rules->maximum.is_set && !is_within(&rules->maximum, &number, true)) {
        all =
            judge_tell(judging, CERTAINTY_VIOLATES, value,
                       rules->maximum.exclusive ? "exclusiveMaximum" : "maximum",
                       rules->maximum.exclusive ? "is not less than %.*s" : "is greater than %.*s",
                       SLICE_ARGS(rules->maximum.written));
    }
    if (rules->multiple.count > 0 && !decimal_is_multiple(&number, &rules->multiple)) {
        all = judge_tell(judging, CERTAINTY_VIOLATES, value, "multipleOf",
                         "is not a multiple of %.*s", SLICE_ARGS(rules->multiple_written));
    }
    return all;
}

/* ---- Strings ---- */

struct range {
    uint64_t least;
    uint64_t most; /* UINT64_MAX: no limit */
};

static struct range hole_length(const struct hole *hole)
{
    bool plain = hole->form == HOLE_ESCAPED;
    struct range range = {SIZE_MAX, 0};
    switch (hole->shape) {
    case SHAPE_UUID_LOWER:
    case SHAPE_UUID_UPPER:
    case SHAPE_UUID:
        return (struct range){36, 36};
    case SHAPE_INTEGER:
    case SHAPE_HEX:
        return (struct range){1, UINT64_MAX};
    case SHAPE_ONE_OF:
        for (size_t i = 0; i < hole->one_of_count; i++) {
            slice literal = hole->one_of[i];
            if (!plain && slice_find_byte(literal, '\\') < literal.length) {
                return (struct range){0, UINT64_MAX};
            }
            size_t length = utf8_count(literal);
            range.least = length < range.least ? length : range.least;
            range.most = length > range.most ? length : range.most;
        }
        return hole->one_of_count > 0 ? range : (struct range){0, UINT64_MAX};
    default:
        return (struct range){hole->not_empty, UINT64_MAX};
    }
}

/* In code points. */
static struct range string_length(const struct string_value *string)
{
    struct range all = {0, 0};
    size_t at = 0;
    for (size_t i = 0; i < string->hole_count; i++) {
        struct range range = hole_length(string->holes[i].piece->hole);
        size_t literal = utf8_count(slice_sub(string->bytes, at, string->holes[i].offset));
        all.least += literal + range.least;
        all.most = all.most == UINT64_MAX || range.most == UINT64_MAX
                       ? UINT64_MAX
                       : all.most + literal + range.most;
        at = string->holes[i].offset + 1;
    }
    size_t rest = utf8_count(slice_sub(string->bytes, at, string->bytes.length));
    all.least += rest;
    all.most = all.most == UINT64_MAX ? UINT64_MAX : all.most + rest;
    return all;
}

static enum certainty judge_length(struct judging *judging, const struct string_rules *rules,
                                   const struct value *value)
{
    size_t bytes = value->string.bytes.length;
    if (value->string.hole_count == 0 && bytes <= rules->most && bytes / 4 >= rules->least) {
        return CERTAINTY_VALID; /* a code point has one to four bytes */
    }
    struct range length = string_length(&value->string);
    if (length.most < rules->least) {
        return judge_tell(judging, CERTAINTY_VIOLATES, value, "minLength",
                          "is shorter than %llu characters", (unsigned long long)rules->least);
    }
    if (length.least > rules->most) {
        return judge_tell(judging, CERTAINTY_VIOLATES, value, "maxLength",
                          "is longer than %llu characters", (unsigned long long)rules->most);
    }
    return length.least >= rules->least && length.most <= rules->most
               ? CERTAINTY_VALID
               : JUDGE_UNKNOWN(judging, value,
                               length.least < rules->least ? "minLength" : "maxLength");
}

static enum certainty judge_format(struct judging *judging, const struct string_rules *rules,
                                   const struct value *value)
{
    const struct format *format = rules->format;
    enum certainty certainty = CERTAINTY_UNKNOWN;
    if (value->string.hole_count == 0) {
        certainty = certainty_of(format->is_valid(value->string.bytes));
    } else if (rules->format_outline) {
        certainty = pattern_judge(rules->format_outline, &value->string);
        if (certainty == CERTAINTY_VALID && !format->is_exact) {
            certainty = CERTAINTY_UNKNOWN;
        }
    }
    return judge_tell(judging, certainty, value, "format", "is not %s", format->phrase);
}

enum certainty judge_string(struct judging *judging, const struct string_rules *rules,
                            const struct value *value)
{
    enum certainty all = CERTAINTY_VALID;
    if ((rules->least > 0 || rules->most < UINT64_MAX) &&
        judge_add(judging, &all, judge_length(judging, rules, value))) {
        return all;
    }
    if (rules->format && judge_add(judging, &all, judge_format(judging, rules, value))) {
        return all;
    }
    if (rules->pattern) {
        enum certainty certainty = pattern_judge(rules->pattern, &value->string);
        judge_tell(judging, certainty, value, "pattern", "does not match %.*s",
                   SLICE_ARGS(rules->pattern->source));
        judge_add(judging, &all, certainty);
    }
    return all;
}

/* ---- Holes ---- */

static unsigned types_by_byte(char first)
{
    return first == '{'                            ? TYPE_OBJECT
           : first == '['                          ? TYPE_ARRAY
           : first == '"'                          ? TYPE_STRING
           : first == 'n'                          ? TYPE_NULL
           : first == 't' || first == 'f'          ? TYPE_BOOLEAN
           : first == '-' || ascii_is_digit(first) ? TYPE_NUMBER
                                                   : TYPE_ANY;
}

unsigned hole_types(const struct value *value)
{
    slice bytes = value->string.bytes;
    unsigned types = 0;
    if (value->string.hole_count == 0 || bytes.length == 0) {
        return TYPE_ANY;
    }
    if (value->string.holes[0].offset > 0) {
        return types_by_byte(bytes.data[0]);
    }
    const struct hole *hole = value->string.holes[0].piece->hole;
    switch (hole->shape) {
    case SHAPE_INTEGER:
        return bytes.length == 1 ? TYPE_INTEGER : TYPE_NUMBER;
    case SHAPE_HEX:
        return TYPE_NUMBER | TYPE_BOOLEAN; /* "fa" + "lse" */
    case SHAPE_ONE_OF:
        for (size_t i = 0; i < hole->one_of_count; i++) {
            slice literal = hole->one_of[i];
            types |= literal.length > 0 && hole->form != HOLE_ESCAPED
                         ? types_by_byte(literal.data[0])
                         : TYPE_ANY;
        }
        return types ? types : TYPE_ANY;
    default:
        return TYPE_ANY;
    }
}

static bool may_be(unsigned types, unsigned kind, const void *rules)
{
    return rules && (types & kind);
}

/* An integer is a multiple of 1, whatever it is. */
static bool number_rules_hold(const struct number_rules *rules, unsigned types)
{
    return !rules || (!rules->minimum.is_set && !rules->maximum.is_set &&
                      (types & TYPE_NUMBER) == TYPE_INTEGER && rules->multiple.is_small &&
                      rules->multiple.small == 1);
}

enum certainty judge_hole(struct judging *judging, const struct node *node,
                          const struct value *value)
{
    unsigned types = hole_types(value);
    if (!(node->types & types)) {
        const char *is = types == TYPE_INTEGER && (node->types & TYPE_NUMBER) == 0 ? "is a number"
                         : (types & ~TYPE_NUMBER) == 0                             ? "is a number"
                         : types == TYPE_STRING                                    ? "is a string"
                         : types == TYPE_BOOLEAN                                   ? "is a boolean"
                         : types == TYPE_NULL                                      ? "is null"
                         : types == TYPE_ARRAY                                     ? "is an array"
                         : types == TYPE_OBJECT                                    ? "is an object"
                                                : "has another type";
        return judge_tell(judging, CERTAINTY_VIOLATES, value, "type", "%s", is);
    }
    if (types & ~node->types) {
        return JUDGE_UNKNOWN(judging, value, "type");
    }
    bool number =
        may_be(types, TYPE_NUMBER, node->number) && !number_rules_hold(node->number, types);
    if (number || may_be(types, TYPE_STRING, node->string) ||
        may_be(types, TYPE_ARRAY, node->array) || may_be(types, TYPE_OBJECT, node->object)) {
        return JUDGE_UNKNOWN(judging, value, number ? "number" : "value");
    }
    return CERTAINTY_VALID;
}
