/* URIs and IRIs (RFC 3986, RFC 3987), templates (RFC 6570), JSON Pointers (RFC 6901). In: a string.
 * Out: whether it is one. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "schema/format.h"
#include "schema/scan.h"

/* Characters of RFC 3986, section 2, by sets. */
enum { UNRESERVED = 1, SUB_DELIMITER = 2, COLON = 4, AT = 8, SLASH = 16, QUESTION = 32 };

static unsigned sets_of(char c)
{
    if (ascii_is_alphanumeric(c) || (c && strchr("-._~", c))) {
        return UNRESERVED;
    }
    return !c                         ? 0u
           : strchr("!$&'()*+,;=", c) ? SUB_DELIMITER
           : c == ':'                 ? COLON
           : c == '@'                 ? AT
           : c == '/'                 ? SLASH
           : c == '?'                 ? QUESTION
                                      : 0u;
}

/* RFC 3987, section 2.2: ucschar, and iprivate in a query. */
static bool is_beyond_ascii(uint32_t c, bool is_query)
{
    bool plane_end = (c & 0xFFFE) == 0xFFFE;
    bool private = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
    return private
               ? is_query
               : !plane_end && ((c >= 0xA0 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) ||
                                (c >= 0xFDF0 && c <= 0xFFEF) || (c >= 0x10000 && c <= 0xDFFFD) ||
                                (c >= 0xE1000 && c <= 0xEFFFD));
}

/* All of `part` is of these sets or percent-encoded. */
static bool is_part(slice part, unsigned sets, bool iri, bool is_query)
{
    for (size_t i = 0; i < part.length;) {
        if (part.data[i] == '%') {
            if (ascii_hex_value(scan_at(part, i + 1)) < 0 ||
                ascii_hex_value(scan_at(part, i + 2)) < 0) {
                return false;
            }
            i += 3;
            continue;
        }
        size_t length = 1;
        uint32_t c = utf8_decode(slice_sub(part, i, part.length), &length);
        bool fits = c < 0x80 ? (sets_of(part.data[i]) & sets) != 0
                             : iri && c != UTF8_INVALID && is_beyond_ascii(c, is_query);
        if (!fits) {
            return false;
        }
        i += length;
    }
    return true;
}

static slice cut_at(slice *rest, char end, bool *found)
{
    size_t at = slice_find_byte(*rest, end);
    slice before = slice_sub(*rest, 0, at);
    *found = at < rest->length;
    *rest = slice_sub(*rest, at + 1, rest->length);
    return before;
}

/* RFC 3986, section 3.2.2: [v1.fe] or an IPv6 address in brackets. */
static bool is_literal_host(slice host)
{
    slice inside = slice_sub(host, 1, host.length - 1);
    if (host.length < 3 || host.data[host.length - 1] != ']') {
        return false;
    }
    if ((inside.data[0] | 0x20) != 'v') {
        return is_ipv6(inside);
    }
    size_t point = slice_find_byte(inside, '.');
    for (size_t i = 1; i < point; i++) {
        if (ascii_hex_value(inside.data[i]) < 0) {
            return false;
        }
    }
    slice rest = slice_sub(inside, point + 1, inside.length);
    return point > 1 && rest.length > 0 && slice_find_byte(rest, '%') == rest.length &&
           is_part(rest, UNRESERVED | SUB_DELIMITER | COLON, false, false);
}

static bool is_port(slice port)
{
    for (size_t i = 0; i < port.length; i++) {
        if (!ascii_is_digit(port.data[i])) {
            return false;
        }
    }
    return true;
}

static bool is_authority(slice authority, bool iri)
{
    size_t at = slice_find_byte(authority, '@');
    if (at < authority.length) {
        slice user = slice_sub(authority, 0, at);
        if (!is_part(user, UNRESERVED | SUB_DELIMITER | COLON, iri, false)) {
            return false;
        }
        authority = slice_sub(authority, at + 1, authority.length);
    }
    size_t end = authority.length > 0 && authority.data[0] == '['
                     ? slice_find_byte(authority, ']') + 1
                     : slice_find_byte(authority, ':');
    slice host = slice_sub(authority, 0, end);
    slice port = slice_sub(authority, end, authority.length);
    bool valid = host.length > 0 && host.data[0] == '['
                     ? is_literal_host(host)
                     : is_part(host, UNRESERVED | SUB_DELIMITER, iri, false);
    return valid &&
           (port.length == 0 || (port.data[0] == ':' && is_port(slice_sub(port, 1, port.length))));
}

static bool is_scheme(slice scheme)
{
    bool valid = scheme.length > 0 && ascii_is_letter(scheme.data[0]);
    for (size_t i = 1; i < scheme.length && valid; i++) {
        char c = scheme.data[i];
        valid = ascii_is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
    }
    return valid;
}

static bool is_reference(slice string, bool iri, bool needs_scheme)
{
    enum { PATH = UNRESERVED | SUB_DELIMITER | COLON | AT | SLASH };
    bool has_fragment;
    bool has_query;
    slice before = cut_at(&string, '#', &has_fragment);
    slice path = cut_at(&before, '?', &has_query);
    if (!is_part(string, PATH | QUESTION, iri, false) ||
        !is_part(before, PATH | QUESTION, iri, true)) {
        return false;
    }
    /* A colon in the first segment ends a scheme. */
    size_t colon = slice_find_byte(path, ':');
    bool has_scheme = colon < slice_find_byte(path, '/');
    if (has_scheme ? !is_scheme(slice_sub(path, 0, colon)) : needs_scheme) {
        return false;
    }
    path = has_scheme ? slice_sub(path, colon + 1, path.length) : path;
    if (slice_starts_with(path, SLICE("//"))) {
        path = slice_sub(path, 2, path.length);
        size_t slash = slice_find_byte(path, '/');
        if (!is_authority(slice_sub(path, 0, slash), iri)) {
            return false;
        }
        path = slice_sub(path, slash, path.length);
    }
    return is_part(path, PATH, iri, false);
}

bool is_uri(slice string)
{
    return is_reference(string, false, true);
}

bool is_uri_reference(slice string)
{
    return is_reference(string, false, false);
}

bool is_iri(slice string)
{
    return is_reference(string, true, true);
}

bool is_iri_reference(slice string)
{
    return is_reference(string, true, false);
}

/* ---- URI templates ---- */

/* One variable of an expression: a name, maybe with a prefix length or a star (section 2.4). */
static bool is_variable(slice variable)
{
    size_t at = 0;
    bool dot = true; /* one may not stand here */
    while (at < variable.length && variable.data[at] != ':' && variable.data[at] != '*') {
        char c = variable.data[at];
        bool escape = c == '%' && ascii_hex_value(scan_at(variable, at + 1)) >= 0 &&
                      ascii_hex_value(scan_at(variable, at + 2)) >= 0;
        if (c == '.' ? dot : !(escape || ascii_is_alphanumeric(c) || c == '_')) {
            return false;
        }
        dot = c == '.';
        at += escape ? 3 : 1;
    }
    slice modifier = slice_sub(variable, at, variable.length);
    if (dot || modifier.length == 0 || slice_is(modifier, "*")) {
        return !dot;
    }
    slice digits = slice_sub(modifier, 1, modifier.length);
    return modifier.data[0] == ':' && digits.length >= 1 && digits.length <= 4 &&
           digits.data[0] != '0' && scan_number(digits, 0, digits.length) > 0;
}

static bool is_expression(slice expression)
{
    bool more = true;
    if (expression.length > 0 && strchr("+#./;?&", expression.data[0])) {
        expression = slice_sub(expression, 1, expression.length);
    }
    while (more) {
        if (!is_variable(cut_at(&expression, ',', &more))) {
            return false;
        }
    }
    return true;
}

/* Section 2.1. The apostrophe is allowed by an erratum. */
static bool is_template_literal(slice literal)
{
    for (size_t i = 0; i < literal.length;) {
        size_t length;
        uint32_t c = utf8_decode(slice_sub(literal, i, literal.length), &length);
        bool escape = c == '%' && ascii_hex_value(scan_at(literal, i + 1)) >= 0 &&
                      ascii_hex_value(scan_at(literal, i + 2)) >= 0;
        bool ascii = c > 0x20 && c < 0x7F && !strchr("\"%<>\\^`{|}", (int)c);
        if (!escape && !ascii && (c < 0x80 || c == UTF8_INVALID || !is_beyond_ascii(c, true))) {
            return false;
        }
        i += length;
    }
    return true;
}

bool is_uri_template(slice string)
{
    while (string.length > 0) {
        bool opened;
        bool closed;
        if (!is_template_literal(cut_at(&string, '{', &opened))) {
            return false;
        }
        if (opened && (!is_expression(cut_at(&string, '}', &closed)) || !closed)) {
            return false;
        }
    }
    return true;
}

/* ---- JSON Pointers ---- */

bool is_json_pointer(slice string)
{
    for (size_t i = 0; i < string.length; i++) {
        char next = scan_at(string, i + 1);
        if (string.data[i] == '~' && next != '0' && next != '1') {
            return false;
        }
    }
    return string.length == 0 || string.data[0] == '/';
}

bool is_relative_json_pointer(slice string)
{
    size_t at = 0;
    while (ascii_is_digit(scan_at(string, at))) {
        at++;
    }
    slice rest = slice_sub(string, at, string.length);
    bool number = at == 1 || (at > 1 && string.data[0] != '0');
    return number && (slice_is(rest, "#") || is_json_pointer(rest));
}
