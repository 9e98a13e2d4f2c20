/* `pattern` over strings with holes (JSON Schema 2020-12 Validation, section 6.3.3).
 * In: a regular expression and a string. Out: a verdict: proved, refuted by a sample, or unknown.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "schema/assertion.h"

#include <pcre2.h>
#include <stdlib.h>

/* Backtracking beyond this is given up: the verdict is then unknown. */
enum { MATCH_LIMIT = 1000000 };

struct pattern {
    slice source;
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
    bool one_class; /* ^[…]*$: whether each byte is in the class is all that counts */
};

/* `^[…]*$` or `^[…]+$` and nothing else. */
static bool is_one_class(slice source)
{
    if (source.length < 6 || !slice_starts_with(source, SLICE("^["))) {
        return false;
    }
    size_t first = source.data[2] == '^' ? 4 : 3; /* a ] at the front is a member */
    size_t close = first + slice_find_byte(slice_sub(source, first, source.length), ']');
    slice rest = slice_sub(source, close, source.length);
    return slice_is(rest, "]*$") || slice_is(rest, "]+$");
}

struct pattern *pattern_compile(struct arena *arena, slice source, slice *error)
{
    int code;
    size_t offset;
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF |
                       PCRE2_ALT_BSUX | PCRE2_NO_START_OPTIMIZE;
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)source.data, source.length, options, &code, &offset, NULL);
    if (!compiled) {
        PCRE2_UCHAR message[128];
        pcre2_get_error_message(code, message, sizeof message);
        *error = arena_printf(arena, "%s (at character %zu of the pattern)", (char *)message,
                              offset + 1);
        return NULL;
    }
    struct pattern *pattern = ARENA_NEW(arena, struct pattern);
    pattern->source = source;
    pattern->code = compiled;
    pattern->match = pcre2_match_data_create_from_pattern(compiled, NULL);
    pattern->context = pcre2_match_context_create(NULL);
    pattern->one_class = is_one_class(source);
    if (!pattern->match || !pattern->context) {
        *error = SLICE("out of memory");
        pattern_free(pattern);
        return NULL;
    }
    pcre2_set_match_limit(pattern->context, MATCH_LIMIT);
    return pattern;
}

void pattern_free(struct pattern *pattern)
{
    if (pattern) {
        pcre2_match_data_free(pattern->match);
        pcre2_match_context_free(pattern->context);
        pcre2_code_free(pattern->code);
    }
}

enum match { MATCHES, FAILS, GIVEN_UP };

static enum match match(const struct pattern *pattern, slice bytes)
{
    const char *data = bytes.data ? bytes.data : "";
    int found = pcre2_match(pattern->code, (PCRE2_SPTR)data, bytes.length, 0, 0, pattern->match,
                            pattern->context);
    return found >= 0 ? MATCHES : found == PCRE2_ERROR_NOMATCH ? FAILS : GIVEN_UP;
}

/* Whether every filling matches: each byte that can stand there is in the class. */
static bool is_proved(const struct pattern *pattern, const struct string_value *string)
{
    size_t at = 0;
    bool proved = pattern->one_class;
    for (size_t i = 0; i < string->hole_count && proved; i++) {
        const char *alphabet = shape_alphabet(string->holes[i].piece->hole->shape);
        proved = alphabet != NULL;
        for (const char *c = alphabet; proved && *c; c++) {
            proved = match(pattern, (slice){c, 1}) == MATCHES;
        }
        slice literal = slice_sub(string->bytes, at, string->holes[i].offset);
        proved = proved && (literal.length == 0 || match(pattern, literal) == MATCHES);
        at = string->holes[i].offset + 1;
    }
    slice rest = slice_sub(string->bytes, at, string->bytes.length);
    return proved && (rest.length == 0 || match(pattern, rest) == MATCHES);
}

struct verdict judge_pattern(struct arena *arena, const struct pattern *pattern,
                             const struct string_value *string)
{
    const struct hole *depends = NULL;
    struct verdict verdict = {
        .reason = arena_printf(arena, "does not match %.*s", SLICE_ARGS(pattern->source))};
    if (string->hole_count == 0) {
        enum match found = match(pattern, string->bytes);
        verdict.witness = string->bytes;
        verdict.certainty = found == MATCHES ? CERTAINTY_VALID
                            : found == FAILS ? CERTAINTY_VIOLATES
                                             : CERTAINTY_UNKNOWN;
        return verdict;
    }
    if (is_proved(pattern, string)) {
        return (struct verdict){.certainty = CERTAINTY_VALID};
    }
    for (size_t i = 0; i < 4 && string_fill(arena, string, i, &verdict.witness, &depends); i++) {
        if (match(pattern, verdict.witness) == FAILS) {
            verdict.certainty = CERTAINTY_MAY_VIOLATE;
            return verdict;
        }
    }
    return verdict_unknown(depends ? depends : string->holes[0].piece->hole);
}
