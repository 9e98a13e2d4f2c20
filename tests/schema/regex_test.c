/* What is a regular expression of ECMA-262 with the flag u, and what it matches: format "regex" and
 * `pattern` must say the same. */
#include "schema/pattern.h"
#include "tests/test.h"

/* What becomes of it. */
static const char matches[] = "it matches";
static const char differs[] = "it doesn't match";
static const char too_hard[] = "PCRE2 can't do it"; /* but it is one */

struct row {
    const char *pattern;
    const char *string;
    const char *wanted; /* one of the above, or what is wrong with the expression */
};

static const struct row rows[] = {
    /* Names of groups. */
    {"^(?<a>x)\\k<a>$", "xx", matches},
    {"^(?<a>x)\\k<a>$", "xy", differs},
    {"^(?<a>.)(?<b>.)\\k<b>\\k<a>$", "xyyx", matches},
    {"^\\k<a>(?<a>x)$", "x", matches}, /* further down: it matches nothing yet */
    {"^(?:\\k<b>|(?<b>x))+$", "xx", matches},
    {"\\k<a>", "", "it refers back to a group that isn't there (at character 6 of the pattern)"},
    {"(?<b>x)\\k<a>", "",
     "it refers back to a group that isn't there (at character 13 of the pattern)"},
    {"(?<a>x)|(?<a>y)", "", "two groups have the same name (at character 14 of the pattern)"},
    {"(?<a>(?<a>y))", "", "two groups have the same name (at character 11 of the pattern)"},
    {"(?<$a_1>x)\\k<$a_1>", "xx", matches},
    {"(?<a_name_of_more_than_32_characters>x)\\k<a_name_of_more_than_32_characters>", "xx",
     matches},
    {"(?<gr\xC3\xB6\xC3\x9F"
     "e>x)\\k<gr\xC3\xB6\xC3\x9F"
     "e>",
     "xx", matches},
    {"(?<\\u0061>x)\\k<a>", "xx", matches},
    {"(?<a>x)\\k<\\u{61}>", "xx", matches},
    {"(?<1a>x)", "", "groups have no such names (at character 5 of the pattern)"},
    {"(?<a-b>x)", "", "groups have no such names (at character 6 of the pattern)"},
    {"(?<>x)", "", "a group's name stands in angle brackets (at character 4 of the pattern)"},
    {"(?<a", "", "a group's name stands in angle brackets (at character 5 of the pattern)"},
    {"(?<a>x)\\k", "",
     "\\k takes the name of a group in angle brackets (at character 10 of the pattern)"},
    {"[\\k]", "", "ECMA-262 has no such escape (at character 4 of the pattern)"},
    /* Numbers of groups, which those with a name have, too. */
    {"^(?<a>x)(y)\\1\\2$", "xyxy", matches},
    {"^\\1(x)$", "x", matches},
    {"(x)\\2", "", "it refers back to a group that isn't there (at character 6 of the pattern)"},
    /* Properties. */
    {"^\\p{Lu}\\p{Uppercase_Letter}\\p{gc=Lu}\\p{General_Category=Lu}$", "ABCD", matches},
    {"^\\p{LC}\\P{Cased_Letter}$", "a1", matches},
    {"^\\p{sc=Greek}\\p{Script=Grek}\\p{Greek}$", "\xCE\xB1\xCE\xB2\xCE\xB3", matches},
    {"^[\\p{Assigned}][^\\p{Assigned}]$", "a\xCD\xB8", matches},
    {"^\\P{Assigned}\\p{Any}$",
     "\xCD\xB8"
     "a",
     matches},
    {"\\p{sc=Garay}", "", too_hard}, /* of Unicode 16 */
    {"\\p{CWKCF}", "", too_hard},
    {"\\p{sc=Grrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrek}", "",
     "there is no such Unicode property (at character 3 of the pattern)"},
    {"\\p{Lx}", "", "there is no such Unicode property (at character 3 of the pattern)"},
    {"\\p{gc=Greek}", "", "there is no such Unicode property (at character 3 of the pattern)"},
    {"\\p{Lu=}", "", "there is no such Unicode property (at character 3 of the pattern)"},
    {"\\p{xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxL}", "",
     "there is no such Unicode property (at character 3 of the pattern)"},
    /* Quantifiers. */
    {"^a{2,3}$", "aaaa", differs},
    {"^a{65535}$", "a", differs},
    {"^a{70000}$", "a", too_hard},
    {"^a{99999999999999999999,}$", "a", too_hard},
    {"^a{3,2}$", "",
     "the numbers of a quantifier are out of order (at character 3 of the pattern)"},
    {"^a{70001,70000}$", "",
     "the numbers of a quantifier are out of order (at character 3 of the pattern)"},
    /* Look-behind. */
    {"(?<=a)b", "ab", matches},
    {"(?<!a)b", "ab", differs},
    {"(?<=a*)b", "ab", too_hard},
};

/* ECMA-262's table of binary properties. */
static const char *const properties[] = {
    "ASCII",
    "ASCII_Hex_Digit",
    "AHex",
    "Alphabetic",
    "Alpha",
    "Any",
    "Assigned",
    "Bidi_Control",
    "Bidi_C",
    "Bidi_Mirrored",
    "Bidi_M",
    "Case_Ignorable",
    "CI",
    "Cased",
    "Changes_When_Casefolded",
    "CWCF",
    "Changes_When_Casemapped",
    "CWCM",
    "Changes_When_Lowercased",
    "CWL",
    "Changes_When_NFKC_Casefolded",
    "CWKCF",
    "Changes_When_Titlecased",
    "CWT",
    "Changes_When_Uppercased",
    "CWU",
    "Dash",
    "Default_Ignorable_Code_Point",
    "DI",
    "Deprecated",
    "Dep",
    "Diacritic",
    "Dia",
    "Emoji",
    "Emoji_Component",
    "EComp",
    "Emoji_Modifier",
    "EMod",
    "Emoji_Modifier_Base",
    "EBase",
    "Emoji_Presentation",
    "EPres",
    "Extended_Pictographic",
    "ExtPict",
    "Extender",
    "Ext",
    "Grapheme_Base",
    "Gr_Base",
    "Grapheme_Extend",
    "Gr_Ext",
    "Hex_Digit",
    "Hex",
    "IDS_Binary_Operator",
    "IDSB",
    "IDS_Trinary_Operator",
    "IDST",
    "ID_Continue",
    "IDC",
    "ID_Start",
    "IDS",
    "Ideographic",
    "Ideo",
    "Join_Control",
    "Join_C",
    "Logical_Order_Exception",
    "LOE",
    "Lowercase",
    "Lower",
    "Math",
    "Noncharacter_Code_Point",
    "NChar",
    "Pattern_Syntax",
    "Pat_Syn",
    "Pattern_White_Space",
    "Pat_WS",
    "Quotation_Mark",
    "QMark",
    "Radical",
    "Regional_Indicator",
    "RI",
    "Sentence_Terminal",
    "STerm",
    "Soft_Dotted",
    "SD",
    "Terminal_Punctuation",
    "Term",
    "Unified_Ideograph",
    "UIdeo",
    "Uppercase",
    "Upper",
    "Variation_Selector",
    "VS",
    "White_Space",
    "space",
    "XID_Continue",
    "XIDC",
    "XID_Start",
    "XIDS",
};

static const char *what_became(struct arena *arena, const struct row *row)
{
    slice error;
    slice source = slice_from(row->pattern);
    struct pattern *pattern = pattern_compile(arena, source, &error);
    bool valid = regex_is_valid(arena, source);
    if (!pattern) {
        bool hard = slice_starts_with(error, SLICE(PATTERN_TOO_HARD));
        return valid != hard ? "the two differ" : hard ? too_hard : arena_cstring(arena, error);
    }
    const struct string_value string = {.bytes = slice_from(row->string)};
    const char *became = !valid                                               ? "the two differ"
                         : pattern_judge(pattern, &string) == CERTAINTY_VALID ? matches
                                                                              : differs;
    pattern_free(pattern);
    return became;
}

static void test_properties(struct arena *arena)
{
    bool right = true;
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        slice source = arena_printf(arena, "\\p{%s}", properties[i]);
        if (!regex_is_valid(arena, source)) {
            right = test_report(false, "%.*s", SLICE_ARGS(source));
        }
    }
    test_report(right, "binary properties");
}

int main(void)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test_bytes(rows[i].pattern, slice_from(what_became(arena, &rows[i])),
                   slice_from(rows[i].wanted));
    }
    test_properties(arena);
    arena_free(arena);
    return test_status();
}
