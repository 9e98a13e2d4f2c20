/* Unicode properties as ECMA-262 names them (section 22.2.1, \p{…}). In: a name. Out: PCRE2's.
 *
 * Of scripts there is no table: each version of Unicode has more. What PCRE2 knows besides, a
 * script by its name alone or other spellings, is let through. */
#include "schema/regex_room.h"

#include "base/ascii.h"

struct category {
    const char *name;
    const char *other; /* an alias; or NULL */
    const char *pcre2;
};

/* Unicode's PropertyValueAliases for General_Category. */
static const struct category categories[] = {
    {"Cased_Letter", NULL, "L&"},
    {"LC", NULL, "L&"},
    {"Close_Punctuation", NULL, "Pe"},
    {"Connector_Punctuation", NULL, "Pc"},
    {"Control", "cntrl", "Cc"},
    {"Currency_Symbol", NULL, "Sc"},
    {"Dash_Punctuation", NULL, "Pd"},
    {"Decimal_Number", "digit", "Nd"},
    {"Enclosing_Mark", NULL, "Me"},
    {"Final_Punctuation", NULL, "Pf"},
    {"Format", NULL, "Cf"},
    {"Initial_Punctuation", NULL, "Pi"},
    {"Letter", NULL, "L"},
    {"Letter_Number", NULL, "Nl"},
    {"Line_Separator", NULL, "Zl"},
    {"Lowercase_Letter", NULL, "Ll"},
    {"Mark", "Combining_Mark", "M"},
    {"Math_Symbol", NULL, "Sm"},
    {"Modifier_Letter", NULL, "Lm"},
    {"Modifier_Symbol", NULL, "Sk"},
    {"Nonspacing_Mark", NULL, "Mn"},
    {"Number", NULL, "N"},
    {"Open_Punctuation", NULL, "Ps"},
    {"Other", NULL, "C"},
    {"Other_Letter", NULL, "Lo"},
    {"Other_Number", NULL, "No"},
    {"Other_Punctuation", NULL, "Po"},
    {"Other_Symbol", NULL, "So"},
    {"Paragraph_Separator", NULL, "Zp"},
    {"Private_Use", NULL, "Co"},
    {"Punctuation", "punct", "P"},
    {"Separator", NULL, "Z"},
    {"Space_Separator", NULL, "Zs"},
    {"Spacing_Mark", NULL, "Mc"},
    {"Surrogate", NULL, "Cs"},
    {"Symbol", NULL, "S"},
    {"Titlecase_Letter", NULL, "Lt"},
    {"Unassigned", NULL, "Cn"},
    {"Uppercase_Letter", NULL, "Lu"},
};

/* ECMA-262's binary properties: those that PCRE2 calls otherwise, or doesn't have. */
static const char *const binary[][2] = {
    {"Assigned", "^Cn"},
    {"Changes_When_NFKC_Casefolded", "Changes_When_NFKC_Casefolded"},
    {"CWKCF", "Changes_When_NFKC_Casefolded"},
};

/* PCRE2's name of a General_Category; data NULL where there is none of that name. */
static slice category_named(slice name)
{
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++) {
        const struct category *row = &categories[i];
        if (slice_is(name, row->name) || slice_is(name, row->pcre2) ||
            (row->other && slice_is(name, row->other))) {
            return slice_from(row->pcre2);
        }
    }
    return (slice){NULL, 0};
}

static slice lone_property(slice name)
{
    for (size_t i = 0; i < sizeof binary / sizeof *binary; i++) {
        if (slice_is(name, binary[i][0])) {
            return slice_from(binary[i][1]);
        }
    }
    slice category = category_named(name);
    return category.data ? category : pattern_knows_property(name) ? name : (slice){NULL, 0};
}

/* Unicode has none of more characters; PCRE2 doesn't read those of more than 48. */
enum { PROPERTY_NAME_MAX = 40 };

static bool is_name(slice name)
{
    for (size_t i = 0; i < name.length; i++) {
        char c = name.data[i];
        if (!ascii_is_name(c, false)) {
            return false;
        }
    }
    return name.length > 0 && name.length <= PROPERTY_NAME_MAX;
}

slice regex_property(struct arena *arena, slice name)
{
    size_t equals = slice_find_byte(name, '=');
    slice key = slice_sub(name, 0, equals);
    slice value = slice_sub(name, equals + 1, name.length);
    if (!is_name(key) || (equals < name.length && !is_name(value))) {
        return (slice){NULL, 0};
    }
    if (equals == name.length) {
        return lone_property(name);
    }
    if (slice_is(key, "gc") || slice_is(key, "General_Category")) {
        return category_named(value);
    }
    bool script = slice_is(key, "sc") || slice_is(key, "Script");
    bool extended = slice_is(key, "scx") || slice_is(key, "Script_Extensions");
    return script || extended
               ? arena_printf(arena, "%s:%.*s", script ? "sc" : "scx", SLICE_ARGS(value))
               : (slice){NULL, 0};
}
