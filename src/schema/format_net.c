/* Host names, addresses, email addresses and regular expressions. In: a string. Out: whether it is
 * one. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "schema/format.h"
#include "schema/pattern.h"
#include "schema/scan.h"

/* ---- Addresses ---- */

bool is_ipv4(slice string)
{
    size_t at = 0;
    for (int part = 0; part < 4; part++) {
        size_t digits = 0;
        while (digits < 4 && ascii_is_digit(scan_at(string, at + digits))) {
            digits++;
        }
        bool zero = digits > 1 && string.data[at] == '0';
        if (digits == 0 || digits > 3 || zero || scan_number(string, at, digits) > 255) {
            return false;
        }
        at += digits;
        if (part < 3 && scan_at(string, at++) != '.') {
            return false;
        }
    }
    return at == string.length;
}

bool is_ipv6(slice string)
{
    size_t at = 0;
    int groups = 0;
    bool shortened = false;
    while (at < string.length) {
        size_t digits = 0;
        if (slice_starts_with(slice_sub(string, at, string.length), SLICE("::"))) {
            if (shortened) {
                return false;
            }
            shortened = true;
            at += 2;
            continue;
        }
        if (at > 0 && string.data[at - 1] != ':') {
            return false;
        }
        while (ascii_hex_value(scan_at(string, at + digits)) >= 0) {
            digits++;
        }
        if (scan_at(string, at + digits) == '.') {
            groups += 2;
            bool last = is_ipv4(slice_sub(string, at, string.length));
            return last && (shortened ? groups < 8 : groups == 8);
        }
        at += digits;
        groups++;
        if (digits == 0 || digits > 4) {
            return false;
        }
        if (at + 1 < string.length && string.data[at] == ':' && string.data[at + 1] != ':') {
            at++;
        } else if (at < string.length && string.data[at] != ':') {
            return false;
        } else if (at + 1 == string.length) {
            return false; /* it ends in one colon */
        }
    }
    return shortened ? groups < 8 : groups == 8;
}

/* ---- Host names ---- */

enum { LABEL_MAX = 63, NAME_MAX = 253 };

/* An A-label is one by what it stands for (RFC 5891, section 4.2). */
static bool is_a_label(slice label)
{
    uint32_t decoded[LABEL_MAX];
    size_t count;
    slice encoded = slice_sub(label, 4, label.length);
    if (!punycode_decode(encoded, decoded, LABEL_MAX, &count)) {
        return false;
    }
    bool beyond = false;
    for (size_t i = 0; i < count; i++) {
        beyond |= decoded[i] >= 0x80;
    }
    return beyond && punycode_length(decoded, count) == encoded.length &&
           idna_label_is_valid(decoded, count, idna_is_right_to_left(decoded, count));
}

static bool starts_as_a_label(slice label)
{
    return label.length >= 4 && (label.data[0] | 0x20) == 'x' && (label.data[1] | 0x20) == 'n' &&
           label.data[2] == '-' && label.data[3] == '-';
}

static bool is_ascii_label(slice label)
{
    if (label.length == 0 || label.length > LABEL_MAX || label.data[0] == '-' ||
        label.data[label.length - 1] == '-') {
        return false;
    }
    for (size_t i = 0; i < label.length; i++) {
        char c = label.data[i];
        if (!ascii_is_alphanumeric(c) && c != '-') {
            return false;
        }
    }
    return !starts_as_a_label(label) || is_a_label(label);
}

bool is_hostname(slice string)
{
    if (string.length > NAME_MAX) {
        return false;
    }
    for (size_t at = 0;;) {
        slice rest = slice_sub(string, at, string.length);
        size_t dot = slice_find_byte(rest, '.');
        if (!is_ascii_label(slice_sub(rest, 0, dot))) {
            return false;
        }
        if (dot == rest.length) {
            return true;
        }
        at += dot + 1;
    }
}

/* RFC 3490, section 3.1: the four characters that are recognized as dots. */
static bool is_dot(uint32_t c)
{
    return c == '.' || c == 0x3002 || c == 0xFF0E || c == 0xFF61;
}

/* A label as Unicode; an A-label as what it stands for. */
static bool read_label(slice label, uint32_t *decoded, size_t *count)
{
    *count = 0;
    if (starts_as_a_label(label)) {
        return is_a_label(label) &&
               punycode_decode(slice_sub(label, 4, label.length), decoded, LABEL_MAX, count);
    }
    for (size_t i = 0, length; i < label.length; i += length) {
        uint32_t c = utf8_decode(slice_sub(label, i, label.length), &length);
        if (c == UTF8_INVALID || *count == LABEL_MAX) {
            return false;
        }
        decoded[(*count)++] = c;
    }
    return true;
}

static bool is_label(slice label, bool is_bidi)
{
    uint32_t decoded[LABEL_MAX];
    size_t count;
    bool ascii = true;
    for (size_t i = 0; i < label.length; i++) {
        ascii = ascii && (unsigned char)label.data[i] < 0x80;
    }
    if (!read_label(label, decoded, &count) || !idna_label_is_valid(decoded, count, is_bidi)) {
        return false;
    }
    return ascii ? is_ascii_label(label) : punycode_length(decoded, count) + 4 <= LABEL_MAX;
}

/* Cuts the first label off; false where there is none more. */
static bool next_label(slice *rest, bool *more, slice *label)
{
    size_t at = 0;
    size_t length = 1;
    if (!*more) {
        return false;
    }
    while (at < rest->length && !is_dot(utf8_decode(slice_sub(*rest, at, rest->length), &length))) {
        at += length;
    }
    *label = slice_sub(*rest, 0, at);
    *more = at < rest->length;
    *rest = slice_sub(*rest, at + length, rest->length);
    return true;
}

bool is_idn_hostname(slice string)
{
    bool is_bidi = false;
    bool more = true;
    slice rest = string;
    slice label;
    uint32_t decoded[LABEL_MAX];
    size_t count;
    if (utf8_count(string) > NAME_MAX) {
        return false;
    }
    while (next_label(&rest, &more, &label)) {
        is_bidi |= read_label(label, decoded, &count) && idna_is_right_to_left(decoded, count);
    }
    more = true;
    rest = string;
    while (next_label(&rest, &more, &label)) {
        if (!is_label(label, is_bidi)) {
            return false;
        }
    }
    return true;
}

/* ---- Email ---- */

static bool is_atom_text(uint32_t c, bool beyond_ascii)
{
    return c >= 0x80
               ? beyond_ascii
               : ascii_is_alphanumeric((char)c) || (c && strchr("!#$%&'*+-/=?^_`{|}~", (int)c));
}

static bool is_dotted(slice local, bool beyond_ascii)
{
    bool dot = true;
    for (size_t i = 0; i < local.length; i++) {
        char c = local.data[i];
        if (c == '.' ? dot : !is_atom_text((unsigned char)c, beyond_ascii)) {
            return false;
        }
        dot = c == '.';
    }
    return !dot;
}

static bool is_quoted(slice local, bool beyond_ascii)
{
    for (size_t i = 1; i + 1 < local.length; i++) {
        i += local.data[i] == '\\';
        unsigned char c = (unsigned char)local.data[i];
        bool escaped = local.data[i - 1] == '\\' && i > 1;
        if (i + 1 >= local.length || c < 0x20 || c == 0x7F || (c >= 0x80 && !beyond_ascii) ||
            (c == '"' && !escaped)) {
            return false;
        }
    }
    return local.length >= 2 && local.data[local.length - 1] == '"';
}

static bool is_address_literal(slice domain)
{
    slice inside = slice_sub(domain, 1, domain.length - 1);
    if (domain.length < 2 || domain.data[domain.length - 1] != ']') {
        return false;
    }
    return slice_starts_with(inside, SLICE("IPv6:")) ? is_ipv6(slice_sub(inside, 5, inside.length))
                                                     : is_ipv4(inside);
}

static bool is_address(slice string, bool (*is_domain)(slice string), bool beyond_ascii)
{
    size_t at = string.length;
    while (at > 0 && string.data[at - 1] != '@') {
        at--;
    }
    slice local = slice_sub(string, 0, at > 0 ? at - 1 : 0);
    slice domain = slice_sub(string, at, string.length);
    if (at == 0 || local.length == 0 || domain.length == 0 ||
        utf8_first_invalid(string) < string.length) {
        return false;
    }
    bool valid =
        local.data[0] == '"' ? is_quoted(local, beyond_ascii) : is_dotted(local, beyond_ascii);
    return valid && (domain.data[0] == '[' ? is_address_literal(domain) : is_domain(domain));
}

bool is_email(slice string)
{
    return is_address(string, is_hostname, false);
}

bool is_idn_email(slice string)
{
    return is_address(string, is_idn_hostname, true);
}

/* ---- Regular expressions ---- */

bool is_regex(slice string)
{
    struct arena *arena = arena_new();
    bool valid = regex_is_valid(arena, string);
    arena_free(arena);
    return valid;
}
