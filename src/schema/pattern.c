/* Matching regular expressions, over strings with holes too. In: an expression and a string. Out:
 * whether all, none or some fillings match.
 *
 * PCRE2's JIT costs what a hundred matches cost, and most runs match a pattern a few times: it is
 * asked for once a pattern has been used often. Where one of the two matchers gives up the other is
 * asked, so that what is said doesn't depend on how often a pattern has been used. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "schema/pattern.h"

#include <pcre2.h>
#include <stdatomic.h>
#include <stdio.h>

enum {
    /* Backtracking beyond this is given up: the verdict is then unknown. */
    MATCH_LIMIT = 1000000,
    HEAP_LIMIT_KIB = 64 * 1024,
    /* Matches after which the JIT is worth its cost. */
    JIT_USES = 100,
};

struct matcher {
    slice pcre2;
    pcre2_code *plain;
    pcre2_match_context *context;
    _Atomic(pcre2_code *) fast; /* the same with machine code; NULL until it is wanted */
    atomic_uint uses;
    _Atomic(pcre2_match_data *) spare; /* what a match needs, kept for the next one; or NULL */
};

static pcre2_code *compile(slice pcre2, int *error)
{
    size_t offset;
    const uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF |
                             PCRE2_ALLOW_EMPTY_CLASS | PCRE2_NEVER_BACKSLASH_C;
    return pcre2_compile((PCRE2_SPTR)pcre2.data, pcre2.length, options, error, &offset, NULL);
}

bool pattern_knows_property(slice name)
{
    int error;
    char written[64];
    int length = snprintf(written, sizeof written, "\\p{%.*s}", SLICE_ARGS(name));
    pcre2_code *code =
        length < (int)sizeof written ? compile((slice){written, (size_t)length}, &error) : NULL;
    pcre2_code_free(code);
    return code != NULL;
}

/* The X of ^(?!X); data NULL where the expression is another, or more. */
static slice refused_part(slice pcre2)
{
    slice opening = SLICE("^(?!");
    slice none = {NULL, 0};
    size_t depth = 1;
    bool in_class = false;
    if (!slice_starts_with(pcre2, opening)) {
        return none;
    }
    for (size_t i = opening.length; i < pcre2.length; i++) {
        char c = pcre2.data[i];
        i += c == '\\';
        depth += !in_class && c == '(';
        depth -= !in_class && c == ')';
        in_class = in_class ? c != ']' : c == '[';
        if (depth == 0) {
            return i + 1 == pcre2.length ? slice_sub(pcre2, opening.length, i) : none;
        }
    }
    return none;
}

/* Rules that refuse some strings, such as placeholders, meet many others: the first byte tells most
 * of them apart. PCRE2 has a bitmap of X's first bytes only where X can't be empty. */
static const struct byte_set *refused_bytes(struct arena *arena, slice pcre2)
{
    slice part = refused_part(pcre2);
    const uint8_t *bitmap = NULL;
    struct byte_set *bytes = NULL;
    int code;
    pcre2_code *compiled = part.data ? compile(part, &code) : NULL;
    if (compiled && pcre2_pattern_info(compiled, PCRE2_INFO_FIRSTBITMAP, &bitmap) == 0 && bitmap) {
        bytes = ARENA_NEW(arena, struct byte_set);
        for (unsigned byte = 0; byte < 256; byte++) {
            bytes->bits[byte / 64] |= (uint64_t)(bitmap[byte / 8] >> byte % 8 & 1) << byte % 64;
        }
    }
    pcre2_code_free(compiled);
    return bytes;
}

static bool matcher_compile(struct arena *arena, struct matcher *matcher, slice pcre2, slice *error)
{
    int code;
    matcher->pcre2 = pcre2;
    matcher->plain = compile(pcre2, &code);
    if (!matcher->plain) {
        PCRE2_UCHAR message[128];
        pcre2_get_error_message(code, message, sizeof message);
        *error = arena_printf(arena, PATTERN_TOO_HARD "%s", (char *)message);
        return false;
    }
    matcher->context = pcre2_match_context_create(NULL);
    if (!matcher->context) {
        *error = SLICE("out of memory");
        return false;
    }
    pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
    pcre2_set_heap_limit(matcher->context, HEAP_LIMIT_KIB);
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
    if (!pattern->linear) {
        pattern->matcher = ARENA_NEW(arena, struct matcher);
        if (!matcher_compile(arena, pattern->matcher, regex.pcre2, error)) {
            pattern_free(pattern);
            return NULL;
        }
        pattern->refused = refused_bytes(arena, regex.pcre2);
    }
    return pattern;
}

void pattern_free(struct pattern *pattern)
{
    struct matcher *matcher = pattern ? pattern->matcher : NULL;
    if (matcher) {
        pcre2_match_data_free(atomic_load(&matcher->spare));
        pcre2_match_context_free(matcher->context);
        pcre2_code_free(atomic_load(&matcher->fast));
        pcre2_code_free(matcher->plain);
    }
}

/* ---- Matching ---- */

/* The pattern compiled once more, with machine code; `plain` may be at work in another thread, and
 * stays as it is. NULL where there is no JIT. */
static pcre2_code *fast_code(struct matcher *matcher)
{
    int error;
    pcre2_code *none = NULL;
    pcre2_code *known = atomic_load(&matcher->fast);
    pcre2_code *code = known ? NULL : compile(matcher->pcre2, &error);
    if (!code) {
        return known;
    }
    if (pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0 &&
        atomic_compare_exchange_strong(&matcher->fast, &none, code)) {
        return code;
    }
    pcre2_code_free(code);
    return none;
}

static pcre2_match_data *take_match_data(struct matcher *matcher)
{
    pcre2_match_data *data = atomic_exchange(&matcher->spare, NULL);
    return data ? data : pcre2_match_data_create(1, NULL);
}

static bool gave_up(int found)
{
    return found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT ||
           found == PCRE2_ERROR_HEAPLIMIT || found == PCRE2_ERROR_JIT_STACKLIMIT;
}

static int match(const struct pattern *pattern, slice bytes, uint32_t options)
{
    struct matcher *matcher = pattern->matcher;
    PCRE2_SPTR subject = (PCRE2_SPTR)(bytes.data ? bytes.data : "");
    pcre2_match_data *data = take_match_data(matcher);
    if (!data) {
        return PCRE2_ERROR_NOMEMORY;
    }
    /* The JIT knows whole matches only. */
    bool may_be_fast = options == 0;
    bool often = atomic_fetch_add(&matcher->uses, 1) == JIT_USES;
    pcre2_code *fast = !may_be_fast ? NULL
                       : often      ? fast_code(matcher)
                                    : atomic_load(&matcher->fast);
    const pcre2_code *first = fast ? fast : matcher->plain;
    int found = pcre2_match(first, subject, bytes.length, 0, options, data, matcher->context);
    if (gave_up(found)) {
        const pcre2_code *second = fast ? matcher->plain : may_be_fast ? fast_code(matcher) : NULL;
        found = second
                    ? pcre2_match(second, subject, bytes.length, 0, options, data, matcher->context)
                    : found;
    }
    pcre2_match_data_free(atomic_exchange(&matcher->spare, data));
    return found;
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

static bool begins_outside(const struct byte_set *bytes, slice string)
{
    unsigned first = string.length > 0 ? (unsigned char)string.data[0] : 0;
    return string.length > 0 && !(bytes->bits[first / 64] >> first % 64 & 1);
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
    if (pattern->refused && begins_outside(pattern->refused, string->bytes)) {
        return CERTAINTY_VALID;
    }
    int found = match(pattern, string->bytes, 0);
    return found >= 0                     ? CERTAINTY_VALID
           : found == PCRE2_ERROR_NOMATCH ? CERTAINTY_VIOLATES
                                          : CERTAINTY_UNKNOWN;
}
