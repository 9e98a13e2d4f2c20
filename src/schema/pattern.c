/* Matching regular expressions, over strings with holes too. In: an expression and a string. Out:
 * whether all, none or some fillings match. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "schema/pattern.h"

#include <pcre2.h>

/* Backtracking beyond this is given up: the verdict is then unknown. */
enum { MATCH_LIMIT = 1000000, HEAP_LIMIT_KIB = 64 * 1024 };

static bool compile(struct arena *arena, struct pattern *pattern, slice pcre2, slice *error)
{
    int code;
    size_t offset;
    uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF |
                       PCRE2_ALLOW_EMPTY_CLASS | PCRE2_NEVER_BACKSLASH_C;
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)pcre2.data, pcre2.length, options, &code, &offset, NULL);
    if (!compiled) {
        PCRE2_UCHAR message[128];
        pcre2_get_error_message(code, message, sizeof message);
        *error = arena_printf(arena, "%s", (char *)message);
        return false;
    }
    /* Where there is no JIT the interpreter does the same. */
    pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    pattern->code = compiled;
    pattern->context = context;
    pattern->match = pcre2_match_data_create_from_pattern(compiled, NULL);
    if (!pattern->match || !context) {
        *error = SLICE("out of memory");
        return false;
    }
    pcre2_set_match_limit(context, MATCH_LIMIT);
    pcre2_set_heap_limit(context, HEAP_LIMIT_KIB);
    return true;
}

struct pattern *pattern_compile(struct arena *arena, slice source, slice *error)
{
    struct regex regex = {0};
    if (!regex_read(arena, source, &regex, error)) {
        return NULL;
    }
    struct pattern *pattern = ARENA_NEW(arena, struct pattern);
    pattern->source = source;
    pattern->linear = regex.linear;
    pattern->is_anchored = regex.is_anchored;
    if (!pattern->linear && !compile(arena, pattern, regex.pcre2, error)) {
        pattern_free(pattern);
        return NULL;
    }
    return pattern;
}

void pattern_free(struct pattern *pattern)
{
    if (pattern && !pattern->linear) {
        pcre2_match_data_free(pattern->match);
        pcre2_match_context_free(pattern->context);
        pcre2_code_free(pattern->code);
    }
}

static int match(const struct pattern *pattern, slice bytes, uint32_t options)
{
    const char *data = bytes.data ? bytes.data : "";
    return pcre2_match(pattern->code, (PCRE2_SPTR)data, bytes.length, 0, options, pattern->match,
                       pattern->context);
}

/* No filling matches where what stands before the first hole can't begin a match. The prefix may
 * end inside a character only if the hole does not belong to UTF-8 text; then nothing is said. */
static enum certainty judge_prefix(const struct pattern *pattern, const struct string_value *string)
{
    slice prefix = slice_sub(string->bytes, 0, string->holes[0].offset);
    if (!pattern->is_anchored || prefix.length == 0) {
        return CERTAINTY_UNKNOWN;
    }
    int found = match(pattern, prefix, PCRE2_PARTIAL_HARD);
    return found == PCRE2_ERROR_NOMATCH ? CERTAINTY_VIOLATES : CERTAINTY_UNKNOWN;
}

enum certainty pattern_judge(const struct pattern *pattern, const struct string_value *string)
{
    if (pattern->linear) {
        return string->hole_count > 0 ? linear_judge(pattern->linear, string)
               : linear_matches(pattern->linear, string->bytes) ? CERTAINTY_VALID
                                                                : CERTAINTY_VIOLATES;
    }
    if (string->hole_count > 0) {
        return judge_prefix(pattern, string);
    }
    int found = match(pattern, string->bytes, 0);
    return found >= 0                     ? CERTAINTY_VALID
           : found == PCRE2_ERROR_NOMATCH ? CERTAINTY_VIOLATES
                                          : CERTAINTY_UNKNOWN;
}
