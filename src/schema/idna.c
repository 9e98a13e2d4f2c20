/* Labels of host names beyond ASCII, by IDNA2008 (RFC 5891 to 5893). In: code points. Out: whether
 * they are a label.
 *
 * What Unicode says of a character is asked of PCRE2, so that no tables are kept here; the classes
 * of RFC 5892 are made of what it knows (docs/schema.md says what that leaves out). */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/utf8.h"
#include "schema/format.h"

#include <pcre2.h>

enum { LABEL_MAX = 63 };

/* Whether all of `bytes` matches. The expressions are constants; what doesn't compile never does.
 */
static bool matches(const char *expression, slice bytes)
{
    int code;
    size_t offset;
    bool found = false;
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED,
                      PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY, &code, &offset, NULL);
    if (compiled) {
        pcre2_match_data *match = pcre2_match_data_create_from_pattern(compiled, NULL);
        found = match &&
                pcre2_match(compiled, (PCRE2_SPTR)bytes.data, bytes.length, 0, 0, match, NULL) >= 0;
        pcre2_match_data_free(match);
        pcre2_code_free(compiled);
    }
    return found;
}

/* RFC 5892, section 2: letters, digits and marks, with the exceptions of section 2.6; upper case
 * and compatibility forms are not stable under normalization. Context is judged apart. */
#define EXCEPTIONS                                                                             \
    "\\x{df}\\x{3c2}\\x{6fd}\\x{6fe}\\x{f0b}\\x{3007}\\x{b7}\\x{375}\\x{5f3}\\x{5f4}\\x{30fb}" \
    "\\x{200c}\\x{200d}"
#define FORBIDDEN                                                                            \
    "\\x{640}\\x{7fa}\\x{302e}\\x{302f}\\x{3031}-\\x{3035}\\x{303b}\\x{1100}-\\x{11ff}"      \
    "\\x{a960}-\\x{a97c}\\x{d7b0}-\\x{d7fb}\\x{fb00}-\\x{fdff}\\x{fe70}-\\x{feff}\\x{ff00}-" \
    "\\x{ffef}\\x{1d400}-\\x{1d7ff}\\x{2c7c}\\x{2c7d}\\x{2071}\\x{207f}\\x{2090}-\\x{209c}"  \
    "\\x{2b0}-\\x{2b8}\\x{2e0}-\\x{2e4}\\x{340}\\x{341}\\x{343}\\x{344}\\x{34f}\\x{37a}"     \
    "\\x{aa}\\x{ba}\\x{17b4}\\x{17b5}\\x{180b}-\\x{180d}\\x{fe00}-\\x{fe0f}"
static const char characters[] =
    "^(?:[" EXCEPTIONS "]|(?![" FORBIDDEN "])[-\\p{Ll}\\p{Lo}\\p{Lm}\\p{Mn}\\p{Mc}\\p{Nd}])+$";

static const char starts_with_mark[] = "^\\p{M}";

/* RFC 5892, appendix A: where some characters may stand. */
static const char *const context_faults[] = {
    "(?<!\\x{94d})(?<!\\x{9cd})(?<!\\x{a4d})(?<!\\x{acd})(?<!\\x{b4d})(?<!\\x{bcd})(?<!\\x{c4d})"
    "(?<!\\x{ccd})(?<!\\x{d4d})(?<!\\x{dca})(?<!\\x{e3a})(?<!\\x{f84})(?<!\\x{1039})"
    "(?<!\\x{103a})(?<!\\x{17d2})\\x{200d}",
    "(?<!l)\\x{b7}|\\x{b7}(?!l)",
    "\\x{375}(?!\\p{Greek})",
    "(?<!\\p{Hebrew})[\\x{5f3}\\x{5f4}]",
    "[\\x{660}-\\x{669}].*[\\x{6f0}-\\x{6f9}]|[\\x{6f0}-\\x{6f9}].*[\\x{660}-\\x{669}]",
};

static const char middle_dot[] = "\\x{30fb}";
static const char japanese[] = "[\\p{sc:Hiragana}\\p{sc:Katakana}\\p{sc:Han}]";

/* A joiner behind a virama, or between letters that join (appendix A.1). Arabic and Syriac letters
 * are taken to be such. */
static const char non_joiner_fault[] =
    "(?<![\\x{94d}\\x{9cd}\\x{a4d}\\x{acd}\\x{b4d}\\x{bcd}\\x{c4d}\\x{ccd}\\x{d4d}\\x{dca}"
    "\\x{e3a}\\x{f84}\\x{1039}\\x{103a}\\x{17d2}])(?<![\\p{Arabic}\\p{Syriac}])\\x{200c}"
    "|(?<=[\\p{Arabic}\\p{Syriac}])\\x{200c}(?![\\p{Arabic}\\p{Syriac}])";

/* ---- Bidi (RFC 5893, section 2) ---- */

#define RIGHT "\\p{Hebrew}\\p{Arabic}\\p{Syriac}\\p{Thaana}\\p{Nko}"
#define RIGHT_LETTER "[\\p{Hebrew}\\p{Arabic}\\p{Syriac}\\p{Thaana}\\p{Nko}](?<!\\p{M})(?<!\\p{Nd})"

static const char right_to_left[] =
    "(?:[" RIGHT "](?<!\\p{M})(?<![\\x{6f0}-\\x{6f9}]))|[\\x{660}-\\x{669}]";
static const char right_label[] =
    "^" RIGHT_LETTER "(?:[" RIGHT "]|[-0-9]|\\p{M}|[\\x{660}-\\x{669}\\x{6f0}-\\x{6f9}\\x{200c}"
    "\\x{200d}])*$";
static const char right_label_end[] =
    "(?:" RIGHT_LETTER "|[0-9\\x{660}-\\x{669}\\x{6f0}-\\x{6f9}])\\p{Mn}*$";
static const char both_digits[] =
    "[0-9\\x{6f0}-\\x{6f9}].*[\\x{660}-\\x{669}]|[\\x{660}-\\x{669}].*[0-9\\x{6f0}-\\x{6f9}]";
static const char left_label[] = "^(?![" RIGHT "])[\\p{L}]";

static slice encode(const uint32_t *label, size_t count, char *room)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += utf8_encode(label[i], room + length);
    }
    return (slice){room, length};
}

static bool is_plain(const uint32_t *label, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (label[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

bool idna_is_right_to_left(const uint32_t *label, size_t count)
{
    char room[LABEL_MAX * UTF8_MAX + 1];
    return !is_plain(label, count) && count <= LABEL_MAX &&
           matches(right_to_left, encode(label, count, room));
}

static bool fits_bidi(slice bytes)
{
    if (matches(right_label, bytes)) {
        return matches(right_label_end, bytes) && !matches(both_digits, bytes);
    }
    return matches(left_label, bytes) && !matches(right_to_left, bytes);
}

bool idna_label_is_valid(const uint32_t *label, size_t count, bool is_bidi)
{
    char room[LABEL_MAX * UTF8_MAX + 1];
    if (count == 0 || count > LABEL_MAX || label[0] == '-' || label[count - 1] == '-') {
        return false;
    }
    slice bytes = encode(label, count, room);
    if (is_plain(label, count)) {
        return !is_bidi || fits_bidi(bytes);
    }
    bool dashes = count >= 4 && label[2] == '-' && label[3] == '-';
    if (dashes || !matches(characters, bytes) || matches(starts_with_mark, bytes) ||
        matches(non_joiner_fault, bytes) ||
        (matches(middle_dot, bytes) && !matches(japanese, bytes))) {
        return false;
    }
    for (size_t i = 0; i < sizeof context_faults / sizeof *context_faults; i++) {
        if (matches(context_faults[i], bytes)) {
            return false;
        }
    }
    return !is_bidi || fits_bidi(bytes);
}
